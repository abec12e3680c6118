package statespace

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The book's results for the Nile (DK 2.2.5 and 2.10.3): σ²ε = 15099,
// σ²η = 1469.1, diffuse log-likelihood -632.5456 with the constant of n-1
// values. The forecast for every later year is 798.4 (DK figure 2.6).
func TestNileOfTheBook(t *testing.T) {
	f, err := Spec{}.Fit(series(t)["nile"])
	if err != nil {
		t.Fatal(err)
	}
	near(t, "irregular variance", f.Params.Irregular, 15099, 1e-4, 0)
	near(t, "level variance", f.Params.Level, 1469.1, 1e-4, 0)
	near(t, "log-likelihood", f.LogLik, -632.5456, 1e-6, 0)
	mean, variance := f.Forecast(10)
	near(t, "forecast", mean[9], 798.4, 1e-4, 0)
	// The steady state of the local level: P = σ²ε·(x+√(x²+4x))/2 with x the
	// signal-to-noise ratio (DK 2.11), here reached after 100 years.
	x := f.Params.Level / f.Params.Irregular
	p := f.Params.Irregular * (x + math.Sqrt(x*x+4*x)) / 2
	near(t, "forecast variance", variance[0], p+f.Params.Irregular, 1e-9, 0)
	near(t, "forecast variance", variance[9], p+f.Params.Irregular+9*f.Params.Level, 1e-9, 0)
}

// Two values by hand. y = (1, 3): after the first, used up by the diffuse
// level, the state is N(1, σ²ε+σ²ξ), so the innovation is 2 with variance
// F = 2σ²ε+σ²ξ and the gain (σ²ε+σ²ξ)/F.
func TestByHand(t *testing.T) {
	f, err := Spec{}.At([]float64{1, 3}, Params{Irregular: 2, Level: 1})
	if err != nil {
		t.Fatal(err)
	}
	const F = 5.0
	near(t, "log-likelihood", f.LogLik, -0.5*(math.Log(2*math.Pi)+math.Log(F)+4/F), 1e-12, 0)
	nearAll(t, "residuals", f.Residuals(), []float64{math.NaN(), 2 / math.Sqrt(F)}, 1e-12)
	nearAll(t, "fitted", f.Fitted(), []float64{math.NaN(), 1}, 1e-12)
	level, slope := f.Filtered()
	nearAll(t, "level", level, []float64{1, 1 + 2*3/F}, 1e-12)
	nearAll(t, "slope", slope, []float64{0, 0}, 0)
	mean, variance := f.Forecast(2)
	nearAll(t, "forecast", mean, []float64{2.2, 2.2}, 1e-12)
	// P = 3·2/5 filtered, +1 for each step, +2 for the irregular.
	nearAll(t, "variance", variance, []float64{4.2, 5.2}, 1e-12)
}

// Without irregular noise the local level is a random walk: the maximum
// likelihood variance is the mean squared change, its standard error
// σ²·√(2/changes), and the forecast the last value.
func TestRandomWalk(t *testing.T) {
	y := series(t)["sipri_usa"]
	f, err := Spec{}.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	want := 0.0
	for i := 1; i < len(y); i++ {
		want += (y[i] - y[i-1]) * (y[i] - y[i-1]) / float64(len(y)-1)
	}
	if f.Params.Irregular != 0 {
		t.Errorf("irregular variance %g, want exactly 0", f.Params.Irregular)
	}
	near(t, "level variance", f.Params.Level, want, 1e-9, 0)
	se := f.StdErr()
	near(t, "its error", se.Level, want*math.Sqrt(2/float64(len(y)-1)), 1e-4, 0)
	if !math.IsNaN(se.Irregular) || !math.IsNaN(se.Slope) || !math.IsNaN(se.Phi) {
		t.Errorf("errors of what is not estimated: %+v", se)
	}
	mean, _ := f.Forecast(3)
	nearAll(t, "forecast", mean, []float64{y[len(y)-1], y[len(y)-1], y[len(y)-1]}, 1e-12)
	if f.K() != 3 || f.N != len(y) || f.Diffuse != 1 {
		t.Errorf("K %d, N %d, Diffuse %d", f.K(), f.N, f.Diffuse)
	}
}

