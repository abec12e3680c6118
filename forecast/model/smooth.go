package model

import (
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/statespace"
)

func init() {
	register(Entry{
		Name:  "smooth",
		New:   func() forecast.Model { return Smooth{} },
		Short: "a smooth trend: only its slope moves, by small random steps",
		Ref:   "Durbin and Koopman 2012, section 3.2.1",
	})
}

// Smooth is the smooth trend, or integrated random walk: [Trend] without
// noise in the level,
//
//	y[t] = μ[t] + e[t],  μ[t+1] = μ[t] + ν[t],  ν[t+1] = ν[t] + ζ[t].
//
// Its smoothed level is the cubic spline of the same smoothness, at the Hodrick
// and Prescott filter's own penalty Var e/Var ζ, here estimated.
//
// Breaks, Detect and errors are those of [Trend]; Fit needs 4 values.
//
// # References
//
// Durbin and Koopman, Time Series Analysis by State Space Methods, 2nd ed.,
// 2012, sections 3.2.1 and 3.9. Harvey and Jaeger, Detrending, stylized facts
// and the business cycle, Journal of Applied Econometrics 8, 1993.
type Smooth struct {
	Breaks []Break
	Detect *statespace.Detection // nil: off; its zero value: the usual settings
}

// String returns "smooth" with the settings that differ from the defaults.
func (m Smooth) String() string { return m.structural().label("smooth") }

// Fit estimates the variances and the breaks.
func (m Smooth) Fit(y data.Series) (forecast.Fitted, error) { return m.structural().fit(m, y) }

func (m Smooth) structural() structural {
	return structural{trend: statespace.Smooth, breaks: m.Breaks, detect: m.Detect}
}
