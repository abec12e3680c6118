package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/defcast/defcast/plots/mark"
)

// rows is a body of level bars under each other, each with its name at its
// left, where long names have room, and its value behind its end. Bars are
// lengths: the axis holds zero, always.
type rows struct {
	s      Style
	items  []row
	ticks  func(n int) plot.Ticker
	at     []float64 // upright lines, each with its name above
	names  []string
	bridge bool    // join the end of each bar to the next, as a waterfall does
	lo, hi float64 // of the axis besides the bars; zero is in it anyhow
}

// row is one line of rows.
type row struct {
	name   string
	parts  []part
	from   float64 // where the first part begins, zero but in a waterfall
	lo, hi float64 // an interval about the end, drawn if lo < hi
	mid    float64 // the point of the interval
	value  string
	strong bool
	hollow bool // the point is not firm
}

// part is a piece of a bar; a negative one runs back.
type part struct {
	size float64
	fill color.Color
	text string // inside, where it fits
}

// end returns where the bar ends.
func (r row) end() float64 {
	at := r.from
	for _, p := range r.parts {
		at += p.size
	}
	return at
}

// span returns the least and the greatest value that the rows show.
func (b *rows) span() (lo, hi float64) {
	lo, hi = min(0, b.lo), max(0, b.hi)
	for _, r := range b.items {
		at := r.from
		for _, v := range append([]part{{}}, r.parts...) {
			at += v.size
			lo, hi = min(lo, at), max(hi, at)
		}
		if r.lo < r.hi {
			lo, hi = min(lo, r.lo), max(hi, r.hi)
		}
	}
	for _, v := range b.at {
		hi = max(hi, v)
	}
	return lo, hi
}

// Draw draws the rows from the top of the canvas.
func (b *rows) Draw(c draw.Canvas) {
	gap := b.s.Theme.Gap
	items, more, label := b.fitting(c.Max.Y - c.Min.Y)
	each := (c.Max.Y - c.Min.Y - 2.6*b.s.tick().Font.Size) / vg.Length(len(items)+min(more, 1))
	wide := c.Max.X - c.Min.X
	names := make([]mark.Block, len(items))
	var left, right vg.Length
	for i, r := range items {
		style := label
		if r.strong {
			style = b.s.strong(style)
		}
		names[i] = mark.Wrap(r.name, style, 0.3*wide)
		if _, h := names[i].Size(); h > each {
			names[i] = mark.Block{{Text: r.name, Style: style}}
		}
		w, _ := names[i].Size()
		left = max(left, w)
		right = max(right, mark.Line{Text: r.value, Style: b.s.strong(label)}.Width())
	}
	area := draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{
		Min: vg.Point{X: c.Min.X + left + 2*gap, Y: c.Min.Y}, Max: vg.Point{X: c.Max.X - right - 2*gap, Y: c.Max.Y}}}
	lo, hi := b.span()
	x := func(v float64) vg.Length {
		return area.Min.X + (area.Max.X-area.Min.X)*vg.Length((v-lo)/(hi-lo))
	}
	b.axis(&area, x, lo, hi)
	each = (area.Max.Y - area.Min.Y) / vg.Length(len(items)+min(more, 1))
	for i, r := range items {
		y := area.Max.Y - each*(vg.Length(i)+0.5)
		_, h := names[i].Size()
		names[i].Draw(c, area.Min.X-gap, y+h/2, draw.XRight)
		b.bar(area, r, label, x, y, min(0.62*each, 2.2*label.Font.Size))
		if b.bridge && i+1 < len(items) {
			at := x(r.end())
			area.StrokeLine2(line(b.s.Theme.Color.Axis, b.s.Theme.Line.Axis, nil), at, y, at, y-each)
		}
	}
	if more > 0 {
		l := mark.Line{Text: b.s.Language.say("and %d more", "他%d件", more), Style: label}
		l.Style.Color = b.s.Theme.Color.Muted
		l.Draw(c, area.Min.X+gap, area.Min.Y+(each+l.Height())/2)
	}
}

// fitting returns the rows that have room, how many have none, and their style:
// as small as seven tenths of a label before a row is left out.
func (b *rows) fitting(height vg.Length) (items []row, more int, label text.Style) {
	label = b.s.label()
	room := height - 2.6*b.s.tick().Font.Size // the scale, and names of lines
	n := vg.Length(len(b.items))
	if size := room / n / 1.2; size < label.Font.Size {
		label.Font.Size = max(size, 0.7*label.Font.Size)
	}
	most := int(room/(1.2*label.Font.Size) + 0.01)
	if most >= len(b.items) {
		return b.items, 0, label
	}
	most = max(1, most-1)
	return b.items[:most], len(b.items) - most, label
}

