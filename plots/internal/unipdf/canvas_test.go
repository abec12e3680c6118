package unipdf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	"image/color"
	"io"
	"math"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/vg"
)

// words are in scripts and signs that code page 1252 does not all have.
var words = []string{"Łódź – 2 % ≥ é", "Ελλάδα (αμυντική)", `back\slash`, "“official”"}

func face(size vg.Length) font.Face {
	return font.NewCache(liberation.Collection()).Lookup(font.Font{Typeface: "Liberation", Variant: "Sans"}, size)
}

func write(t *testing.T, c *Canvas) []byte {
	t.Helper()
	var buf bytes.Buffer
	if _, err := c.WriteTo(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func page(t *testing.T, draw func(*Canvas)) []byte {
	t.Helper()
	text := Text{}
	text.Add(face(0).Font, strings.Join(words, "")+"abc")
	c := New(200, 100, Info{Title: "Łódź", Subject: "a – b", Created: time.Unix(86400, 0).UTC(), Lang: "en", Text: text})
	draw(c)
	return write(t, c)
}

func text(c *Canvas) {
	for i, w := range words {
		c.FillString(face(10), vg.Point{X: 5, Y: vg.Length(80 - 15*i)}, w)
	}
}

// contents returns the drawing operators of the page, its first stream.
func contents(t *testing.T, pdf []byte) string {
	t.Helper()
	_, rest, ok := bytes.Cut(pdf, []byte("stream\n"))
	if !ok {
		t.Fatal("no stream in the file")
	}
	r, err := zlib.NewReader(bytes.NewReader(rest))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// shown returns the texts of the page, which are UTF-16 in the file.
func shown(ops string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`(?s)Td \((.*?)\) Tj ET`).FindAllStringSubmatch(ops, -1) {
		raw := strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r").Replace(m[1])
		units := make([]uint16, len(raw)/2)
		for i := range units {
			units[i] = binary.BigEndian.Uint16([]byte(raw[2*i:]))
		}
		out = append(out, string(utf16.Decode(units)))
	}
	return out
}

func TestTextIsUnicode(t *testing.T) {
	pdf := page(t, text)
	if d := cmp.Diff(words, shown(contents(t, pdf))); d != "" {
		t.Errorf("texts of the page (-want +got):\n%s", d)
	}
	if !bytes.Contains(pdf, []byte("/ToUnicode")) {
		t.Error("the font has no ToUnicode map: its text cannot be copied")
	}
	if len(pdf) > 60_000 {
		t.Errorf("%d bytes: is the whole font embedded?", len(pdf))
	}
}

// TestReadersFindTheText asks poppler, where it is installed.
func TestReadersFindTheText(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("no pdftotext on this machine")
	}
	cmd := exec.Command("pdftotext", "-", "-")
	cmd.Stdin = bytes.NewReader(page(t, text))
	got, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range words {
		if !strings.Contains(string(got), w) {
			t.Errorf("%q is not in what pdftotext reads: %q", w, got)
		}
	}
}

// TestSameBytes draws twenty times: a map walked at random would show.
func TestSameBytes(t *testing.T) {
	want := page(t, text)
	for range 20 {
		if !bytes.Equal(want, page(t, text)) {
			t.Fatal("the same drawing gave other bytes")
		}
	}
	if !bytes.Contains(want, []byte("D:19700102000000")) {
		t.Error("the creation date is not the one given")
	}
}

// TestTransformations: points go through the transformation in force, the
// last one called first, and a pop restores the one before.
func TestTransformations(t *testing.T) {
	c := New(200, 100, Info{})
	at := func() [2]float64 {
		x, y := c.at(vg.Point{X: 10, Y: 0})
		return [2]float64{math.Round(1e6*x) / 1e6, math.Round(1e6*(100-y)) / 1e6}
	}
	got := [][2]float64{at()}
	c.Push()
	c.Translate(vg.Point{X: 5, Y: 7})
	got = append(got, at())
	c.Rotate(math.Pi / 2)
	got = append(got, at())
	c.Scale(2, 3)
	got = append(got, at())
	c.Pop()
	got = append(got, at())
	want := [][2]float64{{10, 0}, {15, 7}, {5, 17}, {5, 27}, {10, 0}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("places of (10, 0) (-want +got):\n%s", d)
	}
}

// TestTurnedTextKeepsTheFont: text after turned text is in the font and size
// asked for, not in those that the turned text had.
func TestTurnedTextKeepsTheFont(t *testing.T) {
	ops := contents(t, page(t, func(c *Canvas) {
		c.FillString(face(10), vg.Point{}, "a")
		c.Push()
		c.Rotate(1)
		c.FillString(face(20), vg.Point{}, "b")
		c.Pop()
		c.FillString(face(20), vg.Point{}, "c")
	}))
	pushed := regexp.MustCompile(`(?s)q\n.*?cm\n(.*?)Q\n`).FindStringSubmatch(ops)
	if pushed == nil || strings.Contains(pushed[1], " Tf") {
		t.Errorf("the font is set where a pop takes it back:\n%q", ops)
	}
	if d := cmp.Diff([]string{"a", "b", "c"}, shown(ops)); d != "" {
		t.Errorf("texts (-want +got):\n%s", d)
	}
}

// TestArcFollowsTheCircle reads the control points back and measures how far
// the curve strays from the circle.
func TestArcFollowsTheCircle(t *testing.T) {
	const r, cx, cy = 40, 100, 50
	ops := contents(t, page(t, func(c *Canvas) {
		var p vg.Path
		p.Move(vg.Point{X: cx + r, Y: cy})
		p.Arc(vg.Point{X: cx, Y: cy}, r, 0, 2*math.Pi)
		p.Close()
		c.Fill(p)
	}))
	n, worst := 0, 0.0
	here := [2]float64{cx + r, cy}
	for _, p := range numbers(t, ops, "c") {
		n++
		for u := 0.0; u <= 1; u += 0.1 {
			v := 1 - u
			x := v*v*v*here[0] + 3*v*v*u*p[0] + 3*v*u*u*p[2] + u*u*u*p[4]
			y := v*v*v*here[1] + 3*v*v*u*p[1] + 3*v*u*u*p[3] + u*u*u*p[5]
			worst = max(worst, math.Abs(math.Hypot(x-cx, y-cy)/r-1))
		}
		here = [2]float64{p[4], p[5]}
	}
	if n != 4 || worst > 5e-4 { // 2.7e-4 by Goldapp and 1e-4 of rounding to 0.01 point
		t.Errorf("%d curves, at most %.1e of the radius off, want 4 and 5e-4", n, worst)
	}
	if math.Hypot(here[0]-(cx+r), here[1]-cy) > 0.02 {
		t.Errorf("a full turn ends at %v", here)
	}
}

// TestQuadraticCurve: at one half, a quadratic with control q is a quarter of
// either end and half of q.
func TestQuadraticCurve(t *testing.T) {
	ops := contents(t, page(t, func(c *Canvas) {
		var p vg.Path
		p.Move(vg.Point{X: 0, Y: 0})
		p.QuadTo(vg.Point{X: 30, Y: 60}, vg.Point{X: 60, Y: 0})
		c.Stroke(p)
	}))
	curves := numbers(t, ops, "c")
	if len(curves) != 1 {
		t.Fatalf("%d curves, want 1", len(curves))
	}
	p := curves[0]
	x, y := 3./8*p[0]+3./8*p[2]+p[4]/8, 3./8*p[1]+3./8*p[3]+p[5]/8
	if math.Abs(x-30) > 0.02 || math.Abs(y-30) > 0.02 {
		t.Errorf("the middle is at (%g, %g), want (30, 30)", x, y)
	}
}

// numbers returns the six operands of each use of an operator.
func numbers(t *testing.T, ops, operator string) [][6]float64 {
	t.Helper()
	var out [][6]float64
	for _, line := range strings.Split(ops, "\n") {
		f := strings.Fields(line)
		if len(f) != 7 || f[6] != operator {
			continue
		}
		var p [6]float64
		for i := range p {
			if err := parse(f[i], &p[i]); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, p)
	}
	return out
}

func TestColourAndOpacity(t *testing.T) {
	pdf := page(t, func(c *Canvas) {
		c.SetColor(color.NRGBA{R: 0xff, A: 0x80})
		c.Fill(vg.Rectangle{Max: vg.Point{X: 9, Y: 9}}.Path())
	})
	if ops := contents(t, pdf); !strings.Contains(ops, "1.000 0.000 0.000 rg") {
		t.Errorf("red does not fill: %q", ops)
	}
	if !bytes.Contains(pdf, []byte("/ca 0.50")) {
		t.Error("half an opacity is not in the file")
	}
}

func TestImageIsPlaced(t *testing.T) {
	pdf := page(t, func(c *Canvas) {
		c.DrawImage(vg.Rectangle{Min: vg.Point{X: 10, Y: 20}, Max: vg.Point{X: 40, Y: 60}}, image.NewGray(image.Rect(0, 0, 3, 4)))
	})
	if ops := contents(t, pdf); !strings.Contains(ops, "30.00000 0 0 40.00000 10.00000 20.00000 cm") {
		t.Errorf("the image is not 30 by 40 points at (10, 20): %q", ops)
	}
}

func parse(s string, v *float64) (err error) {
	*v, err = strconv.ParseFloat(s, 64)
	return err
}
