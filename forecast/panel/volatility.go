package panel

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// HalfLife is the age, in years, at which an error counts half in a member's
// volatility, and in the tails of all: countries calm down and arm again.
const HalfLife = 8.0

// yearly is what is left of an error's count a year later.
var yearly = math.Exp2(-1 / HalfLife)

// usualWeight is the Weight that the regression uses, and that stays where
// there are too few members to learn one.
const usualWeight = 4.0

// weightGrid are the weights compared: from volatilities that have nothing to do
// with each other to all but equal ones.
var weightGrid = []float64{1, 2, 4, 8, 16, 32}

// filter sets the variance of each row as it could be known the year before,
//
//	s²[t] = (W·P + S[t]) / (W + n[t]),
//	S[t] = δ·(S[t-1] + w·e²),  n[t] = δ·(n[t-1] + 1),  δ = 2^(-1/HalfLife),
//
// and each member's variance of the first year to come. w is the weight of the
// error e at the variance before it, so that one bad year raises S by five
// variances at most.
func (l *Law) filter(rows []row) {
	for c := range l.own {
		l.own[c].variance = l.Pooled
	}
	var square, count float64
	for i := range rows {
		r := &rows[i]
		if i == 0 || rows[i-1].member != r.member {
			square, count = 0, 0
		} else {
			square, count = aged(square, count, r.year-1-rows[i-1].year)
		}
		r.variance = l.blend(square, count)
		e := l.residual(r)
		square, count = aged(square+weight(e, r.variance)*e*e, count+1, 1)
		if i == len(rows)-1 || rows[i+1].member != r.member {
			l.own[r.member].variance = l.blend(aged(square, count, l.end-r.year))
		}
	}
}

func aged(square, count float64, years int) (float64, float64) {
	if years == 0 {
		return square, count
	}
	keep := yearly
	if years != 1 {
		keep = math.Exp2(-float64(years) / HalfLife)
	}
	return square * keep, count * keep
}

// blend is the mean of pooled and own variance, weighted by what they stand on.
func (l *Law) blend(square, count float64) float64 {
	return max((l.Weight*l.Pooled+square)/(l.Weight+count), floor)
}

// pool sets the pooled variance: that of all errors, from where it stands.
func (l *Law) pool(rows []row) {
	e := make([]float64, len(rows))
	for i := range rows {
		e[i] = l.residual(&rows[i])
	}
	scale, _ := fitScale(e, l.recency(rows), robust, l.Pooled)
	l.Pooled = scale * scale
}

// volatility sets Weight to that under which the errors were best foretold,
// each from the years before it: that is what it is for.
func (l *Law) volatility(rows []row) {
	if l.Changes < leastErrors {
		return
	}
	recent := l.recency(rows)
	best, weight := math.Inf(-1), usualWeight
	for _, w := range weightGrid {
		if l.Members < leastMembers && w != usualWeight {
			continue
		}
		l.Weight = w
		if _, ll := fitScale(l.standardised(rows), recent, robust, 1); ll-l.spread(rows, recent) > best {
			best, weight = ll-l.spread(rows, recent), w
		}
	}
	l.Weight = weight
	l.filter(rows)
}

// standardised filters and returns the errors in units of what was expected.
func (l *Law) standardised(rows []row) []float64 {
	l.filter(rows)
	z := make([]float64, len(rows))
	for i := range rows {
		z[i] = l.residual(&rows[i]) / math.Sqrt(rows[i].variance)
	}
	return z
}

// spread returns Σ ½ log s², the Jacobian of standardising.
func (l *Law) spread(rows []row, w []float64) float64 {
	sum := 0.0
	for i := range rows {
		sum += w[i] * math.Log(rows[i].variance) / 2
	}
	return sum
}

// fitScale returns the scale of a t distribution of weighted values by the EM
// algorithm, from a variance v to start at, and the log-likelihood there.
func fitScale(z, w []float64, nu, v float64) (scale, loglik float64) {
	total := floats.Sum(w)
	for range 100 {
		next := 0.0
		for i, x := range z {
			next += w[i] * x * x * (nu + 1) / (nu + x*x/v)
		}
		next = max(next/total, floor)
		done := math.Abs(next-v) <= 1e-4*v
		if v = next; done {
			break
		}
	}
	hi, _ := math.Lgamma((nu + 1) / 2)
	lo, _ := math.Lgamma(nu / 2)
	loglik = total * (hi - lo - 0.5*math.Log(math.Pi*nu*v))
	for i, x := range z {
		loglik -= w[i] * (nu + 1) / 2 * math.Log1p(x*x/v/nu)
	}
	return math.Sqrt(v), loglik
}

// recency returns what each row counts in what all members share: half for
// every HalfLife before the end.
func (l *Law) recency(rows []row) []float64 {
	var byAge []float64 // rows are thousands, ages some tens
	w := make([]float64, len(rows))
	for i := range rows {
		age := l.end - rows[i].year
		for len(byAge) <= age {
			byAge = append(byAge, math.Exp2(-float64(len(byAge))/HalfLife))
		}
		w[i] = byAge[age]
	}
	return w
}
