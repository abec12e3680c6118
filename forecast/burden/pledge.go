package burden

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat"

	"github.com/defcast/defcast/forecast"
)

// Pursuit is one year of a country under a pledge to raise its share to a
// level by a year.
type Pursuit struct {
	Country string
	// Pace is the yearly rise that would meet the pledge, the gap over the years
	// left; 0 where the level is met already.
	Pace   float64
	Change float64 // the rise of the share that followed
}

// Pull is the share of the needed pace that pledges bring about, estimated by
// [NewPull].
type Pull struct {
	Lambda, SE         float64
	Countries, Records int
}

// NewPull estimates λ in
//
//	r[t+1] - r[t] = a + λ·(target - r[t])₊/(years left) + e
//
// by least squares over the years of all countries under a pledge. The constant
// takes up what all did, pledge or gap or not. The standard error is robust to errors
// that hang together within a country (clusters, with the small-sample factor
// G/(G-1)·(n-1)/(n-2)). λ = 1 would be a pledge that is kept in equal steps, 0
// one that does nothing. It reports false with fewer than 8 countries or 40
// years, and where the pace does not vary.
//
// The pledges were made by the countries that might have risen anyway, and the
// years from 2022 on had a war: λ describes what followed pledges and is no effect of
// them.
//
// # References
//
// Cameron and Miller, A practitioner's guide to cluster-robust inference,
// Journal of Human Resources 50(2), 2015.
func NewPull(years []Pursuit) (Pull, bool) {
	p := Pull{Records: len(years)}
	x, y := make([]float64, len(years)), make([]float64, len(years))
	cluster := map[string]int{}
	for i, v := range years {
		x[i], y[i] = v.Pace, v.Change
		if _, ok := cluster[v.Country]; !ok {
			cluster[v.Country] = len(cluster)
		}
	}
	p.Countries = len(cluster)
	if p.Countries < 8 || p.Records < 40 || stat.Variance(x, nil) == 0 {
		return p, false
	}
	a, lambda := stat.LinearRegression(x, y, nil, false)
	p.Lambda = lambda
	mean := stat.Mean(x, nil)
	scores := make([]float64, len(cluster)) // Σ (x - x̄)·e of each country
	square := 0.0
	for i, v := range years {
		d := x[i] - mean
		square += d * d
		scores[cluster[v.Country]] += d * (y[i] - a - lambda*x[i])
	}
	meat := 0.0
	for _, s := range scores {
		meat += s * s
	}
	g, n := float64(p.Countries), float64(p.Records)
	p.SE = math.Sqrt(meat*g/(g-1)*(n-1)/(n-2)) / square
	return p, true
}

// Level is a pledge as [Pull.Apply] needs it.
type Level struct {
	Share float64
	By    int // years after the origin
}

// Apply returns the paths of a share pulled towards the levels from step first
// on (counted from 1): path i moves as it did, in proportion, and closes
//
//	λ[i]·max over levels in force of (level - r)₊/(years left)
//
// on top each year, λ[i] ~ N(λ, SE²), not below zero. The start is the share at
// the origin, used where first is 1.
func (p Pull) Apply(share forecast.Paths, start float64, first int, levels []Level, src rand.Source) forecast.Paths {
	out := forecast.NewPaths(share.H, share.N())
	z := rand.New(src)
	for i := range share.N() {
		lambda := math.Max(0, p.Lambda+p.SE*z.NormFloat64())
		was, row := share.Row(i), out.Row(i)
		for h := range row {
			if h+1 < first {
				row[h] = was[h]
				continue
			}
			r, before := start, start
			if h > 0 {
				r, before = row[h-1], was[h-1]
			}
			row[h] = r*was[h]/before + lambda*pace(r, h, levels)
		}
	}
	return out
}

// pace returns the rise that the most demanding of the levels asks for in the
// year after h years.
func pace(r float64, h int, levels []Level) float64 {
	most := 0.0
	for _, l := range levels {
		if left := l.By - h; left > 0 {
			most = math.Max(most, (l.Share-r)/float64(left))
		}
	}
	return most
}
