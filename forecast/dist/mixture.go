package dist

import "math"

// Mixture draws from Of[i] with probability Weights[i]; the weights are
// positive and sum to 1.
type Mixture struct {
	Of      []Dist
	Weights []float64
}

// Mean returns the weighted mean of the means.
func (d Mixture) Mean() float64 { return weighted(d.Of, d.Weights, Dist.Mean) }

// CDF returns the weighted mean of the distribution functions.
func (d Mixture) CDF(x float64) float64 {
	return weighted(d.Of, d.Weights, func(c Dist) float64 { return c.CDF(x) })
}

// Quantile inverts the CDF by bisection between the lowest and the highest
// quantile of the components, which always enclose it, to 1e-13 of the
// distance of the two.
func (d Mixture) Quantile(p float64) float64 {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, c := range d.Of {
		q := c.Quantile(p)
		lo, hi = math.Min(lo, q), math.Max(hi, q)
	}
	switch {
	case p <= 0 || lo == hi:
		return lo
	case p >= 1:
		return hi
	}
	for tol := 1e-13 * (hi - lo); hi-lo > tol; {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi { // neighbouring floats
			break
		}
		if d.CDF(mid) < p {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}
