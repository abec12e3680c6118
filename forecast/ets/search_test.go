package ets

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// draw makes a series of n values from a random model of the family, above zero.
func draw(rng *rand.Rand, n int) []float64 {
	for {
		specs := Specs()
		s := specs[rng.IntN(len(specs))]
		p := Params{Alpha: rng.Float64(), Phi: 0.8 + 0.18*rng.Float64(), Level: 100, Trend: 10 * rng.NormFloat64()}
		p.Beta = p.Alpha * rng.Float64() * rng.Float64()
		sigma := 5 * math.Exp(rng.NormFloat64())
		if s.Error == Multiplicative {
			sigma /= 100
		}
		if s.Trend == Multiplicative {
			p.Trend = 1 + 0.1*rng.NormFloat64()
		}
		y := (&Fit{Spec: s, last: p.only(s), Sigma: sigma}).Simulate(n, 1, rng)
		low := y[0]
		for _, v := range y {
			low = min(low, v)
		}
		if low > 0 {
			return y
		}
	}
}

// The derivatives that the recursion carries are those of the objective.
func TestGradientIsTheDerivative(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, spec := range Specs() {
		s, err := newSample(draw(rng, 25))
		if err != nil {
			t.Fatal(err)
		}
		s.y[7] = nan
		s.n--
		p := newProblem(s, spec, false)
		x := vec{0.4, 0.3, 0.9}
		l0, b0 := p.heuristic()
		p.settle(&x, l0, b0)
		var sys system
		p.linearise(&x, &sys)
		if f := p.value(&x); !near(sys.f, f, 1e-12) {
			t.Errorf("%v: linearise has F = %g, value %g", spec, sys.f, f)
		}
		for j := range p.k {
			step := 1e-6 * max(1, math.Abs(x[j]))
			up, down := x, x
			up[j] += step
			down[j] -= step
			// F = log Σr², so ∂F = 2 Σ r·∂r / Σr²
			got, want := 2*sys.grad[j]/sys.sse, (p.value(&up)-p.value(&down))/(2*step)
			if math.Abs(got-want) > 1e-5*max(1, math.Abs(want)) {
				t.Errorf("%v: derivative %d is %g, by differences %g", spec, j, got, want)
			}
		}
	}
}

// The best of many random starts is hardly ever better than the search.
func TestSearchFindsTheMaximum(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	missed, n, worst := 0, 0, 0.0
	for range 15 {
		s, err := newSample(draw(rng, 10+rng.IntN(40)))
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range Specs() {
			p := newProblem(s, spec, false)
			found := p.minimise()
			short := float64(s.n) / 2 * (found.f - p.randomStarts(rng, 40, found.f))
			n++
			if short > 1e-4 {
				missed++
				worst = max(worst, short)
				t.Logf("%v on %d values ends %.4f below the best: %.4g  %.3g", spec, s.n, short, found.x, s.y)
			}
		}
	}
	t.Logf("%d of %d searches missed the maximum, by at most %.3g", missed, n, worst)
	if missed*50 > n {
		t.Errorf("%d of %d searches missed the maximum, want at most 2 %%", missed, n)
	}
}

// randomStarts returns the lowest objective reached, f included.
func (p *problem) randomStarts(rng *rand.Rand, n int, f float64) float64 {
	l0, b0 := p.heuristic()
	for i := range n {
		var x vec
		for j := range p.ks {
			x[j] = p.lo[j] + (p.hi[j]-p.lo[j])*rng.Float64()
		}
		if math.IsInf(p.settle(&x, l0, b0), 1) {
			continue
		}
		if i%2 == 0 {
			p.setStates(&x, x[p.ks]*math.Exp(rng.NormFloat64()/2), x[p.k-1]*math.Exp(rng.NormFloat64()/5))
		}
		at := point{x: x}
		p.descend(&at, &point{f: math.Inf(1)})
		f = min(f, at.f)
	}
	return f
}

