package plots

import (
	"fmt"
	"image/color"
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/backtest"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "calibration",
		Title:   "how often outcomes lay where the default method said they would",
		Example: "DEU POL FRA GBR ITA ESP USA JPN KOR",
		Ref:     "Gneiting, Balabdaoui and Raftery 2007: PIT and coverage",
		Needs:   Coverage,
		Draw:    calibration,
	})
}

// calibration draws two panels: the shares of outcomes in each tenth of the
// forecasts' probability, level where forecasts are calibrated, and by horizon
// the shares within the 50, 80 and 95 % intervals, with two standard errors
// about the 80 %.
//
// # References
//
// Gneiting, Balabdaoui and Raftery, Probabilistic forecasts, calibration and
// sharpness, Journal of the Royal Statistical Society B 69, 2007.
func calibration(m *Material, s Style) (*Figure, error) {
	l, v := s.Language, m.Trial
	of := v.reliability()
	if len(of) < 2 || of[0].H != 0 {
		return nil, fmt.Errorf("%w: nothing of method %s was scored", ErrMaterial, v.Default)
	}
	all, byH := of[0], of[1:]
	c := &calibrationChart{s: s, l: l}
	hist, err := c.histogram(all)
	if err != nil {
		return nil, err
	}
	body := &pair{s: s, left: hist, right: c.coverage(byH), titles: [2]string{l.say("Outcomes by tenth of the forecast", "予測分布の十分位別の実績"), l.say("In the interval, by years ahead", "区間内の割合（予測年数別）")}}
	t := Table{Columns: []string{"what", "horizon", "tenth", "cases", "share", "se"}}
	for k, p := range all.PIT {
		t.add("pit", 0, k+1, all.N, p, math.NaN())
	}
	for _, r := range of {
		t.add("cover50", r.H, math.NaN(), r.N, r.Cover50, math.NaN())
		t.add("cover80", r.H, math.NaN(), r.N, r.Cover80, r.SE80)
		t.add("cover95", r.H, math.NaN(), r.N, r.Cover95, math.NaN())
	}
	share := func(x float64) string { return strconv.FormatFloat(100*x, 'f', 0, 64) + l.unit() }
	title := l.say("%s of outcomes lay in the 80 %% interval, %s in the 95 %% interval", "実績の%sが80%%区間、%sが95%%区間に入った", share(all.Cover80), share(all.Cover95))
	w := s.Theme.Line
	keys := []Key{{mark.Curve{Style: line(s.Theme.Color.Target, w.Target, w.Other)}, l.say("as it should be", "理想")}, {mark.Curve{Style: line(s.Theme.Color.Forecast, w.Forecast, nil)}, l.say("as it was", "実際")}}
	band := ""
	if all.SE80 > 0 {
		band = l.say(" The bars about the 80 %% line are two standard errors, countries taken as one case each.", "縦棒は標準誤差の2倍（国別）。")
	}
	notes := []Note{always(l.say("Method %s, information %s.", "手法%s、情報%s。", v.Default, of[0].Information) + band), always(l.trialNote(v))}
	return &Figure{Title: title, Subtitle: l.trialSubtitle(v), Key: keys, Body: body, Notes: notes,
		Alt: l.say("Two panels. %s. In the 50 %% interval lay %s.", "2つの図。%s。50%%区間には%s。", title, share(all.Cover50)), Data: t}, nil
}

// reliability returns the rows of the default method under the richest
// information set that it was tried with.
func (v *Trial) reliability() []backtest.Reliability {
	var of []backtest.Reliability
	for _, r := range v.Reliability { // the poorest set first
		if r.Model != v.Default {
			continue
		}
		if len(of) > 0 && of[0].Information != r.Information {
			of = nil
		}
		of = append(of, r)
	}
	return of
}

// calibrationChart draws the two panels.
type calibrationChart struct {
	s Style
	l Language
}

