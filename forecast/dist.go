package forecast

import (
	"slices"

	"github.com/defcast/defcast/data"
)

// Dist is the distribution of one number. The types of gonum's distuv fit as
// they are.
type Dist interface {
	Mean() float64
	CDF(x float64) float64
	Quantile(p float64) float64
}

// Grid returns the quantiles of d at (k-½)/n, k from 1 to n: n draws that stand
// for it best. A distribution that has a method Grid(n int) []float64 gives
// them itself, for they often cost less together than one by one.
func Grid(d Dist, n int) []float64 {
	if g, ok := d.(interface{ Grid(n int) []float64 }); ok {
		return g.Grid(n)
	}
	q := make([]float64, n)
	for k := range q {
		q[k] = d.Quantile((float64(k) + 0.5) / float64(n))
	}
	return q
}

// Forecast is the answer of one method for one series: Steps[h-1] is the
// distribution of year Of.End()+h.
type Forecast struct {
	Of     data.Series
	Method string
	Steps  []Dist
}

// Year returns the year of step h, counted from 1.
func (f Forecast) Year(h int) data.Year { return f.Of.End() + data.Year(h) }

// Sample is the empirical distribution of draws in ascending order; make one
// with [NewSample].
type Sample []float64

// NewSample returns the distribution of the values, which are copied. At
// least one value is needed and none may be NaN.
func NewSample(v []float64) Sample {
	s := make(Sample, len(v))
	for k, i := range Order(v) {
		s[k] = v[i]
	}
	return s
}

// Mean returns the average of the draws.
func (s Sample) Mean() float64 {
	m := 0.0
	for _, v := range s {
		m += v / float64(len(s)) // the sum of values near the largest float overflows
	}
	return m
}

// CDF returns the share of draws that are at most x.
func (s Sample) CDF(x float64) float64 {
	i, _ := slices.BinarySearchFunc(s, x, func(v, x float64) int {
		if v <= x {
			return -1
		}
		return 1
	})
	return float64(i) / float64(len(s))
}

// Quantile returns the p-quantile by linear interpolation between draws
// (type 7 of Hyndman and Fan, 1996), p from 0 to 1.
func (s Sample) Quantile(p float64) float64 {
	at := p * float64(len(s)-1)
	i := min(int(at), len(s)-1)
	if i == len(s)-1 {
		return s[i]
	}
	w := at - float64(i)
	return s[i] + w*(s[i+1]-s[i])
}
