package statespace

// Smoothed is the components given all values (DK 4.4, 4.5 and, for the
// diffuse phase, 5.3, 5.4), one element a time. Variances include the
// uncertainty of the effects of interventions, not that of the parameters.
type Smoothed struct {
	// Level is μ, without the effects of interventions.
	Level, LevelVar []float64
	// Slope is ν; zero for a local level.
	Slope, SlopeVar []float64
	// Irregular is ε, with its variance given the data: zero, and the prior
	// variance, where the value is missing.
	Irregular, IrregularVar []float64
	// LevelNoise is ξ and SlopeNoise ζ: element t moves the state of time t to
	// that of t+1, so that nothing is known of the last one.
	LevelNoise, LevelNoiseVar []float64
	SlopeNoise, SlopeNoiseVar []float64
}

// Smooth returns the components given all values.
func (f *Fit) Smooth() Smoothed {
	n := len(f.y)
	m := make([]float64, 10*n)
	cut := func(i int) []float64 { return m[i*n : (i+1)*n : (i+1)*n] }
	s := Smoothed{cut(0), cut(1), cut(2), cut(3), cut(4), cut(5), cut(6), cut(7), cut(8), cut(9)}
	f.smoothStates(&s)
	f.smoothNoise(&s)
	return s
}

// smoothStates fills level and slope.
func (f *Fit) smoothStates(s *Smoothed) {
	sys := f.system()
	a, _, _ := sys.start()
	unit := f.pr.scale
	states := sys.smoothed(f.adjusted(), f.pr.steps, a)
	cov := sys.smoothedCov(f.pr.steps)
	// The state is linear in the effects: its response to one is the smoothed
	// state of that regressor's column.
	response := make([][]vec, len(f.pr.x))
	for j, x := range f.pr.x {
		response[j] = sys.smoothed(x, f.pr.steps, vec{})
	}
	for t, a := range states {
		v := cov[t]
		for i := range response {
			for j := range response {
				b, ri, rj := f.cov.At(i, j), response[i][t], response[j][t]
				v.a += b * ri[0] * rj[0]
				v.c += b * ri[1] * rj[1]
			}
		}
		s.Level[t], s.LevelVar[t] = f.value(a[0]), v.a*unit*unit
		s.Slope[t], s.SlopeVar[t] = a[1]*unit, v.c*unit*unit
	}
}

// smoothNoise fills the disturbances: with q the variance, their mean is q·u
// and their variance q - q²·var u (DK 4.5.1, 4.5.2).
func (f *Fit) smoothNoise(s *Smoothed) {
	sys := f.system()
	sh := f.shocks()
	unit := f.pr.scale
	put := func(mean, variance *float64, q, u, uvar float64) {
		*mean = q * u * unit
		*variance = max(q-q*q*uvar, 0) * unit * unit
	}
	last := len(f.y) - 1
	for t := range f.y {
		put(&s.Irregular[t], &s.IrregularVar[t], sys.qe, sh.u[t], sh.uvar[t])
		if t < last {
			put(&s.LevelNoise[t], &s.LevelNoiseVar[t], sys.ql, sh.level[t+1], sh.lvar[t+1])
			put(&s.SlopeNoise[t], &s.SlopeNoiseVar[t], sys.qs, sh.slope[t+1], sh.svar[t+1])
		}
	}
	put(&s.LevelNoise[last], &s.LevelNoiseVar[last], sys.ql, 0, 0)
	put(&s.SlopeNoise[last], &s.SlopeNoiseVar[last], sys.qs, 0, 0)
}

// shocks returns the scores in memory of its own: f stays as it is.
func (f *Fit) shocks() *shocks {
	own := *f.pr
	own.sh, own.shX = nil, nil
	sys := f.system()
	return own.shocks(&sys)
}

// times returns m v.
func (m sym) times(v vec) vec { return vec{m.a*v[0] + m.b*v[1], m.b*v[0] + m.c*v[1]} }

func dot(a, b vec) float64 { return a[0]*b[0] + a[1]*b[1] }

