package statespace

import "math"

// sym is the symmetric matrix [a b; b c].
type sym struct{ a, b, c float64 }

// vec is a state: level and slope.
type vec [2]float64

// kind says what the filter does at one time.
type kind uint8

const (
	missing kind = iota // no value: predict only
	diffuse             // the value is used up by a diffuse state (DK 5.2, F∞ > 0)
	proper              // the usual update
)

// step is what the filter knows at one time before it sees the value there:
// all of it depends on where values are missing, none of it on the values.
type step struct {
	kind  kind
	p     sym     // covariance of the predicted state; P* in the diffuse phase
	pinf  sym     // P∞
	f     float64 // variance of the innovation; F∞ in a diffuse step
	fstar float64 // F* in a diffuse step
	root  float64 // 1/√f in a proper step, 0 in a diffuse one
	k     vec     // gain of the update, M/F or M∞/F∞
}

// tolerance on F∞, which is of the order of 1 because P∞ starts as the unit
// matrix and T has elements up to 1.
const tolerance = 1e-9

// predictCov returns T p T'.
func (s *system) predictCov(p sym) sym {
	b := p.b + s.c*p.c
	return sym{p.a + s.c*(p.b+b), s.phi * b, s.phi * s.phi * p.c}
}

// predict returns T a.
func (s *system) predict(a vec) vec { return vec{a[0] + s.c*a[1], s.phi * a[1]} }

// transposed returns T' r, the step back of the smoother.
func (s *system) transposed(r vec) vec { return vec{r[0], s.c*r[0] + s.phi*r[1]} }

// start returns mean and covariance of the first predicted state. A prior
// stands one step before it, as in R's KalmanLike.
func (s *system) start() (a vec, p, pinf sym) {
	if s.prior != nil {
		m, v := s.prior.Mean, s.prior.Cov
		if s.c == 0 {
			m[1], v[0][1], v[1][1] = 0, 0, 0
		}
		a = s.predict(m)
		p = s.predictCov(sym{v[0][0], v[0][1], v[1][1]})
		p.a += s.ql
		p.c += s.qs
		return a, p, sym{}
	}
	if s.diffuse > 0 {
		pinf.a = 1
	}
	if s.diffuse > 1 {
		pinf.c = 1
	}
	return a, p, pinf
}

// gains runs the part of the Kalman filter that does not need the values, over
// len(dst) times, and returns the covariance of the state predicted after the
// last. It reports false if a variance of the innovations is not positive, or
// if a state is still diffuse at the end. It allocates nothing.
func (s *system) gains(dst []step, seen []bool) (last sym, ok bool) {
	_, p, pinf := s.start()
	left := s.diffuse
	for t := range dst {
		g := &dst[t]
		g.p, g.pinf = p, pinf
		switch {
		case !seen[t]:
			g.kind = missing
		case left > 0 && pinf.a > tolerance:
			g.kind = diffuse
			p, pinf = g.diffuse(s.qe)
			if left--; left == 0 {
				pinf = sym{} // exactly, where rounding would leave dust
			}
		default:
			g.kind = proper
			if p, ok = g.update(s.qe); !ok {
				return p, false
			}
		}
		p = s.predictCov(p)
		p.a += s.ql
		p.c += s.qs
		if left > 0 {
			pinf = s.predictCov(pinf)
		}
	}
	return p, left == 0
}

// update sets gain and variance of a proper step and returns the filtered
// covariance P - M M'/F.
func (g *step) update(qe float64) (sym, bool) {
	p := g.p
	g.f = p.a + qe
	if !(g.f > 0) {
		return p, false
	}
	inverse := 1 / g.f
	g.root = math.Sqrt(inverse)
	g.k = vec{p.a * inverse, p.b * inverse}
	rest := qe * inverse // 1 - k, without its cancellation
	return sym{p.a * rest, p.b * rest, max(p.c-g.k[1]*p.b, 0)}, true
}

// diffuse sets gain and variances of a step with F∞ > 0 and returns the
// filtered P* and P∞ (DK 5.2.2, in the form of the univariate treatment 6.4).
func (g *step) diffuse(qe float64) (p, pinf sym) {
	m, mi := vec{g.p.a, g.p.b}, vec{g.pinf.a, g.pinf.b}
	g.f, g.fstar, g.root = mi[0], m[0]+qe, 0
	g.k = vec{1, mi[1] / g.f}
	k := g.k
	p = sym{
		g.p.a + k[0]*k[0]*g.fstar - 2*k[0]*m[0],
		g.p.b + k[0]*k[1]*g.fstar - k[0]*m[1] - k[1]*m[0],
		g.p.c + k[1]*k[1]*g.fstar - 2*k[1]*m[1],
	}
	return p, sym{0, 0, max(g.pinf.c-k[1]*mi[1], 0)}
}

// innovations filters one column, which may be the data or a regressor, with
// the gains of steps, starting at a. It writes the standardised innovations
// v/√F to dst, zero where a value is missing or used up, and returns the state
// predicted after the last time. It allocates nothing.
func (s *system) innovations(dst, column []float64, steps []step, a vec) vec {
	for t := range steps {
		g := &steps[t]
		dst[t] = 0
		if g.kind != missing {
			v := column[t] - a[0]
			a[0] += g.k[0] * v
			a[1] += g.k[1] * v
			if g.kind == proper {
				dst[t] = v * g.root
			}
		}
		a = s.predict(a)
	}
	return a
}

// logdet returns Σ log F over the proper and Σ log F∞ over the diffuse steps,
// with the number of each.
func logdet(steps []step) (f, finf float64, n, d int) {
	for t := range steps {
		switch g := &steps[t]; g.kind {
		case proper:
			f += math.Log(g.f)
			n++
		case diffuse:
			finf += math.Log(g.f)
			d++
		}
	}
	return f, finf, n, d
}
