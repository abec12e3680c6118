package dist

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/forecast"
)

// Expect returns E[g(X)] for X ~ d and a g that is monotone and smooth but
// for a few corners:
//
//	E[g(X)] = ∫ g(Q(Φ(u)))·φ(u) du
//
// by the trapezoidal rule in steps of 1/8, which for a Gaussian weight is exact
// to nearly all digits. Points, samples and mixtures are summed instead.
//
// Where d is not normal and g is unbounded on it, the expectation need not
// exist (the exponential of a Student t has none): the mean of the central
// 99.9 % is returned.
func Expect(d Dist, g func(float64) float64) float64 {
	switch d := d.(type) {
	case Point:
		return g(float64(d))
	case forecast.Sample:
		total := 0.0
		for _, x := range d {
			total += g(x) / float64(len(d)) // the sum of values near the largest float must not overflow
		}
		return total
	case Mixture:
		return weighted(d.Of, d.Weights, func(c Dist) float64 { return Expect(c, g) })
	case Transform:
		return Expect(d.Of, func(x float64) float64 { return g(d.To(x)) })
	case distuv.Normal:
		return integrate(func(i int) float64 { return g(d.Mu + d.Sigma*gridU[i]) }, 0)
	case LogNormal:
		return integrate(func(i int) float64 { return g(math.Exp(d.Mu + d.Sigma*gridU[i])) }, 0)
	}
	quantile := func(i int) float64 { return d.Quantile(gridP[i]) }
	if t, ok := d.(Student); ok && t.Nu >= 2 {
		z := standards.of(t.Nu, atNodes)
		quantile = func(i int) float64 { return t.Mu + t.Sigma*z[i] }
	}
	margin := 0
	if lo, hi := g(d.Quantile(0)), g(d.Quantile(1)); !finite(lo) || !finite(hi) {
		margin = tailNodes
	}
	return integrate(func(i int) float64 { return g(quantile(i)) }, margin)
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

const (
	gridStep  = 1.0 / 8
	gridNodes = 133 // u from -8.25 to 8.25
	tailNodes = 40  // nodes left out at an end: what remains is |u| ≤ 3.25, within half a step of 99.9 %
)

// The nodes of Expect on the normal scale, their probabilities and weights.
var gridU, gridP, gridW = grid()

func grid() (u, p, w []float64) {
	unit := distuv.UnitNormal
	for i := range gridNodes {
		at := float64(i-gridNodes/2) * gridStep
		u, p, w = append(u, at), append(p, unit.CDF(at)), append(w, unit.Prob(at)*gridStep)
	}
	return u, p, w
}

// integrate sums f over the nodes that are not within margin of an end, and
// divides by their weight.
func integrate(f func(i int) float64, margin int) float64 {
	total := 0.0
	for i := margin; i < gridNodes-margin; i++ {
		total += gridW[i] * f(i)
	}
	return total / floats.Sum(gridW[margin:gridNodes-margin])
}
