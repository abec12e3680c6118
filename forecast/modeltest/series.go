package modeltest

import (
	"math"

	"github.com/defcast/defcast/data"
)

// Series returns the series every method is tried on, by name: ordinary ones,
// short ones and nasty ones. Refusing the nasty ones with a reason is allowed.
func Series() map[string]data.Series {
	nan := math.NaN()
	out := map[string]data.Series{}
	for name, v := range map[string][]float64{
		// Uneven growth without a pattern; the figures mean nothing.
		"ordinary": {100, 104, 103, 109, 115, 113, 121, 124, 131, 129, 138, 145, 149, 158, 155, 163, 171, 170, 182, 190},
		// A share of GDP as such series look: flat, then a step and a climb.
		"share":    {.0098, .0096, .0097, .0095, .0097, .0094, .0096, .0099, .0095, .0093, .0094, .0097, .0105, .0118, .0129, .0131},
		"gap":      {12, 13, nan, 15, 14, nan, nan, 18, 19, 18, 21, 22},
		"leading":  {nan, nan, 5, 6, 8, 7, 9, 10},
		"trailing": {5, 6, 8, 7, 9, 10, nan},
		"one":      {3}, "two": {3, 4}, "three": {3, 4, 6}, "four": {3, 4, 6, 5}, "five": {3, 4, 6, 5, 7}, "six": {3, 4, 6, 5, 7, 9},
		"empty": {}, "missing": {nan, nan, nan}, "constant": {2, 2, 2, 2, 2, 2, 2, 2}, "zero": {0, 0, 0, 0, 0, 0},
		"line": {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, "geometric": {1, 2, 4, 8, 16, 32, 64, 128},
		"negative": {-3, 2, -1, 4, 0, -2, 5, 1, -4, 2}, "tiny": {1e-300, 2e-300, 1.5e-300, 3e-300, 2e-300, 4e-300, 3e-300},
		"huge": {1e300, 2e300, 1.5e300, 3e300, 2e300, 4e300, 3e300}, "infinite": {1, 2, math.Inf(1), 3, 4, 5},
		"outlier": {10, 11, 10, 12, 11, 500, 12, 11, 13, 12, 13},
	} {
		out[name] = data.Series{ID: name, Country: "XXX", Start: 2000, Values: v}
	}
	return out
}
