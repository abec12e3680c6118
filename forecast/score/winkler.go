package score

// Winkler returns the interval score of [lo, hi] as the central interval of
// level 1-alpha when y came true,
//
//	(hi - lo) + 2/alpha·max(lo - y, 0) + 2/alpha·max(y - hi, 0),
//
// in the unit of y: the width, and a fine for what lies outside.
//
// # References
//
// Winkler, A decision-theoretic approach to interval estimation, JASA 67, 1972.
// Gneiting and Raftery, Strictly proper scoring rules, prediction, and
// estimation, JASA 102, 2007, section 6.2.
func Winkler(lo, hi, alpha, y float64) float64 {
	return (hi - lo) + 2/alpha*(max(lo-y, 0)+max(y-hi, 0))
}

// MSIS returns the mean scaled interval score of one series, the mean of
// [Winkler] over its scale ([Scale]); alpha is 0.05 in the M4 competition.
//
// # References
//
// Makridakis, Spiliotis and Assimakopoulos, The M4 competition: 100,000 time
// series and 61 forecasting methods, International Journal of Forecasting 36(1),
// 2020.
func MSIS(lo, hi []float64, alpha float64, y []float64, scale float64) float64 {
	return over(y, func(i int) float64 { return Winkler(lo[i], hi[i], alpha, y[i]) }, lo, hi) / scale
}
