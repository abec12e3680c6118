package dist

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Average has the weighted mean of the quantiles of its components
// (Vincentisation), without the lowest and the highest among them if Trim is
// positive,
//
//	Q(p) = 1/(1-2τ) · ∫ from τ to 1-τ of G⁻¹[p](u) du,
//
// where G[p] is the distribution that gives each Of[i].Quantile(p) the mass
// Weights[i] and τ is Trim: 0 is the mean, ½ the median. Each is an average of
// order statistics, which rise where all components' quantiles do, so that the
// quantiles of the Average rise with p whatever τ.
//
// An average of quantiles keeps the components' shape and is sharper than
// their [Mixture]; where they differ only in location and scale the mean is
// exact. The weights are not negative and sum to 1. Make one with
// [NewAverage], which finds simple forms.
//
// # References
//
// Genest, Vincentization revisited, Annals of Statistics 20(2), 1992.
// Lichtendahl, Grushka-Cockayne and Winkler, Is it better to average
// probabilities or quantiles?, Management Science 59(7), 2013.
type Average struct {
	Of      []Dist
	Weights []float64
	Trim    float64
}

// NewAverage returns the [Average] in its simplest form: the average of points
// is a [Point] and the mean of normals is normal,
//
//	Σ w[i]·(μ[i] + s[i]·z) = Σ w[i]·μ[i] + z·Σ w[i]·s[i],
//
// so that its quantiles cost one evaluation, not one a component.
func NewAverage(of []Dist, weights []float64, trim float64) Dist {
	if len(of) == 1 {
		return of[0]
	}
	mu, s := make([]float64, len(of)), 0.0
	for i, d := range of {
		switch d := d.(type) {
		case distuv.Normal:
			mu[i] = d.Mu
			s += weights[i] * d.Sigma
		case Point:
			mu[i] = float64(d)
		default:
			return Average{Of: of, Weights: weights, Trim: trim}
		}
	}
	if trim > 0 && s > 0 {
		return Average{Of: of, Weights: weights, Trim: trim}
	}
	return Normal(TrimmedMean(mu, weights, trim), s)
}

// Mean returns the weighted mean of the means, or, with Trim, the integral of
// the quantiles as [Expect] has it.
func (d Average) Mean() float64 {
	if d.Trim > 0 {
		return Expect(d, func(x float64) float64 { return x })
	}
	return weighted(d.Of, d.Weights, Dist.Mean)
}

// Quantile returns the mean of the components' quantiles at p.
func (d Average) Quantile(p float64) float64 {
	if d.Trim == 0 {
		return weighted(d.Of, d.Weights, func(c Dist) float64 { return c.Quantile(p) })
	}
	var few [16]float64 // keeps the values of a usual pool off the heap
	v := few[:0]
	z := math.NaN() // the normal quantile, by far the dearest part, is the same for all
	for _, c := range d.Of {
		n, ok := c.(distuv.Normal)
		if !ok {
			v = append(v, c.Quantile(p))
			continue
		}
		if math.IsNaN(z) {
			z = distuv.UnitNormal.Quantile(p)
		}
		v = append(v, n.Mu+n.Sigma*z)
	}
	return TrimmedMean(v, d.Weights, d.Trim)
}

// CDF returns the largest p whose quantile is at most x, by bisection to
// 1e-12. It lies between the lowest and the highest of the components' CDFs.
func (d Average) CDF(x float64) float64 {
	lo, hi := 1.0, 0.0
	for _, c := range d.Of {
		p := c.CDF(x)
		lo, hi = math.Min(lo, p), math.Max(hi, p)
	}
	if lo == hi {
		return lo
	}
	// A sample's quantiles are interpolated and do not exactly undo its CDF.
	if d.Quantile(lo) > x {
		lo = 0
	}
	if d.Quantile(hi) <= x {
		hi = 1
	}
	for hi-lo > 1e-12 {
		if mid := lo + (hi-lo)/2; d.Quantile(mid) <= x {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// TrimmedMean returns the weighted mean of v without the share trim of the
// weight at either end; trim ½ is the median. A value that straddles the cut
// counts with the part of its weight that is inside. The weights are not
// negative and sum to 1.
func TrimmedMean(v, weights []float64, trim float64) float64 {
	if trim == 0 {
		total := 0.0
		for i := range v {
			total += float64(weights[i] * v[i])
		}
		return total
	}
	// At ½ the window closes on the median; a sliver of it stays open, so that
	// both middle values of an even number count.
	trim = math.Min(trim, 0.5-1e-6)
	var few [16]int
	order := few[:0]
	for i := range v {
		order = append(order, i)
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case v[a] < v[b]:
			return -1
		case v[a] > v[b]:
			return 1
		}
		return 0
	})
	total, inside, below := 0.0, 0.0, 0.0
	for _, i := range order {
		w := math.Min(below+weights[i], 1-trim) - math.Max(below, trim)
		below += weights[i]
		if w > 0 {
			total += float64(w * v[i])
			inside += w
		}
	}
	return total / inside
}
