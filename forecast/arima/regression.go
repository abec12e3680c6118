package arima

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"
)

// project takes the regressors out of the whitened series by modified
// Gram–Schmidt over the first n steps, and returns the sum of squares that
// remains. A regressor that is zero by then is left out with coefficient zero;
// [engine.independent] has refused such before.
//
// # References
//
// Björck, Numerical Methods for Least Squares Problems, 1996, section 2.4.
func (e *engine) project(n int) float64 {
	k := len(e.white)
	for j := 1; j < k; j++ {
		col := e.white[j][:n]
		norm := math.Sqrt(floats.Dot(col, col))
		e.triangle[j*k+j] = norm
		if norm == 0 {
			continue
		}
		floats.Scale(1/norm, col)
		for l := range k {
			if l > 0 && l <= j {
				continue
			}
			dot := floats.Dot(col, e.white[l][:n])
			e.triangle[j*k+l] = dot
			floats.AddScaled(e.white[l][:n], -dot, col)
		}
	}
	return floats.Dot(e.white[0][:n], e.white[0][:n])
}

// regression returns the generalised least squares coefficients of the last
// [engine.project], by back substitution.
func (e *engine) regression() []float64 {
	k := len(e.white)
	b := make([]float64, k-1)
	for j := k - 1; j > 0; j-- {
		s := e.triangle[j*k]
		for l := j + 1; l < k; l++ {
			s -= e.triangle[j*k+l] * b[l-1]
		}
		if norm := e.triangle[j*k+j]; norm > 0 {
			b[j-1] = s / norm
		}
	}
	return b
}

// sumOfSquares returns that of the whitened series less the regression with
// coefficients beta.
func (e *engine) sumOfSquares(beta []float64) float64 {
	s := 0.0
	for t := range e.n {
		v := e.white[0][t]
		for j, b := range beta {
			v -= b * e.white[j+1][t]
		}
		s += v * v
	}
	return s
}

// independent returns an error if, after differencing, a column of the design
// is a combination of the others.
func (e *engine) independent() error {
	e.setPartial(nil, nil)
	e.innovate()
	norms := make([]float64, len(e.white))
	for j, c := range e.white {
		for _, v := range c[:e.n] {
			norms[j] = math.Max(norms[j], math.Abs(v))
		}
	}
	k := len(e.white)
	e.project(e.n)
	for j := 1; j < k; j++ {
		if !(e.triangle[j*k+j] > 1e-10*norms[j]) {
			return fmt.Errorf("column %d of %d is constant or a combination of the others: %w", j, k-1, ErrRegressor)
		}
	}
	return nil
}
