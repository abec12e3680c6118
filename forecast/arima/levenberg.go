package arima

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/lapack/lapack64"
)

// residuals is a least squares problem: it sets dst to the residuals at x, or
// returns false where x is not admissible.
type residuals interface {
	residuals(dst, x []float64) bool
}

// levenberg minimises sums of squares. The Hessian is J'J of Levenberg and
// Marquardt plus a secant estimate of what that leaves out, the residuals
// times their curvature, after Dennis, Gay and Welsch: near a moving-average
// unit root the part left out is the larger one.
//
// gonum's optimize has no least squares method; its quasi-Newton methods need
// several times the evaluations here. The number of evaluations is bounded by
// maxIterations·(k+1) and the steps refused; all buffers are made once.
//
// # References
//
// Nocedal and Wright, Numerical Optimization, 2nd ed., 2006, section 10.3;
// Dennis, Gay and Welsch, An adaptive nonlinear least-squares algorithm, ACM
// Transactions on Mathematical Software 7, 1981.
type levenberg struct {
	k           int
	u, trial    []float64
	jac, old    [maxK][]float64
	normal      [maxK * maxK]float64 // J'J
	curve       [maxK * maxK]float64 // secant estimate of the rest
	damped      [maxK * maxK]float64
	slope, step [maxK]float64 // J'u and the step proposed
	before      [maxK]float64 // slope where the step began
	next        [maxK]float64
	evals       int
}

// stop says when a search ends.
type stop struct {
	tolerance float64                // relative fall of the sum of squares that is worth a step
	unwanted  func(x []float64) bool // where slow progress is not worth it either; may be nil
}

const (
	maxIterations = 60
	maxDamping    = 1e10
	longest       = 1.0  // largest change of a coefficient in one step
	slow          = 1e-2 // relative fall that is slow
	patience      = 3
)

func newLevenberg(n int) *levenberg {
	m := &levenberg{u: make([]float64, n), trial: make([]float64, n)}
	for i := range m.jac {
		m.jac[i], m.old[i] = make([]float64, n), make([]float64, n)
	}
	return m
}

// minimise improves x in place and returns the sum of squares there, or false
// if the start is not admissible. n is the number of residuals.
func (m *levenberg) minimise(f residuals, x []float64, n int, end stop) (float64, bool) {
	u, trial := m.u[:n], m.trial[:n]
	m.evals++
	if !f.residuals(u, x) {
		return 0, false
	}
	m.k = len(x)
	clear(m.curve[:])
	best := floats.Dot(u, u)
	damping, lost := 1e-3, 0
	for iter := range maxIterations {
		if m.k == 0 || best == 0 || lost == patience {
			break
		}
		m.differentiate(f, x, u, trial)
		if iter > 0 {
			m.secant(u)
		}
		s, ok := m.descend(f, x, trial, best, end.tolerance, &damping)
		if !ok {
			break
		}
		lost++
		if best-s > slow*best || end.unwanted == nil || !end.unwanted(m.next[:m.k]) {
			lost = 0
		}
		best = s
		copy(x, m.next[:m.k])
		u, trial = trial, u
		m.jac, m.old = m.old, m.jac
	}
	return best, true
}

// descend raises the damping until a step lowers the sum of squares, and
// returns that sum, or false where no step is worth it.
func (m *levenberg) descend(f residuals, x, trial []float64, best, tolerance float64, damping *float64) (float64, bool) {
	for growth := 2.0; *damping < maxDamping; growth *= 2 {
		gain, ok := m.propose(x, *damping)
		if ok && gain < tolerance*best {
			return best, false
		}
		if ok {
			m.evals++
			if f.residuals(trial, m.next[:m.k]) {
				s := floats.Dot(trial, trial)
				if s < best {
					ratio := 2*(best-s)/gain - 1
					*damping *= math.Max(0.1, 1-ratio*ratio*ratio)
					return s, true
				}
			}
		}
		*damping *= growth
	}
	return best, false
}

