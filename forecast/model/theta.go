package model

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
	"github.com/defcast/defcast/forecast/ets"
)

func init() {
	register(Entry{
		Name:  "theta",
		New:   func() forecast.Model { return Theta{} },
		Short: "simple exponential smoothing plus half the slope of the data",
		Ref:   "Assimakopoulos and Nikolopoulos 2000",
	})
}

// Theta is the standard theta method: simple exponential smoothing, with the
// drift of half the slope b of the regression of y on time,
//
//	ŷ[n+h] = l[n] + b/2·(h-1 + (1-(1-α)^n)/α),
//
// in which the fraction is the time by which the level lags behind a straight
// line. The variance is that of the smoothing, σ²·(1+(h-1)·α²). Fitted values
// and residuals are those of the smoothing, without the drift.
//
// Fit needs 3 values and returns [forecast.ErrShort] otherwise. Gaps are
// allowed: the level stands still and falls behind. Given α and l[0] it equals
// R's thetaf().
//
// # References
//
// Assimakopoulos and Nikolopoulos, The theta model: a decomposition approach to
// forecasting, International Journal of Forecasting 16(4), 2000. Hyndman and
// Billah, Unmasking the theta method, International Journal of Forecasting
// 19(2), 2003.
type Theta struct{}

// String returns "theta".
func (Theta) String() string { return "theta" }

// Fit estimates the smoothing by maximum likelihood and the slope by least
// squares.
func (m Theta) Fit(y data.Series) (forecast.Fitted, error) {
	fit, err := ets.Estimate(ets.Spec{Error: ets.Additive}, y.Values)
	if err != nil {
		return nil, failETS(m, y, err)
	}
	return newThetaFit(m, y, fit)
}

// newThetaFit adds the drift to a fitted smoothing.
func newThetaFit(m forecast.Model, y data.Series, ses *ets.Fit) (forecast.Fitted, error) {
	at, v, err := observed(m, y, 2)
	if err != nil {
		return nil, err
	}
	scale := spread(v)
	t := make([]float64, len(v))
	lag, before := -1.0, at[0]-1 // l[0] stands where the line is at the first observation
	for i := range v {
		t[i], v[i] = float64(at[i]), v[i]/scale
		lag = (1 - ses.Params.Alpha) * (lag + float64(at[i]-before))
		before = at[i]
	}
	_, slope := stat.LinearRegression(t, v, nil, false)
	return thetaFit{
		etsFit: etsFit{of: y, method: m.String(), fit: ses},
		drift:  slope / 2 * scale,
		lag:    lag + float64(y.Len()-1-before),
	}, nil
}

// thetaFit is exponential smoothing with a drift.
type thetaFit struct {
	etsFit
	drift float64 // a year
	lag   float64 // years by which the level is behind at the end of the series
}

// add returns what the drift contributes to step h, counted from 1.
func (f thetaFit) add(h int) float64 { return f.drift * (f.lag + float64(h)) }

// Forecast returns normal distributions.
func (f thetaFit) Forecast(h int) forecast.Forecast {
	out := forecast.Forecast{Of: f.of, Method: f.method, Steps: make([]forecast.Dist, h)}
	mean, sd, _ := f.fit.Moments(h) // simple smoothing has a closed form
	for i := range out.Steps {
		out.Steps[i] = dist.Normal(mean[i]+f.add(i+1), sd[i])
	}
	return out
}

// Simulate adds the drift to the paths of the smoothing.
func (f thetaFit) Simulate(h, n int, src rand.Source) forecast.Paths {
	return f.etsFit.Simulate(h, n, src).Map(func(h int, v float64) float64 { return v + f.add(h) })
}

// Summary is that of the smoothing, with the drift. The method has no
// likelihood of its own.
func (f thetaFit) Summary() forecast.Summary {
	s := f.etsFit.Summary()
	s.Method = f.method
	s.K++
	s.Params = append(s.Params, forecast.Param{Name: "drift", Value: f.drift, SE: math.NaN()})
	s.LogLik, s.AIC, s.AICc, s.BIC = math.NaN(), math.NaN(), math.NaN(), math.NaN()
	return s
}
