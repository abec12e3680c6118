package model

import (
	"errors"
	"fmt"
	"math"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/boxcox"
	"github.com/defcast/defcast/forecast/dist"
)

// BoxCox fits another model to the Box–Cox transform of a series,
//
//	z = ((y/c)^λ - 1) / λ,  λ = 0: z = log(y/c),
//
// a scale between the logarithm (λ = 0) and the plain one (λ = 1) on which the
// size of the changes depends least on the level. c is the mean of y, so that
// the unit of the series plays no part.
//
// λ is chosen by Guerrero's method between 0 and 1, unless it is given. Wider
// limits are at the user's risk: below 0 the transform has an upper end, which
// the upper quantiles of Of reach as soon as they are wide, and then are
// answered with the largest float. Where the values do not tell (fewer than
// two pairs of years, no change at all), λ is the upper limit: no transform.
//
// Quantiles are exact, the back-transform of those of Of. For λ > 0 the
// transform has a lower end at y = 0, z = -1/λ: quantiles and paths of Of below
// it are answered with 0. The mean is the integral of the back-transform
// ([dist.Expect]), not the back-transform of the mean.
//
// Fit returns [forecast.ErrDomain] for a negative value, and for a zero unless
// λ > 0; otherwise what Of returns.
//
// # References
//
// Box and Cox, An analysis of transformations, JRSS B 26(2), 1964.
// Guerrero, Time-series analysis supported by power transformations, Journal
// of Forecasting 12, 1993.
type BoxCox struct {
	Of         forecast.Model // nil means Naive{}
	Lambda     *float64       // nil means chosen; new(0.5) gives one
	Likelihood bool           // choose by profile likelihood ([boxcox.Likelihood]), not by Guerrero's method
	Min, Max   float64        // limits of the choice; 0 and 0 mean 0 and 1
}

// String returns "boxcox(…)" with the settings that differ from the defaults.
func (m BoxCox) String() string {
	s := fmt.Sprintf("boxcox(%s", orNaive(m.Of))
	switch lo, hi := m.limits(); {
	case m.Lambda != nil:
		return s + fmt.Sprintf(", lambda %g)", *m.Lambda)
	case lo != 0 || hi != 1:
		s += fmt.Sprintf(", lambda %g to %g", lo, hi)
	}
	if m.Likelihood {
		s += ", likelihood"
	}
	return s + ")"
}

func (m BoxCox) limits() (lo, hi float64) {
	if m.Min == 0 && m.Max == 0 {
		return 0, 1
	}
	return m.Min, m.Max
}

// Fit chooses λ, unless it is given, and fits Of to the transformed values.
func (m BoxCox) Fit(y data.Series) (forecast.Fitted, error) {
	_, v, err := observed(m, y, 1)
	if err != nil {
		return nil, err
	}
	lambda, err := m.lambda(y)
	if err != nil {
		return nil, forecast.Fail(m, y, forecast.ErrDomain, "%v", err)
	}
	f, err := boxcoxLink(lambda, meanSize(v)).fit(m, orNaive(m.Of), y)
	f.params = []forecast.Param{{Name: "lambda", Value: lambda, SE: math.NaN()}}
	return asFitted(f, err)
}

// lambda returns the given or the chosen parameter.
func (m BoxCox) lambda(y data.Series) (float64, error) {
	if m.Lambda != nil {
		return *m.Lambda, nil
	}
	choose := boxcox.Guerrero
	if m.Likelihood {
		choose = boxcox.Likelihood
	}
	lo, hi := m.limits()
	lambda, err := choose(y.Trim().Values, lo, hi)
	if errors.Is(err, boxcox.ErrFlat) {
		return hi, nil
	}
	return lambda, err
}

// boxcoxLink returns the transform of y/c.
func boxcoxLink(lambda, c float64) link {
	l := link{
		to: func(y float64) float64 {
			if y < 0 { // there is no way back to it
				return math.NaN()
			}
			return boxcox.Transform(y/c, lambda)
		},
		back: func(z float64) float64 {
			if z*lambda <= -1 {
				if lambda > 0 {
					return 0
				}
				return math.MaxFloat64
			}
			return math.Min(c*boxcox.Inverse(z, lambda), math.MaxFloat64)
		},
		domain: "positive values",
		scale:  fmt.Sprintf("Box-Cox values of lambda %g", lambda),
	}
	if lambda > 0 {
		l.domain = "values that are not negative"
	}
	if lambda == 0 { // the closed form: a normal becomes log-normal
		l.to, l.back, l.dist = math.Log, math.Exp, dist.Exp
		l.scale = "logarithms"
	}
	return l
}

// meanSize returns the mean of the magnitudes of v; 1 for all zero.
func meanSize(v []float64) float64 {
	m := 0.0
	for _, x := range v {
		m += math.Abs(x) / float64(len(v)) // values near the largest float must not overflow
	}
	if m == 0 {
		return 1
	}
	return m
}
