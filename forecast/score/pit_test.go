package score

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
)

func TestPIT(t *testing.T) {
	for _, c := range []struct {
		d       forecast.Dist
		y, want float64
	}{
		{distuv.Normal{Mu: 3, Sigma: 2}, 3, 0.5},
		{distuv.Uniform{Max: 4}, 1, 0.25},
		{dist.Point(2), 2, 0.5}, {dist.Point(2), 1, 0}, {dist.Point(2), 3, 1},
		{forecast.NewSample([]float64{1, 2, 2, 3}), 2, 0.5},
	} {
		if got := PIT(c.d, c.y); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%v: PIT of %g is %g, want %g", c.d, c.y, got, c.want)
		}
	}
}

// TestHistogram: outcomes that are the quantiles of a normal fill the bins of
// that normal evenly; one of half the spread sees them at the ends.
func TestHistogram(t *testing.T) {
	pit := func(s float64) (out []float64) {
		for i := range 1000 {
			out = append(out, PIT(distuv.Normal{Sigma: s}, distuv.UnitNormal.Quantile((float64(i)+0.5)/1000)))
		}
		return out
	}
	if h := Histogram(pit(1), 4); !slices.Equal(h, []float64{0.25, 0.25, 0.25, 0.25}) {
		t.Errorf("right spread: %v", h)
	}
	// Beyond the quartiles of the narrow one, |z| > 0.3372, lie 73.6 %.
	if h := Histogram(pit(0.5), 4); math.Abs(h[0]+h[3]-0.736) > 0.002 {
		t.Errorf("half the spread: %v", h)
	}
	if h := Histogram([]float64{0, 1, math.NaN(), 0.5, 0.6}, 2); !slices.Equal(h, []float64{0.25, 0.75}) {
		t.Errorf("edges: %v", h)
	}
}
