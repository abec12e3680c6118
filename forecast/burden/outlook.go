package burden

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
)

// Outlook is the record of one publisher's outlooks at one horizon: log errors
// of a country's own past years and those of other countries.
type Outlook struct {
	Own  []float64
	Pool [][]float64 // one slice a country
}

// priorYears is what the pool counts against own years: a decade.
const priorYears = 10

// Learn returns the distribution of the next error: Student t with the mean and
// variance of n own errors shrunk to those of the pool,
//
//	μ = (n·d̄ + k·μ0)/(n+k),  σ² = (n·s² + k·s0²)/(n+k)·(1+1/m),  k = 10,
//
// μ0 and s0² the medians of the countries' means and variances, so that one
// country of hyperinflation is not the measure of all. Countries share their
// recessions: the degrees of freedom are m-1, m the errors of the country
// that has most, and not their sum. It reports false where m is below
// minRecord.
func (o Outlook) Learn() (forecast.Dist, bool) {
	var means, variances []float64
	m := len(o.Own)
	for _, e := range o.Pool {
		if len(e) >= minRecord {
			means, variances = append(means, stat.Mean(e, nil)), append(variances, stat.Variance(e, nil))
			m = max(m, len(e))
		}
	}
	n, k := float64(len(o.Own)), float64(priorYears)
	if len(means) == 0 {
		return Record(o.Own)
	}
	if n < 2 {
		n = 0
	}
	mean, variance := k*middle(means), k*middle(variances)
	if n > 0 {
		mean, variance = mean+n*stat.Mean(o.Own, nil), variance+n*stat.Variance(o.Own, nil)
	}
	mean, variance = mean/(n+k), variance/(n+k)*(1+1/float64(m))
	if variance == 0 {
		return dist.Point(mean), true
	}
	return dist.StudentT(mean, math.Sqrt(variance), float64(m-1)), true
}

// Centred is [Record] about zero: Student t with m-1 degrees of freedom and scale
// √(Σe²/m·(1+1/m)). It is for errors that come in spells, up and then down for
// a decade, so that their mean so far says nothing of the spell to come.
func Centred(errors []float64) (forecast.Dist, bool) {
	m := float64(len(errors))
	if len(errors) < minRecord {
		return nil, false
	}
	squares := 0.0
	for _, e := range errors {
		squares += e * e
	}
	if squares == 0 {
		return dist.Point(0), true
	}
	return dist.StudentT(0, math.Sqrt(squares/m*(1+1/m)), m-1), true
}

// middle returns the median.
func middle(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	return stat.Quantile(0.5, stat.LinInterp, v, nil)
}

// sumDraws is the number of draws that a sum of errors is made of.
const sumDraws = 4001

// Sum returns the distribution of the sum of two independent errors: their
// quantiles, those of b in random order.
func Sum(a, b forecast.Dist, src rand.Source) forecast.Dist {
	v, more := forecast.Grid(a, sumDraws), forecast.Grid(b, sumDraws)
	for i, r := range rand.New(src).Perm(sumDraws) {
		v[i] += more[r]
	}
	return forecast.NewSample(v)
}
