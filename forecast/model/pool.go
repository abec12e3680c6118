package model

import (
	_ "embed"
	"sync"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/calibrate"
	"github.com/defcast/defcast/forecast/combine"
)

func init() {
	register(Entry{
		Name:  "pool",
		New:   func() forecast.Model { return Pool{} },
		Short: "the default: the median of eight methods, with bands as wide as past errors ask",
		Ref:   "Jose and Winkler 2008",
	})
}

// Pool is the default method, the number that users see: the median of the
// quantiles of eight methods,
//
//	Q(p) = median of Q[i](p),
//
// with its bands stretched by what its own past errors asked for
// ([calibrate.Calibrated]). The methods are the drift, plain and on the Box–Cox
// scale, where the spread grows with the level; theta and optimised theta on
// that scale; dynamic optimised theta; the damped trend; automatic ARIMA; and
// automatic exponential smoothing with its first states held. Those on the
// Box–Cox scale are left out, with a warning, where a value is negative.
//
// # How it was chosen
//
// On the training parts of the yearly series of the M1, M3 and tourism
// competitions, 1,344 series, one to five origins inside each, among the methods
// registered here, plain and on the Box–Cox scale. With three origins the OWA of
// the median was 0.817 there; of the drift 0.851, DOTM 0.851, automatic ARIMA
// 0.895 and automatic ETS 0.994 (1.02 with all states estimated). The errors of
// automatic selection on short series are large; a median is safe from them
// where a mean is not (0.83). Without ETS the median's OWA is lower still, 0.815,
// but its bands fit worse: MSIS 21.9, 23.5 and 36.8 on the three sets against
// 22.8, 22.7 and 35.6.
//
// The stretch was learnt from the same training parts (pool.csv; for the
// logarithms, see [OnLogs], poollog.csv); testdata/learn makes both files.
//
// # References
//
// Jose and Winkler, Simple robust averages of forecasts, International Journal
// of Forecasting 24(1), 2008.
// Petropoulos and Svetunkov, A simple combination of univariate models,
// International Journal of Forecasting 36(1), 2020.
type Pool struct{}

// String returns "pool".
func (Pool) String() string { return "pool" }

// Fit fits the members and returns an error only if all refuse the series.
func (Pool) Fit(y data.Series) (forecast.Fitted, error) { return calibrated().Fit(y) }

// Uncalibrated returns the median of the members as it is, for values and for
// their logarithms.
func (Pool) Uncalibrated() (values, logs combine.Pool) {
	median := func(members ...forecast.Model) combine.Pool {
		return combine.Pool{Name: "pool", Trim: combine.Median, Members: members}
	}
	values = median(Drift{}, BoxCox{Of: Drift{}}, BoxCox{Of: Theta{}}, BoxCox{Of: OTM{}}, DOTM{}, DampedTrend{}, ARIMA{}, ETS{HoldStates: true})
	logs = median(Drift{}, Theta{}, OTM{}, DOTM{}, DampedTrend{}, ARIMA{}, Naive{})
	return values, logs
}

//go:embed pool.csv
var poolTable string

//go:embed poollog.csv
var poolLogTable string

var calibrated = sync.OnceValue(func() forecast.Model {
	values, _ := Pool{}.Uncalibrated()
	return calibrate.Calibrated{Name: "pool", Of: values, By: calibrate.MustParse(poolTable)}
})

var calibratedLogs = sync.OnceValue(func() forecast.Model {
	_, logs := Pool{}.Uncalibrated()
	return calibrate.Calibrated{Name: "pool", Of: logs, By: calibrate.MustParse(poolLogTable)}
})

// OnLogs returns what takes the place of m on a transformed scale, that of
// logarithms above all: the [Pool] without its Box–Cox members, which would
// transform twice and refuse the logarithms of shares, and with the naive
// method beside the others; [ETS] with additive errors only. Other methods
// are the same on every scale.
func OnLogs(m forecast.Model) forecast.Model {
	switch m := m.(type) {
	case Pool:
		return calibratedLogs()
	case ETS:
		return m.additive()
	case Panel:
		return panelLog{of: m.Of}
	}
	return m
}
