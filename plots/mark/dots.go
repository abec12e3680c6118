package mark

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Dots are values as round points: full where the value is firm, hollow where
// it is somebody's estimate, plan or forecast.
type Dots struct {
	XYs    plotter.XYs
	Hollow []bool // as long as XYs, or nil where all are firm
	Radius vg.Length
	Line   draw.LineStyle // outline, and fill of the full ones
	Inside color.Color    // fill of the hollow ones: the background
	Alone  bool           // they are on no line, and the key shows none
}

// Plot draws the points.
func (d Dots) Plot(c draw.Canvas, p *plot.Plot) {
	for i, pt := range points(c, p, d.XYs) {
		d.dot(c, pt, d.Hollow != nil && d.Hollow[i])
	}
}

// Thumbnail draws one point, hollow if any is, on a piece of line.
func (d Dots) Thumbnail(c *draw.Canvas) {
	if !d.Alone {
		Curve{Style: d.Line}.Thumbnail(c)
	}
	hollow := false
	for _, h := range d.Hollow {
		hollow = hollow || h
	}
	d.dot(*c, c.Center(), hollow)
}

// dot draws the outline over the fill, so that full and hollow ones are of one
// size. A hollow one hides the line beneath it: it is a hole, not a ring.
func (d Dots) dot(c draw.Canvas, at vg.Point, hollow bool) {
	fill := d.Line.Color
	if hollow {
		fill = d.Inside
	}
	var circle vg.Path
	circle.Move(vg.Point{X: at.X + d.Radius, Y: at.Y})
	circle.Arc(at, d.Radius, 0, 2*math.Pi)
	circle.Close()
	c.SetColor(fill)
	c.Fill(circle)
	c.SetLineStyle(d.Line)
	c.Stroke(circle)
}

// At draws a single point at a place on the canvas.
func (d Dots) At(c draw.Canvas, at vg.Point, hollow bool) { d.dot(c, at, hollow) }
