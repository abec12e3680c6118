// Package bridge converts one definition of defence spending into another: the
// share that NATO counts, given the one that SIPRI counts.
//
// The two are observed side by side in some years of some countries. Their log
// ratio of country c in year t is taken as a level that wanders a little, with
// an error:
//
//	d[c,t] = log(B[c,t]/A[c,t]) = m[c] + w[c,t] + e[c,t]
//	m[c] ~ N(M, τ²σ²[c]),  w[c,t] - w[c,t-1] ~ N(0, q²σ²[c]),  w[c,t0] = 0,  e[c,t] ~ N(0, σ²[c])
//	σ²[c] ~ ν·s² / χ²[ν]
//
// with t0 the first year in which c has both. All of a country's variances share
// the scale σ[c]: where a definition leaves much to judgement it does so in
// level and in time. Integrated over m, w and σ, the values of a country are a
// multivariate Student t with ν degrees of freedom about M; so is any further
// year, and what is wanted is the conditional. A country with few years, or
// none, leans on the others; one with many stands by itself.
//
// The five numbers M, s, τ, q, ν are those under which all countries are the
// likeliest ([Learn]). Single years are wilder than that: a restatement or a late
// account moves one of the two definitions and not the other. So every known
// year is foretold from the other years of its country, the errors over the
// scales that the model gave them are pooled, and the Student t that fits them
// takes the place of the model's own.
//
// # References
//
// Harvey, Forecasting, structural time series models and the Kalman filter,
// 1989, section 2.3 (local level). West and Harrison, Bayesian forecasting and
// dynamic models, 2nd ed., 1997, section 2.5 (unknown scale). Shah, Wilson and
// Ghahramani, Student-t processes as alternatives to Gaussian processes, 2014
// (the conditional). Efron and Morris, Data analysis using Stein's estimator and
// its generalizations, JASA 70, 1975 (shrinkage to the panel).
package bridge

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distmv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
)

// Record holds the log ratios of one country, in the order of years.
type Record struct {
	Country string // ISO 3166-1 alpha-3
	Years   []data.Year
	Log     []float64 // log(B/A)
}

// Between returns the record of two series over the years in which both are
// positive. The years of the two may be different spans (a fiscal year against
// a calendar year): what that does is part of the ratio. It returns an error
// that wraps [data.ErrUnit] where the units cannot be divided.
func Between(a, b data.Series) (Record, error) {
	f, err := b.Unit.Factor(a.Unit)
	if err != nil {
		return Record{}, fmt.Errorf("bridge %s to %s: %w", a.ID, b.ID, err)
	}
	r := Record{Country: a.Country}
	for y := max(a.Start, b.Start); y <= min(a.End(), b.End()); y++ {
		va, okA := a.At(y)
		vb, okB := b.At(y)
		if okA && okB && va > 0 && vb > 0 {
			r.Years = append(r.Years, y)
			r.Log = append(r.Log, math.Log(vb*f/va))
		}
	}
	return r, nil
}

// Without returns the record as if a year had not been observed.
func (r Record) Without(y data.Year) Record {
	q := Record{Country: r.Country}
	for i, z := range r.Years {
		if z != y {
			q.Years = append(q.Years, z)
			q.Log = append(q.Log, r.Log[i])
		}
	}
	return q
}

// Panel is what all countries say of the bridge between two definitions. The
// zero value is of no use: make one with [Learn].
type Panel struct {
	Mean  float64 // M, of the log ratio
	Noise float64 // s, of one year's error; positive
	Level float64 // τ, spread of the countries' levels in units of their noise
	Drift float64 // q, yearly step of a level in units of its noise
	DF    float64 // ν, how alike the countries' noises are; positive
	// Widen and Tail are the scale and the degrees of freedom of the errors of
	// years foretold from the others, in units of the model's scale; with a Tail
	// of zero the model's own stand.
	Widen, Tail float64
}

// Ratio returns the distribution of B/A of a country in year y, given its
// record, which may be empty. In a year that the record has, the ratio is known
// and the distribution a point.
func (p Panel) Ratio(r Record, y data.Year) forecast.Dist { return p.Convert(r, y, 1) }

// Convert returns the distribution of B in year y of a country where A is a,
// in the unit of a. It panics unless a is positive.
func (p Panel) Convert(r Record, y data.Year, a float64) forecast.Dist {
	if !(a > 0) {
		panic("bridge: A is not positive")
	}
	mu, sigma, nu := p.at(r, y)
	if sigma == 0 {
		return dist.Point(a * math.Exp(mu))
	}
	return dist.Exp(dist.StudentT(mu+math.Log(a), sigma, nu))
}

// Log returns the distribution of log(B/A) of a country in year y: that of
// which [Panel.Ratio] is the exponential.
func (p Panel) Log(r Record, y data.Year) forecast.Dist {
	mu, sigma, nu := p.at(r, y)
	if sigma == 0 {
		return dist.Point(mu)
	}
	return dist.StudentT(mu, sigma, nu)
}

// at returns the Student t of the log ratio, with a scale of zero where it is
// known.
func (p Panel) at(r Record, y data.Year) (mu, sigma, nu float64) {
	for i, z := range r.Years {
		if z == y {
			return r.Log[i], 0, 1
		}
	}
	mu, sigma, nu = p.predict(r, y)
	if p.Tail > 0 {
		sigma, nu = sigma*p.Widen, p.Tail
	}
	return mu, sigma, nu
}

// predict returns the conditional Student t of the log ratio of a year that
// the record lacks.
func (p Panel) predict(r Record, y data.Year) (mu, sigma, nu float64) {
	n := len(r.Years)
	if n == 0 {
		return p.Mean, p.Noise * math.Sqrt(1+p.Level*p.Level), p.DF
	}
	joint := p.joint(append(append([]data.Year(nil), r.Years...), y))
	seen := make([]int, n)
	for i := range seen {
		seen[i] = i
	}
	t, ok := joint.ConditionStudentsT(seen, r.Log, nil)
	if !ok {
		panic("bridge: covariance is not positive definite") // the noise keeps it so
	}
	m := t.MarginalStudentsTSingle(0, nil)
	return m.Mu, m.Sigma, m.Nu
}

// joint is the distribution of the log ratios of some years. Its scale is
//
//	s²·(τ² + q²·o[i,j] + [i=j]),
//
// where o[i,j] is the number of years that the walks from the first year to i
// and to j have in common: none if they go opposite ways.
func (p Panel) joint(years []data.Year) *distmv.StudentsT {
	n := len(years)
	mean := make([]float64, n)
	scale := mat.NewSymDense(n, nil)
	for i := range n {
		mean[i] = p.Mean
		for j := range i + 1 {
			k := float64(p.Level*p.Level) + float64(p.Drift*p.Drift)*common(int(years[i]-years[0]), int(years[j]-years[0]))
			if i == j {
				k++
			}
			scale.SetSym(i, j, p.Noise*p.Noise*k)
		}
	}
	t, ok := distmv.NewStudentsT(mean, scale, p.DF, nil)
	if !ok {
		panic("bridge: covariance is not positive definite")
	}
	return t
}

// common returns the steps that walks to a and to b share, both counted from
// their common start.
func common(a, b int) float64 {
	if (a < 0) != (b < 0) {
		return 0
	}
	return math.Min(math.Abs(float64(a)), math.Abs(float64(b)))
}
