package arima

import "math"

// steady is the excess of the state's predicted variance over its limit below
// which the filter has converged: from there on gains are those of the limit,
// to a relative error below 1e-13.
const steady = 1e-14

// start sets the state before the first difference. Without differences, or if
// nothing is known of the levels before the first value, that is the
// stationary one. Else the first d values, levels of prior variance kappa, say
// a little about the state.
//
// For d = 1, y[1] = y[0] + w[1]; for d = 2, y[1] = 2y[0] - y[-1] + w[1] and
// y[2] - 2y[1] = w[2] - y[0]; the state is Gaussian given these.
func (e *engine) start() {
	r := e.r
	e.init = [maxR][2]float64{}
	copy(e.excess[:r*r], e.p0[:r*r])
	if e.d > 0 && !e.diffuse {
		e.condition()
		e.advance()
	}
	for i := range r {
		for j := range r {
			e.excess[i*r+j] -= e.theta[i] * e.theta[j]
		}
	}
}

// condition replaces the covariance of the state by that given the first d
// values, and sets init, the regression of the state on them.
func (e *engine) condition() {
	r := e.r
	var c [maxR][2]float64 // covariances of the state with the first d values
	var m00, m01, m11 float64
	if e.d == 1 {
		m00, m11 = kappa+e.gw[0], 1
		for i := range r {
			c[i][0] = e.p0[i]
		}
	} else {
		m00, m01, m11 = 5*kappa+e.gw[0], e.gw[1]-2*kappa, kappa+e.gw[0]
		for i := range r {
			c[i] = [2]float64{e.phi[i] * e.p0[0], e.p0[i]}
			if i+1 < r {
				c[i][0] += e.p0[i+1]
			}
		}
	}
	det := m00*m11 - m01*m01
	for i := range r {
		e.init[i] = [2]float64{(c[i][0]*m11 - c[i][1]*m01) / det, (c[i][1]*m00 - c[i][0]*m01) / det}
	}
	for i := range r {
		for j := range r {
			e.excess[i*r+j] -= e.init[i][0]*c[j][0] + e.init[i][1]*c[j][1]
		}
	}
}

// advance predicts mean and covariance one step ahead, P ← TPT' + RR'.
func (e *engine) advance() {
	r := e.r
	var p [maxR * maxR]float64
	copy(p[:], e.excess[:r*r])
	first := e.init[0]
	for i := range r {
		next := [2]float64{}
		if i+1 < r {
			next = e.init[i+1]
		}
		e.init[i] = [2]float64{next[0] + e.phi[i]*first[0], next[1] + e.phi[i]*first[1]}
		for j := range r {
			s := e.phi[i]*e.phi[j]*p[0] + e.theta[i]*e.theta[j]
			if i+1 < r {
				s += e.phi[j] * p[(i+1)*r]
			}
			if j+1 < r {
				s += e.phi[i] * p[j+1]
			}
			if i+1 < r && j+1 < r {
				s += p[(i+1)*r+j+1]
			}
			e.excess[i*r+j] = s
		}
	}
}

// gains runs the covariance half of the Kalman filter and returns the sum of
// log variances. An observed w leaves no doubt about state 0, so that the
// prediction is a shift: with D the excess over the limit RR',
//
//	f = 1 + D[0,0],  m = D[·,0] + theta,  D'[i,j] = D[i+1,j+1] + theta[i+1]·theta[j+1] - m[i+1]·m[j+1]/f.
//
// A pure AR(p) arrives at D = 0 after p steps; then nothing is left to do.
func (e *engine) gains() float64 {
	r, k := e.r, e.r-1
	d := e.excess[:r*r]
	logdet, prod := 0.0, 1.0
	e.still = len(e.scale)
	var m [maxR]float64
	for t := range e.scale {
		trace := 0.0
		for i := range r {
			trace += d[i*r+i]
		}
		if trace < steady {
			e.still = t
			break
		}
		f := 1.0
		if d[0] > 0 { // rounding may say otherwise
			f += d[0]
		}
		is := 1 / math.Sqrt(f)
		e.scale[t] = is
		is *= is
		if prod *= f; prod > 1e100 {
			logdet, prod = logdet+math.Log(prod), 1
		}
		g := e.gain[t*k : t*k+k]
		for i := range g {
			m[i+1] = d[(i+1)*r] + e.theta[i+1]
			g[i] = m[i+1] * is
		}
		for i := range k {
			for j := range k {
				d[i*r+j] = d[(i+1)*r+j+1] + e.theta[i+1]*e.theta[j+1] - m[i+1]*g[j]
			}
		}
		for i := range r {
			d[i*r+k], d[k*r+i] = 0, 0
		}
	}
	return logdet + math.Log(prod)
}

// filter whitens column j: the mean half of the Kalman filter,
//
//	v = w - a[0],  a'[i] = a[i+1] + gain[i+1]·v + phi[i+1]·w.
func (e *engine) filter(j int) {
	r := e.r
	var a [maxR + 1]float64
	for i := range r {
		a[i] = e.init[i][0]*e.head[j][0] + e.init[i][1]*e.head[j][1]
	}
	w, out := e.w[j], e.white[j]
	for t, x := range w[:e.still] {
		v := x - a[0]
		out[t] = v * e.scale[t]
		g := e.gain[t*(r-1) : t*(r-1)+r-1]
		for i, gi := range g {
			a[i] = a[i+1] + gi*v + e.phi[i]*x
		}
		a[r-1] = e.phi[r-1] * x
	}
	for t := e.still; t < len(w); t++ {
		x := w[t]
		v := x - a[0]
		out[t] = v
		for i := range r - 1 {
			a[i] = a[i+1] + e.theta[i+1]*v + e.phi[i]*x
		}
		a[r-1] = e.phi[r-1] * x
	}
}
