package check

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
)

// Revision sums up what changed in one series.
type Revision struct {
	Series      string
	Count       [len(changeNames)]int // by kind
	First, Last data.Year
	Largest     Change // the revision by the largest factor; without one, the first change
}

// size is |log| of the factor of the largest revision.
func (r Revision) size() float64 { return size(r.Largest.Ratio()) }

// Revisions sums up changes by series, what was revised by the largest factor
// first: who restated what stands out among what is merely newer.
func Revisions(changes []Change) []Revision {
	var out []Revision
	for _, c := range changes { // ordered by series
		if n := len(out); n == 0 || out[n-1].Series != c.Series {
			out = append(out, Revision{Series: c.Series, First: c.Year, Last: c.Year, Largest: c})
		}
		r := &out[len(out)-1]
		r.Count[c.Kind]++
		r.First, r.Last = min(r.First, c.Year), max(r.Last, c.Year)
		if c.Kind == Revised && (r.Largest.Kind != Revised || size(c.Ratio()) > r.size()) {
			r.Largest = c
		}
	}
	slices.SortStableFunc(out, func(a, b Revision) int {
		return cmp.Or(-cmp.Compare(zeroed(a.size()), zeroed(b.size())), strings.Compare(a.Series, b.Series))
	})
	return out
}

func zeroed(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}
