package model

import (
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/statespace"
)

func init() {
	register(Entry{
		Name:  "level",
		New:   func() forecast.Model { return Level{} },
		Short: "a level that moves by small random steps, seen through noise",
		Ref:   "Durbin and Koopman 2012, chapter 2",
	})
}

// Level is the local level model,
//
//	y[t] = μ[t] + e[t],  μ[t+1] = μ[t] + ξ[t],
//
// with independent normal noise of variances estimated by maximum likelihood,
// the level starting diffuse. The forecast is the last level for every year,
// its variance grows by that of ξ a year. Without e it is the random walk,
// without ξ a constant mean. Missing values are allowed anywhere.
//
// Breaks lets the level step, or sets one value aside, in given years, the
// sizes estimated; Detect looks for such years. A break is taken to have ended
// whatever made it: the bands do not allow for more of them.
//
// Fit needs 3 values, one more for each break, and returns
// [forecast.ErrShort] otherwise; [forecast.ErrNumeric] where all are equal;
// [forecast.ErrDomain] for infinite values, for values whose squares are not
// numbers, and for breaks that the values cannot tell apart.
//
// # References
//
// Durbin and Koopman, Time Series Analysis by State Space Methods, 2nd ed.,
// 2012, chapter 2. de Jong and Penzer, Diagnosing shocks in time series, JASA
// 93, 1998.
type Level struct {
	Breaks []Break
	Detect *statespace.Detection // nil: off; its zero value: the usual settings
}

// String returns "level" with the settings that differ from the defaults.
func (m Level) String() string { return m.structural().label("level") }

// Fit estimates the variances and the breaks.
func (m Level) Fit(y data.Series) (forecast.Fitted, error) { return m.structural().fit(m, y) }

func (m Level) structural() structural {
	return structural{trend: statespace.LocalLevel, breaks: m.Breaks, detect: m.Detect}
}
