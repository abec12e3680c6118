package mark

import (
	"image/color"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

func TestBarsAreStackedFromZero(t *testing.T) {
	b, err := NewBars([]float64{0.25, 0.75}, [][]float64{{0.1, 0.2}, {0, 0.5}})
	if err != nil {
		t.Fatal(err)
	}
	b.Fill, b.Width = []color.Color{ink, paper}, 0.2
	var got [][2]vg.Point
	for _, f := range all[*recorder.Fill](square(b)) {
		c := corners(t, f.Path)
		got = append(got, [2]vg.Point{c[0], c[2]})
	}
	want := [][2]vg.Point{
		{{X: 15, Y: 0}, {X: 35, Y: 10}}, {{X: 15, Y: 10}, {X: 35, Y: 30}}, // a part of 0 is not drawn
		{{X: 65, Y: 0}, {X: 85, Y: 50}},
	}
	near := cmp.Comparer(func(a, b vg.Length) bool { return math.Abs(float64(a-b)) < 1e-9 })
	if d := cmp.Diff(want, got, near); d != "" {
		t.Errorf("boxes (-want +got):\n%s", d)
	}
}

func TestBarsRefuseAnAxisThatLies(t *testing.T) {
	b, err := NewBars([]float64{0.5}, [][]float64{{0.5}})
	if err != nil {
		t.Fatal(err)
	}
	p := plot.New()
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 1, 0.2, 1
	defer func() {
		if recover() == nil {
			t.Error("bars were drawn from 0.2")
		}
	}()
	b.Plot(draw.NewCanvas(&recorder.Canvas{}, 100, 100), p)
}

func TestBarsRefuse(t *testing.T) {
	for name, c := range map[string]struct {
		x     []float64
		parts [][]float64
	}{
		"none":          {nil, nil},
		"another place": {[]float64{1, 2}, [][]float64{{1}}},
		"other parts":   {[]float64{1, 2}, [][]float64{{1}, {1, 2}}},
		"below zero":    {[]float64{1}, [][]float64{{-1}}},
		"no number":     {[]float64{1}, [][]float64{{math.NaN()}}},
	} {
		if _, err := NewBars(c.x, c.parts); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
