package ets

import (
	"fmt"
	"math"
)

// Criterion is what [Select] minimises. The zero value is AICc.
type Criterion byte

// The criteria, as defined at [Fit.AICc], [Fit.AIC] and [Fit.BIC].
const (
	AICc Criterion = iota
	AIC
	BIC
)

// String returns the criterion's name.
func (c Criterion) String() string { return [...]string{"AICc", "AIC", "BIC"}[c] }

// of computes the criterion of a model with k numbers estimated, the variance
// included, from n values.
func (c Criterion) of(logLik float64, n, k int) float64 {
	kf, nf := float64(k), float64(n)
	switch c {
	case BIC:
		return -2*logLik + kf*math.Log(nf)
	case AIC:
		return -2*logLik + 2*kf
	}
	if n <= k+1 {
		return math.Inf(1)
	}
	return -2*logLik + 2*kf + 2*kf*(kf+1)/(nf-kf-1)
}

// Options says which models [Select] may choose from, and how. The zero value
// is R's default: by AICc from ANN, AAN, AAdN and, for data above zero, MNN,
// MAN, MAdN.
//
// With HoldStates the initial states are not estimated: they are the mean of the
// first ten values, or their regression on time (of their logarithms, for a
// multiplicative trend). They count as parameters all the same. Criteria are
// lower without it by definition, and forecasts of short series often worse.
type Options struct {
	Criterion           Criterion
	AdditiveOnly        bool // no multiplicative component
	MultiplicativeTrend bool // MMN and MMdN as well (R: allow.multiplicative.trend)
	HoldStates          bool // take the initial states from the first ten values, see below
	Unrestricted        bool // with MultiplicativeTrend, AMN and AMdN too, whose variance is infinite (R: restrict = FALSE)
}

// Allows reports whether o lets s be chosen, if the data do.
func (o Options) Allows(s Spec) bool {
	switch {
	case !s.Valid(), o.AdditiveOnly && s.Positive():
		return false
	case s.Trend == Multiplicative:
		return o.MultiplicativeTrend && (s.Error == Multiplicative || o.Unrestricted)
	}
	return true
}

// Candidate is one row of the comparison that [Select] made.
type Candidate struct {
	Spec   Spec
	LogLik float64
	Value  float64 // of the criterion
	Err    error   // why the model was out of the question; LogLik and Value are then 0
}

// Select estimates every model that o and the data allow and returns the one
// with the lowest criterion, the earlier in [Specs] if two tie, and the whole
// comparison.
//
// A model is left out, with the reason in Candidate.Err, unless n > k+1, where
// AICc ceases to exist, whatever the criterion. If that leaves none, the answer
// is ANN for three or four values and [ErrShort] for fewer. Other errors are
// those of [Estimate] about the data.
//
// # References
//
// Hyndman, Koehler, Ord and Snyder 2008, section 7.2; Hyndman and Khandakar,
// Automatic time series forecasting, Journal of Statistical Software 27(3), 2008.
func Select(y []float64, o Options) (*Fit, []Candidate, error) {
	s, err := newSample(y)
	if err != nil {
		return nil, nil, err
	}
	var tried []Candidate
	var best *problem
	var bestAt point
	lowest := math.Inf(1)
	for _, spec := range Specs() {
		if !o.Allows(spec) || spec.Positive() && !s.positive {
			continue
		}
		p, at, c := s.try(spec, o)
		if c.Err == nil && c.Value < lowest {
			best, bestAt, lowest = p, at, c.Value
		}
		tried = append(tried, c)
	}
	if best == nil {
		simple := Spec{Error: Additive}
		if best, bestAt, err = s.estimate(simple, o.HoldStates); err != nil {
			return nil, tried, err
		}
	}
	f, err := s.fit(best, &bestAt)
	return f, tried, err
}

// try estimates one candidate.
func (s *sample) try(spec Spec, o Options) (*problem, point, Candidate) {
	k := spec.Parameters() + 1
	if s.n <= k+1 {
		err := fmt.Errorf("%s, want at least %d to compare %v: %w", count(s.n), k+2, spec, ErrShort)
		return nil, point{}, Candidate{Spec: spec, Err: err}
	}
	p, at, err := s.estimate(spec, o.HoldStates)
	if err != nil {
		return nil, point{}, Candidate{Spec: spec, Err: err}
	}
	logLik := s.logLik(at.f)
	return p, at, Candidate{Spec: spec, LogLik: logLik, Value: o.Criterion.of(logLik, s.n, k)}
}
