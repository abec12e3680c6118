package model

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
	"github.com/defcast/defcast/forecast/ets"
)

func init() {
	register(Entry{
		Name:  "otm",
		New:   func() forecast.Model { return OTM{} },
		Short: "theta model with its weight on the trend line estimated",
		Ref:   "Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016",
	})
}

// OTM is the optimised theta model: exponential smoothing that is drawn to the
// regression line of the data A + B·t with weight ω = 1-1/θ,
//
//	ŷ[n+h] = l[n] + ω·(A·(1-α)^n + B·(h-1 + (1-(1-α)^(n+1))/α)).
//
// α, θ and l[0] minimise the squared one-step errors; see [ets.Theta] for the
// equations. θ = 1 is simple exponential smoothing and θ = 2 the standard theta
// model. The variance is σ²·(1+(h-1)·α²).
//
// Fit needs 4 values, 3 with a given Theta, and returns [forecast.ErrShort]
// otherwise. Gaps are allowed: the states stand still.
//
// # References
//
// Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, Models for optimising
// the theta method and their relationship to state space models, International
// Journal of Forecasting 32(4), 2016.
type OTM struct {
	Theta float64 // >= 1; 0 means estimated
}

// String returns "otm", with θ if it is given.
func (m OTM) String() string { return thetaName("otm", m.Theta) }

// Fit estimates the model by least squares.
func (m OTM) Fit(y data.Series) (forecast.Fitted, error) {
	return fitTheta(m, ets.Theta{Theta: m.Theta}, y)
}

func thetaName(name string, theta float64) string {
	if theta == 0 {
		return name
	}
	return fmt.Sprintf("%s(theta %g)", name, theta)
}

// fitTheta fits a theta model under the name of m.
func fitTheta(m forecast.Model, spec ets.Theta, y data.Series) (forecast.Fitted, error) {
	if spec.Theta != 0 && !(spec.Theta >= 1) {
		return nil, forecast.Fail(m, y, forecast.ErrDomain, "theta %g, want at least 1", spec.Theta)
	}
	fit, err := spec.Fit(y.Values)
	if err != nil {
		return nil, failETS(m, y, err)
	}
	return otmFit{of: y, method: m.String(), fit: fit}, nil
}

// otmFit is a fitted theta model, dynamic or not.
type otmFit struct {
	of     data.Series
	method string
	fit    *ets.ThetaFit
}

// Forecast returns normal distributions with the exact moments, given the
// parameters.
func (f otmFit) Forecast(h int) forecast.Forecast {
	out := forecast.Forecast{Of: f.of, Method: f.method, Steps: make([]forecast.Dist, h)}
	mean, sd := f.fit.Moments(h)
	for i := range out.Steps {
		out.Steps[i] = dist.Normal(mean[i], sd[i])
	}
	return out
}

func (f otmFit) Simulate(h, n int, src rand.Source) forecast.Paths {
	p := forecast.NewPaths(h, n)
	for i := range n {
		f.fit.Path(p.Row(i), src)
	}
	return p
}

// Summary has the Gaussian likelihood of the one-step errors.
func (f otmFit) Summary() forecast.Summary {
	s := newSummary(f.method, f.of)
	if v := f.fit.Sigma * f.fit.Sigma; !math.IsInf(v, 1) {
		s.Sigma2 = v
	}
	nan := math.NaN()
	s.Params = []forecast.Param{{Name: "alpha", Value: f.fit.Alpha, SE: nan}, {Name: "theta", Value: f.fit.Theta, SE: nan}, {Name: "l0", Value: f.fit.Level, SE: nan}}
	s.Fitted, s.Residuals = f.fit.Fitted, f.fit.Residuals
	setCriteria(&s, f.fit.LogLik, f.fit.Model.Parameters()+1, f.fit.N)
	s.Likelihood = "values"
	return s
}
