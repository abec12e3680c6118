package unipdf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// subset writes a TrueType font that has the characters given, in ascending
// order, and the outlines of f. It reads f through its outlines only, so f may
// be TrueType, CFF or a member of a collection; fpdf takes a TrueType file
// alone. Glyph 0 is empty, glyph i+1 is that of chars[i]. Hinting instructions
// are left out: PDF is drawn at sizes and resolutions that do without.
//
// # References
//
// OpenType specification 1.9.1: head, hhea, maxp, OS/2, hmtx, cmap format 4,
// loca, glyf, name and post tables.
func subset(f *sfnt.Font, name string, chars []rune, bold bool) ([]byte, error) {
	s := subsetter{font: f, em: fixed.Int26_6(f.UnitsPerEm())}
	s.box = box{math.MaxInt16, math.MaxInt16, math.MinInt16, math.MinInt16}
	s.add(nil, s.em/2)
	for _, r := range chars {
		if r > 0xFFFF {
			return nil, fmt.Errorf("embed font %s: %q (%U) is beyond the 65,536 characters that a PDF of fpdf can show", name, r, r)
		}
		if err := s.glyph(r); err != nil {
			return nil, fmt.Errorf("embed font %s: %q: %w", name, r, err)
		}
	}
	metrics, err := f.Metrics(&s.buf, s.em, font.HintingNone)
	if err != nil {
		return nil, fmt.Errorf("embed font %s: %w", name, err)
	}
	s.loca = binary.BigEndian.AppendUint32(s.loca, uint32(len(s.glyf)))
	return assemble([]table{ // in the order of their names, as the specification wants them
		{"OS/2", s.os2(metrics, bold)},
		{"cmap", cmap(chars)},
		{"glyf", s.glyf},
		{"head", s.head()},
		{"hhea", s.hhea(metrics)},
		{"hmtx", s.hmtx},
		{"loca", s.loca},
		{"maxp", s.maxp()},
		{"name", names(name)},
		{"post", append([]byte{0, 3}, make([]byte, 30)...)}, // version 3: no glyph names
	}), nil
}

// box is the least and greatest coordinates of outlines.
type box struct{ x0, y0, x1, y1 int16 }

// hold makes the box hold a point.
func (b *box) hold(x, y int16) {
	b.x0, b.y0, b.x1, b.y1 = min(b.x0, x), min(b.y0, y), max(b.x1, x), max(b.y1, y)
}

// subsetter gathers the glyphs and what the tables say of all of them.
type subsetter struct {
	font                    *sfnt.Font
	buf                     sfnt.Buffer
	em                      fixed.Int26_6 // at this size a 64th of a pixel is a unit of the font
	glyf, loca, hmtx        []byte
	n, points, contours, wd int // glyphs, and the most of one glyph
	box                     box
}

// glyph adds the glyph of a character.
func (s *subsetter) glyph(r rune) error {
	i, err := s.font.GlyphIndex(&s.buf, r)
	if err != nil {
		return err
	}
	if i == 0 {
		return fmt.Errorf("the font lacks it")
	}
	advance, err := s.font.GlyphAdvance(&s.buf, i, s.em, font.HintingNone)
	if err != nil {
		return err
	}
	segments, err := s.font.LoadGlyph(&s.buf, i, s.em, nil)
	if err != nil {
		return err
	}
	s.add(outline(segments), advance)
	return nil
}

// add appends a glyph of contours.
func (s *subsetter) add(contours [][]point, advance fixed.Int26_6) {
	s.loca = binary.BigEndian.AppendUint32(s.loca, uint32(len(s.glyf)))
	glyph, at, points := describe(contours)
	s.glyf = append(s.glyf, glyph...)
	s.hmtx = put(s.hmtx, int(advance), int(at.x0))
	s.n, s.points, s.contours, s.wd = s.n+1, max(s.points, points), max(s.contours, len(contours)), max(s.wd, int(advance))
	if points > 0 {
		s.box.hold(at.x0, at.y0)
		s.box.hold(at.x1, at.y1)
	}
}

// point is a point of a TrueType contour: on the curve or the control of a
// quadratic one.
type point struct {
	x, y int16
	on   bool
}

