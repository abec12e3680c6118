package arima

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Criterion is what [Auto] minimises.
type Criterion int

// The criteria of [Search].
const (
	AICc Criterion = iota
	AIC
	BIC
)

// String returns "AICc", "AIC" or "BIC".
func (c Criterion) String() string { return [...]string{"AICc", "AIC", "BIC"}[c] }

// Search bounds the orders that [Auto] looks at. The zero value is the default
// of R's auto.arima.
type Search struct {
	Criterion Criterion
	Full      bool // every order instead of the stepwise search
	NoMean    bool // no mean where D = 0
	NoDrift   bool // no drift where D = 1

	// The largest orders; zero means 5, 5 and 2, negative means none. The sum
	// of P and Q in a full search is at most MaxOrder, zero meaning 5.
	MaxP, MaxQ, MaxD, MaxOrder int

	// Diffuse is that of the models: see [Spec].
	Diffuse bool

	// Fixed differences D times whatever the tests say.
	Fixed bool
	D     int
}

// limit resolves a bound of Search.
func limit(v, def, most int) int {
	switch {
	case v < 0:
		return 0
	case v == 0:
		return min(def, most)
	}
	return min(v, most)
}

// Auto chooses the order by the algorithm of Hyndman and Khandakar: the KPSS
// test gives d; from four simple models, p, q and the constant move by one as
// long as that lowers the criterion. Candidates with a root of modulus below
// 1.01 are left out. The mean is allowed for d = 0, the drift for d = 1.
//
// A constant series becomes white noise around its value and one with constant
// differences a random walk with drift, both without search.
//
// It differs from R's auto.arima: all candidates are fitted by exact
// likelihood, also in long series; none is allowed for which AICc is not
// defined, where R counts a negative penalty; none is refused for the sake of
// its standard errors; of several maxima the highest with admissible roots
// counts; and a search that sets out from the richest of the four models is
// repeated from the best of the others. On the 1,344 yearly series of M1, M3
// and the tourism competition 1,269 models are R's, 73 have a lower AICc and 2
// a higher one, both where R has left an innovation out of the likelihood.
//
// The errors are those of [Fit], and [ErrNone] if no candidate is left.
//
// # References
//
// Hyndman and Khandakar, Automatic time series forecasting: the forecast
// package for R, Journal of Statistical Software 27(3), 2008, section 3.2.
func Auto(y []float64, search Search, x ...[]float64) (*Estimate, error) {
	s, err := newSample(y, x)
	if err != nil {
		return nil, err
	}
	if err := s.enough(Spec{}); err != nil {
		return nil, err
	}
	g := &stepwise{sample: s, Search: search, tried: map[Spec]candidate{}}
	if err := g.bounds(); err != nil {
		return nil, err
	}
	if spec, ok := g.degenerate(); ok {
		return Fit(y, spec, x...)
	}
	if err := g.engines(); err != nil {
		return nil, err
	}
	best := g.walk
	if search.Full {
		best = g.all
	}
	b := best()
	if math.IsInf(b.ic, 1) {
		return nil, fmt.Errorf("choose among ARIMA(p,%d,q) for %d values: %w", g.d, s.seen, ErrNone)
	}
	return g.finish(b)
}

// stepwise is one search.
type stepwise struct {
	*sample
	Search
	d, maxP, maxQ int
	constant      bool            // whether a mean or drift is allowed
	climbers      [2]*climber     // without and with constant
	lines         [2][]polynomial // of their engines
	tried         map[Spec]candidate
}

// candidate is a model and its criterion, +Inf for one that is out of bounds
// or has no maximum with admissible roots.
type candidate struct {
	spec Spec
	ic   float64
	arma []float64
}

// bounds settles d and the largest orders, which a third of the observations
// bounds too.
func (g *stepwise) bounds() error {
	g.maxP = min(limit(g.MaxP, MaxP, MaxP), g.seen/3)
	g.maxQ = min(limit(g.MaxQ, MaxQ, MaxQ), g.seen/3)
	g.d = g.D
	if !g.Fixed {
		d, err := g.differences(limit(g.MaxD, MaxD, MaxD))
		if err != nil {
			return err
		}
		g.d = d
	}
	g.constant = g.d == 0 && !g.NoMean || g.d == 1 && !g.NoDrift
	return g.spec(0, 0, g.constant).check()
}

// spec returns the candidate of orders p and q, with the constant that suits d.
func (g *stepwise) spec(p, q int, constant bool) Spec {
	return Spec{Order: Order{p, g.d, q}, Mean: constant && g.d == 0, Drift: constant && g.d == 1, Diffuse: g.Diffuse}
}

// degenerate returns the model of a series that differencing makes constant.
func (g *stepwise) degenerate() (Spec, bool) {
	v := observedOf(g.y)
	if flat(v) {
		return Spec{Mean: !g.NoMean, Diffuse: g.Diffuse}, true
	}
	if g.seen < g.n || len(v) <= g.d || !flat(difference(v, g.d)) {
		return Spec{}, false
	}
	// A drift is left to the regressors, as in R.
	spec := g.spec(0, 0, g.constant && (g.d == 0 || len(g.x) == 0))
	if g.enough(spec) != nil {
		spec.Drift = false
	}
	return spec, true
}

