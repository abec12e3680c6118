package arima

import (
	"math"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"
)

// curvature is the log-likelihood around its maximum as a function of all
// coefficients, those of the regression included, with the variance
// concentrated out. The AR part is z = atanh(partial autocorrelation), which
// has no edge that a difference quotient could step over; coefficients of
// regressors are in units of about one standard error.
type curvature struct {
	*engine
	p, arma int
	at      []float64 // z, theta, beta at the maximum
	unit    []float64
	x       []float64
}

// newCurvature needs the engine as [engine.project] left it at the maximum. It
// returns nil where the AR part is too close to a unit root to have a z.
func newCurvature(e *engine, p int, arma, beta []float64) *curvature {
	k := len(arma) + len(beta)
	c := &curvature{engine: e, p: p, arma: len(arma), at: make([]float64, k), unit: make([]float64, k), x: make([]float64, k)}
	copy(c.at, arma)
	copy(c.at[len(arma):], beta)
	for i := range c.unit {
		c.unit[i] = 1
	}
	sigma := math.Sqrt(e.sumOfSquares(nil) / float64(e.n))
	cols := len(e.white)
	for j := range beta {
		if norm := e.triangle[(j+1)*cols+j+1]; norm > 0 && sigma > 0 {
			c.unit[len(arma)+j] = sigma / norm
		}
	}
	if !partial(c.at[:p], 1) {
		return nil
	}
	return c
}

// point returns at + unit·v in a buffer.
func (c *curvature) point(v []float64) []float64 {
	for i := range c.x {
		c.x[i] = c.at[i] + v[i]*c.unit[i]
	}
	return c.x
}

// loss returns -L at v, up to a constant.
func (c *curvature) loss(v []float64) float64 {
	x := c.point(v)
	var r [MaxP]float64
	for i := range c.p {
		r[i] = math.Tanh(x[i])
	}
	c.setPartial(r[:c.p], x[c.p:c.arma])
	logdet := c.innovate()
	return logdet/2 - c.logLikelihood(c.sumOfSquares(x[c.arma:]))
}

// coefficients sets dst to the coefficients of the scaled data at v.
func (c *curvature) coefficients(dst, v []float64) {
	copy(dst, c.point(v))
	natural(dst[:c.p], 1)
}

// standardErrors returns the square roots of the diagonal of J·H⁻¹·Jᵀ, H the
// Hessian of -L and J the Jacobian of the coefficients, or nil if H has no
// inverse or the diagonal is not positive.
func (c *curvature) standardErrors() []float64 {
	k := len(c.at)
	if k == 0 {
		return nil
	}
	zero := make([]float64, k)
	h := mat.NewSymDense(k, nil)
	fd.Hessian(h, c.loss, zero, &fd.Settings{Formula: fd.Central, Step: 1e-3})
	var inv, cov mat.Dense
	if inv.Inverse(h) != nil {
		return nil
	}
	jac := mat.NewDense(k, k, nil)
	fd.Jacobian(jac, c.coefficients, zero, &fd.JacobianSettings{Formula: fd.Central, Step: 1e-4})
	cov.Product(jac, &inv, jac.T())
	se := make([]float64, k)
	for i := range se {
		v := cov.At(i, i)
		if !(v > 0) || math.IsInf(v, 0) {
			return nil
		}
		se[i] = math.Sqrt(v)
	}
	return se
}