// outline turns segments, whose y points down, into closed contours.
func outline(segments sfnt.Segments) [][]point {
	var out [][]point
	var c []point
	at := func(p fixed.Point26_6, on bool) point { return point{int16(p.X), int16(-p.Y), on} }
	end := func() {
		// A contour closes by itself: the last point need not be the first again.
		if n := len(c); n > 1 && c[0] == c[n-1] {
			c = c[:n-1]
		}
		if len(c) > 1 {
			out = append(out, c)
		}
		c = nil
	}
	var here fixed.Point26_6
	for _, s := range segments {
		to := s.Args[0]
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			end()
			c = append(c, at(to, true))
		case sfnt.SegmentOpLineTo:
			c = append(c, at(to, true))
		case sfnt.SegmentOpQuadTo:
			to = s.Args[1]
			c = append(c, at(s.Args[0], false), at(to, true))
		case sfnt.SegmentOpCubeTo:
			to = s.Args[2]
			c = append(c, quadratics(here, s.Args)...)
		}
		here = to
	}
	end()
	return out
}

// quadratics follows a cubic curve from p to a[2] with quadratic ones: pieces
// of equal parameter, each with the control point
//
//	c = (3·(c1 + c2) - p0 - p3) / 4
//
// of its own cubic. n pieces stray by √3/36·|p3 - 3·c2 + 3·c1 - p0| / n³ at
// most: half a unit here, what rounding to units costs anyway.
//
// # References
//
// Sederberg, Computer Aided Geometric Design, 2012, sections 2.4 and 2.9, for
// subdivision; the bound is that of degree reduction at equal end points.
func quadratics(p fixed.Point26_6, a [3]fixed.Point26_6) []point {
	x := [4]float64{float64(p.X), float64(a[0].X), float64(a[1].X), float64(a[2].X)}
	y := [4]float64{float64(p.Y), float64(a[0].Y), float64(a[1].Y), float64(a[2].Y)}
	bend := func(v [4]float64) float64 { return v[3] - 3*v[2] + 3*v[1] - v[0] }
	stray := math.Sqrt(3) / 36 * math.Hypot(bend(x), bend(y))
	n := max(1, math.Ceil(math.Cbrt(stray/0.5)))
	var out []point
	for k := range int(n) {
		from, to := float64(k)/n, float64(k+1)/n
		px, py := cut(x, from, to), cut(y, from, to)
		cx, cy := (3*(px[1]+px[2])-px[0]-px[3])/4, (3*(py[1]+py[2])-py[0]-py[3])/4
		out = append(out, point{int16(math.Round(cx)), int16(math.Round(-cy)), false},
			point{int16(math.Round(px[3])), int16(math.Round(-py[3])), true})
	}
	return out
}

// cut returns one coordinate of the piece of a cubic between two parameters:
// its blossom at (s,s,s), (s,s,t), (s,t,t) and (t,t,t).
func cut(v [4]float64, s, t float64) [4]float64 {
	blossom := func(a, b, c float64) float64 {
		mix := func(x, y, u float64) float64 { return x + (y-x)*u }
		x0, x1, x2 := mix(v[0], v[1], a), mix(v[1], v[2], a), mix(v[2], v[3], a)
		return mix(mix(x0, x1, b), mix(x1, x2, b), c)
	}
	return [4]float64{blossom(s, s, s), blossom(s, s, t), blossom(s, t, t), blossom(t, t, t)}
}

// describe writes contours as an entry of the glyf table, with two bytes a
// coordinate, and returns its box and number of points. No contour is no
// entry.
func describe(contours [][]point) (b []byte, at box, points int) {
	if len(contours) == 0 {
		return nil, box{}, 0
	}
	at = box{math.MaxInt16, math.MaxInt16, math.MinInt16, math.MinInt16}
	var ends, flags, xs, ys []byte
	var was point
	for _, c := range contours {
		for _, p := range c {
			at.hold(p.x, p.y)
			flag := byte(0)
			if p.on {
				flag = 1
			}
			flags = append(flags, flag)
			xs, ys = put(xs, int(p.x-was.x)), put(ys, int(p.y-was.y))
			was = p
		}
		points += len(c)
		ends = put(ends, points-1)
	}
	b = put(nil, len(contours), int(at.x0), int(at.y0), int(at.x1), int(at.y1))
	b = append(put(append(b, ends...), 0), flags...) // no instructions
	b = append(append(b, xs...), ys...)
	return append(b, make([]byte, -len(b)&3)...), at, points
}

