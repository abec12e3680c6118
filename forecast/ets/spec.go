package ets

import (
	"fmt"
	"strings"
)

// Part says how a component enters the model. The zero value is None.
type Part byte

// The ways a component can enter.
const (
	None           Part = iota // no such component
	Additive                   // it is added
	Multiplicative             // it multiplies
)

// String returns the part's letter in the taxonomy: N, A or M.
func (p Part) String() string { return "NAM"[p : p+1] }

// Spec names one of the ten non-seasonal exponential smoothing models by its
// error (A, M) and its trend (N, A, Ad, M, Md). The zero value names none; it
// is what automatic selection is asked for with.
//
// # References
//
// Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing,
// Springer 2008, tables 2.2 and 2.3.
type Spec struct {
	Error  Part // Additive or Multiplicative
	Trend  Part
	Damped bool // the trend is damped; needs a trend
}

// Specs returns the ten models, additive errors first and simple trends before
// rich ones: the order in which ties are decided.
func Specs() []Spec {
	var all []Spec
	for _, e := range []Part{Additive, Multiplicative} {
		all = append(all, Spec{Error: e},
			Spec{Error: e, Trend: Additive}, Spec{Error: e, Trend: Additive, Damped: true},
			Spec{Error: e, Trend: Multiplicative}, Spec{Error: e, Trend: Multiplicative, Damped: true})
	}
	return all
}

// ParseSpec reads the name of a model as R's ets writes it: error, trend with d
// for damping, and N for the season that annual data do not have ("AAdN"). The
// season may be left out ("AAd"), and ETS(A,Ad,N) is read as well. It returns
// [ErrSpec] for anything else.
func ParseSpec(name string) (Spec, error) {
	short := strings.TrimSuffix(strings.TrimPrefix(name, "ETS("), ")")
	short = strings.ReplaceAll(short, ",", "")
	for _, s := range Specs() {
		if full := s.String(); short == full || short == strings.TrimSuffix(full, "N") && short != "" {
			return s, nil
		}
	}
	return Spec{}, fmt.Errorf("parse model %q: want one of %v: %w", name, Specs(), ErrSpec)
}

// String returns the name as R writes it, such as "ANN" or "MAdN"; the zero
// Spec, which leaves the choice open, is "ZZN".
func (s Spec) String() string {
	if s == (Spec{}) {
		return "ZZN"
	}
	d := ""
	if s.Damped {
		d = "d"
	}
	return s.Error.String() + s.Trend.String() + d + "N"
}

// Valid reports whether s is one of the ten models.
func (s Spec) Valid() bool {
	return (s.Error == Additive || s.Error == Multiplicative) && s.Trend <= Multiplicative &&
		(s.Trend != None || !s.Damped)
}

// Parameters returns how many numbers are estimated, the initial states
// included and the innovation variance not: 2 for ANN, 4 for AAN, 5 for AAdN.
func (s Spec) Parameters() int { return s.smoothing() + s.states() }

// Positive reports whether the model needs data above zero: a multiplicative
// error or trend has no meaning for others.
func (s Spec) Positive() bool { return s.Error == Multiplicative || s.Trend == Multiplicative }

// ClosedForm reports whether the mean and the variance of the forecasts are
// known in closed form: no model with a multiplicative trend has one.
func (s Spec) ClosedForm() bool { return s.Trend != Multiplicative }

// smoothing counts alpha, beta and phi.
func (s Spec) smoothing() int {
	k := 1
	if s.Trend != None {
		k++
	}
	if s.Damped {
		k++
	}
	return k
}

// states counts the initial states, l and b.
func (s Spec) states() int {
	if s.Trend == None {
		return 1
	}
	return 2
}
