// Package residual has the tests that a fitted model's residuals, or any other
// series, are put to: autocorrelation ([ACF], [PACF], [NewLjungBox]) and
// normality ([NewJarqueBera]).
//
// Missing values are NaN and are left out. A series without variation has no
// autocorrelation and no shape: every test then says that nothing speaks
// against its null hypothesis (statistic 0, p-value 1).
package residual
