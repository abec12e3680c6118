package mark

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Curve is a line through points in order of x. It is broken where two
// neighbours are more than MaxGap apart: a line across years without a value
// would show one.
type Curve struct {
	XYs    plotter.XYs
	MaxGap float64 // 0 never breaks
	Style  draw.LineStyle
}

// Plot draws the unbroken pieces.
func (l Curve) Plot(c draw.Canvas, p *plot.Plot) {
	for _, piece := range l.pieces() {
		c.StrokeLines(l.Style, c.ClipLinesXY(points(c, p, piece))...)
	}
}

// pieces cuts the line at its gaps; a value between two gaps is a piece of one
// point, which no line shows: [Dots] must.
func (l Curve) pieces() []plotter.XYs {
	var out []plotter.XYs
	start := 0
	for i := range l.XYs {
		last := i == len(l.XYs)-1
		if last || l.MaxGap > 0 && l.XYs[i+1].X-l.XYs[i].X > l.MaxGap {
			out = append(out, l.XYs[start:i+1])
			start = i + 1
		}
	}
	return out
}

// Thumbnail draws a level piece of the line.
func (l Curve) Thumbnail(c *draw.Canvas) {
	y := c.Center().Y
	c.StrokeLines(l.Style, []vg.Point{{X: c.Min.X, Y: y}, {X: c.Max.X, Y: y}})
}
