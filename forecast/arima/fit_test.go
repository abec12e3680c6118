package arima_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/defcast/defcast/forecast/arima"
)

var growth = []float64{100, 104, 103, 109, 115, 113, 121, 124, 131, 129, 138, 145, 149, 158, 155, 163, 171, 170, 182, 190}

// TestByHand: models whose estimates can be written down.
func TestByHand(t *testing.T) {
	walk, err := arima.Fit(growth, arima.Spec{Order: arima.Order{D: 1}, Drift: true})
	if err != nil {
		t.Fatal(err)
	}
	n := len(growth)
	drift := (growth[n-1] - growth[0]) / float64(n-1)
	ss := 0.0
	for i := 1; i < n; i++ {
		e := growth[i] - growth[i-1] - drift
		ss += e * e
	}
	if far(walk.Coef[0], drift, 1e-9, 0) {
		t.Errorf("drift %g, want %g", walk.Coef[0], drift)
	}
	// The first value counts with the weight that a prior variance of 1e6 leaves it.
	first := math.Pow(growth[0]-drift, 2) / (1e6 + 1)
	if want := math.Sqrt((ss + first) / float64(n-2)); far(walk.Sigma, want, 1e-9, 0) {
		t.Errorf("sigma %g, want %g", walk.Sigma, want)
	}
	if want := -float64(n-1) / 2 * (math.Log(2*math.Pi*ss/float64(n-1)) + 1); far(walk.LogLik, want, 1e-9, 0) {
		t.Errorf("log-likelihood %g, want %g", walk.LogLik, want)
	}
	if want := math.Sqrt(ss/float64(n-1)) / math.Sqrt(float64(n-1)); far(walk.SE[0], want, 1e-4, 0) {
		t.Errorf("standard error %g, want %g", walk.SE[0], want)
	}
	mean, sd, err := walk.Forecast(4)
	if err != nil {
		t.Fatal(err)
	}
	if far(mean[3], growth[n-1]+4*drift, 1e-9, 0) || far(sd[3], 2*walk.Sigma, 1e-9, 0) {
		t.Errorf("step 4: %g ± %g", mean[3], sd[3])
	}
}

// TestRegression: a series made of two regressors and noise gives their
// coefficients back, and the forecast follows their future values.
func TestRegression(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	n, h := 60, 3
	x := regressors(n+h, 2, 0)
	y := make([]float64, n)
	for i := range y {
		y[i] = 10 + 3*x[0][i] - 2*x[1][i] + 0.1*rnd.NormFloat64()
	}
	m, err := arima.Fit(y, arima.Spec{Mean: true}, x[0][:n], x[1][:n])
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{10, 3, -2} {
		if math.Abs(m.Coef[i]-want) > 4*m.SE[i] || m.SE[i] > 0.1 {
			t.Errorf("%s is %g ± %g, want %g", m.Spec.Names(2)[i], m.Coef[i], m.SE[i], want)
		}
	}
	mean, _, err := m.Forecast(h, x[0][n:], x[1][n:])
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range mean {
		if want := 10 + 3*x[0][n+i] - 2*x[1][n+i]; math.Abs(v-want) > 0.2 {
			t.Errorf("step %d: %g, want about %g", i+1, v, want)
		}
	}
	auto, err := arima.Auto(y, arima.Search{}, x[0][:n], x[1][:n])
	if err != nil {
		t.Fatal(err)
	}
	if auto.Spec.D != 0 || !auto.Spec.Mean || auto.AICc > m.AICc+1e-6 {
		t.Errorf("automatic: %s with AICc %g, white noise has %g", auto.Spec, auto.AICc, m.AICc)
	}
}

