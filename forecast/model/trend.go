package model

import (
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/statespace"
)

func init() {
	register(Entry{
		Name:  "trend",
		New:   func() forecast.Model { return Trend{} },
		Short: "a level and a slope that both move by small random steps",
		Ref:   "Durbin and Koopman 2012, section 3.2.1",
	})
}

// Trend is the local linear trend,
//
//	y[t] = μ[t] + e[t],  μ[t+1] = μ[t] + ν[t] + ξ[t],  ν[t+1] = ν[t] + ζ[t],
//
// with independent normal noise of variances estimated by maximum likelihood,
// level and slope starting diffuse. The forecast is a straight line from the
// last level with the last slope. With no noise in the slope it is a random
// walk with drift, with none in the level either a straight line.
//
// Breaks and Detect are those of [Level], with changes of slope as well. Fit
// needs 5 values, one more for each break; its errors are those of [Level],
// and an exact line, too, is [forecast.ErrNumeric].
//
// # References
//
// Durbin and Koopman, Time Series Analysis by State Space Methods, 2nd ed.,
// 2012, section 3.2.1. Harvey, Forecasting, Structural Time Series Models and
// the Kalman Filter, 1989, section 2.3.
type Trend struct {
	Breaks []Break
	Detect *statespace.Detection // nil: off; its zero value: the usual settings
}

// String returns "trend" with the settings that differ from the defaults.
func (m Trend) String() string { return m.structural().label("trend") }

// Fit estimates the variances and the breaks.
func (m Trend) Fit(y data.Series) (forecast.Fitted, error) { return m.structural().fit(m, y) }

func (m Trend) structural() structural {
	return structural{trend: statespace.LocalLinear, breaks: m.Breaks, detect: m.Detect}
}
