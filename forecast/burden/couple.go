package burden

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// shrink is the weight, in years, of the prior belief that spending and GDP
// are uncorrelated. With the 25 years that Japan has it halves the estimate.
const shrink = 25

// Surprises are what a series was more than a model had foretold a year before, in
// logarithms; NaN where there is none.
type Surprises struct {
	Start  data.Year
	Values []float64
}

// Surprises returns the one-step residuals of a projection's fit.
func (p Projection) Surprises() Surprises {
	return Surprises{Start: p.fit.Start, Values: p.Fitted.Summary().Residuals}
}

// Correlation estimates the correlation of surprises in the m years that both
// have,
//
//	rho = corr · m/(m+25).
//
// The shrinkage is strong because m is small and one crisis year can make a
// sample correlation. Fewer than 8 common years give 0.
func Correlation(a, b Surprises) float64 {
	first := max(a.Start, b.Start)
	last := min(a.Start+data.Year(len(a.Values)), b.Start+data.Year(len(b.Values))) - 1
	var x, y []float64
	for t := first; t <= last; t++ {
		u, v := a.Values[t-a.Start], b.Values[t-b.Start]
		if !math.IsNaN(u) && !math.IsNaN(v) {
			x, y = append(x, u), append(y, v)
		}
	}
	if len(x) < 8 {
		return 0
	}
	m := float64(len(x))
	rho := stat.Correlation(x, y, nil) * m / (m + shrink)
	if math.IsNaN(rho) { // one without variance
		return 0
	}
	return rho
}

// Couple is [Tie] of b to a alone.
func Couple(a, b forecast.Paths, rho float64, src rand.Source) forecast.Paths {
	return Tie(b, []forecast.Paths{a}, []float64{rho}, src)
}

// most is the part of a series' variance that its ties may explain: what is tied
// to several others by correlations estimated pair by pair could be asked for more
// than there is.
const most = 0.95

// Tie reorders the paths of b, as whole futures, so that its changes over the
// horizon are correlated with those of k others by rho, in normal scores z:
//
//	score = βᵀz + √(1-βᵀRβ)·ε,  β = R⁻¹ρ,  ε ~ N(0, 1),
//
// R the correlation of the z of the others on these paths. Where βᵀRβ = ρᵀR⁻¹ρ
// would be above 0.95 all of ρ is scaled down to it: the matrix of all k+1 is then
// positive definite, and what was tied before stays as it is. Marginals, dependence
// over time and the rows of the others keep their places. So series that come later
// move none that came before.
//
// It panics if the numbers of paths or of correlations differ.
//
// # References
//
// Iman and Conover, A distribution-free approach to inducing rank correlation
// among input variables, Communications in Statistics B 11(3), 1982.
func Tie(b forecast.Paths, others []forecast.Paths, rho []float64, src rand.Source) forecast.Paths {
	n := b.N()
	scores := make([][]float64, len(others))
	for j, p := range others {
		if p.N() != n || len(rho) != len(others) {
			panic("burden: ties want as many paths and correlations as there are series")
		}
		scores[j] = normalScores(ends(p))
	}
	beta, explained := regressScores(scores, rho)
	z := distuv.Normal{Sigma: 1, Src: src}
	score := make([]float64, n) // the normal score wanted of b where the others have their own
	for i := range score {
		sum := 0.0
		for j, own := range scores {
			sum += beta[j] * own[i]
		}
		score[i] = sum
	}
	rest := math.Sqrt(1 - explained)
	for _, i := range byEnd(others[0]) { // the order in which the draws were always made
		score[i] += rest * z.Rand()
	}
	places := forecast.Order(score)
	out := forecast.NewPaths(b.H, n)
	for k, i := range byEnd(b) {
		copy(out.Row(places[k]), b.Row(i))
	}
	return out
}

// regressScores solves Rβ = ρ and returns β with the variance that it explains.
func regressScores(z [][]float64, rho []float64) ([]float64, float64) {
	k := len(z)
	if k == 1 {
		return rho, rho[0] * rho[0]
	}
	r := mat.NewSymDense(k, nil)
	for i := range k {
		r.SetSym(i, i, 1)
		for j := range i {
			r.SetSym(i, j, stat.Correlation(z[i], z[j], nil))
		}
	}
	var c mat.Cholesky
	beta := mat.NewVecDense(k, nil)
	target := mat.NewVecDense(k, slices.Clone(rho))
	if !c.Factorize(r) || c.SolveVecTo(beta, target) != nil {
		return make([]float64, k), 0 // others that are one: nothing to tell them apart by
	}
	explained := mat.Dot(target, beta)
	if explained > most {
		beta.ScaleVec(math.Sqrt(most/explained), beta)
		explained = most
	}
	return beta.RawVector().Data, explained
}

// byEnd returns the rows in the order of their last values.
func byEnd(p forecast.Paths) []int { return forecast.Order(ends(p)) }

// ends returns the last value of each path.
func ends(p forecast.Paths) []float64 {
	out := make([]float64, p.N())
	for i := range out {
		out[i] = p.V[(i+1)*p.H-1]
	}
	return out
}

func permutation(n int, src rand.Source) []int { return rand.New(src).Perm(n) }