// The optimum is the best of thirty descents from random points, up to one
// likelihood unit in 20000 of a flat ridge.
func TestGlobalOptimum(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for trend := LocalLevel; trend <= Damped; trend++ {
		for range 12 {
			y := simulated(rnd, 8+rnd.IntN(40), rnd.Float64(), rnd.Float64(), math.Pow(10, -3*rnd.Float64()), 1)
			f, err := Spec{Trend: trend}.Fit(y)
			if err != nil {
				t.Fatal(err)
			}
			pr, err := newProblem(Spec{Trend: trend}, y, 0)
			if err != nil {
				t.Fatal(err)
			}
			s := &search{pr: pr}
			own, best := -pr.at(f.params, false).loglik, math.Inf(1)
			for range 30 {
				p := Params{rnd.Float64(), rnd.Float64(), math.Pow(10, -4*rnd.Float64()), PhiMin + (PhiMax-PhiMin)*rnd.Float64()}
				_, loss := s.descend(s.point(p))
				best = min(best, loss)
			}
			if own > best+5e-5 {
				t.Errorf("%s, %d values: likelihood %.6f below the best of 30 starts", trend, len(y), own-best)
			}
		}
	}
}

// simulated draws a local linear trend.
func simulated(rnd *rand.Rand, n int, irregular, level, slope, phi float64) []float64 {
	y := make([]float64, n)
	var a vec
	for t := range y {
		y[t] = a[0] + math.Sqrt(irregular)*rnd.NormFloat64()
		a[0] += a[1] + math.Sqrt(level)*rnd.NormFloat64()
		a[1] = phi*a[1] + math.Sqrt(slope)*rnd.NormFloat64()
	}
	return y
}

// Maximum likelihood finds the variances that made the data.
func TestRecovery(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	y := simulated(rnd, 4000, 1, 0.5, 0.05, 0.8)
	f, err := Spec{Trend: Damped}.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	se := f.StdErr()
	for _, c := range []struct {
		what          string
		got, want, se float64
	}{
		{"irregular", f.Params.Irregular, 1, se.Irregular},
		{"level", f.Params.Level, 0.5, se.Level},
		{"slope", f.Params.Slope, 0.05, se.Slope},
		{"phi", f.Params.Phi, 0.8, se.Phi},
	} {
		if !(math.Abs(c.got-c.want) < 3*c.se) || !(c.se < 0.15) {
			t.Errorf("%s %.4f (s.e. %.4f), want %.4f", c.what, c.got, c.se, c.want)
		}
	}
}

// Shifting and scaling the data shifts and scales everything.
func TestEquivariance(t *testing.T) {
	y := series(t)["sipri_poland"]
	y[7] = math.NaN()
	for trend := LocalLevel; trend <= Damped; trend++ {
		s := Spec{Trend: trend, Interventions: []Intervention{{LevelShift, 43}}}
		f, err := s.Fit(y)
		if err != nil {
			t.Fatal(err)
		}
		mean, variance := f.Forecast(5)
		for _, c := range []struct{ shift, scale float64 }{{0, 1e12}, {0, 1e-130}, {1000, 1}, {-3, -2}} {
			z := slices.Clone(y)
			for i := range z {
				z[i] = c.shift + c.scale*z[i]
			}
			g, err := s.Fit(z)
			if err != nil {
				t.Fatal(err)
			}
			m, v := g.Forecast(5)
			for h := range m {
				near(t, "mean", (m[h]-c.shift)/c.scale, mean[h], 1e-4, 1)
				near(t, "variance", v[h]/c.scale/c.scale, variance[h], 1e-3, 0)
			}
			unit := float64(g.N-g.Diffuse) * math.Log(math.Abs(c.scale))
			near(t, "profile", g.ProfileLogLik+unit, f.ProfileLogLik, 1e-4, 1)
		}
	}
}

