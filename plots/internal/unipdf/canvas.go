// Package unipdf draws gonum plots into PDF files whose text is Unicode.
//
// gonum's own vgpdf encodes text in code page 1252: a Japanese or Polish word
// comes out as other letters, without an error. Here fonts are embedded as
// CID-keyed TrueType, subset to the characters used, with a ToUnicode map: any
// text that the font has can be shown, selected and searched, whatever kind of
// outlines it has.
package unipdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// Info is what the document says of itself.
type Info struct {
	Title   string
	Subject string    // the text alternative of the chart
	Created time.Time // never the clock: equal input gives equal bytes
	Lang    string    // language of the text, RFC 3066
	Text    Text      // what will be written
}

// Text is what is written in each font, by its name. It is said before anything
// is drawn, since fpdf takes a font as it will be embedded.
type Text map[string]map[rune]bool

// Add adds a text.
func (t Text) Add(f font.Font, s string) {
	name := f.Name()
	if t[name] == nil {
		t[name] = map[rune]bool{}
	}
	for _, r := range s {
		t[name][r] = true
	}
}

// Canvas is a [vg.Canvas] of one PDF page.
//
// Points are transformed here and colour, width and dashes are set before each
// stroke and fill, so the graphics state of the page is never pushed: fpdf
// does not notice that a pop has restored another font.
type Canvas struct {
	doc    *fpdf.Fpdf
	w, h   vg.Length
	stack  []state
	alpha  float64
	text   Text
	fonts  map[string]bool // embedded, by name
	images int
	err    error // faults of images and fonts
}

type state struct {
	m     matrix
	width vg.Length
	dash  []float64
	phase float64
	color color.Color
}

// New returns an empty page.
func New(w, h vg.Length, info Info) *Canvas {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: w.Points(), Ht: h.Points()}})
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.SetTitle(info.Title, true)
	doc.SetSubject(info.Subject, true)
	doc.SetLang(info.Lang)
	doc.SetXmpMetadata(xmp(info))
	doc.SetCreationDate(info.Created)
	doc.SetModificationDate(info.Created)
	doc.SetCatalogSort(true)
	doc.AddPage()
	doc.SetLineJoinStyle("round")
	c := &Canvas{doc: doc, w: w, h: h, stack: []state{{m: matrix{a: 1, d: 1}}}, alpha: 1, text: info.Text, fonts: map[string]bool{}}
	vg.Initialize(c)
	return c
}

// WriteTo closes the document and writes it. Faults of the drawing calls,
// which return none, come out here.
func (c *Canvas) WriteTo(w io.Writer) (int64, error) {
	if c.err != nil {
		return 0, c.err
	}
	var buf bytes.Buffer
	if err := c.doc.Output(&buf); err != nil {
		return 0, fmt.Errorf("write PDF: %w", err)
	}
	return buf.WriteTo(w)
}

// Size returns the width and height of the page.
func (c *Canvas) Size() (w, h vg.Length) { return c.w, c.h }

func (c *Canvas) top() *state { return &c.stack[len(c.stack)-1] }

// Push saves the state.
func (c *Canvas) Push() { c.stack = append(c.stack, *c.top()) }

// Pop restores the state saved last.
func (c *Canvas) Pop() { c.stack = c.stack[:len(c.stack)-1] }

// Rotate turns what follows, counter-clockwise.
func (c *Canvas) Rotate(rad float64) {
	sin, cos := math.Sincos(rad)
	c.top().m = c.top().m.times(matrix{a: cos, b: sin, c: -sin, d: cos})
}

// Translate moves what follows.
func (c *Canvas) Translate(pt vg.Point) {
	c.top().m = c.top().m.times(matrix{a: 1, d: 1, e: pt.X.Points(), f: pt.Y.Points()})
}

// Scale stretches what follows.
func (c *Canvas) Scale(x, y float64) { c.top().m = c.top().m.times(matrix{a: x, d: y}) }

// SetLineWidth sets the width of strokes.
func (c *Canvas) SetLineWidth(w vg.Length) { c.top().width = w }

