package target

import (
	"fmt"
	"math"
	"slices"

	"github.com/defcast/defcast/data"
)

// Growth is the constant yearly growth of spending that meets a level, see
// [Futures.Growth].
type Growth struct {
	Level Level
	Year  data.Year // of the level
	Asked float64   // the probability asked for
	Rate  float64   // a fraction a year; negative where spending may fall
	Base  data.Year // the year that spending grows from, the last one that is certain
	Start float64   // spending in that year
	// Amounts are those of the years after Base, to Year, in the unit of the
	// futures.
	Amounts []float64
	// Prob is the probability of the level in Year if spending takes Amounts,
	// counted again on the paths. It is Asked or more; much more only where the
	// denominator is nearly certain.
	Prob float64
}

// Growth solves for the yearly growth g of spending from its last certain year b
// on that has the share at the level in a year with a probability,
//
//	P( S[b]·(1+g)^(y-b) / D[y] ≥ L ) = prob,
//
// D what the futures divide by. On path i the level needs a growth factor of at least
//
//	x[i] = L·D[i,y] / S[b]
//
// over all the years, so that the smallest factor that is enough on a share prob
// of the n paths is the ⌈prob·n⌉-th smallest of the x: an order statistic,
// exact for the paths without iteration. D stays as it is on each path: it is not
// moved by what spending is made to do.
//
// The last certain year is the last one whose spending is the same on all
// paths, as an enacted budget is; the origin where there is none.
//
// It returns [ErrNoAnswer] where the level is no floor above 0, the
// probability not between 0 and 1, where no money is known, and where the year
// is not after the last certain one or not among the futures.
func (f Futures) Growth(l Level, year data.Year, prob float64) (Growth, error) {
	base, start := f.certain()
	g := Growth{Level: l, Year: year, Asked: prob, Base: base, Start: start}
	switch n := int(year - base); {
	case l.Cap || !(l.Share > 0):
		return g, fmt.Errorf("solve growth for %s: want a level above 0 to reach: %w", l, ErrNoAnswer)
	case !(prob > 0 && prob < 1):
		return g, fmt.Errorf("solve growth for probability %g: want one between 0 and 1: %w", prob, ErrNoAnswer)
	case f.Unit.Kind != data.Money:
		return g, fmt.Errorf("solve growth for %s: the ratio is published as one, no money is known: %w", l, ErrNoAnswer)
	case n < 1 || year > f.End():
		return g, fmt.Errorf("solve growth for %s in %d: want %d to %d: %w", l, year, base+1, f.End(), ErrNoAnswer)
	}
	need := f.needs(l, year, start)
	slices.Sort(need)
	n := len(need)
	factor := need[min(n-1, max(0, int(math.Ceil(prob*float64(n)-1e-9))-1))]
	years := float64(year - base)
	// The root rounds; a trillionth more keeps the deciding path on its side.
	g.Rate = math.Pow(factor*(1+1e-12), 1/years) - 1
	for y := base + 1; y <= year; y++ {
		g.Amounts = append(g.Amounts, start*math.Pow(1+g.Rate, float64(y-base)))
	}
	g.Prob = f.check(l, year, g.Amounts[len(g.Amounts)-1])
	return g, nil
}

// certain returns the last year whose spending all paths agree on.
func (f Futures) certain() (data.Year, float64) {
	year, amount := f.Origin, f.SpendBefore
	for h := 1; h <= f.Spend.H; h++ {
		s := f.Spend.Step(h)
		lo, hi := s[0], s[len(s)-1]
		if hi-lo > 1e-9*hi {
			break
		}
		year, amount = f.Origin+data.Year(h), lo
	}
	return year, amount
}

// needs returns, path by path, how many times the start spending must be for the
// share of a year to be at the level.
func (f Futures) needs(l Level, year data.Year, start float64) []float64 {
	x := make([]float64, f.Share.N())
	for i := range x {
		x[i] = l.Share * f.divisor(i, year) / start
	}
	return x
}

// divisor returns what path i divides spending by, in the unit of spending.
func (f Futures) divisor(i int, year data.Year) float64 {
	h := int(year-f.Origin) - 1
	return f.Spend.Row(i)[h] / f.Share.Row(i)[h]
}

// check counts the paths on which an amount is at the level.
func (f Futures) check(l Level, year data.Year, amount float64) float64 {
	met := 0
	for i := range f.Share.N() {
		if l.Holds(amount / f.divisor(i, year)) {
			met++
		}
	}
	return float64(met) / float64(f.Share.N())
}
