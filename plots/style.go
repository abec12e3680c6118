package plots

import (
	"cmp"
	"fmt"
	"image/color"
	"slices"
	"strconv"
	"time"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"

	"github.com/defcast/defcast/plots/typeface"
)

// Style is all that a chart depends on besides the report. The zero value is
// the light theme on a page with bands of 50, 80 and 95 %.
type Style struct {
	Theme  Theme
	Size   Size
	Levels []float64 // of the bands, each in (0, 1)
	// Language is that of all words.
	Language Language
	// Title and Subtitle replace the chart's own; empty keeps them.
	Title, Subtitle string
	// Created is the date that a PDF carries. It is never the clock: equal
	// reports and styles give equal bytes. Zero is the start of 1970, what
	// SOURCE_DATE_EPOCH=0 means.
	//
	// See https://reproducible-builds.org/specs/source-date-epoch/.
	Created time.Time
	// Second finds a second typeface, for characters that the theme's own lacks
	// and for all text in Japanese; it is called when one is needed. Nil means
	// there is none: see [typeface.Find] and [typeface.Load].
	Second func() (*typeface.Face, error)
	// Outline makes the letters of an SVG shapes: it looks the same wherever it
	// is seen, but its text cannot be searched.
	Outline bool

	faces *faces
}

// ParseEpoch reads the value of SOURCE_DATE_EPOCH, seconds since the start of
// 1970, for [Style.Created]; an empty one gives the zero time.
func ParseEpoch(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	seconds, err := strconv.ParseInt(s, 10, 64)
	if err != nil || seconds < 0 {
		return time.Time{}, fmt.Errorf("bad SOURCE_DATE_EPOCH %q (want seconds since 1970)", s)
	}
	return time.Unix(seconds, 0).UTC(), nil
}

// fill replaces what is zero by its default, sorts the levels and scales the
// theme to the size.
func (s Style) fill() (Style, error) {
	if s.Theme.Name == "" {
		s.Theme = Light()
	}
	if s.Size.Name == "" {
		s.Size = Sizes()[0]
	}
	if s.Size.Width <= 0 || s.Size.Height <= 0 || s.Size.Scale <= 0 {
		return s, fmt.Errorf("size %s of %g by %g points, scale %g: want positive numbers", s.Size.Name, s.Size.Width, s.Size.Height, s.Size.Scale)
	}
	s.Levels = slices.Sorted(slices.Values(s.Levels))
	s.Levels = slices.Compact(s.Levels)
	if len(s.Levels) == 0 {
		s.Levels = []float64{0.5, 0.8, 0.95}
	}
	for _, l := range s.Levels {
		if !(l > 0 && l < 1) {
			return s, fmt.Errorf("band level %g: want a number between 0 and 1", l)
		}
	}
	s.Created = cmp.Or(s.Created, time.Unix(0, 0)).UTC()
	s.Theme = s.Theme.scaled(s.Size.Scale)
	s.faces = newFaces(s.Theme, s.Language, s.Second)
	return s, nil
}

// text returns a style of the theme.
func (s Style) text(size vg.Length, c color.Color, weight xfont.Weight) text.Style {
	f := font.From(s.Theme.Face, size)
	f.Weight = weight
	return text.Style{Color: c, Font: f, Handler: s.faces}
}

// title is the style of the headline. The styles of text are told by role;
// whatever is not the finding itself steps back in the muted colour.
func (s Style) title() text.Style {
	return s.text(s.Theme.Type.Title, s.Theme.Color.Text, xfont.WeightBold)
}

// subtitle is the style of what was measured.
func (s Style) subtitle() text.Style {
	return s.text(s.Theme.Type.Subtitle, s.Theme.Color.Muted, xfont.WeightNormal)
}

// note is the style of method and sources, the smallest.
func (s Style) note() text.Style {
	return s.text(s.Theme.Type.Note, s.Theme.Color.Muted, xfont.WeightNormal)
}

// tick is the style of axis labels.
func (s Style) tick() text.Style {
	return s.text(s.Theme.Type.Tick, s.Theme.Color.Muted, xfont.WeightNormal)
}

// label is the style of words beside a mark.
func (s Style) label() text.Style {
	return s.text(s.Theme.Type.Label, s.Theme.Color.Text, xfont.WeightNormal)
}

// muted is label for what is said in passing.
func (s Style) muted() text.Style {
	return s.text(s.Theme.Type.Label, s.Theme.Color.Muted, xfont.WeightNormal)
}

// strong is for the number that matters, in the colour of its mark.
func (s Style) strong(role text.Style) text.Style {
	role.Font.Weight = xfont.WeightBold
	return role
}

// width is that of the page within its margins.
func (s Style) width() vg.Length { return s.Size.Width - 2*s.Theme.Margin }
