package model

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
)

func init() {
	register(Entry{
		Name:  "naive",
		New:   func() forecast.Model { return Naive{} },
		Short: "the last value, with the spread of past yearly changes",
		Ref:   "Hyndman and Athanasopoulos 2021, section 5.2",
	})
}

// Naive is the random walk without drift,
//
//	y[t+1] = y[t] + e,  e ~ N(0, s²),  s² = mean of (y[t+1]-y[t])².
//
// The variance h steps ahead is s²·h. A gap of g years counts as one change
// of variance s²·g. Fit needs 2 values and returns [forecast.ErrShort]
// otherwise. On complete series it equals R's rwf().
//
// # References
//
// Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed.,
// 2021, sections 5.2 and 5.5.
type Naive struct{}

// String returns "naive".
func (Naive) String() string { return "naive" }

// Fit estimates the spread of the yearly changes.
func (m Naive) Fit(y data.Series) (forecast.Fitted, error) { return fitWalk(m, y, false) }

// walk is a fitted random walk, with or without drift.
type walk struct {
	of      data.Series
	method  string
	steps   int     // changes used; gaps count once
	last    float64 // last observed value
	since   int     // years from the last observed value to the end of the series
	drift   float64
	s2      float64
	span    float64 // years between first and last observed value; drift's error is s²/span
	drifted bool
}

// fitWalk estimates a random walk from the changes between observed values.
// With drift b = (y[n]-y[1])/span the changes over g years are N(b·g, s²·g).
func fitWalk(m forecast.Model, y data.Series, drift bool) (forecast.Fitted, error) {
	want := 2
	if drift {
		want = 3
	}
	at, v, err := observed(m, y, want)
	if err != nil {
		return nil, err
	}
	n := len(v)
	w := walk{of: y, method: m.String(), steps: n - 1, last: v[n-1], since: y.Len() - 1 - at[n-1],
		span: float64(at[n-1] - at[0]), drifted: drift}
	if drift {
		w.drift = v[n-1]/w.span - v[0]/w.span
	}
	dof := float64(w.steps)
	if drift {
		dof--
	}
	scale := spread(v)
	for i := 1; i < n; i++ {
		g := float64(at[i] - at[i-1])
		e := (v[i] - v[i-1] - w.drift*g) / scale
		w.s2 += e * e / g / dof
	}
	w.s2 *= scale * scale
	if math.IsInf(w.s2, 0) || math.IsInf(w.drift, 0) {
		return nil, forecast.Fail(m, y, forecast.ErrNumeric, "variance overflows")
	}
	return w, nil
}

// variance returns the forecast variance h years after the end of the series:
// the innovations' and, with drift, the error of the drift.
func (w walk) variance(h int) float64 {
	t := float64(h + w.since)
	v := w.s2 * t
	if w.drifted {
		v += w.s2 * t * t / w.span
	}
	return v
}

func (w walk) Forecast(h int) forecast.Forecast {
	f := forecast.Forecast{Of: w.of, Method: w.method, Steps: make([]forecast.Dist, h)}
	for i := range f.Steps {
		mean := w.last + w.drift*float64(i+1+w.since)
		f.Steps[i] = dist.Normal(mean, math.Sqrt(w.variance(i+1)))
	}
	return f
}

// Simulate draws the drift of each path from its sampling distribution, then
// the innovations, so that the marginals are those of Forecast.
func (w walk) Simulate(h, n int, src rand.Source) forecast.Paths {
	p := forecast.NewPaths(h, n)
	z := distuv.Normal{Sigma: 1, Src: src}
	s := math.Sqrt(w.s2)
	for i := range n {
		b := w.drift
		if w.drifted {
			b += s / math.Sqrt(w.span) * z.Rand()
		}
		level := w.last
		if w.since > 0 {
			level += b*float64(w.since) + s*math.Sqrt(float64(w.since))*z.Rand()
		}
		for j := range h {
			level += b + s*z.Rand()
			p.V[i*h+j] = level
		}
	}
	return p
}

func (w walk) Summary() forecast.Summary {
	s := newSummary(w.method, w.of)
	s.K = 1
	s.Sigma2 = w.s2
	if w.drifted {
		s.K = 2
		s.Params = []forecast.Param{{Name: "drift", Value: w.drift, SE: math.Sqrt(w.s2 / w.span)}}
	}
	prev := -1
	for i, v := range w.of.Values {
		if math.IsNaN(v) {
			continue
		}
		if prev >= 0 {
			s.Fitted[i] = w.of.Values[prev] + w.drift*float64(i-prev)
			s.Residuals[i] = (v - s.Fitted[i]) / math.Sqrt(float64(i-prev))
		}
		prev = i
	}
	// The likelihood of the changes, given the first value.
	ml := w.s2
	if w.drifted {
		ml *= float64(w.steps-1) / float64(w.steps)
	}
	ll := -0.5 * float64(w.steps) * (math.Log(2*math.Pi*ml) + 1)
	prev = -1
	for i, v := range w.of.Values {
		if !math.IsNaN(v) {
			if prev >= 0 {
				ll -= 0.5 * math.Log(float64(i-prev))
			}
			prev = i
		}
	}
	setCriteria(&s, ll, s.K, w.steps)
	s.Likelihood = "values, given the first"
	return s
}
