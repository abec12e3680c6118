// Package combine makes one forecast of several. A [Pool] is itself a model,
// so pools nest and take part in everything that models do.
package combine

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
)

// Pool fits all its members to the series and averages their quantiles,
//
//	Q(p) = Σ w[i]·Q[i](p),  w[i] = 1/m.
//
// A member that refuses the series is left out with a warning and the weights
// of the others grow in proportion; Fit fails only when all refuse. All
// members are combined at once, never pairwise, so their order plays no part.
//
// Joint paths keep the members' joint behaviour: each path is one of a member,
// chosen by weight, and each year's values are then moved to the quantiles of
// the pool in their order (ensemble copula coupling), so that the marginals
// of Simulate are those of Forecast.
//
// # References
//
// Lichtendahl, Grushka-Cockayne and Winkler, Is it better to average
// probabilities or quantiles?, Management Science 59(7), 2013.
// Schefzik, Thorarinsdottir and Gneiting, Uncertainty quantification in complex
// simulation models using ensemble copula coupling, Statistical Science 28(4), 2013.
type Pool struct {
	Members []forecast.Model
	Name    string // what String returns; empty means "pool(…)"
}

// String returns the name of the pool or its members.
func (m Pool) String() string {
	if m.Name != "" {
		return m.Name
	}
	names := make([]string, len(m.Members))
	for i, member := range m.Members {
		names[i] = member.String()
	}
	return "pool(" + strings.Join(names, ", ") + ")"
}

// Fit fits every member.
func (m Pool) Fit(y data.Series) (forecast.Fitted, error) {
	p := fitted{of: y, method: m.String()}
	var refusals []error
	for _, member := range m.Members {
		f, err := member.Fit(y)
		if err != nil {
			refusals = append(refusals, err)
			continue
		}
		p.members = append(p.members, f)
	}
	if len(p.members) == 0 {
		return nil, fmt.Errorf("fit %s to %s: no member has an answer: %w", m, y.ID, errors.Join(refusals...))
	}
	for _, err := range refusals {
		p.warnings = append(p.warnings, fmt.Errorf("left out of %s: %w", m, err))
	}
	p.weights = slices.Repeat([]float64{1 / float64(len(p.members))}, len(p.members))
	return p, nil
}

type fitted struct {
	of       data.Series
	method   string
	members  []forecast.Fitted
	weights  []float64
	warnings []error
}

func (p fitted) Forecast(h int) forecast.Forecast {
	out := forecast.Forecast{Of: p.of, Method: p.method, Steps: make([]forecast.Dist, h)}
	steps := make([][]forecast.Dist, len(p.members))
	for i, f := range p.members {
		steps[i] = f.Forecast(h).Steps
	}
	for j := range out.Steps {
		of := make([]dist.Dist, len(steps))
		for i := range steps {
			of[i] = steps[i][j]
		}
		out.Steps[j] = dist.Average{Of: of, Weights: p.weights}
	}
	return out
}

// Simulate gives each member its share of the n paths, in an order drawn from
// src, then moves each year's values to the pool's quantiles.
func (p fitted) Simulate(h, n int, src rand.Source) forecast.Paths {
	out := forecast.NewPaths(h, n)
	rng := rand.New(src)
	order := rng.Perm(n)
	next := 0
	cum := 0.0
	for i, f := range p.members {
		cum += p.weights[i]
		upto := int(math.Round(cum * float64(n)))
		if i == len(p.members)-1 {
			upto = n
		}
		if upto == next {
			continue
		}
		own := f.Simulate(h, upto-next, rand.NewPCG(rng.Uint64(), rng.Uint64()))
		for k := range own.N() {
			copy(out.Row(order[next+k]), own.Row(k))
		}
		next = upto
	}
	return out.Reshape(p.Forecast(h).Steps)
}

func (p fitted) Summary() forecast.Summary {
	nan := math.NaN()
	s := forecast.Summary{Method: p.method, N: p.of.Observed(), Sigma2: nan, LogLik: nan, AIC: nan, AICc: nan, BIC: nan,
		Fitted: make([]float64, p.of.Len()), Residuals: make([]float64, p.of.Len()), Warnings: p.warnings}
	for i, f := range p.members {
		m := f.Summary()
		s.Members = append(s.Members, forecast.Weighted{Method: m.Method, Weight: p.weights[i]})
		s.Warnings = append(s.Warnings, m.Warnings...)
		for t := range s.Fitted {
			s.Fitted[t] += p.weights[i] * m.Fitted[t]
		}
	}
	for t, v := range p.of.Values {
		s.Residuals[t] = v - s.Fitted[t]
	}
	return s
}
