package mark

import (
	"image/color"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

var (
	ink   = color.NRGBA{A: 0xff}
	paper = color.NRGBA{0xff, 0xff, 0xff, 0xff}
)

// sans is 10 points of Liberation Sans.
func sans() text.Style {
	return text.Style{Color: ink, Font: font.Font{Typeface: "Liberation", Variant: "Sans", Size: 10},
		Handler: text.Plain{Fonts: font.NewCache(liberation.Collection())}}
}

// square plots marks on a canvas of 100 by 100 points whose data coordinates
// are 0 to 1, and returns what was drawn.
func square(marks ...plot.Plotter) []recorder.Action {
	var rec recorder.Canvas
	p := plot.New()
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 1, 0, 1
	p.Y.Tick.Marker = Percent{}
	for _, m := range marks {
		m.Plot(draw.NewCanvas(&rec, 100, 100), p)
	}
	return rec.Actions
}

// all returns the actions of one kind.
func all[A recorder.Action](actions []recorder.Action) []A {
	var out []A
	for _, a := range actions {
		if b, ok := a.(A); ok {
			out = append(out, b)
		}
	}
	return out
}

// corners returns the points of a path of straight lines.
func corners(t *testing.T, p vg.Path) []vg.Point {
	t.Helper()
	var pts []vg.Point
	for _, c := range p {
		if c.Type == vg.MoveComp || c.Type == vg.LineComp {
			pts = append(pts, c.Pos)
		}
	}
	return pts
}

func xys(v ...float64) plotter.XYs {
	out := make(plotter.XYs, len(v)/2)
	for i := range out {
		out[i] = plotter.XY{X: v[2*i], Y: v[2*i+1]}
	}
	return out
}
