package calibrate

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

const nTerms = 5

// regression is a linear regression of y on the terms of a Row, by quantile.
type regression struct {
	x [][nTerms]float64
	y []float64
	w []float64
}

func (r *regression) add(x [nTerms]float64, y, w float64) {
	r.x, r.y, r.w = append(r.x, x), append(r.y, y), append(r.w, w)
}

// quantile returns the coefficients b that minimise
//
//	Σ w·( |e| + (2·tau-1)·e ),  e = y - x·b,
//
// twice the pinball loss, by majorisation: |e| is replaced by a parabola that
// touches it at the present e, rounded off within eps of 0, whose minimum is a
// weighted least-squares problem. The loss falls in every step.
//
// A slight pull to 0 decides where the cases cannot: with one horizon only, its
// slope is 0; without cases all are.
//
// # References
//
// Hunter and Lange, Quantile regression via an MM algorithm, Journal of
// Computational and Graphical Statistics 9(1), 2000.
func (r *regression) quantile(tau float64) [nTerms]float64 {
	const (
		steps = 300
		small = 1e-5
	)
	var b [nTerms]float64
	total := 0.0
	for _, w := range r.w {
		total += w
	}
	if total == 0 {
		return b
	}
	a := mat.NewSymDense(nTerms, nil)
	rhs, step := mat.NewVecDense(nTerms, nil), mat.NewVecDense(nTerms, nil)
	var chol mat.Cholesky
	for range steps {
		r.normal(a, rhs, b, tau, total)
		if !chol.Factorize(a) {
			panic("calibrate: normal equations not positive definite") // the pull makes them so
		}
		if err := chol.SolveVecTo(step, rhs); err != nil && !isCondition(err) {
			panic("calibrate: " + err.Error())
		}
		size := 0.0
		for j := range b {
			b[j] += step.AtVec(j)
			size = math.Max(size, math.Abs(step.AtVec(j)))
		}
		if size < small {
			break
		}
	}
	return b
}

// normal sets the equations of the step from b to the minimum of the parabolas
// that touch the loss there.
func (r *regression) normal(a *mat.SymDense, rhs *mat.VecDense, b [nTerms]float64, tau, total float64) {
	const (
		eps  = 1e-3
		pull = 1e-6
	)
	var sums [nTerms][nTerms]float64
	var grad [nTerms]float64
	for i, x := range r.x {
		e := r.y[i]
		for j := range x {
			e -= x[j] * b[j]
		}
		v := r.w[i] / (eps + math.Abs(e))
		g := v*e + r.w[i]*(2*tau-1)
		for j := range x {
			grad[j] += g * x[j]
			for k := range j + 1 {
				sums[j][k] += v * x[j] * x[k]
			}
		}
	}
	for j := range grad {
		rhs.SetVec(j, grad[j]-pull*total*b[j])
		for k := range j + 1 {
			a.SetSym(j, k, sums[j][k])
		}
		a.SetSym(j, j, sums[j][j]+pull*total)
	}
}

// isCondition reports a solution that lost digits but is one.
func isCondition(err error) bool {
	_, ok := err.(mat.Condition)
	return ok
}
