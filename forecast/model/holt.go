package model

import (
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/ets"
)

func init() {
	register(Entry{
		Name:  "holt",
		New:   func() forecast.Model { return Holt{} },
		Short: "exponential smoothing with a linear trend",
		Ref:   "Hyndman, Koehler, Ord and Snyder 2008, section 2.3",
	})
}

// Holt is exponential smoothing with a linear trend, ETS(A,A,N),
//
//	y[t] = l[t-1] + b[t-1] + e[t]
//	l[t] = l[t-1] + b[t-1] + α·e[t],  b[t] = b[t-1] + β·e[t].
//
// The forecast is the line from the last level with the last trend. Fit needs
// 5 values; see [ETS] for the rest.
type Holt struct{}

// String returns "holt".
func (Holt) String() string { return "holt" }

// Fit estimates α, β and the first level and trend by maximum likelihood.
func (m Holt) Fit(y data.Series) (forecast.Fitted, error) {
	return fitETS(m, ets.Spec{Error: ets.Additive, Trend: ets.Additive}, y)
}
