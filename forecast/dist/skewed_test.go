package dist_test

import (
	"math"
	"testing"

	"github.com/defcast/defcast/forecast/dist"
)

// Mean, standard deviation and skewness by integrating the quantiles.
func TestSkewedHasItsMoments(t *testing.T) {
	for _, c := range []struct{ mu, s, skew float64 }{{10, 2, 0.3}, {-5, 1, 1.5}, {1e300, 1e299, 0.7}, {3e-300, 1e-300, 1}, {0, 1, 0.01}} {
		d := dist.Skewed(c.mu, c.s, c.skew)
		const n = 200000
		var m1, m2, m3 float64
		for i := range n {
			z := (d.Quantile((float64(i)+0.5)/n) - c.mu) / c.s
			m1 += z / n
			m2 += z * z / n
			m3 += z * z * z / n
		}
		if math.Abs(m1) > 1e-3 || math.Abs(m2-1) > 3e-3 || math.Abs(m3-c.skew) > 0.02*(1+c.skew) {
			t.Errorf("Skewed(%g, %g, %g): standardised moments %g, %g, %g", c.mu, c.s, c.skew, m1, m2, m3)
		}
		if m := d.Mean(); math.Abs(m-c.mu) > 1e-9*c.s {
			t.Errorf("Skewed(%g, %g, %g): mean %g", c.mu, c.s, c.skew, m)
		}
		for _, p := range []float64{0.01, 0.3, 0.5, 0.99} {
			if got := d.CDF(d.Quantile(p)); math.Abs(got-p) > 1e-9 {
				t.Errorf("Skewed(%g, %g, %g): CDF(Quantile(%g)) = %g", c.mu, c.s, c.skew, p, got)
			}
		}
	}
}

// On both sides of the limit the quantiles are those of the normal.
func TestSkewedTendsToTheNormal(t *testing.T) {
	for _, p := range []float64{0.025, 0.5, 0.9} {
		want := dist.Normal(7, 2).Quantile(p)
		for _, skew := range []float64{0, 0.9e-3, 1.1e-3} {
			if got := dist.Skewed(7, 2, skew).Quantile(p); math.Abs(got-want) > 2e-3 { // 2·(z²-1)·skew/6 is 1e-3
				t.Errorf("skewness %g: quantile %g is %g, of the normal %g", skew, p, got, want)
			}
		}
	}
}
