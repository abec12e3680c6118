package model

import (
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/ets"
)

func init() {
	register(Entry{
		Name:  "dotm",
		New:   func() forecast.Model { return DOTM{} },
		Short: "optimised theta model whose trend line moves with the data",
		Ref:   "Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016",
	})
}

// DOTM is the dynamic optimised theta model: [OTM] with a line that is fitted,
// for each year, to the years before it,
//
//	y[t] = l[t-1] + ω·(A[t-1]·(1-α)^(t-1) + B[t-1]·(1-(1-α)^t)/α) + e[t]
//	l[t] = α·y[t] + (1-α)·l[t-1],  ω = 1-1/θ.
//
// The line goes on to learn from the forecasts, and the variance is exact, by
// the response of the forecasts to one innovation; see [ets.Theta]. A later
// change of trend counts as such here, where OTM has known it all along.
//
// α, θ and l[0] minimise the squared one-step errors. Fit needs 4 values, 3 with
// a given Theta, and returns [forecast.ErrShort] otherwise.
//
// # References
//
// Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, Models for optimising
// the theta method and their relationship to state space models, International
// Journal of Forecasting 32(4), 2016.
type DOTM struct {
	Theta float64 // >= 1; 0 means estimated, 2 is the dynamic standard theta model
}

// String returns "dotm", with θ if it is given.
func (m DOTM) String() string { return thetaName("dotm", m.Theta) }

// Fit estimates the model by least squares.
func (m DOTM) Fit(y data.Series) (forecast.Fitted, error) {
	return fitTheta(m, ets.Theta{Dynamic: true, Theta: m.Theta}, y)
}
