package boxcox

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestTransform has values that can be checked by hand; those of negative y
// and beyond -1/λ are what R's BoxCox and InvBoxCox (forecast 8.20) print.
func TestTransform(t *testing.T) {
	for _, c := range []struct{ y, lambda, z float64 }{
		{5, 1, 4}, {9, 0.5, 4}, {3, 2, 4}, {0.25, -1, -3}, {math.E, 0, 1}, {1, 0.3, 0},
		{0, 0.5, -2}, {-2, 0.5, -4.828427124746190}, {-2.25, 0.5, -5}, {4, -0.5, 1},
	} {
		if z := Transform(c.y, c.lambda); !near(z, c.z) {
			t.Errorf("Transform(%g, %g) = %g, want %g", c.y, c.lambda, z, c.z)
		}
		if y := Inverse(c.z, c.lambda); !near(y, c.y) {
			t.Errorf("Inverse(%g, %g) = %g, want %g", c.z, c.lambda, y, c.y)
		}
	}
	for _, v := range []float64{Transform(-1, 0), Transform(-1, -0.5), Inverse(3, -0.5)} {
		if !math.IsNaN(v) {
			t.Errorf("outside the domain: %g, want NaN", v)
		}
	}
	if v := Transform(0, 0); !math.IsInf(v, -1) {
		t.Errorf("Transform(0, 0) = %g, want -Inf", v)
	}
	// λ → 0 is the logarithm, without loss of digits on the way.
	if z := Transform(7, 1e-12); !near(z, math.Log(7)) {
		t.Errorf("Transform(7, 1e-12) = %.15g, want %.15g", z, math.Log(7))
	}
}

func TestInverseUndoesTransform(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lambda := rapid.Float64Range(-1, 2).Draw(t, "lambda")
		y := math.Exp(rapid.Float64Range(-3, 3).Draw(t, "log y"))
		// For negative y the transform has a pole in λ at 0.
		if lambda > 0.1 && rapid.Bool().Draw(t, "negative") {
			y = -y
		}
		if back := Inverse(Transform(y, lambda), lambda); math.Abs(back-y) > 1e-9*math.Abs(y) {
			t.Fatalf("λ = %g: %g comes back as %g", lambda, y, back)
		}
	})
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-11*math.Max(1, math.Abs(b)) }
