package mark

import (
	"image/color"

	"gonum.org/v1/plot/vg/draw"
)

// Swatch explains a fill in a key.
type Swatch struct {
	Fill color.Color
	Edge draw.LineStyle
}

// Thumbnail fills a box.
func (s Swatch) Thumbnail(c *draw.Canvas) {
	c.SetColor(s.Fill)
	c.Fill(c.Rectangle.Path())
	c.SetLineStyle(s.Edge)
	c.Stroke(c.Rectangle.Path())
}
