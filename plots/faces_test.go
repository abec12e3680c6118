package plots

import (
	"bytes"
	"encoding/xml"
	"errors"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/recorder"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/plots/typeface"
)

// middleKingdom finds a face that has 0, 1, Q and 中.
func middleKingdom() (*typeface.Face, error) {
	return typeface.Load("internal/unipdf/testdata/CFFTest.otf")
}

// japanese finds the machine's Japanese face, once.
var japanese = sync.OnceValues(func() (*typeface.Face, error) { return typeface.Find(typeface.Folders()) })

// needJapanese skips a test where there is none. .ci/run installs one.
func needJapanese(t *testing.T) {
	t.Helper()
	if _, err := japanese(); errors.Is(err, typeface.ErrNone) {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
}

func TestRuns(t *testing.T) {
	f := newFaces(Light(), English, middleKingdom)
	fnt := f.base
	fnt.Size = 10
	got := ""
	rs, lost := f.runs("a中中Q", fnt)
	for _, r := range rs {
		got += string(r.face.Font.Typeface) + " " + r.text + "|"
	}
	if want := "Liberation a|CFFTest 中中|Liberation Q|"; got != want || lost != 0 {
		t.Errorf("%s, lost %q, want %s", got, lost, want)
	}
	sum, _, _ := f.Box("a中中Q", fnt)
	a, _, _ := f.Box("a", fnt)
	square, _, _ := f.Box("中", fnt)
	q, _, _ := f.Box("Q", fnt)
	if square != 6 || sum != a+2*square+q { // 600 of 1000 units, see CFFTest.sfd
		t.Errorf("widths %g, %g, %g, together %g; want 6 for the square", a, square, q, sum)
	}
	if _, lost := f.runs("a日本", fnt); lost != '日' {
		t.Errorf("lost %q, want 日", lost)
	}
	if rs, lost := f.runs("", fnt); len(rs) != 0 || lost != 0 {
		t.Errorf("nothing is %v, lost %q", rs, lost)
	}
}

// TestSecondFaceIsAskedWhenNeeded: not by an English chart whose letters are
// there, and once by any other.
func TestSecondFaceIsAskedWhenNeeded(t *testing.T) {
	for name, c := range map[string]struct {
		style Style
		title string
		want  int
	}{
		"English": {Style{}, "Q", 0}, "English with a square": {Style{}, "中中", 1}, "with a letter that neither has": {Style{}, "日本", 1},
		"Japanese": {Style{Language: Japanese}, "中", 1},
	} {
		asked := 0
		c.style.Title = c.title
		c.style.Second = func() (*typeface.Face, error) { asked++; return middleKingdom() }
		f, err := registry["fan"].Draw(Of(japan()), c.style)
		if err != nil {
			t.Fatal(err)
		}
		var rec recorder.Canvas
		if err := f.Draw(&rec); err != nil && !errors.Is(err, ErrGlyph) {
			t.Errorf("%s: %v", name, err)
		}
		if asked != c.want {
			t.Errorf("%s: asked %d times, want %d", name, asked, c.want)
		}
	}
}

// TestMissingGlyphSaysWhatIsMissing: the character, the faces, and why there
// is no other.
func TestMissingGlyphSaysWhatIsMissing(t *testing.T) {
	none := func() (*typeface.Face, error) { return typeface.Find([]string{"/nowhere"}) }
	for name, c := range map[string]struct {
		second func() (*typeface.Face, error)
		says   []string
	}{
		"none asked for": {nil, []string{"'日' (U+65E5)", "not in Liberation Sans"}},
		"none installed": {none, []string{"'日'", "not in Liberation Sans", "no Japanese font is installed in /nowhere"}},
		"lacks it too":   {middleKingdom, []string{"'日'", "Liberation Sans or CFFTest"}},
	} {
		err := Render(&bytes.Buffer{}, Of(japan()), "fan", "svg", Style{Title: "日本", Second: c.second})
		if !errors.Is(err, ErrGlyph) {
			t.Errorf("%s: %v, want ErrGlyph", name, err)
			continue
		}
		for _, want := range c.says {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %q in it", name, err, want)
			}
		}
	}
}

// TestJapaneseIsDrawn looks at every chart of every material in the two sizes
// that leave least room.
func TestJapaneseIsDrawn(t *testing.T) {
	needJapanese(t)
	every(t, func(t *testing.T, chart string, m *Material, s Style) {
		if s.Size.Name != "column" && s.Size.Name != "social" {
			return
		}
		s.Language, s.Second = Japanese, japanese
		actions := drawn(t, chart, translatable(m), s)
		checkTexts(t, s, actions)
		checkValues(t, actions)
	})
}

