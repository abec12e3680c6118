package arima

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// coefficients draws k coefficients of a stationary autoregression (sign 1) or
// an invertible moving average (sign -1).
func coefficients(t *rapid.T, label string, k int, sign float64) []float64 {
	x := rapid.SliceOfN(rapid.Float64Range(-1.5, 1.5), k, k).Draw(t, label)
	natural(x, sign)
	return x
}

// TestStationary: the covariance of the state solves P = TPTᵀ + RRᵀ.
func TestStationary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var a process
		phi := coefficients(t, "phi", rapid.IntRange(0, MaxP).Draw(t, "p"), 1)
		theta := coefficients(t, "theta", rapid.IntRange(0, MaxQ).Draw(t, "q"), -1)
		if !a.set(phi, theta) {
			t.Fatalf("%v is not stationary", phi)
		}
		a.stationary()
		r := a.r
		at := func(i, j int) float64 {
			if i >= r || j >= r {
				return 0
			}
			return a.p0[i*r+j]
		}
		for i := range r {
			for j := range r {
				want := at(i+1, j+1) + a.phi[i]*at(0, j+1) + a.phi[j]*at(i+1, 0) + a.phi[i]*a.phi[j]*at(0, 0) + a.theta[i]*a.theta[j]
				if math.Abs(at(i, j)-want) > 1e-9*math.Max(at(0, 0), 1) {
					t.Fatalf("P[%d,%d] = %g, TPT' + RR' = %g", i, j, at(i, j), want)
				}
			}
		}
	})
}

// TestVariance: variances that can be written down.
func TestVariance(t *testing.T) {
	for _, c := range []struct {
		name       string
		phi, theta []float64
		want       float64
	}{
		{"white noise", nil, nil, 1},
		{"AR(1)", []float64{0.5}, nil, 1 / (1 - 0.25)},
		{"MA(1)", nil, []float64{-0.4}, 1 + 0.16},
		{"MA(2)", nil, []float64{0.5, 0.25}, 1 + 0.25 + 0.0625},
		{"ARMA(1,1)", []float64{0.6}, []float64{0.3}, (1 + 0.09 + 2*0.6*0.3) / (1 - 0.36)},
		// Box and Jenkins: (1-φ2)/((1+φ2)((1-φ2)²-φ1²)).
		{"AR(2)", []float64{0.5, 0.3}, nil, 0.7 / (1.3 * (0.49 - 0.25))},
	} {
		var a process
		if !a.set(c.phi, c.theta) {
			t.Fatalf("%s is not stationary", c.name)
		}
		a.stationary()
		if math.Abs(a.p0[0]-c.want) > 1e-12 {
			t.Errorf("%s: variance %g, want %g", c.name, a.p0[0], c.want)
		}
	}
}

func TestStationaryRegion(t *testing.T) {
	for _, c := range []struct {
		phi  []float64
		want bool
	}{
		{nil, true}, {[]float64{0.99}, true}, {[]float64{1}, false}, {[]float64{-1.2}, false},
		{[]float64{1.2, -0.5}, true}, {[]float64{0.5, 0.5}, false}, {[]float64{0, 0, 0, 0, 0.9}, true}, {[]float64{math.NaN()}, false},
	} {
		var a process
		if got := a.set(c.phi, nil); got != c.want {
			t.Errorf("%v: stationary is %t", c.phi, got)
		}
	}
}

// TestPartial: natural and partial are inverse to each other.
func TestPartial(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := rapid.SliceOfN(rapid.Float64Range(-3, 3), 0, 5).Draw(t, "z")
		for _, sign := range []float64{1, -1} {
			x := append([]float64(nil), z...)
			natural(x, sign)
			if !partial(x, sign) {
				t.Fatalf("%v is not stationary", x)
			}
			for i := range z {
				if math.Abs(x[i]-z[i]) > 1e-6 {
					t.Fatalf("z[%d] = %g came back as %g", i, z[i], x[i])
				}
			}
		}
	})
}