// axis draws the scale under the rows, the base line and the upright lines.
func (b *rows) axis(c *draw.Canvas, x func(float64) vg.Length, lo, hi float64) {
	tick := b.s.tick()
	marks := b.scale(lo, hi, c.Max.X-c.Min.X)
	bottom := c.Min.Y + 1.4*tick.Font.Size
	top := c.Max.Y
	for i, name := range b.names {
		style := b.s.label()
		style.Color = b.s.Theme.Color.Target
		l := mark.Line{Text: name, Style: style}
		at := x(b.at[i]) - l.Width()/2
		l.Draw(*c, max(c.Min.X, min(at, c.Max.X-l.Width())), c.Max.Y)
		top = c.Max.Y - l.Height()
	}
	for _, t := range marks {
		at := x(t.Value)
		c.StrokeLine2(line(b.s.Theme.Color.Grid, b.s.Theme.Line.Grid, nil), at, bottom, at, top)
		l := mark.Line{Text: t.Label, Style: tick}
		l.Draw(*c, at-l.Width()/2, bottom-0.2*tick.Font.Size)
	}
	for _, v := range b.at {
		c.StrokeLine2(line(b.s.Theme.Color.Target, b.s.Theme.Line.Target, nil), x(v), bottom, x(v), top)
	}
	c.StrokeLine2(line(b.s.Theme.Color.Axis, b.s.Theme.Line.Axis, nil), x(0), bottom, x(0), top)
	c.Min.Y, c.Max.Y = bottom, top
}

// scale returns the ticks, as many as there is room for their labels.
func (b *rows) scale(lo, hi float64, room vg.Length) []plot.Tick {
	for n := 7; ; n-- {
		marks := b.ticks(n).Ticks(lo, hi)
		var wide vg.Length
		for _, t := range marks {
			wide = max(wide, b.s.tick().Width(t.Label))
		}
		if n == 2 || vg.Length(len(marks))*wide*1.4 < room {
			return marks
		}
	}
}

// bar draws one row.
func (b *rows) bar(c draw.Canvas, r row, label text.Style, x func(float64) vg.Length, y, height vg.Length) {
	col, w := b.s.Theme.Color, b.s.Theme.Line
	at, right := r.from, max(x(r.from), x(0))
	for _, p := range r.parts {
		from, to := x(min(at, at+p.size)), x(max(at, at+p.size))
		box := vg.Rectangle{Min: vg.Point{X: from, Y: y - height/2}, Max: vg.Point{X: to, Y: y + height/2}}
		c.SetColor(p.fill)
		c.Fill(box.Path())
		c.SetLineStyle(line(col.Forecast, w.Edge, nil))
		c.Stroke(box.Path())
		b.inside(c, p, box)
		at += p.size
		right = max(right, to)
	}
	if r.lo < r.hi {
		interval(c, b.s, x, y, r)
		right = max(right, x(r.hi))
	}
	b.value(c, r, label, x, y, right)
}

// value writes the value behind the end of the bar or, where an interval stands
// there, at the start of the bar if it fits in.
func (b *rows) value(c draw.Canvas, r row, label text.Style, x func(float64) vg.Length, y, right vg.Length) {
	l := mark.Line{Text: r.value, Style: b.s.strong(label)}
	if r.lo < r.hi && len(r.parts) > 0 && l.Width()+2*b.s.Theme.Gap < min(x(r.end()), x(r.lo))-x(0) {
		l.Style.Color = ink(r.parts[0].fill, b.s.Theme.Color)
		l.Draw(c, x(0)+b.s.Theme.Gap, y+l.Height()/2)
		return
	}
	c.SetColor(b.s.Theme.Color.Paper)
	at := right + b.s.Theme.Gap
	for _, v := range b.at { // past a line that would run through it
		if line := x(v); at-b.s.Theme.Gap < line && line < at+l.Width()+b.s.Theme.Gap/2 {
			at = line + b.s.Theme.Gap
		}
	}
	if l.Text != "" {
		c.Fill(vg.Rectangle{Min: vg.Point{X: at, Y: y - l.Height()/2}, Max: vg.Point{X: at + l.Width(), Y: y + l.Height()/2}}.Path())
	}
	l.Draw(c, at, y+l.Height()/2)
}

// inside writes a part's text where it fits.
func (b *rows) inside(c draw.Canvas, p part, box vg.Rectangle) {
	style := b.s.note()
	style.Color = ink(p.fill, b.s.Theme.Color)
	l := mark.Line{Text: p.text, Style: style}
	if p.text == "" || l.Width()+b.s.Theme.Gap > box.Max.X-box.Min.X || l.Height() > box.Max.Y-box.Min.Y {
		return
	}
	l.Draw(c, (box.Min.X+box.Max.X-l.Width())/2, (box.Min.Y+box.Max.Y+l.Height())/2)
}

// interval draws a level interval with its point.
func interval(c draw.Canvas, s Style, x func(float64) vg.Length, y vg.Length, r row) {
	style := line(s.Theme.Color.Forecast, s.Theme.Line.History*0.8, nil)
	lo, hi, tick := x(r.lo), x(r.hi), 1.2*s.Theme.Line.Dot
	c.StrokeLine2(style, lo, y, hi, y)
	for _, at := range []vg.Length{lo, hi} {
		c.StrokeLine2(style, at, y-tick, at, y+tick)
	}
	mark.Dots{Radius: s.Theme.Line.Dot * 1.2, Line: style, Inside: s.Theme.Color.Paper}.At(c, vg.Point{X: x(r.mid), Y: y}, r.hollow)
}

// ink is the colour of text on a fill: the paper's or the text's, whichever
// stands out more.
func ink(fill color.Color, p Palette) color.Color {
	if contrast(fill, p.Paper) > contrast(fill, p.Text) {
		return p.Paper
	}
	return p.Text
}

// contrast is the ratio of luminances of the Web Content Accessibility
// Guidelines 2.2.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is the relative luminance of sRGB colours, WCAG 2.2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	lin := func(v uint32) float64 {
		x := float64(v) / 0xffff
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}
