package score

import "math"

// The plain measures of R's accuracy(), errors being y - f.

// ME returns the mean error: positive where forecasts were too low.
func ME(y, f []float64) float64 {
	return over(y, func(i int) float64 { return y[i] - f[i] }, f)
}

// MAE returns the mean absolute error.
func MAE(y, f []float64) float64 {
	return over(y, func(i int) float64 { return math.Abs(y[i] - f[i]) }, f)
}

// RMSE returns the root of the mean squared error.
func RMSE(y, f []float64) float64 {
	return math.Sqrt(over(y, func(i int) float64 { return (y[i] - f[i]) * (y[i] - f[i]) }, f))
}

// MPE returns the mean percentage error, 100·(y - f)/y. It is infinite or NaN
// where an outcome is 0.
func MPE(y, f []float64) float64 {
	return over(y, func(i int) float64 { return 100 * (y[i] - f[i]) / y[i] }, f)
}

// MAPE returns the mean absolute percentage error, 100·|y - f|/|y|. It is
// infinite or NaN where an outcome is 0.
func MAPE(y, f []float64) float64 {
	return over(y, func(i int) float64 { return 100 * math.Abs((y[i]-f[i])/y[i]) }, f)
}
