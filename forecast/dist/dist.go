// Package dist has the distributions that forecasts need beside those of
// gonum's distuv: a point, a monotone transform, a mixture and an average of
// quantiles. All values are immutable and satisfy forecast.Dist.
package dist

import (
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/forecast"
)

// Dist is what the distributions here are made of.
type Dist = forecast.Dist

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

// weighted returns Σ w[i]·f(of[i]).
func weighted(of []Dist, w []float64, f func(Dist) float64) float64 {
	total := 0.0
	for i, c := range of {
		total += float64(w[i] * f(c))
	}
	return total
}

// StudentT returns the location-scale t distribution with nu degrees of
// freedom.
func StudentT(mu, sigma, nu float64) Dist {
	return Student{Mu: mu, Sigma: sigma, Nu: nu}
}
