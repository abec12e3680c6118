package dist

import (
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// TestAverageByHand: quartiles of U(0, 1), U(0, 2) and U(10, 14).
func TestAverageByHand(t *testing.T) {
	of := []Dist{distuv.Uniform{Max: 1}, distuv.Uniform{Max: 2}, distuv.Uniform{Min: 10, Max: 14}}
	equal := []float64{1.0 / 3, 1.0 / 3, 1.0 / 3}
	for _, c := range []struct {
		name    string
		weights []float64
		trim    float64
		want    float64 // at 0.25: the quantiles are 0.25, 0.5 and 11
	}{
		{"mean", equal, 0, 11.75 / 3},
		{"median", equal, 0.5, 0.5},
		{"a third trimmed", equal, 1.0 / 3, 0.5},
		// Half of either outer member's third is inside: (11.25/2 + 0.5)/2.
		{"a sixth trimmed", equal, 1.0 / 6, (0.125 + 0.5 + 5.5) / 2},
		{"weighted mean", []float64{0.5, 0.25, 0.25}, 0, 3},
		{"weighted median", []float64{0.6, 0.2, 0.2}, 0.5, 0.25},
	} {
		d := NewAverage(of, c.weights, c.trim)
		if q := d.Quantile(0.25); !near(q, c.want, 1e-12) {
			t.Errorf("%s: lower quartile %.15g, want %g", c.name, q, c.want)
		}
		if p := d.CDF(d.Quantile(0.25)); !near(p, 0.25, 1e-9) {
			t.Errorf("%s: CDF of the lower quartile is %g", c.name, p)
		}
	}
	if m := NewAverage(of, equal, 0).Mean(); !near(m, 4.5, 1e-12) {
		t.Errorf("mean %g, want 4.5", m)
	}
	even := NewAverage([]Dist{Point(1), Point(2), Point(4), Point(100)}, []float64{0.25, 0.25, 0.25, 0.25}, 0.5)
	if q := even.Quantile(0.3); !near(q, 3, 1e-9) {
		t.Errorf("median of 1, 2, 4, 100 is %g, want 3", q)
	}
}

// TestAverageOfNormals: the mean of the quantiles of normals is the normal of
// the mean parameters, in closed form and by the general code alike.
func TestAverageOfNormals(t *testing.T) {
	of := []Dist{distuv.Normal{Mu: 1, Sigma: 1}, distuv.Normal{Mu: 3, Sigma: 2}, Point(5)}
	w := []float64{0.5, 0.25, 0.25}
	short := NewAverage(of, w, 0)
	if n, ok := short.(distuv.Normal); !ok || n.Mu != 2.5 || n.Sigma != 1 {
		t.Fatalf("average is %#v, want N(2.5, 1)", short)
	}
	long := Average{Of: of, Weights: w}
	for _, p := range probs {
		if a, b := long.Quantile(p), short.Quantile(p); !near(a, b, 1e-12) {
			t.Errorf("quantile %g: %g, closed form %g", p, a, b)
		}
		if c := long.CDF(short.Quantile(p)); !near(c, p, 1e-10) {
			t.Errorf("CDF of quantile %g is %g", p, c)
		}
	}
	if a, b := long.Mean(), short.Mean(); a != b {
		t.Errorf("mean %g, closed form %g", a, b)
	}
	if d := NewAverage([]Dist{Point(1), Point(2)}, []float64{0.5, 0.5}, 0); d != Dist(Point(1.5)) {
		t.Errorf("average of the points 1 and 2 is %v", d)
	}
}

func BenchmarkQuantile(b *testing.B) {
	log := func(mu, s float64) Dist { return Exp(distuv.Normal{Mu: mu, Sigma: s}) }
	of := []Dist{log(1, 0.1), log(1.1, 0.2), log(0.9, 0.1), distuv.Normal{Mu: 2.7, Sigma: 0.4}, log(1, 0.3)}
	w := []float64{0.2, 0.2, 0.2, 0.2, 0.2}
	for _, c := range []struct {
		name string
		d    Dist
	}{{"mean", NewAverage(of, w, 0)}, {"median", NewAverage(of, w, 0.5)}, {"mixture", Mixture{of, w}},
		{"normals", NewAverage(of[3:4], w[:1], 0)}} {
		b.Run("of="+c.name+"/members=5", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.d.Quantile(0.9)
			}
		})
	}
}
