package plots

import (
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "reaction",
		Title:   "own growth of spending against a rival's the year before",
		Ref:     "Richardson 1960; FT Visual Vocabulary, scatterplot",
		Example: "JPN CHN",
		Needs:   Rivals,
		Draw:    reaction,
	})
}

// reaction draws a point a year, own growth upwards and the rival's of the year
// before across, with the line of least squares. The years furthest from it and
// the last are named.
//
// # References
//
// Richardson, Arms and Insecurity, Boxwood, 1960.
func reaction(m *Material, s Style) (*Figure, error) {
	v, l := m.Rivals, s.Language
	c := &reactionChart{s: s, v: v, f: s.frame(data.Calendar)}
	c.draw()
	own, rival := l.called(v.OwnName), l.called(v.RivalName)
	notes := []Note{always(l.say("Growth in constant prices (GDP deflator), log changes. The line is least squares, the band two standard errors about it. It is no effect: both may answer to a third.", "GDPデフレーターによる実質成長率（対数変化）。直線は最小二乗法、帯はその標準誤差の2倍。因果を示すものではない。")), l.cites(v.Sources)}
	return &Figure{Title: c.title(), Subtitle: []string{l.say("Military expenditure (SIPRI), real growth a year, %s–%s", "軍事支出（SIPRI）の実質伸び率、%s〜%s", strconv.Itoa(int(v.Pairs[0].Year)), strconv.Itoa(int(v.Pairs[len(v.Pairs)-1].Year))),
		l.say("Upwards %s; across %s the year before", "縦軸は%s、横軸は前年の%s", own, rival)},
		Body: c.f, Notes: notes, Alt: l.say("Scatter plot. %s. %d years; slope %.2f, standard error %.2f, correlation %.2f.", "散布図。%s。%d年分、傾き%.2f、標準誤差%.2f、相関%.2f。", c.title(), len(v.Pairs), v.Slope, v.SE, v.R), Data: c.data()}, nil
}

// reactionChart gathers what the chart consists of while it is drawn up.
type reactionChart struct {
	s Style
	v *pipeline.Rivals
	f *frame
}

// draw adds the points, the line and the names of years.
func (c *reactionChart) draw() {
	col, w := c.s.Theme.Color, c.s.Theme.Line
	var pts plotter.XYs
	lo, hi := 0.0, 0.0
	for _, p := range c.v.Pairs {
		pts = append(pts, plotter.XY{X: p.Rival, Y: p.Own})
		lo, hi = min(lo, p.Rival), max(hi, p.Rival)
		c.f.hold(p.Own)
	}
	c.f.hold(0)
	pad := 0.05 * (hi - lo)
	c.f.X.Min, c.f.X.Max = lo-pad, hi+pad
	c.f.tight = true
	unit := plainText(c.s.Language.unit())
	c.f.across = func(n int) plot.Ticker { return mark.Percent{Max: n, Unit: unit} }
	at := func(x float64) float64 { return c.v.Intercept + c.v.Slope*x }
	fit := plotter.XYs{{X: lo, Y: at(lo)}, {X: hi, Y: at(hi)}}
	c.f.hold(at(lo))
	c.f.hold(at(hi))
	if band, ok := c.around(lo, hi); ok {
		band.Fill, band.Edge = col.Outer, line(col.Edge, w.Edge, nil)
		c.f.Add(band)
	}
	axis := line(col.Axis, w.Axis, nil)
	c.f.Add(mark.Curve{XYs: plotter.XYs{{X: c.f.X.Min}, {X: c.f.X.Max}}, Style: axis}, mark.Rule{X: 0, Line: axis},
		mark.Curve{XYs: fit, Style: line(col.Forecast, w.Forecast, w.Median)},
		mark.Dots{XYs: pts, Radius: w.Dot, Line: line(col.History, w.History*0.6, nil), Alone: true})
	var items []mark.Label
	for i, p := range c.v.Pairs {
		if c.named(i) {
			items = append(items, mark.Label{X: p.Rival, Y: p.Own, Text: []mark.Block{{{Text: strconv.Itoa(int(p.Year)), Style: c.s.label()}}}})
		}
	}
	// A point is avoided as a short cross.
	avoid := []plotter.XYs{fit}
	for _, p := range pts {
		d, e := 0.006*(hi-lo), 0.006*(c.f.hi-c.f.lo)
		avoid = append(avoid, plotter.XYs{{X: p.X - d, Y: p.Y}, {X: p.X + d, Y: p.Y}}, plotter.XYs{{X: p.X, Y: p.Y - e}, {X: p.X, Y: p.Y + e}})
	}
	c.f.Add(mark.Labels{Items: items, Avoid: avoid, Gap: c.s.Theme.Gap, Paper: col.Paper, Leader: w.Axis})
}

// around is the band of two standard errors about the line,
//
//	±2·s(b)·√(Var(x)+(x-x̄)²),
//
// Var the mean square distance of the x from their mean x̄: where the line may
// run, not where points may lie.
func (c *reactionChart) around(lo, hi float64) (*mark.Band, bool) {
	n := float64(len(c.v.Pairs))
	mean, square := 0.0, 0.0
	for _, p := range c.v.Pairs {
		mean += p.Rival / n
	}
	for _, p := range c.v.Pairs {
		square += (p.Rival - mean) * (p.Rival - mean) / n
	}
	var below, above plotter.XYs
	const steps = 24
	for i := range steps + 1 {
		x := lo + (hi-lo)*float64(i)/steps
		d := 2 * c.v.SE * math.Sqrt(square+(x-mean)*(x-mean))
		y := c.v.Intercept + c.v.Slope*x
		below, above = append(below, plotter.XY{X: x, Y: y - d}), append(above, plotter.XY{X: x, Y: y + d})
		c.f.hold(y - d)
		c.f.hold(y + d)
	}
	b, err := mark.NewBand(below, above)
	return b, err == nil
}

// named reports whether a year has its name: the last three, and those that lie
// more than 1.8 standard deviations off the line.
func (c *reactionChart) named(i int) bool {
	n := len(c.v.Pairs)
	var ss float64
	off := func(p pipeline.Growths) float64 { return p.Own - c.v.Intercept - c.v.Slope*p.Rival }
	for _, p := range c.v.Pairs {
		ss += off(p) * off(p)
	}
	return i >= n-3 || math.Abs(off(c.v.Pairs[i])) > 1.8*math.Sqrt(ss/float64(n))
}

// title says whether the growth of one went with that of the other: by two
// standard errors, or not.
func (c *reactionChart) title() string {
	l, v := c.s.Language, c.v
	switch {
	case v.Slope > 2*v.SE:
		return l.say("%s has tended to spend more a year after %s did", "%sは%sの増額の翌年に増やす傾向", l.called(v.OwnName), l.called(v.RivalName))
	case v.Slope < -2*v.SE:
		return l.say("%s has tended to spend less a year after %s spent more", "%sは%sの増額の翌年に減らす傾向", l.called(v.OwnName), l.called(v.RivalName))
	}
	return l.say("%s has not followed %s a year later: the slope is %.2f ± %.2f", "%sは翌年に%sに追随していない — 傾き%.2f ± %.2f", l.called(v.OwnName), l.called(v.RivalName), v.Slope, 2*v.SE)
}

// data lists the points.
func (c *reactionChart) data() Table {
	t := Table{Columns: []string{"year", "own_growth", "rival_growth_year_before", "fit"}}
	for _, p := range c.v.Pairs {
		t.add(p.Year, p.Own, p.Rival, c.v.Intercept+c.v.Slope*p.Rival)
	}
	return t
}
