package mark

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

func TestBandIsFilledBetweenItsEdges(t *testing.T) {
	b, err := NewBand(xys(0, 0.2, 1, 0.1), xys(0, 0.2, 1, 0.5))
	if err != nil {
		t.Fatal(err)
	}
	b.Fill, b.Edge = paper, draw.LineStyle{Color: ink, Width: 1}
	got := square(b)
	fills := all[*recorder.Fill](got)
	if len(fills) != 1 {
		t.Fatalf("%d fills, want 1", len(fills))
	}
	want := []vg.Point{{X: 0, Y: 20}, {X: 100, Y: 10}, {X: 100, Y: 50}, {X: 0, Y: 20}}
	if d := cmp.Diff(want, corners(t, fills[0].Path)); d != "" {
		t.Errorf("area (-want +got):\n%s", d)
	}
	if n := len(all[*recorder.Stroke](got)); n != 2 {
		t.Errorf("%d edges drawn, want 2", n)
	}
}

func TestBandHasNoEdgeWhereItHasNoWidth(t *testing.T) {
	b, err := NewBand(xys(0, 0.5, 0.25, 0.5, 0.5, 0.4, 0.75, 0.5, 1, 0.5), xys(0, 0.5, 0.25, 0.5, 0.5, 0.6, 0.75, 0.5, 1, 0.5))
	if err != nil {
		t.Fatal(err)
	}
	b.Edge = draw.LineStyle{Color: ink, Width: 1}
	edges := all[*recorder.Stroke](square(b))
	want := [][]vg.Point{{{X: 25, Y: 50}, {X: 50, Y: 40}, {X: 75, Y: 50}}, {{X: 25, Y: 50}, {X: 50, Y: 60}, {X: 75, Y: 50}}}
	if len(edges) != len(want) {
		t.Fatalf("%d edges, want %d", len(edges), len(want))
	}
	for i, w := range want {
		if d := cmp.Diff(w, corners(t, edges[i].Path)); d != "" {
			t.Errorf("edge %d (-want +got):\n%s", i, d)
		}
	}
}

func TestBandIsClippedToTheData(t *testing.T) {
	b, err := NewBand(xys(0, -1, 2, -1), xys(0, 0.5, 2, 0.5))
	if err != nil {
		t.Fatal(err)
	}
	for _, pt := range corners(t, all[*recorder.Fill](square(b))[0].Path) {
		if pt.X < 0 || pt.X > 100 || pt.Y < 0 || pt.Y > 100 {
			t.Errorf("the area reaches %v, outside 0 to 100", pt)
		}
	}
}

func TestBandRefuses(t *testing.T) {
	for name, c := range map[string][2][]float64{
		"one point":        {{0, 1}, {0, 2}},
		"unequal lengths":  {{0, 1, 1, 1}, {0, 2}},
		"other x":          {{0, 1, 1, 1}, {0, 2, 2, 2}},
		"lower over upper": {{0, 1, 1, 3}, {0, 2, 1, 2}},
	} {
		if _, err := NewBand(xys(c[0]...), xys(c[1]...)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
