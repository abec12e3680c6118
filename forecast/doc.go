// Package forecast holds the words for the future: what a model is, what it
// answers, and how joint futures are asked.
//
// A [Model] is a struct literal that knows no data; its zero value is a
// sensible default. Fit gives an immutable [Fitted]. That answers with a
// [Forecast], one marginal [Dist] a year, and with [Paths], joint futures.
// Questions that join years (a five-year total, the first year above 2 %, the
// sum over allies, a ratio of two uncertain things) are methods of Paths only:
// a Forecast has no sum, so the wrong answer does not compile.
//
// Levels (50, 80, 95 %) are chosen when printing, never when forecasting.
//
// The algorithms are elsewhere: numerical kernels in ets, arima and
// statespace, one file a method in model, combinations in combine, bands learnt
// from past errors in calibrate, scores in score.
//
// # Glossary
//
//	y  observed value          h  horizon, years after the last one of the series
//	t  time, 1 to n            n  number of observed values, or of draws
//	e  innovation              k  number of estimated parameters
//	p  probability             s  standard deviation
package forecast
