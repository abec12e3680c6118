package ets

import "math"

// ahead returns the one-step mean q and the trend p that it contains,
//
//	N: q = l    A: p = φb, q = l+p    M: p = b^φ, q = l·p.
//
// A trend that is undamped has φ = 1.
func (s Spec) ahead(l, b, phi float64) (q, p float64) {
	switch s.Trend {
	case None:
		return l, 0
	case Additive:
		p = phi * b
		return l + p, p
	}
	p = b
	if phi != 1 {
		p = math.Pow(b, phi)
	}
	return l * p, p
}

// absorb returns the states after an innovation e = y-q, given the level l
// before it,
//
//	l' = q + αe    A: b' = p + βe    M: b' = p + βe/l.
//
// With a multiplicative error ε the innovation is e = qε, and these are the same
// equations again: given its parameters a model's fitted values do not depend on
// the kind of its error, only its likelihood and its variances do.
func (s Spec) absorb(l, q, p, e, alpha, beta float64) (level, trend float64) {
	switch s.Trend {
	case None:
		return q + alpha*e, 0
	case Additive:
		return q + alpha*e, p + beta*e
	}
	return q + alpha*e, p + beta*e/l
}

// residual returns y-q, or that relative to q for a multiplicative error.
func (s Spec) residual(y, q float64) float64 {
	if s.Error == Multiplicative {
		return (y - q) / q
	}
	return y - q
}
