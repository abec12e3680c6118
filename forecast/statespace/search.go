package statespace

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"
)

// search looks for the parameters of maximum likelihood.
//
// A point holds the standard deviations that the trend has, in the order
// irregular, level, slope. With a diffuse start only their ratios matter, for
// the common variance is concentrated out; a proper prior makes the size count
// too. An estimated φ comes last, as the angle of its place between PhiMin and
// PhiMax.
//
// On the scale of standard deviations an optimum at zero variance is an
// ordinary smooth one: the likelihood is even in each of them. On a log scale
// it would lie at minus infinity.
type search struct {
	pr *problem
	at []float64 // the point of the last evaluation
	v  value     // and the likelihood there
}

// concentrated reports whether the common variance is concentrated out.
func (s *search) concentrated() bool { return s.pr.spec.Prior == nil }

// damping reports whether φ is searched for.
func (s *search) damping() bool { return s.pr.spec.Trend == Damped && s.pr.spec.Phi == 0 }

// params returns the parameters at a point.
func (s *search) params(x []float64) Params {
	p := Params{Phi: s.pr.spec.Phi}
	i := 0
	for j, free := range s.pr.spec.Trend.free() {
		if free {
			*p.variance(j) = x[i] * x[i]
			i++
		}
	}
	if s.damping() {
		sin := math.Sin(x[i])
		p.Phi = PhiMin + (PhiMax-PhiMin)*sin*sin
	}
	return p
}

// point is the inverse of params.
func (s *search) point(p Params) []float64 {
	var x []float64
	for j, free := range s.pr.spec.Trend.free() {
		if free {
			x = append(x, math.Sqrt(*p.variance(j)))
		}
	}
	if s.damping() {
		x = append(x, math.Asin(math.Sqrt((p.Phi-PhiMin)/(PhiMax-PhiMin))))
	}
	return x
}

// variance returns the irregular's, level's or slope's variance: j is 0, 1, 2.
func (p *Params) variance(j int) *float64 {
	return [3]*float64{&p.Irregular, &p.Level, &p.Slope}[j]
}

// loss is minus the log-likelihood at a point.
func (s *search) loss(x []float64) float64 {
	s.at = append(s.at[:0], x...)
	s.v = s.pr.at(s.params(x), s.concentrated())
	return -s.v.loglik
}

// gradient writes the derivatives of the loss to g: analytic for the standard
// deviations, central differences for φ.
func (s *search) gradient(g, x []float64) {
	if s.damping() {
		const step = 1e-5
		last := len(x) - 1
		moved := slices.Clone(x)
		moved[last] = x[last] + step
		g[last] = s.loss(moved)
		moved[last] = x[last] - step
		g[last] = (g[last] - s.loss(moved)) / (2 * step)
	}
	if !slices.Equal(s.at, x) {
		s.loss(x)
	}
	sys := s.pr.spec.system(s.params(x))
	score := s.pr.score(&sys, s.v.scale)
	i := 0
	for j, free := range s.pr.spec.Trend.free() {
		if free {
			g[i] = -2 * x[i] * score[j]
			i++
		}
	}
}

// run returns the best parameters, variances absolute.
func (s *search) run() (Params, error) {
	best, loss := Params{}, math.Inf(1)
	for _, x := range s.starts() {
		if p, l := s.descend(x); l < loss {
			best, loss = p, l
		}
	}
	if math.IsInf(loss, 1) || math.IsNaN(loss) {
		return best, fmt.Errorf("no finite likelihood: %w", ErrExact)
	}
	best = s.snap(best, loss)
	v := s.pr.at(best, s.concentrated())
	if s.concentrated() && v.scale <= s.pr.noise {
		return best, fmt.Errorf("%d values fitted exactly by a %s: %w", s.pr.n, s.pr.spec.Trend, ErrExact)
	}
	return best.times(v.scale), nil
}

// ratios of the standard deviations that the search starts from; φ likewise.
var (
	levelRatios = []float64{0, 0.1, 0.3, 1, 3}
	slopeRatios = []float64{0, 0.03, 0.1, 0.3, 1, 3}
	startPhi    = []float64{0.5, 0.8, 0.95}
)

