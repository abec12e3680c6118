// Package calibrate earns intervals: it learns from a model's own past errors,
// pooled over many series, how much wider or narrower its bands have to be, and
// applies what it learnt to the forecasts of any series.
//
//  1. [Collect] forecasts the past of each series from rolling origins and
//     keeps, for each outcome, how far it lay from the centre in terms of the
//     model's own quantiles.
//  2. [Fit] turns these cases into a [Table]: factors by side, level, horizon and
//     length of history. [Learn] does both.
//  3. [Calibrated] is the model with the table applied: itself a model.
//
// A Table is plain data. It is written once with [Table.Write], kept beside the
// code with a note of what it was learnt from, and read with [MustParse]:
//
//	//go:embed pool.csv
//	var poolTable string
//
//	m := calibrate.Calibrated{Of: pool, By: calibrate.MustParse(poolTable)}
//
// Nothing here sees a value after the origin of a forecast but the one outcome
// that it is compared with.
package calibrate

import (
	"fmt"
	"math/rand/v2"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
	"github.com/defcast/defcast/forecast/score"
)

// Calibrated is another model with its bands stretched by a table,
//
//	Q'(p) = m + c·(Q(p) - m),  m = Q(½),
//
// where c depends on p, on the horizon, on the number of observed values and on
// the width of the band beside the yearly changes of the series ([Row]); the
// median stays. Below the median of a forecast that cannot be negative (Q(0) ≥ 0
// and m > 0) it is the ratio to the median that is stretched, Q'(p) = m·(Q(p)/m)^c,
// so that it stays positive. Between the levels of the table the stretch is
// linear in the distance from m, beyond the last it goes on with that level's
// factor; where two factors would make the quantiles cross, the inner wins.
//
// The stretch is a rising function of the value, the same for a forecast and
// for its paths: Simulate applies it to the paths of Of and keeps their
// dependence over the years (their copula) as it is.
//
// The zero Table changes nothing. Fit returns what Of returns.
//
// # References
//
// Romano, Patterson and Candès, Conformalized quantile regression, NeurIPS 2019.
// Gneiting, Balabdaoui and Raftery, Probabilistic forecasts, calibration and
// sharpness, JRSS B 69(2), 2007.
type Calibrated struct {
	Of   forecast.Model
	By   Table
	Name string // what String returns; empty means "calibrated(…)"
}

// String returns the name or "calibrated(…)".
func (m Calibrated) String() string {
	if m.Name != "" {
		return m.Name
	}
	return fmt.Sprintf("calibrated(%s)", m.Of)
}

// Fit fits Of.
func (m Calibrated) Fit(y data.Series) (forecast.Fitted, error) {
	f, err := m.Of.Fit(y)
	if err != nil {
		return nil, err
	}
	return fitted{of: f, by: m.By, n: y.Observed(), scale: score.Scale(y.Values), method: m.String()}, nil
}

type fitted struct {
	of     forecast.Fitted
	by     Table
	n      int
	scale  float64
	method string
}

func (f fitted) Forecast(h int) forecast.Forecast {
	out := f.of.Forecast(h)
	out.Method = f.method
	steps := make([]forecast.Dist, h)
	for i, d := range out.Steps {
		steps[i] = d
		if s, ok := newStretch(d, f.by, i+1, f.n, f.scale); ok {
			steps[i] = dist.Transform{Of: d, To: s.to, From: s.from}
		}
	}
	out.Steps = steps
	return out
}

func (f fitted) Simulate(h, n int, src rand.Source) forecast.Paths {
	to := make([]func(float64) float64, h)
	for i, d := range f.of.Forecast(h).Steps {
		to[i] = func(v float64) float64 { return v }
		if s, ok := newStretch(d, f.by, i+1, f.n, f.scale); ok {
			to[i] = s.to
		}
	}
	return f.of.Simulate(h, n, src).Map(func(h int, v float64) float64 { return to[h-1](v) })
}

// Summary is that of Of under this method's name; its variance and likelihood
// are those of the uncalibrated model.
func (f fitted) Summary() forecast.Summary {
	s := f.of.Summary()
	s.Method = f.method
	return s
}
