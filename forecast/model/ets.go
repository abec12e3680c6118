package model

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
	"github.com/defcast/defcast/forecast/ets"
)

func init() {
	register(Entry{
		Name:  "ets",
		New:   func() forecast.Model { return ETS{} },
		Short: "exponential smoothing, error and trend chosen by AICc",
		Ref:   "Hyndman, Koehler, Ord and Snyder 2008",
	})
}

// ETS is exponential smoothing in its non-seasonal state space forms: a level
// l and a trend b that learn from each innovation e,
//
//	y[t] = l[t-1] + φ·b[t-1] + e[t]
//	l[t] = l[t-1] + φ·b[t-1] + α·e[t]
//	b[t] =          φ·b[t-1] + β·e[t]
//
// for AAdN, and accordingly for the nine others of package ets. The zero value
// chooses among ANN, AAN, AAdN and, for positive data, MNN, MAN, MAdN by AICc,
// as R's ets() does.
//
// The distributions have the exact mean and variance given the parameters and
// are normal, as R has them, unless a multiplicative error makes them clearly
// skewed; with a multiplicative trend they are those of simulated paths. The
// likelihood is on R's scale, without its constant: its AICc compares these
// models with each other and with no others.
//
// The likelihood of a short series is often highest with initial states that
// explain its first values and nothing else. HoldStates takes them from a
// regression instead; its intervals are better on all of M1, M3 and Tourism
// (MSIS 56.2, 28.4, 28.2 in place of 59.6, 30.7, 29.6).
//
// Fit needs 3 values and one more than the model has parameters (AAN 5, AAdN
// 6), or returns [forecast.ErrShort]; a multiplicative Spec returns
// [forecast.ErrDomain] for values that are not positive. Gaps are allowed: the
// states move on without an innovation. Given the parameters it differs from
// R's ets() in nothing (1e-8); its estimates are at least as likely.
//
// # References
//
// Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing,
// Springer 2008.
type ETS struct {
	Spec                ets.Spec // zero: chosen
	Criterion           ets.Criterion
	AdditiveOnly        bool // choose among additive models only
	MultiplicativeTrend bool // let MMN and MMdN be chosen
	HoldStates          bool // start from the regression of the first ten values on time
}

// String returns "ets" with the settings that differ from the defaults.
func (m ETS) String() string {
	var settings []string
	if m.Spec != (ets.Spec{}) {
		settings = append(settings, m.Spec.String())
	}
	if m.Criterion != ets.AICc {
		settings = append(settings, m.Criterion.String())
	}
	if m.AdditiveOnly {
		settings = append(settings, "additive")
	}
	if m.MultiplicativeTrend {
		settings = append(settings, "multiplicative trend")
	}
	if m.HoldStates {
		settings = append(settings, "held states")
	}
	if settings == nil {
		return "ets"
	}
	return "ets(" + strings.Join(settings, ", ") + ")"
}

// Fit chooses the model, unless it is given, and estimates it by maximum
// likelihood.
func (m ETS) Fit(y data.Series) (forecast.Fitted, error) {
	o := ets.Options{Criterion: m.Criterion, AdditiveOnly: m.AdditiveOnly,
		MultiplicativeTrend: m.MultiplicativeTrend, HoldStates: m.HoldStates}
	if m.Spec != (ets.Spec{}) {
		fit, err := o.Estimate(m.Spec, y.Values)
		return newETSFit(m, y, fit, err)
	}
	fit, tried, err := ets.Select(y.Values, o)
	if err != nil {
		return nil, failETS(m, y, err)
	}
	f := etsFit{of: y, method: m.String(), fit: fit}
	if smallest := tried[0]; smallest.Err != nil {
		f.warnings = []error{fmt.Errorf("%s do not allow a choice by %s: %s taken", count(fit.N), m.Criterion, fit.Spec)}
	}
	return f, nil
}

// additive is m for a scale whose zero means nothing, such as that of logarithms:
// there a relative error is one relative to the unit of measurement. R's ets()
// restricts the choice in the same way when it is given a transformation.
func (m ETS) additive() ETS {
	m.AdditiveOnly = true
	return m
}

// fitETS fits one model of the family under the name of m.
func fitETS(m forecast.Model, spec ets.Spec, y data.Series) (forecast.Fitted, error) {
	fit, err := ets.Estimate(spec, y.Values)
	return newETSFit(m, y, fit, err)
}

func newETSFit(m forecast.Model, y data.Series, fit *ets.Fit, err error) (forecast.Fitted, error) {
	if err != nil {
		return nil, failETS(m, y, err)
	}
	return etsFit{of: y, method: m.String(), fit: fit}, nil
}

