package ets

import "math/rand/v2"

// Simulate draws n joint futures of h steps after the end of the series, given
// the parameters: row i, at [i*h:(i+1)*h], is one. The innovations are normal
// with standard deviation Sigma; relative ones are cut off at -1, so that a
// model with multiplicative errors and trend stays positive. The paths depend
// on nothing but f, the shape and the state of src, which must not be nil.
//
// A multiplicative trend with additive errors can drive its level through zero,
// where the model ends; such a path goes on without a trend.
func (f *Fit) Simulate(h, n int, src rand.Source) []float64 {
	if src == nil {
		panic("ets: nil source")
	}
	h = f.horizon(h)
	paths := make([]float64, n*h)
	for i := range n {
		f.Path(paths[i*h:(i+1)*h], src)
	}
	return paths
}

// Path draws one joint future of len(dst) steps into dst, as [Fit.Simulate]
// does. It does not allocate.
func (f *Fit) Path(dst []float64, src rand.Source) {
	p, spec, rng := f.last, f.Spec, rand.New(src)
	l, b := p.Level, p.Trend
	for t := -f.tail; t < len(dst); t++ { // past the missing values at the end
		q, trend := spec.ahead(l, b, p.Phi)
		q = clamp(q)
		e := f.Sigma * rng.NormFloat64()
		if spec.Error == Multiplicative {
			e = max(e, -1) * q
		}
		if e = clamp(e); t >= 0 {
			dst[t] = clamp(q + e)
		}
		l, b = spec.absorb(l, q, clamp(trend), e, p.Alpha, p.Beta)
		l, b = clamp(l), clamp(b)
		if spec.Trend == Multiplicative && !(l > 0 && b > 0) {
			spec.Trend, b = None, 0
		}
	}
}
