package model_test

import (
	"errors"
	"math"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/boxcox"
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/modeltest"
)

func series(v ...float64) data.Series { return data.Series{ID: "x", Start: 2001, Values: v} }

func steps(t *testing.T, m forecast.Model, y data.Series, h int) []forecast.Dist {
	t.Helper()
	f, err := m.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	return f.Forecast(h).Steps
}

// TestBoxCoxByHand: with λ = ½ the series 4, 9, 16, 9, 4 has roots 2, 3, 4, 3, 2,
// and a random walk of the roots ends at 2 with changes of variance 1. One
// year ahead the q-quantile is (2+z[q])², but for the 2.3 % of probability below
// the end of the transform, which lie at 0.
func TestBoxCoxByHand(t *testing.T) {
	d := steps(t, model.BoxCox{Lambda: new(0.5)}, series(4, 9, 16, 9, 4), 1)[0]
	for _, c := range []struct{ p, z float64 }{{0.1, -1.2815515655446004}, {0.5, 0}, {0.975, 1.959963984540054}} {
		if q, want := d.Quantile(c.p), (2+c.z)*(2+c.z); math.Abs(q-want) > 1e-9 {
			t.Errorf("quantile %g is %.10g, want %.10g", c.p, q, want)
		}
	}
	// E[(2+Z)²; Z > -2] = 5·Φ(2) + 2·φ(2).
	want := 5*0.9772498680518208 + 2*0.05399096651318806
	if m := d.Mean(); math.Abs(m-want) > 1e-4 {
		t.Errorf("mean %.8g, want %.8g", m, want)
	}
	// The walk's lower 2.3 % is below the end of the transform: an atom at 0.
	if q := d.Quantile(0.01); q != 0 {
		t.Errorf("quantile 0.01 is %g, want 0", q)
	}
	if p, want := d.CDF(0), 0.022750131948179; math.Abs(p-want) > 1e-9 {
		t.Errorf("P(0) = %.10g, want %.10g", p, want)
	}
	if p := d.CDF(-1e-9); p != 0 {
		t.Errorf("P(below 0) = %g", p)
	}
}

// TestBoxCoxEnds: λ = 0 is the logarithm, λ = 1 the plain scale.
func TestBoxCoxEnds(t *testing.T) {
	y := modeltest.Series()["ordinary"]
	for _, c := range []struct {
		lambda float64
		same   forecast.Model
	}{{0, model.Log{Of: model.Drift{}}}, {1e-7, model.Log{Of: model.Drift{}}}, {1, model.Drift{}}} {
		a := steps(t, model.BoxCox{Of: model.Drift{}, Lambda: &c.lambda}, y, 6)
		b := steps(t, c.same, y, 6)
		for h := range a {
			for _, p := range []float64{0.025, 0.5, 0.975} {
				if q, r := a[h].Quantile(p), b[h].Quantile(p); math.Abs(q-r) > 1e-4 {
					t.Errorf("lambda %g, step %d: quantile %g is %.8g, of %s %.8g", c.lambda, h+1, p, q, c.same, r)
				}
			}
			if q, r := a[h].Mean(), b[h].Mean(); math.Abs(q-r) > 1e-4 {
				t.Errorf("lambda %g, step %d: mean %.8g, of %s %.8g", c.lambda, h+1, q, c.same, r)
			}
		}
	}
}

func TestBoxCoxChoice(t *testing.T) {
	y := modeltest.Series()["ordinary"]
	guerrero, err := boxcox.Guerrero(y.Values, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	likelihood, err := boxcox.Likelihood(y.Values, -1, 2)
	if err != nil {
		t.Fatal(err)
	}
	gap := y.Clone()
	gap.Values = append([]float64{math.NaN()}, append(gap.Values, math.NaN())...) // the ends do not shift the pairs
	for _, c := range []struct {
		m    model.BoxCox
		y    data.Series
		want float64
	}{
		{model.BoxCox{}, y, guerrero},
		{model.BoxCox{}, gap, guerrero},
		{model.BoxCox{Likelihood: true, Min: -1, Max: 2}, y, likelihood},
		{model.BoxCox{Lambda: new(0.3)}, y, 0.3},
		{model.BoxCox{}, series(5, 6, 7), 1},              // one pair: no telling
		{model.BoxCox{Max: 0.5}, series(5, 5, 5, 5), 0.5}, // nor here
	} {
		f, err := c.m.Fit(c.y)
		if err != nil {
			t.Errorf("%s: %v", c.m, err)
			continue
		}
		if p := f.Summary().Params; len(p) == 0 || p[0].Name != "lambda" || math.Abs(p[0].Value-c.want) > 1e-9 {
			t.Errorf("%s: parameters %v, want lambda %g first", c.m, p, c.want)
		}
	}
}

// TestBoxCoxDomain: zeros need a λ above 0, negative values have no answer.
func TestBoxCoxDomain(t *testing.T) {
	zeros := series(0, 1, 3, 2, 0, 2, 4)
	for _, c := range []struct {
		m    forecast.Model
		y    data.Series
		want error
	}{
		{model.BoxCox{Lambda: new(0.5)}, zeros, nil},
		{model.BoxCox{Lambda: new(0.0)}, zeros, forecast.ErrDomain},
		{model.BoxCox{Lambda: new(-0.5)}, zeros, forecast.ErrDomain},
		{model.BoxCox{Likelihood: true}, zeros, forecast.ErrDomain},
		{model.BoxCox{Lambda: new(1.0)}, series(1, -1, 2), forecast.ErrDomain},
		{model.BoxCox{}, series(1, -1, 2), forecast.ErrDomain},
		{model.BoxCox{}, series(), forecast.ErrShort},
	} {
		if _, err := c.m.Fit(c.y); !errors.Is(err, c.want) {
			t.Errorf("%s of %v: %v, want %v", c.m, c.y.Values, err, c.want)
		}
	}
}

// TestBoxCoxBelowZero: with λ < 0 the upper quantiles may reach the end of the
// transform; they are finite all the same.
func TestBoxCoxBelowZero(t *testing.T) {
	d := steps(t, model.BoxCox{Lambda: new(-1.0)}, series(1, 9, 1, 9, 1, 9), 5)[4]
	if q := d.Quantile(0.999); q != math.MaxFloat64 {
		t.Errorf("quantile 0.999 is %g, want the largest float", q)
	}
}

func TestCompositeNames(t *testing.T) {
	for _, c := range []struct {
		m    forecast.Model
		want string
	}{
		{model.BoxCox{}, "boxcox(naive)"},
		{model.BoxCox{Of: model.Drift{}, Lambda: new(0.5)}, "boxcox(drift, lambda 0.5)"},
		{model.BoxCox{Min: -1, Max: 2, Likelihood: true}, "boxcox(naive, lambda -1 to 2, likelihood)"},
		{model.Logit{Of: model.Drift{}}, "logit(drift)"},
		{model.Logit{Lo: -1, Hi: 2}, "logit(naive, -1 to 2)"},
		{model.Log{}, "log(naive)"},
	} {
		if got := c.m.String(); got != c.want {
			t.Errorf("name %q, want %q", got, c.want)
		}
	}
}
