package score

import "math"

// Coverage returns the share of outcomes that lie in their intervals, limits
// included, and the standard error of that share if the cases were independent,
// √(c·(1-c)/n). Cases of one series at several horizons are not: there the
// true error is larger.
func Coverage(lo, hi, y []float64) (share, se float64) {
	n := 0.0
	share = over(y, func(i int) float64 {
		n++
		if lo[i] <= y[i] && y[i] <= hi[i] {
			return 1
		}
		return 0
	}, lo, hi)
	return share, math.Sqrt(share * (1 - share) / n)
}
