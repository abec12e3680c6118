// Package target asks joint futures whether a goal is met: a level of the
// share of GDP in a year, by a year or from a year on, or a total of money.
//
// A goal is asked of one future at a time. The chance that it is met is the
// share of futures in which it is,
//
//	P(goal) = #{i : goal is met on path i} / n,
//
// which is right for goals over several years as well, where marginal
// distributions give no answer. Its standard error from the draws alone is
// √(P(1-P)/n), 0.005 at most with 10,000 paths.
//
// One file holds a kind of goal.
package target

import (
	"errors"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// ErrNoAnswer is wrapped where futures cannot tell what is asked.
var ErrNoAnswer = errors.New("the futures hold no answer")

// Goal is what a future may or may not bring about.
type Goal interface {
	String() string // in words: "at least 2.00 % in 2027"
	Met(p Path) bool
}

// Path is one joint future and the last year of the past.
type Path struct {
	Origin data.Year // last year of the past
	Before float64   // share in that year, a fraction
	// Share and Spend are the years after Origin: fractions, and the numerator in
	// its unit.
	Share, Spend []float64
}

// at returns the share of a year, false for a year that the path does not have.
func (p Path) at(y data.Year) (float64, bool) {
	h := int(y - p.Origin)
	switch {
	case h == 0:
		return p.Before, true
	case h < 0 || h > len(p.Share):
		return 0, false
	}
	return p.Share[h-1], true
}

// Futures are the joint paths that goals are asked of: row i of Share and of
// Spend is one future, column h-1 the year Origin+h. The zero value has no path.
type Futures struct {
	Origin       data.Year
	Before       float64        // share at the origin, a fraction
	SpendBefore  float64        // numerator at the origin
	Unit         data.Unit      // of spending; a share where the ratio is published as one
	Share, Spend forecast.Paths // Spend in Unit
}

// Path returns future i; its slices are shared with f.
func (f Futures) Path(i int) Path {
	return Path{Origin: f.Origin, Before: f.Before, Share: f.Share.Row(i), Spend: f.Spend.Row(i)}
}

// End returns the last year of the futures.
func (f Futures) End() data.Year { return f.Origin + data.Year(f.Share.H) }

// Prob returns the share of futures in which a goal is met. It panics if there
// are no futures.
func Prob(g Goal, f Futures) float64 {
	n := f.Share.N()
	if n == 0 {
		panic("target: no futures")
	}
	met := 0
	for i := range n {
		if g.Met(f.Path(i)) {
			met++
		}
	}
	return float64(met) / float64(n)
}
