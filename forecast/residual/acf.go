package residual

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// ACF returns the autocorrelations of x for lags 0 to max; the index is the
// lag. With m the mean and the sums over pairs of observed values,
//
//	r[k] = c[k] / c[0],  c[k] = Σ (x[t]-m)·(x[t-k]-m) / n,
//
// where n is the number of pairs plus k, as in R's acf. Lags without pairs are
// zero. It panics if max is negative.
//
// # References
//
// Box, Jenkins, Reinsel and Ljung, Time Series Analysis, 5th ed., 2015,
// section 2.1.6.
func ACF(x []float64, max int) []float64 {
	if max < 0 {
		panic("residual: negative lag")
	}
	e, _ := centre(x)
	r := make([]float64, max+1)
	r[0] = 1
	c0 := autocovariance(e, 0)
	if c0 == 0 {
		return r
	}
	for k := 1; k <= max; k++ {
		r[k] = autocovariance(e, k) / c0
	}
	return r
}

// autocovariance returns c[k] of values with mean zero.
func autocovariance(e []float64, k int) float64 {
	sum, pairs := 0.0, 0
	for t := k; t < len(e); t++ {
		if v := e[t] * e[t-k]; !math.IsNaN(v) {
			sum += v
			pairs++
		}
	}
	if pairs == 0 {
		return 0
	}
	return sum / float64(pairs+k)
}

// centre returns x less its mean, with NaN where x has it, and the number of
// observed values. Values are divided by the largest first, so that squares
// neither overflow nor vanish; every statistic here is free of scale.
func centre(x []float64) (e []float64, n int) {
	var seen []float64
	for _, v := range x {
		if !math.IsNaN(v) {
			seen = append(seen, v)
		}
	}
	e = append([]float64(nil), x...)
	if len(seen) == 0 {
		return e, 0
	}
	scale := floats.Norm(seen, math.Inf(1))
	if scale == 0 {
		scale = 1
	}
	mean := 0.0
	for _, v := range seen {
		mean += v / scale / float64(len(seen))
	}
	spread := 0.0
	for i, v := range e {
		e[i] = v/scale - mean
		if !math.IsNaN(v) {
			spread = math.Max(spread, math.Abs(e[i]))
		}
	}
	// What is left of a constant is the rounding of its mean.
	if spread < 1e-14 {
		spread = math.Inf(1)
	}
	floats.Scale(1/spread, e)
	return e, len(seen)
}

// PACF returns the partial autocorrelations of x for lags 0 to max, from the
// autocorrelations by the Durbin–Levinson recursion; the index is the lag and
// lag 0 is 1. It panics if max is negative.
//
// # References
//
// Brockwell and Davis, Introduction to Time Series and Forecasting, 3rd ed.,
// 2016, sections 2.5.3 and 3.2.3.
func PACF(x []float64, max int) []float64 {
	r := ACF(x, max)
	p := make([]float64, max+1)
	p[0] = 1
	phi, old := make([]float64, max+1), make([]float64, max+1)
	v := 1.0
	for k := 1; k <= max && v > 0; k++ {
		s := r[k]
		for i := 1; i < k; i++ {
			s -= old[i] * r[k-i]
		}
		phi[k] = s / v
		for i := 1; i < k; i++ {
			phi[i] = old[i] - phi[k]*old[k-i]
		}
		p[k] = phi[k]
		v *= 1 - phi[k]*phi[k]
		copy(old, phi)
	}
	return p
}
