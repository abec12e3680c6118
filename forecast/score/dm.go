package score

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// ErrNoDifference is wrapped where two methods cannot be told apart because
// their losses differ by a constant, or too few are given.
var ErrNoDifference = errors.New("losses do not vary")

// DM is a Diebold–Mariano test, with the small-sample correction of Harvey,
// Leybourne and Newbold, of whether two methods are equally good.
type DM struct {
	Statistic float64 // negative where the first method has the lower losses
	N         int     // cases
	H         int     // horizon that the variance allows for; 1 where that of H is not positive
}

// TwoSided returns the probability of a statistic as far from 0, if the
// methods are equally good.
func (t DM) TwoSided() float64 { return 2 * min(t.Less(), t.Greater()) }

// Less returns the probability of a statistic as low, if the first method is
// not better.
func (t DM) Less() float64 { return t.dist().CDF(t.Statistic) }

// Greater returns the probability of a statistic as high, if the second method
// is not better.
func (t DM) Greater() float64 { return t.dist().Survival(t.Statistic) }

func (t DM) dist() distuv.StudentsT { return distuv.StudentsT{Sigma: 1, Nu: float64(t.N - 1)} }

// DieboldMariano tests the losses a and b of two methods on the same cases, in
// order of time, each h years ahead. Losses are |e|, e², a CRPS: any score. With
// d = a - b, mean m and autocovariances g[k] (sums over n, not n-k)
//
//	DM = √c · m / √(V/n),  V = g[0] + 2·Σ g[k], k = 1 … h-1,
//	c = (n + 1 - 2h + h(h-1)/n) / n,
//
// against Student's t with n-1 degrees of freedom. With bartlett the g[k]
// are weighted by 1 - k/h, which keeps V positive; without, where V is not
// positive, the test of h = 1 is returned (DM.H tells).
//
// Cases where one of the losses is NaN are left out. It returns an error that
// wraps [ErrNoDifference] for fewer than 2 cases or losses that differ by a
// constant. It equals R's dm.test of the errors.
//
// # References
//
// Diebold and Mariano, Comparing predictive accuracy, Journal of Business &
// Economic Statistics 13(3), 1995.
// Harvey, Leybourne and Newbold, Testing the equality of prediction mean
// squared errors, International Journal of Forecasting 13(2), 1997.
func DieboldMariano(a, b []float64, h int, bartlett bool) (DM, error) {
	if len(a) != len(b) {
		panic("score: losses of two methods differ in number")
	}
	var d []float64
	for i := range a {
		if v := a[i] - b[i]; !math.IsNaN(v) {
			d = append(d, v)
		}
	}
	if len(d) < 2 {
		return DM{}, fmt.Errorf("compare two methods: %d cases: %w", len(d), ErrNoDifference)
	}
	t := DM{N: len(d), H: min(h, len(d))}
	v := longRun(d, t.H, bartlett)
	if v <= 0 {
		t.H = 1
		v = longRun(d, 1, false)
	}
	m := stat.Mean(d, nil)
	if v <= 1e-30*m*m {
		return DM{}, fmt.Errorf("compare two methods: %d cases: %w", len(d), ErrNoDifference)
	}
	n, k := float64(t.N), float64(t.H)
	t.Statistic = m / math.Sqrt(v/n) * math.Sqrt((n+1-2*k+k*(k-1)/n)/n)
	return t, nil
}

// longRun returns the variance of the mean of d, times n, if d is correlated
// up to lag h-1.
func longRun(d []float64, h int, bartlett bool) float64 {
	m := stat.Mean(d, nil)
	v := 0.0
	for k := range h {
		g := 0.0
		for t := k; t < len(d); t++ {
			g += (d[t] - m) * (d[t-k] - m)
		}
		w := 2.0
		switch {
		case k == 0:
			w = 1
		case bartlett:
			w *= 1 - float64(k)/float64(h)
		}
		v += w * g / float64(len(d))
	}
	return v
}
