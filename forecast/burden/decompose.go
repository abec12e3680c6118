package burden

import (
	"fmt"
	"math"

	"github.com/defcast/defcast/forecast"
)

// Factor is one of the numbers that a ratio is a product of, at two times.
type Factor struct {
	Name     string
	From, To float64
	Divides  bool // the ratio is divided by it
}

// log returns what the factor adds to the logarithm of the ratio.
func (f Factor) log() float64 {
	if f.Divides {
		return math.Log(f.From / f.To)
	}
	return math.Log(f.To / f.From)
}

// Part is a factor and what its change contributes to that of the ratio.
type Part struct {
	Factor
	Points float64 // a fraction, as the ratio
}

// Decompose splits the change of a ratio from r0 to r1 into the contributions
// of its factors,
//
//	r1 - r0 = Σ L(r1, r0)·s[k]·log(to[k]/from[k]),  L(a, b) = (a-b)/log(a/b),
//
// s[k] = -1 for a divisor and 1 otherwise: the additive logarithmic mean Divisia
// index. The parts add up to the change without remainder, do not depend on the
// order of the factors, and change sign when the two times are swapped.
//
// It returns an error that wraps [forecast.ErrDomain] where a number is not
// positive or where the ratio is not the product of its factors: logarithms
// differ by more than 1e-9.
//
// # References
//
// Ang, The LMDI approach to decomposition analysis: a practical guide, Energy
// Policy 33(7), 2005.
func Decompose(r0, r1 float64, factors ...Factor) ([]Part, error) {
	sum := 0.0
	for _, f := range append([]Factor{{Name: "ratio", From: r0, To: r1}}, factors...) {
		if !(f.From > 0 && f.To > 0) || math.IsInf(f.From, 1) || math.IsInf(f.To, 1) {
			return nil, fmt.Errorf("decompose: %s is %g and %g, want positive numbers: %w", f.Name, f.From, f.To, forecast.ErrDomain)
		}
	}
	for _, f := range factors {
		sum += f.log()
	}
	change := math.Log(r1 / r0)
	if math.Abs(sum-change) > 1e-9 {
		return nil, fmt.Errorf("decompose: the factors change by %g in logarithms, the ratio by %g: %w", sum, change, forecast.ErrDomain)
	}
	mean := logMean(r0, change)
	parts := make([]Part, len(factors))
	for i, f := range factors {
		parts[i] = Part{Factor: f, Points: mean * f.log()}
	}
	return parts, nil
}

// logMean returns the logarithmic mean of r and r·exp(d); as an expm1, since the
// plain quotient loses its digits where d is small.
func logMean(r, d float64) float64 {
	if d == 0 {
		return r
	}
	return r * math.Expm1(d) / d
}
