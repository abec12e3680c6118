// Package combine makes one forecast of several. A [Pool] is itself a model,
// so pools nest and take part in everything that models do.
package combine

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// Pool fits all its members to the series and averages their quantiles,
//
//	Q(p) = Σ w[i]·Q[i](p)              Trim 0: the mean
//	Q(p) = median of Q[i](p)           Trim ½: the median
//	Q(p) = mean without the outer τ    Trim τ: a trimmed mean ([dist.Average]).
//
// Each is an average of order statistics, so that the quantiles of the pool
// rise with p as those of the members do. The mean uses what every member
// knows; the median and the trimmed mean are safe from one that goes astray.
//
// Members count equally unless Weigh says otherwise. A member that refuses the
// series is left out with a warning and the weights of the others grow in
// proportion; Fit fails only when all refuse, or Weigh does for a reason other
// than a short series. All members are combined at once, never pairwise, so
// that their order plays no part but in the random numbers of Simulate.
//
// Joint paths keep the members' joint behaviour: each path is one of a member,
// chosen by weight, and each year's values are then moved to the quantiles of
// the pool in their order ([forecast.Paths.Reshape]), so that the marginals of
// Simulate are those of Forecast.
//
// # References
//
// Lichtendahl, Grushka-Cockayne and Winkler, Is it better to average
// probabilities or quantiles?, Management Science 59(7), 2013.
// Jose and Winkler, Simple robust averages of forecasts, International Journal
// of Forecasting 24(1), 2008.
type Pool struct {
	Members []forecast.Model
	Name    string  // what String returns; empty means "pool(…)"
	Trim    float64 // share of the weight left out at either end, 0 to ½; see [Median]
	Weigh   Weigher // nil means equal weights
}

// Median is the Trim of a pool that takes the median of its members.
const Median = 0.5

// String returns the name of the pool or its members, with the settings that
// differ from the defaults.
func (m Pool) String() string {
	if m.Name != "" {
		return m.Name
	}
	names := make([]string, len(m.Members))
	for i, member := range m.Members {
		names[i] = member.String()
	}
	s := "pool(" + strings.Join(names, ", ")
	switch {
	case m.Trim == Median:
		s += "; median"
	case m.Trim > 0:
		s += fmt.Sprintf("; trimmed %g", m.Trim)
	}
	if m.Weigh != nil {
		s += "; " + m.Weigh.String()
	}
	return s + ")"
}

// Fit fits every member and weighs those that answer. It panics if Trim is
// outside 0 to ½.
func (m Pool) Fit(y data.Series) (forecast.Fitted, error) {
	if !(m.Trim >= 0 && m.Trim <= Median) {
		panic("combine: trim outside 0 to 0.5")
	}
	p := fitted{of: y, method: m.String(), trim: m.Trim}
	var refusals []error
	for i, member := range m.Members {
		f, err := member.Fit(y)
		if err != nil {
			refusals = append(refusals, err)
			continue
		}
		p.members = append(p.members, Member{Index: i, Model: member, Fit: f})
	}
	if len(p.members) == 0 {
		return nil, fmt.Errorf("fit %s to %s: no member has an answer: %w", m, y.ID, errors.Join(refusals...))
	}
	for _, err := range refusals {
		p.warnings = append(p.warnings, fmt.Errorf("left out of %s: %w", m, err))
	}
	p.weights = equal(len(p.members))
	if m.Weigh == nil {
		return p, nil
	}
	w, err := m.Weigh.Weights(y, p.members)
	switch {
	case errors.Is(err, forecast.ErrShort):
		p.warnings = append(p.warnings, fmt.Errorf("equal weights in %s: %w", m, err))
	case err != nil:
		return nil, fmt.Errorf("fit %s to %s: %w", m, y.ID, err)
	default:
		p.weights = w
	}
	return p, nil
}

// equal returns n equal weights.
func equal(n int) []float64 { return slices.Repeat([]float64{1 / float64(n)}, n) }
