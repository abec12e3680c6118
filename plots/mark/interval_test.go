package mark

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// TestIntervalSpans: on 100 points for 0 to 1 the bar from 0.2 to 0.6 is 40
// long, with a stop at each end and a point at the middle given.
func TestIntervalSpans(t *testing.T) {
	got := square(Interval{X: 0.5, Lo: 0.2, Mid: 0.3, Hi: 0.6, Line: draw.LineStyle{Color: ink, Width: 1}, Dot: Dots{Radius: 2, Line: draw.LineStyle{Color: ink, Width: 1}}})
	strokes := all[*recorder.Stroke](got)
	if len(strokes) != 4 {
		t.Fatalf("%d strokes, want a bar, two stops and the outline of the point", len(strokes))
	}
	bar := corners(t, strokes[0].Path)
	if long := float64(bar[1].Y - bar[0].Y); math.Abs(long-40) > 1e-9 {
		t.Errorf("the bar is %g long, want 40", long)
	}
	if at := float64(strokes[3].Path[1].Pos.Y); math.Abs(at-30) > 1e-9 {
		t.Errorf("the point is at %g, want 30", at)
	}
}

// TestCaptionStandsAbove: the text is centred on its point and clear of it.
func TestCaptionStandsAbove(t *testing.T) {
	l := Line{Text: "A", Style: sans()}
	a := all[*recorder.FillString](square(Caption{X: 0.5, Y: 0.5, Gap: 3, Text: l}))[0]
	if mid := float64(a.Point.X + l.Width()/2); math.Abs(mid-50) > 1e-9 || a.Point.Y < 53 {
		t.Errorf("text at %v, %g wide", a.Point, l.Width())
	}
}

// TestRailsJoinTheEnds: one line a year, from the lowest to the highest.
func TestRailsJoinTheEnds(t *testing.T) {
	var r Rails
	r.Add(0.2, 0.5, 0.1, 0.3)
	r.Add(0.8, 0.4)
	strokes := all[*recorder.Stroke](square(r))
	pts := corners(t, strokes[0].Path)
	if len(strokes) != 2 || math.Abs(float64(pts[0].Y)-10) > 1e-9 || math.Abs(float64(pts[1].Y)-50) > 1e-9 {
		t.Errorf("%d lines, the first from %v", len(strokes), pts)
	}
}

// TestMoneyTicks: round amounts, as many as are allowed, written by the label.
func TestMoneyTicks(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		max    int
		want   []string
	}{
		{0, 9035, 6, []string{"0", "2,000", "4,000", "6,000", "8,000"}},
		{0, 43, 3, []string{"0", "20", "40"}},
		{-120, 260, 5, []string{"-100", "0", "100", "200"}},
	} {
		ticks := Money{Max: c.max, Label: Count}.Ticks(c.lo, c.hi)
		var got []string
		for _, tick := range ticks {
			got = append(got, tick.Label)
		}
		if len(got) != len(c.want) {
			t.Errorf("%g to %g: %q, want %q", c.lo, c.hi, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%g to %g: %q, want %q", c.lo, c.hi, got, c.want)
			}
		}
	}
}

// TestEndLabelsAtTheStart: labels left of the curves end at the gap before x.
func TestEndLabelsAtTheStart(t *testing.T) {
	l := Line{Text: "2.0 %", Style: sans()}
	e := EndLabels{X: 0.5, Left: true, Gap: 4, Items: []EndLabel{{Y: 0.5, Text: Block{l}}}}
	a := all[*recorder.FillString](square(e))[0]
	if end := float64(a.Point.X + l.Width()); math.Abs(end-46) > 1e-9 {
		t.Errorf("the text ends at %g, want 46", end)
	}
}

// TestEndLabelsShorten: where the long texts are higher than the data, all are
// written short; where one of them has no short form it stays.
func TestEndLabelsShorten(t *testing.T) {
	long := func(n int) Block {
		var b Block
		for range n {
			b = append(b, Line{Text: "long", Style: sans()})
		}
		return b
	}
	short := Block{{Text: "short", Style: sans()}}
	count := func(n int) (shorts int) {
		e := EndLabels{X: 1, Gap: 4, Items: []EndLabel{{Y: 0.2, Text: long(n), Short: short}, {Y: 0.8, Text: long(n), Short: short}, {Y: 0.5, Text: long(1)}}}
		for _, a := range all[*recorder.FillString](square(e)) {
			if a.String == "short" {
				shorts++
			}
		}
		return shorts
	}
	if a, b := count(2), count(5); a != 0 || b != 2 { // 5 and 11 lines of 12 points on 100
		t.Errorf("%d and %d short texts, want 0 and 2", a, b)
	}
}
