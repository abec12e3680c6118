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
// those of R's arima and forecast to eight digits, with and without gaps and
// regressors (testdata/reference.R). That includes R's prior for the d levels
// before the first value, of mean zero and a million times the innovations'
// variance: the first d residuals are then y/1000 or so and count in Sigma.
// Spec.Diffuse has no such prior; the two differ where a level is hundreds of
// times its innovations, as that of a logarithm may be.
//
// Where this package and R part:
//
//   - R leaves an innovation out of the likelihood where its variance is more
//     than 10,000 times Sigma²; near a unit root of the AR part its reported
//     likelihood is then too high. Here only the first d are left out.
//   - R's optimiser starts once. Of the 473 models of testdata/estimates.csv
//     407 have its likelihood, 55 a higher one, and 11 a lower number: there,
//     for the reason above, R's is not the likelihood at its own coefficients.
//   - Models need an observation more than they have parameters; R estimates
//     four coefficients from two differences.
//   - [Auto] says where it parts from auto.arima.
//
// # Speed
//
// The 645 yearly series of the M3 competition (14 to 41 values), automatic
// order with standard errors, one core of an AMD EPYC under load, user CPU
// time, median of three runs taking turns (Go 1.26; R 4.2.2, forecast 8.20):
//
//	              ms a series   range
//	R auto.arima        55.3   53.0–56.4
//	arima.Auto           0.93   0.71–0.97
//
// For R: system.time over lapply(series, auto.arima). For one series by
// length: go test -bench Auto ./forecast/arima.
package arima
