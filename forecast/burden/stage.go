package burden

import (
	"math"

	"gonum.org/v1/gonum/stat"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
)

// Stage is the record of one step in a budget's life (request to initial,
// initial to amended, amended to settled): the log changes
//
//	d = log(later/earlier)
//
// of past years. A change of zero is a step that did not happen: no
// supplementary budget, a draft enacted as it stood.
type Stage struct {
	Own  []float64   // of the series itself
	Pool [][]float64 // of other series at the same step, one slice a series
	// Bound are changes from a less firm stage on, as from the request where the
	// step is from the government's draft: what has still changed since then is no
	// more. They stand in for the sizes of an empty Pool, not for its frequency.
	Bound []float64
}

// Turnout is what a [Stage] teaches about its next year: the step happens with
// probability Happens and then changes the amount by the factor exp(Size).
type Turnout struct {
	Happens float64
	Size    forecast.Dist
	Years   int // own years on record
	Pooled  int // changes of other series that were drawn on
}

// same is the log change below which an amount did not move.
const same = 1e-6

// Learn returns what the record teaches, false where it holds fewer than
// minRecord years in all.
//
// Whether the step happens is binomial. With k changes in n own years and a
// share q of the pool's years that saw one,
//
//	Happens = (k + ½ + 2q)/(n + 1 + 2),
//
// Jeffreys' prior and two years' worth of the pool, which both fade as own
// years come in; without a pool the terms in 2 fall away.
//
// The size is Student t, the posterior predictive of normal changes with
// unknown mean and variance (Gelman et al., section 3.3). The prior is the pool:
// μ0 is the mean of its series' means, s0² its variance within series, worth at
// most two degrees of freedom, ν0, because series differ in how steady they are, and κ = s0²/τ² years, where τ² is the
// variance between the series' means less what sampling explains, at least
// s0²/20 and, for a pool of one series, s0². With the n own changes of mean d̄
// and variance s²,
//
//	μ = (n·d̄ + κ·μ0)/(n+κ)
//	ν = n-1+ν0
//	σ² = ((n-1)·s² + ν0·s0² + (d̄-μ0)²·n·κ/(n+κ))/ν
//	Size = t(μ, σ²·(1+1/(n+κ)), ν).
//
// Without a pool it is t with n-1 degrees of freedom about the own mean, as
// [Record]. Assumed are years that are alike and independent.
//
// # References
//
// Gelman, Carlin, Stern, Dunson, Vehtari and Rubin, Bayesian Data Analysis, 3rd
// ed., 2013, sections 3.3 and 5.4.
func (s Stage) Learn() (Turnout, bool) {
	own := changes(s.Own)
	p := newPrior(s.Pool)
	if len(s.Pool) == 0 {
		p = newPrior([][]float64{s.Bound})
		p.years = 0
	}
	t := Turnout{Years: len(s.Own), Pooled: p.n}
	if len(s.Own)+p.n < minRecord {
		return t, false
	}
	k, n := float64(len(own)), float64(len(s.Own))
	t.Happens = (k + 0.5) / (n + 1)
	if p.years > 0 {
		t.Happens = (k + 0.5 + 2*p.happened) / (n + 1 + 2)
	}
	size, ok := p.update(own)
	if !ok && k == 0 && len(s.Own) >= minRecord { // how much it would change is not on record
		size, ok = dist.Point(0), true
	}
	t.Size = size
	return t, ok
}

// Dist returns the distribution of the log change: a point at zero and Size.
func (t Turnout) Dist() forecast.Dist { return hurdle{t.Happens, t.Size, t.Size.CDF(0)} }

// changes returns the steps that happened.
func changes(d []float64) []float64 {
	var out []float64
	for _, v := range d {
		if math.Abs(v) > same {
			out = append(out, v)
		}
	}
	return out
}

// prior is what a pool teaches before the first own year.
type prior struct {
	mean, within float64 // μ0 and s0²
	weight, dof  float64 // κ and ν0
	n, years     int     // changes, and years with those without one
	happened     float64
}

func newPrior(pool [][]float64) prior {
	var p prior
	var means []float64
	var squares, free, happened float64
	for _, series := range pool {
		c := changes(series)
		p.years += len(series)
		happened += float64(len(c))
		if len(c) < 2 { // tells nothing of the spread
			continue
		}
		p.n += len(c)
		m, v := stat.MeanVariance(c, nil)
		means = append(means, m)
		squares += v * float64(len(c)-1)
		free += float64(len(c) - 1)
	}
	if p.years > 0 {
		p.happened = happened / float64(p.years)
	}
	if len(means) == 0 || squares == 0 {
		p.n = 0
		return p
	}
	p.mean = stat.Mean(means, nil)
	p.within = squares / free
	p.dof = math.Min(2, free)
	between := p.within // of one series nothing is known but its own years
	if len(means) > 1 {
		each := float64(p.n) / float64(len(means))
		between = math.Max(stat.Variance(means, nil)-p.within/each, p.within/20)
	}
	p.weight = p.within / between
	return p
}

// update returns the predictive distribution of the next change, false where
// own changes and pool together leave no degree of freedom.
func (p prior) update(own []float64) (forecast.Dist, bool) {
	n := float64(len(own))
	mean, squares := 0.0, 0.0
	if n > 0 {
		mean = stat.Mean(own, nil)
	}
	if n > 1 {
		squares = stat.Variance(own, nil) * (n - 1)
	}
	if n+p.weight == 0 {
		return nil, false
	}
	nu := math.Max(n-1, 0) + p.dof
	gap := mean - p.mean
	squares += p.dof*p.within + gap*gap*n*p.weight/(n+p.weight)
	mu := (n*mean + p.weight*p.mean) / (n + p.weight)
	if squares == 0 && n >= minRecord {
		return dist.Point(mu), true
	}
	if nu < 1 || squares == 0 {
		return nil, false
	}
	return dist.StudentT(mu, math.Sqrt(squares/nu*(1+1/(n+p.weight))), nu), true
}

// hurdle is zero with probability 1-p and drawn from size otherwise.
type hurdle struct {
	p    float64
	size forecast.Dist
	at   float64 // size.CDF(0)
}

// Mean returns p times the mean of the size.
func (d hurdle) Mean() float64 { return d.p * d.size.Mean() }

// CDF returns the mixture of the step at zero and the size.
func (d hurdle) CDF(x float64) float64 {
	c := d.p * d.size.CDF(x)
	if x >= 0 {
		c += 1 - d.p
	}
	return c
}

// Quantile inverts CDF: below, on and above the mass at zero.
func (d hurdle) Quantile(q float64) float64 {
	below := d.p * d.at
	switch {
	case q < below:
		return d.size.Quantile(q / d.p)
	case q <= below+1-d.p:
		return 0
	}
	return d.size.Quantile(math.Min(1, (q-(1-d.p))/d.p))
}
