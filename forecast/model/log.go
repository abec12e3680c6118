package model

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
)

// Log fits another model to the logarithms of a positive series: what it
// answers is always positive and its bands grow in proportion to the level.
// Medians and quantiles are exact, exp(q); the mean carries the bias of the
// back-transform (see [dist.Exp]). Fit returns [forecast.ErrDomain] for a value
// that is not positive, and what Of returns otherwise.
type Log struct {
	Of forecast.Model // nil means Naive{}
}

func (m Log) of() forecast.Model {
	if m.Of == nil {
		return Naive{}
	}
	return m.Of
}

// String returns "log(…)".
func (m Log) String() string { return fmt.Sprintf("log(%s)", m.of()) }

// Fit fits Of to the logarithms.
func (m Log) Fit(y data.Series) (forecast.Fitted, error) {
	z := y.Clone()
	for i, v := range y.Values {
		if v <= 0 {
			return nil, forecast.Fail(m, y, forecast.ErrDomain, "%g in %s, want positive values", v, y.Basis.Label(y.Start+data.Year(i)))
		}
		z.Values[i] = math.Log(v)
	}
	f, err := m.of().Fit(z)
	if err != nil {
		return nil, err
	}
	return logFit{of: y, method: m.String(), fit: f}, nil
}

type logFit struct {
	of     data.Series
	method string
	fit    forecast.Fitted
}

func (f logFit) Forecast(h int) forecast.Forecast {
	out := forecast.Forecast{Of: f.of, Method: f.method, Steps: make([]forecast.Dist, h)}
	for i, d := range f.fit.Forecast(h).Steps {
		out.Steps[i] = dist.Exp(d)
	}
	return out
}

func (f logFit) Simulate(h, n int, src rand.Source) forecast.Paths {
	return f.fit.Simulate(h, n, src).Map(func(_ int, v float64) float64 { return math.Exp(v) })
}

// Summary is that of the model of the logarithms, under this method's name.
// Fitted values are medians of the original scale; residuals and the
// likelihood stay on the log scale.
func (f logFit) Summary() forecast.Summary {
	s := f.fit.Summary()
	s.Method = f.method
	fitted := make([]float64, len(s.Fitted))
	for i, v := range s.Fitted {
		fitted[i] = math.Exp(v)
	}
	s.Fitted = fitted
	return s
}
