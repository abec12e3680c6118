package dist

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

var probs = []float64{0.001, 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 0.999}

func near(a, b, tol float64) bool { return math.Abs(a-b) <= tol*math.Max(1, math.Abs(b)) }

func TestPoint(t *testing.T) {
	d := Point(3)
	if d.Mean() != 3 || d.Quantile(0.1) != 3 || d.CDF(2.9) != 0 || d.CDF(3) != 1 {
		t.Errorf("all mass at 3: mean %g, quantile %g, CDF %g and %g", d.Mean(), d.Quantile(0.1), d.CDF(2.9), d.CDF(3))
	}
	if Normal(3, 0) != Dist(d) {
		t.Errorf("Normal(3, 0) = %v, want Point(3)", Normal(3, 0))
	}
}

func anyDist(t *rapid.T, label string) Dist {
	mu := rapid.Float64Range(-5, 5).Draw(t, label+" location")
	s := rapid.Float64Range(0.1, 3).Draw(t, label+" scale")
	switch rapid.IntRange(0, 4).Draw(t, label+" kind") {
	case 0:
		return distuv.Normal{Mu: mu, Sigma: s}
	case 1:
		return distuv.Uniform{Min: mu, Max: mu + s}
	case 2:
		return Exp(distuv.Normal{Mu: mu / 5, Sigma: s / 3})
	case 3:
		return Point(mu)
	}
	return Transform{Of: distuv.Laplace{Mu: mu, Scale: s}, To: math.Cbrt, From: func(x float64) float64 { return x * x * x }}
}

// TestProperties: quantiles of combinations rise, lie between those of the
// components, and their CDF undoes them; the order of components and doubling
// all of them changes nothing.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 5).Draw(t, "components")
		var of, back []Dist
		for i := range m {
			of = append(of, anyDist(t, string(rune('a'+i))))
			back = append([]Dist{of[i]}, back...)
		}
		w := make([]float64, m)
		for i := range w {
			w[i] = 1 / float64(m)
		}
		trim := rapid.SampledFrom([]float64{0, 0.1, 0.25, 0.5}).Draw(t, "trim")
		for _, c := range []struct{ d, reversed Dist }{
			{Mixture{of, w}, Mixture{back, w}},
			{NewAverage(of, w, trim), NewAverage(back, w, trim)},
		} {
			last := math.Inf(-1)
			for _, p := range probs {
				q := c.d.Quantile(p)
				lo, hi := math.Inf(1), math.Inf(-1)
				for _, x := range of {
					lo, hi = math.Min(lo, x.Quantile(p)), math.Max(hi, x.Quantile(p))
				}
				if q < last-1e-12 || q < lo-1e-9 || q > hi+1e-9 {
					t.Fatalf("%T: quantile %g is %g after %g, components from %g to %g", c.d, p, q, last, lo, hi)
				}
				if f := c.d.CDF(q + 1e-9*math.Max(1, math.Abs(q))); f < p-1e-6 {
					t.Fatalf("%T: CDF of quantile %g is %g", c.d, p, f)
				}
				// Off the multiples of 1/m, where the CDF of a mixture may be flat.
				if a, b := c.d.Quantile(0.9937*p), c.reversed.Quantile(0.9937*p); !near(a, b, 1e-9) {
					t.Fatalf("%T: quantile %g is %g, in reverse order %g", c.d, 0.9937*p, a, b)
				}
				last = q
			}
		}
	})
}

func TestEqualComponents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDist(t, "all")
		of, w := []Dist{d, d, d}, []float64{0.2, 0.5, 0.3}
		trim := rapid.SampledFrom([]float64{0, 0.2, 0.5}).Draw(t, "trim")
		for _, c := range []Dist{Mixture{of, w}, NewAverage(of, w, trim)} {
			for _, p := range probs {
				if a, b := c.Quantile(p), d.Quantile(p); !near(a, b, 1e-9) {
					t.Fatalf("%T: quantile %g is %g, of the one component %g", c, p, a, b)
				}
			}
		}
	})
}
