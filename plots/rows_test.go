package plots

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg/recorder"

	"github.com/defcast/defcast/plots/mark"
)

// TestRowsHoldZero: whatever the values, the axis of bars has zero on it; in a
// waterfall the bars between begin where the one before ends.
func TestRowsHoldZero(t *testing.T) {
	b := &rows{items: []row{{parts: []part{{size: 0.03}}}, {from: 0.03, parts: []part{{size: -0.01}}}, {from: 0.02, parts: []part{{size: 0.05}}, lo: 0.06, hi: 0.09}}}
	if lo, hi := b.span(); lo != 0 || hi != 0.09 {
		t.Errorf("from %g to %g, want 0 to 0.09", lo, hi)
	}
	b.items = append(b.items, row{parts: []part{{size: -0.02}}})
	if lo, _ := b.span(); lo != -0.02 {
		t.Errorf("from %g, want -0.02", lo)
	}
	if end := b.items[1].end(); math.Abs(end-0.02) > 1e-12 {
		t.Errorf("a bar from 0.03 that takes 0.01 ends at %g", end)
	}
}

// TestRankingBarsAreTheValues reads the bars off the drawing: their lengths are
// in proportion to the last actual values, largest first.
func TestRankingBarsAreTheValues(t *testing.T) {
	m := materials(Countries)["many"]
	var lengths []float64
	for _, a := range drawn(t, "ranking", m, Style{})[2:] {
		f, ok := a.(*recorder.Fill)
		if !ok || len(f.Path) != 5 {
			continue
		}
		if w, h := f.Path[2].Pos.X-f.Path[0].Pos.X, f.Path[2].Pos.Y-f.Path[0].Pos.Y; h > 5 && h < 12 && w > 20 {
			lengths = append(lengths, float64(w))
		}
	}
	n := len(m.Reports)
	if len(lengths) < n {
		t.Fatalf("%d bars, want %d", len(lengths), n)
	}
	lengths = lengths[len(lengths)-n:]
	for i := range n { // the reports were made in ascending order
		want := lastPoint(m.Reports[n-1-i]).Value / lastPoint(m.Reports[n-1]).Value
		if got := lengths[i] / lengths[0]; math.Abs(got-want) > 1e-6 {
			t.Errorf("bar %d is %.4f of the first, want %.4f", i, got, want)
		}
	}
}

// TestSeriesAreSeen: the colours of several lines carry text on the paper for
// everybody, and neighbours differ in their dashes.
func TestSeriesAreSeen(t *testing.T) {
	for _, theme := range Themes() {
		s := Style{Theme: theme, Size: Sizes()[0]}
		for i := range MaxSeries {
			a, b := s.series(i), s.series((i+1)%MaxSeries)
			for _, v := range visions {
				if got := v.contrast(a.Color, theme.Color.Paper); got < 4.5 {
					t.Errorf("%s, %s: line %d has %.2f:1 on the paper, want 4.5", theme.Name, v.name, i, got)
				}
			}
			if len(a.Dashes) == len(b.Dashes) && (len(a.Dashes) == 0 || a.Dashes[0] == b.Dashes[0]) {
				t.Errorf("%s: lines %d and %d have like dashes", theme.Name, i, i+1)
			}
		}
	}
}

// TestInkIsLegible: text on a fill has the better of the two colours.
func TestInkIsLegible(t *testing.T) {
	for _, theme := range Themes() {
		p := theme.Color
		for i := range 3 {
			fill := p.Band(i, 3)
			if got := contrast(fill, ink(fill, p)); got < 4.5 {
				t.Errorf("%s: text on band %d has %.2f:1, want 4.5", theme.Name, i, got)
			}
		}
	}
}

// TestUntilEndsWithTheYears: right of the last year an axis has no tick.
func TestUntilEndsWithTheYears(t *testing.T) {
	for _, tick := range (until{mark.Years{Max: 9}, 2027}).Ticks(2014, 2033) {
		if tick.Value > 2027 {
			t.Errorf("a tick at %g", tick.Value)
		}
	}
}
