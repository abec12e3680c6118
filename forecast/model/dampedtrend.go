package model

import (
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/statespace"
)

func init() {
	register(Entry{
		Name:  "dampedtrend",
		New:   func() forecast.Model { return DampedTrend{} },
		Short: "a level and a slope that dies out",
		Ref:   "Harvey 1989, section 2.3",
	})
}

// DampedTrend is the local linear trend with a slope that dies out,
//
//	y[t] = μ[t] + e[t],  μ[t+1] = μ[t] + ν[t] + ξ[t],  ν[t+1] = φ·ν[t] + ζ[t].
//
// The forecast tends to μ + ν/(1-φ). φ is estimated between 0.2 and 0.98 with
// the variances, unless Phi gives it. The slope starts diffuse, not from its
// stationary distribution, so that the likelihood is that of [Trend] at φ = 1.
//
// Breaks, Detect and errors are those of [Trend]; Fit needs 6 values, 5 with a
// given Phi. Damped exponential smoothing is the same trend with one noise in
// place of three.
//
// # References
//
// Harvey, Forecasting, Structural Time Series Models and the Kalman Filter,
// 1989, section 2.3. Gardner and McKenzie, Forecasting trends in time series,
// Management Science 31, 1985.
type DampedTrend struct {
	Phi    float64 // in (0, 1]; 0 means estimated
	Breaks []Break
	Detect *statespace.Detection // nil: off; its zero value: the usual settings
}

// String returns "dampedtrend" with the settings that differ from the defaults.
func (m DampedTrend) String() string { return m.structural().label("dampedtrend") }

// Fit estimates the variances, φ and the breaks.
func (m DampedTrend) Fit(y data.Series) (forecast.Fitted, error) { return m.structural().fit(m, y) }

func (m DampedTrend) structural() structural {
	return structural{trend: statespace.Damped, phi: m.Phi, breaks: m.Breaks, detect: m.Detect}
}