// put appends numbers of two bytes.
func put(b []byte, vs ...int) []byte {
	for _, v := range vs {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	return b
}

func (s *subsetter) head() []byte {
	b := put(nil, 1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0b1011, int(s.em)) // check sum of the file: filled in later
	b = append(b, make([]byte, 16)...)                                 // made and changed: no clock
	return put(b, int(s.box.x0), int(s.box.y0), int(s.box.x1), int(s.box.y1), 0, 8, 2, 1, 0)
}

func (s *subsetter) hhea(m font.Metrics) []byte {
	b := put(nil, 1, 0, int(m.Ascent), -int(m.Descent), 0, s.wd, int(s.box.x0), 0, int(s.box.x1), 1)
	return put(append(b, make([]byte, 14)...), s.n)
}

func (s *subsetter) maxp() []byte {
	return put(nil, 1, 0, s.n, s.points, s.contours, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)
}

// os2 is version 2 of its table; of its many fields those matter that PDF
// repeats: weight, ascent, descent and the height of capitals.
func (s *subsetter) os2(m font.Metrics, bold bool) []byte {
	weight := 400
	if bold {
		weight = 700
	}
	b := put(nil, 2, int(s.em)/2, weight, 5, 0)
	b = append(b, make([]byte, 58)...)
	b = put(b, int(m.Ascent), -int(m.Descent), 0, int(m.Ascent), int(m.Descent))
	b = append(b, make([]byte, 8)...)
	return put(b, int(m.XHeight), int(m.CapHeight), 0, 32, 0)
}

// cmap maps chars[i] to glyph i+1: a segment a run of characters that follow
// each other.
func cmap(chars []rune) []byte {
	var first, last, delta []int
	for i, r := range chars {
		if i > 0 && chars[i-1]+1 == r {
			last[len(last)-1] = int(r)
			continue
		}
		first, last, delta = append(first, int(r)), append(last, int(r)), append(delta, i+1-int(r))
	}
	if n := len(last); n == 0 || last[n-1] != 0xFFFF { // the segment that ends the table
		first, last, delta = append(first, 0xFFFF), append(last, 0xFFFF), append(delta, 1)
	}
	n := len(first)
	entry := bits.Len(uint(n)) - 1
	b := put(nil, 0, 1, 3, 1, 0, 12, 4, 16+8*n, 0, 2*n, 2<<entry, entry, 2*n-2<<entry)
	b = put(put(b, last...), 0)
	b = put(put(b, first...), delta...)
	return append(b, make([]byte, 2*n)...)
}

// names says the family.
func names(name string) []byte {
	b := put(nil, 0, 1, 18, 3, 1, 0x409, 1, 2*len(name), 0)
	for i := range len(name) {
		b = append(b, 0, name[i])
	}
	return b
}

// table is a table of a font by its tag.
type table struct {
	tag  string
	data []byte
}

// assemble writes a font file of tables.
func assemble(tables []table) []byte {
	n := len(tables)
	entry := bits.Len(uint(n)) - 1
	directory := put([]byte{0, 1, 0, 0}, n, 16<<entry, entry, 16*n-16<<entry)
	var body bytes.Buffer
	head := 0
	for _, t := range tables {
		at := 12 + 16*n + body.Len()
		if t.tag == "head" {
			head = at
		}
		directory = append(directory, t.tag...)
		directory = binary.BigEndian.AppendUint32(directory, sum(t.data))
		directory = binary.BigEndian.AppendUint32(directory, uint32(at))
		directory = binary.BigEndian.AppendUint32(directory, uint32(len(t.data)))
		body.Write(t.data)
		body.Write(make([]byte, -len(t.data)&3))
	}
	file := append(directory, body.Bytes()...)
	binary.BigEndian.PutUint32(file[head+8:], 0xB1B0AFBA-sum(file))
	return file
}

// sum is the check sum of a table or a file: of its big-endian numbers of four
// bytes, the last filled up with zeros.
func sum(b []byte) uint32 {
	total := uint32(0)
	for i := 0; i < len(b); i += 4 {
		var word [4]byte
		copy(word[:], b[i:])
		total += binary.BigEndian.Uint32(word[:])
	}
	return total
}
