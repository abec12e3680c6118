package combine

import (
	"errors"
	"math"
	"math/rand/v2"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
)

// fitted is a pool whose members have seen the series. A member may have
// weight 0.
type fitted struct {
	of       data.Series
	method   string
	trim     float64
	members  []Member
	weights  []float64
	warnings []error
}

func (p fitted) Forecast(h int) forecast.Forecast {
	out := forecast.Forecast{Of: p.of, Method: p.method, Steps: make([]forecast.Dist, h)}
	var weights []float64
	var steps [][]forecast.Dist
	for i, m := range p.members {
		if p.weights[i] > 0 { // 0·Inf is no number
			weights = append(weights, p.weights[i])
			steps = append(steps, m.Fit.Forecast(h).Steps)
		}
	}
	for j := range out.Steps {
		of := make([]forecast.Dist, len(steps))
		for i := range steps {
			of[i] = steps[i][j]
		}
		out.Steps[j] = dist.NewAverage(of, weights, p.trim)
	}
	return out
}

// Simulate gives each member its share of the n paths, in an order drawn from
// src, then moves each year's values to the pool's quantiles.
func (p fitted) Simulate(h, n int, src rand.Source) forecast.Paths {
	out := forecast.NewPaths(h, n)
	rng := rand.New(src)
	order := rng.Perm(n)
	next := 0
	cum := 0.0
	for i, m := range p.members {
		cum += p.weights[i]
		upto := min(int(math.Round(cum*float64(n))), n) // the weights sum to 1 but for rounding
		if upto == next {
			continue
		}
		own := m.Fit.Simulate(h, upto-next, rand.NewPCG(rng.Uint64(), rng.Uint64()))
		for k := range own.N() {
			copy(out.Row(order[next+k]), own.Row(k))
		}
		next = upto
	}
	return out.Reshape(p.Forecast(h).Steps)
}

// Summary has the weights and, as the one-step forecasts, the average of those
// of the members that have one.
func (p fitted) Summary() forecast.Summary {
	nan := math.NaN()
	s := forecast.Summary{Method: p.method, N: p.of.Observed(), Sigma2: nan, LogLik: nan, AIC: nan, AICc: nan, BIC: nan,
		Fitted: make([]float64, p.of.Len()), Residuals: make([]float64, p.of.Len()), Warnings: p.warnings}
	all := make([]forecast.Summary, len(p.members))
	for i, m := range p.members {
		all[i] = m.Fit.Summary()
		s.Members = append(s.Members, forecast.Weighted{Method: all[i].Method, Weight: p.weights[i]})
		for _, w := range all[i].Warnings {
			if !errors.Is(w, forecast.ErrResiduals) {
				s.Warnings = append(s.Warnings[:len(s.Warnings):len(s.Warnings)], w)
			}
		}
	}
	for t, y := range p.of.Values {
		var v, w []float64
		total := 0.0
		for i := range all {
			if f := all[i].Fitted[t]; !math.IsNaN(f) && p.weights[i] > 0 {
				v, w = append(v, f), append(w, p.weights[i])
				total += p.weights[i]
			}
		}
		for i := range w {
			w[i] /= total
		}
		s.Fitted[t] = nan
		if len(v) > 0 {
			s.Fitted[t] = dist.TrimmedMean(v, w, p.trim)
		}
		s.Residuals[t] = y - s.Fitted[t]
	}
	return s
}
