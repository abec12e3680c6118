package arima

import (
	"math/cmplx"

	"gonum.org/v1/gonum/mat"
)

// invert replaces a moving average by the one of the same autocorrelations
// whose roots lie on or outside the unit circle: each root z of
// 1 + theta[1]z + … inside it becomes 1/z̄. The Gaussian likelihood does not
// tell the two apart.
func invert(theta []float64) {
	q := len(theta)
	for q > 0 && theta[q-1] == 0 {
		q--
	}
	if q == 0 || invertible(theta[:q]) {
		return
	}
	if q == 1 {
		theta[0] = 1 / theta[0]
		return
	}
	// The inverse roots are the eigenvalues of the companion matrix.
	c := mat.NewDense(q, q, nil)
	for i := range q {
		c.Set(0, i, -theta[i])
		if i > 0 {
			c.Set(i, i-1, 1)
		}
	}
	var eig mat.Eigen
	if !eig.Factorize(c, mat.EigenNone) {
		return
	}
	poly := make([]complex128, q+1)
	poly[0] = 1
	for n, l := range eig.Values(nil) {
		if cmplx.Abs(l) > 1 {
			l = 1 / cmplx.Conj(l)
		}
		for i := n + 1; i > 0; i-- {
			poly[i] -= l * poly[i-1]
		}
	}
	for i := range q {
		theta[i] = real(poly[i+1])
	}
}

// invertible reports whether all roots of 1 + theta[1]z + … lie outside the
// unit circle.
func invertible(theta []float64) bool {
	var neg [MaxQ]float64
	for i, v := range theta {
		neg[i] = -v
	}
	return rootsBeyond(neg[:len(theta)], 1)
}

// rootsBeyond reports whether all roots of 1 - c[0]z - c[1]z² … have a modulus
// of more than m: the polynomial in z·m is then stationary.
func rootsBeyond(c []float64, m float64) bool {
	var a process
	var scaled [MaxP]float64
	f := 1.0
	for i, v := range c {
		f *= m
		scaled[i] = v * f
	}
	return a.stepDown(scaled[:len(c)])
}

// minRoot is the modulus that roots of candidates must exceed: closer to the
// unit circle forecasts and likelihood are numerically fragile.
const minRoot = 1.01

// admissible reports whether all roots are beyond minRoot.
func admissible(phi, theta []float64) bool {
	var neg [MaxQ]float64
	for i, v := range theta {
		neg[i] = -v
	}
	return rootsBeyond(phi, minRoot) && rootsBeyond(neg[:len(theta)], minRoot)
}
