package plots

import (
	"image/color"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/defcast/defcast/forecast/pipeline"
)

// Theme is how charts look, apart from their size: a value, passed down, never
// a package variable. A light, a dark and a print theme differ in their
// values only. To make another, start from [Light].
type Theme struct {
	Name   string
	Face   font.Font   // typeface and variant of all text
	Fonts  *font.Cache // where its faces are found
	Type   Scale
	Line   Widths
	Margin vg.Length // around the page
	Gap    vg.Length // between a mark and its label
	Color  Palette
}

// Scale has the sizes of type on a page of size 1, see [Size.Scale].
type Scale struct {
	Title, Subtitle, Label, Tick, Note vg.Length
}

// Widths has the widths of lines and marks on a page of size 1.
type Widths struct {
	History, Forecast, Target, Edge, Axis, Grid vg.Length
	Dot                                         vg.Length // radius of a value
	Median, Other                               []vg.Length
}

// Palette gives each role its colour. On the background and on the bands the
// marks have a contrast of 3:1 or more and all text 4.5:1, in grey and for
// protanopia, deuteranopia and tritanopia too: colour is never the only sign.
type Palette struct {
	Paper    color.Color // background
	Text     color.Color
	Muted    color.Color // text that steps back: ticks, subtitle, sources
	Grid     color.Color // decoration, below 3:1 on purpose
	Axis     color.Color
	History  color.Color
	Forecast color.Color
	Inner    color.Color // fill of the narrowest band
	Outer    color.Color // fill of the widest band
	Edge     color.Color // edges of the bands
	Target   color.Color
	Origin   color.Color
}

// Band returns the fill of band i of n, 0 the narrowest.
func (p Palette) Band(i, n int) color.Color {
	if n < 2 {
		return p.Inner
	}
	t := float64(i) / float64(n-1)
	a := color.NRGBAModel.Convert(p.Inner).(color.NRGBA)
	b := color.NRGBAModel.Convert(p.Outer).(color.NRGBA)
	mix := func(x, y uint8) uint8 { return uint8(float64(x)*(1-t) + float64(y)*t + 0.5) }
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 0xff}
}

// Themes returns the themes, the default first.
func Themes() []Theme { return []Theme{Light(), Dark(), Print()} }

// ThemeNamed returns the theme of a name, or a [*pipeline.UnknownError].
func ThemeNamed(name string) (Theme, error) {
	var names []string
	for _, t := range Themes() {
		if t.Name == name {
			return t, nil
		}
		names = append(names, t.Name)
	}
	return Theme{}, &pipeline.UnknownError{Kind: "theme", Name: name, Known: names}
}

// Light is the default theme: ink and blue on white, the target in rust. Its
// hues are Okabe and Ito's blue and vermillion, darkened to carry text.
//
// # References
//
// Okabe and Ito, Color Universal Design, 2008, https://jfly.uni-koeln.de/color/.
func Light() Theme {
	t := plain("light")
	t.Color = Palette{
		Paper: rgb(0xFFFFFF), Text: rgb(0x1A1A1A), Muted: rgb(0x595959),
		Grid: rgb(0xDDDDDD), Axis: rgb(0x666666), Origin: rgb(0x666666),
		History: rgb(0x1F2A37), Forecast: rgb(0x0A4A85),
		Inner: rgb(0xA3C9E8), Outer: rgb(0xE3EFF9), Edge: rgb(0x286596),
		Target: rgb(0xA63A00),
	}
	return t
}

// Dark is for screens with light text on dark.
func Dark() Theme {
	t := plain("dark")
	t.Color = Palette{
		Paper: rgb(0x14181D), Text: rgb(0xF2F2F2), Muted: rgb(0xB4B9C0),
		Grid: rgb(0x333A42), Axis: rgb(0xADB3BC), Origin: rgb(0xADB3BC),
		History: rgb(0xF2F2F2), Forecast: rgb(0x9BD1F7),
		Inner: rgb(0x2F5A80), Outer: rgb(0x1C2E40), Edge: rgb(0x72B3E2),
		Target: rgb(0xFFB27A),
	}
	return t
}

// Print is black and white: dashes, weights and greys instead of hues.
func Print() Theme {
	t := plain("print")
	t.Color = Palette{
		Paper: rgb(0xFFFFFF), Text: rgb(0x000000), Muted: rgb(0x4D4D4D),
		Grid: rgb(0xDDDDDD), Axis: rgb(0x666666), Origin: rgb(0x666666),
		History: rgb(0x000000), Forecast: rgb(0x000000),
		Inner: rgb(0xC4C4C4), Outer: rgb(0xEEEEEE), Edge: rgb(0x555555),
		Target: rgb(0x000000),
	}
	return t
}

// plain is what all themes share. Liberation Sans has the widths of Arial and
// Helvetica, so an SVG keeps its layout where only those are installed.
func plain(name string) Theme {
	return Theme{
		Name:  name,
		Face:  font.Font{Typeface: "Liberation", Variant: "Sans"},
		Fonts: font.NewCache(liberation.Collection()),
		Type:  Scale{Title: 13, Subtitle: 9, Label: 8.5, Tick: 8.5, Note: 7},
		// History and forecast weigh most, bands' edges least: three bands have six.
		Line: Widths{History: 1.5, Forecast: 1.6, Target: 1.1, Edge: 0.35, Axis: 0.6, Grid: 0.5, Dot: 1.7,
			Median: []vg.Length{4, 2}, Other: []vg.Length{1.5, 2.5}},
		Margin: 12,
		Gap:    4,
	}
}

// rgb writes colours as everybody does, 0xRRGGBB.
func rgb(hex uint32) color.Color {
	return color.NRGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 0xff}
}

// line returns a line style; no dashes make a solid line.
func line(c color.Color, width vg.Length, dashes []vg.Length) draw.LineStyle {
	return draw.LineStyle{Color: c, Width: width, Dashes: dashes}
}

// scaled returns the theme for a size, all lengths times k.
func (t Theme) scaled(k float64) Theme {
	s := vg.Length(k)
	for _, l := range []*vg.Length{
		&t.Type.Title, &t.Type.Subtitle, &t.Type.Label, &t.Type.Tick, &t.Type.Note,
		&t.Line.History, &t.Line.Forecast, &t.Line.Target, &t.Line.Edge, &t.Line.Axis, &t.Line.Grid, &t.Line.Dot,
		&t.Margin, &t.Gap,
	} {
		*l *= s
	}
	t.Line.Median, t.Line.Other = times(t.Line.Median, s), times(t.Line.Other, s)
	return t
}

// times scales a copy: themes share the arrays of their dashes.
func times(dashes []vg.Length, s vg.Length) []vg.Length {
	var out []vg.Length
	for _, d := range dashes {
		out = append(out, d*s)
	}
	return out
}
