package statespace

// shocks is what the data say of a unit shock at each time (de Jong and Penzer
// 1998, section 2; DK 4.5.3 and, for the diffuse phase, 5.4). With x the path
// that the shock adds to the data and Ω their covariance given the initial
// state and the effects, u = x'Ω⁻¹y and its variance x'Ω⁻¹x, so that u/var is
// the least-squares size of the shock and u/√var its t-statistic.
//
// Index t means that the value at t is the first to feel the shock.
type shocks struct {
	u, uvar     []float64 // a shock to the value alone
	level, lvar []float64 // a shock to the level
	slope, svar []float64 // a shock to the slope, felt by the level one step later
}

func newShocks(n int) *shocks {
	m := make([]float64, 6*n)
	cut := func(i int) []float64 { return m[i*n : (i+1)*n : (i+1)*n] }
	return &shocks{cut(0), cut(1), cut(2), cut(3), cut(4), cut(5)}
}

// transposedCov returns T' m T.
func (s *system) transposedCov(m sym) sym {
	b := s.c*m.a + s.phi*m.b
	return sym{m.a, b, s.c*(b+s.phi*m.b) + s.phi*s.phi*m.c}
}

// information fills the variances by the backward recursion
//
//	D = 1/F + K'ÑK,  N ← Ñ - Z'K'Ñ - ÑKZ + Z'DZ,  Ñ = T'NT
//
// where K is the gain of the update. In a diffuse step K = M∞/F∞ and 1/F is
// replaced by zero.
func (sh *shocks) information(sys *system, steps []step) {
	var n sym
	for t := len(steps) - 1; t >= 0; t-- {
		g := &steps[t]
		n = sys.transposedCov(n)
		d := 0.0
		if g.kind != missing {
			w := vec{n.a*g.k[0] + n.b*g.k[1], n.b*g.k[0] + n.c*g.k[1]}
			d = w[0]*g.k[0] + w[1]*g.k[1] + g.root*g.root
			n.a += d - 2*w[0]
			n.b -= w[1]
		}
		sh.uvar[t], sh.lvar[t], sh.svar[t] = d, n.a, n.c
	}
}

// scores fills u, level and slope from the standardised innovations of one
// column by the backward recursion
//
//	u = v/F - K'r̃,  r ← r̃ + Z'u,  r̃ = T'r.
func (sh *shocks) scores(sys *system, steps []step, e []float64) {
	var r vec
	for t := len(steps) - 1; t >= 0; t-- {
		g := &steps[t]
		r = sys.transposed(r)
		u := 0.0
		if g.kind != missing {
			u = e[t]*g.root - g.k[0]*r[0] - g.k[1]*r[1]
			r[0] += u
		}
		sh.u[t], sh.level[t], sh.slope[t] = u, r[0], r[1]
	}
}

// shocks returns the scores and variances at the parameters that the problem
// was last evaluated at. The variances are net of what the estimated effects
// take away: x'Ω⁻¹x - x'Ω⁻¹X (X'Ω⁻¹X)⁻¹ X'Ω⁻¹x.
func (pr *problem) shocks(sys *system) *shocks {
	if pr.sh == nil {
		pr.sh = newShocks(len(pr.y))
	}
	pr.sh.information(sys, pr.steps)
	pr.sh.scores(sys, pr.steps, pr.e)
	if k := len(pr.x); k > 0 {
		if pr.shX == nil {
			for range k {
				pr.shX = append(pr.shX, newShocks(len(pr.y)))
			}
		}
		for j, sh := range pr.shX {
			sh.scores(sys, pr.steps, pr.ex[j])
		}
		pr.net(pr.sh.uvar, func(sh *shocks) []float64 { return sh.u })
		pr.net(pr.sh.lvar, func(sh *shocks) []float64 { return sh.level })
		pr.net(pr.sh.svar, func(sh *shocks) []float64 { return sh.slope })
	}
	return pr.sh
}

// net subtracts from each variance the part that the effects explain: the
// squared length of the scores of the columns, whitened by the Cholesky factor
// of their information.
func (pr *problem) net(variance []float64, of func(*shocks) []float64) {
	k := len(pr.x)
	u := pr.chol.RawU()
	w := make([]float64, k)
	for t := range variance {
		for j := range k { // solve U'w = scores
			w[j] = of(pr.shX[j])[t]
			for i := range j {
				w[j] -= u.At(i, j) * w[i]
			}
			w[j] /= u.At(j, j)
			variance[t] -= w[j] * w[j]
		}
	}
}

// score returns the derivatives of the log-likelihood with respect to the
// three variances (Koopman and Shephard 1992; DK 7.3.3):
//
//	∂L/∂σ²ε = ½ Σ (u² - D),  ∂L/∂σ²ξ = ½ Σ (r₁² - N₁₁),  ∂L/∂σ²ζ = ½ Σ (r₂² - N₂₂)
//
// with the data divided by √scale: the derivative of the likelihood with the
// common variance concentrated out, because that is at its optimum.
func (pr *problem) score(sys *system, scale float64) (d [3]float64) {
	sh := pr.shocks(sys)
	first := 1 // the state at 0 has the noise of the step before it only after a prior
	if sys.prior != nil {
		first = 0
	}
	for t := range sh.u {
		d[0] += sh.u[t]*sh.u[t]/scale - sh.uvar[t]
		if t >= first {
			d[1] += sh.level[t]*sh.level[t]/scale - sh.lvar[t]
			d[2] += sh.slope[t]*sh.slope[t]/scale - sh.svar[t]
		}
	}
	for i := range d {
		d[i] /= 2
	}
	return d
}
