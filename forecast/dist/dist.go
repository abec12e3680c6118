// Package dist has the distributions that forecasts need beside those of
// gonum's distuv: a point, a monotone transform, a mixture and an average of
// quantiles. All values are immutable and satisfy forecast.Dist.
package dist

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/stat/distuv"
)

// Dist is what the distributions here are made of; it equals forecast.Dist.
type Dist interface {
	Mean() float64
	CDF(x float64) float64
	Quantile(p float64) float64
}

// Point is the distribution of a number that is known: all mass at one value.
type Point float64

// Mean returns the value.
func (d Point) Mean() float64 { return float64(d) }

// CDF returns 0 below the value and 1 from it on.
func (d Point) CDF(x float64) float64 {
	if x < float64(d) {
		return 0
	}
	return 1
}

// Quantile returns the value, whatever p.
func (d Point) Quantile(float64) float64 { return float64(d) }

// Normal returns the normal distribution, or a [Point] where s is zero.
func Normal(mu, s float64) Dist {
	if s == 0 {
		return Point(mu)
	}
	return distuv.Normal{Mu: mu, Sigma: s}
}

// Exp returns the distribution of exp(X) for X ~ d. The mean of an
// exponentiated normal is exp(mu + s²/2), not exp(mu).
func Exp(d Dist) Dist {
	switch d := d.(type) {
	case distuv.Normal:
		return distuv.LogNormal{Mu: d.Mu, Sigma: d.Sigma}
	case Point:
		return Point(math.Exp(float64(d)))
	}
	return Transform{Of: d, To: math.Exp, From: math.Log}
}

// Transform is the distribution of To(X) for X ~ Of, where To increases
// strictly and From is its inverse.
type Transform struct {
	Of       Dist
	To, From func(float64) float64
}

// tail is the mass left out at each end when a mean is integrated: the
// expectation of a heavy-tailed X through exp may not exist, and what is
// reported is the mean of the central 99.9 %.
const tail = 0.0005

// Mean returns the integral of the quantiles over the central 99.9 % of
// probability by 64-point Gauss–Legendre, so that it exists for every Of.
func (d Transform) Mean() float64 {
	return quad.Fixed(d.Quantile, tail, 1-tail, 64, quad.Legendre{}, 0) / (1 - 2*tail)
}

// CDF returns Of.CDF(From(x)).
func (d Transform) CDF(x float64) float64 {
	z := d.From(x)
	if math.IsNaN(z) { // x lies below everything that To can give
		return 0
	}
	return d.Of.CDF(z)
}

// Quantile returns To(Of.Quantile(p)).
func (d Transform) Quantile(p float64) float64 { return d.To(d.Of.Quantile(p)) }

// StudentT returns the location-scale t distribution with nu degrees of
// freedom.
func StudentT(mu, sigma, nu float64) Dist {
	return distuv.StudentsT{Mu: mu, Sigma: sigma, Nu: nu}
}