// try fits a model, once.
func (g *stepwise) try(p, q int, constant bool) candidate {
	b := candidate{spec: g.spec(p, q, constant), ic: math.Inf(1)}
	if p < 0 || q < 0 || p > g.maxP || q > g.maxQ || g.enough(b.spec) != nil {
		return b
	}
	if b, ok := g.tried[b.spec]; ok {
		return b
	}
	c := g.climbers[min(b.spec.constants(), 1)]
	arma, s := c.climb(p, q, false)
	b.ic = g.criterion(c, s, len(arma)+len(c.w))
	b.arma = slices.Clone(arma)
	g.tried[b.spec] = b
	return b
}

// engines makes the search engines. A constant that the regressors already
// make up is not searched for.
func (g *stepwise) engines() error {
	if err := g.open(0); err != nil {
		return err
	}
	g.constant = g.constant && g.open(1) == nil
	return nil
}

// open makes the search engine without (0) or with (1) constant.
func (g *stepwise) open(i int) error {
	spec := g.spec(0, 0, i == 1)
	if err := g.enough(spec); err != nil {
		return err
	}
	e, lines := g.engine(spec)
	c := newClimber(e)
	c.acceptable = admissible
	if err := c.independent(); err != nil {
		return fmt.Errorf("%s: %w", spec, err)
	}
	g.climbers[i], g.lines[i] = c, lines
	return nil
}

// criterion returns what Search minimises, for k parameters and the sum of
// squares of [likelihood]. A variance below the rounding of the data, which
// are at most 1, counts as that rounding: of two exact fits the smaller is
// better, whatever their last digits.
func (g *stepwise) criterion(c *climber, s float64, k int) float64 {
	const rounding = 0x1p-52
	m := Estimate{N: c.n, LogLik: c.logLikelihood(math.Max(s, float64(c.n)*rounding*rounding))}
	m.criteria(k)
	switch {
	case g.Criterion == BIC:
		return m.BIC
	case g.Criterion == AIC || g.seen <= 3 || c.n <= 2: // there AICc is defined for no model or one
		return m.AIC
	}
	return m.AICc
}

// best returns the candidate of the lowest criterion, the first of equals.
func best(c ...candidate) candidate {
	return slices.MinFunc(c, func(a, b candidate) int { return cmp.Compare(a.ic, b.ic) })
}

// all tries every order.
func (g *stepwise) all() candidate {
	most := limit(g.MaxOrder, 5, MaxP+MaxQ)
	low := g.try(0, 0, false)
	for p := 0; p <= g.maxP; p++ {
		for q := 0; q <= min(g.maxQ, most-p); q++ {
			low = best(low, g.try(p, q, false))
			if g.constant {
				low = best(low, g.try(p, q, true))
			}
		}
	}
	return low
}

// walk starts from ARIMA(2,d,2), (0,d,0), (1,d,0) and (0,d,1), with the
// constant if it is allowed, and (0,d,0) without, whichever is best. Where that
// is the first, which often is a maximum among many, it walks from the best of
// the others too: R's optimiser finds fewer of these maxima and starts there.
func (g *stepwise) walk() candidate {
	first := 2
	if g.n < 10 {
		first = 1
	}
	rich := g.try(min(first, g.maxP), min(first, g.maxQ), g.constant)
	plain := best(g.try(0, 0, g.constant), g.try(min(1, g.maxP), 0, g.constant),
		g.try(0, min(1, g.maxQ), g.constant), g.try(0, 0, false))
	low := best(rich, plain)
	if math.IsInf(low.ic, 1) {
		return g.descend(rich)
	}
	if low.spec == plain.spec {
		return g.descend(plain)
	}
	return best(g.descend(rich), g.descend(plain))
}

// steps are the moves of the stepwise search in their order.
var steps = [8][2]int{{-1, 0}, {0, -1}, {1, 0}, {0, 1}, {-1, -1}, {-1, 1}, {1, -1}, {1, 1}}

// descend moves to the first neighbour that is better until none is.
func (g *stepwise) descend(from candidate) candidate {
	for {
		to := g.neighbour(from)
		if !(to.ic < from.ic) {
			return from
		}
		from = to
	}
}

// neighbour returns the first neighbour that is better, or one that is not.
func (g *stepwise) neighbour(from candidate) candidate {
	spec := from.spec
	with := spec.constants() > 0
	for _, s := range steps {
		if to := g.try(spec.P+s[0], spec.Q+s[1], with); to.ic < from.ic {
			return to
		}
	}
	if g.constant {
		return g.try(spec.P, spec.Q, !with)
	}
	return from
}

// finish reports the best candidate, searched once more from all starts.
func (g *stepwise) finish(b candidate) (*Estimate, error) {
	i := min(b.spec.constants(), 1)
	c := g.climbers[i]
	arma, s := c.climb(b.spec.P, b.spec.Q, true)
	if g.criterion(c, s, len(arma)+len(c.w)) < b.ic {
		b.arma = arma
	}
	return g.estimate(c, b.spec, g.lines[i], b.arma)
}
