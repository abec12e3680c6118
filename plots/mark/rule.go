package mark

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Rule is an upright line at one x, the forecast origin, with a label above
// the data, where no value can be.
type Rule struct {
	X     float64
	Line  draw.LineStyle
	Label Line
	Gap   vg.Length // between the data and the label
}

// Plot draws the line over the whole height, and the label centred on it but
// not past the sides of the data.
func (r Rule) Plot(c draw.Canvas, p *plot.Plot) {
	fx, _ := p.Transforms(&c)
	x := fx(r.X)
	c.StrokeLine2(r.Line, x, c.Min.Y, x, c.Max.Y+r.Gap/2)
	if r.Label.Text == "" {
		return
	}
	w := r.Label.Width()
	r.Label.Draw(c, max(c.Min.X, min(x-w/2, c.Max.X-w)), c.Max.Y+r.Gap+r.Label.Height())
}

// GlyphBoxes asks for the room of the label above the data.
func (r Rule) GlyphBoxes(p *plot.Plot) []plot.GlyphBox {
	if r.Label.Text == "" {
		return nil
	}
	return []plot.GlyphBox{{X: p.X.Norm(r.X), Y: 1, Rectangle: vg.Rectangle{
		Max: vg.Point{Y: r.Gap + r.Label.Height()}}}}
}
