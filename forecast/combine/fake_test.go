package combine_test

import (
	"math/rand/v2"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// fake is a model that says the same whatever it sees: N(mu, s²) in every year,
// independently.
type fake struct {
	name   string
	mu, s  float64
	of     string // its Summary's Likelihood
	aicc   float64
	fitted float64
	refuse func(y data.Series) error
	seen   *spy
}

// spy records the series that models are shown.
type spy struct {
	mu     sync.Mutex
	series []data.Series
}

func (s *spy) see(y data.Series) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.series = append(s.series, y.Clone())
}

func (m fake) String() string { return m.name }

func (m fake) Fit(y data.Series) (forecast.Fitted, error) {
	if m.seen != nil {
		m.seen.see(y)
	}
	if m.refuse != nil {
		if err := m.refuse(y); err != nil {
			return nil, err
		}
	}
	return fakeFit{m, y}, nil
}

type fakeFit struct {
	fake
	y data.Series
}

func (f fakeFit) dist() distuv.Normal { return distuv.Normal{Mu: f.mu, Sigma: f.s} }

func (f fakeFit) Forecast(h int) forecast.Forecast {
	out := forecast.Forecast{Of: f.y, Method: f.name}
	for range h {
		out.Steps = append(out.Steps, f.dist())
	}
	return out
}

func (f fakeFit) Simulate(h, n int, src rand.Source) forecast.Paths {
	d := f.dist()
	d.Src = src
	p := forecast.NewPaths(h, n)
	for i := range p.V {
		p.V[i] = d.Rand()
	}
	return p
}

func (f fakeFit) Summary() forecast.Summary {
	s := forecast.Summary{Method: f.name, N: f.y.Observed(), Likelihood: f.of, AICc: f.aicc}
	for range f.y.Values {
		s.Fitted = append(s.Fitted, f.fitted)
		s.Residuals = append(s.Residuals, 0)
	}
	return s
}