// translatable gives the reports of material a country and a measure whose
// Japanese names are known.
func translatable(m *Material) *Material {
	for i, r := range m.Reports {
		if data.CountryName(r.Config.Country) != r.CountryName {
			r.Config.Country = []string{"DEU", "BIH", "ITA", "POL"}[i%4]
			r.CountryName = data.CountryName(r.Config.Country)
		}
		if _, ok := measureWords[r.Measure.Name]; !ok {
			r.Measure.Name = "defence budget"
		}
		r.Measure.Denominator.Label = "same-year GDP"
	}
	return m
}

// TestJapaneseFiles: the text is text, to be found in PDF and SVG, shapes where
// that is asked for, and told in the header of PNG; twice the same bytes.
func TestJapaneseFiles(t *testing.T) {
	needJapanese(t)
	const title = "日本の防衛費は2027年度に対GDP比1.33%となる見通し"
	s := Style{Language: Japanese, Second: japanese}
	outlined := s
	outlined.Outline = true
	tiny := s
	tiny.Size = small().Size
	for _, e := range All() {
		for _, format := range Formats() {
			m := translatable(materials(e.Needs)["official"])
			b := render(t, m, e.Name, format, tiny)
			if !bytes.Equal(b, render(t, m, e.Name, format, tiny)) {
				t.Errorf("%s as %s: other bytes the second time", e.Name, format)
			}
		}
	}
	if b := render(t, Of(japan()), "fan", "png", s); !bytes.Contains(b, []byte("iTXtTitle\x00\x00\x00\x00\x00"+title)) {
		t.Error("the PNG has no Japanese title")
	}
	svg := render(t, Of(japan()), "fan", "svg", s)
	if !bytes.Contains(svg, []byte(">"+title)) || !bytes.Contains(svg, []byte(`xml:lang="ja"`)) || !bytes.Contains(svg, []byte("'Hiragino Sans'")) {
		t.Error("the SVG lacks the title as text, the language or fonts that stand in")
	}
	shapes := render(t, Of(japan()), "fan", "svg", outlined)
	if bytes.Contains(shapes, []byte("<text")) || !bytes.Contains(shapes, []byte("<title>"+title)) {
		t.Error("the outlined SVG has text, or no title")
	}
	for _, file := range [][]byte{svg, shapes} {
		if err := xml.Unmarshal(file, new(struct{})); err != nil {
			t.Errorf("not XML: %v", err)
		}
	}
	pdf := render(t, Of(japan()), "fan", "pdf", s)
	if len(pdf) > 150_000 {
		t.Errorf("%d bytes of PDF: is the whole font embedded?", len(pdf))
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("no pdftotext on this machine")
	}
	cmd := exec.Command("pdftotext", "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{title, "1997〜2025年度の実績", "95%予測区間", "中央値", "2000年度", "出所："} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%q is not in the text of the PDF:\n%s", want, out)
		}
	}
}

// TestOutlinesStandWhereTextDoes: the shapes of a text reach as far as its
// width says, less the white beside the first and the last letter.
func TestOutlinesStandWhereTextDoes(t *testing.T) {
	f := newFaces(Light(), English, nil)
	fnt := f.base
	fnt.Size = 100
	face := f.cache.Lookup(fnt, 100)
	var o outlines
	for _, s := range []string{"HAVAH", "H", "HTo 11H"} { // AVA and To are kerned
		p, err := o.path(face, vg.Point{X: 7, Y: 3}, s)
		if err != nil {
			t.Fatal(err)
		}
		left, right, low := 1e9, -1e9, 1e9
		for _, c := range p {
			if c.Type == 0 || c.Type == 1 { // where a line begins and ends
				left, right, low = min(left, float64(c.Pos.X)), max(right, float64(c.Pos.X)), min(low, float64(c.Pos.Y))
			}
		}
		side := left - 7
		if w := float64(face.Width(s)); side < 5 || side > 12 || right < 7+w-side-1 || right > 7+w-side+1 || low < 2.9 || low > 3.1 {
			t.Errorf("%q from %.2f to %.2f on %.2f, want %.2f wide from 7 on 3", s, left, right, low, w)
		}
	}
}
