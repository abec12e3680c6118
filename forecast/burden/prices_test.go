package burden_test

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
)

// economy returns nominal growth and prices of n years after 2000 with
// p = 0.01 + 0.3·g + 0.5·p[-1] + u.
func economy(n int, u func(t int) float64) (nominal, prices burden.Growth) {
	nominal, prices = burden.Growth{Start: 2001}, burden.Growth{Start: 2001}
	p := 0.02
	for t := range n {
		g := 0.03 + 0.02*math.Sin(float64(t))
		p = 0.01 + 0.3*g + 0.5*p + u(t)
		nominal.Values, prices.Values = append(nominal.Values, g), append(prices.Values, p)
	}
	return nominal, prices
}

// TestSplitFindsItsEquation: what was made by the equation without noise is found to
// the last digit.
func TestSplitFindsItsEquation(t *testing.T) {
	nominal, prices := economy(30, func(int) float64 { return 0 })
	s, ok := burden.NewSplit(nominal, prices, 2030)
	if !ok {
		t.Fatal("no split")
	}
	for _, c := range []struct{ got, want float64 }{{s.A, 0.01}, {s.B, 0.3}, {s.C, 0.5}, {s.Sigma, 0}, {float64(s.N), 29}, {float64(s.DF), 26}} {
		if math.Abs(c.got-c.want) > 1e-9 {
			t.Errorf("split %+v", s)
		}
	}
	if s, ok = burden.NewSplit(nominal, prices, 2012); ok {
		t.Errorf("11 years make a split of %d", s.N)
	}
}

// TestSplitKeepsToItsBounds: prices that explode do not teach that they will.
func TestSplitKeepsToItsBounds(t *testing.T) {
	prices, falling := burden.Growth{Start: 2001}, burden.Growth{Start: 2001}
	for t := range 20 {
		prices.Values = append(prices.Values, 0.01*math.Pow(1.2, float64(t)))
		falling.Values = append(falling.Values, 0.01*math.Pow(-0.9, float64(t)))
	}
	if s, ok := burden.NewSplit(burden.Growth{}, prices, 2020); !ok || s.C != 0.95 {
		t.Errorf("exploding prices: %+v", s)
	}
	if s, ok := burden.NewSplit(burden.Growth{}, falling, 2020); !ok || s.C != 0 || s.B != 0 {
		t.Errorf("alternating prices: %+v", s)
	}
}

// TestPricesAgreeWithTheirDistribution: where nominal growth is the same on all
// paths, log P of the first year is Student t about the equation, and real GDP times
// prices is nominal GDP.
func TestPricesAgreeWithTheirDistribution(t *testing.T) {
	nominal, prices := economy(30, func(t int) float64 { return 0.004 * math.Sin(2.3*float64(t)) })
	s, ok := burden.NewSplit(nominal, prices, 2030)
	if !ok {
		t.Fatal("no split")
	}
	const n = 20000
	gdp := forecast.NewPaths(3, n)
	for i := range n {
		copy(gdp.Row(i), []float64{102, 105, 104})
	}
	p := s.Prices(2030, nominal, gdp, 100, s.Shocks(3, n, forecast.Stream(1, "u")))
	u := distuv.StudentsT{Mu: s.A + s.B*math.Log(1.02) + s.C*prices.Values[29], Sigma: s.Sigma * math.Sqrt(1+1/float64(s.N)), Nu: float64(s.DF)}
	sample := p.Step(1)
	for _, q := range []float64{0.025, 0.25, 0.5, 0.75, 0.975} {
		if got := u.CDF(math.Log(sample.Quantile(q))); math.Abs(got-q) > 0.015 { // four standard errors of 20,000 draws
			t.Errorf("simulated %g-quantile of prices lies at %.4f of the analytic distribution", q, got)
		}
	}
	real := gdp.Ratio(p)
	for i, v := range gdp.V {
		if back := real.V[i] * p.V[i]; math.Abs(back/v-1) > 1e-12 || !(p.V[i] > 0) || math.IsInf(p.V[i], 0) {
			t.Fatalf("value %d: real %g times prices %g is not %g", i, real.V[i], p.V[i], v)
		}
	}
	if q := s.Prices(2030, nominal, gdp, 100, s.Shocks(3, n, forecast.Stream(1, "u"))); !slices.Equal(q.V, p.V) {
		t.Error("equal sources give other prices")
	}
}