// Every refusal is named and says numbers; nothing is NaN.
func TestNasty(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	line := func(n int, step float64) []float64 {
		y := make([]float64, n)
		for i := range y {
			y[i] = 3 + step*float64(i)
		}
		return y
	}
	for _, c := range []struct {
		name string
		y    []float64
		want [4]error // by trend; nil means an answer
	}{
		{"none", nil, [4]error{ErrShort, ErrShort, ErrShort, ErrShort}},
		{"one", []float64{1}, [4]error{ErrShort, ErrShort, ErrShort, ErrShort}},
		{"all missing", []float64{nan, nan, nan, nan, nan, nan, nan}, [4]error{ErrShort, ErrShort, ErrShort, ErrShort}},
		{"three", []float64{1, 3, 2}, [4]error{nil, ErrShort, ErrShort, ErrShort}},
		{"four", []float64{1, 3, 2, 4}, [4]error{nil, ErrShort, nil, ErrShort}},
		{"six", []float64{1, 3, 2, 4, 3, 6}, [4]error{}},
		{"constant", []float64{2, 2, 2, 2, 2, 2, 2}, [4]error{ErrExact, ErrExact, ErrExact, ErrExact}},
		{"zero", make([]float64, 9), [4]error{ErrExact, ErrExact, ErrExact, ErrExact}},
		{"line", line(12, 2), [4]error{nil, ErrExact, ErrExact, nil}},
		{"line of inexact steps", line(12, 0.1), [4]error{nil, ErrExact, ErrExact, nil}},
		{"line with gaps", []float64{1, 2, nan, 4, 5, nan, 7, 8}, [4]error{nil, ErrExact, ErrExact, nil}},
		{"step", []float64{1, 1, 1, 1, 1, 5, 5, 5, 5, 5}, [4]error{}},
		{"infinite", []float64{1, 2, 3, inf, 5, 6, 7}, [4]error{ErrRange, ErrRange, ErrRange, ErrRange}},
		{"1e300", []float64{1e300, 2e300, 1e300, -3e300, 2e300, 1e300, 4e300}, [4]error{ErrRange, ErrRange, ErrRange, ErrRange}},
		{"opposite 1e308", []float64{1e308, -1e308, 1e308, 0, 1, 2, 3}, [4]error{ErrRange, ErrRange, ErrRange, ErrRange}},
		{"1e-300", []float64{1e-300, 2e-300, 1e-300, -3e-300, 2e-300, 1e-300, 4e-300}, [4]error{ErrRange, ErrRange, ErrRange, ErrRange}},
		{"1e120", []float64{1e120, 2e120, 1e120, -3e120, 2e120, 1e120, 4e120}, [4]error{}},
		{"1e-120", []float64{1e-120, 2e-120, 1e-120, -3e-120, 2e-120, 1e-120, 4e-120}, [4]error{}},
		{"large offset", []float64{1e9 + 1, 1e9 + 3, 1e9 + 2, 1e9 + 4, 1e9 + 3, 1e9 + 6, 1e9 + 2}, [4]error{}},
		{"gaps at both ends", []float64{nan, nan, 1, 3, 2, nan, 4, 3, 6, nan}, [4]error{}},
		{"alternating", []float64{1, -1, 1, -1, 1, -1, 1, -1}, [4]error{}},
		{"one outlier", []float64{0, 0, 0, 0, 1, 0, 0, 0}, [4]error{}},
	} {
		for trend, want := range c.want {
			f, err := Spec{Trend: Trend(trend)}.Fit(c.y)
			if !errors.Is(err, want) {
				t.Errorf("%s, %s: error %v, want %v", c.name, Trend(trend), err, want)
			}
			if err == nil {
				finite(t, c.name+", "+Trend(trend).String(), f)
			}
		}
	}
}

// finite fails if an answer of the fit is not a number.
func finite(t errorer, what string, f *Fit) {
	t.Helper()
	mean, variance := f.Forecast(8)
	s := f.Smooth()
	numbers := [][]float64{mean, variance, s.Level, s.LevelVar, s.Slope, s.SlopeVar, s.Irregular, s.IrregularVar,
		f.Simulate(3, 5, rand.NewPCG(1, 1)), {f.LogLik, f.ProfileLogLik, f.Params.Irregular, f.Params.Level, f.Params.Slope}}
	for i, list := range numbers {
		for j, v := range list {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Errorf("%s: answer %d[%d] is %g", what, i, j, v)
				return
			}
		}
	}
	last := 0.0
	for h, v := range variance {
		if v < last*(1-1e-12) {
			t.Errorf("%s: variance falls from %g to %g at step %d", what, last, v, h+1)
		}
		last = v
	}
}

