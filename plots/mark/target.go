package mark

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Target is the line of a promised level, from when it was promised to when
// it is due, with a stop at the deadline. Its label is placed by [Labels].
type Target struct {
	Level    float64
	From, To float64
	Due      bool      // To is the deadline, not the edge of the chart
	Stop     vg.Length // height of the stop at the deadline
	Line     draw.LineStyle
}

// Plot draws the line and the stop.
func (t Target) Plot(c draw.Canvas, p *plot.Plot) {
	pts := points(c, p, t.ends())
	c.StrokeLines(t.Line, c.ClipLinesXY(pts)...)
	if t.Due && c.Contains(pts[1]) {
		stop := t.Line
		stop.Dashes = nil
		c.StrokeLine2(stop, pts[1].X, pts[1].Y-t.Stop/2, pts[1].X, pts[1].Y+t.Stop/2)
	}
}

func (t Target) ends() plotter.XYs {
	return plotter.XYs{{X: t.From, Y: t.Level}, {X: t.To, Y: t.Level}}
}

// Thumbnail draws a level piece of the line.
func (t Target) Thumbnail(c *draw.Canvas) { Curve{Style: t.Line}.Thumbnail(c) }
