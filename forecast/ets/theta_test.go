package ets

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// paper runs the equations of Fiorucci et al. 2016 as they stand there, from
// given parameters, and goes on for h steps with forecasts in place of data. The
// dynamic line starts from A = y[1], B = 0, see [Theta].
func paper(y []float64, dynamic bool, alpha, theta, l0 float64, h int) []float64 {
	n := len(y)
	mean := 0.0
	for _, v := range y {
		mean += v / float64(n)
	}
	b := 0.0 // B_n = 6/(n²-1)·(2/n·Σt·y - (1+n)·mean)
	for t, v := range y {
		b += 2 / float64(n) * float64(t+1) * v
	}
	b = 6 / float64(n*n-1) * (b - float64(1+n)*mean)
	a := mean - float64(n+1)/2*b
	l, avg := l0, 0.0
	if dynamic {
		a, b = y[0], 0
	}
	var mu []float64
	for t := 1; t <= n+h; t++ {
		m := l + (1-1/theta)*(math.Pow(1-alpha, float64(t-1))*a+(1-math.Pow(1-alpha, float64(t)))/alpha*b)
		mu = append(mu, m)
		v := m
		if t <= n {
			v = y[t-1]
		}
		l = alpha*v + (1-alpha)*l
		if dynamic {
			before := avg
			avg = (float64(t-1)*avg + v) / float64(t)
			if t > 1 {
				b = (float64(t-2)*b + 6/float64(t)*(v-before)) / float64(t+1)
			}
			a = avg - float64(t+1)/2*b
		}
	}
	return mu
}

