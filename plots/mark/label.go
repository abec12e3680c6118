package mark

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Label is a text beside what it names: a point, or a level line from X to To.
type Label struct {
	X, Y float64
	To   float64 // right end of a level line; 0 for a point
	Text []Block // the same words, from the widest block to the narrowest
}

// Labels places texts inside the data area. Each goes to the nearest place
// that lies on none of the curves to avoid, on no other label and not outside;
// if there is none, to the one that hides least. Under each text the
// background is cleared, so that a grid line or an upright rule does not run
// through the letters.
type Labels struct {
	Items []Label // placed in this order
	Avoid []plotter.XYs
	Gap   vg.Length   // between a text and what it names; half of it is kept clear at the sides
	Paper color.Color // the background
	// Leader is the width of the line from a text to what it names, in the
	// colour of the text, where they are more than four gaps apart; 0 for none.
	Leader vg.Length
}

// Plot places and writes the labels.
func (l Labels) Plot(c draw.Canvas, p *plot.Plot) {
	var curves [][]vg.Point
	for _, xys := range l.Avoid {
		curves = append(curves, points(c, p, xys))
	}
	var taken []vg.Rectangle
	for _, item := range l.Items {
		at := l.best(c, p, item, curves, taken)
		taken = append(taken, at.box)
		l.lead(c, p, item, at)
		c.SetColor(l.Paper)
		c.Fill(at.box.Path())
		at.text.Draw(c, at.box.Min.X+l.Gap/2, at.box.Max.Y, draw.XLeft)
	}
}

// lead draws the leader, if one is needed, the shortest way.
func (l Labels) lead(c draw.Canvas, p *plot.Plot, item Label, at place) {
	fx, fy := p.Transforms(&c)
	x, y := fx(item.X), fy(item.Y)
	left, right := at.box.Min.X+l.Gap/2, at.box.Max.X-l.Gap/2
	end := vg.Point{X: x, Y: y}
	if item.To != 0 { // the point of the line that is nearest to the middle of the text
		end.X = min(max(x, (left+right)/2), fx(item.To))
	}
	from := vg.Point{X: min(max(end.X, left), right), Y: min(max(y, at.box.Min.Y), at.box.Max.Y)}
	if gap := end.Sub(from); math.Hypot(float64(gap.X), float64(gap.Y)) > 4*float64(l.Gap) && l.Leader > 0 {
		c.StrokeLine2(draw.LineStyle{Color: at.text[0].Style.Color, Width: l.Leader}, from.X, from.Y, end.X, end.Y)
	}
}

// place is where a label may go.
type place struct {
	text Block
	box  vg.Rectangle
	cost float64 // how far it is from what is named, and how broken
}

// best returns the cheapest place: one that hides nothing, if there is one,
// and of these the nearest.
func (l Labels) best(c draw.Canvas, p *plot.Plot, item Label, curves [][]vg.Point, taken []vg.Rectangle) place {
	// What a hidden point of a curve costs: more than the way to the furthest
	// place, 4, so that a label goes there rather than hide half a point.
	const hidden = 10
	best := place{cost: math.Inf(1)}
	for _, at := range l.places(c, p, item) {
		at.cost += 100 * hidden * outside(at.box, c.Rectangle)
		for _, curve := range curves {
			at.cost += hidden * lengthIn(wider(at.box, l.Gap/2), curve)
		}
		if here := l.at(c, p, item); item.To == 0 && overlap(at.box, here) > 0 {
			at.cost += 100 * hidden
		}
		for _, t := range taken {
			at.cost += hidden * float64(overlap(at.box, t))
		}
		if at.cost < best.cost-1e-9 { // the first of equals, whatever the rounding
			best = at
		}
	}
	return best
}

// at returns a dot around what a label names.
func (l Labels) at(c draw.Canvas, p *plot.Plot, item Label) vg.Rectangle {
	fx, fy := p.Transforms(&c)
	pt := vg.Point{X: fx(item.X), Y: fy(item.Y)}
	return wider(vg.Rectangle{Min: pt, Max: pt}, l.Gap/2)
}