// SetLineDash sets the dashes and gaps of strokes.
func (c *Canvas) SetLineDash(pattern []vg.Length, offset vg.Length) {
	var dash []float64
	for _, d := range pattern {
		dash = append(dash, d.Points())
	}
	c.top().dash, c.top().phase = dash, offset.Points()
}

// SetColor sets the colour of strokes, fills and text; nil is black.
func (c *Canvas) SetColor(clr color.Color) {
	if clr == nil {
		clr = color.Black
	}
	c.top().color = clr
}

// paint makes the page's colour and opacity those of the state.
func (c *Canvas) paint() {
	n := color.NRGBAModel.Convert(c.top().color).(color.NRGBA)
	r, g, b := int(n.R), int(n.G), int(n.B)
	c.doc.SetDrawColor(r, g, b)
	c.doc.SetFillColor(r, g, b)
	c.doc.SetTextColor(r, g, b)
	if a := float64(n.A) / math.MaxUint8; a != c.alpha {
		c.doc.SetAlpha(a, "Normal")
		c.alpha = a
	}
}

// Stroke draws the path as a line.
func (c *Canvas) Stroke(p vg.Path) {
	s := c.top()
	if s.width <= 0 {
		return
	}
	c.paint()
	c.doc.SetLineWidth(s.width.Points() * s.m.scale())
	c.doc.SetDashPattern(s.dash, s.phase)
	c.path(p)
	c.doc.DrawPath("D")
}

// Fill fills the path.
func (c *Canvas) Fill(p vg.Path) {
	c.paint()
	c.path(p)
	c.doc.DrawPath("F")
}

// FillString writes text with its baseline starting at pt.
func (c *Canvas) FillString(face font.Face, pt vg.Point, s string) {
	if face.Font.Size == 0 || s == "" {
		return
	}
	if c.err = errors.Join(c.err, c.useFont(face, s)); c.err != nil {
		return
	}
	c.paint()
	if c.top().m.isShift() {
		x, y := c.at(pt)
		c.doc.Text(x, y, s)
		return
	}
	c.transformed(func() { c.doc.Text(pt.X.Points(), (c.h - pt.Y).Points(), s) })
}

// useFont selects a face, embedding what of it is written when it is used
// first.
func (c *Canvas) useFont(face font.Face, s string) error {
	name := face.Name()
	for _, r := range s {
		if !c.text[name][r] {
			return fmt.Errorf("write %q in font %s: %q was not announced", s, name, r)
		}
	}
	if !c.fonts[name] {
		chars := slices.Sorted(maps.Keys(c.text[name]))
		ttf, err := subset(face.Face, ascii(name), chars, face.Font.Weight >= xfont.WeightSemiBold)
		if err != nil {
			return err
		}
		c.doc.AddUTF8FontFromBytes(ascii(name), "", ttf)
		c.fonts[name] = true
	}
	c.doc.SetFont(ascii(name), "", face.Font.Size.Points())
	return nil
}

// ascii keeps what a font may be called in every reader.
func ascii(name string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' && r != '-' || r > 'z' {
			return -1
		}
		return r
	}, name)
}

// DrawImage draws the image into the rectangle.
func (c *Canvas) DrawImage(rect vg.Rectangle, img image.Image) {
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		c.err = errors.Join(c.err, fmt.Errorf("embed image: %w", err))
		return
	}
	c.images++
	name := fmt.Sprintf("image%d", c.images)
	options := fpdf.ImageOptions{ImageType: "png"}
	c.doc.RegisterImageOptionsReader(name, options, &buf)
	size := rect.Size()
	c.transformed(func() {
		c.doc.ImageOptions(name, rect.Min.X.Points(), (c.h - rect.Max.Y).Points(),
			size.X.Points(), size.Y.Points(), false, options, 0, "")
	})
}

// transformed draws with the state's transformation put on the page. Nothing
// in draw may set the font.
func (c *Canvas) transformed(draw func()) {
	m := c.top().m
	c.doc.TransformBegin()
	c.doc.Transform(fpdf.TransformMatrix{A: m.a, B: m.b, C: m.c, D: m.d, E: m.e, F: m.f})
	draw()
	c.doc.TransformEnd()
}
