package mark

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
	"pgregory.net/rapid"
)

// The middles wanted can be checked by hand: a cluster of k boxes of size s
// has its middles s apart around the mean of those wanted.
func TestSpread(t *testing.T) {
	for name, c := range map[string]struct{ want, size, got []vg.Length }{
		"none":               {nil, nil, nil},
		"apart":              {[]vg.Length{10, 30}, []vg.Length{10, 10}, []vg.Length{10, 30}},
		"two on one spot":    {[]vg.Length{50, 50}, []vg.Length{10, 10}, []vg.Length{45, 55}},
		"three on one spot":  {[]vg.Length{50, 50, 50}, []vg.Length{10, 10, 10}, []vg.Length{40, 50, 60}},
		"unequal sizes":      {[]vg.Length{50, 50}, []vg.Length{20, 10}, []vg.Length{42.5, 57.5}},
		"a cluster joins":    {[]vg.Length{48, 50, 52}, []vg.Length{10, 10, 10}, []vg.Length{40, 50, 60}},
		"off the bottom":     {[]vg.Length{1, 2}, []vg.Length{10, 10}, []vg.Length{5, 15}},
		"off the top":        {[]vg.Length{98, 99}, []vg.Length{10, 10}, []vg.Length{85, 95}},
		"no room for either": {[]vg.Length{50, 50}, []vg.Length{60, 60}, []vg.Length{10, 70}},
	} {
		got := Spread(c.want, c.size, 0, 100)
		for i := range c.got {
			if math.Abs(float64(got[i]-c.got[i])) > 1e-9 {
				t.Errorf("%s: %v, want %v", name, got, c.got)
				break
			}
		}
	}
}

// TestSpreadIsLeastSquares: no box can be moved on its own, nor any cluster of
// touching ones, to come nearer to what was wanted.
func TestSpreadIsLeastSquares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "n")
		want, size := make([]vg.Length, n), make([]vg.Length, n)
		at := 0.0
		for i := range n {
			at += rapid.Float64Range(0, 15).Draw(t, "step")
			want[i] = vg.Length(at)
			size[i] = vg.Length(rapid.Float64Range(1, 20).Draw(t, "size"))
		}
		got := Spread(want, size, -1e6, 1e6)
		start, sum := 0, vg.Length(0)
		for i := range n {
			if i > 0 {
				room := got[i] - got[i-1] - (size[i]+size[i-1])/2
				if room < -1e-9 {
					t.Fatalf("boxes %d and %d overlap by %g", i-1, i, -room)
				}
				if room > 1e-9 {
					start, sum = i, 0
				}
			}
			sum += got[i] - want[i] // of a cluster of touching boxes, from its start to here
			if (i == n-1 || got[i+1]-got[i]-(size[i]+size[i+1])/2 > 1e-9) && math.Abs(float64(sum)) > 1e-6 {
				t.Fatalf("boxes %d to %d are together %g off", start, i, sum)
			}
		}
	})
}

func TestEndLabelsThatMovedHaveALeader(t *testing.T) {
	block := func(s string) Block { return Block{{s, sans()}} }
	e := EndLabels{X: 1, Gap: 4, Leader: draw.LineStyle{Color: ink, Width: 1}}
	for want, ys := range map[int][]float64{0: {0.2, 0.8}, 2: {0.5, 0.5, 0.5}} {
		e.Items = nil
		for _, y := range ys {
			e.Items = append(e.Items, EndLabel{Y: y, Text: block("x")})
		}
		if n := len(all[*recorder.Stroke](square(e))); n != want {
			t.Errorf("labels at %v: %d leaders, want %d", ys, n, want)
		}
	}
}
