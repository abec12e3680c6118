package model

import (
	"math"
	"math/rand/v2"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
)

// link is a change of scale on which another model is fitted: to and back are
// monotone and undo each other, to is NaN or infinite outside its domain.
type link struct {
	to, back func(float64) float64
	dist     func(dist.Dist) dist.Dist // the distribution of back(X); nil means by dist.Transform
	domain   string                    // what values have to be: "positive values"
	scale    string                    // what the transformed values are: "logarithms"
}

// fit fits of to the values on the link's scale. The answers are m's.
func (l link) fit(m, of forecast.Model, y data.Series) (linkFit, error) {
	z := y.Clone()
	for i, v := range y.Values {
		if math.IsNaN(v) {
			continue
		}
		z.Values[i] = l.to(v)
		if math.IsNaN(z.Values[i]) || math.IsInf(z.Values[i], 0) {
			return linkFit{}, forecast.Fail(m, y, forecast.ErrDomain, "%g in %s, want %s",
				v, y.Basis.Label(y.Start+data.Year(i)), l.domain)
		}
	}
	f, err := OnLogs(of).Fit(z)
	if err != nil {
		return linkFit{}, err
	}
	return linkFit{link: l, of: y, method: m.String(), fit: f}, nil
}

type linkFit struct {
	link
	of     data.Series
	method string
	fit    forecast.Fitted
	params []forecast.Param // of the link, before those of the model
}

func (f linkFit) Forecast(h int) forecast.Forecast {
	out := forecast.Forecast{Of: f.of, Method: f.method, Steps: make([]forecast.Dist, h)}
	for i, d := range f.fit.Forecast(h).Steps {
		if f.dist != nil {
			out.Steps[i] = f.dist(d)
		} else {
			out.Steps[i] = dist.Transform{Of: d, To: f.back, From: f.to}
		}
	}
	return out
}

func (f linkFit) Simulate(h, n int, src rand.Source) forecast.Paths {
	return f.fit.Simulate(h, n, src).Map(func(_ int, v float64) float64 { return f.back(v) })
}

// Summary is that of the model on the link's scale, under the composite's
// name. Fitted values are medians of the original scale; residuals and the
// likelihood stay on the link's.
func (f linkFit) Summary() forecast.Summary {
	s := f.fit.Summary()
	s.Method = f.method
	if s.Likelihood != "" {
		s.Likelihood = f.scale + ": " + s.Likelihood
	}
	s.Params = append(f.params[:len(f.params):len(f.params)], s.Params...)
	fitted := make([]float64, len(s.Fitted))
	for i, v := range s.Fitted {
		fitted[i] = f.back(v)
	}
	s.Fitted = fitted
	return s
}

// orNaive is what a composite is made of: of, or Naive{} where that is nil.
func orNaive(of forecast.Model) forecast.Model {
	if of == nil {
		return Naive{}
	}
	return of
}

// asFitted turns a failed fit into a nil interface.
func asFitted(f linkFit, err error) (forecast.Fitted, error) {
	if err != nil {
		return nil, err
	}
	return f, nil
}