// TestRefusals: each names its reason and its numbers.
func TestRefusals(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	spec := func(p, d, q int) arima.Spec { return arima.Spec{Order: arima.Order{P: p, D: d, Q: q}} }
	for _, c := range []struct {
		name string
		y    []float64
		s    arima.Spec
		x    [][]float64
		want error
	}{
		{"empty", nil, spec(0, 0, 0), nil, arima.ErrShort},
		{"all missing", []float64{nan, nan, nan}, spec(0, 0, 0), nil, arima.ErrShort},
		{"short", []float64{1, 2, 4, 3}, spec(1, 1, 2), nil, arima.ErrShort},
		{"infinite", []float64{1, 2, inf, 3, 5, 4}, spec(1, 0, 0), nil, arima.ErrInfinite},
		{"order", growth, spec(6, 0, 0), nil, arima.ErrSpec},
		{"negative order", growth, spec(0, -1, 0), nil, arima.ErrSpec},
		{"mean of a difference", growth, arima.Spec{Order: arima.Order{D: 1}, Mean: true}, nil, arima.ErrSpec},
		{"drift of a second difference", growth, arima.Spec{Order: arima.Order{D: 2}, Drift: true}, nil, arima.ErrSpec},
		{"regressor too short", growth, spec(0, 0, 0), [][]float64{{1, 2}}, arima.ErrRegressor},
		{"constant regressor, differenced", growth, spec(0, 1, 0), [][]float64{slices.Repeat([]float64{7}, len(growth))}, arima.ErrRegressor},
		{"twice the same", growth, spec(0, 0, 0), [][]float64{growth, growth}, arima.ErrRegressor},
		{"infinite regressor", growth, spec(0, 0, 0), [][]float64{slices.Repeat([]float64{inf}, len(growth))}, arima.ErrInfinite},
	} {
		if m, err := arima.Fit(c.y, c.s, c.x...); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, %v, want %v", c.name, m, err, c.want)
		}
	}
	if _, err := arima.Fit([]float64{1, 2, 4, 3}, spec(1, 1, 2)); err.Error() != "ARIMA(1,1,2): 4 values, want at least 5: series too short" {
		t.Error(err)
	}
	if _, err := arima.Apply(growth, spec(1, 0, 0), []float64{1.2}); !errors.Is(err, arima.ErrUnstable) {
		t.Errorf("explosive AR: %v", err)
	}
	if _, err := arima.Apply(growth, spec(1, 0, 0), nil); !errors.Is(err, arima.ErrSpec) {
		t.Errorf("no coefficients: %v", err)
	}
	m, err := arima.Fit(growth, spec(0, 1, 1))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := m.Forecast(2, []float64{1, 2}); !errors.Is(err, arima.ErrRegressor) {
		t.Errorf("a regressor too many: %v", err)
	}
}

// TestInvariance: leading missing values change nothing, scaling by a power of
// two scales, Apply agrees with Fit, and the caller's values stay.
func TestInvariance(t *testing.T) {
	spec := arima.Spec{Order: arima.Order{P: 1, D: 1, Q: 1}, Drift: true}
	y := slices.Clone(growth)
	m, err := arima.Fit(y, spec)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(y, growth) {
		t.Error("Fit changed the series")
	}
	again, err := arima.Apply(y, spec, m.Coef)
	if err != nil {
		t.Fatal(err)
	}
	if far(again.LogLik, m.LogLik, 1e-12, 0) {
		t.Errorf("log-likelihood %g from Fit, %g from Apply", m.LogLik, again.LogLik)
	}
	late, err := arima.Fit(append([]float64{math.NaN(), math.NaN()}, y...), spec)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(late.Coef, m.Coef) || len(late.Fitted) != len(y)+2 || !math.IsNaN(late.Residuals[1]) {
		t.Errorf("after two missing years: %v, want %v", late.Coef, m.Coef)
	}
	mean, sd, err := m.Forecast(5)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []int{-980, -30, 30, 980} {
		z := slices.Clone(y)
		for i := range z {
			z[i] = math.Ldexp(z[i], e)
		}
		s, err := arima.Fit(z, spec)
		if err != nil {
			t.Errorf("times 2^%d: %v", e, err)
			continue
		}
		a, b, err := s.Forecast(5)
		if err != nil {
			t.Fatal(err)
		}
		for h := range a {
			if math.Ldexp(a[h], -e) != mean[h] || math.Ldexp(b[h], -e) != sd[h] {
				t.Errorf("times 2^%d, step %d: %g ± %g, want %g ± %g", e, h+1, math.Ldexp(a[h], -e), math.Ldexp(b[h], -e), mean[h], sd[h])
			}
		}
	}
}