// k1 returns the second gain of a diffuse step, M*/F∞ - M∞F*/F∞².
func (g *step) k1() vec {
	return vec{
		(g.p.a - g.k[0]*g.fstar) / g.f,
		(g.p.b - g.k[1]*g.fstar) / g.f,
	}
}

// smoothed returns the smoothed states of a column, which starts at a:
// α̂ = a + P*r⁰ + P∞r¹ with, in a diffuse step,
//
//	r⁰ ← r̃⁰ - Z'K0'r̃⁰,  r¹ ← r̃¹ + Z'(v/F∞ - K0'r̃¹ - K1'r̃⁰)
//
// and r¹ ← (I-Z'K')r̃¹ elsewhere.
func (s *system) smoothed(column []float64, steps []step, a vec) []vec {
	path := s.predicted(column, steps, a)
	var r0, r1 vec
	for t := len(steps) - 1; t >= 0; t-- {
		g := &steps[t]
		r0, r1 = s.transposed(r0), s.transposed(r1)
		switch v := column[t] - path[t][0]; g.kind {
		case diffuse:
			r1[0] += v/g.f - dot(g.k, r1) - dot(g.k1(), r0)
			r0[0] -= dot(g.k, r0)
		case proper:
			r1[0] -= dot(g.k, r1)
			r0[0] += v/g.f - dot(g.k, r0)
		}
		p, pinf := g.p.times(r0), g.pinf.times(r1)
		path[t][0] += p[0] + pinf[0]
		path[t][1] += p[1] + pinf[1]
	}
	return path
}

// smoothedCov returns the covariances of the smoothed states,
//
//	V = P* - P*N⁰P* - P∞N¹P* - P*N¹P∞ - P∞N²P∞,
//
// the N being the coefficients of the information in powers of 1/κ.
func (s *system) smoothedCov(steps []step) []sym {
	cov := make([]sym, len(steps))
	var n0, n1, n2 sym
	for t := len(steps) - 1; t >= 0; t-- {
		g := &steps[t]
		n0, n1, n2 = s.transposedCov(n0), s.transposedCov(n1), s.transposedCov(n2)
		switch g.kind {
		case diffuse:
			k1 := g.k1()
			across0, across1 := n0.cross(g.k, k1), n1.cross(g.k, k1)
			w := dot(k1, n0.times(k1))
			n0, n1, n2 = n0.updated(g.k), n1.updated(g.k), n2.updated(g.k)
			n1 = n1.plus(across0)
			n1.a += 1 / g.f
			n2 = n2.plus(across1)
			n2.a += w - g.fstar/g.f/g.f
		case proper:
			n0, n1, n2 = n0.updated(g.k), n1.updated(g.k), n2.updated(g.k)
			n0.a += 1 / g.f
		}
		cov[t] = g.p.less(g.p, n0, g.p).less(g.pinf, n2, g.pinf)
		if g.pinf != (sym{}) {
			cov[t] = cov[t].less(g.pinf, n1, g.p).less(g.p, n1, g.pinf)
		}
		cov[t].a, cov[t].c = max(cov[t].a, 0), max(cov[t].c, 0)
	}
	return cov
}

// updated returns L'nL with L = I - kZ.
func (m sym) updated(k vec) sym {
	w := m.times(k)
	return sym{m.a - 2*w[0] + dot(k, w), m.b - w[1], m.c}
}

// cross returns L1'nL0 + L0'nL1 with L0 = I - kZ and L1 = -k1Z.
func (m sym) cross(k, k1 vec) sym {
	w := m.times(k1)
	return sym{2*dot(k, w) - 2*w[0], -w[1], 0}
}

func (m sym) plus(n sym) sym { return sym{m.a + n.a, m.b + n.b, m.c + n.c} }

// less returns m minus the symmetric part of p n q.
func (m sym) less(p, n, q sym) sym {
	c0 := p.times(n.times(vec{q.a, q.b})) // columns of p n q
	c1 := p.times(n.times(vec{q.b, q.c}))
	return sym{m.a - c0[0], m.b - (c0[1]+c1[0])/2, m.c - c1[1]}
}
