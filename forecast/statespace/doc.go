// Package statespace has the structural time-series models of annual data:
// a trend that moves by small random steps, plus an irregular term.
//
//	y[t]   = μ[t] + x[t]'β + ε[t]      ε ~ N(0, σ²ε)   what is observed
//	μ[t+1] = μ[t] + ν[t] + ξ[t]        ξ ~ N(0, σ²ξ)   the level
//	ν[t+1] = φ ν[t] + ζ[t]             ζ ~ N(0, σ²ζ)   the slope
//
// A [Spec] says which parts there are: [LocalLevel] has no slope, [LocalLinear]
// has φ = 1, [Smooth] has φ = 1 and σ²ξ = 0, [Damped] has φ < 1. The columns
// of x are interventions: steps, single outliers and changes of slope at given
// times, or at times that [Spec.Detect] finds.
//
// The way through the package: [Spec.Fit] estimates the variances by maximum
// likelihood, [Spec.At] takes them as given; either returns a [Fit], which
// answers Forecast, Simulate, Smooth, Auxiliary and StdErr.
//
// The level and the slope start with no prior knowledge: exact diffuse
// initialisation, not a large number. Missing values are NaN and may stand
// anywhere. Data are shifted and scaled before anything is squared.
//
// The kernel knows neither years nor series; package model wraps it.
//
// # References
//
// Durbin and Koopman, Time Series Analysis by State Space Methods, 2nd ed.,
// 2012: chapters 4 (smoothing), 5 (exact initialisation), 6.2 (regression
// effects) and 7 (likelihood). Cited below as DK.
//
// Harvey, Forecasting, Structural Time Series Models and the Kalman Filter,
// 1989.
//
// de Jong and Penzer, Diagnosing shocks in time series, Journal of the
// American Statistical Association 93, 1998.
package statespace
