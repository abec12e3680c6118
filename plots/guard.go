package plots

import (
	"errors"
	"fmt"

	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// The faults of a drawing.
var (
	ErrGlyph = errors.New("the font lacks a character")
	ErrClip  = errors.New("a text leaves the page")
	ErrRoom  = errors.New("the words leave no room for the chart")
)

// guard is a canvas that notices text which would be lost: gonum draws nothing
// for a character without a glyph, and nothing beyond the edge, and says
// nothing of either.
type guard struct {
	vg.Canvas
	w, h  vg.Length
	moved []bool // of each pushed state and the current one: no longer in page coordinates
	err   error  // the first fault
	buf   sfnt.Buffer
}

// newGuard watches a canvas of the size given.
func newGuard(c vg.Canvas, w, h vg.Length) *guard {
	return &guard{Canvas: c, w: w, h: h, moved: []bool{false}}
}

// FillString writes a text that is whole; of any other it notes the fault.
func (g *guard) FillString(face font.Face, pt vg.Point, s string) {
	if err := g.check(face, pt, s); err != nil {
		if g.err == nil {
			g.err = err
		}
		return
	}
	g.Canvas.FillString(face, pt, s)
}

// check returns why a text would be lost. In a moved state it is not known
// where on the page a text comes to stand; the charts do not move any.
func (g *guard) check(face font.Face, pt vg.Point, s string) error {
	for _, r := range s {
		if i, err := face.Face.GlyphIndex(&g.buf, r); err != nil || i == 0 {
			return fmt.Errorf("%w: %q (%U) in %q, font %s", ErrGlyph, r, r, s, face.Name())
		}
	}
	if g.isMoved() {
		return nil
	}
	const slack = 0.5 // half a point of white around the letters
	e := face.Extents()
	if pt.X < -slack || pt.X+face.Width(s) > g.w+slack || pt.Y-e.Descent < -slack || pt.Y+e.Ascent > g.h+slack {
		return fmt.Errorf("%w: %q", ErrClip, s)
	}
	return nil
}

// isMoved reports whether the current state is out of page coordinates.
func (g *guard) isMoved() bool { return g.moved[len(g.moved)-1] }

// move notes that it is from now on.
func (g *guard) move() { g.moved[len(g.moved)-1] = true }

// Push saves the state.
func (g *guard) Push() {
	g.moved = append(g.moved, g.isMoved())
	g.Canvas.Push()
}

// Pop restores the state saved last.
func (g *guard) Pop() {
	g.moved = g.moved[:len(g.moved)-1]
	g.Canvas.Pop()
}

// Rotate turns what follows.
func (g *guard) Rotate(rad float64) {
	g.move()
	g.Canvas.Rotate(rad)
}

// Translate moves what follows.
func (g *guard) Translate(pt vg.Point) {
	g.move()
	g.Canvas.Translate(pt)
}

// Scale stretches what follows.
func (g *guard) Scale(x, y float64) {
	g.move()
	g.Canvas.Scale(x, y)
}
