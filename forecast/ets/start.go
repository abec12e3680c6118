package ets

import "math"

// heuristic returns initial states for a start: the line, or with a
// multiplicative trend the exponential, through the first ten observations.
//
// # References
//
// Hyndman, Koehler, Ord and Snyder 2008, section 2.6.1.
func (p *problem) heuristic() (l0, b0 float64) {
	data := p.y
	if p.spec.Trend == Multiplicative {
		data = p.logs
	}
	var n, st, sy, stt, sty float64
	for t, y := range data {
		if y == y && n < 10 {
			x := float64(t + 1)
			n, st, sy, stt, sty = n+1, st+x, sy+y, stt+x*x, sty+x*y
		}
	}
	if p.spec.Trend == None || n < 2 {
		return sy / n, 0
	}
	b0 = (n*sty - st*sy) / (n*stt - st*st)
	l0 = (sy - b0*st) / n
	if p.spec.Trend == Multiplicative {
		return math.Exp(l0), math.Exp(b0)
	}
	return l0, b0
}

// regress replaces the initial states in x by their least-squares estimates at
// the smoothing parameters of x: in a model without a multiplicative trend the
// fitted values are linear in the states. The residuals are weighted by 1/ŷ²,
// from the fitted values at the old states, if relative is set. Returned are the
// objective at the old states and the sum of squares at the new ones.
func (p *problem) regress(x *vec, data []float64, relative bool) (f, sse float64) {
	q := p.params(x)
	alpha, beta, phi := q.Alpha, q.Beta, q.Phi
	// the states, and their derivatives with respect to l0 (1) and b0 (2)
	l, l1, l2, b, b1, b2 := q.Level, 1.0, 0.0, q.Trend, 0.0, 1.0
	if p.ks == 1 {
		b2 = 0
	}
	var a11, a12, a22, r1, r2 float64
	g := newProduct()
	for _, y := range data {
		b, b1, b2 = phi*b, phi*b1, phi*b2
		l, l1, l2 = l+b, l1+b1, l2+b2
		if y != y {
			continue
		}
		e, w := y-l, 1.0
		if relative {
			if !(l > 0) {
				return math.Inf(1), math.Inf(1)
			}
			g.times(l)
			w = 1 / (l * l)
		}
		sse += w * e * e
		a11 += w * l1 * l1
		a12 += w * l1 * l2
		a22 += w * l2 * l2
		r1 += w * l1 * e
		r2 += w * l2 * e
		b, b1, b2 = b+beta*e, b1-beta*l1, b2-beta*l2
		l, l1, l2 = l+alpha*e, (1-alpha)*l1, (1-alpha)*l2
	}
	f = p.objective(sse, g.log())
	d1, d2 := solve2(a11, a12, a22, r1, r2)
	x[p.ks] += d1
	if p.ks > 1 {
		x[p.ks+1] += d2
	}
	return f, max(sse-d1*r1-d2*r2, 0)
}

// solve2 solves two normal equations, only the first if the second adds nothing
// that rounding would leave standing.
func solve2(a11, a12, a22, r1, r2 float64) (d1, d2 float64) {
	det := a11*a22 - a12*a12
	if !(det > 1e-13*a11*a22) {
		return r1 / a11, 0
	}
	return (a22*r1 - a12*r2) / det, (a11*r2 - a12*r1) / det
}

// settle replaces the initial states in x by good ones for its smoothing
// parameters and returns the objective there, +Inf if it found none inside the
// model's region. l0 and b0 are those of [problem.heuristic].
func (p *problem) settle(x *vec, l0, b0 float64) float64 {
	p.setStates(x, l0, b0)
	switch {
	case p.held:
		return p.value(x)
	case p.spec.Trend == Multiplicative:
		return p.settleRatio(x, l0, b0)
	case p.spec.Error == Multiplicative:
		return p.settleRelative(x)
	}
	_, sse := p.regress(x, p.y, false) // exact
	return p.objective(sse, 0)
}

// settleRelative does one round of reweighting after the unweighted regression.
func (p *problem) settleRelative(x *vec) float64 {
	p.regress(x, p.y, false)
	z := *x
	f, _ := p.regress(&z, p.y, true)
	if math.IsInf(f, 1) { // a fitted value below zero: start from a constant
		p.setStates(x, p.mean(), 0)
		return p.value(x)
	}
	if g := p.value(&z); g < f {
		*x, f = z, g
	}
	return f
}

// mean is that of the observed values.
func (p *problem) mean() float64 {
	sum := 0.0
	for _, y := range p.y {
		if y == y {
			sum += y
		}
	}
	return sum / float64(p.n)
}

// settleRatio regresses the logarithms, to which the model with an additive
// trend and the same smoothing parameters is close.
func (p *problem) settleRatio(x *vec, l0, b0 float64) float64 {
	z, f := *x, p.value(x)
	p.setStates(&z, math.Log(l0), math.Log(b0))
	p.regress(&z, p.logs, false)
	p.setStates(&z, math.Exp(z[p.ks]), math.Exp(z[p.ks+1]))
	if g := p.value(&z); g < f {
		*x, f = z, g
	}
	return f
}