// TestPricesThatEndEarly: where the last known prices are those of 2028, the two years
// to the origin are drawn and prices are 1 at the origin all the same.
func TestPricesThatEndEarly(t *testing.T) {
	nominal, prices := economy(30, func(int) float64 { return 0 })
	s, _ := burden.NewSplit(nominal, burden.Growth{Start: prices.Start, Values: prices.Values[:28]}, 2030)
	if s.Lead(2030) != 2 {
		t.Fatalf("lead %d", s.Lead(2030))
	}
	gdp := forecast.Paths{H: 2, V: []float64{102, 103}}
	got := s.Prices(2030, nominal, gdp, 100, forecast.NewPaths(4, 1))
	p1 := 0.01 + 0.3*math.Log(1.02) + 0.5*prices.Values[29] // without noise the years between are the known ones
	p2 := 0.01 + 0.3*math.Log(103.0/102) + 0.5*p1
	if want := []float64{math.Exp(p1), math.Exp(p1 + p2)}; math.Abs(got.V[0]-want[0]) > 1e-9 || math.Abs(got.V[1]-want[1]) > 1e-9 {
		t.Errorf("prices %v, want %v", got.V, want)
	}
}

// TestSplitLearnsAnOutlook: an outlook that is a point of prices too low, and whose
// errors in nominal growth are prices by 0.4, is corrected so in the year that it has;
// the year after follows the split again.
func TestSplitLearnsAnOutlook(t *testing.T) {
	nominal, prices := economy(30, func(t int) float64 { return 0.004 * math.Sin(2.3*float64(t)) })
	s, _ := burden.NewSplit(nominal, prices, 2030)
	f := burden.Foretold{Nominal: burden.Growth{Start: 2001}, Prices: burden.Growth{Start: 2001}}
	for i := range prices.Values {
		miss := 0.01 * math.Cos(1.9*float64(i))
		f.Nominal.Values = append(f.Nominal.Values, nominal.Values[i]-miss)
		f.Prices.Values = append(f.Prices.Values, prices.Values[i]-0.01-0.4*miss)
	}
	f.Nominal.Values, f.Prices.Values = append(f.Nominal.Values, 0.03), append(f.Prices.Values, 0.02) // 2031
	learnt, ok := s.Learn(f, nominal, prices, 2030)
	if !ok {
		t.Fatal("nothing learnt of 30 years")
	}
	if bias, part, years := learnt.Learnt(); math.Abs(bias-0.01) > 1e-9 || math.Abs(part-0.4) > 1e-9 || years != 30 {
		t.Errorf("learnt bias %g and part %g of %d years", bias, part, years)
	}
	gdp := forecast.Paths{H: 2, V: []float64{104, 106}}
	got := learnt.Prices(2030, nominal, gdp, 100, forecast.NewPaths(2, 1))
	p1 := 0.02 + 0.01 + 0.4*(math.Log(1.04)-0.03)
	p2 := s.A + s.B*math.Log(106.0/104) + s.C*p1
	if want := []float64{math.Exp(p1), math.Exp(p1 + p2)}; math.Abs(got.V[0]-want[0]) > 1e-9 || math.Abs(got.V[1]-want[1]) > 1e-9 {
		t.Errorf("prices %v, want %v", got.V, want)
	}
	// The outlook's record is exact: its year has no spread.
	many := forecast.NewPaths(2, 100)
	for i := range 100 {
		copy(many.Row(i), gdp.V)
	}
	d := learnt.Prices(2030, nominal, many, 100, s.Shocks(2, 100, forecast.Stream(1, "u"))).Step(1)
	if width := d.Quantile(0.9) - d.Quantile(0.1); width > 1e-9 {
		t.Errorf("80 %% band of the year with the outlook is %g wide", width)
	}
	if _, ok := s.Learn(f, nominal, prices, 2011); ok {
		t.Error("11 years teach an outlook")
	}
}

