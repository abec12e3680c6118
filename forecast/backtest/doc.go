// Package backtest says how good forecasts would have been: it forecasts the
// past of each series from rolling origins, with every method, and keeps what
// was said beside what came true.
//
//	cases ← Run(subjects, methods, Options)        one row a method, origin and year ahead
//	Leaderboard, Calibration, Misses, Records      tables made of cases
//
// A [Case] is plain data and holds all that the scores need, so that cases of
// several runs can be pooled, kept in a file and scored later. Replays with
// real-time vintages and information sets are made where the order of the steps
// is known, in package pipeline, and become Cases of the same shape.
//
// # No future
//
// A method sees what lay before the origin and nothing else: [Run] hands it the
// series cut there and, if it learns from other series, those cut there too. What
// came after is looked at once, to score. Values are those of the newest
// edition: revisions count as known, unlike in a replay of vintages.
//
// # Scores
//
// Scores are means over subjects and origins of means over horizons, as in the
// M4 competition; scaled ones divide by [score.Scale]. The point forecast is the
// median, which absolute errors ask for.
//
// # References
//
// Tashman, Out-of-sample tests of forecasting accuracy: an analysis and review,
// International Journal of Forecasting 16(4), 2000.
// Makridakis, Spiliotis and Assimakopoulos, The M4 competition: 100,000 time
// series and 61 forecasting methods, International Journal of Forecasting 36(1),
// 2020.
package backtest
