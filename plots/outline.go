package plots

import (
	"fmt"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// outlines is a canvas on which letters are shapes, for a picture that must look
// the same where its fonts are not.
type outlines struct {
	vg.Canvas
	buf sfnt.Buffer
	err error // the first fault of a font
}

// FillString fills the outlines of a text that begins at pt.
func (o *outlines) FillString(face font.Face, pt vg.Point, s string) {
	path, err := o.path(face, pt, s)
	if err != nil {
		if o.err == nil {
			o.err = fmt.Errorf("outline %q in font %s: %w", s, face.Name(), err)
		}
		return
	}
	if len(path) > 0 { // blanks have none
		o.Fill(path)
	}
}

// path returns the outlines of a text: each letter as far from the one before
// as [font.Face.Width] counts.
func (o *outlines) path(face font.Face, pt vg.Point, s string) (vg.Path, error) {
	f := face.Face
	em := fixed.Int26_6(f.UnitsPerEm()) // at this size a 64th of a pixel is a unit of the font
	scale := face.Font.Size / vg.Length(em)
	var p vg.Path
	for i, r := range s {
		g, err := f.GlyphIndex(&o.buf, r)
		if err != nil {
			return nil, err
		}
		segments, err := f.LoadGlyph(&o.buf, g, em, nil)
		if err != nil {
			return nil, err
		}
		at := pt
		if i > 0 {
			// What kerning puts between two letters is in the width of both.
			at.X += face.Width(s[:i+len(string(r))]) - face.Width(string(r))
		}
		trace(&p, segments, at, scale)
	}
	return p, nil
}

// trace appends the segments of a letter, whose y points down, with its origin
// at a point.
func trace(p *vg.Path, segments sfnt.Segments, at vg.Point, scale vg.Length) {
	to := func(q fixed.Point26_6) vg.Point {
		return vg.Point{X: at.X + vg.Length(q.X)*scale, Y: at.Y - vg.Length(q.Y)*scale}
	}
	for i, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				p.Close()
			}
			p.Move(to(s.Args[0]))
		case sfnt.SegmentOpLineTo:
			p.Line(to(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			p.QuadTo(to(s.Args[0]), to(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			p.CubeTo(to(s.Args[0]), to(s.Args[1]), to(s.Args[2]))
		}
	}
	if len(segments) > 0 {
		p.Close()
	}
}
