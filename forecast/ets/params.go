package ets

import "fmt"

// Params holds the numbers of one model, in the units of the data: smoothing
// parameters of level and trend, damping, and the states at time zero. Those
// that a model does not have are ignored on the way in and zero on the way out,
// except that Phi is then 1.
//
// Beta is the β of the book and of R, the weight of the innovation in the trend;
// it is α·β* in the older writings.
type Params struct {
	Alpha, Beta, Phi float64
	Level, Trend     float64
}

// The usual region of the smoothing parameters, as R's ets has it: alpha and
// beta in [Lower, Upper] with beta at most alpha, phi in [PhiLower, PhiUpper].
// A phi near 1 cannot be told from an undamped trend, one below 0.8 from none.
const (
	Lower, Upper       = 1e-4, 1 - 1e-4
	PhiLower, PhiUpper = 0.8, 0.98
)

// Usual returns [ErrRegion] when p is outside the usual region of s, in which
// all smoothing is a weighted average.
func (p Params) Usual(s Spec) error {
	switch {
	case !(p.Alpha >= Lower && p.Alpha <= Upper):
		return fmt.Errorf("alpha %g, want [%g, %g]: %w", p.Alpha, Lower, Upper, ErrRegion)
	case s.Trend != None && !(p.Beta >= Lower && p.Beta <= p.Alpha):
		return fmt.Errorf("beta %g, want [%g, alpha %g]: %w", p.Beta, Lower, p.Alpha, ErrRegion)
	case s.Damped && !(p.Phi >= PhiLower && p.Phi <= PhiUpper):
		return fmt.Errorf("phi %g, want [%g, %g]: %w", p.Phi, PhiLower, PhiUpper, ErrRegion)
	}
	return nil
}

// Admissible returns [ErrRegion] when p is outside the admissible region of s:
// there, and only there, the weight of the distant past in the forecasts does
// not grow,
//
//	1-1/φ <= α <= 1+1/φ,   α(φ-1) <= β <= (1+φ)(2-α).
//
// It contains the usual region.
//
// # References
//
// Hyndman, Koehler, Ord and Snyder 2008, section 10.2, table 10.1.
func (p Params) Admissible(s Spec) error {
	phi := p.phi(s)
	switch {
	case s.Damped && !(phi > 0 && phi <= 1):
		return fmt.Errorf("phi %g, want (0, 1]: %w", phi, ErrRegion)
	case !(p.Alpha >= 1-1/phi && p.Alpha <= 1+1/phi):
		return fmt.Errorf("alpha %g, want [%g, %g]: %w", p.Alpha, 1-1/phi, 1+1/phi, ErrRegion)
	case s.Trend != None && !(p.Beta >= p.Alpha*(phi-1) && p.Beta <= (1+phi)*(2-p.Alpha)):
		return fmt.Errorf("beta %g, want [%g, %g]: %w", p.Beta, p.Alpha*(phi-1), (1+phi)*(2-p.Alpha), ErrRegion)
	}
	return nil
}

// phi is the damping, which is 1 where s has none.
func (p Params) phi(s Spec) float64 {
	if s.Damped {
		return p.Phi
	}
	return 1
}

// only returns p without the numbers that s does not have.
func (p Params) only(s Spec) Params {
	p.Phi = p.phi(s)
	if s.Trend == None {
		p.Beta, p.Trend = 0, 0
	}
	return p
}
