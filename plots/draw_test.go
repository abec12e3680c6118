package plots

import (
	"bytes"
	"fmt"
	"image/color"
	"maps"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/recorder"

	"github.com/defcast/defcast/data/datatest"
	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/pipeline"
)

// drawn returns the drawing calls of a chart.
func drawn(t *testing.T, chart string, m *Material, s Style) []recorder.Action {
	t.Helper()
	e, err := Find(chart)
	if err != nil {
		t.Fatal(err)
	}
	f, err := e.Draw(m, s)
	if nothing(err) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var rec recorder.Canvas
	if err := f.Draw(&rec); err != nil {
		t.Fatal(err)
	}
	return rec.Actions
}

// forecastCharts are those that need one forecast and no more.
func forecastCharts() []string {
	var names []string
	for _, e := range All() {
		if e.Needs == Forecast {
			names = append(names, e.Name)
		}
	}
	return names
}

// every calls f for each chart and report in each size, and on a page in each
// theme: themes differ in colour only.
func every(t *testing.T, f func(t *testing.T, chart string, m *Material, s Style)) {
	t.Helper()
	for _, e := range All() {
		reports := materials(e.Needs)
		for _, name := range slices.Sorted(maps.Keys(reports)) {
			for _, size := range Sizes() {
				for _, theme := range Themes() {
					if theme.Name != "light" && size.Name != "page" {
						continue
					}
					t.Run(strings.Join([]string{e.Name, name, size.Name, theme.Name}, "/"), func(t *testing.T) {
						f(t, e.Name, reports[name], Style{Size: size, Theme: theme})
					})
				}
			}
		}
	}
}

// TestGolden compares the drawing calls of every chart and report on a page,
// and of one report in the other sizes and themes, with those recorded in
// testdata/golden.
func TestGolden(t *testing.T) {
	every(t, func(t *testing.T, chart string, r *Material, s Style) {
		// Sizes and themes are the style's: two charts of them are enough.
		styled := strings.Contains(t.Name(), "/official/") && (chart == "fan" || chart == "target")
		if !(s.Size.Name == "page" && s.Theme.Name == "light") && !styled {
			return
		}
		_, name, _ := strings.Cut(t.Name(), "/")
		file := "testdata/golden/" + strings.ReplaceAll(name, "/", "-") + ".txt"
		datatest.Golden(t, file, transcript(drawn(t, chart, r, s)))
	})
}

// transcript writes drawing calls a line each, numbers to so many digits
// that datatest allows for their rounding.
func transcript(actions []recorder.Action) []byte {
	var b bytes.Buffer
	for _, a := range actions {
		switch a := a.(type) {
		case *recorder.SetColor:
			c := color.NRGBAModel.Convert(a.Color).(color.NRGBA)
			fmt.Fprintf(&b, "color #%02x%02x%02x%02x\n", c.R, c.G, c.B, c.A)
		case *recorder.SetLineWidth:
			fmt.Fprintf(&b, "width %.5f\n", a.Width)
		case *recorder.SetLineDash:
			fmt.Fprintf(&b, "dash %.5f\n", a.Dashes)
		case *recorder.Stroke:
			fmt.Fprintf(&b, "stroke%s\n", path(a.Path))
		case *recorder.Fill:
			fmt.Fprintf(&b, "fill%s\n", path(a.Path))
		case *recorder.FillString:
			fmt.Fprintf(&b, "text %s %.5f at %.5f,%.5f %q\n", a.Font.Name(), a.Size, a.Point.X, a.Point.Y, a.String)
		default:
			fmt.Fprintln(&b, a.Call())
		}
	}
	return b.Bytes()
}

func path(p vg.Path) string {
	var b strings.Builder
	for _, c := range p {
		switch c.Type {
		case vg.CloseComp:
			b.WriteString(" close")
		case vg.ArcComp:
			fmt.Fprintf(&b, " arc %.5f,%.5f r %.5f", c.Pos.X, c.Pos.Y, c.Radius)
		default:
			fmt.Fprintf(&b, " %c %.5f,%.5f", "mlac"[c.Type], c.Pos.X, c.Pos.Y)
		}
	}
	return b.String()
}