func TestThetaIsThePapers(t *testing.T) {
	names, ys := series(t)
	for _, name := range names {
		for _, m := range []Theta{{}, {Dynamic: true}, {Theta: 2}, {Dynamic: true, Theta: 2}, {Theta: 1}} {
			y := ys[name]
			f, err := m.Fit(y)
			if len(y) <= m.Parameters() {
				if !errors.Is(err, ErrShort) {
					t.Errorf("%s %+v: %v, want ErrShort", name, m, err)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s %+v: %v", name, m, err)
				continue
			}
			want := paper(y, m.Dynamic, f.Alpha, f.Theta, f.Level, 8)
			mean, _ := f.Moments(8)
			for i, w := range want {
				var got float64
				if i < len(y) {
					got = f.Fitted[i]
				} else {
					got = mean[i-len(y)]
				}
				if math.Abs(got-w) > 1e-9*max(math.Abs(w), 1) {
					t.Errorf("%s %+v: value %d is %.12g, by the paper's equations %.12g", name, m, i+1, got, w)
					break
				}
			}
		}
	}
}

// With θ = 1 the model is simple exponential smoothing, with θ = 2 and the line
// known it is the mean of the line and the smoothed second theta line.
func TestThetaIdentities(t *testing.T) {
	names, ys := series(t)
	for _, name := range names {
		y := ys[name]
		if len(y) < 5 {
			continue
		}
		f, err := Theta{Theta: 1}.Fit(y)
		if err != nil {
			t.Fatal(err)
		}
		ses, err := Evaluate(Spec{Error: Additive}, Params{Alpha: f.Alpha, Level: f.Level}, y)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := f.Moments(3)
		if want := ses.Point(3)[2]; math.Abs(got[2]-want) > 1e-10*max(math.Abs(want), 1) {
			t.Errorf("%s, θ = 1: %g, smoothing gives %g", name, got[2], want)
		}

		if f, err = (Theta{Theta: 2}).Fit(y); err != nil {
			t.Fatal(err)
		}
		var r line
		for i, v := range y {
			r.add(float64(i+1), v)
		}
		a, b := r.coef()
		second := make([]float64, len(y)) // Z(2) = 2y - line
		for i, v := range y {
			second[i] = 2*v - a - b*float64(i+1)
		}
		z, err := Evaluate(Spec{Error: Additive}, Params{Alpha: f.Alpha, Level: 2 * f.Level}, second)
		if err != nil {
			t.Fatal(err)
		}
		got, _ = f.Moments(4)
		for h := range got {
			want := (a + b*float64(len(y)+h+1) + z.Point(4)[h]) / 2
			if math.Abs(got[h]-want) > 1e-9*max(math.Abs(want), 1) {
				t.Errorf("%s, θ = 2, %d ahead: %g, the two lines give %g", name, h+1, got[h], want)
			}
		}
	}
}

// No parameters inside the bounds have a smaller sum of squares.
func TestThetaFindsTheLeastSquares(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	names, ys := series(t)
	sse := func(y, mu []float64) (sum float64) {
		for i, v := range y {
			sum += (v - mu[i]) * (v - mu[i])
		}
		return sum
	}
	for _, name := range names {
		y := ys[name]
		for _, dynamic := range []bool{false, true} {
			f, err := Theta{Dynamic: dynamic}.Fit(y)
			if err != nil {
				continue
			}
			least := sse(y, f.Fitted)
			if want := f.Sigma * f.Sigma * float64(f.N-3); !near(least, want, 1e-9) && least > 1e-20 {
				t.Errorf("%s: Σe² = %g, from sigma %g", name, least, want)
			}
			for i := range 1000 {
				alpha := ThetaAlphaLower + (ThetaAlphaUpper-ThetaAlphaLower)*rng.Float64()
				theta, l0 := 1/rng.Float64(), f.Level+y[0]*rng.NormFloat64()
				if i%2 == 0 { // near the optimum
					alpha = min(max(f.Alpha+0.01*rng.NormFloat64(), ThetaAlphaLower), ThetaAlphaUpper)
					theta, l0 = max(f.Theta*(1+0.01*rng.NormFloat64()), 1), f.Level*(1+0.01*rng.NormFloat64())
				}
				if s := sse(y, paper(y, dynamic, alpha, theta, l0, 0)); s < least*(1-1e-9)-1e-15*y[0]*y[0] { // what rounding leaves of an exact fit
					t.Errorf("%s, dynamic %t: Σe² = %.9g at α %g, θ %g, l0 %g, below the %.9g found at α %g, θ %g, l0 %g",
						name, dynamic, s, alpha, theta, l0, least, f.Alpha, f.Theta, f.Level)
					break
				}
			}
		}
	}
}

func TestThetaVariance(t *testing.T) {
	_, ys := series(t)
	y := ys["uspop"]
	f, err := Theta{}.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	_, sd := f.Moments(6)
	for h, s := range sd { // the paper's formula for the line that stands still
		if want := f.Sigma * math.Sqrt(1+float64(h)*f.Alpha*f.Alpha); !near(s, want, 1e-9) {
			t.Errorf("%d ahead: standard deviation %g, want %g", h+1, s, want)
		}
	}
	if f, err = (Theta{Dynamic: true}).Fit(append(y[:15:15], nan, nan)); err != nil {
		t.Fatal(err)
	}
	mean, sd := f.Moments(5)
	const n = 40000
	var m, v [5]float64
	src := rand.NewPCG(5, 5)
	path := make([]float64, 5)
	for range n {
		f.Path(path, src)
		for h, x := range path {
			m[h] += (x - mean[h]) / n
			v[h] += (x - mean[h]) * (x - mean[h]) / n
		}
	}
	for h := range m {
		if math.Abs(m[h]) > 5*sd[h]/math.Sqrt(n) || !near(math.Sqrt(v[h]), sd[h], 5/math.Sqrt(2*n)) {
			t.Errorf("%d ahead: simulated %g ± %g, want 0 ± %g", h+1, m[h], math.Sqrt(v[h]), sd[h])
		}
	}
}

func TestThetaAllocatesNothingInTheSearch(t *testing.T) {
	_, ys := series(t)
	s, err := newSample(ys["nile"])
	if err != nil {
		t.Fatal(err)
	}
	p := thetaProblem{Theta: Theta{Dynamic: true}, y: s.y}
	p.start = p.Theta.start(p.y)
	if n := testing.AllocsPerRun(3, func() { p.search() }); n != 0 {
		t.Errorf("%g allocations a search, want 0", n)
	}
}

func TestThetaRefuses(t *testing.T) {
	for _, c := range []struct {
		y    []float64
		want error
	}{{nil, ErrShort}, {[]float64{1, nan, 2, 3}, ErrShort}, {[]float64{1, 2, math.Inf(1), 3, 4}, ErrInfinite}} {
		if _, err := (Theta{}).Fit(c.y); !errors.Is(err, c.want) {
			t.Errorf("%v: %v, want %v", c.y, err, c.want)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("θ below 1: no panic")
		}
	}()
	Theta{Theta: 0.5}.Fit([]float64{1, 2, 3, 4})
}

func BenchmarkTheta(b *testing.B) {
	y := draw(rand.New(rand.NewPCG(1, 30)), 30)
	for name, m := range map[string]Theta{"otm": {}, "dotm": {Dynamic: true}} {
		b.Run("model="+name+"/n=30", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := m.Fit(y); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