func TestAtNeedsNoNoise(t *testing.T) {
	f, err := Spec{}.At([]float64{2, 2, 2}, Params{Irregular: 1, Level: 1})
	if err != nil {
		t.Fatal(err)
	}
	finite(t, "constant", f)
	if _, err := (Spec{}).At([]float64{2, 3}, Params{}); !errors.Is(err, ErrExact) {
		t.Errorf("all variances zero: %v, want %v", err, ErrExact)
	}
	if _, err := (Spec{Trend: LocalLinear}).At([]float64{2}, Params{Level: 1}); !errors.Is(err, ErrShort) {
		t.Errorf("one value for two states: %v, want %v", err, ErrShort)
	}
}

func TestPanics(t *testing.T) {
	y := []float64{1, 3, 2, 4}
	f, err := Spec{}.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	for name, call := range map[string]func(){
		"negative variance": func() { Spec{}.At(y, Params{Irregular: -1}) },
		"NaN variance":      func() { Spec{}.At(y, Params{Level: math.NaN()}) },
		"phi 0":             func() { Spec{Trend: Damped}.At(y, Params{Irregular: 1}) },
		"phi above 1":       func() { Spec{Trend: Damped, Phi: 1.1}.Fit(y) },
		"trend":             func() { Spec{Trend: 9}.Fit(y) },
		"shock":             func() { Spec{Interventions: []Intervention{{Shock: 9}}}.Fit(y) },
		"horizon":           func() { f.Forecast(0) },
		"paths":             func() { f.Simulate(1, 0, rand.NewPCG(1, 1)) },
		"alpha":             func() { Spec{}.Detect(y, Detection{Alpha: 2}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			call()
		}()
	}
}

// Fit neither changes nor keeps what it is given.
func TestImmutable(t *testing.T) {
	y := series(t)["uspop"]
	prior := priorOfR(y)
	s := Spec{Trend: LocalLinear, Prior: prior, Interventions: []Intervention{{LevelShift, 9}}}
	kept := slices.Clone(y)
	f, err := s.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(y, kept) {
		t.Error("Fit changed the data")
	}
	want, se := f.Smooth(), f.StdErr()
	y[3], prior.Mean[0], s.Interventions[0].At = 1e6, 1e6, 2
	nearAll(t, "level after the caller's changes", f.Smooth().Level, want.Level, 0)
	if got := f.StdErr(); got.Slope != se.Slope {
		t.Errorf("standard error %g after the caller's changes, was %g", got.Slope, se.Slope)
	}
}

// Values with ties, gaps and odd magnitudes get an answer or a named refusal.
func TestAnswerOrRefusal(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		unit := math.Pow(10, rapid.Float64Range(-150, 150).Draw(rt, "magnitude"))
		offset := rapid.SampledFrom([]float64{0, 1, -7, 1e8, 1e17}).Draw(rt, "offset")
		step := rapid.SampledFrom([]float64{-1, 0, 1, 1, 2, 100, math.NaN()})
		y := rapid.SliceOfN(step, 0, 20).Draw(rt, "y")
		for i := range y {
			y[i] = (offset + y[i]) * unit
		}
		trend := Trend(rapid.IntRange(0, 3).Draw(rt, "trend"))
		f, err := Spec{Trend: trend}.Fit(y)
		if err == nil {
			finite(rt, trend.String(), f)
		} else if !errors.Is(err, ErrShort) && !errors.Is(err, ErrExact) && !errors.Is(err, ErrRange) {
			rt.Errorf("error without a name: %v", err)
		}
	})
}

// A trailing gap of g values is the same as forecasting g steps further.
func TestTrailingGap(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, p, y := drawCase(rt)
		f, err := s.At(y, p)
		if err != nil {
			rt.Skip(err)
		}
		g, err := s.At(append(slices.Clone(y), math.NaN(), math.NaN()), p)
		if err != nil {
			rt.Fatal(err)
		}
		long, lvar := f.Forecast(4)
		short, svar := g.Forecast(2)
		for h := range short {
			near(rt, "mean", short[h], long[h+2], 1e-9, 1)
			near(rt, "variance", svar[h], lvar[h+2], 1e-9, 1)
		}
		near(rt, "log-likelihood", g.LogLik, f.LogLik, 1e-9, 1)
	})
}
