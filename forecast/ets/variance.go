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
// so in the second, see [Fit.Skewness]. With a multiplicative trend there is no
// closed form and Moments returns [ErrSimulated].
//
// # References
//
// Hyndman, Koehler, Ord and Snyder 2008, sections 6.2 and 6.3, tables 6.1 and
// 6.2 (classes 1 and 2).
func (f *Fit) Moments(h int) (mean, sd []float64, err error) {
	m, err := f.moments(h)
	if err != nil {
		return nil, nil, err
	}
	for t := range m.mean {
		m.mean[t], m.sd[t] = clamp(math.Ldexp(m.mean[t], f.exp)), clamp(math.Ldexp(m.sd[t], f.exp))
	}
	return m.mean[f.tail:], m.sd[f.tail:], nil
}

// Skewness returns the skewness of the forecasts 1 to h steps after the end of
// the series, to leading order in σ. It is zero for additive errors. With
// multiplicative ones y[h] = μ[h] + Σ c[h-i]·m[i]·ε[i], i = 1 … h, c[0] = 1, where
// m[i], the mean of step i, depends on the innovations before it, and
//
//	E(y[h]-μ[h])³ = 6σ⁴ · Σ c[h-i]²·μ[i] · Σ c[h-k]·c[i-k]·θ[k],  k < i <= h
//
// with θ as in [Fit.Moments]. Up to a quarter, the normal distribution is within
// 0.02 of the exact one in probability. It returns [ErrSimulated] as Moments
// does.
func (f *Fit) Skewness(h int) ([]float64, error) {
	m, err := f.moments(h)
	if err != nil {
		return nil, err
	}
	skew := make([]float64, len(m.mean))
	if f.Spec.Error == Multiplicative && f.Sigma > 0 {
		for t := range skew {
			if v := m.sd[t] * m.sd[t] * m.sd[t]; v > 0 {
				skew[t] = m.third(t) / v
			}
		}
	}
	return skew[f.tail:], nil
}

// moments holds what is known about the steps after the last observation, in
// scaled units, lest squares overflow.
type moments struct {
	mean, sd []float64
	theta    []float64 // E m[h]²: multiplicative errors only
	c        []float64 // c[0] = 1
	s2       float64
}

// moments goes through the missing values at the end of the series as well.
func (f *Fit) moments(h int) (moments, error) {
	if !f.Spec.ClosedForm() {
		return moments{}, fmt.Errorf("moments of %v: %w", f.Spec, ErrSimulated)
	}
	all := *f
	all.tail, h = 0, f.tail+f.horizon(h)
	m := moments{mean: all.Point(h), sd: make([]float64, h), theta: make([]float64, h), c: f.weights(h)}
	for t := range h {
		m.mean[t] = math.Ldexp(m.mean[t], -f.exp)
	}
	if f.Spec.Error == Additive {
		m.s2 = math.Ldexp(f.Sigma, -f.exp) * math.Ldexp(f.Sigma, -f.exp)
		m.additive()
	} else {
		m.s2 = f.Sigma * f.Sigma
		m.relative()
	}
	return m, nil
}

// weights returns c[0] = 1 and c[j] = α + β(φ+…+φ^j) for j = 1 … h-1.
func (f *Fit) weights(h int) []float64 {
	c := make([]float64, h)
	c[0] = 1
	sum, power := 0.0, 1.0
	for j := 1; j < h; j++ {
		power *= f.last.Phi
		sum += power
		c[j] = f.last.Alpha + f.last.Beta*sum
	}
	return c
}

// additive computes the standard deviations of class 1.
func (m *moments) additive() {
	v := 0.0
	for h, c := range m.c {
		v += c * c
		m.sd[h] = math.Sqrt(m.s2 * v)
	}
}

// relative computes those of class 2. Its sum of positive terms is v[h] with
// μ[h]² taken out: where σ is small, the difference in the doc comment of
// Moments would lose its digits.
func (m *moments) relative() {
	for h, mean := range m.mean {
		excess := 0.0 // θ[h] - μ[h]²
		for j := 1; j <= h; j++ {
			excess += m.s2 * m.c[j] * m.c[j] * m.theta[h-j]
		}
		m.theta[h] = mean*mean + excess
		m.sd[h] = math.Sqrt(excess + m.s2*m.theta[h])
	}
}

// third returns the third central moment of step h (from 0) by the formula at
// [Fit.Skewness].
func (m *moments) third(h int) float64 {
	total := 0.0
	for i := range h + 1 {
		inner := 0.0
		for k := range i {
			inner += m.c[h-k] * m.c[i-k] * m.theta[k]
		}
		total += m.c[h-i] * m.c[h-i] * m.mean[i] * inner
	}
	return 6 * m.s2 * m.s2 * total
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