// TestDiffuse: with a diffuse prior a series may be moved by a constant, or with
// two differences by a line, with or without gaps; R's prior moves along.
func TestDiffuse(t *testing.T) {
	for _, gap := range []bool{false, true} {
		for _, spec := range []arima.Spec{
			{Order: arima.Order{P: 1, D: 1, Q: 1}}, {Order: arima.Order{D: 1, Q: 1}, Drift: true}, {Order: arima.Order{D: 2, Q: 2}}, {Order: arima.Order{P: 2, D: 2}},
		} {
			spec.Diffuse = true
			y, moved := slices.Clone(growth), slices.Clone(growth)
			at := func(i int) float64 { return 1e5 + float64(spec.D-1)*3e3*float64(i) }
			for i := range moved {
				moved[i] += at(i)
			}
			if gap {
				y[1], moved[1], y[9], moved[9] = math.NaN(), math.NaN(), math.NaN(), math.NaN()
			}
			x := regressors(len(y)+5, 1, 0)[0]
			a, err := arima.Fit(y, spec, x[:len(y)])
			if err != nil {
				t.Fatal(err)
			}
			b, err := arima.Fit(moved, spec, x[:len(y)])
			if err != nil {
				t.Fatal(err)
			}
			if far(a.LogLik, b.LogLik, 1e-6, 1) || far(a.Sigma, b.Sigma, 1e-5, 0) {
				t.Errorf("%s, gaps %t: %g and sigma %g, moved %g and %g", spec, gap, a.LogLik, a.Sigma, b.LogLik, b.Sigma)
			}
			m, s, err := a.Forecast(5, x[len(y):])
			if err != nil {
				t.Fatal(err)
			}
			n, u, err := b.Forecast(5, x[len(y):])
			if err != nil {
				t.Fatal(err)
			}
			for h := range m {
				if math.Abs(n[h]-at(len(y)+h)-m[h]) > 1e-3*a.Sigma || far(u[h], s[h], 1e-4, 0) {
					t.Errorf("%s, gaps %t, step %d: %g ± %g, moved %g ± %g", spec, gap, h+1, m[h], s[h], n[h]-at(len(y)+h), u[h])
				}
			}
			for i, f := range a.Fitted {
				first := i < spec.D || gap && spec.D == 2 && i == 2 // year 1 is missing
				if math.IsNaN(f) != first || !first && math.Abs(b.Fitted[i]-at(i)-f) > 1e-2*a.Sigma {
					t.Errorf("%s, gaps %t, year %d: fitted %g, moved %g", spec, gap, i, f, b.Fitted[i]-at(i))
				}
			}
		}
	}
}

// TestGaps: a missing year costs little, and its fitted value lies near the
// one taken out.
func TestGaps(t *testing.T) {
	spec := arima.Spec{Order: arima.Order{D: 1, Q: 1}, Drift: true}
	y := slices.Clone(growth)
	y[7], y[12] = math.NaN(), math.NaN()
	m, err := arima.Fit(y, spec)
	if err != nil {
		t.Fatal(err)
	}
	if m.N != len(y)-3 || !math.IsNaN(m.Residuals[7]) {
		t.Errorf("%d observations, residual %g", m.N, m.Residuals[7])
	}
	for _, i := range []int{7, 12} {
		if math.Abs(m.Fitted[i]-growth[i]) > 3*m.Sigma {
			t.Errorf("year %d: fitted %g, was %g", i, m.Fitted[i], growth[i])
		}
	}
	full, err := arima.Fit(growth, spec)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(m.Coef[1]-full.Coef[1]) > full.SE[1] {
		t.Errorf("drift %g, without gaps %g ± %g", m.Coef[1], full.Coef[1], full.SE[1])
	}
}

// TestSimulate: joint paths have the moments of Forecast, with a state that
// is not known too, and equal sources give equal paths.
func TestSimulate(t *testing.T) {
	y := series(t)["nile"]
	hole := slices.Clone(y)
	hole[len(y)-1], hole[len(y)-2] = math.NaN(), math.NaN()
	for _, spec := range []arima.Spec{
		{Order: arima.Order{P: 1, Q: 1}, Mean: true}, {Order: arima.Order{D: 1, Q: 2}}, {Order: arima.Order{P: 2, D: 1}, Drift: true}, {Order: arima.Order{D: 2, Q: 2}},
	} {
		for _, v := range [][]float64{y, hole} {
			m, err := arima.Fit(v, spec)
			if err != nil {
				t.Fatal(err)
			}
			const h, n = 6, 20000
			mean, sd, err := m.Forecast(h)
			if err != nil {
				t.Fatal(err)
			}
			paths, err := m.Simulate(h, n, rand.NewPCG(1, 2))
			if err != nil {
				t.Fatal(err)
			}
			for j := range h {
				var s, ss float64
				for i := range n {
					z := (paths[i*h+j] - mean[j]) / sd[j]
					s += z / n
					ss += z * z / n
				}
				// Three standard errors of a mean and of a variance of 20,000 draws.
				if math.Abs(s) > 0.022 || math.Abs(ss-1) > 0.03 {
					t.Errorf("%s, step %d: standardised mean %g, mean square %g", spec, j+1, s, ss)
				}
			}
			again, err := m.Simulate(h, n, rand.NewPCG(1, 2))
			if err != nil || !slices.Equal(paths, again) {
				t.Errorf("%s: equal sources, different paths (%v)", spec, err)
			}
		}
	}
}

