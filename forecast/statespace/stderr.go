package statespace

import (
	"math"

	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/mat"
)

// StdErr returns the asymptotic standard errors of the parameters, from the
// inverse of the observed information (DK 7.3.6): the curvature of the
// diffuse log-likelihood in the logarithms of the variances and in φ, by
// central differences. A parameter that was given, or that lies on the
// boundary of its range (a zero variance, φ at PhiMin or PhiMax), has NaN; the
// others' errors are then those with it fixed. All are NaN where the
// likelihood is flat.
func (f *Fit) StdErr() Params {
	nan := math.NaN()
	se := Params{nan, nan, nan, nan}
	inside := f.interior()
	if len(inside) == 0 {
		return se
	}
	pr, err := newProblem(f.Spec, f.y, 0)
	if err != nil {
		panic("statespace: data of a fit refused") // they were accepted by Fit
	}
	loss := func(x []float64) float64 { return -pr.at(f.from(inside, x), false).loglik }
	information := mat.NewSymDense(len(inside), nil)
	fd.Hessian(information, loss, f.coordinates(inside), &fd.Settings{Formula: fd.Central, Step: 1e-3})
	var chol mat.Cholesky
	var cov mat.SymDense
	if !chol.Factorize(information) || chol.InverseTo(&cov) != nil {
		return se
	}
	for i, j := range inside {
		e := math.Sqrt(cov.At(i, i))
		if j == phi {
			se.Phi = e
		} else {
			*se.variance(j) = e * *f.Params.variance(j) // the delta method
		}
	}
	return se
}

// coordinates returns the logarithms of the variances, and φ, of a list of
// parameters; from is its inverse, the others as they are.
func (f *Fit) coordinates(list []int) []float64 {
	x := make([]float64, len(list))
	for i, j := range list {
		x[i] = f.params.Phi
		if j != phi {
			x[i] = math.Log(*f.params.variance(j))
		}
	}
	return x
}

func (f *Fit) from(list []int, x []float64) Params {
	p := f.params
	for i, j := range list {
		if j == phi {
			p.Phi = x[i]
		} else {
			*p.variance(j) = math.Exp(x[i])
		}
	}
	return p
}

// phi stands for φ in the lists of parameters, after the three variances.
const phi = 3

// interior lists the estimated parameters that are not on a boundary.
func (f *Fit) interior() []int {
	if f.Estimated == 0 {
		return nil
	}
	var inside []int
	for j, free := range f.Spec.Trend.free() {
		if free && *f.params.variance(j) > 0 {
			inside = append(inside, j)
		}
	}
	const margin = 0.01
	if p := f.params.Phi; f.Spec.Trend == Damped && f.Spec.Phi == 0 && p > PhiMin+margin && p < PhiMax-margin {
		inside = append(inside, phi)
	}
	return inside
}
