package mark

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Interval is an upright bar from Lo to Hi with a point at Mid: what a
// distribution holds, beside the end of its curve where bands would cover each
// other.
type Interval struct {
	X           float64
	Lo, Mid, Hi float64
	Line        draw.LineStyle
	Dot         Dots // how the point looks
}

// Plot draws the bar and the point.
func (i Interval) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	x := fx(i.X)
	lo, hi := fy(i.Lo), fy(i.Hi)
	c.StrokeLine2(i.Line, x, lo, x, hi)
	for _, y := range []vg.Length{lo, hi} {
		c.StrokeLine2(i.Line, x-i.Dot.Radius, y, x+i.Dot.Radius, y)
	}
	i.Dot.dot(c, vg.Point{X: x, Y: fy(i.Mid)}, false)
}

// Thumbnail draws a bar that lies on its side.
func (i Interval) Thumbnail(c *draw.Canvas) {
	y := c.Center().Y
	c.StrokeLine2(i.Line, c.Min.X, y, c.Max.X, y)
	for _, x := range []vg.Length{c.Min.X, c.Max.X} {
		c.StrokeLine2(i.Line, x, y-i.Dot.Radius, x, y+i.Dot.Radius)
	}
	i.Dot.dot(*c, c.Center(), false)
}
