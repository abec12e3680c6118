package ets

import (
	"encoding/binary"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var refusals = []error{ErrShort, ErrPositive, ErrInfinite, ErrDiverged}

// answers checks what every fit of every series owes: a named refusal, or
// finite numbers throughout.
func answers(t interface {
	Helper()
	Errorf(string, ...any)
}, y []float64, f *Fit, err error) {
	t.Helper()
	if err != nil {
		if !slices.ContainsFunc(refusals, func(known error) bool { return errors.Is(err, known) }) {
			t.Errorf("%v: unnamed refusal %v", y, err)
		}
		return
	}
	p, e := f.Params, f.StdErr
	numbers := []float64{f.LogLik, f.Sigma, p.Alpha, p.Beta, p.Phi, p.Level, p.Trend, e.Alpha, e.Beta, e.Phi, e.Level, e.Trend}
	numbers = append(numbers, f.Point(4)...)
	if mean, sd, err := f.Moments(4); err == nil {
		numbers = append(append(numbers, mean...), sd...)
		skew, err := f.Skewness(4)
		if err != nil {
			t.Errorf("moments without skewness: %v", err)
		}
		numbers = append(numbers, skew...)
	}
	numbers = append(numbers, f.Simulate(4, 20, rand.NewPCG(1, 2))...)
	lead := 0
	for lead < len(y) && math.IsNaN(y[lead]) {
		lead++
	}
	numbers = append(numbers, f.Fitted[lead:]...)
	for i, v := range y {
		if !math.IsNaN(v) {
			numbers = append(numbers, f.Residuals[i])
		}
	}
	for i, v := range numbers {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("%v: %v answers %g (number %d)", y, f.Spec, v, i)
			return
		}
	}
	if err := p.Usual(f.Spec); err != nil {
		t.Errorf("%v: %v", y, err)
	}
}

// anySeries draws the nasty ones with the plain: gaps, ties, zeros, signs, sizes.
func anySeries(t *rapid.T) []float64 {
	value := rapid.OneOf(
		rapid.Float64Range(0.5, 2), rapid.Float64Range(-100, 100), rapid.SampledFrom([]float64{0, 1, 1, 2, nan, nan, -1}),
		rapid.Float64Range(1e-300, 1e-299), rapid.Float64Range(1e299, 1e300),
	)
	if rapid.Bool().Draw(t, "one kind") {
		value = rapid.SampledFrom([]*rapid.Generator[float64]{
			rapid.Float64Range(0.5, 2), rapid.Float64Range(1e-300, 1e-299), rapid.Float64Range(1e299, 1e300),
			rapid.SampledFrom([]float64{3, 3, 3, nan}), rapid.SampledFrom([]float64{0, nan}),
		}).Draw(t, "kind")
	}
	return rapid.SliceOfN(value, 0, 25).Draw(t, "y")
}

func TestEverySeriesIsAnswered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := anySeries(t)
		before := slices.Clone(y)
		f, _, err := Select(y, Options{MultiplicativeTrend: true, Unrestricted: rapid.Bool().Draw(t, "unrestricted")})
		answers(t, y, f, err)
		spec := rapid.SampledFrom(Specs()).Draw(t, "spec")
		f, err = Estimate(spec, y)
		answers(t, y, f, err)
		if err == nil {
			again, err := Evaluate(spec, f.Params, y)
			if err != nil || !near(again.LogLik, f.LogLik, 1e-9) {
				t.Errorf("%v: Evaluate at the estimate: %v, %v; want log-likelihood %g", y, again, err, f.LogLik)
			}
		}
		if !slices.EqualFunc(before, y, func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }) {
			t.Errorf("the series was changed")
		}
	})
}

func FuzzSelect(f *testing.F) {
	f.Add([]byte{})
	seed := make([]byte, 0, 80)
	for _, v := range []float64{1, 2, 4, 3, nan, 5, 1e300, 1e-300, 0, -1} {
		seed = binary.LittleEndian.AppendUint64(seed, math.Float64bits(v))
	}
	f.Add(seed)
	f.Fuzz(func(t *testing.T, raw []byte) {
		var y []float64
		for ; len(raw) >= 8 && len(y) < 40; raw = raw[8:] {
			y = append(y, math.Float64frombits(binary.LittleEndian.Uint64(raw)))
		}
		fit, _, err := Select(y, Options{MultiplicativeTrend: true})
		answers(t, y, fit, err)
	})
}

