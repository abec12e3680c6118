package mark

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
)

// Money is the ticker of an axis of amounts. The labels count in powers of ten
// of the unit, as the amounts are spoken of: "JPY 5 tn", "€10 bn", 5兆円.
type Money struct {
	Max   int                  // no more ticks than this; 0 means 6
	Label func(float64) string // writes an amount
}

// Ticks returns the multiples of the smallest step of 1, 2 or 5 times a power
// of ten of which at most Max lie between lo and hi.
func (a Money) Ticks(lo, hi float64) []plot.Tick {
	// An axis of shares counts in percent; a hundredth of an amount is as good.
	step, _ := Percent{Max: a.Max}.step(lo/100, hi/100)
	var ticks []plot.Tick
	first, last := math.Ceil(lo/step-1e-9)+0, math.Floor(hi/step+1e-9) // +0 keeps a zero from being -0
	for k := first; k <= last; k++ {
		ticks = append(ticks, plot.Tick{Value: k * step, Label: plain(a.Label(k * step))})
	}
	return ticks
}

// Count is a label that writes a whole number with thousands apart.
func Count(v float64) string {
	s := strconv.FormatFloat(v, 'f', 0, 64)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return strings.TrimSpace(s)
}