func TestSearchDoesNotAllocate(t *testing.T) {
	s, err := newSample(draw(rand.New(rand.NewPCG(1, 5)), 30))
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range Specs() {
		p := newProblem(s, spec, false)
		if n := testing.AllocsPerRun(3, func() { p.minimise() }); n != 0 {
			t.Errorf("%v: %g allocations a search, want 0", spec, n)
		}
	}
}

// A misplaced bound shows as an optimum that a small move inside the box
// improves.
func TestOptimumIsStationary(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for range 20 {
		s, err := newSample(draw(rng, 30))
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range Specs() {
			p := newProblem(s, spec, false)
			at := p.minimise()
			for j := range p.k {
				for _, step := range []float64{-1e-3, 1e-3} {
					x := at.x
					x[j] = min(max(x[j]+step*max(math.Abs(x[j]), 1e-3), p.lo[j]), p.hi[j])
					if f := p.value(&x); f < at.f-1e-6 {
						t.Errorf("%v: moving coordinate %d of %v by %g lowers F from %.9g to %.9g", spec, j, at.x, step, at.f, f)
					}
				}
			}
		}
	}
}

// Where all parameters are inside their bounds, the standard error of the level
// of a nearly constant series is that of its mean.
func TestStandardErrorOfTheMean(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 1))
	y := make([]float64, 400)
	for i := range y {
		y[i] = 50 + rng.NormFloat64()
	}
	f, err := Estimate(Spec{Error: Additive}, y)
	if err != nil {
		t.Fatal(err)
	}
	// alpha ends at its lower bound, where it counts as known
	if f.Params.Alpha != Lower || f.StdErr.Alpha != 0 {
		t.Fatalf("alpha %g ± %g, want its lower bound", f.Params.Alpha, f.StdErr.Alpha)
	}
	if want := f.Sigma / 20; !near(f.StdErr.Level, want, 0.05) {
		t.Errorf("standard error of the level %g, want %g", f.StdErr.Level, want)
	}
}

// Held states are those of the heuristic, and the smoothing parameters are the
// most likely ones for them.
func TestHoldStates(t *testing.T) {
	_, ys := series(t)
	for _, name := range []string{"nile", "uspop", "sipri_usa"} {
		y := ys[name]
		for _, spec := range Specs() {
			f, err := Options{HoldStates: true}.Estimate(spec, y)
			if name == "uspop" && spec.Positive() && spec.Trend == Additive && errors.Is(err, ErrDiverged) {
				continue // the line through its first ten values begins below zero
			}
			if err != nil {
				t.Fatal(err)
			}
			s, err := newSample(y)
			if err != nil {
				t.Fatal(err)
			}
			p := newProblem(s, spec, true)
			l0, b0 := p.heuristic()
			at := p.minimise()
			if at.x[p.ks] != l0 || p.ks > 1 && at.x[p.ks+1] != b0 || f.Params.Level != s.unscale(l0) || f.StdErr.Level != 0 {
				t.Errorf("%s %v: initial states %v and %+v ± %+v, want %g, %g", name, spec, at.x, f.Params, f.StdErr, l0, b0)
			}
			free, err := Estimate(spec, y)
			if err != nil {
				t.Fatal(err)
			}
			if f.LogLik > free.LogLik+1e-6 {
				t.Errorf("%s %v: held states are more likely than free ones, %g to %g", name, spec, f.LogLik, free.LogLik)
			}
			for _, alpha := range []float64{0.01, 0.2, 0.5, 0.8, 0.99} {
				for _, u := range []float64{0, 0.1, 0.5, 1} {
					for _, phi := range []float64{0.8, 0.9, 0.98} {
						x := vec{alpha, u, phi}
						p.setStates(&x, l0, b0)
						if v := p.value(&x); v < at.f-1e-9 {
							t.Errorf("%s %v: F = %g at %v, %g found at %v", name, spec, v, x, at.f, at.x)
						}
					}
				}
			}
		}
	}
}
