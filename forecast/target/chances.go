package target

import "math"

// Chances is what the futures hold for a level, year by year: index h-1 is the
// year h years after the origin.
type Chances struct {
	Met []float64 // P(level holds in the year)
	By  []float64 // P(it held in the year or one before it, the origin included)
	// First is the distribution of the first year met, P(first year = the year);
	// what is left to 1 is Already and Never. By is its running sum.
	First   []float64
	Already float64 // 1 where the level holds at the origin, else 0
	Never   float64 // P(not met to the last year)
	// Kept[k] is P(level holds k years after the first year met), given that there
	// is such a year and the futures reach that far; NaN where no path says.
	Kept []float64
}

// Ask returns the chances of a level.
func (f Futures) Ask(l Level) Chances {
	n, h := f.Share.N(), f.Share.H
	c := Chances{Met: make([]float64, h), By: make([]float64, h), First: make([]float64, h), Kept: make([]float64, h+1)}
	reach := make([]float64, h+1) // paths that have a k-th year after the first one met
	for i := range n {
		row := f.Share.Row(i)
		first := f.first(row, l)
		if first > 0 && first <= h {
			c.First[first-1]++
		}
		for j, v := range row {
			if !l.Holds(v) {
				continue
			}
			c.Met[j]++
			c.Kept[j+1-first]++
		}
		if first == 0 {
			c.Already = 1
			c.Kept[0]++
		}
		for k := 0; first+k <= h; k++ {
			reach[k]++
		}
	}
	by := c.Already
	for j := range h {
		c.Met[j] /= float64(n)
		c.First[j] /= float64(n)
		by += c.First[j]
		c.By[j] = math.Min(1, by) // the sum of fractions may pass 1 by its rounding
	}
	c.Never = math.Max(0, 1-by)
	for k := range c.Kept {
		c.Kept[k] /= reach[k] // 0/0 where no path says
	}
	return c
}

// first returns how many years after the origin a level first holds, 0 for the
// origin itself, H+1 for never.
func (f Futures) first(row []float64, l Level) int {
	if l.Holds(f.Before) {
		return 0
	}
	for j, v := range row {
		if l.Holds(v) {
			return j + 1
		}
	}
	return len(row) + 1
}
