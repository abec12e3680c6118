package plots

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

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
// nothing of either. It writes each run of a text in its own face.
type guard struct {
	vg.Canvas
	w, h  vg.Length
	faces *faces
	moved []bool // of each pushed state and the current one: no longer in page coordinates
	err   error  // the first fault
}

// newGuard watches a canvas of the size given.
func newGuard(c vg.Canvas, w, h vg.Length, f *faces) *guard {
	return &guard{Canvas: c, w: w, h: h, faces: f, moved: []bool{false}}
}

// FillString writes a text that is whole; of any other it notes the fault.
func (g *guard) FillString(face font.Face, pt vg.Point, s string) {
	runs, lost := g.faces.runs(s, face.Font)
	err := g.clipped(face.Font, pt, s)
	if lost != 0 {
		err = g.missing(lost, s)
	}
	if err != nil {
		g.err = cmp.Or(g.err, err)
		return
	}
	for _, r := range runs {
		g.Canvas.FillString(r.face, pt, r.text)
		pt.X += r.face.Width(r.text)
	}
}

// missing says which character no face has, and what would help.
func (g *guard) missing(r rune, s string) error {
	var names []string
	for _, f := range g.faces.order {
		name := string(f.Typeface)
		if f == g.faces.base { // the family is in two words
			name += " " + string(f.Variant)
		}
		names = append(names, name)
	}
	err := fmt.Errorf("%w: %q (%U) in %q is not in %s", ErrGlyph, r, r, s, strings.Join(names, " or "))
	if g.faces.err != nil {
		return fmt.Errorf("%w, and to find another: %w", err, g.faces.err)
	}
	return err
}

// clipped returns which text would leave the page. In a moved state it is not
// known where on the page a text comes to stand; the charts do not move any.
func (g *guard) clipped(fnt font.Font, pt vg.Point, s string) error {
	if g.isMoved() {
		return nil
	}
	const slack = 0.5 // half a point of white around the letters
	w, above, below := g.faces.Box(s, fnt)
	if pt.X < -slack || pt.X+w > g.w+slack || pt.Y-below < -slack || pt.Y+above > g.h+slack {
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
