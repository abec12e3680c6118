package score

import (
	"math"

	"github.com/defcast/defcast/forecast"
)

// PIT returns the probability integral transform of y, F(y): over many good
// forecasts it is uniform on [0, 1]. Heaps at the ends mean bands too narrow, a
// heap in the middle bands too wide, a slope a bias.
//
// Where d has an atom at y, the middle of the step is returned, so that a
// forecast that was exactly right counts as neither high nor low.
//
// # References
//
// Gneiting, Balabdaoui and Raftery, Probabilistic forecasts, calibration and
// sharpness, JRSS B 69(2), 2007.
func PIT(d forecast.Dist, y float64) float64 {
	return (d.CDF(math.Nextafter(y, math.Inf(-1))) + d.CDF(y)) / 2
}

// Histogram returns the shares of the PIT values in equal bins of [0, 1]; the
// last bin includes 1. NaN values are left out.
func Histogram(pit []float64, bins int) []float64 {
	share := make([]float64, bins)
	n := 0.0
	for _, p := range pit {
		if math.IsNaN(p) {
			continue
		}
		share[min(int(p*float64(bins)), bins-1)]++
		n++
	}
	for i := range share {
		share[i] /= n
	}
	return share
}
