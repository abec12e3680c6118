package model

import (
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/ets"
)

func init() {
	register(Entry{
		Name:  "damped",
		New:   func() forecast.Model { return Damped{} },
		Short: "exponential smoothing with a trend that dies out",
		Ref:   "Gardner and McKenzie 1985",
	})
}

// Damped is exponential smoothing with a damped trend, ETS(A,Ad,N), given at
// [ETS]. The forecast tends to l + b·φ/(1-φ), with φ between 0.8 and 0.98. Fit
// needs 6 values; see [ETS] for the rest.
//
// # References
//
// Gardner and McKenzie, Forecasting trends in time series, Management Science
// 31(10), 1985.
type Damped struct{}

// String returns "damped".
func (Damped) String() string { return "damped" }

// Fit estimates α, β, φ and the first level and trend by maximum likelihood.
func (m Damped) Fit(y data.Series) (forecast.Fitted, error) {
	return fitETS(m, ets.Spec{Error: ets.Additive, Trend: ets.Additive, Damped: true}, y)
}
