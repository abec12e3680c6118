package burden

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/data"
)

// Response is one year of a country that has rivals.
type Response struct {
	Country string
	Year    data.Year
	Own     float64 // growth of its spending in constant prices, in logarithms
	Rival   float64 // that of its rivals the year before, their mean
}

// Reaction is how strongly countries respond to their rivals, estimated by
// [NewReaction].
type Reaction struct {
	Kappa, SE                 float64
	Countries, Years, Records int
}

// NewReaction estimates κ in Richardson's equation in growth rates,
//
//	Δs[i,t] = a[i] + b[t] + κ·Δs[rivals of i, t-1] + e[i,t],
//
// by least squares with country effects a, which take up grievance and fatigue,
// and year effects b, which take up what all saw: the end of the Cold War, 2022.
// Rivals enter with the year before, since budgets are made in it and since growth in
// the same year would run both ways. The effects are swept out by turns until no
// mean is left (Frisch and Waugh), which is least squares with a dummy for each. The
// standard error is robust to errors that hang together within a country, with the
// factor G/(G-1)·(n-1)/(n-K) for G countries, n records and K = G + years
// coefficients.
//
// It reports false with fewer than 8 countries or 100 records, and where the growth of
// rivals does not vary beyond the effects.
//
// κ describes what followed what: threats that both sides see coming by other signs
// than budgets would show as reaction. Few countries make standard errors too small;
// [Reaction.Draw] therefore uses Student t with G-1 degrees of freedom.
//
// # References
//
// Richardson, Arms and Insecurity, 1960.
// Smith, Arms races, in Handbook of Defense Economics 1, 1995.
// Cameron and Miller, A practitioner's guide to cluster-robust inference,
// Journal of Human Resources 50(2), 2015.
func NewReaction(rows []Response) (Reaction, bool) {
	n := len(rows)
	country, years := make([]int, n), make([]int, n)
	countries, calendar := map[string]int{}, map[data.Year]int{}
	x, y := make([]float64, n), make([]float64, n)
	for i, r := range rows {
		country[i], years[i] = number(countries, r.Country), number(calendar, r.Year)
		x[i], y[i] = r.Rival, r.Own
	}
	k := Reaction{Countries: len(countries), Years: len(calendar), Records: n}
	parameters := k.Countries + k.Years // one effect less, and κ
	if k.Countries < 8 || n < 100 || n <= parameters || stat.Variance(x, nil) == 0 {
		return k, false
	}
	spread := stat.StdDev(x, nil)
	sweep(x, country, years)
	sweep(y, country, years)
	xx, xy := 0.0, 0.0
	for i := range x {
		xx += x[i] * x[i]
		xy += x[i] * y[i]
	}
	if xx < 1e-12*spread*spread*float64(n) {
		return k, false // effects explain rivals' growth whole
	}
	k.Kappa = xy / xx
	scores := make([]float64, k.Countries)
	for i := range x {
		scores[country[i]] += x[i] * (y[i] - k.Kappa*x[i])
	}
	meat := 0.0
	for _, s := range scores {
		meat += s * s
	}
	g := float64(k.Countries)
	k.SE = math.Sqrt(meat*g/(g-1)*float64(n-1)/float64(n-parameters)) / xx
	return k, true
}

// number returns the number of a name, a new one for a new name.
func number[T comparable](names map[T]int, name T) int {
	i, ok := names[name]
	if !ok {
		i = len(names)
		names[name] = i
	}
	return i
}

// sweep takes the means of countries and of years out of v, which it modifies, by
// turns until the largest is below 1e-13 of what v was wide.
func sweep(v []float64, groups ...[]int) {
	width := stat.StdDev(v, nil)
	for range 10000 { // some dozens suffice unless countries hardly share years
		largest := 0.0
		for _, group := range groups {
			for g, m := range means(v, group) {
				largest = math.Max(largest, math.Abs(m))
				for i := range v {
					if group[i] == g {
						v[i] -= m
					}
				}
			}
		}
		if largest <= 1e-13*width {
			return
		}
	}
}

// means returns the mean of each group.
func means(v []float64, group []int) []float64 {
	var sum, n []float64
	for i, g := range group {
		for len(sum) <= g {
			sum, n = append(sum, 0), append(n, 0)
		}
		sum[g] += v[i]
		n[g]++
	}
	for g := range sum {
		sum[g] /= n[g]
	}
	return sum
}

// Draw returns n coefficients from the sampling distribution, κ + SE·t with one
// degree of freedom less than there are countries.
func (k Reaction) Draw(n int, src rand.Source) []float64 {
	t := distuv.StudentsT{Mu: k.Kappa, Sigma: k.SE, Nu: float64(k.Countries - 1), Src: src}
	out := make([]float64, n)
	for i := range out {
		out[i] = t.Rand()
	}
	return out
}
