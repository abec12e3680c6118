package arima

import "math"

// process is an ARMA(p,q) process of unit innovation variance,
//
//	w[t] = phi[1]·w[t-1] + … + phi[p]·w[t-p] + e[t] + theta[1]·e[t-1] + … + theta[q]·e[t-q],
//
// in the state-space form of Harvey (1989, section 3.3): state i of r =
// max(p, q+1) moves by a[i]' = a[i+1] + phi[i+1]·a[0] + theta[i]·e, and w is
// state 0. Coefficients are padded with zeros to r.
type process struct {
	p, q, r int
	phi     [maxR]float64 // phi[i] multiplies w[t-1-i]
	theta   [maxR]float64 // theta[0] = 1

	levels [MaxP][MaxP]float64 // levels[k-1] holds the coefficients of the AR(k) that the step-down meets
	gx     [maxL + 1]float64   // autocovariances of the AR part alone
	gw     [maxR + 1]float64   // autocovariances of w
	psi    [maxR]float64       // w[t] = Σ psi[j]·e[t-j]
	p0     [maxR * maxR]float64
}

// set takes the coefficients over and reports whether the process is
// stationary. Only then are the stationary moments defined.
func (a *process) set(phi, theta []float64) bool {
	a.p, a.q = len(phi), len(theta)
	a.r = max(a.p, a.q+1)
	a.phi, a.theta = [maxR]float64{}, [maxR]float64{}
	copy(a.phi[:], phi)
	a.theta[0] = 1
	copy(a.theta[1:], theta)
	return a.stepDown(phi)
}

// stepDown runs the Levinson–Durbin recursion backwards from AR(p) to AR(1).
// The last coefficient of AR(k) is the k-th partial autocorrelation, and the
// process is stationary if and only if all of them lie inside (-1, 1)
// (Barndorff-Nielsen and Schou 1973).
func (a *process) stepDown(phi []float64) bool {
	p := len(phi)
	if p == 0 {
		return true
	}
	copy(a.levels[p-1][:], phi)
	for k := p; k > 0; k-- {
		cur := &a.levels[k-1]
		r := cur[k-1]
		if !(r > -1 && r < 1) { // NaN is not stationary either
			return false
		}
		if k == 1 {
			break
		}
		for i := range k - 1 {
			a.levels[k-2][i] = (cur[i] + r*cur[k-2-i]) / (1 - r*r)
		}
	}
	return true
}

// setPartial takes the partial autocorrelations r of the AR part in place of
// its coefficients; all inside (-1, 1) are stationary. The recursion is that
// of stepDown, forwards.
func (a *process) setPartial(r, theta []float64) {
	a.p, a.q = len(r), len(theta)
	a.r = max(a.p, a.q+1)
	a.phi, a.theta = [maxR]float64{}, [maxR]float64{}
	for k, rk := range r {
		a.levels[k][k] = rk
		for i := range k {
			a.levels[k][i] = a.levels[k-1][i] - rk*a.levels[k-1][k-1-i]
		}
	}
	if a.p > 0 {
		copy(a.phi[:], a.levels[a.p-1][:a.p])
	}
	a.theta[0] = 1
	copy(a.theta[1:], theta)
}

// fromPartial sets dst to sign times the coefficients of the autoregression
// with partial autocorrelations r; a sign of -1 gives the moving average whose
// inverse has them.
func fromPartial(dst, r []float64, sign float64) {
	var old [max(MaxP, MaxQ)]float64
	for k, rk := range r {
		copy(old[:k], dst[:k])
		dst[k] = sign * rk
		for i := range k {
			dst[i] = old[i] - rk*old[k-1-i]
		}
	}
}

// natural replaces z = atanh(partial autocorrelation) by coefficients, sign as
// in [fromPartial].
func natural(x []float64, sign float64) {
	var r [max(MaxP, MaxQ)]float64
	for i, z := range x {
		r[i] = math.Tanh(z)
	}
	fromPartial(x, r[:len(x)], sign)
}

// partial replaces coefficients by z, the inverse of [natural], or returns
// false if that is not finite.
func partial(x []float64, sign float64) bool {
	var a process
	var c [max(MaxP, MaxQ)]float64
	for i, v := range x {
		c[i] = sign * v
	}
	if !a.stepDown(c[:len(x)]) {
		return false
	}
	for i := range x {
		r := a.levels[i][i]
		if math.Abs(r) > nearUnit {
			return false
		}
		x[i] = math.Atanh(r)
	}
	return true
}

// arCovariances sets gx to the autocovariances of the AR part for lags 0 to
// n: the forward Levinson–Durbin recursion up to lag p, Yule–Walker beyond.
func (a *process) arCovariances(n int) {
	g := 1.0
	for k := range a.p {
		r := a.levels[k][k]
		g /= 1 - r*r
	}
	a.gx[0] = g
	v := g // innovation variance of the AR(k-1) predictor
	for k := 1; k <= n; k++ {
		if k > a.p {
			a.gx[k] = 0
			for i := range a.p {
				a.gx[k] += a.phi[i] * a.gx[k-1-i]
			}
			continue
		}
		r := a.levels[k-1][k-1]
		s := r * v
		for i := range k - 1 {
			s += a.levels[k-2][i] * a.gx[k-1-i]
		}
		a.gx[k] = s
		v *= 1 - r*r
	}
}

// covariances sets gw for lags 0 to r: the MA polynomial filters the AR part,
//
//	gw[k] = c[0]·gx[k] + Σ c[m]·(gx[k+m] + gx[|k-m|]),  c[m] = Σ theta[i]·theta[i+m].
func (a *process) covariances() {
	a.arCovariances(a.r + a.q)
	var c [maxR]float64
	for m := 0; m <= a.q; m++ {
		for i := 0; i+m <= a.q; i++ {
			c[m] += a.theta[i] * a.theta[i+m]
		}
	}
	for k := 0; k <= a.r; k++ {
		s := c[0] * a.gx[k]
		for m := 1; m <= a.q; m++ {
			s += c[m] * (a.gx[k+m] + a.gx[max(k-m, m-k)])
		}
		a.gw[k] = s
	}
}

// weights sets psi, the coefficients of theta(B)/phi(B).
func (a *process) weights() {
	for j := range a.r {
		s := a.theta[j]
		for i := 0; i < j; i++ {
			s += a.phi[i] * a.psi[j-1-i]
		}
		a.psi[j] = s
	}
}

// stationary sets p0, the covariance of the state before the first
// observation. Its first column follows from gw and psi,
//
//	Cov(a[i], w[t]) = Σ_{j≥i} phi[j+1]·gw[1+j-i] + theta[j]·psi[j-i],
//
// and the rest from P = TPT' + RR' read from the last state backwards, which
// needs r² operations where solving for P as a linear system needs r⁶.
func (a *process) stationary() {
	a.covariances()
	a.weights()
	r := a.r
	for i := range r {
		s := 0.0
		for j := i; j < r; j++ {
			s += a.phi[j]*a.gw[1+j-i] + a.theta[j]*a.psi[j-i]
		}
		a.p0[i*r], a.p0[i] = s, s
	}
	for i := r - 1; i > 0; i-- {
		for j := i; j > 0; j-- {
			s := a.phi[i]*a.phi[j]*a.p0[0] + a.theta[i]*a.theta[j]
			if i+1 < r {
				s += a.p0[(i+1)*r+j+1] + a.phi[j]*a.p0[i+1]
			}
			if j+1 < r {
				s += a.phi[i] * a.p0[j+1]
			}
			a.p0[i*r+j], a.p0[j*r+i] = s, s
		}
	}
}
