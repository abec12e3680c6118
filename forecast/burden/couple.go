package burden

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/forecast"
)

// shrink is the weight, in years, of the prior belief that spending and GDP
// are uncorrelated. With the 25 years that Japan has it halves the estimate.
const shrink = 25

// Correlation estimates the correlation of the one-step log residuals of two
// projections over the years that both have, m of them,
//
//	rho = corr · m/(m+25).
//
// The shrinkage is strong because m is small and one crisis year can make a
// sample correlation. Fewer than 8 common years give 0.
func Correlation(a, b Projection) float64 {
	ra, rb := a.Fitted.Summary().Residuals, b.Fitted.Summary().Residuals
	first := max(a.fit.Start, b.fit.Start)
	last := min(a.fit.End(), b.fit.End())
	var x, y []float64
	for t := first; t <= last; t++ {
		u, v := ra[t-a.fit.Start], rb[t-b.fit.Start]
		if !math.IsNaN(u) && !math.IsNaN(v) {
			x, y = append(x, u), append(y, v)
		}
	}
	if len(x) < 8 {
		return 0
	}
	m := float64(len(x))
	rho := stat.Correlation(x, y, nil) * m / (m + shrink)
	if math.IsNaN(rho) { // a half without residual variance
		return 0
	}
	return rho
}

// Couple reorders the paths of b, as whole futures, so that the log changes of
// a and b over the horizon are correlated by rho in their normal scores. The
// marginals of both, and their dependence over time, stay as they are; the
// rows of a keep their places.
//
// # References
//
// Iman and Conover, A distribution-free approach to inducing rank correlation
// among input variables, Communications in Statistics B 11(3), 1982.
func Couple(a, b forecast.Paths, rho float64, src rand.Source) forecast.Paths {
	n := a.N()
	z := distuv.Normal{Sigma: 1, Src: src}
	score := make([]float64, n) // the normal score wanted of b where a has its own
	for k, i := range byEnd(a) {
		own := distuv.UnitNormal.Quantile((float64(k) + 0.5) / float64(n))
		score[i] = rho*own + math.Sqrt(1-rho*rho)*z.Rand()
	}
	places := sorted(n, func(i int) float64 { return score[i] })
	out := forecast.NewPaths(b.H, n)
	for k, i := range byEnd(b) {
		copy(out.Row(places[k]), b.Row(i))
	}
	return out
}

// byEnd returns the rows in the order of their last values.
func byEnd(p forecast.Paths) []int {
	return sorted(p.N(), func(i int) float64 { return p.V[(i+1)*p.H-1] })
}

// sorted returns 0 to n-1 in the order of their keys, ties in their own.
func sorted(n int, key func(int) float64) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(key(a), key(b)) })
	return order
}

func permutation(n int, src rand.Source) []int { return rand.New(src).Perm(n) }
