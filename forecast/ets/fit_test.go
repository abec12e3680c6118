package ets

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

var nan = math.NaN()

// Three values by hand: l0 = 2, b0 = 1, alpha = 0.5, beta = 0.2.
//
//	t  ŷ     e    l           b
//	1  3     1    3.5         1.2
//	2  4.7  -0.7  4.35        1.06
//	3  5.41  0.59 5.705       1.178
func TestEvaluateByHand(t *testing.T) {
	p := Params{Alpha: 0.5, Beta: 0.2, Level: 2, Trend: 1}
	f, err := Evaluate(Spec{Error: Additive, Trend: Additive}, p, []float64{4, 4, 6})
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, got, want []float64) {
		t.Helper()
		for i := range want {
			if !near(got[i], want[i], 1e-14) {
				t.Errorf("%s = %v, want %v", what, got, want)
				return
			}
		}
	}
	check("fitted", f.Fitted, []float64{3, 4.7, 5.41})
	check("residuals", f.Residuals, []float64{1, -0.7, 0.59})
	check("level", f.Level, []float64{3.5, 4.35, 5.705})
	check("trend", f.Trend, []float64{1.2, 1.06, 1.178})
	check("point", f.Point(2), []float64{6.883, 8.061})
	if want := -1.5 * math.Log(1+0.49+0.3481); !near(f.LogLik, want, 1e-14) {
		t.Errorf("log-likelihood %g, want %g", f.LogLik, want)
	}
	mult, err := Evaluate(Spec{Error: Multiplicative, Trend: Additive}, p, []float64{4, 4, 6})
	if err != nil {
		t.Fatal(err)
	}
	check("fitted, multiplicative", mult.Fitted, f.Fitted)
	check("residuals, multiplicative", mult.Residuals, []float64{1.0 / 3, -0.7 / 4.7, 0.59 / 5.41})
}

func TestMissingValues(t *testing.T) {
	y := []float64{5, 6, 5.5, 7, 6.5, 8, 7, 8.5, 9, 8}
	spec := Spec{Error: Additive, Trend: Additive, Damped: true}
	f, err := Estimate(spec, y)
	if err != nil {
		t.Fatal(err)
	}

	// leading gaps change nothing but the positions
	lead, err := Estimate(spec, append([]float64{nan, nan}, y...))
	if err != nil {
		t.Fatal(err)
	}
	if lead.Params != f.Params || lead.N != f.N || lead.LogLik != f.LogLik {
		t.Errorf("leading gaps: %+v, want %+v", lead.Params, f.Params)
	}
	if !math.IsNaN(lead.Fitted[1]) || lead.Fitted[2] != f.Fitted[0] {
		t.Errorf("leading gaps: fitted %v", lead.Fitted[:3])
	}

	// trailing gaps shift the forecasts, and their uncertainty
	tail, err := Evaluate(spec, f.Params, append(slices.Clone(y), nan, nan))
	if err != nil {
		t.Fatal(err)
	}
	mean, sd, _ := tail.Moments(3)
	wantMean, wantSD, _ := f.Moments(5)
	for h := range mean {
		if !near(mean[h], wantMean[h+2], 1e-12) || !near(sd[h], wantSD[h+2], 1e-12) || !near(tail.Point(3)[h], wantMean[h+2], 1e-12) {
			t.Errorf("trailing gaps: %v ± %v, want %v ± %v", mean, sd, wantMean[2:], wantSD[2:])
		}
	}

	// a gap in the middle: the state moves on without an innovation
	gap := slices.Clone(y)
	gap[4] = nan
	g, err := Evaluate(Spec{Error: Additive, Trend: Additive}, Params{Alpha: 0.5, Beta: 0.2, Level: 5, Trend: 0.3}, gap)
	if err != nil {
		t.Fatal(err)
	}
	if g.N != 9 || !math.IsNaN(g.Residuals[4]) || g.Level[4] != g.Fitted[4] || g.Trend[4] != g.Trend[3] {
		t.Errorf("gap: %d values, residual %g, level %g and trend %g after forecast %g and trend %g",
			g.N, g.Residuals[4], g.Level[4], g.Trend[4], g.Fitted[4], g.Trend[3])
	}
	sse := 0.0
	for i, r := range g.Residuals {
		if i != 4 {
			sse += r * r
		}
	}
	if want := -4.5 * math.Log(sse); !near(g.LogLik, want, 1e-12) {
		t.Errorf("gap: log-likelihood %g, want %g", g.LogLik, want)
	}
}

