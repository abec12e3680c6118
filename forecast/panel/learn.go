package panel

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// ErrShort is wrapped where there are too few changes to learn from.
var ErrShort = errors.New("panel too short")

// Law is what a panel teaches. It is immutable.
type Law struct {
	// Coef are ρ, κ, λ and γ, StdErr their standard errors. These take the
	// members as independent, which years of war or détente are not: γ's in
	// particular is too small.
	Coef, StdErr [regressors]float64
	// Persistence is the autocorrelation of the common change, from 0 to 0.9.
	Persistence float64
	// EffectVar is the variance of the country effects, zero where they
	// scatter no more than their errors.
	EffectVar float64
	// Pooled is the variance that a member without a record has, and Weight
	// the number of its own errors that it counts for.
	Pooled, Weight float64
	// Tails are the shapes of the errors 1, 2, … years ahead, the last one that
	// of all years beyond: u is Tails[0]. Young are those of members with fewer
	// than Settled changes on record.
	Tails, Young []Tail
	// Members and Changes count what was learnt from.
	Members, Changes int

	own      []own
	sections sections
	end      int
}

// own is what is learnt of one member.
type own struct {
	effect, effectVar float64 // a and its variance
	variance          float64 // s² of the first year to come
	changes           int     // on record
}

const (
	robust       = 4.0   // degrees of freedom of the weights of errors
	leastChanges = 3     // to learn anything
	leastMembers = 10    // to learn how alike members are
	floor        = 1e-16 // of a variance on the log scale: values have 8 digits at most
	iterations   = 50
	precision    = 1e-4 // of a coefficient, a tenth of its standard error at the very least
)

// ridge is the precision of the prior at zero: standard deviations of 0.2 for
// what carries a change on and of 0.03 for what pulls a level back. A panel of
// a hundred countries does not feel it, one of a single series needs it.
var ridge = [regressors]float64{Momentum: 25, Reversion: 1000, Level: 1000, Common: 25}

// Learn learns the law from the years up to end. Later values are not looked
// at. It returns an error that wraps [ErrShort] if there are fewer than 3
// changes from one year to the next in the whole panel.
func Learn(members []Member, end int) (*Law, error) {
	known := make([]Member, len(members))
	for i, m := range members {
		known[i] = m.until(end)
	}
	l := &Law{own: make([]own, len(members)), end: end, sections: crossSections(known, end)}
	rows := l.sections.rows(known)
	if len(rows) < leastChanges {
		return nil, fmt.Errorf("%d changes from one year to the next, want at least %d: %w", len(rows), leastChanges, ErrShort)
	}
	l.count(rows)
	l.iterate(rows)
	l.volatility(rows)
	l.Persistence = l.sections.persistence()
	l.learnTails(known, rows)
	return l, nil
}

// count sets Members and Changes.
func (l *Law) count(rows []row) {
	l.Changes = len(rows)
	for i, r := range rows {
		l.own[r.member].changes++
		if i == 0 || r.member != rows[i-1].member {
			l.Members++
		}
	}
}

// iterate alternates volatilities, regression and effects until the
// coefficients stay.
func (l *Law) iterate(rows []row) {
	l.Weight = usualWeight
	for _, r := range rows {
		l.Pooled += r.d * r.d / float64(len(rows))
	}
	l.Pooled = max(l.Pooled, floor)
	for range iterations {
		before := l.Coef
		l.pool(rows)
		l.filter(rows)
		l.regress(rows)
		l.effects(rows)
		moved := 0.0
		for j, b := range l.Coef {
			moved = max(moved, math.Abs(b-before[j]))
		}
		if moved < precision {
			return
		}
	}
}

// residual returns the error of a row.
func (l *Law) residual(r *row) float64 {
	e := r.d - l.own[r.member].effect
	for j, z := range r.z {
		e -= l.Coef[j] * z
	}
	return e
}

// weight returns the expected precision of an error e under a t distribution
// of variance v, times v: 1 on average, small for an outlier.
func weight(e, v float64) float64 { return (robust + 1) / (robust + e*e/v) }

// regress is a step of iteratively weighted least squares, with a weak prior
// at zero.
func (l *Law) regress(rows []row) {
	var gram [regressors][regressors]float64
	var moment [regressors]float64
	for i := range rows {
		r := &rows[i]
		w := weight(l.residual(r), r.variance) / r.variance
		y := r.d - l.own[r.member].effect
		for j, z := range r.z {
			wz := w * z
			moment[j] += wz * y
			for k := j; k < regressors; k++ {
				gram[j][k] += wz * r.z[k]
			}
		}
	}
	info := mat.NewSymDense(regressors, nil)
	for j := range regressors {
		for k := j; k < regressors; k++ {
			info.SetSym(j, k, gram[j][k])
		}
		info.SetSym(j, j, gram[j][j]+ridge[j])
	}
	l.solve(info, mat.NewVecDense(regressors, moment[:]))
}

// solve sets coefficients and standard errors from the normal equations. The
// ridge keeps them regular.
func (l *Law) solve(info *mat.SymDense, rhs *mat.VecDense) {
	var chol mat.Cholesky
	var cov mat.SymDense
	if !chol.Factorize(info) {
		panic("panel: information not positive definite")
	}
	// A bad condition is reported and solved all the same: the equations are
	// four, and positive definite.
	_ = chol.SolveVecTo(rhs, rhs)
	_ = chol.InverseTo(&cov)
	for j := range l.Coef {
		l.Coef[j] = rhs.AtVec(j)
		// The weights average 1, Fisher's information of a t location is
		// (ν+1)/(ν+3) of that.
		l.StdErr[j] = math.Sqrt(cov.At(j, j) * (robust + 3) / (robust + 1))
	}
}

// effects estimates the variance of the country effects by moments, weighting
// members by their precision, and shrinks each to zero accordingly: all the
// way where there are too few members to see a scatter.
func (l *Law) effects(rows []row) {
	sum, information := make([]float64, len(l.own)), make([]float64, len(l.own))
	for i := range rows {
		r := &rows[i]
		e := l.residual(r)
		w := weight(e, r.variance) / r.variance
		sum[r.member] += w * (e + l.own[r.member].effect)
		information[r.member] += w
	}
	num, den := 0.0, 0.0
	for c, w := range information {
		if w > 0 {
			mean := sum[c] / w
			num += w * w * (mean*mean - 1/w)
			den += w * w
		}
	}
	l.EffectVar = 0
	if l.Members >= leastMembers {
		l.EffectVar = max(num/den, 0)
	}
	for c, w := range information {
		keep := l.EffectVar * w / (1 + l.EffectVar*w)
		l.own[c].effect, l.own[c].effectVar = 0, l.EffectVar
		if w > 0 {
			l.own[c].effect, l.own[c].effectVar = keep*sum[c]/w, keep/w
		}
	}
}

// persistence is the least-squares coefficient of the common change on that of
// the year before.
func (s sections) persistence() float64 {
	num, den := 0.0, 0.0
	for i := 1; i < len(s.years); i++ {
		a, b := s.years[i-1], s.years[i]
		if a.changes >= sectionSize && b.changes >= sectionSize {
			num += a.change * b.change
			den += a.change * a.change
		}
	}
	if den == 0 {
		return 0
	}
	return max(0, min(num/den, 0.9))
}
