// Package boxcox has the Box–Cox family of power transforms and two ways of
// choosing its parameter from an annual series.
package boxcox

import (
	"errors"
	"math"
)

// The reasons why a parameter cannot be chosen.
var (
	ErrNegative = errors.New("values are not positive")
	ErrFlat     = errors.New("values do not tell one lambda from another")
)

// Transform returns the Box–Cox transform of y,
//
//	z = log(y)                    λ = 0
//	z = (sign(y)·|y|^λ - 1) / λ   otherwise,
//
// which extends Box and Cox's to negative y as Bickel and Doksum do. The
// result is NaN where y is negative and λ is not positive; 0 gives -Inf there.
//
// # References
//
// Box and Cox, An analysis of transformations, JRSS B 26(2), 1964.
// Bickel and Doksum, An analysis of transformations revisited, JASA 76, 1981.
func Transform(y, lambda float64) float64 {
	switch {
	case lambda == 0:
		return math.Log(y)
	case y >= 0:
		return math.Expm1(lambda*math.Log(y)) / lambda // exact for small lambda too
	case lambda < 0:
		return math.NaN()
	}
	return (-math.Pow(-y, lambda) - 1) / lambda
}

// Inverse returns the y that [Transform] maps to z,
//
//	y = exp(z)                              λ = 0
//	y = sign(λz+1)·|λz+1|^(1/λ)             otherwise.
//
// For λ > 0, z below -1/λ belongs to negative y; for λ < 0 no y has a z above
// -1/λ and the result is NaN.
func Inverse(z, lambda float64) float64 {
	if lambda == 0 {
		return math.Exp(z)
	}
	switch x := lambda * z; {
	case x >= -1:
		return math.Exp(math.Log1p(x) / lambda)
	case lambda > 0:
		return -math.Pow(-x-1, 1/lambda)
	}
	return math.NaN()
}
