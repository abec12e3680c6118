package score

import "math"

// SMAPE returns the symmetric mean absolute percentage error as the M4
// competition has it, from 0 to 200,
//
//	mean of 200·|y - f| / (|y| + |f|),  0 where both are 0.
//
// # References
//
// Makridakis, Spiliotis and Assimakopoulos, The M4 competition: 100,000 time
// series and 61 forecasting methods, International Journal of Forecasting 36(1),
// 2020.
func SMAPE(y, f []float64) float64 {
	return over(y, func(i int) float64 {
		size := math.Abs(y[i]) + math.Abs(f[i])
		if size == 0 {
			return 0
		}
		return 200 * math.Abs(y[i]-f[i]) / size
	}, f)
}
