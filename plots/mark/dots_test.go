package mark

import (
	"image/color"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

func TestDotsAreHollowWhereNotFirm(t *testing.T) {
	d := Dots{XYs: xys(0.2, 0.5, 0.8, 0.5), Hollow: []bool{false, true}, Radius: 2,
		Line: draw.LineStyle{Color: ink, Width: 1}, Inside: paper}
	var fills []color.Color
	var last color.Color
	for _, a := range square(d) {
		switch a := a.(type) {
		case *recorder.SetColor:
			last = a.Color
		case *recorder.Fill:
			fills = append(fills, last)
		}
	}
	if diff := cmp.Diff([]color.Color{ink, paper}, fills); diff != "" {
		t.Errorf("fills (-want +got):\n%s", diff)
	}
}