// inkBox returns the box of the letters of a text: from the baseline to the
// height of capitals, 0.72 of the size, and half a point in from the sides.
func inkBox(s Style, a *recorder.FillString) vg.Rectangle {
	face := s.faces.cache.Lookup(a.Font, a.Size)
	return vg.Rectangle{Min: vg.Point{X: a.Point.X + 0.5, Y: a.Point.Y}, Max: vg.Point{X: a.Point.X + face.Width(a.String) - 0.5, Y: a.Point.Y + 0.72*a.Size}}
}

// checkTexts looks for texts that leave the page or overlap.
func checkTexts(t *testing.T, s Style, actions []recorder.Action) {
	t.Helper()
	s, err := s.fill()
	if err != nil {
		t.Fatal(err)
	}
	var texts []*recorder.FillString
	var boxes []vg.Rectangle
	for _, a := range actions {
		if a, ok := a.(*recorder.FillString); ok && a.String != " " { // a blank stands for a label that others have
			texts, boxes = append(texts, a), append(boxes, inkBox(s, a))
		}
	}
	for i, b := range boxes {
		if b.Min.X < 0 || b.Min.Y < 0 || b.Max.X > s.Size.Width || b.Max.Y > s.Size.Height {
			t.Errorf("%q leaves the page: %v", texts[i].String, b)
		}
		for k := range i {
			o := boxes[k]
			if b.Min.X < o.Max.X && o.Min.X < b.Max.X && b.Min.Y < o.Max.Y && o.Min.Y < b.Max.Y {
				t.Errorf("%q and %q overlap", texts[k].String, texts[i].String)
			}
		}
	}
}

// checkValues looks for values that lie under a label: the background is
// cleared there.
func checkValues(t *testing.T, actions []recorder.Action) {
	t.Helper()
	var dots []vg.Point
	for _, a := range actions[2:] { // the first fill is the page
		f, ok := a.(*recorder.Fill)
		switch {
		case !ok:
		case len(f.Path) > 1 && f.Path[1].Type == vg.ArcComp:
			dots = append(dots, f.Path[1].Pos)
		case len(f.Path) == 5 && f.Path[4].Type == vg.CloseComp:
			for _, d := range dots {
				if lo, hi := f.Path[0].Pos, f.Path[2].Pos; lo.X < d.X && d.X < hi.X && lo.Y < d.Y && d.Y < hi.Y {
					t.Errorf("the value at %v lies under the box from %v to %v", d, lo, hi)
				}
			}
		}
	}
}

// TestNothingIsHidden looks at every chart of every report.
func TestNothingIsHidden(t *testing.T) {
	every(t, func(t *testing.T, chart string, r *Material, s Style) {
		actions := drawn(t, chart, r, s)
		checkTexts(t, s, actions)
		checkValues(t, actions)
	})
}

// TestSnapshot draws every measure of the embedded figures: real sources have
// long names, real series gaps. It takes the two sizes that leave least room,
// and all for Japan.
func TestSnapshot(t *testing.T) {
	if testing.Short() {
		t.Skip("long and without goroutines: the race detector has nothing to find")
	}
	snap, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, country := range snap.Countries() {
		for _, m := range snap.MeasuresOf(country) {
			cfg := pipeline.Default(country)
			cfg.Measure, cfg.Draws, cfg.Model = m.ID, 200, "drift" // the method changes no word and few places
			r, err := pipeline.Run(cfg, snap.Facts)
			if err != nil { // the pipeline's own tests say whether it should have run
				t.Logf("%s %s: %v", country, m.ID, err)
				continue
			}
			n++
			for _, chart := range forecastCharts() {
				for _, size := range Sizes() {
					if country != "JPN" && size.Name != "social" && size.Name != "column" {
						continue
					}
					if chart != "fan" && chart != "target" && size.Name != "column" {
						continue // drawn with the same marks
					}
					t.Run(strings.Join([]string{country, m.ID, chart, size.Name}, "/"), func(t *testing.T) {
						s := Style{Theme: Light(), Size: size}
						actions := drawn(t, chart, Of(r), s)
						checkTexts(t, s, actions)
						checkValues(t, actions)
					})
				}
			}
		}
	}
	if n == 0 {
		t.Error("no measure was drawn")
	}
}
