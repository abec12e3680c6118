package plots

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// MaxSeries is how many lines one chart can hold.
const MaxSeries = 8

// series returns the line of one of several things of equal rank. Hue and
// dashes both tell neighbours apart, so that neither grey nor colour blindness
// takes the difference away; each line has its name at its end besides.
//
// # References
//
// Okabe and Ito, Color Universal Design, 2008, darkened to carry text.
func (s Style) series(i int) draw.LineStyle {
	w := s.Theme.Line
	return line(s.hue(i), w.Forecast*0.85, times(seriesDashes[i%len(seriesDashes)], vg.Length(s.Size.Scale)))
}

// seriesDashes alternate solid and broken lines, no two of one cycle alike.
var seriesDashes = [][]vg.Length{nil, {6, 2}, {1.5, 1.5}, {6, 2, 1.5, 2}, nil, {3, 1.5}, {9, 2}, {4, 1.5, 1, 1.5, 1, 1.5}}

// seriesHues has the colours by the lightness of the paper.
var seriesHues = map[bool][]color.Color{
	false: {rgb(0x0A4A85), rgb(0xA63A00), rgb(0x00694A), rgb(0x7D2E6D), rgb(0x6B5000), rgb(0x1F6F99), rgb(0x3D3D3D), rgb(0x8C2332)},
	true:  {rgb(0x9BD1F7), rgb(0xFFB27A), rgb(0x74DDB5), rgb(0xF2B0DA), rgb(0xF5DC6E), rgb(0xB9C7FF), rgb(0xDADADA), rgb(0xFF9DA6)},
}

// hue is the colour of one of several things; on the print theme all are ink.
func (s Style) hue(i int) color.Color {
	if s.Theme.Color.Forecast == s.Theme.Color.History {
		return s.Theme.Color.History
	}
	r, g, b, _ := s.Theme.Color.Paper.RGBA()
	hues := seriesHues[r+g+b < 3*0x8000]
	return hues[i%len(hues)]
}
