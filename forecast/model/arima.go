package model

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/arima"
	"github.com/defcast/defcast/forecast/dist"
)

func init() {
	register(Entry{
		Name:  "arima",
		New:   func() forecast.Model { return ARIMA{} },
		Short: "ARIMA of an order chosen by KPSS tests and AICc",
		Ref:   "Hyndman and Khandakar 2008",
	})
}

// ARIMA is the autoregressive integrated moving-average model with a constant
// and regressors,
//
//	y[t] = mean + drift·t + Σ beta[j]·x[j][t] + n[t],  (1-B)^d n[t] ~ ARMA(p,q),
//
// estimated by exact maximum likelihood. The zero value chooses order and
// constant as R's auto.arima does; see [arima.Auto]. Distributions are normal,
// with the variance that the innovations have given the coefficients: the
// errors of the coefficients are left out, as in R.
//
// The levels before the first value are unknown, whatever Spec and Search say,
// so that a constant added to the series is added to the forecasts and the
// model means the same on a logarithmic scale in any unit. RPrior gives them
// R's prior of mean zero: numbers are then R's, to eight digits at equal
// coefficients; usually the difference is in the fifth.
//
// Regressors are named by their ID and matched by year. Each must be known in
// the year after the series; beyond its last value it stays there, and the
// summary says until when it is known. A year in which one is missing counts
// as a gap; gaps are allowed anywhere.
//
// Fit needs a value more than the model has coefficients and differences, 2 at
// least, and returns [forecast.ErrShort] otherwise; [forecast.ErrGap] for a
// regressor that is not known in the year after the series;
// [forecast.ErrDomain] for infinite values and for regressors that cannot be
// told apart; [forecast.ErrNumeric] where forecasts exceed the range of
// numbers.
//
// # References
//
// Hyndman and Khandakar, Automatic time series forecasting: the forecast
// package for R, Journal of Statistical Software 27(3), 2008. Durbin and
// Koopman, Time Series Analysis by State Space Methods, 2nd ed., 2012.
type ARIMA struct {
	Spec       *arima.Spec   // the order and constants; nil: chosen
	Search     arima.Search  // how they are chosen
	Regressors []data.Series // with values for the years to be forecast
	RPrior     bool          // R's prior for the levels before the first value
}

// String returns "arima" with the settings that differ from the defaults.
func (m ARIMA) String() string {
	var settings []string
	add := func(is bool, text string) {
		if is {
			settings = append(settings, text)
		}
	}
	if s := m.Spec; s != nil {
		add(true, fmt.Sprintf("%d,%d,%d", s.P, s.D, s.Q))
		add(s.Mean, "mean")
		add(s.Drift, "drift")
	} else {
		add(m.Search.Full, "full")
		add(m.Search.Criterion != arima.AICc, m.Search.Criterion.String())
		add(m.Search.NoMean, "no mean")
		add(m.Search.NoDrift, "no drift")
		add(m.Search.Fixed, fmt.Sprintf("d = %d", m.Search.D))
		for _, b := range []struct {
			name string
			v    int
		}{{"p", m.Search.MaxP}, {"q", m.Search.MaxQ}, {"d", m.Search.MaxD}, {"p+q", m.Search.MaxOrder}} {
			add(b.v != 0, fmt.Sprintf("%s ≤ %d", b.name, max(b.v, 0)))
		}
	}
	for _, x := range m.Regressors {
		add(true, "on "+x.ID)
	}
	add(m.RPrior, "R's prior")
	if settings == nil {
		return "arima"
	}
	return "arima(" + strings.Join(settings, ", ") + ")"
}

// Fit chooses the order, unless it is given, and estimates the coefficients.
func (m ARIMA) Fit(y data.Series) (forecast.Fitted, error) {
	if _, _, err := observed(m, y, 2); err != nil {
		return nil, err
	}
	x, err := m.past(y)
	if err != nil {
		return nil, err
	}
	f := arimaFit{of: y, method: m.String(), regressors: m.Regressors}
	if m.Spec != nil {
		spec := *m.Spec
		spec.Diffuse = !m.RPrior
		f.fit, err = arima.Fit(y.Values, spec, x...)
	} else {
		search := m.Search
		search.Diffuse = !m.RPrior
		f.fit, err = arima.Auto(y.Values, search, x...)
	}
	if err != nil {
		return nil, failARIMA(m, y, err)
	}
	if mean, sd := f.moments(arimaReach); math.IsInf(mean[arimaReach-1], 0) || math.IsInf(sd[arimaReach-1], 0) {
		return nil, forecast.Fail(m, y, forecast.ErrNumeric, "forecasts of %d years overflow", arimaReach)
	}
	return f, nil
}

// arimaReach is how many years ahead must have finite forecasts.
const arimaReach = 50

