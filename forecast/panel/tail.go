package panel

import (
	"math"
	"slices"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"
)

// Tail is the distribution of the errors some years ahead, in units of what
// the volatilities and the response to shocks make of a year's error: Student
// t with Nu degrees of freedom and scale Scale.
type Tail struct{ Nu, Scale float64 }

// Horizons are the years ahead whose tails are learnt; those beyond have the
// last one.
const Horizons = 6

// The degrees of freedom compared: from tails heavier than any series shows to
// all but normal.
var tailGrid = []float64{2.5, 3, 3.5, 4, 5, 6, 8, 12, 30}

// leastErrors are needed to see a tail; with fewer it is taken to be the one
// that the weights of errors are for.
const leastErrors = 30

// Settled is the number of yearly changes that make a member's record long. The
// volatility of a shorter one is little more than a guess, and its errors in
// units of it scatter wider.
const Settled = 10

// tail returns the tail k years ahead of a member with a number of changes.
func (l *Law) tail(k, changes int) Tail {
	tails := l.Tails
	if changes < Settled {
		tails = l.Young
	}
	return tails[min(k, len(tails))-1]
}

// learnTails learns the tails from how the law would have foretold the years
// 1 to Horizons after each change, with the volatility known then,
//
//	z = (x[t+k] - mean[k]) / (s[t]·√(ψ[0]²+…+ψ[k-1]²)).
//
// Yearly errors that are heavy for a year only add up to lighter tails over
// several; those of a member that is wild for good do not, and errors that
// follow one another add up to more than their squares. Which it is, and by
// how much, is seen in z.
func (l *Law) learnTails(members []Member, rows []row) {
	recent := l.recency(rows)
	errors := l.later(members, rows)
	usual := sync.OnceValue(func() []Tail {
		none := func() []Tail { return slices.Repeat([]Tail{{robust, 1}}, Horizons) }
		return tailsOf(errors, recent, none, func(int) bool { return true })
	})
	l.Tails = tailsOf(errors, recent, usual, func(i int) bool { return rows[i].record >= Settled })
	l.Young = tailsOf(errors, recent, usual, func(i int) bool { return rows[i].record < Settled })
	for _, tails := range [][]Tail{l.Tails, l.Young} {
		l.widen(tails)
	}
}

// widen raises scales until neither the 80 % nor the 95 % band narrows with the
// years: the errors of far horizons are few where records are short, and what
// is uncertain next year is no surer the year after.
func (l *Law) widen(tails []Tail) {
	psi := l.response(len(tails))
	squares := psi[0] * psi[0]
	for k := 1; k < len(tails); k++ {
		before := math.Sqrt(squares)
		squares += psi[k] * psi[k]
		for _, p := range bands {
			if least := tails[k-1].reach(p) * before / math.Sqrt(squares); tails[k].reach(p) < least {
				tails[k].Scale *= least / tails[k].reach(p)
			}
		}
	}
}

// bands are the upper ends of the bands that must not narrow.
var bands = [...]float64{0.9, 0.975}

// reach is the p-quantile.
func (t Tail) reach(p float64) float64 {
	q, ok := reaches()[[2]float64{t.Nu, p}]
	if !ok {
		q = unitReach(t.Nu, p)
	}
	return t.Scale * q
}

func unitReach(nu, p float64) float64 { return distuv.StudentsT{Sigma: 1, Nu: nu}.Quantile(p) }

// reaches are the quantiles of T at the bands for the degrees of freedom compared:
// every law asks for the same few, each an inversion of the beta function.
var reaches = sync.OnceValue(func() map[[2]float64]float64 {
	q := map[[2]float64]float64{}
	for _, nu := range tailGrid {
		for _, p := range bands {
			q[[2]float64{nu, p}] = unitReach(nu, p)
		}
	}
	return q
})

// tailsOf learns the tails of the rows that count. A horizon with few errors
// has the usual tail.
func tailsOf(errors [Horizons][]float64, recent []float64, usual func() []Tail, counts func(i int) bool) []Tail {
	tails := make([]Tail, Horizons)
	for k, z := range errors {
		var values, weights []float64
		for i, v := range z {
			if !math.IsNaN(v) && counts(i) {
				values, weights = append(values, v), append(weights, recent[i])
			}
		}
		if len(values) < leastErrors {
			tails[k] = usual()[k]
			continue
		}
		best := math.Inf(-1)
		for _, nu := range tailGrid {
			if scale, ll := fitScale(values, weights, nu, 1); ll > best {
				best, tails[k] = ll, Tail{nu, scale}
			}
		}
	}
	return tails
}

// later returns z of each horizon and row, NaN where there is no outcome.
func (l *Law) later(members []Member, rows []row) [Horizons][]float64 {
	var z [Horizons][]float64
	for k := range z {
		z[k] = make([]float64, len(rows))
	}
	psi := l.response(Horizons)
	for i := range rows {
		r := &rows[i]
		m, from := members[r.member], r.year-1
		path := l.path(m, r.member, from, m.at(from)+r.z[Reversion], Horizons)
		squares := 0.0
		for k := range z {
			squares += psi[k] * psi[k]
			z[k][i] = (m.at(from+k+1) - path[k]) / math.Sqrt(r.variance*squares)
		}
	}
	return z
}
