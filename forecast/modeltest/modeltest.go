// Package modeltest states the promises that every forecast.Model keeps, as a
// test to be run over the registry and over composites.
package modeltest

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

const (
	horizon = 5
	draws   = 4000
)

var levels = []float64{0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975}

// Run fits m to y and checks the promises. A refusal passes if it wraps one of
// the sentinels of package forecast; use [MustFit] where an answer is owed.
func Run(t *testing.T, m forecast.Model, y data.Series) {
	t.Helper()
	before := slices.Clone(y.Values)
	f, err := m.Fit(y)
	if !equalBits(before, y.Values) {
		t.Errorf("%s: Fit changed the series", m)
	}
	if err != nil {
		refusal(t, m, err)
		return
	}
	marginals(t, m, f)
	agreement(t, m, f)
	determinism(t, m, f)
	summary(t, m, f, y)
	scaling(t, m, y, f)
}

// MustFit is [Run] for a series that m must not refuse.
func MustFit(t *testing.T, m forecast.Model, y data.Series) {
	t.Helper()
	if _, err := m.Fit(y); err != nil {
		t.Fatalf("%s: %v", m, err)
	}
	Run(t, m, y)
}

func refusal(t *testing.T, m forecast.Model, err error) {
	t.Helper()
	for _, known := range []error{forecast.ErrShort, forecast.ErrGap, forecast.ErrDomain, forecast.ErrNumeric} {
		if errors.Is(err, known) {
			return
		}
	}
	t.Errorf("%s: refusal %q wraps no sentinel of package forecast", m, err)
}

// marginals: one distribution a year, finite, with rising quantiles that the
// distribution function inverts.
func marginals(t *testing.T, m forecast.Model, f forecast.Fitted) {
	t.Helper()
	steps := f.Forecast(horizon).Steps
	if len(steps) != horizon {
		t.Fatalf("%s: %d steps, want %d", m, len(steps), horizon)
	}
	for h, d := range steps {
		if !finite(d.Mean()) {
			t.Errorf("%s: mean of step %d is %g", m, h+1, d.Mean())
		}
		last := math.Inf(-1)
		for _, p := range levels {
			q := d.Quantile(p)
			if !finite(q) || q < last {
				t.Errorf("%s: step %d: quantile %g is %g after %g", m, h+1, p, q, last)
			}
			// A distribution may have an atom: P(X ≤ q) is at least p.
			if c := d.CDF(q + 1e-9*math.Abs(q)); c < p-0.02 {
				t.Errorf("%s: step %d: CDF(Quantile(%g)) = %g", m, h+1, p, c)
			}
			last = q
		}
	}
}

// agreement: the joint paths have the marginals of Forecast, within the
// sampling error of the draws: a quantile's is below 0.035 in probability at
// 4.4 standard errors of 4,000 draws. Three would not do for the thousands of
// quantiles that the registry compares.
func agreement(t *testing.T, m forecast.Model, f forecast.Fitted) {
	t.Helper()
	steps := f.Forecast(horizon).Steps
	paths := f.Simulate(horizon, draws, forecast.Stream(1, m.String()))
	if paths.H != horizon || paths.N() != draws {
		t.Fatalf("%s: %d paths of %d years, want %d of %d", m, paths.N(), paths.H, draws, horizon)
	}
	for _, v := range paths.V {
		if !finite(v) {
			t.Fatalf("%s: a path has %g", m, v)
		}
	}
	for h, d := range steps {
		s := paths.Step(h + 1)
		for _, p := range levels {
			// Atoms (a series that never changes) make both sides steps.
			lo, hi := s.Quantile(math.Max(p-0.035, 0)), s.Quantile(math.Min(p+0.035, 1))
			slack := 1e-9 * math.Abs(d.Quantile(p))
			if q := d.Quantile(p); q < lo-slack || q > hi+slack {
				t.Errorf("%s: step %d: quantile %g is %g, simulated between %g and %g", m, h+1, p, q, lo, hi)
			}
		}
	}
}

func determinism(t *testing.T, m forecast.Model, f forecast.Fitted) {
	t.Helper()
	a := f.Simulate(horizon, 50, forecast.Stream(7, "x"))
	b := f.Simulate(horizon, 50, forecast.Stream(7, "x"))
	c := f.Simulate(horizon, 50, forecast.Stream(8, "x"))
	if !equalBits(a.V, b.V) {
		t.Errorf("%s: equal seeds give different paths", m)
	}
	if spreads(f) && equalBits(a.V, c.V) {
		t.Errorf("%s: different seeds give equal paths", m)
	}
}

func spreads(f forecast.Fitted) bool {
	d := f.Forecast(1).Steps[0]
	return d.Quantile(0.9) > d.Quantile(0.1)
}

func summary(t *testing.T, m forecast.Model, f forecast.Fitted, y data.Series) {
	t.Helper()
	s := f.Summary()
	if s.Method == "" || s.N != y.Observed() {
		t.Errorf("%s: summary of %q with n = %d, want %d", m, s.Method, s.N, y.Observed())
	}
	if len(s.Fitted) != y.Len() || len(s.Residuals) != y.Len() {
		t.Errorf("%s: %d fitted values and %d residuals for %d years", m, len(s.Fitted), len(s.Residuals), y.Len())
	}
}

// scaling: a forecast of 1024·y is 1024 times the forecast of y; the factor is
// a power of two so that rounding plays no part before the optimiser.
func scaling(t *testing.T, m forecast.Model, y data.Series, f forecast.Fitted) {
	t.Helper()
	z := y.Clone()
	for i := range z.Values {
		z.Values[i] *= 1024
		if math.IsInf(z.Values[i], 0) || math.Abs(y.Values[i]) < 1e-250 && y.Values[i] != 0 {
			return
		}
	}
	g, err := m.Fit(z)
	if errors.Is(err, forecast.ErrDomain) { // a method with bounds of its own, as the logit
		return
	}
	if err != nil {
		t.Errorf("%s: fits y and refuses 1024·y: %v", m, err)
		return
	}
	a, b := f.Forecast(horizon).Steps, g.Forecast(horizon).Steps
	for h := range a {
		for _, p := range levels {
			q, r := a[h].Quantile(p), b[h].Quantile(p)/1024
			width := a[h].Quantile(0.975) - a[h].Quantile(0.025)
			if math.Abs(q-r) > 1e-3*width+1e-9*math.Abs(q) {
				t.Errorf("%s: step %d: quantile %g is %g, of the scaled series %g", m, h+1, p, q, r)
			}
		}
	}
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func equalBits(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) })
}