// places lists where a label may go, each of its blocks near and far.
func (l Labels) places(c draw.Canvas, p *plot.Plot, item Label) []place {
	fx, fy := p.Transforms(&c)
	x, y, right := fx(item.X), fy(item.Y), fx(item.To)
	var out []place
	for i, text := range item.Text {
		w, h := text.Size()
		w += l.Gap
		for _, far := range []vg.Length{1, 2, 3, 4.5, 6, 8, 10, 12.5, 15} {
			corners := beside(x, y, w, h, l.Gap, far*l.Gap)
			if item.To != 0 {
				corners = along(x, right, y, w, h, far*l.Gap)
			}
			for _, at := range corners {
				at.X = max(c.Min.X, min(at.X, c.Max.X-w))
				at.Y = max(c.Min.Y, min(at.Y, c.Max.Y-h))
				box := vg.Rectangle{Min: at, Max: at.Add(vg.Point{X: w, Y: h})}
				out = append(out, place{text, box, float64(i)*0.5 + float64(far)*0.2})
			}
		}
	}
	return out
}

// beside lists the lower left corners of boxes around a point: above and below
// in the middle, then to either side, then level with it.
func beside(x, y, w, h, gap, far vg.Length) []vg.Point {
	var at []vg.Point
	for _, left := range []vg.Length{x - w/2, x - w, x - w - gap, x, x + gap} {
		at = append(at, vg.Point{X: left, Y: y + far}, vg.Point{X: left, Y: y - far - h})
	}
	return append(at, vg.Point{X: x - w - far, Y: y - h/2}, vg.Point{X: x + far, Y: y - h/2})
}

// along lists the lower left corners of boxes above and below a level line, at
// its ends, and before it begins.
func along(x, right, y, w, h, far vg.Length) []vg.Point {
	var at []vg.Point
	for _, left := range []vg.Length{right - w, x, x - w} {
		at = append(at, vg.Point{X: left, Y: y + far}, vg.Point{X: left, Y: y - far - h})
	}
	return append(at, vg.Point{X: x - w, Y: y - h/2}, vg.Point{X: x - w - far, Y: y - h/2})
}

// wider returns a box with d more on each side: a curve that only just misses
// the letters is hidden as well, by its own width and its points.
func wider(box vg.Rectangle, d vg.Length) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: box.Min.X - d, Y: box.Min.Y - d}, Max: vg.Point{X: box.Max.X + d, Y: box.Max.Y + d}}
}

// outside returns how far a box leaves an area, in points: a text may be wider
// than the data are.
func outside(box, area vg.Rectangle) float64 {
	return float64(max(0, area.Min.X-box.Min.X) + max(0, box.Max.X-area.Max.X) +
		max(0, area.Min.Y-box.Min.Y) + max(0, box.Max.Y-area.Max.Y))
}

// overlap returns the area that two boxes share, in square points.
func overlap(a, b vg.Rectangle) vg.Length {
	w := min(a.Max.X, b.Max.X) - max(a.Min.X, b.Min.X)
	h := min(a.Max.Y, b.Max.Y) - max(a.Min.Y, b.Min.Y)
	return max(0, w) * max(0, h)
}

// lengthIn returns the length of a curve inside a box, in points, by the
// clipping of Liang and Barsky (ACM Transactions on Graphics 3, 1984).
func lengthIn(box vg.Rectangle, curve []vg.Point) float64 {
	total := 0.0
	for i := 1; i < len(curve); i++ {
		a, d := curve[i-1], curve[i].Sub(curve[i-1])
		from, to := 0.0, 1.0
		for _, e := range [...][2]vg.Length{
			{-d.X, a.X - box.Min.X}, {d.X, box.Max.X - a.X}, {-d.Y, a.Y - box.Min.Y}, {d.Y, box.Max.Y - a.Y},
		} {
			speed, room := float64(e[0]), float64(e[1])
			switch {
			case speed < 0:
				from = max(from, room/speed)
			case speed > 0:
				to = min(to, room/speed)
			case room < 0:
				from = 2 // runs beside the box
			}
		}
		if from < to {
			total += (to - from) * math.Hypot(float64(d.X), float64(d.Y))
		}
	}
	return total
}
