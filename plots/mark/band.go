package mark

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Band is the area between two curves: one interval of a fan chart. Fills of
// nested bands cannot all differ by the 3:1 that a mark needs (four steps of 3
// exceed the 21:1 between white and black), so the edges are drawn as lines.
//
// # References
//
// Britton, Fisher and Whitley, The Inflation Report projections: understanding
// the fan chart, Bank of England Quarterly Bulletin, February 1998.
// Web Content Accessibility Guidelines 2.2, success criterion 1.4.11.
type Band struct {
	Fill color.Color
	Edge draw.LineStyle

	lo, hi plotter.XYs
}

// NewBand returns the band from lo to hi, which are copied. Both need the same
// x values, two or more; lo may nowhere be above hi.
func NewBand(lo, hi plotter.XYer) (*Band, error) {
	if lo.Len() != hi.Len() || lo.Len() < 2 {
		return nil, fmt.Errorf("band of %d lower and %d upper points: want as many of each, at least 2", lo.Len(), hi.Len())
	}
	b := &Band{}
	var err error
	if b.lo, err = plotter.CopyXYs(lo); err != nil {
		return nil, fmt.Errorf("lower edge of a band: %w", err)
	}
	if b.hi, err = plotter.CopyXYs(hi); err != nil {
		return nil, fmt.Errorf("upper edge of a band: %w", err)
	}
	for i, l := range b.lo {
		if h := b.hi[i]; l.X != h.X || l.Y > h.Y {
			return nil, fmt.Errorf("band from (%g, %g) to (%g, %g): want one x and lower to upper", l.X, l.Y, h.X, h.Y)
		}
	}
	return b, nil
}

// Plot fills the area and draws its two edges.
func (b *Band) Plot(c draw.Canvas, p *plot.Plot) {
	lo, hi := points(c, p, b.lo), points(c, p, b.hi)
	around := append([]vg.Point{}, lo...)
	for i := len(hi) - 1; i >= 0; i-- {
		around = append(around, hi[i])
	}
	c.FillPolygon(b.Fill, c.ClipPolygonXY(around))
	for _, r := range b.open() {
		c.StrokeLines(b.Edge, c.ClipLinesXY(lo[r[0]:r[1]], hi[r[0]:r[1]])...)
	}
}

// open returns the stretches where the band has a width, as indices from and
// below. Where it has none, edges would fill the dashes of a median.
func (b *Band) open() [][2]int {
	var out [][2]int
	for i := 1; i < len(b.lo); i++ {
		if b.lo[i-1].Y == b.hi[i-1].Y && b.lo[i].Y == b.hi[i].Y {
			continue
		}
		if n := len(out); n > 0 && out[n-1][1] == i {
			out[n-1][1] = i + 1
		} else {
			out = append(out, [2]int{i - 1, i + 1})
		}
	}
	return out
}

// Thumbnail fills a box between two edges.
func (b *Band) Thumbnail(c *draw.Canvas) {
	r := c.Rectangle
	c.FillPolygon(b.Fill, []vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}})
	c.StrokeLine2(b.Edge, r.Min.X, r.Min.Y, r.Max.X, r.Min.Y)
	c.StrokeLine2(b.Edge, r.Min.X, r.Max.Y, r.Max.X, r.Max.Y)
}

// points carries data coordinates to those of the canvas.
func points(c draw.Canvas, p *plot.Plot, xys plotter.XYs) []vg.Point {
	x, y := p.Transforms(&c)
	pts := make([]vg.Point, len(xys))
	for i, v := range xys {
		pts[i] = vg.Point{X: x(v.X), Y: y(v.Y)}
	}
	return pts
}
