package model

import (
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

func init() {
	register(Entry{
		Name:  "drift",
		New:   func() forecast.Model { return Drift{} },
		Short: "the last value plus the average yearly change",
		Ref:   "Hyndman and Athanasopoulos 2021, section 5.2",
	})
}

// Drift is the random walk with drift,
//
//	y[t+1] = y[t] + b + e,  e ~ N(0, s²),  b = (y[n]-y[1]) / (n-1).
//
// The variance h steps ahead is s²·h·(1+h/(n-1)): the second term is the error
// of b itself. Fit needs 3 values and returns [forecast.ErrShort] otherwise; a
// gap of g years counts as one change of mean b·g and variance s²·g. On
// complete series it equals R's rwf(drift = TRUE).
//
// # References
//
// Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed.,
// 2021, sections 5.2 and 5.5.
type Drift struct{}

// String returns "drift".
func (Drift) String() string { return "drift" }

// Fit estimates the drift and the spread of the changes around it.
func (m Drift) Fit(y data.Series) (forecast.Fitted, error) { return fitWalk(m, y, true) }
