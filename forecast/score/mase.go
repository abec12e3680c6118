package score

import "math"

// Scale returns the mean absolute yearly change of a series up to the origin,
// the error of the naive method one year ahead on it: what MASE, MSIS and the
// scaled CRPS divide by. Changes over a gap do not count. It is NaN where
// there is none and 0 for a series that never changed, which has no scaled
// scores.
func Scale(train []float64) float64 { return mean(changes(train, math.Abs)) }

// changes returns size(y[t] - y[t-1]) for the years that have both.
func changes(y []float64, size func(float64) float64) []float64 {
	var d []float64
	for t := 1; t < len(y); t++ {
		if v := y[t] - y[t-1]; !math.IsNaN(v) {
			d = append(d, size(v))
		}
	}
	return d
}

// MASE returns the mean absolute scaled error of one series, mean |y - f| over
// its scale ([Scale]).
//
// # References
//
// Hyndman and Koehler, Another look at measures of forecast accuracy,
// International Journal of Forecasting 22(4), 2006.
func MASE(y, f []float64, scale float64) float64 { return MAE(y, f) / scale }