// TestRootsBeyond: the root of 1 - 0.98z is 1.0204, that of 1 - 0.995z 1.005.
func TestRootsBeyond(t *testing.T) {
	if !rootsBeyond([]float64{0.98}, 1.01) || rootsBeyond([]float64{0.995}, 1.01) || !rootsBeyond(nil, 1.01) {
		t.Error("roots of first-order polynomials")
	}
	// (1 - 0.5z)(1 - z/1.005) has one root on each side of 1.01.
	if rootsBeyond([]float64{0.5 + 1/1.005, -0.5 / 1.005}, 1.01) {
		t.Error("a root of 1.005 passes")
	}
}

// TestInvert: the mirror image is invertible and has the autocorrelations of
// the original.
func TestInvert(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := rapid.IntRange(1, MaxQ).Draw(t, "q")
		theta := rapid.SliceOfN(rapid.Float64Range(-3, 3), q, q).Draw(t, "theta")
		if math.Abs(theta[q-1]) < 1e-3 {
			t.Skip("a root at infinity")
		}
		var a, b process
		a.set(nil, theta)
		a.stationary()
		inside := append([]float64(nil), theta...)
		invert(inside)
		b.set(nil, inside)
		b.stationary()
		for k := 1; k <= q; k++ {
			if got, want := b.gw[k]/b.gw[0], a.gw[k]/a.gw[0]; math.Abs(got-want) > 1e-6 {
				t.Fatalf("%v mirrored to %v: autocorrelation %d is %g, was %g", theta, inside, k, got, want)
			}
		}
		slack := make([]float64, q)
		for i, v := range inside {
			slack[i] = -v * math.Pow(1-1e-6, float64(i+1))
		}
		if !rootsBeyond(slack, 1) {
			t.Fatalf("%v is not invertible", inside)
		}
	})
}

// TestFilters: without gaps the filter of the differences and that of the
// integrated model are the same likelihood, prior variance kappa and all.
func TestFilters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.IntRange(0, MaxD).Draw(t, "d")
		y := rapid.SliceOfN(rapid.Float64Range(-1, 1), 8, 30).Draw(t, "y")
		x := rapid.SliceOfN(rapid.Float64Range(-1, 1), len(y), len(y)).Draw(t, "x")
		e := newEngine(d, false, [][]float64{y, x}, nil)
		e.setPartial(rapid.SliceOfN(rapid.Float64Range(-.9, .9), 0, MaxP).Draw(t, "r"),
			coefficients(t, "theta", rapid.IntRange(0, MaxQ).Draw(t, "q"), -1))
		fast := e.innovate()
		white := [][]float64{append([]float64(nil), e.white[0]...), append([]float64(nil), e.white[1]...)}
		e.miss = make([]bool, len(y))
		slow := e.innovateGaps()
		if math.Abs(fast-slow) > 1e-6*(1+math.Abs(slow)) {
			t.Fatalf("log determinant %.12g and %.12g", fast, slow)
		}
		for j := range white {
			for i := range e.n {
				if math.Abs(white[j][i]-e.white[j][i]) > 1e-6 {
					t.Fatalf("column %d, innovation %d: %.12g and %.12g", j, i, white[j][i], e.white[j][i])
				}
			}
		}
	})
}

// TestAllocations: the search evaluates likelihoods without allocating.
func TestAllocations(t *testing.T) {
	y := make([]float64, 40)
	for i := range y {
		y[i] = math.Sin(float64(i*i)) + float64(i)/10
	}
	e := newEngine(1, false, [][]float64{y, line(len(y), 1, 1)}, nil)
	u, x := make([]float64, e.n), []float64{0.1, 0.2, -0.3, 0.1}
	if n := testing.AllocsPerRun(100, func() { likelihood{e, 2}.residuals(u, x) }); n != 0 {
		t.Errorf("%g allocations a likelihood", n)
	}
}