// past returns the regressors over the years of y.
func (m ARIMA) past(y data.Series) ([][]float64, error) {
	x := make([][]float64, len(m.Regressors))
	for j, r := range m.Regressors {
		if _, ok := r.At(y.End() + 1); !ok {
			return nil, forecast.Fail(m, y, forecast.ErrGap, "%s has no value for %s", r.ID, y.Basis.Label(y.End()+1))
		}
		x[j] = make([]float64, y.Len())
		for i := range x[j] {
			x[j][i], _ = r.At(y.Start + data.Year(i))
		}
	}
	return x, nil
}

// failARIMA puts an error of package arima under a sentinel of forecast.
func failARIMA(m ARIMA, y data.Series, err error) error {
	reason := forecast.ErrDomain // ErrSpec, ErrInfinite, ErrRegressor
	switch {
	case errors.Is(err, arima.ErrShort):
		reason = forecast.ErrShort
	case errors.Is(err, arima.ErrNumeric), errors.Is(err, arima.ErrNone):
		reason = forecast.ErrNumeric
	}
	return &forecast.FitError{Model: m.String(), Series: y.ID, Err: kernelError{err, reason}}
}

// arimaFit is a fitted ARIMA model.
type arimaFit struct {
	of         data.Series
	method     string
	fit        *arima.Estimate
	regressors []data.Series
}

// future returns the regressors of the h years after the series, each holding
// its last value beyond the years that it is known for.
func (f arimaFit) future(h int) [][]float64 {
	x := make([][]float64, len(f.regressors))
	for j, r := range f.regressors {
		last, _ := r.At(f.of.End() + 1)
		x[j] = make([]float64, h)
		for i := range x[j] {
			if v, ok := r.At(f.of.End() + 1 + data.Year(i)); ok {
				last = v
			}
			x[j][i] = last
		}
	}
	return x
}

// moments returns means and standard deviations of the next h years.
func (f arimaFit) moments(h int) (mean, sd []float64) {
	mean, sd, err := f.fit.Forecast(h, f.future(h)...)
	if err != nil {
		panic("model: arima: future made the regressors of another model")
	}
	return mean, sd
}

func (f arimaFit) Forecast(h int) forecast.Forecast {
	out := forecast.Forecast{Of: f.of, Method: f.method, Steps: make([]forecast.Dist, h)}
	mean, sd := f.moments(h)
	for i := range out.Steps {
		out.Steps[i] = dist.Normal(mean[i], sd[i])
	}
	return out
}

func (f arimaFit) Simulate(h, n int, src rand.Source) forecast.Paths {
	v, err := f.fit.Simulate(h, n, src, f.future(h)...)
	if err != nil {
		panic("model: arima: future made the regressors of another model")
	}
	return forecast.Paths{H: h, V: v}
}

// Summary names the chosen model. Standard errors are NaN where the likelihood
// gives none.
func (f arimaFit) Summary() forecast.Summary {
	s := newSummary(f.method, f.of)
	spec := f.fit.Spec
	s.Method += ": " + spec.String()
	s.Params = f.params()
	if v := f.fit.Sigma * f.fit.Sigma; !math.IsInf(v, 1) {
		s.Sigma2 = v
	}
	s.K = len(f.fit.Coef) + 1
	s.LogLik, s.AIC, s.AICc, s.BIC = f.fit.LogLik, f.fit.AIC, f.fit.AICc, f.fit.BIC
	s.Likelihood = [...]string{"values", "values, given the first", "values, given the first two"}[spec.D]
	s.Fitted, s.Residuals = f.fit.Fitted, f.fit.Residuals
	s.Warnings = f.warnings()
	setTests(&s, spec.P+spec.Q)
	return s
}

// params names the coefficients, regressors by their ID.
func (f arimaFit) params() []forecast.Param {
	names := f.fit.Spec.Names(len(f.regressors))
	for j, r := range f.regressors {
		names[len(names)-len(f.regressors)+j] = r.ID
	}
	list := make([]forecast.Param, len(names))
	for i, name := range names {
		list[i] = forecast.Param{Name: name, Value: f.fit.Coef[i], SE: math.NaN()}
		if f.fit.SE != nil {
			list[i].SE = f.fit.SE[i]
		}
	}
	return list
}

// warnings says what a reader of the forecast should know of the fit.
func (f arimaFit) warnings() []error {
	var w []error
	if f.fit.NearUnitRoot() {
		w = append(w, fmt.Errorf("%s has a root within 1 %% of the unit circle: its standard errors and bands are fragile", f.fit.Spec))
	}
	if f.fit.SE == nil && len(f.fit.Coef) > 0 {
		w = append(w, fmt.Errorf("%s: the likelihood gives no standard errors", f.fit.Spec))
	}
	for _, r := range f.regressors {
		w = append(w, fmt.Errorf("%s is known to %s and kept at its last value from then on", r.ID, r.Basis.Label(r.Trim().End())))
	}
	return w
}
