package mark

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Bars are upright bars, each a stack of parts. Their length is what is read,
// so they stand on zero: Plot panics on an axis that does not start there.
type Bars struct {
	Fill  []color.Color // of the parts, from below
	Edge  draw.LineStyle
	Width float64 // in units of x

	x     []float64
	parts [][]float64
}

// NewBars returns bars at x; parts[i] are those of bar i, from below. Every
// bar needs as many parts, none negative.
func NewBars(x []float64, parts [][]float64) (*Bars, error) {
	if len(x) != len(parts) || len(x) == 0 {
		return nil, fmt.Errorf("%d bars at %d places: want as many of each, at least 1", len(parts), len(x))
	}
	for i, p := range parts {
		if len(p) != len(parts[0]) {
			return nil, fmt.Errorf("bar at %g of %d parts, others of %d", x[i], len(p), len(parts[0]))
		}
		for _, v := range p {
			if !(v >= 0) {
				return nil, fmt.Errorf("bar at %g has a part of %g: want none below zero", x[i], v)
			}
		}
	}
	return &Bars{Width: 0.7, x: x, parts: parts}, nil
}

// Plot draws the bars.
func (b *Bars) Plot(c draw.Canvas, p *plot.Plot) {
	if p.Y.Min != 0 {
		panic("mark: bars on an axis that does not start at zero")
	}
	fx, fy := p.Transforms(&c)
	for i, x := range b.x {
		base := 0.0
		for k, v := range b.parts[i] {
			if v > 0 {
				b.box(c, k, vg.Rectangle{Min: vg.Point{X: fx(x - b.Width/2), Y: fy(base)}, Max: vg.Point{X: fx(x + b.Width/2), Y: fy(base + v)}})
			}
			base += v
		}
	}
}

// box draws one part of a bar. Its edge parts it from the next, whose fill may
// be near to its own.
func (b *Bars) box(c draw.Canvas, part int, r vg.Rectangle) {
	c.SetColor(b.Fill[part])
	c.Fill(r.Path())
	if b.Edge.Width > 0 {
		c.SetLineStyle(b.Edge)
		c.Stroke(r.Path())
	}
}

// Part is one part of the bars, for a key.
type Part struct {
	Of *Bars
	K  int // from below, 0 first
}

// Thumbnail fills a box.
func (p Part) Thumbnail(c *draw.Canvas) { p.Of.box(*c, p.K, c.Rectangle) }