// histogram is the frame of the PIT.
func (c *calibrationChart) histogram(r backtest.Reliability) (*frame, error) {
	f := c.s.frame(data.Calendar)
	var x []float64
	var parts [][]float64
	for k, p := range r.PIT {
		x = append(x, (float64(k)+0.5)/float64(len(r.PIT)))
		parts = append(parts, []float64{p})
		f.hold(p)
	}
	b, err := mark.NewBars(x, parts)
	if err != nil {
		return nil, err
	}
	col, w := c.s.Theme.Color, c.s.Theme.Line
	b.Width, b.Fill, b.Edge = 0.9/float64(len(x)), []color.Color{col.Inner}, line(col.Forecast, w.Edge, nil)
	f.hold(0)
	f.hold(0.2)
	f.X.Min, f.X.Max = 0, 1
	even := plotter.XYs{{X: 0, Y: 1 / float64(len(x))}, {X: 1, Y: 1 / float64(len(x))}}
	f.Add(b, mark.Curve{XYs: even, Style: line(col.Target, w.Target, w.Other)})
	unit := plainText(c.l.unit())
	f.across = func(n int) plot.Ticker { return mark.Percent{Max: min(n, 3), Unit: unit} }
	return f, nil
}

// levelDashes tell the lines of the levels apart where they cross.
var levelDashes = map[float64][]vg.Length{0.5: {3, 1.5}, 0.8: nil, 0.95: {6, 2}}

// coverage is the frame of the intervals by horizon.
func (c *calibrationChart) coverage(rows []backtest.Reliability) *frame {
	f := c.s.frame(data.Calendar)
	col, w := c.s.Theme.Color, c.s.Theme.Line
	last := float64(rows[len(rows)-1].H)
	f.X.Min, f.X.Max = 0.7, last+0.3
	f.hold(0)
	f.hold(1)
	var items []mark.EndLabel
	for _, level := range []float64{0.5, 0.8, 0.95} {
		var xys plotter.XYs
		for _, r := range rows {
			v := map[float64]float64{0.5: r.Cover50, 0.8: r.Cover80, 0.95: r.Cover95}[level]
			xys = append(xys, plotter.XY{X: float64(r.H), Y: v})
			if level == 0.8 && r.SE80 > 0 {
				f.Add(mark.Interval{X: float64(r.H), Lo: max(0, v-2*r.SE80), Mid: v, Hi: min(1, v+2*r.SE80), Line: line(col.Edge, w.Axis, nil), Dot: mark.Dots{Radius: w.Dot, Line: line(col.Forecast, w.Edge, nil)}})
			}
		}
		f.Add(mark.Curve{XYs: plotter.XYs{{X: f.X.Min, Y: level}, {X: f.X.Max, Y: level}}, Style: line(col.Target, w.Target, w.Other)},
			mark.Curve{XYs: xys, Style: line(col.Forecast, w.Forecast, times(levelDashes[level], vg.Length(c.s.Size.Scale)))}, mark.Dots{XYs: xys, Radius: w.Dot, Line: line(col.Forecast, w.Edge, nil)})
		style := c.s.strong(c.s.label())
		style.Color = col.Target
		items = append(items, mark.EndLabel{Y: level, Text: mark.Block{{Text: c.l.level(level), Style: style}}})
	}
	f.Add(mark.EndLabels{X: f.X.Max, Gap: c.s.Theme.Gap, Leader: line(col.Axis, w.Axis, nil), Items: items})
	f.across = func(int) plot.Ticker {
		var ticks plot.ConstantTicks
		for h := 1; float64(h) <= last; h++ {
			ticks = append(ticks, plot.Tick{Value: float64(h), Label: strconv.Itoa(h)})
		}
		return ticks
	}
	return f
}

// pair is a body of two frames, beside each other where the page is wide.
type pair struct {
	s           Style
	left, right *frame
	titles      [2]string
}

// Draw draws the two.
func (p *pair) Draw(c draw.Canvas) {
	gap := 4 * p.s.Theme.Gap
	size := c.Size()
	a, b := c, c
	if size.X > 1.2*size.Y {
		mid := (c.Min.X + c.Max.X) / 2
		a.Max.X, b.Min.X = mid-gap/2, mid+gap/2
	} else {
		mid := (c.Min.Y + c.Max.Y) / 2
		a.Min.Y, b.Max.Y = mid+gap/4, mid-gap/4
	}
	for i, part := range []struct {
		f *frame
		c draw.Canvas
	}{{p.left, a}, {p.right, b}} {
		title := &part.f.Title
		title.Text = p.titles[i]
		title.TextStyle = p.s.strong(p.s.label())
		title.TextStyle.XAlign, title.TextStyle.YAlign = text.XCenter, text.YTop
		title.Padding = vg.Length(1) * p.s.Theme.Gap
		part.f.Draw(part.c)
	}
}
