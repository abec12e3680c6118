package unipdf

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// matrix is the affine map (x, y) → (a·x + c·y + e, b·x + d·y + f), as PDF
// writes it.
type matrix struct{ a, b, c, d, e, f float64 }

// times returns the map that applies n first, then m.
func (m matrix) times(n matrix) matrix {
	return matrix{
		a: m.a*n.a + m.c*n.b, c: m.a*n.c + m.c*n.d, e: m.a*n.e + m.c*n.f + m.e,
		b: m.b*n.a + m.d*n.b, d: m.b*n.c + m.d*n.d, f: m.b*n.e + m.d*n.f + m.f,
	}
}

// scale returns how much lengths grow, in the geometric mean of directions.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

// isShift reports whether the map only moves.
func (m matrix) isShift() bool { return m.a == 1 && m.b == 0 && m.c == 0 && m.d == 1 }

// at returns the place of a point on the page, counted from the top as fpdf
// does.
func (c *Canvas) at(pt vg.Point) (x, y float64) {
	m := c.top().m
	px, py := pt.X.Points(), pt.Y.Points()
	return m.a*px + m.c*py + m.e, c.h.Points() - (m.b*px + m.d*py + m.f)
}

// path adds a path to the page. PDF knows cubic curves only.
func (c *Canvas) path(p vg.Path) {
	var here, start vg.Point
	for _, comp := range p {
		switch comp.Type {
		case vg.MoveComp:
			c.doc.MoveTo(c.at(comp.Pos))
			here, start = comp.Pos, comp.Pos
		case vg.LineComp:
			c.doc.LineTo(c.at(comp.Pos))
			here = comp.Pos
		case vg.ArcComp:
			here = c.arc(comp, here)
		case vg.CurveComp:
			c.curve(here, comp)
			here = comp.Pos
		case vg.CloseComp:
			c.doc.ClosePath()
			here = start
		default:
			panic("unipdf: unknown path component")
		}
	}
}

// curve adds a Bézier curve of degree two or three; a quadratic one with
// control q is the cubic with controls two thirds of the way to q.
func (c *Canvas) curve(from vg.Point, comp vg.PathComp) {
	var one, two vg.Point
	switch len(comp.Control) {
	case 1:
		q := comp.Control[0]
		one = from.Add(q.Sub(from).Scale(2. / 3))
		two = comp.Pos.Add(q.Sub(comp.Pos).Scale(2. / 3))
	case 2:
		one, two = comp.Control[0], comp.Control[1]
	default:
		panic("unipdf: curve without one or two control points")
	}
	c.cubic(one, two, comp.Pos)
}

func (c *Canvas) cubic(one, two, to vg.Point) {
	x1, y1 := c.at(one)
	x2, y2 := c.at(two)
	x3, y3 := c.at(to)
	c.doc.CurveBezierCubicTo(x1, y1, x2, y2, x3, y3)
}

// arc adds an arc in pieces of at most a quarter turn, each a cubic whose
// controls are 4/3·tan(angle/4) radii along the tangents; it strays from the
// circle by less than 0.03 % of the radius. It returns the end.
//
// # References
//
// Goldapp, Approximation of circular arcs by cubic polynomials, Computer Aided
// Geometric Design 8, 1991.
func (c *Canvas) arc(comp vg.PathComp, here vg.Point) vg.Point {
	on := func(angle float64) (pt, tangent vg.Point) {
		sin, cos := math.Sincos(angle)
		r := comp.Radius.Points()
		return vg.Point{X: comp.Pos.X + vg.Length(r*cos), Y: comp.Pos.Y + vg.Length(r*sin)},
			vg.Point{X: vg.Length(-r * sin), Y: vg.Length(r * cos)}
	}
	from, tangent := on(comp.Start)
	if from != here {
		c.doc.LineTo(c.at(from))
	}
	n := max(1, int(math.Ceil(math.Abs(comp.Angle)/(math.Pi/2)-1e-9)))
	step := comp.Angle / float64(n)
	k := vg.Length(4. / 3 * math.Tan(step/4))
	for i := 1; i <= n; i++ {
		to, next := on(comp.Start + float64(i)*step)
		c.cubic(from.Add(tangent.Scale(k)), to.Sub(next.Scale(k)), to)
		from, tangent = to, next
	}
	return from
}
