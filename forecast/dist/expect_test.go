package dist

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/forecast"
)

// TestTransformMean: the log-normal, E[(μ+sZ)²] = μ²+s², E[(μ+sZ)³] = μ³+3μs²,
// the half-normal E[max(Z, 0)] = 1/√(2π), and 1/2 by symmetry for the logistic
// of a centred variable, whether or not it has a mean itself.
func TestTransformMean(t *testing.T) {
	square := func(x float64) float64 { return x * x }
	logistic := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	for _, c := range []struct {
		name string
		d    Dist
		want float64
		tol  float64
	}{
		{"log-normal", Transform{Of: distuv.Normal{Mu: 1, Sigma: 0.5}, To: math.Exp, From: math.Log}, math.Exp(1.125), 1e-12},
		{"wide log-normal", Transform{Of: distuv.Normal{Sigma: 2}, To: math.Exp, From: math.Log}, math.Exp(2), 1e-8},
		{"square", Transform{Of: distuv.Normal{Mu: 10, Sigma: 1}, To: square, From: math.Sqrt}, 101, 1e-12},
		{"cube", Transform{Of: distuv.Normal{Mu: 2, Sigma: 1}, To: func(x float64) float64 { return x * x * x }, From: math.Cbrt}, 14, 1e-12},
		{"corner", Transform{Of: distuv.UnitNormal, To: func(x float64) float64 { return math.Max(x, 0) }, From: same}, 1 / math.Sqrt(2*math.Pi), 2e-3},
		{"logistic", Transform{Of: distuv.Normal{Sigma: 3}, To: logistic, From: same}, 0.5, 1e-12},
		{"logistic of Cauchy", Transform{Of: distuv.StudentsT{Sigma: 1, Nu: 1}, To: logistic, From: same}, 0.5, 1e-12},
		{"square of log-normal", Transform{Of: Exp(distuv.Normal{Sigma: 0.5}), To: square, From: math.Sqrt}, math.Exp(0.5), 1e-12},
		{"sample", Transform{Of: forecast.NewSample([]float64{1, 2, 3}), To: square, From: math.Sqrt}, 14.0 / 3, 1e-12},
		{"point", Transform{Of: Point(3), To: square, From: math.Sqrt}, 9, 0},
		{"twice", Transform{Of: Transform{Of: distuv.UnitNormal, To: math.Exp, From: math.Log}, To: square, From: math.Sqrt}, math.Exp(2), 1e-8},
		{"mixture", Transform{Of: Mixture{[]Dist{Point(1), Point(3)}, []float64{0.5, 0.5}}, To: square, From: math.Sqrt}, 5, 1e-12},
	} {
		if got := c.d.Mean(); !near(got, c.want, c.tol) {
			t.Errorf("%s: mean %.12g, want %.12g", c.name, got, c.want)
		}
	}
}

// TestCentralMean: exp of a Student t has no mean; what is reported is finite
// and that of its central part, here against a fine sum over it.
func TestCentralMean(t *testing.T) {
	d := distuv.StudentsT{Sigma: 0.3, Nu: 3}
	p := distuv.UnitNormal.CDF(3.25 + gridStep/2)
	const n = 20000
	want := 0.0
	for i := range n {
		want += math.Exp(d.Quantile(1-p+(2*p-1)*(float64(i)+0.5)/n)) / n
	}
	if got := Exp(d).Mean(); !near(got, want, 2e-4) {
		t.Errorf("central mean %g, want %g", got, want)
	}
}

func same(x float64) float64 { return x }
