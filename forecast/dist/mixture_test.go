package dist

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// TestMixtureByHand: a fair choice between U(0, 1) and U(2, 4) has
// F(x) = x/2 to 1 and ½ + (x-2)/4 from 2; an atom has its whole step.
func TestMixtureByHand(t *testing.T) {
	d := Mixture{[]Dist{distuv.Uniform{Max: 1}, distuv.Uniform{Min: 2, Max: 4}}, []float64{0.5, 0.5}}
	for _, c := range []struct{ p, q float64 }{{0, 0}, {0.25, 0.5}, {0.4, 0.8}, {0.625, 2.5}, {0.75, 3}, {0.9, 3.6}, {1, 4}} {
		if q := d.Quantile(c.p); !near(q, c.q, 1e-12) {
			t.Errorf("uniforms: quantile %g is %.15g, want %g", c.p, q, c.q)
		}
	}
	if m := d.Mean(); m != 1.75 {
		t.Errorf("mean %g, want 1.75", m)
	}
	atom := Mixture{[]Dist{Point(0), distuv.Uniform{Min: -1, Max: 1}}, []float64{0.5, 0.5}}
	for _, c := range []struct{ p, q float64 }{{0.125, -0.5}, {0.3, 0}, {0.5, 0}, {0.74, 0}, {0.875, 0.5}} {
		if q := atom.Quantile(c.p); math.Abs(q-c.q) > 1e-12 {
			t.Errorf("atom: quantile %g is %g, want %g", c.p, q, c.q)
		}
	}
	unbounded := Mixture{[]Dist{Point(0), distuv.UnitNormal}, []float64{0.5, 0.5}}
	if lo, hi := unbounded.Quantile(0), unbounded.Quantile(1); !math.IsInf(lo, -1) || !math.IsInf(hi, 1) {
		t.Errorf("support of a point and a normal: %g to %g", lo, hi)
	}
	// Two distant narrow normals at a high level: digits of the spread count.
	far := Mixture{[]Dist{distuv.Normal{Mu: 1e9, Sigma: 1e-3}, distuv.Normal{Mu: 1e9 + 1, Sigma: 1e-3}}, []float64{0.5, 0.5}}
	if q := far.Quantile(0.25); math.Abs(q-1e9) > 3e-7 {
		t.Errorf("quantile at a high level is off by %g", q-1e9)
	}
}
