package statespace

import (
	"fmt"
	"math"
)

// Shock names the shape of an intervention.
type Shock int

// The shapes, each with its regressor x[t] for an intervention at time τ.
const (
	LevelShift  Shock = iota // 1 from τ on
	Outlier                  // 1 at τ only
	SlopeChange              // 1, 2, 3, … from τ on; 1, 1+φ, 1+φ+φ², … if Damped
)

// String returns "level shift", "outlier" or "slope change".
func (s Shock) String() string {
	switch s {
	case LevelShift:
		return "level shift"
	case Outlier:
		return "outlier"
	case SlopeChange:
		return "slope change"
	}
	return fmt.Sprintf("Shock(%d)", int(s))
}

// Intervention is a shock whose first effect is on the value at index At,
// counted from 0.
type Intervention struct {
	Shock Shock
	At    int
}

// String returns, for example, "level shift at 28".
func (v Intervention) String() string { return fmt.Sprintf("%s at %d", v.Shock, v.At) }

// Effect is the estimated size of an intervention with its standard error, in
// the units of the data (a year, for SlopeChange).
type Effect struct {
	Intervention
	Size   float64
	StdErr float64
}

// at returns the regressor at time t, with damping phi of the slope.
func (v Intervention) at(t int, phi float64) float64 {
	since := t - v.At
	switch {
	case since < 0 || v.Shock == Outlier && since > 0:
		return 0
	case v.Shock != SlopeChange:
		return 1
	case phi == 1:
		return float64(since + 1)
	}
	return (1 - math.Pow(phi, float64(since+1))) / (1 - phi)
}

// ramp returns the damping of a slope change: φ for a damped trend, else 1.
func (t Trend) ramp(p Params) float64 {
	if t == Damped {
		return p.Phi
	}
	return 1
}

// fill writes the regressor to dst.
func (v Intervention) fill(dst []float64, phi float64) {
	for t := range dst {
		dst[t] = v.at(t, phi)
	}
}

// checkInterventions refuses effects outside the data and repeated ones. That
// the rest can be told apart is for the likelihood to find out.
func checkInterventions(list []Intervention, n int) error {
	for i, v := range list {
		if v.Shock < LevelShift || v.Shock > SlopeChange {
			panic("statespace: unknown shock")
		}
		if v.At < 0 || v.At >= n {
			return fmt.Errorf("%s, want from 0 to %d: %w", v, n-1, ErrIntervention)
		}
		for _, w := range list[:i] {
			if v == w {
				return fmt.Errorf("%s given twice: %w", v, ErrIntervention)
			}
		}
	}
	return nil
}