// The simulated paths have the analytic moments.
func TestSimulationHasTheMoments(t *testing.T) {
	_, ys := series(t)
	const h, n = 6, 40000
	for _, name := range []string{"ANN", "AAN", "AAdN", "MNN", "MAN", "MAdN"} {
		spec, err := ParseSpec(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Estimate(spec, append(slices.Clone(ys["longley_gnp"]), nan))
		if err != nil {
			t.Fatal(err)
		}
		mean, sd, err := f.Moments(h)
		if err != nil {
			t.Fatal(err)
		}
		if spec.Error == Multiplicative {
			f.Sigma = 0.1
			mean, sd, err = f.Moments(h)
		}
		skew, errSkew := f.Skewness(h)
		if err != nil || errSkew != nil {
			t.Fatal(err, errSkew)
		}
		paths := f.Simulate(h, n, rand.NewPCG(9, 9))
		for j := range h {
			m, s2, s3 := 0.0, 0.0, 0.0
			for i := range n {
				m += paths[i*h+j] / n
			}
			for i := range n {
				d := paths[i*h+j] - m
				s2 += d * d / n
				s3 += d * d * d / n
			}
			// the standard error of a skewness is about √(6/n)
			if got := s3 / math.Pow(s2, 1.5); math.Abs(got-skew[j]) > 5*math.Sqrt(6.0/n)+0.1*skew[j] {
				t.Errorf("%s, %d ahead: simulated skewness %g, by the formula %g", name, j+1, got, skew[j])
			}
			// standard errors: sd/√n of the mean, about sd/√(2n) of sd
			if math.Abs(m-mean[j]) > 5*sd[j]/math.Sqrt(n) || !near(math.Sqrt(s2), sd[j], 5/math.Sqrt(2*n)) {
				t.Errorf("%s, %d ahead: simulated %g ± %g, analytic %g ± %g", name, j+1, m, math.Sqrt(s2), mean[j], sd[j])
			}
		}
	}
}

func TestSimulationIsDeterministic(t *testing.T) {
	_, ys := series(t)
	f, err := Estimate(Spec{Error: Multiplicative, Trend: Multiplicative, Damped: true}, ys["uspop"])
	if err != nil {
		t.Fatal(err)
	}
	a, b, c := f.Simulate(5, 30, rand.NewPCG(1, 2)), f.Simulate(5, 30, rand.NewPCG(1, 2)), f.Simulate(5, 30, rand.NewPCG(1, 3))
	if !slices.Equal(a, b) || slices.Equal(a, c) {
		t.Error("the paths are not those of the source")
	}
	if slices.Min(a) <= 0 {
		t.Errorf("a path of a multiplicative model reaches %g", slices.Min(a))
	}
}

func TestOptions(t *testing.T) {
	for _, c := range []struct {
		o    Options
		want int
	}{
		{Options{}, 6}, {Options{AdditiveOnly: true}, 3}, {Options{MultiplicativeTrend: true}, 8},
		{Options{MultiplicativeTrend: true, Unrestricted: true}, 10}, {Options{AdditiveOnly: true, MultiplicativeTrend: true}, 3},
	} {
		_, tried, err := Select([]float64{3, 4, 6, 5, 7, 9, 8, 10, 12, 11}, c.o)
		if err != nil || len(tried) != c.want {
			t.Errorf("%+v: %d candidates, %v; want %d", c.o, len(tried), err, c.want)
		}
	}
	_, tried, err := Select([]float64{3, 4, -6, 5, 7, 9, 8, 10, 12, 11}, Options{})
	if err != nil || len(tried) != 3 {
		t.Errorf("with a negative value: %d candidates, %v; want the three additive ones", len(tried), err)
	}
}

// The chosen model has the lowest criterion of all that were tried, whichever
// it is, and the criterion is that of the fit.
func TestSelectMinimisesTheCriterion(t *testing.T) {
	_, ys := series(t)
	for _, y := range ys {
		for _, c := range []Criterion{AICc, AIC, BIC} {
			f, tried, err := Select(y, Options{Criterion: c})
			if err != nil {
				t.Fatal(err)
			}
			value := map[Criterion]float64{AICc: f.AICc(), AIC: f.AIC(), BIC: f.BIC()}[c]
			for _, cand := range tried {
				if cand.Err == nil && cand.Value < value-1e-6 {
					t.Errorf("%v: chose %v with %g over %v with %g", c, f.Spec, value, cand.Spec, cand.Value)
				}
			}
		}
	}
}
