package plots

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

func render(t *testing.T, r any, chart, format string, s Style) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := Render(&buf, material(r), chart, format, s); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// material returns that of a report, or what it is given.
func material(r any) *Material {
	if m, ok := r.(*Material); ok {
		return m
	}
	return Of(r.(*pipeline.Report))
}

// small is a style of few pixels, for the race detector's sake.
func small() Style {
	s := Sizes()[1]
	s.Width, s.Height, s.Scale = s.Width/2, s.Height/2, s.Scale/2
	return Style{Size: s}
}

// TestSameBytes renders each chart in each format again and the one of most
// words several times: a map walked at random or a clock would show.
func TestSameBytes(t *testing.T) {
	for _, chart := range Names() {
		for _, format := range Formats() {
			e, err := Find(chart)
			if err != nil {
				t.Fatal(err)
			}
			want := render(t, materials(e.Needs)["official"], chart, format, small())
			again := 1
			if chart == "fan" {
				again = 5
			}
			for range again {
				if !bytes.Equal(want, render(t, materials(e.Needs)["official"], chart, format, small())) {
					t.Errorf("%s as %s: the same report gave other bytes", chart, format)
				}
			}
		}
	}
}

func TestPDFCarriesTheDateGiven(t *testing.T) {
	when := time.Date(2026, 11, 2, 3, 4, 5, 0, time.FixedZone("", 3600))
	if b := render(t, japan(), "fan", "pdf", Style{Created: when}); !bytes.Contains(b, []byte("D:20261102020405")) {
		t.Error("not the date given, in UTC")
	}
	if b := render(t, japan(), "fan", "pdf", Style{}); !bytes.Contains(b, []byte("D:19700101000000")) {
		t.Error("not the start of 1970 for no date")
	}
}

func TestParseEpoch(t *testing.T) {
	for s, want := range map[string]string{"": "0001-01-01", "0": "1970-01-01", "1793578000": "2026-11-02"} {
		if got, err := ParseEpoch(s); err != nil || got.Format(time.DateOnly) != want {
			t.Errorf("%q: %v, %v, want %s", s, got, err, want)
		}
	}
	for _, s := range []string{"x", "-1", "1.5", "2026-11-02"} {
		if _, err := ParseEpoch(s); err == nil {
			t.Errorf("%q: no error", s)
		}
	}
}

