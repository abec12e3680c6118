package burden

import (
	"math"

	"gonum.org/v1/gonum/stat"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
)

// Outline is what a multi-year plan says of the years after the last one known.
type Outline struct {
	Base  float64 // amount of the last year known
	Years int     // from the one after it to the plan's last
	Skip  int     // how many of them come before the plan's first
	Total float64 // what is left to spend in the years from Skip on; NaN where no total is known
	Final float64 // amount named for the last year; NaN where none is
}

// Profile returns the amounts of the years that the plan implies, false where
// it implies none (what is left is nothing, or a total out of reach).
//
// With a total R alone, amounts grow by one rate from the base; with a final
// amount F alone, likewise. With both they bend,
//
//	log x[k] = log B + (log F - log B)·k/n + c·k·(n-k),  Σ x[k] = R,
//
// and c, found by bisection, says how front-loaded the plan is. In its last
// year a total and a final amount that differ count alike (geometric mean).
func (o Outline) Profile() ([]float64, bool) {
	n := float64(o.Years)
	if o.Years < 1 || o.Skip >= o.Years || !(o.Base > 0) || o.Total <= 0 || o.Final <= 0 {
		return nil, false
	}
	if o.Years == 1 && o.Total > 0 && o.Final > 0 {
		return []float64{math.Sqrt(o.Total * o.Final)}, true
	}
	shape := func(c float64) []float64 {
		x := make([]float64, o.Years)
		for i := range x {
			k := float64(i + 1)
			switch {
			case math.IsNaN(o.Final):
				x[i] = o.Base * math.Exp(c*k)
			default:
				x[i] = o.Base * math.Exp(math.Log(o.Final/o.Base)*k/n+c*k*(n-k))
			}
		}
		return x
	}
	if math.IsNaN(o.Total) {
		return shape(0), !math.IsNaN(o.Final)
	}
	left := func(c float64) float64 {
		sum := 0.0
		for _, v := range shape(c)[o.Skip:] {
			sum += v
		}
		return sum - o.Total
	}
	// A bend that doubles or halves the middle year is no plan but a misreading.
	lo, hi := -0.7, 0.7
	if left(lo) > 0 || left(hi) < 0 {
		return nil, false
	}
	for range 60 {
		if mid := (lo + hi) / 2; left(mid) < 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
	return shape((lo + hi) / 2), true
}

// Slips returns by how much budgets grew faster or slower than their plan in
// each of its years,
//
//	d[k] = e[k] - e[k-1],  e[k] = log(budget[k]/profile[k]),  e[0] = 0,
//
// the yearly steps of the plan's delivery rate. A missing budget (NaN) ends
// the record.
func Slips(profile, budgets []float64) []float64 {
	var d []float64
	before := 0.0
	for k, p := range profile {
		if k >= len(budgets) || math.IsNaN(budgets[k]) {
			break
		}
		e := math.Log(budgets[k] / p)
		d = append(d, e-before)
		before = e
	}
	return d
}

// trust is the weight, in years, of the belief that plans are delivered as they
// stand: that of one five-year plan. The record shows few plans, whose years
// hang together.
const trust = 5

// Delivery returns the distribution of a plan's next yearly slip, learnt from
// the m slips of past plans, of mean d̄ and variance s²: Student t with m-1
// degrees of freedom about their mean shrunk towards zero,
//
//	t( d̄·m/(m+5), s²·(1+1/m) + v, m-1 ),
//
// where v is the mean square of scope: the yearly changes of the log ratio of
// what is forecast to what the plan counts, none where they are the same.
// Slips add up along a path: what is not budgeted in one year is not caught up
// with in the next. It needs minRecord slips and reports false with fewer.
func Delivery(slips, scope []float64) (forecast.Dist, bool) {
	if len(slips) < minRecord {
		return nil, false
	}
	m := float64(len(slips))
	mean, s2 := stat.MeanVariance(slips, nil)
	v := 0.0
	for _, d := range scope {
		v += d * d / float64(len(scope))
	}
	mean *= m / (m + trust)
	if s2+v == 0 {
		return dist.Point(mean), true
	}
	return dist.StudentT(mean, math.Sqrt(s2*(1+1/m)+v), m-1), true
}
