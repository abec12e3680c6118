package score

import "math"

// RMSSE returns the root mean squared scaled error of one series, with train
// its values up to the origin,
//
//	√( mean of (y - f)² / mean of (train[t] - train[t-1])² ).
//
// # References
//
// Makridakis, Spiliotis and Assimakopoulos, M5 accuracy competition: results,
// findings, and conclusions, International Journal of Forecasting 38(4), 2022.
func RMSSE(y, f, train []float64) float64 {
	return RMSE(y, f) / math.Sqrt(mean(changes(train, func(d float64) float64 { return d * d })))
}
