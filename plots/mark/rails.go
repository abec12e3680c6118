package mark

import (
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg/draw"
)

// Rails join the points of one x, the lowest to the highest.
type Rails struct {
	Line draw.LineStyle

	spans []plotter.XYs
}

// Add joins values at x.
func (r *Rails) Add(x float64, values ...float64) {
	r.spans = append(r.spans, plotter.XYs{{X: x, Y: slices.Min(values)}, {X: x, Y: slices.Max(values)}})
}

// Plot draws the lines.
func (r Rails) Plot(c draw.Canvas, p *plot.Plot) {
	for _, s := range r.spans {
		c.StrokeLines(r.Line, points(c, p, s))
	}
}
