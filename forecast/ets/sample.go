package ets

import (
	"fmt"
	"math"
)

// sample is the data as the recursions see them: without leading gaps and
// scaled into (-1, 1) by a power of two. The scaling changes no digit and keeps
// squares and products of values near 1e±300 inside the range of float64.
type sample struct {
	y        []float64 // NaN = missing; y[0] is observed
	lead     int       // leading missing values left out
	tail     int       // trailing missing values, kept in y
	n        int       // observed values
	exp      int       // value = y·2^exp
	positive bool      // all values are above zero
}

// newSample copies y. It returns [ErrInfinite] for an infinite value and
// [ErrShort] if nothing is observed.
func newSample(y []float64) (*sample, error) {
	s := &sample{positive: true}
	first, last, largest := -1, -1, 0.0
	for t, v := range y {
		if math.IsInf(v, 0) {
			return nil, fmt.Errorf("value %d is %g: %w", t+1, v, ErrInfinite)
		}
		if math.IsNaN(v) {
			continue
		}
		if first < 0 {
			first = t
		}
		last = t
		s.n++
		largest = max(largest, math.Abs(v))
		s.positive = s.positive && v > 0
	}
	if s.n == 0 {
		return nil, fmt.Errorf("no value among %d: %w", len(y), ErrShort)
	}
	s.lead, s.tail = first, len(y)-1-last
	_, s.exp = math.Frexp(largest)
	s.y = make([]float64, len(y)-first)
	for t, v := range y[first:] {
		s.y[t] = math.Ldexp(v, -s.exp)
	}
	return s, nil
}

// admits returns an error if the model makes no sense for these data.
func (s *sample) admits(spec Spec) error {
	if !spec.Valid() {
		return fmt.Errorf("model %v: %w", spec, ErrSpec)
	}
	if spec.Positive() && !s.positive {
		return fmt.Errorf("%v needs values above zero: %w", spec, ErrPositive)
	}
	return nil
}

// least is the smallest sum of squares that n scaled values can tell from
// zero: their own rounding errors make as much. An exact line would otherwise
// have an infinite likelihood, and rounding would choose between the models
// that fit it.
func least(n int) float64 { return float64(n) * 0x1p-104 }

// logLik is the log-likelihood on R's scale of a model whose objective is f; it
// moves by n·log 2 for every doubling of the data.
func (s *sample) logLik(f float64) float64 {
	n := float64(s.n)
	return -n/2*f - n*float64(s.exp)*math.Ln2
}

// unscale returns v, which is in scaled units, in the units of the data.
func (s *sample) unscale(v float64) float64 { return math.Ldexp(v, s.exp) }
