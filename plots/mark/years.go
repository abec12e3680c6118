package mark

import (
	"math"
	"strconv"

	"gonum.org/v1/plot"

	"github.com/defcast/defcast/data"
)

// Years is the ticker of an axis of years: whole ones, a round step apart, the
// first with the prefix of its basis ("FY2000", then 2005, 2010, …).
type Years struct {
	Basis data.YearBasis
	Max   int // no more ticks than this; 0 means 8
	// Label writes the first year; nil means as the basis does.
	Label func(data.Year) string
}

// Ticks returns the multiples of the smallest step of 1, 2, 5, 10, 20, …
// years of which at most Max lie between lo and hi.
func (a Years) Ticks(lo, hi float64) []plot.Tick {
	limit := a.Max
	if limit <= 0 {
		limit = 8
	}
	first, last := math.Ceil(lo), math.Floor(hi)
	step := 1.0
	// 1, 2, 5, 10, 20, 50, …: the steps in which people count years.
	for i := 0; math.Floor(last/step)-math.Ceil(first/step) >= float64(limit); i++ {
		step = [...]float64{2, 5, 10}[i%3] * math.Pow10(i/3)
	}
	var ticks []plot.Tick
	for y := math.Ceil(first/step) * step; y <= last; y += step {
		label := strconv.Itoa(int(y))
		if len(ticks) == 0 {
			label = a.first(data.Year(y))
		}
		ticks = append(ticks, plot.Tick{Value: y, Label: label})
	}
	return ticks
}

// first writes the first year, which says what kind of years there are.
func (a Years) first(y data.Year) string {
	if a.Label != nil {
		return a.Label(y)
	}
	return a.Basis.Label(y)
}
