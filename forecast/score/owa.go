package score

// OWA returns the overall weighted average of the M4 competition from the mean
// scores over all series of a method and of the naive one (for annual data
// that competition's Naive 2 is the naive method),
//
//	½·(sMAPE/sMAPE[naive] + MASE/MASE[naive]).
//
// It is 1 for the naive method.
//
// # References
//
// Makridakis, Spiliotis and Assimakopoulos, The M4 competition: 100,000 time
// series and 61 forecasting methods, International Journal of Forecasting 36(1),
// 2020.
func OWA(smape, mase, naiveSMAPE, naiveMASE float64) float64 {
	return 0.5 * (smape/naiveSMAPE + mase/naiveMASE)
}
