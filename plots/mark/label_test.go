package mark

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// boxes returns the boxes cleared for labels.
func boxes(actions []recorder.Action) []vg.Rectangle {
	var out []vg.Rectangle
	for _, f := range all[*recorder.Fill](actions) {
		out = append(out, vg.Rectangle{Min: f.Path[0].Pos, Max: f.Path[2].Pos})
	}
	return out
}

func word(s string) []Block { return []Block{{{s, sans()}}} }

func TestLabelsKeepClear(t *testing.T) {
	slope := xys(0, 0, 1, 1)
	level := xys(0, 0.5, 1, 0.5)
	l := Labels{Gap: 3, Paper: paper, Avoid: []plotter.XYs{slope, level}, Items: []Label{
		{X: 0.5, Y: 0.5, Text: word("here")},
		{X: 0, To: 1, Y: 0.5, Text: word("level")},
		{X: 0.05, Y: 0.05, Text: word("corner")},
	}}
	got := boxes(square(l))
	if len(got) != 3 {
		t.Fatalf("%d labels, want 3", len(got))
	}
	for i, b := range got {
		if out := outside(b, vg.Rectangle{Max: vg.Point{X: 100, Y: 100}}); out > 0 {
			t.Errorf("label %d at %v leaves the data", i, b)
		}
		for _, c := range l.Avoid {
			pts := []vg.Point{}
			for _, v := range c {
				pts = append(pts, vg.Point{X: vg.Length(100 * v.X), Y: vg.Length(100 * v.Y)})
			}
			if n := lengthIn(b, pts); n > 0 {
				t.Errorf("label %d at %v hides %.1f points of a curve", i, b, n)
			}
		}
		for k := range i {
			if overlap(b, got[k]) > 0 {
				t.Errorf("labels %d and %d overlap: %v, %v", i, k, b, got[k])
			}
		}
	}
}

// TestLabelIsBrokenWhereThereIsNoRoom: between two curves 35 points apart a
// word of 60 points finds no place beside its point, but two lines do.
func TestLabelIsBrokenWhereThereIsNoRoom(t *testing.T) {
	s := sans()
	wide := Block{{"abcdefghijkl", s}}
	narrow := Block{{"abcdef", s}, {"ghijkl", s}}
	walls := []plotter.XYs{xys(0.3, 0, 0.3, 1), xys(0.75, 0, 0.75, 1)}
	l := Labels{Gap: 2, Paper: paper, Avoid: walls, Items: []Label{{X: 0.5, Y: 0.5, Text: []Block{wide, narrow}}}}
	if n := len(all[*recorder.FillString](square(l))); n != 2 {
		t.Errorf("the label has %d lines, want 2", n)
	}
}

// TestFarLabelHasALeader: walls leave room for the word only 40 points from
// its point; the leader goes from there to the point.
func TestFarLabelHasALeader(t *testing.T) {
	l := Labels{Gap: 3, Paper: paper, Leader: 1, Items: []Label{{X: 0.5, Y: 0.2, Text: word("far")}}}
	if n := len(all[*recorder.Stroke](square(l))); n != 0 {
		t.Errorf("%d leaders for a label beside its point, want none", n)
	}
	for y := 0.0; y < 0.6; y += 0.05 {
		l.Avoid = append(l.Avoid, xys(0, y, 1, y))
	}
	leaders := all[*recorder.Stroke](square(l))
	if len(leaders) != 1 {
		t.Fatalf("%d leaders, want 1", len(leaders))
	}
	if to := corners(t, leaders[0].Path)[1]; to != (vg.Point{X: 50, Y: 20}) {
		t.Errorf("the leader goes to %v, want the point", to)
	}
}

func TestLengthIn(t *testing.T) {
	box := vg.Rectangle{Min: vg.Point{X: 1, Y: 1}, Max: vg.Point{X: 3, Y: 2}}
	for _, c := range []struct {
		curve []vg.Point
		want  float64
	}{
		{[]vg.Point{{X: 0, Y: 1.5}, {X: 4, Y: 1.5}}, 2},                                            // through
		{[]vg.Point{{X: 0, Y: 0}, {X: 4, Y: 4}}, math.Sqrt2},                                       // across a corner, (1,1) to (2,2)
		{[]vg.Point{{X: 1.5, Y: 1.5}, {X: 2, Y: 1.5}}, 0.5},                                        // inside
		{[]vg.Point{{X: 0, Y: 3}, {X: 4, Y: 3}}, 0},                                                // above
		{[]vg.Point{{X: 4, Y: 0}, {X: 4, Y: 4}}, 0},                                                // to the right
		{[]vg.Point{{X: 2, Y: 0}, {X: 2, Y: 1.5}, {X: 9, Y: 9}}, 0.5 + 0.5*math.Hypot(7, 7.5)/7.5}, // in and out at the top
		{[]vg.Point{{X: 2, Y: 1.5}}, 0},
	} {
		if got := lengthIn(box, c.curve); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%v: %g, want %g", c.curve, got, c.want)
		}
	}
}

func TestRuleLabelStaysWithinTheData(t *testing.T) {
	label := Line{"a label of some width", sans()}
	for _, c := range []struct{ x, left float64 }{{0, 0}, {0.5, 50 - float64(label.Width())/2}, {1, 100 - float64(label.Width())}} {
		s := all[*recorder.FillString](square(Rule{X: c.x, Label: label, Line: draw.LineStyle{Color: ink, Width: 1}}))
		if len(s) != 1 || math.Abs(float64(s[0].Point.X)-c.left) > 1e-9 {
			t.Errorf("rule at %g: label at %v, want x %g", c.x, s[0].Point, c.left)
		}
	}
}

func TestTargetStopsAtItsDeadlines(t *testing.T) {
	m := Target{Level: 0.5, From: 0, To: 0.75, Due: []float64{0.25, 0.75, 1.5}, Stop: 4, Line: draw.LineStyle{Color: ink, Width: 1}}
	var got []vg.Length
	for _, s := range all[*recorder.Stroke](square(m)) {
		if pts := corners(t, s.Path); pts[0].X == pts[1].X {
			got = append(got, pts[0].X)
		}
	}
	if d := cmp.Diff([]vg.Length{25, 75}, got); d != "" { // the one at 150 is off the chart
		t.Errorf("stops (-want +got):\n%s", d)
	}
}
