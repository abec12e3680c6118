package arima

import "math"

// kappa is the prior variance, in units of the innovation variance, of the d
// levels before the first observation: R's default. Their prior mean is zero,
// so that likelihoods differ from those of an exact diffuse prior by about
// (level/sigma)/kappa; where the prior is to be diffuse the first d values are
// made zero ([sample.anchor]), and only an error of the order 1/kappa remains.
const kappa = 1e6

// engine evaluates the Gaussian likelihood of one series and its regressors
// for many ARMA coefficients. All buffers are made once.
//
// Column 0 of every [][]float64 is the series, the others are the regressors.
// The gains of the Kalman filter do not depend on the data, so that all
// columns are whitened by one filter, and the regression that remains is
// ordinary least squares: coefficients of regressors, means and drifts never
// enter the search (they are concentrated out, with the variance).
type engine struct {
	process
	d       int
	diffuse bool        // the d levels are unknown
	n       int         // innovations that enter the likelihood
	cols    [][]float64 // levels
	gaps    bool        // the series has missing values: see innovateGaps
	miss    []bool
	w       [][]float64  // d-th differences
	head    [][2]float64 // what the first d values say: y[1], then y[2]-2y[1]

	excess [maxR * maxR]float64 // predicted covariance of the state less that of the newest innovation
	init   [maxR][2]float64     // mean of the state given head is init·head
	gain   []float64            // r-1 a step
	scale  []float64            // one over the standard deviation of the innovation, one a step
	still  int                  // steps before the filter has converged

	white    [][]float64 // whitened innovations
	triangle []float64   // of the last regression, row by row
	ssm      kalman
}

// newEngine takes levels without NaN, or with miss marking the years that are
// missing in any column. The columns are kept, not copied.
func newEngine(d int, diffuse bool, cols [][]float64, miss []bool) *engine {
	n := len(cols[0])
	e := &engine{d: d, diffuse: diffuse, cols: cols, miss: miss, w: make([][]float64, len(cols)), white: make([][]float64, len(cols)),
		head: make([][2]float64, len(cols)), triangle: make([]float64, len(cols)*len(cols))}
	for _, m := range miss {
		e.gaps = e.gaps || m
		if m {
			n--
		}
	}
	e.n = n - d
	for j, c := range cols {
		e.w[j] = difference(c, d)
		e.white[j] = make([]float64, len(e.w[j]))
		if d > 0 {
			e.head[j][0] = c[0]
		}
		if d > 1 {
			e.head[j][1] = c[1] - 2*c[0]
		}
	}
	e.gain, e.scale = make([]float64, len(e.w[0])*(maxR-1)), make([]float64, len(e.w[0]))
	e.ssm.grow(len(cols))
	return e
}

// difference returns the d-th differences of v.
func difference(v []float64, d int) []float64 {
	w := append([]float64(nil), v...)
	for range d {
		for i := range len(w) - 1 {
			w[i] = w[i+1] - w[i]
		}
		w = w[:len(w)-1]
	}
	return w
}

// innovate whitens all columns by the process that has been set, which must
// be stationary, and returns the sum of the logarithms of the innovations'
// variances.
func (e *engine) innovate() (logdet float64) {
	e.stationary()
	if e.gaps {
		return e.innovateGaps()
	}
	e.start()
	logdet = e.gains()
	for j := range e.w {
		e.filter(j)
	}
	return logdet
}

// logLikelihood turns the sum of squares of [likelihood], or a sum of squared
// whitened innovations, into L, in the second case up to half the logarithm of
// their determinant. An exact fit has a likelihood without bound; it is cut
// where the standard deviation is 2⁻⁵⁰⁰ of the largest value.
func (e *engine) logLikelihood(s float64) float64 {
	const least = 0x1p-1000
	n := float64(e.n)
	return -n / 2 * (math.Log(2*math.Pi*math.Max(s/n, least)) + 1)
}
