package plots

import (
	"cmp"
	"fmt"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/defcast/defcast/plots/mark"
)

// Figure is a chart ready to be drawn on any canvas: words above and below a
// body.
type Figure struct {
	Title    string   // what was found
	Subtitle []string // what was measured, of whom, when; a sentence each, without the stop
	Key      []Key
	Body     Body
	Notes    []Note // method, caveats and sources
	Alt      string // the chart in words, for those who do not see it
	Data     Table  // what is plotted

	style Style
}

// Body is what a figure is about: a [*plot.Plot], or several in a grid.
type Body interface{ Draw(draw.Canvas) }

// Key explains a mark that no label stands beside.
type Key struct {
	Mark plot.Thumbnailer
	Text string
}

// Note is a sentence under the body. Where the page is small the short form is
// printed; a sentence without one is then left out.
type Note struct{ Full, Short string }

// always is a note that is printed everywhere.
func always(s string) Note { return Note{s, s} }

// in sets the style of a figure, and the words that the style replaces.
func (f *Figure) in(s Style) *Figure {
	f.style = s
	f.Title = cmp.Or(s.Title, f.Title)
	if s.Subtitle != "" {
		f.Subtitle = []string{s.Subtitle}
	}
	return f
}

// Draw draws the figure on a canvas of the size of its style. It returns an
// error if the words leave less than 30 % of the height to the body, if a
// character has no glyph, or if a text leaves the page.
func (f *Figure) Draw(c vg.Canvas) error {
	w, h := f.style.Size.Width, f.style.Size.Height
	g := newGuard(c, w, h, f.style.faces)
	page := draw.NewCanvas(g, w, h)
	page.SetColor(f.style.Theme.Color.Paper)
	page.Fill(page.Rectangle.Path())
	m := f.style.Theme.Margin
	area := draw.Crop(page, m, -m, m, -m)
	area.Max.Y = f.head(area)
	area.Min.Y = f.foot(area)
	if room := area.Max.Y - area.Min.Y; room < 0.3*h {
		return fmt.Errorf("%w: %.0f of %.0f points of height are left at size %s", ErrRoom, room, h, f.style.Size.Name)
	}
	f.Body.Draw(area)
	return g.err
}

// head writes title, subtitle and key from the top of the area and returns
// where they end.
func (f *Figure) head(c draw.Canvas) vg.Length {
	y, gap := c.Max.Y, f.style.Theme.Gap
	width := c.Max.X - c.Min.X
	put := func(b mark.Block) {
		_, h := b.Size()
		b.Draw(c, c.Min.X, y, draw.XLeft)
		y -= h
	}
	put(mark.Balance(f.Title, f.style.title(), width))
	y -= gap / 2
	put(paragraphs(f.Subtitle, f.style.Language.say(". ", "。"), f.style.subtitle(), width))
	if len(f.Key) > 0 {
		y = f.key(c, y-gap)
	}
	return y - 1.5*gap
}

// key writes the marks and their texts in rows and returns where they end.
func (f *Figure) key(c draw.Canvas, y vg.Length) vg.Length {
	style := f.style.muted()
	size := style.Font.Size
	x := c.Min.X
	for _, k := range f.Key {
		text := mark.Line{Text: k.Text, Style: style}
		width := 2.3*size + text.Width()
		if x > c.Min.X && x+width > c.Max.X {
			x, y = c.Min.X, y-1.1*text.Height()
		}
		swatch := draw.Canvas{Canvas: c, Rectangle: vg.Rectangle{
			Min: vg.Point{X: x, Y: y - 1.0*size}, Max: vg.Point{X: x + 1.8*size, Y: y - 0.3*size}}}
		k.Mark.Thumbnail(&swatch)
		text.Draw(c, x+2.3*size, y)
		x += width + 1.4*size
	}
	return y - 1.2*size
}

// foot writes the notes onto the bottom of the area and returns where they
// begin: in full if that leaves 45 % of the page to the body, else in short.
func (f *Figure) foot(c draw.Canvas) vg.Length {
	b, y := f.notes(c, func(n Note) string { return n.Full })
	if c.Max.Y-y < 0.45*f.style.Size.Height {
		b, y = f.notes(c, func(n Note) string { return n.Short })
	}
	_, h := b.Size()
	b.Draw(c, c.Min.X, c.Min.Y+h, draw.XLeft)
	return y
}

// notes wraps a form of the notes and returns where the body would end.
func (f *Figure) notes(c draw.Canvas, form func(Note) string) (mark.Block, vg.Length) {
	var said []string
	for _, n := range f.Notes {
		if s := form(n); s != "" {
			said = append(said, s)
		}
	}
	b := mark.Wrap(strings.Join(said, f.style.Language.say(" ", "")), f.style.note(), c.Max.X-c.Min.X)
	_, h := b.Size()
	return b, c.Min.Y + h + 1.5*f.style.Theme.Gap
}

// paragraphs wraps sentences, each from a new line unless it saves lines to run
// them on.
func paragraphs(sentences []string, stop string, style text.Style, width vg.Length) mark.Block {
	var apart mark.Block
	for _, s := range sentences {
		apart = append(apart, mark.Wrap(s, style, width)...)
	}
	if run := mark.Wrap(strings.Join(sentences, stop), style, width); len(run) < len(apart) {
		return run
	}
	return apart
}
