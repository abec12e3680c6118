package ets

import "math"

// descend improves at by the method of Levenberg and Marquardt within the
// bounds, and gives up as soon as it is clear that it will not end below best.
//
// gonum/optimize has neither bounds nor least squares. Its Nelder–Mead takes
// 1,000 to 1,500 evaluations from one start (BenchmarkNelderMead); this takes 5 to
// 20 steps, each of them one pass over the data, derivatives included.
func (p *problem) descend(at, best *point) {
	var s, trial system
	p.linearise(&at.x, &s)
	at.f = s.f
	lambda, grow := 1e-3, 2.0
	for range mostSteps {
		if math.IsInf(s.f, 1) || s.sse <= least(p.n) || lambda > 1e12 {
			break
		}
		y := at.x
		promised := p.step(&s, &y, lambda)
		if trial.f = s.f; promised > 0 {
			if promised < 1e-10*s.sse || lambda < 0.1 && p.hopeless(at, best, promised/s.sse) {
				break
			}
			p.linearise(&y, &trial)
		}
		if !(trial.f < s.f) {
			lambda *= grow
			grow *= 2
			continue
		}
		// the damping follows Nielsen: it falls by up to three where the
		// quadratic model is right and rises where it promised too much
		gain := s.sse * -math.Expm1(trial.f-s.f)
		q := 2*gain/promised - 1
		lambda *= max(1.0/3, 1-q*q*q)
		grow = 2
		*at, s = point{y, trial.f}, trial
	}
}

// hopeless reports whether a descent is not worth its end: it is about to arrive
// where best is, or best is below what it could reach if there were twenty times
// more to gain than the quadratic model promises. (On M1, M3 and Tourism this
// halves the steps and loses no maximum; with a factor of four, 0.1 % are lost.)
func (p *problem) hopeless(at, best *point, promised float64) bool {
	if at.f+math.Log1p(-min(20*promised, 0.999)) > best.f {
		return true
	}
	for j := range p.ks {
		if math.Abs(at.x[j]-best.x[j]) > 0.02 {
			return false
		}
	}
	return math.Abs(at.f-best.f) < 0.01
}

// step moves x by the solution of the damped normal equations inside the box,
// and returns by how much it promises to lower s.sse. Coordinates at a bound
// that the gradient presses on stay there; where the step would leave the box
// it stops at the first bound, and the others are solved for again.
func (p *problem) step(s *system, x *vec, lambda float64) (promised float64) {
	var d vec
	fixed := p.heldStates()
	for j := range p.ks {
		fixed[j] = x[j] <= p.lo[j] && s.grad[j] > 0 || x[j] >= p.hi[j] && s.grad[j] < 0
	}
	for {
		s.solve(p.k, &d, &fixed, lambda)
		hit, part := -1, 1.0
		for j := range p.ks {
			room := p.hi[j] - x[j]
			if d[j] < 0 {
				room = p.lo[j] - x[j]
			}
			if !fixed[j] && d[j] != 0 && room/d[j] < part {
				hit, part = j, room/d[j]
			}
		}
		if hit < 0 {
			break
		}
		fixed[hit], d[hit] = true, d[hit]*part
	}
	for i := range p.k {
		promised -= d[i] * (2*s.grad[i] + s.hess[i][i]*d[i])
		for j := range i {
			promised -= 2 * d[i] * d[j] * s.hess[i][j]
		}
		x[i] = min(max(x[i]+d[i], p.lo[i]), p.hi[i])
	}
	return promised
}

// heldStates marks the initial states if they are not estimated.
func (p *problem) heldStates() (fixed [5]bool) {
	for j := p.ks; j < p.k; j++ {
		fixed[j] = p.held
	}
	return fixed
}

// solve finds the free coordinates of d in (H + λ·diag H)·d = -g, the fixed ones
// being given, by elimination.
func (s *system) solve(k int, d *vec, fixed *[5]bool, lambda float64) {
	var free [5]int
	m := 0
	for j := range k {
		if !fixed[j] {
			free[m] = j
			m++
		}
	}
	var a [5]vec
	var r vec
	for i, fi := range free[:m] {
		r[i] = -s.grad[fi]
		for j := range k {
			if fixed[j] {
				r[i] -= s.hess[max(fi, j)][min(fi, j)] * d[j]
			}
		}
		for j, fj := range free[:i+1] {
			a[i][j] = s.hess[fi][fj]
		}
		a[i][i] *= 1 + lambda
	}
	factor(m, &a)
	substitute(m, &a, &r)
	for i, fi := range free[:m] {
		d[fi] = r[i]
	}
}

// factor turns the lower triangle of a into that of a = L·D·Lᵀ, with 1/D on the
// diagonal. A direction that the ones before it span gets 1/D = 0, so that the
// solution leaves it alone.
func factor(m int, a *[5]vec) {
	for i := range m {
		ai := &a[i]
		pivot := ai[i]
		for j := range i {
			aj := &a[j]
			v := ai[j]
			for t := range j {
				v -= ai[t] * aj[t] // ai[t] is still L·D
			}
			ai[j] = v
		}
		for j := range i {
			v := ai[j] * a[j][j]
			pivot -= v * ai[j]
			ai[j] = v
		}
		if pivot > 1e-14*ai[i] {
			ai[i] = 1 / pivot
		} else {
			ai[i] = 0
		}
	}
}

// substitute solves L·D·Lᵀ·x = r in place.
func substitute(m int, a *[5]vec, r *vec) {
	for i := range m {
		for t := range i {
			r[i] -= a[i][t] * r[t]
		}
	}
	for i := m - 1; i >= 0; i-- {
		r[i] *= a[i][i]
		for t := i + 1; t < m; t++ {
			r[i] -= a[t][i] * r[t]
		}
	}
}
