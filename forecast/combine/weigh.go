package combine

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// Member is a model of a pool that has an answer.
type Member struct {
	Index int // in Pool.Members
	Model forecast.Model
	Fit   forecast.Fitted
}

// Weigher decides how much each member of a pool counts.
type Weigher interface {
	String() string
	// Weights returns one weight for each member, not negative and of sum 1. An
	// error that wraps [forecast.ErrShort] makes the pool fall back to equal
	// weights with a warning; any other is the pool's refusal.
	Weights(y data.Series, members []Member) ([]float64, error)
}

// Fixed holds one weight for each of Pool.Members, not negative. They need
// not sum to 1, and grow in proportion where a member refuses. Weights panics
// if a weight is missing or negative.
type Fixed []float64

// String returns "fixed weights".
func (Fixed) String() string { return "fixed weights" }

// Weights returns the weights of the members that have an answer.
func (w Fixed) Weights(_ data.Series, members []Member) ([]float64, error) {
	out := make([]float64, len(members))
	for i, m := range members {
		if m.Index >= len(w) || !(w[m.Index] >= 0) {
			panic("combine: a fixed weight is missing or negative")
		}
		out[i] = w[m.Index]
	}
	total := floats.Sum(out)
	if total == 0 {
		return nil, fmt.Errorf("weigh %d members: none with a weight has an answer: %w", len(members), forecast.ErrNumeric)
	}
	floats.Scale(1/total, out)
	return out, nil
}

// ErrIncomparable is wrapped where members have criteria of different things.
var ErrIncomparable = errors.New("likelihoods cannot be compared")

// AICc weighs members by the corrected Akaike criterion,
//
//	w[i] ∝ exp(-½·(AICc[i] - min AICc)),
//
// the chance of each to be the best of them by that criterion. The likelihoods
// must be of the same numbers, up to the same constants: all members must say
// so by the same text in [forecast.Summary].Likelihood, otherwise Weights
// returns an error that wraps [ErrIncomparable]. Models of logarithms compare
// among themselves, inside model.Log{Of: Pool{…}}, not with models of the
// values.
//
// # References
//
// Burnham and Anderson, Model Selection and Multimodel Inference, 2nd ed., 2002,
// section 2.9. Kolassa, Combining exponential smoothing forecasts using Akaike
// weights, International Journal of Forecasting 27(2), 2011.
type AICc struct{}

// String returns "weights by AICc".
func (AICc) String() string { return "weights by AICc" }

// Weights compares the criteria of the members.
func (AICc) Weights(_ data.Series, members []Member) ([]float64, error) {
	w := make([]float64, len(members))
	first := members[0].Fit.Summary()
	for i, m := range members {
		s := m.Fit.Summary()
		if s.Likelihood == "" || s.Likelihood != first.Likelihood || math.IsNaN(s.AICc) {
			return nil, fmt.Errorf("weigh %s beside %s by AICc: likelihoods of %q and %q: %w",
				m.Model, members[0].Model, s.Likelihood, first.Likelihood, ErrIncomparable)
		}
		w[i] = s.AICc
	}
	best := floats.Min(w)
	if math.IsInf(best, 1) {
		return nil, fmt.Errorf("weigh %d members by AICc: all have as many parameters as there are values: %w", len(w), forecast.ErrShort)
	}
	for i, v := range w {
		switch {
		case v == best: // an exact fit has -Inf
			w[i] = 1
		default:
			w[i] = math.Exp(-0.5 * (v - best))
		}
	}
	floats.Scale(1/floats.Sum(w), w)
	return w, nil
}
