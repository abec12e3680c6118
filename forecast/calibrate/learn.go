package calibrate

import (
	"fmt"
	"math"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// minCases is the least number of outcomes on a side that a table is learnt
// from: the limit of the 98 % interval has one in a hundred beyond it.
const minCases = 100

// Learn collects the past errors of m on the series and fits a table to them.
// The error wraps [forecast.ErrShort] where there are too few.
func Learn(m forecast.Model, series []data.Series, o Options) (Table, error) {
	cases := Collect(m, series, o)
	n := len(cases)
	if o.Symmetric {
		cases = mirrored(cases)
	}
	t, err := Fit(cases)
	if err != nil {
		return Table{}, fmt.Errorf("calibrate %s on %d series: %w", m, len(series), err)
	}
	t.Model, t.Note, t.Cases = m.String(), o.Note, n
	return t, nil
}

// mirrored returns the cases and each of them once more on the other side.
func mirrored(cases []Case) []Case {
	out := slices.Clone(cases)
	for _, c := range cases {
		c.Upper = !c.Upper
		out = append(out, c)
	}
	return out
}

// Fit returns the table for which, among the cases above the median and among
// those below it, the share inside each level's limit is that level. The factor
// that would just have reached a case is its Ratio, so that the factor wanted
// is the level-quantile of the ratios, here a quantile regression
//
//	Q[log Ratio](level | h, n, w) = Constant + LogH·log h + … as in [Row].
//
// The sides are kept apart so that skewed errors get skewed bands; that the
// median itself may be biased is left as it is.
//
// # References
//
// Koenker and Bassett, Regression quantiles, Econometrica 46(1), 1978.
func Fit(cases []Case) (Table, error) {
	var t Table
	known := map[int]bool{}
	var sides [2][]Case
	for _, c := range cases {
		known[c.Series] = true
		t.Horizon = max(t.Horizon, c.H)
		if t.MinLen == 0 || c.N < t.MinLen {
			t.MinLen = c.N
		}
		side := 0
		if c.Upper {
			side = 1
		}
		sides[side] = append(sides[side], c)
	}
	t.Series, t.Cases = len(known), len(cases)
	for side, cs := range sides {
		if len(cs) < minCases {
			return Table{}, fmt.Errorf("%d cases below the median and %d above, want at least %d of each: %w",
				len(sides[0]), len(sides[1]), minCases, forecast.ErrShort)
		}
		for l, level := range levels {
			b := fitLevel(cs, l)
			t.Rows = append(t.Rows, Row{Upper: side == 1, Level: level, Constant: b[0], LogH: b[1], PerN: b[2], LogHPerN: b[3], LogWidth: b[4]})
		}
	}
	return t, nil
}

// fitLevel returns the coefficients of one level from the cases of one side.
func fitLevel(cases []Case, l int) [nTerms]float64 {
	const limit = 12 // log 0 is no number; how small a small ratio is does not matter
	var r regression
	for _, c := range cases {
		r.add(terms(c.H, c.N, c.Width[l]), clamp(math.Log(c.Ratio[l]), limit), c.Weight)
	}
	return r.quantile(levels[l])
}

// Cover is how often the intervals of a level held.
type Cover struct {
	Level         float64
	Before, After float64 // share of outcomes inside, without and with the table
}

// Check returns how often the intervals would have held that the table gives
// to cases, which should be of other series than those it was learnt from.
func (t Table) Check(cases []Case) []Cover {
	out := make([]Cover, len(levels))
	for l, level := range levels {
		out[l].Level = level
		total := 0.0
		for _, c := range cases {
			total += c.Weight
			if c.Ratio[l] <= 1 {
				out[l].Before += c.Weight
			}
			if c.Ratio[l] <= t.factor(c, l) {
				out[l].After += c.Weight
			}
		}
		out[l].Before /= total
		out[l].After /= total
	}
	return out
}

// factor returns the factor of the row for a case and level; 1 if there is
// none.
func (t Table) factor(c Case, l int) float64 {
	for _, r := range t.Rows {
		if r.Upper == c.Upper && r.Level == levels[l] {
			return r.Factor(c.H, c.N, c.Width[l])
		}
	}
	return 1
}