func TestGrowthOf(t *testing.T) {
	g := burden.GrowthOf(data.Series{Start: 2000, Values: []float64{100, 110, math.NaN(), 120, 0}})
	if g.Start != 2001 || len(g.Values) != 4 || math.Abs(g.At(2001)-math.Log(1.1)) > 1e-15 {
		t.Errorf("growth %+v", g)
	}
	for _, y := range []data.Year{2000, 2002, 2003, 2004, 2005} {
		if !math.IsNaN(g.At(y)) {
			t.Errorf("growth of %d is %g", y, g.At(y))
		}
	}
}

// TestTie: three series tied one after another have the correlations that were asked
// for, the marginals they had, and the first two are not moved by the third.
func TestTie(t *testing.T) {
	const n = 5000
	draw := func(key string) forecast.Paths {
		p := forecast.NewPaths(2, n)
		z := distuv.Normal{Sigma: 1, Src: forecast.Stream(1, key)}
		for i := range p.V {
			p.V[i] = z.Rand()
		}
		return p
	}
	a, b, c := draw("a"), draw("b"), draw("c")
	b = burden.Couple(a, b, 0.4, forecast.Stream(2, "b"))
	kept := slices.Clone(b.V)
	for _, rho := range [][]float64{{0, 0}, {0.5, -0.3}, {-0.2, 0.7}} {
		d := burden.Tie(c, []forecast.Paths{a, b}, rho, forecast.Stream(2, "c"))
		if got := []float64{ends(a, d), ends(b, d)}; math.Abs(got[0]-rho[0]) > 0.04 || math.Abs(got[1]-rho[1]) > 0.04 {
			t.Errorf("correlations %.3f, want %v", got, rho)
		}
		for h := 1; h <= 2; h++ {
			if !slices.Equal(c.Step(h), d.Step(h)) {
				t.Fatalf("rho %v changed the marginal of step %d", rho, h)
			}
		}
	}
	// No three series are so: with a and b at 0.4, ±0.9 would be more than there is.
	// Scaled down to 95 % explained, ρᵀR⁻¹ρ = 2·0.81/(1-0.4) = 2.7: ρ·√(0.95/2.7).
	d := burden.Tie(c, []forecast.Paths{a, b}, []float64{0.9, -0.9}, forecast.Stream(2, "c"))
	if want := 0.9 * math.Sqrt(0.95/2.7); math.Abs(ends(a, d)-want) > 0.04 || math.Abs(ends(b, d)+want) > 0.04 {
		t.Errorf("correlations %.3f and %.3f, want ±%.3f", ends(a, d), ends(b, d), want)
	}
	if !slices.Equal(kept, b.V) {
		t.Error("tying a third series moved the second")
	}
}

// ends is the correlation of the last values.
func ends(a, b forecast.Paths) float64 {
	x, y := make([]float64, a.N()), make([]float64, a.N())
	for i := range x {
		x[i], y[i] = a.Row(i)[a.H-1], b.Row(i)[b.H-1]
	}
	return stat.Correlation(x, y, nil)
}

// TestCorrelation by hand: over the 8 years that both have, of one that repeats the
// other with the opposite sign, -1 times 8/33.
func TestCorrelation(t *testing.T) {
	a := burden.Surprises{Start: 2000, Values: []float64{9, 1, 2, -1, 3, -2, 1, 0, -4}}
	b := burden.Surprises{Start: 2001, Values: []float64{-1, -2, 1, -3, 2, -1, 0, 4, 7, 7}}
	if got := burden.Correlation(a, b); math.Abs(got+8.0/33) > 1e-12 {
		t.Errorf("correlation %g, want %g", got, -8.0/33)
	}
	b.Values[0] = math.NaN()
	if burden.Correlation(a, b) != 0 || burden.Correlation(a, burden.Surprises{}) != 0 {
		t.Error("seven years or none are correlated")
	}
}
