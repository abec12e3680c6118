package calibrate

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestRegressionByHand: with a constant alone the tau-quantile of 1, 2, …, 9, 10
// at 0.75 is 8; weights move it; a slope is found where the spread of every
// horizon is the same around log h.
func TestRegressionByHand(t *testing.T) {
	var r, weighted, slope regression
	for i := range 10 {
		r.add([nTerms]float64{1}, float64(i+1), 1)
		w := 1.0
		if i == 2 {
			w = 100
		}
		weighted.add([nTerms]float64{1}, float64(i+1), w)
		for h := 1; h <= 4; h++ {
			slope.add([nTerms]float64{1, math.Log(float64(h))}, float64(i+1)+0.5*math.Log(float64(h)), 1)
		}
	}
	if b := r.quantile(0.75); math.Abs(b[0]-8) > 0.01 {
		t.Errorf("quantile %g, want 8", b[0])
	}
	if b := weighted.quantile(0.75); math.Abs(b[0]-3) > 0.01 {
		t.Errorf("weighted quantile %g, want 3", b[0])
	}
	if b := slope.quantile(0.75); math.Abs(b[0]-8) > 0.02 || math.Abs(b[1]-0.5) > 0.02 || b[2] != 0 {
		t.Errorf("coefficients %v, want 8 and 0.5", b)
	}
	var none regression
	if b := none.quantile(0.5); b != [nTerms]float64{} {
		t.Errorf("coefficients of nothing %v", b)
	}
}

// TestRegressionCovers: with a constant among the terms the share of cases
// below the fitted quantile is tau, but for the few cases that it goes through.
func TestRegressionCovers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r regression
		for range 300 {
			h, n := rapid.IntRange(1, 6).Draw(t, "h"), rapid.IntRange(8, 30).Draw(t, "n")
			r.add(terms(h, n, rapid.Float64Range(0.5, 5).Draw(t, "width")), rapid.Float64Range(-3, 3).Draw(t, "y"), 1)
		}
		tau := rapid.SampledFrom(levels).Draw(t, "tau")
		b := r.quantile(tau)
		below := 0.0
		for i, x := range r.x {
			e := r.y[i]
			for j := range x {
				e -= x[j] * b[j]
			}
			if e < 0.01 {
				below++
			}
		}
		if share := below / 300; share < tau-0.03 {
			t.Fatalf("%.3f below the %g-quantile", share, tau)
		}
	})
}
