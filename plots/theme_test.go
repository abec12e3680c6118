package plots

import (
	"image/color"
	"math"
	"testing"
)

// vision is how a colour is seen, as a matrix on linear red, green and blue.
type vision struct {
	name   string
	matrix [3][3]float64
}

// The three kinds of colour blindness at full severity.
//
// References: Machado, Oliveira and Fernandes, A physiologically-based model
// for simulation of color vision deficiency, IEEE Transactions on
// Visualization and Computer Graphics 15, 2009, table of matrices at
// severity 1.0. Grey is the relative luminance itself, so it has no matrix.
var visions = []vision{
	{"full", [3][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
	{"grey", [3][3]float64{{0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}}},
	{"protanopia", [3][3]float64{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
	{"deuteranopia", [3][3]float64{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
	{"tritanopia", [3][3]float64{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
}

// seen returns the relative luminance of a colour by Web Content Accessibility
// Guidelines 2.2.
func (v vision) seen(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	var linear [3]float64
	for i, u := range [3]uint32{r, g, b} {
		s := float64(u) / 0xffff
		if linear[i] = s / 12.92; s > 0.04045 {
			linear[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	var out [3]float64
	for i, row := range v.matrix {
		for k, m := range row {
			out[i] += m * linear[k]
		}
		out[i] = min(max(out[i], 0), 1)
	}
	return 0.2126*out[0] + 0.7152*out[1] + 0.0722*out[2]
}

// contrast is that of the same guidelines, from 1 to 21.
func (v vision) contrast(a, b color.Color) float64 {
	x, y := v.seen(a), v.seen(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// TestContrastOfBlackAndWhite pins the ruler: 21:1 whoever looks, and 4.54:1
// for #767676 on white, the lightest grey that may carry text.
func TestContrastOfBlackAndWhite(t *testing.T) {
	for _, v := range visions {
		if got := v.contrast(rgb(0x000000), rgb(0xFFFFFF)); math.Abs(got-21) > 1e-3 {
			t.Errorf("%s: %g, want 21", v.name, got)
		}
		if got := v.contrast(rgb(0x767676), rgb(0xFFFFFF)); math.Abs(got-4.54) > 0.005 {
			t.Errorf("%s: %g, want 4.54", v.name, got)
		}
	}
}

// TestPalettes: text is legible and marks are visible on whatever they are
// drawn on, in every theme and to everybody.
func TestPalettes(t *testing.T) {
	for _, theme := range Themes() {
		p := theme.Color
		bands := []color.Color{p.Band(0, 3), p.Band(1, 3), p.Band(2, 3)}
		grounds := append([]color.Color{p.Paper}, bands...)
		for _, v := range visions {
			need := func(what string, a, b color.Color, least float64) {
				if got := v.contrast(a, b); got < least {
					t.Errorf("%s, %s: %s has %.2f:1, want %g:1", theme.Name, v.name, what, got, least)
				}
			}
			for what, c := range map[string]color.Color{"text": p.Text, "muted text": p.Muted, "history as text": p.History,
				"forecast as text": p.Forecast, "target as text": p.Target} {
				need(what, c, p.Paper, 4.5)
			}
			for what, c := range map[string]color.Color{"history": p.History, "forecast": p.Forecast, "target": p.Target,
				"origin": p.Origin, "band edge": p.Edge} {
				for _, ground := range grounds {
					need(what, c, ground, 3)
				}
			}
			need("axis", p.Axis, p.Paper, 3)
			// Neighbouring fills are told apart by their edges; without those,
			// they still step evenly from the paper inwards.
			need("innermost band on the next", bands[0], bands[1], 1.15)
			need("middle band on the widest", bands[1], bands[2], 1.15)
			need("widest band", bands[2], p.Paper, 1.1)
			if a, b, c := v.seen(bands[0])-v.seen(p.Paper), v.seen(bands[1])-v.seen(p.Paper), v.seen(bands[2])-v.seen(p.Paper); math.Abs(a) <= math.Abs(b) || math.Abs(b) <= math.Abs(c) {
				t.Errorf("%s, %s: bands do not darken inwards", theme.Name, v.name)
			}
		}
	}
}

// TestScaledLengths: a theme of another size has all its lengths in
// proportion, and the theme that it came from is untouched.
func TestScaledLengths(t *testing.T) {
	a := Light()
	b := a.scaled(2)
	if b.Type.Title != 2*a.Type.Title || b.Line.Dot != 2*a.Line.Dot || b.Line.Median[0] != 2*a.Line.Median[0] || b.Margin != 2*a.Margin {
		t.Errorf("twice the size is %+v", b)
	}
	if a.Line.Median[0] != Light().Line.Median[0] {
		t.Error("scaling changed the theme that it was asked of")
	}
}