// TestAtOnce renders from several goroutines; the race detector looks on.
func TestAtOnce(t *testing.T) {
	style := small()
	style.Theme = Light() // shared, with its fonts
	var wg sync.WaitGroup
	for _, format := range Formats() {
		for range 2 {
			wg.Go(func() {
				if err := Render(io.Discard, Of(official()), "fan", format, style); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
}

// TestPNG is the one test of pixels: a chart is not blank, has the size and
// resolution asked for, and its first pixel is paper.
func TestPNG(t *testing.T) {
	b := render(t, japan(), "fan", "png", Style{})
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if size := img.Bounds().Size(); size.X != 1209 || size.Y != 756 { // 16 by 10 cm at 192 dpi
		t.Errorf("%d by %d pixels, want 1209 by 756", size.X, size.Y)
	}
	paper, inked := img.At(0, 0), 0
	for y := range 756 {
		for x := range 1209 {
			if img.At(x, y) != paper {
				inked++
			}
		}
	}
	if share := float64(inked) / (1209 * 756); share < 0.02 || share > 0.4 {
		t.Errorf("%.1f %% of the pixels are not paper, want 2 to 40", 100*share)
	}
	for _, want := range []string{"pHYs\x00\x00\x1d\x87\x00\x00\x1d\x87\x01", "tEXtTitle\x00Japan: 1.33 % of GDP", "tEXtDescription\x00Fan chart."} {
		if !bytes.Contains(b, []byte(want)) {
			t.Errorf("no %q in the header", want)
		}
	}
}

func TestPNGTextBeyondLatin1(t *testing.T) {
	r := japan()
	r.CountryName = "Türkiye"
	if b := render(t, r, "fan", "png", small()); !bytes.Contains(b, []byte("tEXtTitle\x00T\xfcrkiye: ")) {
		t.Error("ü is Latin-1, but there is no tEXt chunk with it")
	}
	r.CountryName = "Česko"
	if b := render(t, r, "fan", "png", small()); !bytes.Contains(b, []byte("iTXtTitle\x00\x00\x00\x00\x00Česko: ")) {
		t.Error("Č is not Latin-1, but there is no iTXt chunk with it")
	}
}

// TestSVG: the file is XML whose first children are the title and the text
// alternative, and its texts are texts in a font with stand-ins.
func TestSVG(t *testing.T) {
	r := japan()
	r.CountryName = "Trinidad & Tobago <x>"
	b := render(t, r, "fan", "svg", Style{})
	var doc struct {
		XMLName xml.Name `xml:"http://www.w3.org/2000/svg svg"`
		Role    string   `xml:"role,attr"`
		Title   string   `xml:"title"`
		Desc    string   `xml:"desc"`
	}
	if err := xml.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Role != "img" || !strings.HasPrefix(doc.Title, "Trinidad & Tobago <x>: 1.33 % of GDP in FY2027") || !strings.HasPrefix(doc.Desc, "Fan chart.") {
		t.Errorf("role %q, title %q, desc %q", doc.Role, doc.Title, doc.Desc)
	}
	if bytes.Contains(b, []byte("font-family:Liberation")) || !bytes.Contains(b, []byte("Arial,Helvetica")) {
		t.Error("a text has no stand-in for its font")
	}
}

// TestPDFText asks poppler, where it is installed; what the file itself says
// is tested in unipdf.
func TestPDFText(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("no pdftotext on this machine")
	}
	r := japan()
	r.CountryName = "Réunion – Łódź"
	cmd := exec.Command("pdftotext", "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(render(t, r, "fan", "pdf", Style{}))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Réunion – Łódź: 1.33 % of GDP in FY2027;", "FY1997–FY2025", "1.5 %", "2010", "“official”"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%q is not in the text of the file", want)
		}
	}
}

func TestPDFInfo(t *testing.T) {
	b := render(t, japan(), "fan", "pdf", Style{})
	for _, want := range []string{"Japan: 1.33 % of GDP", "Fan chart. Japan, Ministry"} {
		utf16 := "\x00" + strings.Join(strings.Split(want, ""), "\x00")
		if !bytes.Contains(b, []byte(utf16)) {
			t.Errorf("%q is not in the information of the file", want)
		}
	}
}

// TestFaultsWriteNothing: each fault has its error, and not a byte is written.
func TestFaultsWriteNothing(t *testing.T) {
	tiny := Size{Name: "stamp", Width: 2 * vg.Centimeter, Height: 2 * vg.Centimeter, Scale: 1}
	change := func(f func(*pipeline.Report)) *pipeline.Report { r := japan(); f(r); return r }
	for name, c := range map[string]struct {
		r             *pipeline.Report
		chart, format string
		style         Style
		want          error
		says          string
	}{
		"chart":     {r: japan(), chart: "fam", format: "png", says: `unknown chart "fam" (did you mean "fan"?)`},
		"format":    {r: japan(), chart: "fan", format: "jpeg", says: `unknown chart format "jpeg"`},
		"glyph":     {r: change(func(r *pipeline.Report) { r.CountryName = "日本" }), chart: "fan", format: "svg", want: ErrGlyph, says: `'日' (U+65E5) in "日本: 1.33 %`},
		"clip":      {r: change(func(r *pipeline.Report) { r.CountryName = strings.Repeat("Llanfair", 20) }), chart: "fan", format: "pdf", want: ErrClip, says: "Llanfair"},
		"room":      {r: japan(), chart: "fan", format: "png", style: Style{Size: tiny}, want: ErrRoom, says: "size stamp"},
		"level":     {r: japan(), chart: "fan", format: "png", style: Style{Levels: []float64{0.5, 95}}, says: "band level 95"},
		"history":   {r: change(func(r *pipeline.Report) { r.History = nil }), chart: "fan", format: "png", says: "no history"},
		"forecast":  {r: change(func(r *pipeline.Report) { r.Steps = nil }), chart: "fan", format: "png", says: "no forecast"},
		"no sample": {r: change(func(r *pipeline.Report) { r.Steps[1].Dist = nil }), chart: "fan", format: "png", says: "FY2027 is not a distribution"},
		"no size":   {r: japan(), chart: "fan", format: "png", style: Style{Size: Size{Name: "x", Width: 1}}, says: "size x"},
	} {
		var buf bytes.Buffer
		err := Render(&buf, Of(c.r), c.chart, c.format, c.style)
		if err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error %v, want one that says %q", name, err, c.says)
		}
		if buf.Len() > 0 {
			t.Errorf("%s: %d bytes written", name, buf.Len())
		}
	}
}

// TestPledgesLeftOut: what the axis has no room for is said, not dropped.
func TestPledgesLeftOut(t *testing.T) {
	r := official()
	r.Pledges = nil
	for i, level := range []float64{0.011, 0.012, 0.013, 0.02, 0.05} {
		r.Pledges = append(r.Pledges, pledge(r, true, level, data.Year(2026-i%2), "2022", "official"))
	}
	r.Pledges = append(r.Pledges, pledge(r, false, 0.014, 2026, "2022", "other"))
	r.Pledges = append(r.Pledges, pledge(r, false, 0.009, 1976, "1976", ""))
	svg := string(render(t, r, "fan", "svg", Style{}))
	_, drawn, _ := strings.Cut(svg, "</desc>")
	drawn = regexp.MustCompile(`</text>\s*<text[^>]*>`).ReplaceAllString(drawn, " ") // lines run on
	_, note, _ := strings.Cut(strings.ReplaceAll(drawn, ">", " "), "Not shown: ")
	note, lines, _ := strings.Cut(note, ". Bands hold") // the notes are drawn before the body
	for level, want := range map[string]string{"1.1": "line", "1.2": "line", "1.3": "line", "2": "note", "5": "note", "1.4": "note", "0.9": "note"} {
		got := ""
		if strings.Contains(lines, " "+level+" % target by") {
			got = "line"
		}
		if strings.Contains("; "+note, "; "+level+" % target by") {
			got += "note"
		}
		if got != want {
			t.Errorf("the pledge of %s %% is in a %q, want a %s", level, got, want)
		}
	}
}

// TestShortNotes: where the page is small, what can be spared is left out and
// sources are named by their publishers.
func TestShortNotes(t *testing.T) {
	r := japan()
	r.Sources[0].Title = "Ministry: a very long title of a source" + strings.Repeat(" that goes on and on", 12)
	for size, full := range map[string]bool{"page": true, "social": false} {
		s, err := SizeNamed(size)
		if err != nil {
			t.Fatal(err)
		}
		s.Height += map[string]vg.Length{"page": 80}[size]
		svg := string(render(t, r, "fan", "svg", Style{Size: s}))
		if strings.Contains(svg, "Known in advance") != full || strings.Contains(svg, "goes on and on") != full {
			t.Errorf("%s: notes in full is not %v", size, full)
		}
		if !strings.Contains(svg, "Ministry") || !strings.Contains(svg, "seed 1") {
			t.Errorf("%s: source or seed is missing", size)
		}
	}
}

// TestBroughtForward: two deadlines of one target are one line and one label.
func TestBroughtForward(t *testing.T) {
	r := japan()
	r.Pledges = []pipeline.PledgeView{pledge(r, true, 0.02, 2025, "2025-10-24", "x"), pledge(r, true, 0.02, 2027, "2022-12-16", "x")}
	ps := promises(r)
	if len(ps) != 1 || ps[0].By != 2027 || ps[0].since.String() != "2022-12-16" {
		t.Fatalf("promises %+v, want one, due in 2027, known since 2022", ps)
	}
	if got, want := plainText(English.named(r, ps[0])), "2 % target by FY2025 and FY2027, met in FY2027 in under 1 % of futures"; got != want {
		t.Errorf("label %q, want %q", got, want)
	}
}

func TestUnknownNames(t *testing.T) {
	_, chart := Find("x")
	_, theme := ThemeNamed("x")
	_, size := SizeNamed("x")
	for kind, err := range map[string]error{"chart": chart, "theme": theme, "size": size} {
		var unknown *pipeline.UnknownError
		if !errors.As(err, &unknown) || unknown.Kind != kind || len(unknown.Known) == 0 {
			t.Errorf("%s: %v, want an UnknownError that lists what there is", kind, err)
		}
	}
	for _, th := range Themes() {
		if got, err := ThemeNamed(th.Name); err != nil || got.Name != th.Name {
			t.Errorf("theme %s: %v", th.Name, err)
		}
	}
	for _, s := range Sizes() {
		if got, err := SizeNamed(s.Name); err != nil || got != s {
			t.Errorf("size %s: %v", s.Name, err)
		}
	}
}

// TestEveryChartHasItsFile: one file a chart, named for it, that says where
// its form is described.
func TestEveryChartHasItsFile(t *testing.T) {
	for _, e := range All() {
		if e.Title == "" || e.Ref == "" {
			t.Errorf("%s: title %q, reference %q", e.Name, e.Title, e.Ref)
		}
		code, err := os.ReadFile(e.Name + ".go")
		if err != nil || strings.Count(string(code), "register(Entry{") != 1 {
			t.Errorf("%s: its file does not register it, once: %v", e.Name, err)
		}
	}
}

func TestTwoChartsOfOneNamePanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	register(Entry{Name: "fan"})
}

// BenchmarkRender is what a chart costs once the fonts are parsed.
func BenchmarkRender(b *testing.B) {
	for _, e := range All() {
		for _, format := range Formats() {
			b.Run("chart="+e.Name+"/format="+format, func(b *testing.B) {
				r := materials(e.Needs)["official"]
				for b.Loop() {
					var buf bytes.Buffer
					if err := Render(&buf, r, e.Name, format, Style{}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
