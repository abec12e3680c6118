package ets

import "math"

// vec holds what is estimated, in this order: alpha, u (if there is a trend),
// phi (if damped), l0, b0 (if there is a trend), where
//
//	beta = Lower + u·(alpha-Lower),  0 <= u <= 1
//
// turns the triangle Lower <= beta <= alpha into a box.
type vec [5]float64

// problem is one model to be estimated on one sample by minimising
//
//	F = log Σr²,  r = e for additive errors, r = e·G for multiplicative ones,
//
// where G is the geometric mean of the fitted values: -½·n·F is the
// log-likelihood in both cases, and both are least-squares problems.
//
// The methods allocate nothing, and they are deterministic.
type problem struct {
	spec   Spec
	y      []float64
	logs   []float64 // log y, if the trend is multiplicative
	held   bool      // the initial states are those of heuristic
	n      int       // observed values
	ks, k  int       // smoothing parameters; all parameters
	lo, hi vec
}

func newProblem(s *sample, spec Spec, held bool) *problem {
	p := &problem{spec: spec, held: held, y: s.y, n: s.n, ks: spec.smoothing(), k: spec.Parameters()}
	p.lo, p.hi = vec{Lower, 0, PhiLower}, vec{Upper, 1, PhiUpper}
	for j := p.ks; j < p.k; j++ {
		p.lo[j], p.hi[j] = math.Inf(-1), math.Inf(1)
	}
	if spec.Trend == Multiplicative {
		p.logs = make([]float64, len(s.y))
		for t, y := range s.y {
			p.logs[t] = math.Log(y)
		}
	}
	return p
}

// params translates x, still in scaled units.
func (p *problem) params(x *vec) Params {
	q := Params{Alpha: x[0], Phi: 1, Level: x[p.ks]}
	if p.ks > 1 {
		q.Beta, q.Trend = Lower+x[1]*(x[0]-Lower), x[p.ks+1]
	}
	if p.ks > 2 {
		q.Phi = x[2]
	}
	return q
}

// setStates replaces the initial states in x.
func (p *problem) setStates(x *vec, l, b float64) {
	x[p.ks] = l
	if p.ks > 1 {
		x[p.ks+1] = b
	}
}

// objective returns F from the sum of squared residuals e and the sum of
// log|ŷ|, for n observations. It is no lower than least allows, in the units of
// y for both kinds of error: of two exact fits neither is the better.
func objective(spec Spec, n int, sse, sumLog float64) float64 {
	f := math.Log(sse)
	if spec.Error == Multiplicative {
		f += 2 * sumLog / float64(n)
	}
	if math.IsNaN(f) {
		return math.Inf(1)
	}
	return max(f, math.Log(least(n)))
}

func (p *problem) objective(sse, sumLog float64) float64 {
	return objective(p.spec, p.n, sse, sumLog)
}

// value returns F at x. It is +Inf where a fitted value of a model with
// multiplicative errors, or a state of one with a multiplicative trend, is not
// positive. (R lets the fitted values pass through zero and now and then
// returns a model whose level starts below it.)
func (p *problem) value(x *vec) float64 {
	q := p.params(x)
	l, b, sse, g := q.Level, q.Trend, 0.0, newProduct()
	for _, y := range p.y {
		m, trend := p.spec.ahead(l, b, q.Phi)
		e := 0.0
		if y == y {
			if e = y - m; p.spec.Error == Multiplicative {
				if !(m > 0) {
					return math.Inf(1)
				}
				g.times(m)
				sse += e / m * (e / m)
			} else {
				sse += e * e
			}
		}
		l, b = p.spec.absorb(l, m, trend, e, q.Alpha, q.Beta)
		if p.spec.Trend == Multiplicative && !(l > 0 && b > 0) {
			return math.Inf(1)
		}
	}
	return p.objective(sse, g.log())
}

// product is a running product that keeps its logarithm; a logarithm a factor
// would cost more than the recursion.
type product struct{ p, sum float64 }

func newProduct() product { return product{p: 1} }

func (g *product) times(v float64) {
	if g.p *= v; g.p < 1e-140 || g.p > 1e140 {
		g.sum, g.p = g.log(), 1
	}
}

func (g *product) log() float64 { return g.sum + math.Log(g.p) }