// differentiate sets the Jacobian by forward differences, backward where the
// point ahead is not admissible, then J'J and J'u.
func (m *levenberg) differentiate(f residuals, x, u, trial []float64) {
	const h = 1e-7
	k, n := m.k, len(u)
	copy(m.next[:k], x)
	for i := range k {
		step := h * (1 + math.Abs(x[i]))
		m.next[i] = x[i] + step
		m.evals++
		if !f.residuals(trial, m.next[:k]) {
			step = -step
			m.next[i] = x[i] + step
			if !f.residuals(trial, m.next[:k]) {
				copy(trial, u)
			}
		}
		m.next[i] = x[i]
		col := m.jac[i][:n]
		for t := range col {
			col[t] = (trial[t] - u[t]) / step
		}
	}
	for i := range k {
		m.slope[i] = floats.Dot(m.jac[i][:n], u)
		for j := 0; j <= i; j++ {
			m.normal[i*k+j] = floats.Dot(m.jac[i][:n], m.jac[j][:n])
			m.normal[j*k+i] = m.normal[i*k+j]
		}
	}
}

// secant updates the curvature S so that it agrees with the change of the
// Jacobian over the last step s: with y# = (J - J_old)'u and y the change of
// the gradient,
//
//	S ← τS,  S ← S + ((y#-Ss)y' + y(y#-Ss)')/y's - (y#-Ss)'s·yy'/(y's)²,
//
// τ ≤ 1 sizing S down where residuals fell.
func (m *levenberg) secant(u []float64) {
	k, n := m.k, len(u)
	var r, y, ss [maxK]float64
	var ys, rs, sss float64
	for i := range k {
		old := floats.Dot(m.old[i][:n], u)
		r[i] = m.slope[i] - old
		y[i] = m.slope[i] - m.before[i]
		for j := range k {
			ss[i] += m.curve[i*k+j] * m.step[j]
		}
		ys += y[i] * m.step[i]
		rs += r[i] * m.step[i]
		sss += ss[i] * m.step[i]
	}
	if ys <= 0 {
		return
	}
	tau := 1.0
	if sss != 0 {
		tau = math.Min(1, math.Abs(rs/sss))
	}
	rs -= tau * sss
	for i := range k {
		r[i] -= tau * ss[i]
	}
	for i := range k {
		for j := range k {
			m.curve[i*k+j] = tau*m.curve[i*k+j] + (r[i]*y[j]+y[i]*r[j])/ys - rs*y[i]*y[j]/(ys*ys)
		}
	}
}

// propose sets next to x plus the damped step
//
//	(J'J + S + damping·diag(J'J))·step = -J'u
//
// and returns the fall of the sum of squares that the quadratic promises.
func (m *levenberg) propose(x []float64, damping float64) (gain float64, ok bool) {
	k := m.k
	top := 0.0
	for i := range k {
		top = math.Max(top, m.normal[i*k+i])
	}
	for i := range k * k {
		m.damped[i] = m.normal[i] + m.curve[i]
	}
	for i := range k {
		m.damped[i*k+i] += damping * math.Max(m.normal[i*k+i], 1e-8*top)
		m.step[i] = -m.slope[i]
	}
	chol, ok := lapack64.Potrf(blas64.Symmetric{N: k, Stride: k, Data: m.damped[:k*k], Uplo: blas.Upper})
	if !ok {
		return 0, false
	}
	lapack64.Potrs(chol, blas64.General{Rows: k, Cols: 1, Stride: 1, Data: m.step[:k]})
	shrink := 1.0
	for i := range k {
		shrink = math.Min(shrink, longest/math.Abs(m.step[i]))
	}
	for i := range k {
		m.step[i] *= shrink
	}
	for i := range k {
		m.next[i] = x[i] + m.step[i]
		gain -= 2 * m.step[i] * m.slope[i]
		for j := range k {
			gain -= m.step[i] * m.step[j] * (m.normal[i*k+j] + m.curve[i*k+j])
		}
	}
	m.before = m.slope
	return gain, true
}