// failETS puts an error of package ets under a sentinel of forecast.
func failETS(m forecast.Model, y data.Series, err error) error {
	reason := forecast.ErrDomain // ErrPositive, ErrInfinite
	switch {
	case errors.Is(err, ets.ErrShort):
		reason = forecast.ErrShort
	case errors.Is(err, ets.ErrDiverged):
		reason = forecast.ErrNumeric
	}
	return &forecast.FitError{Model: m.String(), Series: y.ID, Err: kernelError{err, reason}}
}

// etsFit is a fitted model of the family.
type etsFit struct {
	of       data.Series
	method   string
	fit      *ets.Fit
	warnings []error
}

// The form of a step's distribution: normal up to the first skewness, skewed up
// to the second, and simulated beyond it. Beyond a relative standard deviation
// of a third the innovations' cut at -1 shows, and it is simulated in any case.
const (
	normalSkew  = 0.25
	closedSkew  = 1
	closedSigma = 1.0 / 3
)

// etsDraws is the number of paths behind a distribution that has no closed
// form. The standard error of its 2.5 % point is 0.3 % in probability.
const etsDraws = 3000

// Forecast returns distributions with the exact mean and variance given the
// parameters. They are normal, as R has them, for additive errors and where
// those of multiplicative ones are nearly normal; shifted log-normal, with the
// skewness of the model, where they are not; and those of simulated paths where
// errors are large or the trend is multiplicative. All are within 0.02 of the
// exact ones in probability.
func (f etsFit) Forecast(h int) forecast.Forecast {
	out := forecast.Forecast{Of: f.of, Method: f.method, Steps: make([]forecast.Dist, h)}
	var drawn forecast.Paths
	mean, sd, err := f.fit.Moments(h)
	skew, _ := f.fit.Skewness(h) // its error is that of Moments
	for i := range out.Steps {
		switch {
		case err == nil && (f.fit.Spec.Error == ets.Additive || f.closed(mean[i], skew[i], normalSkew)):
			out.Steps[i] = dist.Normal(mean[i], sd[i])
		case err == nil && f.closed(mean[i], skew[i], closedSkew):
			out.Steps[i] = dist.Skewed(mean[i], sd[i], skew[i])
		default:
			if drawn.H == 0 {
				drawn = f.draw(h)
			}
			out.Steps[i] = drawn.Step(i + 1)
		}
	}
	return out
}

// closed reports whether a step with a multiplicative error may have a closed
// form up to a skewness. (A trend can take its mean below zero, where the
// skewness is negative.)
func (f etsFit) closed(mean, skew, limit float64) bool {
	return mean > 0 && skew <= limit && f.fit.Sigma <= closedSigma
}

// draw simulates each path from a stream of its own, so that the distribution
// of a year does not depend on how many years are asked for.
func (f etsFit) draw(h int) forecast.Paths {
	p := forecast.NewPaths(h, etsDraws)
	var src rand.PCG
	for i := range etsDraws {
		src.Seed(uint64(i), 0x9e3779b97f4a7c15*uint64(i))
		f.fit.Path(p.Row(i), &src)
	}
	return p
}

func (f etsFit) Simulate(h, n int, src rand.Source) forecast.Paths {
	return forecast.Paths{H: h, V: f.fit.Simulate(h, n, src)}
}

// Summary names the chosen model; Sigma2 and the residuals are relative to the
// forecast if its error is multiplicative. The standard errors are NaN for
// parameters at their bounds.
func (f etsFit) Summary() forecast.Summary {
	s := newSummary(f.method, f.of)
	if !strings.Contains(s.Method, f.fit.Spec.String()) {
		s.Method += ": " + f.fit.Spec.String()
	}
	if v := f.fit.Sigma * f.fit.Sigma; !math.IsInf(v, 1) {
		s.Sigma2 = v
	}
	s.Params = f.params()
	s.Fitted, s.Residuals = f.fit.Fitted, f.fit.Residuals
	s.Warnings = f.warnings
	setCriteria(&s, f.fit.LogLik, f.fit.Spec.Parameters()+1, f.fit.N)
	s.Likelihood = "values, without the constant"
	return s
}

func (f etsFit) params() []forecast.Param {
	p, e, spec := f.fit.Params, f.fit.StdErr, f.fit.Spec
	list := []forecast.Param{{Name: "alpha", Value: p.Alpha, SE: e.Alpha}}
	if spec.Trend != ets.None {
		list = append(list, forecast.Param{Name: "beta", Value: p.Beta, SE: e.Beta})
	}
	if spec.Damped {
		list = append(list, forecast.Param{Name: "phi", Value: p.Phi, SE: e.Phi})
	}
	list = append(list, forecast.Param{Name: "l0", Value: p.Level, SE: e.Level})
	if spec.Trend != ets.None {
		list = append(list, forecast.Param{Name: "b0", Value: p.Trend, SE: e.Trend})
	}
	for i := range list {
		if list[i].SE == 0 {
			list[i].SE = math.NaN()
		}
	}
	return list
}
