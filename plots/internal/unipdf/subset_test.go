package unipdf

import (
	"io"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/vg"
)

// again reads a subset back.
func again(t *testing.T, f *sfnt.Font, chars string) *sfnt.Font {
	t.Helper()
	b, err := subset(f, "Test-Regular", slices.Sorted(slices.Values([]rune(chars))), false)
	if err != nil {
		t.Fatal(err)
	}
	out, err := sfnt.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func cff(t *testing.T) *sfnt.Font {
	t.Helper()
	b, err := os.ReadFile("testdata/CFFTest.otf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := sfnt.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func sans(t *testing.T) *sfnt.Font {
	t.Helper()
	f := face(10)
	return f.Face
}

// measures returns what a reader sees of a character: its advance, its area and
// its box, in units of the font.
func measures(t *testing.T, f *sfnt.Font, r rune) (advance, area float64, sides [4]float64) {
	t.Helper()
	var buf sfnt.Buffer
	em := fixed.Int26_6(f.UnitsPerEm())
	g, err := f.GlyphIndex(&buf, r)
	if err != nil || g == 0 {
		t.Fatalf("%q: glyph %d, %v", r, g, err)
	}
	a, err := f.GlyphAdvance(&buf, g, em, font.HintingNone)
	if err != nil {
		t.Fatal(err)
	}
	segments, err := f.LoadGlyph(&buf, g, em, nil)
	if err != nil {
		t.Fatal(err)
	}
	area, sides = enclosed(segments)
	return float64(a), area, sides
}

// enclosed integrates x·dy along the outline in small steps, and returns how far
// it reaches to either side.
func enclosed(segments sfnt.Segments) (area float64, sides [4]float64) {
	total := 0.0
	var here, start [2]float64
	to := func(x, y float64) {
		total += (here[0] + x) / 2 * (y - here[1])
		here = [2]float64{x, y}
		sides = [4]float64{min(sides[0], x), min(sides[1], y), max(sides[2], x), max(sides[3], y)}
	}
	at := func(p fixed.Point26_6) [2]float64 { return [2]float64{float64(p.X), float64(p.Y)} }
	for _, s := range segments {
		p := [4][2]float64{here, at(s.Args[0]), at(s.Args[1]), at(s.Args[2])}
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			to(start[0], start[1])
			here, start = p[1], p[1]
		case sfnt.SegmentOpLineTo:
			to(p[1][0], p[1][1])
		default:
			for u := 0.02; u < 1.01; u += 0.02 {
				v := 1 - u
				w := []float64{v * v, 2 * u * v, u * u}
				if s.Op == sfnt.SegmentOpCubeTo {
					w = []float64{v * v * v, 3 * u * v * v, 3 * u * u * v, u * u * u}
				}
				var x, y float64
				for i := range w {
					x, y = x+w[i]*p[i][0], y+w[i]*p[i][1]
				}
				to(x, y)
			}
		}
	}
	to(start[0], start[1])
	return math.Abs(total), sides
}

// TestSubsetKeepsTheLetters: advance, area and box are those of the font that
// it came from, whether that has quadratic or cubic outlines.
func TestSubsetKeepsTheLetters(t *testing.T) {
	for name, c := range map[string]struct {
		font  *sfnt.Font
		chars string
	}{
		"TrueType": {sans(t), " %0128AQgé–Łα“"}, // é is composed of two glyphs
		"CFF":      {cff(t), "01Q中"},
	} {
		got := again(t, c.font, c.chars)
		for _, r := range strings.TrimPrefix(c.chars, " ") {
			wa, ws, wb := measures(t, c.font, r)
			ga, gs, gb := measures(t, got, r)
			if wa != ga || math.Abs(gs/ws-1) > 0.005 {
				t.Errorf("%s %q: advance %g and area %.0f, want %g and %.0f", name, r, ga, gs, wa, ws)
			}
			for i := range wb {
				if math.Abs(wb[i]-gb[i]) > 2 {
					t.Errorf("%s %q: side %d is at %g, want %g", name, r, i, gb[i], wb[i])
				}
			}
		}
		var buf sfnt.Buffer
		if g, err := got.GlyphIndex(&buf, 'Z'); err != nil || g != 0 {
			t.Errorf("%s: a letter that was not asked for is glyph %d, %v", name, g, err)
		}
	}
}

// TestSubsetIsSmall: the letters of a chart, not the 2,600 glyphs of the font.
func TestSubsetIsSmall(t *testing.T) {
	b, err := subset(sans(t), "Test", []rune("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[:10]), true)
	if err != nil {
		t.Fatal(err)
	}
	if len(b) > 5_000 {
		t.Errorf("%d bytes for ten digits", len(b))
	}
}

func TestSubsetRefuses(t *testing.T) {
	for chars, says := range map[string]string{"😀": "U+1F600", "日": "lacks it"} {
		if _, err := subset(sans(t), "Test", []rune(chars), false); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want an error that says %s", chars, err, says)
		}
	}
}

// TestOtherReadersTakeTheSubset asks fontconfig's FreeType, where it is
// installed: it checks the tables that sfnt does not read.
func TestOtherReadersTakeTheSubset(t *testing.T) {
	if _, err := exec.LookPath("fc-query"); err != nil {
		t.Skip("no fc-query on this machine")
	}
	b, err := subset(cff(t), "Test-Bold", []rune("01Q中"), true)
	if err != nil {
		t.Fatal(err)
	}
	file := t.TempDir() + "/x.ttf"
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("fc-query", "-f", "%{family} %{fontformat} %{charset}", file).CombinedOutput()
	if want := "Test-Bold TrueType 30-31 51 4e2d"; err != nil || string(out) != want {
		t.Errorf("%q, %v, want %q", out, err, want)
	}
}

func TestUnannouncedTextIsAnError(t *testing.T) {
	c := New(10, 10, Info{})
	c.FillString(face(10), vg.Point{}, "x")
	if _, err := c.WriteTo(io.Discard); err == nil || !strings.Contains(err.Error(), "was not announced") {
		t.Errorf("%v, want an error", err)
	}
}
