package combine_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/combine"
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/modeltest"
)

var ordinary = modeltest.Series()["ordinary"]

func fit(t testing.TB, m forecast.Model, y data.Series) forecast.Fitted {
	t.Helper()
	f, err := m.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestRules: the quantiles of N(0, 1), N(2, 1) and N(100, 4²) at z are z, 2+z
// and 100+4z.
func TestRules(t *testing.T) {
	members := []forecast.Model{fake{name: "a", mu: 0, s: 1}, fake{name: "b", mu: 2, s: 1}, fake{name: "c", mu: 100, s: 4}}
	const p, z = 0.9, 1.2815515655446004
	for _, c := range []struct {
		name     string
		m        combine.Pool
		quantile float64
		mean     float64
	}{
		{"pool(a, b, c)", combine.Pool{Members: members}, 34 + 2*z, 34},
		{"pool(a, b, c; median)", combine.Pool{Members: members, Trim: combine.Median}, 2 + z, 2},
		// A fifth off either end leaves 2/15, 5/15 and 2/15 of a, b and c.
		{"pool(a, b, c; trimmed 0.2)", combine.Pool{Members: members, Trim: 0.2}, (2*z + 5*(2+z) + 2*(100+4*z)) / 9, (5*2 + 2*100) / 9.0},
		{"pool(a, b, c; fixed weights)", combine.Pool{Members: members, Weigh: combine.Fixed{2, 2, 0}}, 1 + z, 1},
		{"one", combine.Pool{Members: members, Weigh: combine.Fixed{0, 0, 7}, Name: "one"}, 100 + 4*z, 100},
	} {
		f := fit(t, c.m, ordinary).Forecast(2)
		if c.m.String() != c.name || f.Method != c.name {
			t.Errorf("name %q, want %q", c.m, c.name)
		}
		for _, d := range f.Steps {
			if q := d.Quantile(p); math.Abs(q-c.quantile) > 1e-9 {
				t.Errorf("%s: quantile %g is %g, want %g", c.name, p, q, c.quantile)
			}
			if m := d.Mean(); math.Abs(m-c.mean) > 1e-4*c.mean {
				t.Errorf("%s: mean %g, want %g", c.name, m, c.mean)
			}
			if back := d.CDF(c.quantile); math.Abs(back-p) > 1e-9 {
				t.Errorf("%s: CDF of its quantile %g is %g", c.name, p, back)
			}
		}
	}
}

// TestConformance runs what every model must keep over every rule.
func TestConformance(t *testing.T) {
	members := []forecast.Model{model.Naive{}, model.Drift{}, model.Log{Of: model.Drift{}}}
	for _, m := range []combine.Pool{{Members: members}, {Members: members, Trim: combine.Median}, {Members: members, Trim: 0.1},
		{Members: members, Weigh: combine.Fixed{1, 2, 3}}, {Members: members[:2], Weigh: combine.AICc{}}, {Members: members, Weigh: combine.Stack{}}} {
		for name, y := range modeltest.Series() {
			t.Run(m.String()+"/"+name, func(t *testing.T) { modeltest.Run(t, m, y) })
		}
	}
}

// TestRefusals: members that refuse are left out and named; a pool without
// any answer gives their reasons.
func TestRefusals(t *testing.T) {
	no := func(y data.Series) error { return fmt.Errorf("not this one: %w", forecast.ErrDomain) }
	yes, never := fake{name: "yes", mu: 5, s: 1}, fake{name: "never", refuse: no}
	f := fit(t, combine.Pool{Members: []forecast.Model{never, yes}, Weigh: combine.Fixed{0.9, 0.1}}, ordinary)
	if q := f.Forecast(1).Steps[0].Quantile(0.5); q != 5 {
		t.Errorf("median %g, want that of the one member left", q)
	}
	s := f.Summary()
	if len(s.Warnings) != 1 || !errors.Is(s.Warnings[0], forecast.ErrDomain) || len(s.Members) != 1 || s.Members[0].Weight != 1 {
		t.Errorf("warnings %v, members %v", s.Warnings, s.Members)
	}
	if _, err := (combine.Pool{Members: []forecast.Model{never, never}}).Fit(ordinary); !errors.Is(err, forecast.ErrDomain) {
		t.Errorf("no member answers: %v", err)
	}
	if _, err := (combine.Pool{Members: []forecast.Model{never, yes}, Weigh: combine.Fixed{1, 0}}).Fit(ordinary); !errors.Is(err, forecast.ErrNumeric) {
		t.Errorf("only members without weight answer: %v", err)
	}
	if _, err := (combine.Pool{}).Fit(ordinary); err == nil {
		t.Error("an empty pool answers")
	}
}

func TestMisuse(t *testing.T) {
	members := []forecast.Model{model.Naive{}, model.Drift{}}
	for _, m := range []combine.Pool{{Members: members, Trim: 0.6}, {Members: members, Trim: -0.1}, {Members: members, Trim: math.NaN()},
		{Members: members, Weigh: combine.Fixed{1}}, {Members: members, Weigh: combine.Fixed{1, -1}}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("trim %g, weights %v: no panic", m.Trim, m.Weigh)
				}
			}()
			_, _ = m.Fit(ordinary)
		}()
	}
}

