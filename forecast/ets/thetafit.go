package ets

import "math"

// line is a running regression on time, as counts, means and centred sums.
type line struct{ n, t, y, stt, sty float64 }

func (r *line) add(t, y float64) {
	r.n++
	dt, dy := t-r.t, y-r.y
	r.t += dt / r.n
	r.y += dy / r.n
	r.stt += dt * (t - r.t)
	r.sty += dt * (y - r.y)
}

// coef returns constant and slope; the slope through one point is 0.
func (r *line) coef() (a, b float64) {
	if r.stt > 0 {
		b = r.sty / r.stt
	}
	return r.y - b*r.t, b
}

// thetaState is the state of a theta model after time t.
type thetaState struct {
	t, l, p, q float64
	a, b       float64 // the line in force
	seen       line
}

// slope is what ω multiplies in the next mean.
func (s *thetaState) slope() float64 { return s.a*(1-s.p) + s.b*(s.t+1-s.q) }

// mean is the next one.
func (s *thetaState) mean(omega float64) float64 { return s.l + omega*s.slope() }

// absorb moves on by a step with an observation.
func (s *thetaState) absorb(y, alpha float64, dynamic bool) {
	s.t++
	s.l += alpha * (y - s.l)
	s.p += alpha * (1 - s.p)
	s.q += alpha * (s.t - s.q)
	if dynamic {
		s.seen.add(s.t, y)
		s.a, s.b = s.seen.coef()
	}
}

// start returns the state at time zero, with l = 0; y[0] is observed.
func (m Theta) start(y []float64) thetaState {
	if m.Dynamic {
		return thetaState{a: y[0]}
	}
	var s thetaState
	for t, v := range y {
		if v == v {
			s.seen.add(float64(t+1), v)
		}
	}
	s.a, s.b = s.seen.coef()
	return s
}

// thetaUpper stands for a θ without bound, which no one could print.
const thetaUpper = 1e10

// thetaProblem is a theta model to be estimated on scaled data without trailing
// gaps.
type thetaProblem struct {
	Theta
	y     []float64
	start thetaState
}

// thetaPoint is a place in the parameter space and Σe² there.
type thetaPoint struct{ alpha, omega, l0, sse float64 }

// at returns the least-squares l0 and ω for an α. With l[0] = 0 the residuals
// are r, and they fall by d = (1-α)^(t-1) for a unit of l0 and by g for one of ω.
func (p *thetaProblem) at(alpha float64) thetaPoint {
	s, d := p.start, 1.0
	var dd, dg, gg, rd, rg, rr float64
	for _, y := range p.y {
		if y != y {
			s.t++
			continue
		}
		g, r := s.slope(), y-s.l
		dd += d * d
		dg += d * g
		gg += g * g
		rd += r * d
		rg += r * g
		rr += r * r
		d *= 1 - alpha
		s.absorb(y, alpha, p.Dynamic)
	}
	omega := 1 - 1/p.Theta.Theta
	if p.Theta.Theta == 0 {
		_, omega = solve2(dd, dg, gg, rd, rg)
		omega = min(max(omega, 0), 1-1/thetaUpper)
	}
	l0 := (rd - omega*dg) / dd
	sse := rr - 2*l0*rd - 2*omega*rg + l0*l0*dd + 2*l0*omega*dg + omega*omega*gg
	return thetaPoint{alpha, omega, l0, max(sse, 0)}
}

// search minimises over α: the best point of a grid, then golden sections of the
// two cells beside it.
func (p *thetaProblem) search() thetaPoint {
	const cells, sections, golden = 30, 30, 0.6180339887498949
	grid := func(i int) float64 {
		return ThetaAlphaLower + (ThetaAlphaUpper-ThetaAlphaLower)*float64(min(max(i, 0), cells))/cells
	}
	best, at := p.at(grid(0)), 0
	for i := 1; i <= cells; i++ {
		if q := p.at(grid(i)); q.sse < best.sse {
			best, at = q, i
		}
	}
	lo, hi := grid(at-1), grid(at+1)
	a, b := p.at(hi-golden*(hi-lo)), p.at(lo+golden*(hi-lo))
	for range sections {
		if a.sse < b.sse {
			hi, b = b.alpha, a
			a = p.at(hi - golden*(hi-lo))
		} else {
			lo, a = a.alpha, b
			b = p.at(lo + golden*(hi-lo))
		}
	}
	for _, q := range []thetaPoint{a, b} {
		if q.sse < best.sse {
			best = q
		}
	}
	return best
}

// run goes through the data once more and keeps what it sees, in the units of s.
func (p *thetaProblem) run(s *sample, at thetaPoint) *ThetaFit {
	n := s.lead + len(s.y)
	f := &ThetaFit{
		Model: p.Theta, Alpha: at.alpha, Theta: 1 / (1 - at.omega), Level: s.unscale(at.l0), N: s.n,
		Fitted: make([]float64, n), Residuals: make([]float64, n),
		omega: at.omega, tail: s.tail, exp: s.exp,
	}
	for t := range n {
		f.Fitted[t], f.Residuals[t] = math.NaN(), math.NaN()
	}
	state, sse := p.start, 0.0
	state.l = at.l0
	for t, y := range p.y {
		m := state.mean(f.omega)
		f.Fitted[s.lead+t] = s.unscale(m)
		if y != y {
			state.t++
			continue
		}
		f.Residuals[s.lead+t] = s.unscale(y - m)
		sse += (y - m) * (y - m)
		state.absorb(y, f.Alpha, p.Dynamic)
	}
	f.last = state
	f.finish(s, sse)
	return f
}

// finish sets what follows from the sum of squares, and the fitted values of the
// gaps at the end, which are forecasts.
func (f *ThetaFit) finish(s *sample, sse float64) {
	ahead := make([]float64, f.tail)
	f.ahead(ahead, -1)
	for i, m := range ahead {
		f.Fitted[len(f.Fitted)-f.tail+i] = s.unscale(m)
	}
	n := float64(s.n)
	f.sigma = math.Sqrt(sse / float64(s.n-f.Model.Parameters()))
	f.Sigma = s.unscale(f.sigma)
	f.LogLik = s.logLik(math.Log(max(sse, least(s.n)))) - n/2*(math.Log(2*math.Pi/n)+1)
}
