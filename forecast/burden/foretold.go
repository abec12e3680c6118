package burden

import (
	"math"

	"github.com/defcast/defcast/data"
)

// Foretold is an outlook that says of nominal growth how much is prices: both in
// logarithms, for the years that it has.
type Foretold struct{ Nominal, Prices Growth }

// outlook is what a [Split] knows of one.
type outlook struct {
	Foretold
	a, b, scale float64
	n           int
}

// Learn returns the split with an outlook for the years that it has,
//
//	p[t] = π[t] + a + b·(g[t] - o[t]) + u[t],
//
// o the nominal growth and π the prices foretold: a is the outlook's bias in prices
// and b how much of its error in nominal growth is prices. Both are estimated by
// least squares from past years of outlook and outturn, as the spread of u, whose
// shocks are those of [Split.Shocks] in proportion. It reports false, with the split
// as it was, with fewer than 12 years.
func (s Split) Learn(f Foretold, nominal, prices Growth, last data.Year) (Split, bool) {
	var years []data.Year
	for y := prices.Start; y <= last; y++ {
		if v := f.Nominal.At(y) + f.Prices.At(y) + nominal.At(y) + prices.At(y); !math.IsNaN(v) {
			years = append(years, y)
		}
	}
	if len(years) < minSplit || s.Sigma == 0 {
		return s, false
	}
	miss := func(y data.Year) float64 { return prices.At(y) - f.Prices.At(y) }
	beta, ok := leastSquares(years, miss, func(y data.Year) []float64 { return []float64{1, nominal.At(y) - f.Nominal.At(y)} })
	if !ok {
		return s, false
	}
	o := outlook{Foretold: f, a: beta[0], b: beta[1], n: len(years)}
	sum, n := 0.0, float64(len(years))
	for _, y := range years {
		u := miss(y) - o.a - o.b*(nominal.At(y)-f.Nominal.At(y))
		sum += u * u
	}
	o.scale = math.Sqrt(sum/(n-2)*(1+1/n)) / (s.Sigma * math.Sqrt(1+1/float64(s.N)))
	s.outlook = &o
	return s, true
}

// Learnt returns what [Split.Learn] taught: the outlook's bias in prices, the part of
// its nominal error that is prices and the years that say so; no years without one.
func (s Split) Learnt() (bias, part float64, years int) {
	if s.outlook == nil {
		return 0, 0, 0
	}
	return s.outlook.a, s.outlook.b, s.outlook.n
}

// foretold returns what an outlook makes of a year's prices, false for a year that it
// does not have.
func (s Split) foretold(y data.Year, nominal, u float64) (float64, bool) {
	if s.outlook == nil {
		return 0, false
	}
	o := s.outlook
	p := o.Prices.At(y) + o.a + o.b*(nominal-o.Nominal.At(y)) + o.scale*u
	return p, !math.IsNaN(p)
}
