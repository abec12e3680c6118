package ets

import (
	"fmt"
	"math"
)

// Point returns the forecasts 1 to h steps after the end of the series when all
// innovations are zero. For the models with a closed form this is the mean; for
// those with a multiplicative trend it is what R reports as the forecast, below
// the mean of the simulated paths.
func (f *Fit) Point(h int) []float64 {
	point := make([]float64, f.tail+f.horizon(h))
	l, b := f.last.Level, f.last.Trend
	for t := range point {
		q, trend := f.Spec.ahead(l, b, f.last.Phi)
		point[t] = clamp(q)
		l, b = f.Spec.absorb(l, point[t], clamp(trend), 0, f.last.Alpha, f.last.Beta)
	}
	return point[f.tail:]
}

// Moments returns mean and standard deviation of the forecasts 1 to h steps
// after the end of the series, given the parameters. The variances are, with
// c[j] = α + β(φ+…+φ^j),
//
//	additive error         v[h] = σ²·(1 + Σ c[j]²),  j = 1 … h-1
//	multiplicative error   v[h] = (1+σ²)·θ[h] - μ[h]²,  θ[1] = μ[1]²,
//	                       θ[h] = μ[h]² + σ²·Σ c[j]²·θ[h-j]
//
// which are exact; the distribution is normal in the first case and only nearly
// so in the second. With a multiplicative trend there is no closed form and
// Moments returns [ErrSimulated].
//
// # References
//
// Hyndman, Koehler, Ord and Snyder 2008, sections 6.2 and 6.3, tables 6.1 and
// 6.2 (classes 1 and 2).
func (f *Fit) Moments(h int) (mean, sd []float64, err error) {
	if !f.Spec.ClosedForm() {
		return nil, nil, fmt.Errorf("moments of %v: %w", f.Spec, ErrSimulated)
	}
	all := *f
	all.tail, h = 0, f.tail+f.horizon(h)
	mean = all.Point(h)
	c2 := f.weights(h)
	if f.Spec.Error == Additive {
		sd = f.additive(c2)
	} else {
		sd = f.relative(c2, mean)
	}
	return mean[f.tail:], sd[f.tail:], nil
}

// weights returns c[j]² for j = 1 … h-1, at index j-1.
func (f *Fit) weights(h int) []float64 {
	c2 := make([]float64, h-1)
	sum, power := 0.0, 1.0
	for j := range c2 {
		power *= f.last.Phi
		sum += power
		c := f.last.Alpha + f.last.Beta*sum
		c2[j] = c * c
	}
	return c2
}

// additive computes the standard deviations of class 1.
func (f *Fit) additive(c2 []float64) []float64 {
	sd := make([]float64, len(c2)+1)
	v := 1.0
	for h := range sd {
		if h > 0 {
			v += c2[h-1]
		}
		sd[h] = clamp(f.Sigma * math.Sqrt(v))
	}
	return sd
}

// relative computes those of class 2, in scaled units lest squares overflow.
// Its sum of positive terms is v[h] with μ[h]² taken out: where σ is small the
// difference in the doc comment of Moments would lose its digits.
func (f *Fit) relative(c2, mean []float64) []float64 {
	sd, theta := make([]float64, len(mean)), make([]float64, len(mean))
	s2 := f.Sigma * f.Sigma
	for h, m := range mean {
		m = math.Ldexp(m, -f.exp)
		excess := 0.0 // θ[h] - μ[h]²
		for j, c := range c2[:h] {
			excess += s2 * c * theta[h-1-j]
		}
		theta[h] = m*m + excess
		sd[h] = clamp(math.Ldexp(math.Sqrt(excess+s2*theta[h]), f.exp))
	}
	return sd
}

// horizon checks h, which is the caller's to get right.
func (f *Fit) horizon(h int) int {
	if h < 1 {
		panic("ets: horizon below 1")
	}
	return h
}

// clamp keeps an overflow out of the answer.
func clamp(v float64) float64 { return min(max(v, -math.MaxFloat64), math.MaxFloat64) }
