package plots

import (
	"math"
	"strings"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"

	"github.com/defcast/defcast/plots/typeface"
)

// faces is the [text.Handler] of a figure: it sets each run of a text in the
// first of some typefaces that has its characters. gonum's own sets all in
// one and leaves out what that has not.
//
// It belongs to one figure and one goroutine.
type faces struct {
	cache *font.Cache
	base  font.Font   // the theme's: lines stand as far apart as it asks, whatever they are set in
	order []font.Font // by preference
	// second finds one more typeface. It is asked once, when a character first
	// wants it.
	second func() (*typeface.Face, error)
	err    error        // what it said
	places map[rune]int // what first has found: a text is measured many times over
	buf    sfnt.Buffer
}

// run is a piece of a line in one typeface.
type run struct {
	face font.Face
	text string
}

// newFaces returns the theme's face and a second one: after it, but before it
// in Japanese, whose words and numbers look best in one face.
func newFaces(t Theme, l Language, second func() (*typeface.Face, error)) *faces {
	bold := t.Face
	bold.Weight = xfont.WeightBold
	f := &faces{base: t.Face, order: []font.Font{t.Face}, second: second, places: map[rune]int{},
		cache: font.NewCache(font.Collection{t.Fonts.Lookup(t.Face, 0), t.Fonts.Lookup(bold, 0)})}
	if l == Japanese && f.find() {
		f.order[0], f.order[1] = f.order[1], f.order[0]
	}
	return f
}

// find asks for the second typeface and reports whether there is one now that
// there was not before.
func (f *faces) find() bool {
	if f.second == nil {
		return false
	}
	var face *typeface.Face
	face, f.err = f.second()
	f.second = nil
	if f.err != nil {
		return false
	}
	regular := font.Font{Typeface: font.Typeface(face.Name), Variant: f.base.Variant}
	bold := regular
	bold.Weight = xfont.WeightBold
	f.cache.Add(font.Collection{{Font: regular, Face: face.Regular}, {Font: bold, Face: face.Bold}})
	f.order = append(f.order, regular)
	return true
}

// runs splits a line into runs of one typeface each, in the weight and size of
// a font. A character that none has stays in the run before it; lost is the
// first such, or 0.
func (f *faces) runs(s string, fnt font.Font) (rs []run, lost rune) {
	from, was := 0, -1
	for i, r := range s {
		at := f.first(r)
		if at < 0 {
			if lost == 0 {
				lost = r
			}
			at = max(was, 0)
		}
		if was >= 0 && at != was {
			rs = append(rs, run{f.face(was, fnt), s[from:i]})
			from = i
		}
		was = at
	}
	if was >= 0 {
		rs = append(rs, run{f.face(was, fnt), s[from:]})
	}
	return rs, lost
}

// first returns the place in the order of the first typeface that has a
// character, -1 if none has.
func (f *faces) first(r rune) int {
	at, ok := f.places[r]
	if !ok {
		at = f.search(r)
		f.places[r] = at
	}
	return at
}

// search looks a character up.
func (f *faces) search(r rune) int {
	for i, fnt := range f.order {
		if g, err := f.cache.Lookup(fnt, 0).Face.GlyphIndex(&f.buf, r); err == nil && g != 0 {
			return i
		}
	}
	if f.find() {
		return f.search(r)
	}
	return -1
}

// face returns a typeface of the order in the weight and size of a font.
func (f *faces) face(at int, fnt font.Font) font.Face {
	fnt.Typeface, fnt.Variant = f.order[at].Typeface, f.order[at].Variant
	return f.cache.Lookup(fnt, fnt.Size)
}

// Cache returns the faces that have been found so far.
func (f *faces) Cache() *font.Cache { return f.cache }

// Extents are those of the theme's face: a line of Japanese stands where one
// of English would.
func (f *faces) Extents(fnt font.Font) font.Extents {
	fnt.Typeface, fnt.Variant = f.base.Typeface, f.base.Variant
	face := f.cache.Lookup(fnt, fnt.Size)
	return face.Extents()
}

// Lines splits a text at its line ends.
func (f *faces) Lines(s string) []string { return strings.Split(strings.TrimRight(s, "\n"), "\n") }

// Box returns the width of a line, all runs together, and its height above
// and below the baseline.
func (f *faces) Box(s string, fnt font.Font) (width, height, depth vg.Length) {
	rs, _ := f.runs(s, fnt)
	for _, r := range rs {
		width += r.face.Width(r.text)
	}
	e := f.Extents(fnt)
	return width, e.Ascent, e.Descent
}

// Draw writes a text as [text.Plain] does. The canvas splits the runs, see
// guard: a text is whole there.
func (f *faces) Draw(c vg.Canvas, s string, sty text.Style, pt vg.Point) {
	if s = strings.TrimRight(s, "\n"); s == "" {
		return
	}
	c.SetColor(sty.Color)
	if sty.Rotation != 0 {
		c.Push()
		defer c.Pop()
		c.Rotate(sty.Rotation)
	}
	sin, cos := math.Sincos(-sty.Rotation)
	x, y := vg.Length(cos)*pt.X-vg.Length(sin)*pt.Y, vg.Length(sin)*pt.X+vg.Length(cos)*pt.Y
	lines := f.Lines(s)
	y += sty.Height(s)*vg.Length(sty.YAlign) - f.Extents(sty.Font).Ascent
	for i, line := range lines {
		width, _, _ := f.Box(line, sty.Font)
		at := vg.Point{X: x + vg.Length(sty.XAlign)*width, Y: y + vg.Length(len(lines)-i)*sty.Font.Size}
		c.FillString(f.cache.Lookup(sty.Font, sty.Font.Size), at, line)
	}
}
