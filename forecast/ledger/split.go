package ledger

import (
	"cmp"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// Splits tells the errors of claims apart: what a forecaster said of a year
// before it began, what the same forecaster first said of it once it had begun,
// and what it came to,
//
//	log(before/outcome) = log(before/begun) + log(begun/outcome),
//
// policy and technical error of [pipeline.Surprise]. Of a baseline that extends
// the law as it stands (CBO's) the first part is what legislation changed, and
// what the forecaster thought better of; CBO itself, which knows the effect of
// each law, publishes as technical errors of US defence outlays, FY1998 to
// FY2025, a mean absolute 0.9 % in the year of publication, 1.4 % in the year
// after, 1.9 % five years after. Raw errors of such a baseline are those of
// current policy, not of anybody's opinion; 18 to 28 overlapping cases of one
// country are behind each number.
//
// Cases without a statement from within the year are left out, and so are the
// statements themselves.
func (s *Sheet) Splits() []pipeline.Surprise {
	type key struct {
		who, country, measure string
		year                  data.Year
	}
	begun := map[key]Case{}
	of := func(c Case) key { return key{c.Forecaster, c.Country, c.Measure, c.Year} }
	started := func(c Case) bool { return c.Made.Compare(c.began) >= 0 }
	for _, c := range s.Cases {
		if c.ID != "" || !started(c) {
			continue
		}
		if b, ok := begun[of(c)]; !ok || c.Made.Compare(b.Made) < 0 {
			begun[of(c)] = c
		}
	}
	var out []pipeline.Surprise
	for _, c := range s.Cases {
		b, ok := begun[of(c)]
		if c.ID != "" || started(c) || !ok {
			continue
		}
		x := pipeline.NewSurprise(c.Value, b.Value, c.Actual)
		x.AsOf, x.Year, x.H = c.Made, c.Year, c.H
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(a, b pipeline.Surprise) int { return cmp.Compare(a.H, b.H) })
	return out
}
