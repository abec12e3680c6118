package statespace

import (
	"math"
	"math/rand/v2"
)

// Forecast returns mean and variance of the values 1 to h steps after the
// last time. The variance holds the noise to come, the uncertainty of the
// state and that of the effects of interventions:
//
//	Z P[n+j] Z' + σ²ε + w'Var(β)w,  w = x[n+j] - Z A[n+j]
//
// with A the predicted state of the regressors' columns; it does not hold the
// uncertainty of the parameters. It panics if h is less than 1.
func (f *Fit) Forecast(h int) (mean, variance []float64) {
	if h < 1 {
		panic("statespace: horizon less than 1")
	}
	mean, variance = make([]float64, h), make([]float64, h)
	sys := f.system()
	p := f.pr.endP
	a := f.pr.end
	columns := append([]vec(nil), f.pr.endX...)
	w := make([]float64, len(columns))
	for j := range h {
		m, v := a[0], p.a+sys.qe
		for i, shock := range f.Spec.Interventions {
			w[i] = shock.at(len(f.y)+j, f.Spec.Trend.ramp(f.params)) - columns[i][0]
			m += f.pr.beta[i] * w[i]
			columns[i] = sys.predict(columns[i])
		}
		for i := range w {
			for l := range w {
				v += w[i] * w[l] * f.cov.At(i, l)
			}
		}
		mean[j], variance[j] = f.value(m), v*f.pr.scale*f.pr.scale
		a, p = sys.predict(a), sys.predictCov(p)
		p.a += sys.ql
		p.c += sys.qs
	}
	return mean, variance
}

// Simulate draws n joint futures of h steps, row by row: the effects and the
// state at the end of the data from their joint distribution given the data,
// then the noise. Equal sources give equal futures. It panics if h or n is
// less than 1.
func (f *Fit) Simulate(h, n int, src rand.Source) []float64 {
	if h < 1 || n < 1 {
		panic("statespace: horizon or number of paths less than 1")
	}
	rnd := rand.New(src)
	sys := f.system()
	out := make([]float64, n*h)
	root := f.pr.endP.root()
	se, sl, ss := math.Sqrt(sys.qe), math.Sqrt(sys.ql), math.Sqrt(sys.qs)
	beta := make([]float64, len(f.pr.beta))
	ramp := f.Spec.Trend.ramp(f.params)
	for i := range n {
		f.drawEffects(beta, rnd)
		z0, z1 := rnd.NormFloat64(), rnd.NormFloat64()
		a := vec{f.pr.end[0] + root.a*z0, f.pr.end[1] + root.b*z0 + root.c*z1}
		for j, b := range beta {
			a[0] -= b * f.pr.endX[j][0]
			a[1] -= b * f.pr.endX[j][1]
		}
		for j := range h {
			y := a[0] + se*rnd.NormFloat64()
			for l, shock := range f.Spec.Interventions {
				y += beta[l] * shock.at(len(f.y)+j, ramp)
			}
			out[i*h+j] = f.value(y)
			a = sys.predict(a)
			a[0] += sl * rnd.NormFloat64()
			a[1] += ss * rnd.NormFloat64()
		}
	}
	return out
}

// drawEffects draws from N(β, (X*'X*)⁻¹): with X*'X* = U'U, β + U⁻¹z.
func (f *Fit) drawEffects(dst []float64, rnd *rand.Rand) {
	if len(dst) == 0 {
		return
	}
	u := f.pr.chol.RawU()
	for i := len(dst) - 1; i >= 0; i-- {
		d := rnd.NormFloat64()
		for j := i + 1; j < len(dst); j++ {
			d -= u.At(i, j) * (dst[j] - f.pr.beta[j])
		}
		dst[i] = f.pr.beta[i] + d/u.At(i, i)
	}
}

// root returns [a 0; b c] with root·root' = m, for a positive semidefinite m:
// gonum's Cholesky wants a definite one.
func (m sym) root() sym {
	if m.a <= 0 {
		return sym{0, 0, math.Sqrt(max(m.c, 0))}
	}
	a := math.Sqrt(m.a)
	b := m.b / a
	return sym{a, b, math.Sqrt(max(m.c-b*b, 0))}
}
