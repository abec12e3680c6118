package mark

import (
	"cmp"
	"math"
	"strconv"

	"gonum.org/v1/plot"
)

// Percent is the ticker of an axis of shares: fractions, labelled in percent.
type Percent struct {
	Max  int    // no more ticks than this; 0 means 6
	Unit string // after each number; empty means " %"
}

// Ticks returns the multiples of the smallest step of 1, 2 or 5 times a power
// of ten percent of which at most Max lie between lo and hi. All labels have
// the decimals that the step needs, but zero is "0 %".
func (a Percent) Ticks(lo, hi float64) []plot.Tick {
	step, decimals := a.step(lo, hi)
	var ticks []plot.Tick
	first, last := within(lo, hi, step)
	unit := cmp.Or(a.Unit, " %")
	for k := first; k <= last; k++ {
		label := strconv.FormatFloat(k*step, 'f', decimals, 64)
		if k == 0 {
			label = "0"
		}
		ticks = append(ticks, plot.Tick{Value: k * step / 100, Label: label + unit})
	}
	return ticks
}

// step returns the step, in percent, and the decimals that it needs.
func (a Percent) step(lo, hi float64) (step float64, decimals int) {
	limit := a.Max
	if limit <= 0 {
		limit = 6
	}
	if !(hi > lo) || math.IsInf(hi-lo, 0) {
		panic("mark: percent axis without a range")
	}
	// From two powers of ten below the range, where more ticks than any limit
	// would fit, upwards.
	e := int(math.Floor(math.Log10(100*(hi-lo)))) - 2
	for i := 0; ; i++ {
		power := e + i/3
		step = [...]float64{1, 2, 5}[i%3] * math.Pow10(power)
		if first, last := within(lo, hi, step); last-first < float64(limit) {
			return step, max(0, -power)
		}
	}
}

// within returns the first and the last multiple of a step in percent between
// two shares, both counted in even if rounding has put them just outside.
func within(lo, hi, step float64) (first, last float64) {
	return math.Ceil(100*lo/step - 1e-9), math.Floor(100*hi/step + 1e-9)
}
