package mark

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Caption is a line of text above a point, centred.
type Caption struct {
	X, Y float64
	Text Line
	Gap  vg.Length
}

// Plot writes the text.
func (t Caption) Plot(c draw.Canvas, p *plot.Plot) {
	fx, fy := p.Transforms(&c)
	t.Text.Draw(c, fx(t.X)-t.Text.Width()/2, fy(t.Y)+t.Gap+t.Text.Height())
}

// GlyphBoxes asks for the room of the text.
func (t Caption) GlyphBoxes(p *plot.Plot) []plot.GlyphBox {
	w := t.Text.Width()
	return []plot.GlyphBox{{X: p.X.Norm(t.X), Y: p.Y.Norm(t.Y), Rectangle: vg.Rectangle{
		Min: vg.Point{X: -w / 2}, Max: vg.Point{X: w / 2, Y: t.Gap + t.Text.Height()}}}}
}
