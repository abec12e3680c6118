package mark

import (
	"testing"

	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

func TestCurveIsBrokenAtGaps(t *testing.T) {
	style := draw.LineStyle{Color: ink, Width: 1}
	line := xys(0, 0.1, 0.1, 0.2, 0.2, 0.3, 0.5, 0.3, 0.9, 0.1, 1, 0.2)
	for _, c := range []struct {
		gap    float64
		pieces int // of two points or more
	}{{0, 1}, {0.15, 2}, {0.35, 2}, {0.5, 1}} {
		n := 0
		for _, s := range all[*recorder.Stroke](square(Curve{XYs: line, MaxGap: c.gap, Style: style})) {
			if len(s.Path) > 1 {
				n++
			}
		}
		if n != c.pieces {
			t.Errorf("gaps over %g: %d pieces, want %d", c.gap, n, c.pieces)
		}
	}
}
