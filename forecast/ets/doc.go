// Package ets is exponential smoothing in its state-space form: the
// non-seasonal family of an error, added or multiplied, and a trend that is
// absent, added, multiplied or damped.
//
// A [Spec] names a member, [Evaluate] runs it with given parameters, [Estimate]
// finds the most likely ones and [Select] the best member by a [Criterion]. Each
// gives a [Fit], which forecasts and simulates. Series are plain slices in which
// NaN is a missing value.
//
// # References
//
// Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing,
// Springer, 2008.
package ets
