package model_test

import (
	"errors"
	"math"
	"testing"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/model"
)

// TestLogitByHand: the odds of ½, ⅔, ½, ⅓, ½ are 1, 2, 1, ½, 1, whose
// logarithms walk by log 2 each year. One year ahead the odds are log-normal
// around 1, and by symmetry the mean is ½.
func TestLogitByHand(t *testing.T) {
	for _, c := range []struct {
		name   string
		m      model.Logit
		lo, hi float64
	}{{"shares", model.Logit{}, 0, 1}, {"other bounds", model.Logit{Lo: -1, Hi: 3}, -1, 3}} {
		y := series(1.0/2, 2.0/3, 1.0/2, 1.0/3, 1.0/2)
		for i, v := range y.Values {
			y.Values[i] = c.lo + (c.hi-c.lo)*v
		}
		d := steps(t, c.m, y, 1)[0]
		for _, q := range []struct{ p, z float64 }{{0.1, -1.2815515655446004}, {0.5, 0}, {0.975, 1.959963984540054}} {
			want := c.lo + (c.hi-c.lo)/(1+math.Exp(-math.Ln2*q.z))
			if got := d.Quantile(q.p); math.Abs(got-want) > 1e-9 {
				t.Errorf("%s: quantile %g is %.10g, want %.10g", c.name, q.p, got, want)
			}
			if p := d.CDF(want); math.Abs(p-q.p) > 1e-9 {
				t.Errorf("%s: CDF(%g) = %g, want %g", c.name, want, p, q.p)
			}
		}
		if m := d.Mean(); math.Abs(m-(c.lo+c.hi)/2) > 1e-9 {
			t.Errorf("%s: mean %g, want %g", c.name, m, (c.lo+c.hi)/2)
		}
		for _, q := range []struct{ x, p float64 }{{c.lo - 1, 0}, {c.lo, 0}, {c.hi, 1}, {c.hi + 1, 1}} {
			if p := d.CDF(q.x); p != q.p {
				t.Errorf("%s: CDF(%g) = %g, want %g", c.name, q.x, p, q.p)
			}
		}
	}
}

// TestLogitFar: many years on, the paths are still inside the bounds, and for
// a small share the answer is that of the logarithm.
func TestLogitFar(t *testing.T) {
	y := series(0.2, 0.5, 0.9, 0.4, 0.8)
	f, err := model.Logit{}.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range f.Simulate(200, 50, forecast.Stream(1)).V {
		if v < 0 || v > 1 {
			t.Fatalf("a path is at %g", v)
		}
	}
	small := series(2e-9, 3e-9, 2.5e-9, 4e-9)
	a, b := steps(t, model.Logit{}, small, 3), steps(t, model.Log{}, small, 3)
	for h := range a {
		if q, r := a[h].Quantile(0.9), b[h].Quantile(0.9); math.Abs(q-r) > 1e-6*r {
			t.Errorf("step %d: quantile 0.9 is %g, on the log scale %g", h+1, q, r)
		}
	}
}

func TestLogitDomain(t *testing.T) {
	for _, v := range []float64{0, 1, -0.1, 2, math.Inf(1)} {
		if _, err := (model.Logit{}).Fit(series(0.5, v, 0.4)); !errors.Is(err, forecast.ErrDomain) {
			t.Errorf("a share of %g: %v, want ErrDomain", v, err)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("bounds that fall do not panic")
		}
	}()
	_, _ = model.Logit{Lo: 2, Hi: 1}.Fit(series(1.5, 1.6))
}