// answers checks that nothing that m says is NaN or infinite where it should
// not be.
func answers(m *arima.Estimate) error {
	mean, sd, err := m.Forecast(8)
	if err != nil {
		return err
	}
	for h := range mean {
		huge := m.Sigma > 1e290 && math.IsInf(mean[h], 0) // no room for growth
		if math.IsNaN(mean[h]) || math.IsInf(mean[h], 0) && !huge || math.IsNaN(sd[h]) || math.IsInf(sd[h], 0) || sd[h] < 0 {
			return fmt.Errorf("%s: step %d is %g ± %g", m.Spec, h+1, mean[h], sd[h])
		}
	}
	for i, v := range slices.Concat(m.Coef, m.SE, []float64{m.Sigma, m.LogLik, m.AIC, m.BIC}) {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%s: number %d is %g", m.Spec, i, v)
		}
	}
	if math.IsNaN(m.AICc) {
		return fmt.Errorf("%s: AICc is NaN", m.Spec)
	}
	return nil
}

// refused reports whether err is one of the package's reasons.
func refused(err error) bool {
	for _, known := range []error{arima.ErrShort, arima.ErrSpec, arima.ErrInfinite, arima.ErrRegressor, arima.ErrUnstable, arima.ErrNumeric, arima.ErrNone} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// TestAnyOrder: every order on series of every kind gives an answer or a named
// refusal.
func TestAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := arima.Spec{Order: arima.Order{P: rapid.IntRange(0, 5).Draw(t, "p"), D: rapid.IntRange(0, 2).Draw(t, "d"), Q: rapid.IntRange(0, 5).Draw(t, "q")}}
		spec.Mean = spec.D == 0 && rapid.Bool().Draw(t, "mean")
		spec.Drift = spec.D < 2 && rapid.Bool().Draw(t, "drift")
		value := rapid.OneOf(rapid.Float64Range(-1, 1), rapid.SampledFrom([]float64{0, 1, 2, -3, 1e300, -1e300, 1e-300, math.NaN()}))
		y := rapid.SliceOfN(value, 0, 25).Draw(t, "y")
		m, err := arima.Fit(y, spec)
		if err == nil {
			err = answers(m)
		} else if refused(err) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzAuto: whatever the values, an answer or a named refusal.
func FuzzAuto(f *testing.F) {
	for _, y := range [][]float64{
		growth, {1}, {1, 2}, {1, 2, 4}, {2, 2, 2, 2}, {0, 0, 0, 0, 0}, {1, 2, 3, 4, 5, 6}, {1, 2, 4, 8, 16, 32, 64},
		{1e300, 2e300, 1e300, 3e300, 2e300}, {1e-300, 2e-300, 1e-300, 3e-300}, {math.NaN(), 1, 2, math.NaN(), 3, 5, 4, math.NaN()},
		{1, math.Inf(1), 2}, {5e-324, 0, 5e-324, 1e-323, 0, 5e-324}, {1, 1e18, 1, 1e18, -1, 3, 1e18, 2},
	} {
		b := make([]byte, 0, 8*len(y))
		for _, v := range y {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		y := make([]float64, min(len(b)/8, 40))
		for i := range y {
			y[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
			if math.Abs(y[i]) > 1e303 {
				y[i] = math.Inf(1) // no room for eight years of growth
			}
		}
		for _, search := range []arima.Search{{}, {Full: true, MaxP: 2, MaxQ: 2}} {
			m, err := arima.Auto(y, search)
			if err == nil {
				err = answers(m)
			} else if refused(err) {
				continue
			}
			if err != nil {
				t.Fatalf("%v: %v", y, err)
			}
		}
	})
}
