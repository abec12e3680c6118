package dist

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Skewed returns the shifted log-normal distribution with mean mu, standard
// deviation s > 0 and skewness skew > 0,
//
//	X = a + s/t·exp(σZ - σ²/2),  t³ + 3t = skew,  σ² = log(1+t²),  a = mu - s/t,
//
// a smooth way to give a sum of growing shocks its longer upper tail. It tends
// to the normal as skew falls to zero; below 1e-3 it is the normal, which it
// then equals to four digits.
//
// # References
//
// Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions, vol. 1,
// 2nd ed., 1994, section 14.3.
func Skewed(mu, s, skew float64) Dist {
	if skew < 1e-3 {
		return Normal(mu, s)
	}
	t := 2 * math.Sinh(math.Asinh(skew/2)/3) // the real root of the cubic
	v := math.Log1p(t * t)
	return shifted{
		by: mu - s/t,
		of: distuv.LogNormal{Mu: math.Log(s) - math.Log(t) - v/2, Sigma: math.Sqrt(v)},
	}
}

// shifted is the distribution of by + X.
type shifted struct {
	by float64
	of distuv.LogNormal
}

func (d shifted) Mean() float64              { return d.by + d.of.Mean() }
func (d shifted) CDF(x float64) float64      { return d.of.CDF(x - d.by) }
func (d shifted) Quantile(p float64) float64 { return d.by + d.of.Quantile(p) }
