// Package score says how good forecasts were. Scores of distributions ([CRPS],
// [Pinball], [Winkler]) are proper: no forecaster gains by saying anything but
// what they believe. Scores of points ([SMAPE], [MASE], [RMSSE], [OWA]) are
// those of the forecasting competitions. Lower is better, except for [Skill].
//
// Functions of slices pair forecasts with outcomes by index and panic if the
// lengths differ. A missing outcome (NaN) is left out; where none is left the
// score is NaN.
package score

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// over returns the mean of loss(i) over the outcomes y[i] that are there. It
// panics if one of the forecasts is not as long as y.
func over(y []float64, loss func(i int) float64, forecasts ...[]float64) float64 {
	for _, f := range forecasts {
		if len(f) != len(y) {
			panic("score: forecasts and outcomes differ in number")
		}
	}
	var v []float64
	for i := range y {
		if !math.IsNaN(y[i]) {
			v = append(v, loss(i))
		}
	}
	return mean(v)
}

// mean returns the mean of v, NaN if there is nothing in it.
func mean(v []float64) float64 {
	if len(v) == 0 {
		return math.NaN()
	}
	return stat.Mean(v, nil)
}