func TestRefusals(t *testing.T) {
	ann, mnn, aadn := Spec{Error: Additive}, Spec{Error: Multiplicative}, Spec{Error: Additive, Trend: Additive, Damped: true}
	for _, c := range []struct {
		name string
		spec Spec
		y    []float64
		want error
	}{
		{"empty", ann, nil, ErrShort},
		{"all missing", ann, []float64{nan, nan}, ErrShort},
		{"two values", ann, []float64{1, 2}, ErrShort},
		{"five values, five parameters", aadn, []float64{1, 2, 4, 3, nan, 5}, ErrShort},
		{"infinite", ann, []float64{1, 2, math.Inf(1), 3}, ErrInfinite},
		{"zero", mnn, []float64{1, 0, 2, 3}, ErrPositive},
		{"negative", mnn, []float64{1, -1, 2, 3}, ErrPositive},
		{"no model", Spec{}, []float64{1, 2, 3, 4}, ErrSpec},
	} {
		if f, err := Estimate(c.spec, c.y); !errors.Is(err, c.want) {
			t.Errorf("%s: Estimate = %v, %v; want %v", c.name, f, err, c.want)
		}
	}
	if _, err := Evaluate(ann, Params{Alpha: 3, Level: 1}, []float64{1, 2}); !errors.Is(err, ErrRegion) {
		t.Errorf("alpha 3: %v, want ErrRegion", err)
	}
	if _, err := Evaluate(Spec{Error: Multiplicative, Trend: Multiplicative}, Params{Alpha: 0.5, Beta: 0.1}, []float64{1, 2}); !errors.Is(err, ErrDiverged) {
		t.Errorf("level 0 with a multiplicative trend: %v, want ErrDiverged", err)
	}
	f, err := Estimate(Spec{Error: Multiplicative, Trend: Multiplicative}, []float64{1, 2, 3, 5, 6, 8})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.Moments(2); !errors.Is(err, ErrSimulated) {
		t.Errorf("moments of MMN: %v, want ErrSimulated", err)
	}
}

func TestProgrammerErrorsPanic(t *testing.T) {
	f, err := Estimate(Spec{Error: Additive}, []float64{1, 2, 3, 2})
	if err != nil {
		t.Fatal(err)
	}
	for name, do := range map[string]func(){
		"point":    func() { f.Point(0) },
		"moments":  func() { f.Moments(-1) },
		"simulate": func() { f.Simulate(0, 1, rand.NewPCG(1, 2)) },
		"source":   func() { f.Simulate(1, 1, nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			do()
		}()
	}
}

// Exact fits have a finite likelihood, and the simplest of them is chosen.
func TestDegenerateSeries(t *testing.T) {
	line, growth := make([]float64, 12), make([]float64, 12)
	for i := range line {
		line[i], growth[i] = float64(5+2*i), math.Pow(1.1, float64(i))
	}
	for _, c := range []struct {
		name string
		y    []float64
		spec string
		next float64
	}{
		{"constant", []float64{2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5}, "ANN", 2.5},
		{"zero", make([]float64, 8), "ANN", 0},
		{"line", line, "AAN", 29},
		{"three values", []float64{1, 1, 1}, "ANN", 1},
		{"four values", []float64{3, 3, nan, 3, 3}, "ANN", 3},
	} {
		f, _, err := Select(c.y, Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if f.Spec.String() != c.spec || math.Abs(f.Point(1)[0]-c.next) > 1e-9 || math.IsInf(f.LogLik, 0) {
			t.Errorf("%s: %v forecasts %g with log-likelihood %g, want %s and %g", c.name, f.Spec, f.Point(1)[0], f.LogLik, c.spec, c.next)
		}
	}
	f, _, err := Select(growth, Options{MultiplicativeTrend: true})
	if err != nil || f.Spec.String() != "MMN" || !near(f.Point(1)[0], math.Pow(1.1, 12), 1e-6) {
		t.Errorf("growth: %v, %v; want MMN", f, err)
	}
}

// Doubling the data moves nothing but the scale, down to the last bit.
func TestScaleByPowersOfTwo(t *testing.T) {
	_, ys := series(t)
	for _, name := range []string{"airmiles", "uspop", "lynx"} {
		y := ys[name]
		f, _, err := Select(y, Options{MultiplicativeTrend: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, exp := range []int{-1000, -3, 9, 1000} {
			z := make([]float64, len(y))
			for i := range y {
				z[i] = math.Ldexp(y[i], exp)
			}
			g, _, err := Select(z, Options{MultiplicativeTrend: true})
			if err != nil {
				t.Fatal(err)
			}
			shift := float64(len(y)) * float64(exp) * math.Ln2
			if g.Spec != f.Spec || g.Params.Alpha != f.Params.Alpha || g.Params.Level != math.Ldexp(f.Params.Level, exp) || !near(g.LogLik+shift, f.LogLik, 1e-9) {
				t.Errorf("%s·2^%d: %v %+v, want %v %+v", name, exp, g.Spec, g.Params, f.Spec, f.Params)
			}
			if got, want := g.Point(3)[2], math.Ldexp(f.Point(3)[2], exp); !near(got, want, 1e-12) {
				t.Errorf("%s·2^%d: forecast %g, want %g", name, exp, got, want)
			}
			if f.Spec.ClosedForm() {
				_, gs, _ := g.Moments(3)
				_, fs, _ := f.Moments(3)
				if want := math.Ldexp(fs[2], exp); !near(gs[2], want, 1e-12) {
					t.Errorf("%s·2^%d: standard deviation %g, want %g", name, exp, gs[2], want)
				}
			}
		}
	}
}
