package model

import (
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/ets"
)

func init() {
	register(Entry{
		Name:  "ses",
		New:   func() forecast.Model { return SES{} },
		Short: "simple exponential smoothing: a level that follows the data",
		Ref:   "Hyndman, Koehler, Ord and Snyder 2008, section 2.3",
	})
}

// SES is simple exponential smoothing, ETS(A,N,N),
//
//	y[t] = l[t-1] + e[t],  l[t] = l[t-1] + α·e[t].
//
// The forecast is the last level; its variance h years ahead is
// σ²·(1 + (h-1)·α²). Fit needs 3 values; see [ETS] for the rest.
type SES struct{}

// String returns "ses".
func (SES) String() string { return "ses" }

// Fit estimates α and the first level by maximum likelihood.
func (m SES) Fit(y data.Series) (forecast.Fitted, error) {
	return fitETS(m, ets.Spec{Error: ets.Additive}, y)
}