const (
	maxStarts = 3
	apart     = 0.25 // distance that makes two starts different
	maxEvals  = 400  // of the likelihood, a descent
)

// starts returns the best points of a grid over the ratios, no two of them
// close together, best first.
func (s *search) starts() [][]float64 {
	type start struct {
		x    []float64
		loss float64
	}
	var all []start
	for _, p := range s.grid() {
		x := s.point(p)
		if l := s.loss(x); !math.IsNaN(l) && !math.IsInf(l, 1) {
			all = append(all, start{x, l})
		}
	}
	slices.SortStableFunc(all, func(a, b start) int {
		switch {
		case a.loss < b.loss:
			return -1
		case a.loss > b.loss:
			return 1
		}
		return 0
	})
	var best [][]float64
	for _, c := range all {
		near := func(x []float64) bool { return floats.Distance(x, c.x, math.Inf(1)) < apart }
		if len(best) < maxStarts && !slices.ContainsFunc(best, near) {
			best = append(best, c.x)
		}
	}
	return best
}

// grid returns parameters spread over the space.
func (s *search) grid() []Params {
	var grid []Params
	phis := []float64{s.pr.spec.Phi}
	if s.damping() {
		phis = startPhi
	}
	for _, sd := range s.pr.spec.Trend.ratios() {
		for _, phi := range phis {
			p := Params{sd[0] * sd[0], sd[1] * sd[1], sd[2] * sd[2], phi}
			size := 1 / (p.Irregular + p.Level + p.Slope)
			if !s.concentrated() {
				// The size counts too: take the one that would be best without the prior.
				size = s.pr.at(p, true).scale
			}
			grid = append(grid, p.times(size))
		}
	}
	return grid
}

// ratios returns standard deviations of irregular, level and slope to start
// from, those that the trend does not have zero.
func (t Trend) ratios() [][3]float64 {
	var list [][3]float64
	free := t.free()
	add := func(irregular, level, slope float64) {
		if (free[1] || level == 0) && (free[2] || slope == 0) {
			list = append(list, [3]float64{irregular, level, slope})
		}
	}
	for _, slope := range slopeRatios {
		for _, level := range levelRatios {
			add(1, level, slope)
		}
		add(0, 1, slope)
	}
	add(0, 0, 1)
	return list
}

// descend minimises the loss from x by BFGS.
func (s *search) descend(x []float64) (Params, float64) {
	size := floats.Norm(x, 2)
	for i := range x { // off the axes, where the gradient is zero by symmetry
		x[i] = max(x[i], 0.02*size)
	}
	// An error of the line search at the limit of precision is a usual end;
	// what counts is the best point seen.
	result, _ := optimize.Minimize(optimize.Problem{Func: s.loss, Grad: s.gradient}, x, &optimize.Settings{
		GradientThreshold: 1e-6,
		FuncEvaluations:   maxEvals,
		Converger:         &optimize.FunctionConverge{Absolute: 1e-9, Iterations: 4},
	}, &optimize.BFGS{})
	if result == nil {
		return s.params(x), math.Inf(1)
	}
	return s.params(result.X), result.F
}

// snap sets each variance that is a negligible part of the whole, and φ near
// its bound, exactly there, if the likelihood does not suffer.
func (s *search) snap(p Params, loss float64) Params {
	const free = 1e-7
	total := p.Irregular + p.Level + p.Slope
	try := func(set func(*Params)) {
		q := p
		set(&q)
		if l := -s.pr.at(q, s.concentrated()).loglik; l <= loss+free {
			p = q
		}
	}
	if p.Irregular < 1e-3*total {
		try(func(q *Params) { q.Irregular = 0 })
	}
	if p.Level < 1e-3*total {
		try(func(q *Params) { q.Level = 0 })
	}
	if p.Slope < 1e-3*total {
		try(func(q *Params) { q.Slope = 0 })
	}
	if s.damping() {
		for _, bound := range []float64{PhiMin, PhiMax} {
			if math.Abs(p.Phi-bound) < 1e-3 {
				try(func(q *Params) { q.Phi = bound })
			}
		}
	}
	return p
}
