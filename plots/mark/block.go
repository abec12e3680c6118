package mark

import (
	"strings"
	"unicode/utf8"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Line is one line of text in one style.
type Line struct {
	Text  string
	Style text.Style
}

// Of Liberation Sans the ascent is 0.905 and the descent 0.212 of the size:
// lines 1.2 sizes apart with the baseline 0.94 below their top never touch.
const (
	leading = 1.2
	topline = 0.94
)

// Width returns the width of the line.
func (l Line) Width() vg.Length { return l.Style.Width(plain(l.Text)) }

// Height returns the distance to the next line.
func (l Line) Height() vg.Length { return leading * l.Style.Font.Size }

// Draw writes the line with its left end at x and its top at y.
func (l Line) Draw(c draw.Canvas, x, y vg.Length) {
	if l.Text == "" {
		return
	}
	size := l.Style.Font.Size
	c.SetColor(l.Style.Color)
	c.FillString(l.Style.Handler.Cache().Lookup(l.Style.Font, size), vg.Point{X: x, Y: y - topline*size}, plain(l.Text))
}

// plain has spaces for the no-break spaces that steer [Wrap]: in a PDF or SVG
// a search for "2 %" must find it.
func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// Block is lines below each other.
type Block []Line

// Size returns the width of the widest line and the height of all.
func (b Block) Size() (w, h vg.Length) {
	for _, l := range b {
		w = max(w, l.Width())
		h += l.Height()
	}
	return w, h
}

// Draw writes the block with its top at y; align says which part of each line
// stands at x.
func (b Block) Draw(c draw.Canvas, x, y vg.Length, align text.XAlignment) {
	for _, l := range b {
		l.Draw(c, x+vg.Length(align)*l.Width(), y)
		y -= l.Height()
	}
}

// Balance is [Wrap] into as many lines but more even ones, so that a title
// does not leave one word over. Two lines are broken after a clause if that is
// possible.
func Balance(s string, style text.Style, width vg.Length) Block {
	b := Wrap(s, style, width)
	if len(b) == 2 {
		if c := clauses(s, style, width); c != nil {
			return c
		}
	}
	narrow, wide := vg.Length(0), width
	for wide-narrow > 1 {
		mid := (narrow + wide) / 2
		if c := Wrap(s, style, mid); len(c) > len(b) {
			narrow = mid
		} else {
			b, wide = c, mid
		}
	}
	return b
}

// clauses breaks a text after the comma, colon, semicolon or dash that leaves
// the longer line shortest, or returns nil if a line would be too wide.
func clauses(s string, style text.Style, width vg.Length) Block {
	var best Block
	for i := 1; i < len(s)-1; i++ {
		if s[i] != ' ' || !strings.ContainsRune(",;:", rune(s[i-1])) && !strings.HasSuffix(s[:i], "—") {
			continue
		}
		b := Block{{s[:i], style}, {s[i+1:], style}}
		if w, _ := b.Size(); w < width {
			best, width = b, w
		}
	}
	return best
}

// Wrap breaks a text into lines no wider than width: at its spaces and, in
// Japanese, which has none, between phrases; a no-break space is kept. A phrase
// that is wider is broken between characters where Japanese may be, a word of
// letters stays whole on a line of its own.
func Wrap(s string, style text.Style, width vg.Length) Block {
	var b Block
	line := ""
	for _, p := range pieces(s) {
		longer := line + p.before + p.text
		if line == "" {
			longer = p.text
		}
		if (Line{longer, style}).Width() <= width {
			line = longer
			continue
		}
		if line != "" {
			b = append(b, Line{line, style})
		}
		var whole []Line
		whole, line = split(p.text, style, width)
		b = append(b, whole...)
	}
	return append(b, Line{line, style})
}

// split breaks a phrase that is wider than width between characters; what does
// not fill a line is the rest.
func split(s string, style text.Style, width vg.Length) (lines []Line, rest string) {
	start, at := 0, 0
	for i, r := range s {
		if i > start && (Line{s[start : i+utf8.RuneLen(r)], style}).Width() > width && at > start {
			lines = append(lines, Line{s[start:at], style})
			start = at
		}
		if next := i + utf8.RuneLen(r); next < len(s) && mayBreak(r, first(s[next:])) {
			at = next
		}
	}
	return lines, s[start:]
}
