// Package arima estimates and forecasts non-seasonal ARIMA models up to order
// (5,2,5), with a mean or a drift, regressors whose future is known, and
// missing values; [Auto] chooses the order. Values go in and out as []float64,
// NaN for a missing one.
//
// # How a model is estimated
//
//  1. The series and its regressors are scaled by powers of two ([Fit]).
//  2. Their d-th differences are an ARMA process in state-space form; its
//     stationary covariance comes from the Levinson–Durbin recursion.
//  3. One Kalman filter whitens series and regressors; it stops updating gains
//     when they have converged. Regression coefficients, mean, drift and the
//     variance are what generalised least squares makes of the whitened
//     columns, so that the search runs over the ARMA coefficients alone.
//  4. The likelihood is then a sum of squares, minimised by an adaptive
//     least squares method in the arctangents of partial autocorrelations,
//     from several starts for mixed models.
//  5. A second filter, of the levels themselves, gives residuals, fitted
//     values and the state that forecasts start from. It is also the
//     likelihood's filter where values are missing.
//
// # R's digits
//
// At equal coefficients, likelihood, residuals, Sigma and forecasts agree with
// those of R's arima and forecast to eight digits, with and without gaps
// (testdata/reference.R). That includes R's diffuse prior: the d levels before
// the first value have a variance of a million innovations' and not an
// infinite one. So the first d residuals are y/1000 or so and count in Sigma,
// and a series whose level is a million times its innovations is not treated
// as if that level were unknown.
//
// Where this package and R part:
//
//   - R leaves an innovation out of the likelihood where its variance is more
//     than 10,000 times Sigma²; near a unit root of the AR part its reported
//     likelihood is then too high. Here only the first d are left out.
//   - R's optimiser starts once; on the series of testdata a tenth of the
//     models get a higher likelihood here and none a lower one.
//   - [Auto] says where it parts from auto.arima.
//
// # Speed
//
// The 645 yearly series of the M3 competition, automatic order, one core of an
// AMD EPYC, user CPU time, both in one run (Go 1.26, R 4.2.2 with forecast
// 8.20):
//
//	                   ms a series
//	R auto.arima             SPEED_R
//	arima.Auto               SPEED_GO
//
// To repeat the second: go test -bench Auto ./forecast/arima, which times
// single series by length.
package arima
