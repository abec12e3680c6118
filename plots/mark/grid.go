package mark

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"
)

// Grid is a level line at every labelled tick of the y axis.
type Grid struct{ Line draw.LineStyle }

// Plot draws the lines across the data.
func (g Grid) Plot(c draw.Canvas, p *plot.Plot) {
	_, y := p.Transforms(&c)
	for _, t := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
		if at := y(t.Value); !t.IsMinor() && c.ContainsY(at) {
			c.StrokeLine2(g.Line, c.Min.X, at, c.Max.X, at)
		}
	}
}
