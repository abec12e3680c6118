package model

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
	"github.com/defcast/defcast/forecast/statespace"
)

// Break is a shock in a known year: the first year whose value feels it.
type Break struct {
	Shock statespace.Shock
	Year  data.Year
}

// String returns, for example, "level shift 2022".
func (b Break) String() string { return fmt.Sprintf("%s %d", b.Shock, int(b.Year)) }

// structural is what the structural methods have in common: a trend of package
// statespace with breaks given, looked for, or both.
type structural struct {
	trend  statespace.Trend
	phi    float64
	breaks []Break
	detect *statespace.Detection
}

// label writes the name of the method with its settings.
func (s structural) label(name string) string {
	var settings []string
	if s.phi != 0 {
		settings = append(settings, fmt.Sprintf("phi %g", s.phi))
	}
	for _, b := range s.breaks {
		settings = append(settings, b.String())
	}
	if s.detect != nil {
		settings = append(settings, "detect")
	}
	if settings == nil {
		return name
	}
	return name + "(" + strings.Join(settings, ", ") + ")"
}

// fit fits the structure to y under the name of m. Breaks outside the observed
// years are left out with a warning, so that a model with breaks can be tried
// on the years before them.
func (s structural) fit(m forecast.Model, y data.Series) (forecast.Fitted, error) {
	if _, _, err := observed(m, y, 1); err != nil {
		return nil, err
	}
	spec := statespace.Spec{Trend: s.trend, Phi: s.phi}
	known := y.Trim()
	var left []error
	for _, b := range s.breaks {
		if b.Year <= known.Start || b.Year > known.End() {
			left = append(left, fmt.Errorf("%s in %s is outside %s to %s: left out", b.Shock,
				y.Basis.Label(b.Year), y.Basis.Label(known.Start+1), y.Basis.Label(known.End())))
			continue
		}
		spec.Interventions = append(spec.Interventions, statespace.Intervention{Shock: b.Shock, At: int(b.Year - y.Start)})
	}
	fit, err := s.estimate(spec, y.Values)
	if err != nil {
		return nil, &forecast.FitError{Model: m.String(), Series: y.ID, Err: named(err)}
	}
	return structuralFit{of: y, method: m.String(), fit: fit, given: len(spec.Interventions), left: left,
		dof: float64(fit.N - fit.Diffuse - len(fit.Effects))}, nil
}

func (s structural) estimate(spec statespace.Spec, y []float64) (*statespace.Fit, error) {
	if s.detect != nil {
		return spec.Detect(y, *s.detect)
	}
	return spec.Fit(y)
}

// kernelError is an error of a kernel under a sentinel of package forecast: it
// says what the kernel says and is both.
type kernelError struct {
	error
	reason error
}

// Unwrap returns the kernel's error and the sentinel.
func (e kernelError) Unwrap() []error { return []error{e.error, e.reason} }

// named puts an error of package statespace under a sentinel of forecast.
func named(err error) error {
	switch {
	case errors.Is(err, statespace.ErrShort):
		return kernelError{err, forecast.ErrShort}
	case errors.Is(err, statespace.ErrExact):
		return kernelError{err, forecast.ErrNumeric}
	}
	return kernelError{err, forecast.ErrDomain} // ErrRange, ErrIntervention
}

// structuralFit is a fitted structural method.
type structuralFit struct {
	of     data.Series
	method string
	fit    *statespace.Fit
	given  int     // effects that were given; the others were found
	left   []error // breaks left out
	dof    float64
}

// Forecast returns Student t distributions: the common variance is estimated
// from dof contrasts of the data, and with the other parameters known the
// value to come is exactly t about the mean, with the scale of the kernel's
// variance.
func (f structuralFit) Forecast(h int) forecast.Forecast {
	out := forecast.Forecast{Of: f.of, Method: f.method, Steps: make([]forecast.Dist, h)}
	mean, variance := f.fit.Forecast(h)
	for i := range out.Steps {
		out.Steps[i] = dist.StudentT(mean[i], math.Sqrt(variance[i]), f.dof)
	}
	return out
}

// Simulate draws paths of the kernel and stretches each by a factor of its own
// for the common variance, so that the marginals are those of Forecast.
func (f structuralFit) Simulate(h, n int, src rand.Source) forecast.Paths {
	p := forecast.Paths{H: h, V: f.fit.Simulate(h, n, src)}
	mean, _ := f.fit.Forecast(h)
	chi := distuv.ChiSquared{K: f.dof, Src: src}
	for i := range n {
		stretch := math.Sqrt(f.dof / chi.Rand())
		for j, v := range p.Row(i) {
			p.V[i*h+j] = mean[j] + stretch*(v-mean[j])
		}
	}
	return p
}

// Summary has the variances that the trend has, φ and the breaks. LogLik is
// the diffuse log-likelihood with the breaks' sizes as parameters: that of the
// values given as many first ones as there are states. The criteria count
// accordingly. Residuals have the variance of the last innovation.
func (f structuralFit) Summary() forecast.Summary {
	s := newSummary(f.method, f.of)
	_, variance := f.fit.Forecast(1)
	s.Sigma2 = variance[0]
	s.Params = f.params()
	setCriteria(&s, f.fit.ProfileLogLik, f.fit.Estimated+len(f.fit.Effects), f.fit.N-f.fit.Diffuse)
	s.Likelihood = [...]string{1: "values, given the first", 2: "values, given the first two"}[f.fit.Diffuse]
	s.Fitted = f.fit.Fitted()
	s.Residuals = f.fit.Residuals()
	for i := range s.Residuals {
		s.Residuals[i] *= math.Sqrt(s.Sigma2)
	}
	s.Warnings = append(s.Warnings, f.left...)
	for _, e := range f.fit.Effects[f.given:] {
		s.Warnings = append(s.Warnings, fmt.Errorf("%s in %s: %+.3g (s.e. %.2g)", e.Shock,
			f.of.Basis.Label(f.year(e)), e.Size, e.StdErr))
	}
	setTests(&s, f.fit.Estimated-1) // the ratios of the variances, and φ
	return s
}

func (f structuralFit) year(e statespace.Effect) data.Year { return f.of.Start + data.Year(e.At) }

// params lists the variances that the trend has, φ and the breaks.
func (f structuralFit) params() []forecast.Param {
	p, se := f.fit.Params, f.fit.StdErr()
	list := []forecast.Param{{Name: "irregular variance", Value: p.Irregular, SE: se.Irregular}}
	if f.fit.Spec.Trend != statespace.Smooth {
		list = append(list, forecast.Param{Name: "level variance", Value: p.Level, SE: se.Level})
	}
	if f.fit.Spec.Trend != statespace.LocalLevel {
		list = append(list, forecast.Param{Name: "slope variance", Value: p.Slope, SE: se.Slope})
	}
	if f.fit.Spec.Trend == statespace.Damped {
		list = append(list, forecast.Param{Name: "phi", Value: p.Phi, SE: se.Phi})
	}
	for _, e := range f.fit.Effects {
		list = append(list, forecast.Param{Name: Break{e.Shock, f.year(e)}.String(), Value: e.Size, SE: e.StdErr})
	}
	return list
}