// TestSummary: fitted values are combined as forecasts are, from the members
// that have one.
func TestSummary(t *testing.T) {
	y := data.Series{ID: "y", Values: []float64{3, 4}}
	members := []forecast.Model{fake{name: "a", fitted: 1, s: 1}, fake{name: "b", fitted: math.NaN(), s: 1}, fake{name: "c", fitted: 4, s: 1}}
	s := fit(t, combine.Pool{Members: members, Weigh: combine.Fixed{1, 1, 2}}, y).Summary()
	if s.Fitted[0] != 3 || s.Residuals[1] != 1 {
		t.Errorf("fitted %v, residuals %v; want (1·1 + 2·4)/3 = 3", s.Fitted, s.Residuals)
	}
	if s.N != 2 || len(s.Members) != 3 || s.Members[2] != (forecast.Weighted{Method: "c", Weight: 0.5}) {
		t.Errorf("n = %d, members %v", s.N, s.Members)
	}
}

// TestJointPaths: the members' paths rise or fall together over the years
// (random walks), and so do the pool's: years 1 and 4 of a walk have
// correlation √(1/4), whatever the pool does to the marginals.
func TestJointPaths(t *testing.T) {
	m := combine.Pool{Members: []forecast.Model{model.Naive{}, model.Log{Of: model.Naive{}}}, Trim: combine.Median}
	p := fit(t, m, ordinary).Simulate(4, 4000, forecast.Stream(1))
	var first, last []float64
	for i := range p.N() {
		first, last = append(first, p.Row(i)[0]), append(last, p.Row(i)[3])
	}
	// The standard error is (1-ρ²)/√n = 0.012.
	if r := stat.Correlation(first, last, nil); math.Abs(r-0.5) > 0.05 {
		t.Errorf("correlation of years 1 and 4 is %g, want 0.5", r)
	}
}

// TestSharesOfPaths: with weights ¾ and ¼ the copula of three paths in four is
// the walk's, of one in four that of independent years.
func TestSharesOfPaths(t *testing.T) {
	m := combine.Pool{Members: []forecast.Model{model.Naive{}, fake{name: "noise", mu: 190, s: 5}}, Weigh: combine.Fixed{3, 1}}
	p := fit(t, m, ordinary).Simulate(2, 4000, forecast.Stream(2))
	var a, b []float64
	for i := range p.N() {
		a, b = append(a, p.Row(i)[0]), append(b, p.Row(i)[1])
	}
	if r := stat.Correlation(a, b, nil); math.Abs(r-0.75*math.Sqrt(0.5)) > 0.08 {
		t.Errorf("correlation of years 1 and 2 is %g, want near %g", r, 0.75*math.Sqrt(0.5))
	}
}

// TestProperties: a pool of equal members is that member, and the order of the
// members plays no part.
func TestProperties(t *testing.T) {
	weighers := []combine.Weigher{nil, combine.AICc{}, combine.Stack{MinLen: 4}}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(8, 14).Draw(t, "n")
		y := data.Series{ID: "y", Values: rapid.SliceOfN(rapid.Float64Range(1, 9), n, n).Draw(t, "y")}
		trim := rapid.SampledFrom([]float64{0, 0.2, combine.Median}).Draw(t, "trim")
		weigh := rapid.SampledFrom(weighers).Draw(t, "weigh")
		steps := func(m forecast.Model) []forecast.Dist {
			f, err := m.Fit(y)
			if err != nil {
				t.Fatal(err)
			}
			return f.Forecast(3).Steps
		}
		check := func(what string, a, b []forecast.Dist) {
			for h := range a {
				for _, p := range []float64{0.025, 0.3, 0.5, 0.9} {
					if q, r := a[h].Quantile(p), b[h].Quantile(p); math.Abs(q-r) > 1e-9*(1+math.Abs(r)) {
						t.Fatalf("%s: step %d: quantile %g is %g and %g", what, h+1, p, q, r)
					}
				}
				if q, r := a[h].Mean(), b[h].Mean(); math.Abs(q-r) > 1e-6*(1+math.Abs(r)) {
					t.Fatalf("%s: step %d: mean %g and %g", what, h+1, q, r)
				}
			}
		}
		d := forecast.Model(model.Drift{})
		same := combine.Pool{Members: []forecast.Model{d, d, d}, Trim: trim, Weigh: weigh}
		check("equal members", steps(same), steps(d))
		one := combine.Pool{Members: []forecast.Model{model.Naive{}, d, model.Naive{}}, Trim: trim, Weigh: weigh}
		other := combine.Pool{Members: []forecast.Model{d, model.Naive{}, model.Naive{}}, Trim: trim, Weigh: weigh}
		check("another order", steps(one), steps(other))
	})
}

func TestDeterminism(t *testing.T) {
	m := combine.Pool{Members: []forecast.Model{model.Naive{}, model.Drift{}}, Weigh: combine.Stack{}}
	a := fit(t, m, ordinary).Simulate(3, 100, forecast.Stream(3))
	b := fit(t, m, ordinary).Simulate(3, 100, forecast.Stream(3))
	for i := range a.V {
		if a.V[i] != b.V[i] {
			t.Fatal("equal seeds give different paths")
		}
	}
}

// BenchmarkQuantiles is what `defcast batch` asks of M3: 645 series, 6 years, 24
// quantiles and a mean.
func BenchmarkQuantiles(b *testing.B) {
	members := []forecast.Model{model.Naive{}, model.Drift{}, model.Log{Of: model.Drift{}}, model.BoxCox{Of: model.Drift{}, Lambda: new(0.3)}}
	for _, m := range []combine.Pool{{Members: members}, {Members: members, Trim: combine.Median}} {
		f := fit(b, m, ordinary)
		b.Run(fmt.Sprintf("trim=%g/series=645", m.Trim), func(b *testing.B) {
			for b.Loop() {
				for range 645 {
					for _, d := range f.Forecast(6).Steps {
						d.Mean()
						for k := range 24 {
							d.Quantile((float64(k) + 0.5) / 24)
						}
					}
				}
			}
		})
	}
}
