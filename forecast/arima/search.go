package arima

import "math"

// likelihood is the least squares problem whose minimum is the maximum of the
// exact likelihood. With variance and regression concentrated out that is
//
//	-2·L = n·log(S/n) + Σ log f[t] + const = n·log Σ u[t]² + const,
//	u[t] = v[t]/√f[t] · exp(Σ log f / 2n),
//
// S the sum of squared whitened innovations.
//
// Both parts are searched by z = atanh(partial autocorrelation), the MA part
// by that of its inverse process: every z is stationary and invertible, and
// the edge of the region lies along the axes. (R leaves the MA part free and
// mirrors its roots afterwards. But kappa is in units of the innovation
// variance, which differs between mirror images, and with it the likelihood.)
type likelihood struct {
	*engine
	p int
}

func (l likelihood) residuals(dst, x []float64) bool {
	var r, theta [max(MaxP, MaxQ)]float64
	q := len(x) - l.p
	if !tanh(r[:q], x[l.p:]) {
		return false
	}
	fromPartial(theta[:q], r[:q], -1)
	if !tanh(r[:l.p], x[:l.p]) {
		return false
	}
	l.setPartial(r[:l.p], theta[:q])
	logdet := l.innovate()
	l.project(l.n)
	f := math.Exp(logdet / float64(2*l.n))
	for t := range dst {
		dst[t] = l.white[0][t] * f
	}
	return true
}

// nearUnit bounds partial autocorrelations: beyond it the stationary variance
// is all rounding.
const nearUnit = 1 - 1e-8

// tanh sets dst to the partial autocorrelations of z and reports whether all
// are within nearUnit.
func tanh(dst, z []float64) bool {
	for i, v := range z {
		dst[i] = math.Tanh(v)
		if math.Abs(dst[i]) > nearUnit {
			return false
		}
	}
	return true
}

// conditional is the least squares problem of the conditional sum of squares:
// innovations before the p-th difference count as zero. It needs no
// covariances and is a good place to start the likelihood from. Its x are
// coefficients.
type conditional struct {
	*engine
	p int
}

func (c conditional) size() int { return len(c.w[0]) - c.p }

func (c conditional) residuals(dst, x []float64) bool {
	for j, w := range c.w {
		c.recurse(c.white[j], w, x[:c.p], x[c.p:])
	}
	c.project(len(dst))
	for t := range dst {
		dst[t] = c.white[0][t]
		// Far from the invertible region the recursion explodes.
		if math.IsInf(dst[t], 0) || math.IsNaN(dst[t]) {
			return false
		}
	}
	return true
}

// recurse sets v to the innovations of w, from the p-th on.
func (c conditional) recurse(v, w, phi, theta []float64) {
	for t := c.p; t < len(w); t++ {
		s := w[t]
		for i, a := range phi {
			s -= a * w[t-1-i]
		}
		at := t - c.p
		for i, b := range theta[:min(len(theta), at)] {
			s -= b * v[at-1-i]
		}
		v[at] = s
	}
}

// starts are where a search may begin beside white noise and the conditional
// least squares estimate: z of the AR part and of the MA part. A mixed model
// has several maxima. Of 69 annual series white noise leads to the highest for
// 37 as ARIMA(2,1,2) with drift and for 58 as ARIMA(1,1,1) with drift; these
// starts, picked greedily from 80, for 67 and 69.
var starts = [...][2][2]float64{
	{{1.5, -1}, {1.5, 0}},
	{{-0.6, 0}, {-1.5, 0}},
	{{1.5, 0}, {0, -0.5}},
	{{0, 0.6}, {0.7, -0.7}},
	{{-1.5, 0}, {-1.5, 0}},
	{{1.5, 0}, {0.5, 0}},
}

// fallbacks is how many of starts a quick search tries as long as it has no
// acceptable maximum.
const fallbacks = 2

// climber searches for the maximum of the likelihood of one engine, keeping
// its buffers from one order to the next.
type climber struct {
	*engine
	lm      *levenberg
	x       []float64 // z, the arguments of likelihood, on the way
	best, z []float64 // coefficients and z of the best so far
	sum     float64   // sum of squares there

	// acceptable says which coefficients are wanted; nil for all.
	acceptable func(phi, theta []float64) bool
}

func newClimber(e *engine) *climber {
	return &climber{engine: e, lm: newLevenberg(len(e.w[0])), x: make([]float64, maxK), best: make([]float64, maxK), z: make([]float64, maxK)}
}

// climb returns the ARMA coefficients of the highest likelihood found for p
// and q among those that are acceptable, in a slice that the next call
// overwrites, and the sum of squares of [likelihood] there, +Inf if there are
// none. It starts from white noise and from the conditional least squares
// estimate. A thorough search of a mixed model goes on from all starts, a
// quick one only until something is acceptable. The best is then polished.
func (c *climber) climb(p, q int, thorough bool) (x []float64, s float64) {
	c.sum = math.Inf(1)
	end := stop{tolerance: coarse, unwanted: c.unwanted(p)}
	k := p + q
	clear(c.x[:k])
	c.from(p, q, end)
	if q > 0 && c.conditionalStart(p, q) {
		c.from(p, q, end)
	}
	if p > 0 && q > 0 {
		for i, z := range starts {
			if !thorough && (i == fallbacks || !math.IsInf(c.sum, 1)) {
				break
			}
			clear(c.x[:k])
			copy(c.x[:p], z[0][:])
			copy(c.x[p:k], z[1][:])
			c.from(p, q, end)
		}
	}
	copy(c.x, c.z[:k])
	if k > 0 && !math.IsInf(c.sum, 1) {
		c.from(p, q, stop{tolerance: fine})
	}
	return c.best[:k], c.sum
}

// Tolerances of [stop] for the choice among maxima and for the one chosen: the
// log-likelihood is then right to about n/2 times that.
const (
	coarse = 1e-7
	fine   = 1e-11
)

// from climbs from x and keeps what it finds if that is better and acceptable.
func (c *climber) from(p, q int, end stop) {
	z := c.x[:p+q]
	s, ok := c.lm.minimise(likelihood{c.engine, p}, z, c.n, end)
	if !ok || !(s < c.sum) {
		return
	}
	var buf [maxK]float64
	x := buf[:copy(buf[:], z)]
	natural(x[:p], 1)
	natural(x[p:], -1)
	if !rootsBeyond(x[:p], 1) { // at the edge, rounding steps over it
		return
	}
	if c.acceptable == nil || c.acceptable(x[:p], x[p:]) {
		c.sum = s
		copy(c.best, x)
		copy(c.z, z)
	}
}

// unwanted is acceptable the other way round, for z.
func (c *climber) unwanted(p int) func(z []float64) bool {
	if c.acceptable == nil {
		return nil
	}
	return func(z []float64) bool {
		var x [maxK]float64
		copy(x[:], z)
		natural(x[:p], 1)
		natural(x[p:len(z)], -1)
		return !c.acceptable(x[:p], x[p:len(z)])
	}
}

// conditionalStart sets x to the conditional least squares estimate and
// reports whether there is one inside the stationary region. Moving averages
// are brought inside the unit circle.
func (c *climber) conditionalStart(p, q int) bool {
	k := p + q
	cs := conditional{c.engine, p}
	if cs.size() < k+len(c.w) {
		return false
	}
	clear(c.x[:k])
	if _, ok := c.lm.minimise(cs, c.x[:k], cs.size(), stop{tolerance: 1e-6}); !ok {
		return false
	}
	invert(c.x[p:k])
	return partial(c.x[:p], 1) && partial(c.x[p:k], -1)
}
