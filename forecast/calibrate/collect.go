package calibrate

import (
	"math"
	"runtime"
	"sync"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/score"
)

// levels of the central intervals that are calibrated.
var levels = []float64{0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98}

// Options say from which past forecasts a table is learnt.
type Options struct {
	Horizon int // years ahead; 0 means 6
	MinLen  int // shortest history, in observed values; 0 means 8
	Origins int // at most so many a series, evenly spread; 0 means 8, negative means all
	// Symmetric learns one factor for both sides. Errors of a few decades lean
	// to the side on which the world surprised; whether it will again is a bet.
	Symmetric bool
	Note      string // of which data, for Table.Note
}

func (o Options) withDefaults() Options {
	for _, f := range []struct {
		v      *int
		ifZero int
	}{{&o.Horizon, 6}, {&o.MinLen, 8}, {&o.Origins, 8}} {
		if *f.v == 0 {
			*f.v = f.ifZero
		}
	}
	return o
}

// Case is one outcome beside the forecast that was made of it.
type Case struct {
	Series int     // position among the series
	N      int     // observed values that the forecast was made from
	H      int     // years ahead
	Upper  bool    // the outcome lay above the median
	Weight float64 // 1; ½ for the two cases of an outcome that was the median
	PIT    float64
	// Ratio is the distance of the outcome from the median in terms of that of
	// the limit of each level on its side (0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98):
	// below 1 inside. Distances are as Calibrated measures them.
	Ratio []float64
	// Width is the distance of each limit from the median, in values, over the
	// scale of the history ([score.Scale]).
	Width []float64
}

// Collect fits m to the beginnings of each series and compares what it says
// of the years that follow with what came true. Histories grow from MinLen
// observed values, one year or, where that makes more than Origins, several
// years at a time. Series and origins of which m refuses the history have no
// cases; nor have forecasts without width. The work is spread over the
// processors; the result does not depend on how many there are.
func Collect(m forecast.Model, series []data.Series, o Options) []Case {
	o = o.withDefaults()
	of := make([][]Case, len(series))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(series)) {
		wg.Go(func() {
			for i := range next {
				of[i] = collect(m, series[i], i, o)
			}
		})
	}
	for i := range series {
		next <- i
	}
	close(next)
	wg.Wait()
	var all []Case
	for _, cases := range of {
		all = append(all, cases...)
	}
	return all
}

// collect returns the cases of one series.
func collect(m forecast.Model, y data.Series, index int, o Options) []Case {
	y = y.Trim()
	var cases []Case
	for _, length := range origins(y.Values, o) {
		past := y.Window(y.Start, y.Start+data.Year(length-1))
		f, err := m.Fit(past)
		if err != nil { // a refusal is an answer that needs no calibration
			continue
		}
		n, scale := past.Observed(), score.Scale(past.Values)
		for i, d := range f.Forecast(min(o.Horizon, y.Len()-length)).Steps {
			c := Case{Series: index, N: n, H: i + 1}
			cases = append(cases, c.against(d, y.Values[length+i], scale)...)
		}
	}
	return cases
}

// origins returns the lengths of the histories: those that end in an observed
// value, have MinLen of them and at least one year after them.
func origins(v []float64, o Options) []int {
	var all []int
	seen := 0
	for i := range v[:max(len(v)-1, 0)] {
		if math.IsNaN(v[i]) {
			continue
		}
		if seen++; seen >= o.MinLen {
			all = append(all, i+1)
		}
	}
	if o.Origins < 0 || len(all) <= o.Origins {
		return all
	}
	some := make([]int, o.Origins)
	for i := range some { // the last origin is always one of them
		some[i] = all[(i+1)*len(all)/o.Origins-1]
	}
	return some
}

// against completes the case with the outcome y of forecast d: none where y is
// missing or d has no width on its side, two where y is the median.
func (c Case) against(d forecast.Dist, y, scale float64) []Case {
	if math.IsNaN(y) {
		return nil
	}
	r := newRuler(d)
	off := r.distance(y)
	c.PIT = score.PIT(d, y)
	switch {
	case off > 0:
		c.Upper, c.Weight = true, 1
		return c.side(d, r, off, scale)
	case off < 0:
		c.Weight = 1
		return c.side(d, r, -off, scale)
	}
	c.Weight = 0.5
	up := c
	up.Upper = true
	return append(c.side(d, r, 0, scale), up.side(d, r, 0, scale)...)
}

// side fills in the distances on the side of the outcome, off from the median.
func (c Case) side(d forecast.Dist, r ruler, off, scale float64) []Case {
	c.Ratio, c.Width = make([]float64, len(levels)), make([]float64, len(levels))
	for l, level := range levels {
		p := 0.5 - level/2
		if c.Upper {
			p = 0.5 + level/2
		}
		q := d.Quantile(p)
		reach := math.Abs(r.distance(q))
		if !(reach > 0) {
			return nil
		}
		c.Ratio[l] = off / reach
		c.Width[l] = math.Abs(q-r.centre) / scale
		if math.IsInf(reach, 1) { // an atom at 0, which no factor moves
			c.Ratio[l] = 0
		}
	}
	return []Case{c}
}
