package burden

import (
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/forecast"
)

// Moves are the yearly log changes of a country's GDP and of its share, of the
// same years as those of all others; NaN where one is missing.
type Moves struct{ GDP, Share []float64 }

// Comovement says how the surprises of countries hang together: one
// correlation for every pair, of GDP and of what moves the share besides.
type Comovement struct {
	GDP, Share float64
	Pairs      int
}

// Across estimates the comovement of countries: the means, over all pairs with
// at least 15 common years, of the correlations of normal scores within each
// country,
//
//	z = Φ⁻¹((rank-½)/m),
//
// of GDP growth and of the share's changes less their regression on the scores
// of GDP growth. Scores, so that no war or crisis sets the figure by its size;
// one number for all pairs, because a matrix of as many numbers as there are
// pairs cannot be learnt from some forty years: the constant correlation to
// which Ledoit and Wolf shrink, wholly. It is not below zero, which keeps the
// matrix positive definite for any number of countries.
//
// # References
//
// Ledoit and Wolf, Honey, I shrunk the sample covariance matrix, Journal of
// Portfolio Management 30(4), 2004.
func Across(countries []Moves) Comovement {
	var gdp, share [][]float64
	for _, c := range countries {
		g, s := normalScores(c.GDP), normalScores(c.Share)
		gdp, share = append(gdp, g), append(share, less(s, g))
	}
	var c Comovement
	c.GDP, _ = meanCorrelation(gdp)
	c.Share, c.Pairs = meanCorrelation(share)
	return c
}

// commonYears is the fewest years that a pair's correlation is taken of.
const commonYears = 15

func meanCorrelation(scores [][]float64) (float64, int) {
	sum, pairs := 0.0, 0
	for i := range scores {
		for _, other := range scores[:i] {
			a, b := both(scores[i], other)
			if len(a) < commonYears {
				continue
			}
			if r := stat.Correlation(a, b, nil); !math.IsNaN(r) {
				sum, pairs = sum+r, pairs+1
			}
		}
	}
	if pairs == 0 {
		return 0, 0
	}
	return max(0, sum/float64(pairs)), pairs
}

// both returns the values of two series at the places where both have one.
func both(a, b []float64) (x, y []float64) {
	for t := range a {
		if !math.IsNaN(a[t]) && !math.IsNaN(b[t]) {
			x, y = append(x, a[t]), append(y, b[t])
		}
	}
	return x, y
}

// normalScores returns Φ⁻¹((rank-½)/m) of the m values, NaN where there is none.
func normalScores(v []float64) []float64 {
	out := make([]float64, len(v))
	order := forecast.Order(v)
	for len(order) > 0 && math.IsNaN(v[order[0]]) { // these come first
		out[order[0]] = math.NaN()
		order = order[1:]
	}
	for r, t := range order {
		out[t] = score(r, len(order))
	}
	return out
}

// less returns y less its regression through the origin on x, where both are
// known: scores have mean zero.
func less(y, x []float64) []float64 {
	a, b := both(y, x)
	slope := 0.0
	if len(a) >= commonYears {
		slope = stat.Correlation(a, b, nil)
	}
	out := make([]float64, len(y))
	for t := range y {
		out[t] = y[t] - slope*x[t]
	}
	return out
}

func score(rank, n int) float64 {
	return distuv.UnitNormal.Quantile((float64(rank) + 0.5) / float64(n))
}

// Shocks returns the normal scores of a country's n futures,
//
//	z[i] = √ρ·f[i] + √(1-ρ)·ε[i],
//
// f the same for all countries and ε its own: any two are correlated by ρ,
// whichever others there are. what names the kind of shock in the streams.
func Shocks(n int, rho float64, seed uint64, what, country string) []float64 {
	f := distuv.Normal{Sigma: 1, Src: forecast.Stream(seed, "common", what)}
	own := distuv.Normal{Sigma: 1, Src: forecast.Stream(seed, "own", what, country)}
	z := make([]float64, n)
	for i := range z {
		z[i] = math.Sqrt(rho)*f.Rand() + math.Sqrt(1-rho)*own.Rand()
	}
	return z
}

// Arrange says which future of a country comes to stand at each place, so that
// its GDP at the last year follows the shocks gdp and its share, among futures
// of like GDP, the shocks share: sorts within sorts, √n blocks of √n. Whole
// futures move; what a country's own futures are does not change. Without GDP
// (no paths) the share alone is sorted.
//
// # References
//
// Iman and Conover, Communications in Statistics B 11(3), 1982.
func Arrange(share, gdp forecast.Paths, shareShocks, gdpShocks []float64) []int {
	n := share.N()
	rows, places := identity(n), identity(n)
	block := n
	if gdp.N() == n {
		rows, places = byEnd(gdp), forecast.Order(gdpShocks)
		block = max(1, int(math.Sqrt(float64(n))))
	}
	out, last := make([]int, n), ends(share)
	for from := 0; from < n; from += block {
		to := min(from+block, n)
		r, p := rows[from:to], places[from:to]
		byShare, byShock := forecast.Order(at(last, r)), forecast.Order(at(shareShocks, p))
		for k := range byShare {
			out[p[byShock[k]]] = r[byShare[k]]
		}
	}
	return out
}

// at returns the values at some places.
func at(v []float64, places []int) []float64 {
	out := make([]float64, len(places))
	for i, p := range places {
		out[i] = v[p]
	}
	return out
}

func identity(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
