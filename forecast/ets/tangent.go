package ets

import "math"

// system is the objective and what Gauss and Newton need of it. grad, hess and
// sse are Σ r·∂r, Σ ∂r·∂rᵀ (lower triangle) and Σr², all three divided by G².
type system struct {
	f, sse float64
	grad   vec
	hess   [5]vec
}

// tangent carries the states of a model through time together with their
// derivatives ∂ with respect to everything that is estimated, which follow from
// the equations at [Spec.ahead] and [Spec.absorb] by the product rule:
//
//	∂p = φ·∂b + b·∂φ               M: ∂p = φ·b^(φ-1)·∂b + p·log b·∂φ
//	∂m = ∂l + ∂p                   M: ∂m = p·∂l + l·∂p
//	∂e = -∂m
//	∂l' = (1-α)·∂m + e·∂α
//	∂b' = ∂p - β·∂m + e·∂β         M: ∂b' = ∂p - (β/l)·(∂m + (e/l)·∂l) + (e/l)·∂β
type tangent struct {
	alpha, beta, phi float64
	u, room          float64 // ∂β/∂α = u, ∂β/∂u = room
	l, b             float64 // states; between ahead and absorb, b is the trend p
	m                float64 // one-step mean
	dl, db, dm       vec     // derivatives of l, b and m
}

// tangent returns the start: the initial states are parameters themselves.
func (p *problem) tangent(x *vec) tangent {
	q := p.params(x)
	c := tangent{alpha: q.Alpha, beta: q.Beta, phi: q.Phi, l: q.Level, b: q.Trend}
	c.dl[p.ks] = 1
	if p.ks > 1 {
		c.u, c.room = x[1], x[0]-Lower
		c.db[p.ks+1] = 1
	}
	return c
}

// ahead moves to the one-step mean, see [Spec.ahead].
func (c *tangent) ahead(p *problem) {
	switch p.spec.Trend {
	case None:
		c.m = c.l
		for j := range p.k { // copying the array whole would stall on the stores just made
			c.dm[j] = c.dl[j]
		}
	case Additive:
		for j := range p.k {
			c.db[j] *= c.phi
		}
		if p.ks > 2 {
			c.db[2] += c.b
		}
		c.b *= c.phi
		c.m = c.l + c.b
		for j := range p.k {
			c.dm[j] = c.dl[j] + c.db[j]
		}
	default:
		c.aheadRatio(p)
	}
}

// aheadRatio is ahead for a multiplicative trend.
func (c *tangent) aheadRatio(p *problem) {
	if p.ks > 2 {
		trend := math.Pow(c.b, c.phi)
		slope := c.phi * trend / c.b
		for j := range p.k {
			c.db[j] *= slope
		}
		c.db[2] += trend * math.Log(c.b)
		c.b = trend
	}
	c.m = c.l * c.b
	for j := range p.k {
		c.dm[j] = c.b*c.dl[j] + c.l*c.db[j]
	}
}

// absorb takes in the innovation e, see [Spec.absorb].
func (c *tangent) absorb(p *problem, e float64) {
	switch p.spec.Trend {
	case Additive:
		for j := range p.k {
			c.db[j] -= c.beta * c.dm[j]
		}
		c.db[0] += c.u * e
		c.db[1] += c.room * e
		c.b += c.beta * e
	case Multiplicative:
		r := e / c.l
		for j := range p.k {
			c.db[j] -= c.beta / c.l * (c.dm[j] + r*c.dl[j])
		}
		c.db[0] += c.u * r
		c.db[1] += c.room * r
		c.b += c.beta * r
	}
	for j := range p.k {
		c.dl[j] = (1 - c.alpha) * c.dm[j]
	}
	c.dl[0] += e
	c.l = c.m + c.alpha*e
}

// skip passes a missing value.
func (c *tangent) skip() { c.l, c.dl = c.m, c.dm }

// linearise computes the objective at x with its derivatives. Outside the
// region of [problem.value] the objective is +Inf and nothing else is set.
func (p *problem) linearise(x *vec, s *system) {
	*s = system{f: math.Inf(1)}
	c, g := p.tangent(x), newProduct()
	var rel, logs vec // derivatives of y/ŷ-1 with the sign changed, and of the sum of log ŷ
	for _, y := range p.y {
		c.ahead(p)
		if y != y {
			c.skip()
			continue
		}
		e := y - c.m
		r, d := e, &c.dm
		if p.spec.Error == Multiplicative {
			if !(c.m > 0) {
				return
			}
			g.times(c.m)
			inv := 1 / c.m
			r = e * inv
			for j := range p.k {
				v := d[j] * inv
				logs[j] += v
				rel[j] = (1 + r) * v
			}
			d = &rel
		}
		s.add(p.k, r, d)
		c.absorb(p, e)
		if p.spec.Trend == Multiplicative && !(c.l > 0 && c.b > 0) {
			return
		}
	}
	if p.spec.Error == Multiplicative {
		s.rescale(p.k, &logs, float64(p.n))
	}
	s.f = p.objective(s.sse, g.log())
}

// add takes in a residual r with ∂r = -d. Unrolled, and over all five
// coordinates, as half of the time went into the loops; the coordinates that a
// model does not have are zero.
func (s *system) add(k int, r float64, d *vec) {
	d0, d1 := d[0], d[1]
	s.sse += r * r
	s.grad[0] -= r * d0
	s.grad[1] -= r * d1
	s.hess[0][0] += d0 * d0
	s.hess[1][0] += d1 * d0
	s.hess[1][1] += d1 * d1
	if k == 2 {
		return
	}
	d2, d3, d4 := d[2], d[3], d[4]
	s.grad[2] -= r * d2
	s.grad[3] -= r * d3
	s.hess[2][0] += d2 * d0
	s.hess[2][1] += d2 * d1
	s.hess[2][2] += d2 * d2
	s.hess[3][0] += d3 * d0
	s.hess[3][1] += d3 * d1
	s.hess[3][2] += d3 * d2
	s.hess[3][3] += d3 * d3
	if k == 4 {
		return
	}
	s.grad[4] -= r * d4
	s.hess[4][0] += d4 * d0
	s.hess[4][1] += d4 * d1
	s.hess[4][2] += d4 * d2
	s.hess[4][3] += d4 * d3
	s.hess[4][4] += d4 * d4
}

// rescale turns sums over e into sums over r = e·G, divided by G²:
// ∂r/G = ∂e + e·m, where m is the mean of ∂log ŷ.
func (s *system) rescale(k int, logs *vec, n float64) {
	for j := range k {
		logs[j] /= n
	}
	for i := range k {
		for j := range i + 1 {
			s.hess[i][j] += s.grad[i]*logs[j] + logs[i]*s.grad[j] + s.sse*logs[i]*logs[j]
		}
	}
	for j := range k {
		s.grad[j] += s.sse * logs[j]
	}
}
