package mark

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Target is the line of a promised level, from when it was promised to when
// it is due, with a stop at each deadline. Its label is placed by [Labels].
type Target struct {
	Level    float64
	From, To float64
	Due      []float64 // deadlines; those off the chart have no stop
	Stop     vg.Length // height of a stop
	Line     draw.LineStyle
}

// Plot draws the line and the stops.
func (t Target) Plot(c draw.Canvas, p *plot.Plot) {
	level := func(x float64) plotter.XY { return plotter.XY{X: x, Y: t.Level} }
	c.StrokeLines(t.Line, c.ClipLinesXY(points(c, p, plotter.XYs{level(t.From), level(t.To)}))...)
	stop := t.Line
	stop.Dashes = nil
	for _, x := range t.Due {
		if pt := points(c, p, plotter.XYs{level(x)})[0]; c.Contains(pt) {
			c.StrokeLine2(stop, pt.X, pt.Y-t.Stop/2, pt.X, pt.Y+t.Stop/2)
		}
	}
}

// Thumbnail draws a level piece of the line.
func (t Target) Thumbnail(c *draw.Canvas) { Curve{Style: t.Line}.Thumbnail(c) }
