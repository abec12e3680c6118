// Package ets is exponential smoothing: the ten non-seasonal models of
// Hyndman, Koehler, Ord and Snyder, and the theta models that are built on it.
// It is a numerical kernel: []float64 in and out, NaN for a missing value.
//
// A model has a level l, perhaps a trend b, damped or not, and an error that is
// added to the mean or multiplies it. With mean m, trend p and innovation e,
//
//	trend  m                p       l'       b'
//	N      l                        m + αe
//	A      l + p            φb      m + αe   p + βe
//	M      l · p            b^φ     m + αe   p + βe/l
//
//	error A:  y = m + e              e ~ N(0, σ²)
//	error M:  y = m·(1 + ε), e = mε  ε ~ N(0, σ²)
//
// where φ = 1 unless the trend is damped. ETS(A,Ad,N), [Spec] "AAdN", is the
// damped trend; the N at the end is the season that annual data do not have.
//
// [Evaluate] runs a model with given parameters, [Estimate] finds the most
// likely ones and [Select] the model; the resulting [Fit] answers Point,
// Moments, Skewness and Simulate. [Theta] is a model with a [ThetaFit] of its
// own.
//
// # How the likelihood is maximised
//
// -½·n·log Σr² is the log-likelihood of all ten models, with r = e for additive
// errors and r = ε·G for multiplicative ones, G being the geometric mean of the
// fitted values. So each is a least-squares problem, with derivatives that a
// recursion carries along with the states. Estimate solves it within the bounds
// by Levenberg and Marquardt's method, from up to seven starts on a grid in α,
// β/α and φ, at each of which the initial states are regressed: given α, β and
// φ, the fitted values of the models without a multiplicative trend are linear
// in them.
//
// # Digits
//
// With the same parameters, likelihood and fitted values are R's to 1e-8 and
// moments to 1e-6 (testdata; R 4.2.2, forecast 8.20). Over the 1,344 annual
// series of M1, M3 and Tourism and the eight models that R estimates there, none
// of 10,700 maxima is lower than R's by 1e-4; with a trend, the median is higher
// by 0.2 to 1.1, as R's search stops early or in another maximum.
//
// # Speed
//
// Automatic selection among six models, CPU time a series on the 645 annual
// series of M3 (n = 14 to 41), four runs of each in turn on a busy machine:
//
//	R 4.2.2, forecast 8.20: ets(y)         9.0 to 10.3 ms
//	this package, by model.ETS{}.Fit       0.36 to 0.44 ms
//	dynamic optimised theta                0.02 to 0.03 ms
//
// BenchmarkSelect and testdata/speed.R repeat the comparison on the series of
// testdata, which are longer:
//
//	go test -run=- -bench=Select ./forecast/ets
//	cd forecast/ets/testdata && Rscript speed.R
//
// # References
//
// Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing: The
// State Space Approach, Springer 2008.
package ets
