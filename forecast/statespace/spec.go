package statespace

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Trend names the equations of the trend.
type Trend int

// The trends, with the variances that each of them has beside the irregular's.
const (
	LocalLevel  Trend = iota // a level and no slope: σ²ξ
	LocalLinear              // a level and a slope, both random walks: σ²ξ, σ²ζ
	Smooth                   // an integrated random walk: σ²ζ, the level has no noise of its own
	Damped                   // a level and a slope that dies out at rate φ: σ²ξ, σ²ζ, φ
)

// String returns "local level", "local linear trend", "smooth trend" or
// "damped trend".
func (t Trend) String() string {
	switch t {
	case LocalLevel:
		return "local level"
	case LocalLinear:
		return "local linear trend"
	case Smooth:
		return "smooth trend"
	case Damped:
		return "damped trend"
	}
	return fmt.Sprintf("Trend(%d)", int(t))
}

// states returns the number of states, which is the number of diffuse ones.
func (t Trend) states() int {
	if t == LocalLevel {
		return 1
	}
	return 2
}

// The bounds of an estimated φ. Below the lower one a slope lasts so short
// that it cannot be told from the level's noise; above the upper one it cannot
// be told from a random walk.
const (
	PhiMin = 0.2
	PhiMax = 0.98
)

// Spec is the structure of a model, without data. The zero value is the local
// level model with exact diffuse initialisation and no interventions.
type Spec struct {
	Trend Trend
	// Phi fixes the damping of a [Damped] trend, in (0, 1]; zero estimates it.
	Phi float64
	// Prior replaces the diffuse start; nil means diffuse.
	Prior *Prior
	// Interventions are regression effects at known times.
	Interventions []Intervention
}

// Prior is a proper distribution of level and slope one step before the first
// value, N(Mean, Cov). StructTS of R has Mean = (y[1], 0) and all elements of
// Cov equal to 10⁴ times the variance of y. LocalLevel reads the level only.
type Prior struct {
	Mean [2]float64
	Cov  [2][2]float64
}

// Params are the parameters of a model, in the units of the data squared; Phi
// has no unit. A trend without a slope or without noise in its level ignores
// the fields that it does not have.
type Params struct {
	Irregular float64 // σ²ε
	Level     float64 // σ²ξ
	Slope     float64 // σ²ζ
	Phi       float64 // φ, used by Damped only
}

// The reasons why there is no answer.
var (
	// ErrShort: too few values for the parameters and diffuse states.
	ErrShort = errors.New("series too short")
	// ErrExact: the model reproduces the values without any noise, so that no
	// variance can be estimated: a constant, or an exact line with a slope.
	ErrExact = errors.New("values leave no noise to estimate")
	// ErrRange: values infinite, or so large or small that their squares are
	// not numbers.
	ErrRange = errors.New("values outside the range of numbers")
	// ErrIntervention: an effect that the data cannot tell.
	ErrIntervention = errors.New("effect not identified")
)

// system is the matrices of a model: Z = [1 0], T = [1 c; 0 φ], H = [qe],
// Q = diag(ql, qs). The local level is the case c = φ = qs = 0, so that one
// filter of fixed size serves all.
type system struct {
	c, phi     float64
	qe, ql, qs float64
	diffuse    int // leading states that start diffuse
	prior      *Prior
}

// free tells which of irregular, level and slope variance the trend has.
func (t Trend) free() [3]bool {
	return [3]bool{true, t != Smooth, t != LocalLevel}
}

// system returns the matrices at the parameters. The fields of p that the
// trend does not have are ignored.
func (s Spec) system(p Params) system {
	sys := system{qe: p.Irregular, prior: s.Prior}
	if s.Prior == nil {
		sys.diffuse = s.Trend.states()
	}
	if s.Trend != Smooth {
		sys.ql = p.Level
	}
	if s.Trend != LocalLevel {
		sys.c, sys.phi, sys.qs = 1, 1, p.Slope
	}
	if s.Trend == Damped {
		sys.phi = p.Phi
	}
	return sys
}

// check panics on a Spec or Params that no data can mend.
func (s Spec) check() {
	switch {
	case s.Trend < LocalLevel || s.Trend > Damped:
		panic("statespace: unknown trend")
	case s.Phi < 0 || s.Phi > 1 || math.IsNaN(s.Phi):
		panic("statespace: phi outside (0, 1]")
	}
}

func (p Params) check(t Trend) {
	for _, v := range []float64{p.Irregular, p.Level, p.Slope} {
		if !(v >= 0) || math.IsInf(v, 0) {
			panic("statespace: variance not a finite number of at least zero")
		}
	}
	if t == Damped && !(p.Phi > 0 && p.Phi <= 1) {
		panic("statespace: phi outside (0, 1]")
	}
}

// times returns the parameters with the variances multiplied by f.
func (p Params) times(f float64) Params {
	p.Irregular *= f
	p.Level *= f
	p.Slope *= f
	return p
}

// clone returns a copy that shares nothing with s.
func (s Spec) clone() Spec {
	s.Interventions = slices.Clone(s.Interventions)
	if s.Prior != nil {
		p := *s.Prior
		s.Prior = &p
	}
	return s
}
