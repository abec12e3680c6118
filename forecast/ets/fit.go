package ets

import (
	"fmt"
	"math"
)

// Fit is a model with its parameters, run through a series. It is immutable and
// safe for concurrent use; its slices must not be written to.
type Fit struct {
	Spec   Spec
	Params Params
	StdErr Params  // their standard errors after [Estimate]; zero for those at a bound or not determined
	N      int     // observed values
	LogLik float64 // on R's scale, see [Evaluate]
	Sigma  float64 // standard deviation of the innovations; relative if the error is Multiplicative

	// One value a time point of the series. Fitted is the one-step mean, NaN
	// before the first observation; Residuals is NaN wherever the series is;
	// Level and Trend are the states after the time point.
	Fitted, Residuals, Level, Trend []float64

	// states after the last observation, and missing values after it: the
	// forecasts of these have to be passed before those that are asked for
	last Params
	tail int
	exp  int // the data are of the size of 2^exp
}

// Evaluate runs the model with given parameters through y, in which NaN is a
// missing value: the state then moves on without an innovation and the
// likelihood leaves the time point out. The log-likelihood is on R's scale,
//
//	-½·n·log Σe²              additive errors
//	-½·n·log Σe² - Σ log|ŷ|   multiplicative errors
//
// and Sigma² is Σe²/(n-k), with k = [Spec.Parameters], as in R. Residuals that
// are smaller than the rounding of the data count as rounding, so that the
// likelihood of an exact fit is finite.
//
// It returns [ErrSpec], [ErrRegion] (outside the admissible region), [ErrShort]
// (nothing observed), [ErrInfinite], [ErrPositive], or [ErrDiverged] if the
// recursion overflows or divides by zero.
//
// # References
//
// Hyndman, Koehler, Ord and Snyder 2008, chapter 2 and section 5.1. Missing
// values: as fable 0.5 and forecast 9 treat them.
func Evaluate(spec Spec, p Params, y []float64) (*Fit, error) {
	s, err := newSample(y)
	if err != nil {
		return nil, err
	}
	if err := s.admits(spec); err != nil {
		return nil, err
	}
	if err := p.Admissible(spec); err != nil {
		return nil, err
	}
	p.Level = math.Ldexp(p.Level, -s.exp)
	if spec.Trend == Additive {
		p.Trend = math.Ldexp(p.Trend, -s.exp)
	}
	return s.run(spec, p.only(spec))
}

// run is Evaluate in scaled units.
func (s *sample) run(spec Spec, p Params) (*Fit, error) {
	f := s.blank(spec, p)
	l, b, sse, sumLog := p.Level, p.Trend, 0.0, 0.0
	for t, y := range s.y {
		q, trend := spec.ahead(l, b, p.Phi)
		e, r := 0.0, math.NaN()
		if !math.IsNaN(y) {
			e, r = y-q, spec.residual(y, q)
			sse += r * r
			if spec.Error == Multiplicative {
				sumLog += math.Log(math.Abs(q))
			}
		}
		l, b = spec.absorb(l, q, trend, e, p.Alpha, p.Beta)
		f.record(s, s.lead+t, q, r, l, b)
		if t == len(s.y)-1-s.tail {
			f.last = s.params(spec, Params{Alpha: p.Alpha, Beta: p.Beta, Phi: p.Phi, Level: l, Trend: b})
		}
	}
	f.LogLik = s.logLik(objective(spec, s.n, sse, sumLog))
	f.Sigma = math.Sqrt(sse / float64(max(s.n-spec.Parameters(), 1)))
	if spec.Error == Additive {
		f.Sigma = s.unscale(f.Sigma)
	}
	ok := finite(f.LogLik, f.Sigma, f.Params.Level, f.Params.Trend)
	if !ok || !finite(f.Fitted[s.lead:]...) || !finite(f.Level[s.lead:]...) || !finite(f.Trend[s.lead:]...) {
		return nil, fmt.Errorf("evaluate %v at %+v: %w", spec, f.Params, ErrDiverged)
	}
	return f, nil
}

// finite reports whether all of v are: in scaled units they may be so and
// overflow in those of the data.
func finite(v ...float64) bool {
	for _, x := range v {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return false
		}
	}
	return true
}

// blank returns a Fit with everything but the results of the recursion.
func (s *sample) blank(spec Spec, p Params) *Fit {
	n := s.lead + len(s.y)
	buf := make([]float64, 4*n)
	f := &Fit{
		Spec: spec, Params: s.params(spec, p), N: s.n, tail: s.tail, exp: s.exp,
		Fitted: buf[:n:n], Residuals: buf[n : 2*n : 2*n], Level: buf[2*n : 3*n : 3*n], Trend: buf[3*n:],
	}
	for t := range s.lead {
		f.Fitted[t], f.Residuals[t], f.Level[t], f.Trend[t] = math.NaN(), math.NaN(), math.NaN(), math.NaN()
	}
	return f
}

// record stores what happened at time t, in the units of the data.
func (f *Fit) record(s *sample, t int, q, r, l, b float64) {
	if f.Spec.Error == Additive {
		r = s.unscale(r)
	}
	if f.Spec.Trend == Additive {
		b = s.unscale(b)
	}
	f.Fitted[t], f.Residuals[t], f.Level[t], f.Trend[t] = s.unscale(q), r, s.unscale(l), b
}

// params returns p, which is in scaled units, in the units of the data. A
// multiplicative trend is a ratio and has none.
func (s *sample) params(spec Spec, p Params) Params {
	p.Level = s.unscale(p.Level)
	if spec.Trend == Additive {
		p.Trend = s.unscale(p.Trend)
	}
	return p
}

// AIC returns Akaike's criterion, -2·LogLik + 2k, where k counts the
// parameters, the initial states and the variance of the innovations.
func (f *Fit) AIC() float64 { return AIC.of(f.LogLik, f.N, f.Spec.Parameters()+1) }

// AICc returns Akaike's criterion with its small-sample correction,
// AIC + 2k(k+1)/(n-k-1). It is +Inf unless n > k+1.
func (f *Fit) AICc() float64 { return AICc.of(f.LogLik, f.N, f.Spec.Parameters()+1) }

// BIC returns Schwarz's criterion, -2·LogLik + k·log n.
func (f *Fit) BIC() float64 { return BIC.of(f.LogLik, f.N, f.Spec.Parameters()+1) }
