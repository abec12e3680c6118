package burden

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
)

// Known is an announced value of a year after the last one of a series.
type Known struct {
	Year  data.Year
	Value float64 // in the unit of the series
	// Error is the distribution of log(outturn/Value); nil means that the value
	// is exact.
	Error forecast.Dist
	// Growth is true where Value was computed from the announced value of the
	// year before, and so carries that year's error as well as its own.
	Growth bool
	// Follows is the correlation of Error with that of the year before, in normal
	// scores; 0 where the year before is not announced.
	Follows float64
	Says    string // in words, for the report
}

// Half is one half of the ratio: a series, what is announced beyond its end
// and the method that forecasts the rest.
type Half struct {
	Series data.Series // positive values
	Known  []Known     // of the years directly after the series, in order
	Model  forecast.Model
}

// Projection is a half with its joint paths, in levels.
type Projection struct {
	Paths  forecast.Paths
	Fitted forecast.Fitted // of the logarithms, announced years included
	fit    data.Series     // what Fitted has seen
}

// Project simulates n joint paths of the h years after the series.
//
// The model is fitted to the logarithms of the series and of the announced
// values (at the median of their errors), so that a model of momentum sees an
// enacted rise. It returns what the model returns for a series it refuses, and
// forecast.ErrDomain for values that are not positive.
func (f Half) Project(h, n int, seed uint64, keys ...string) (Projection, error) {
	known := f.Known[:min(h, len(f.Known))]
	y, median, err := f.extended(known)
	if err != nil {
		return Projection{}, err
	}
	fit, err := f.Model.Fit(y)
	if err != nil {
		return Projection{}, err
	}
	paths := forecast.NewPaths(h, n)
	var beyond forecast.Paths
	if rest := h - len(known); rest > 0 {
		// All h years are drawn, though the first suffice: path i then uses the
		// same numbers whatever is announced, and information sets can be compared
		// path by path.
		beyond = fit.Simulate(h, n, forecast.Stream(seed, append(keys, f.Series.ID, "paths")...))
	}
	errs := announcementErrors(known, n, seed, append(keys, f.Series.ID, "announced"))
	for i := range n {
		row := paths.Row(i)
		e := 0.0
		for j, k := range known {
			if !k.Growth {
				e = 0
			}
			e += errs.V[i*len(known)+j]
			row[j] = k.Value * math.Exp(e)
		}
		e -= median // which the fitted series holds already
		for j := len(known); j < h; j++ {
			row[j] = math.Exp(beyond.V[i*beyond.H+j-len(known)] + e)
		}
	}
	return Projection{Paths: paths, Fitted: fit, fit: y}, nil
}

// extended returns the logarithms of the series and of the announced values at
// the medians of their errors, and the median error of the last of them.
func (f Half) extended(known []Known) (data.Series, float64, error) {
	y := f.Series.Clone()
	y.Status, y.Published = nil, nil
	for i, v := range y.Values {
		if v <= 0 {
			return y, 0, forecast.Fail(f.Model, y, forecast.ErrDomain, "%g in %s, want positive values", v, y.Basis.Label(y.Start+data.Year(i)))
		}
		y.Values[i] = math.Log(v)
	}
	median := 0.0
	for _, k := range known {
		if k.Year != y.End()+1 {
			panic("burden: announced years must follow the series without a gap")
		}
		if !k.Growth {
			median = 0
		}
		if k.Error != nil {
			median += k.Error.Quantile(0.5)
		}
		y.Values = append(y.Values, math.Log(k.Value)+median)
	}
	return y, median, nil
}

// announcementErrors draws the log errors, one column an announced year. The
// draws of a year are its quantiles in random order: the marginal is exact. The
// order is that of the normal scores
//
//	z[j] = ρ·z[j-1] + √(1-ρ²)·ε[j],  ρ = Known.Follows.
func announcementErrors(known []Known, n int, seed uint64, keys []string) forecast.Paths {
	errs := forecast.NewPaths(len(known), n)
	var before []int // ranks of the year before
	for j, k := range known {
		if k.Error == nil {
			before = nil
			continue
		}
		order := permutation(n, forecast.Stream(seed, append(keys, fmt.Sprint(int(k.Year)))...))
		if k.Follows != 0 && before != nil {
			order = follow(before, order, k.Follows)
		}
		before = order
		grid := forecast.Grid(k.Error, n)
		for i, r := range order {
			errs.V[i*errs.H+j] = grid[r]
		}
	}
	return errs
}

// follow returns the ranks of ρ·z(before) + √(1-ρ²)·z(own), z their normal scores.
func follow(before, own []int, rho float64) []int {
	n := len(own)
	z := forecast.Grid(distuv.UnitNormal, n)
	score := make([]float64, n)
	for i := range score {
		score[i] = rho*z[before[i]] + math.Sqrt(1-rho*rho)*z[own[i]]
	}
	ranks := make([]int, n)
	for r, i := range forecast.Order(score) {
		ranks[i] = r
	}
	return ranks
}

// Persistence estimates the correlation of the errors of following years, in
// order, from m of them: their first autocorrelation times m/(m+25), as
// [Correlation] shrinks. Fewer than 8 give 0.
func Persistence(errors []float64) float64 {
	m := float64(len(errors))
	if m < 8 {
		return 0
	}
	mean, sum, square := stat.Mean(errors, nil), 0.0, 0.0
	for i, e := range errors {
		square += (e - mean) * (e - mean)
		if i > 0 {
			sum += (e - mean) * (errors[i-1] - mean)
		}
	}
	if square == 0 {
		return 0
	}
	return sum / square * m / (m + shrink)
}

// Record is the distribution of log(outturn/announced) learnt from m past
// pairs: Student t with m-1 degrees of freedom about their mean, with scale
// sd·√(1+1/m), the predictive distribution of the next error if errors are
// normal and alike. It needs minRecord pairs and reports false with fewer.
func Record(errors []float64) (forecast.Dist, bool) {
	m := float64(len(errors))
	if len(errors) < minRecord {
		return nil, false
	}
	mean, sd := stat.MeanStdDev(errors, nil)
	if sd == 0 {
		return dist.Point(mean), true
	}
	return dist.StudentT(mean, sd*math.Sqrt(1+1/m), m-1), true
}

// minRecord is the fewest past errors that a spread is learnt from.
const minRecord = 4
