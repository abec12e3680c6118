package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "slope",
		Title:   "countries from a past year to the last year of the forecast",
		Ref:     "Tufte 1983; FT Visual Vocabulary, slope",
		Example: "DEU POL FRA GBR ITA ESP --measure sipri",
		Needs:   Countries,
		Draw:    slope,
	})
}

// slope draws each country as a line from its value in the first year that all
// have, 2014 or after, to the median of the last year, with its interval.
//
// # References
//
// Tufte, The Visual Display of Quantitative Information, 1983, page 158.
func slope(m *Material, s Style) (*Figure, error) {
	l := s.Language
	each := mark.Line{Text: "x", Style: s.label()}.Height()
	if most := min(2*MaxSeries, int(0.5*s.Size.Height/each)); len(m.Reports) > most {
		return nil, fmt.Errorf("%w: %d countries, at size %s %d at most (the chart ranking holds %d)", ErrRoom, len(m.Reports), s.Size.Name, most, MaxCountries)
	}
	from, err := startYear(m.Reports)
	if err != nil {
		return nil, err
	}
	c := &slopeChart{s: s, l: l, reports: m.Reports, from: from, to: lastStep(m.Reports[0]).Year, f: s.frame(m.Reports[0].Measure.Basis)}
	c.draw()
	interval, _ := s.tails()
	first := m.Reports[0]
	keys := []Key{{mark.Interval{Line: line(s.Theme.Color.Text, s.Theme.Line.Edge*2, nil), Dot: mark.Dots{Radius: s.Theme.Line.Dot, Line: line(s.Theme.Color.Text, s.Theme.Line.Edge, nil)}},
		l.say("median and middle %s of simulated futures", "中央値と%s予測区間", l.level(interval))}}
	if k, ok := s.softKey(c.soft); ok {
		keys = append(keys, k)
	}
	notes := []Note{}
	if bottom(c.f.lo, c.f.hi) != 0 {
		notes = append(notes, l.cut())
	}
	notes = append(notes, always(l.say("Forecasts: %s.", "予測は%sによる。", l.made(first))), l.sourcesOf(m.Reports))
	return &Figure{Title: c.title(), Subtitle: []string{capital(l.measure(first.Measure)), l.say("%s, actual, and %s, forecast", "%sの実績と%sの予測", l.year(first.Measure.Basis, from), l.year(first.Measure.Basis, c.to))},
		Key: keys, Body: c.f, Notes: notes, Alt: c.alt(), Data: c.table}, nil
}

// startYear returns the first year from 2014 on that all reports have.
func startYear(reports []*pipeline.Report) (data.Year, error) {
	for y := data.Year(2014); y <= reports[0].Origin; y++ {
		if !slices.ContainsFunc(reports, func(r *pipeline.Report) bool { _, ok := valueAt(r, y); return !ok }) {
			return y, nil
		}
	}
	return 0, fmt.Errorf("no year from 2014 to %d has a value of every country", int(reports[0].Origin))
}

// valueAt returns the past value of a year.
func valueAt(r *pipeline.Report, y data.Year) (pipeline.Point, bool) {
	for _, p := range r.History {
		if p.Year == y {
			return p, true
		}
	}
	return pipeline.Point{}, false
}

// slopeChart gathers what the chart consists of while it is drawn up.
type slopeChart struct {
	s        Style
	l        Language
	reports  []*pipeline.Report
	from, to data.Year
	f        *frame
	table    Table
	soft     map[data.Status]bool
}

// draw adds a line, an interval and two labels for each country.
func (c *slopeChart) draw() {
	interval, tail := c.s.tails()
	c.table = Table{Columns: []string{"country", "from", "value", "to", "median", fmt.Sprintf("lo%g", 100*interval), fmt.Sprintf("hi%g", 100*interval)}}
	c.soft = map[data.Status]bool{}
	c.f.tight = true
	n := float64(len(c.reports))
	const left, right = 0.0, 1.0
	step := min(0.03, 0.3/n)
	var starts, ends []mark.EndLabel
	for i, r := range c.reports {
		p, _ := valueAt(r, c.from)
		d := lastStep(r).Dist
		mid, lo, hi := d.Quantile(0.5), d.Quantile(tail), d.Quantile(1-tail)
		style := c.s.series(i)
		solid := style
		solid.Dashes = nil
		c.f.Add(mark.Curve{XYs: plotter.XYs{{X: left, Y: p.Value}, {X: right, Y: mid}}, Style: style},
			mark.Interval{X: right + step*float64(i+1), Lo: lo, Mid: mid, Hi: hi, Line: line(solid.Color, solid.Width*0.6, nil), Dot: mark.Dots{Radius: 0.9 * c.s.Theme.Line.Dot, Line: line(solid.Color, solid.Width/2, nil)}})
		dot := mark.Dots{XYs: plotter.XYs{{X: left, Y: p.Value}}, Radius: c.s.Theme.Line.Dot, Line: line(solid.Color, solid.Width/2, nil)}
		if !p.Status.Firm() {
			c.soft[p.Status] = true
			dot = c.s.hollow(dot.XYs, solid)
		}
		c.f.Add(dot)
		for _, v := range []float64{p.Value, lo, hi} {
			c.f.hold(v)
		}
		text := c.s.label()
		text.Color = solid.Color
		starts = append(starts, mark.EndLabel{Y: p.Value, Text: mark.Block{{Text: c.l.percent(p.Value), Style: text}}})
		ends = append(ends, mark.EndLabel{Y: mid, Text: mark.Block{{Text: c.l.of(r) + " " + c.l.percent(mid), Style: c.s.strong(text)}}})
		c.table.add(r.Config.Country, c.from, p.Value, c.to, mid, lo, hi)
	}
	c.f.X.Min, c.f.X.Max = left, right+step*(n+0.8)
	basis := c.reports[0].Measure.Basis
	c.f.across = func(int) plot.Ticker {
		return plot.ConstantTicks{{Value: left, Label: c.l.year(basis, c.from)}, {Value: right, Label: c.l.year(basis, c.to)}}
	}
	c.f.ticks = func(int) plot.Ticker { return plot.ConstantTicks{} } // the labels are the scale
	leader := line(c.s.Theme.Color.Axis, c.s.Theme.Line.Axis, nil)
	c.f.Add(mark.EndLabels{X: left, Left: true, Gap: 2 * c.s.Theme.Gap, Leader: leader, Items: starts},
		mark.EndLabels{X: c.f.X.Max, Gap: c.s.Theme.Gap, Leader: leader, Items: ends})
}

// title names the steepest rise and says how many rise.
func (c *slopeChart) title() string {
	up, best, by := 0, c.reports[0], math.Inf(-1)
	for _, r := range c.reports {
		p, _ := valueAt(r, c.from)
		d := median(lastStep(r)) - p.Value
		if d > 0 {
			up++
		}
		if d > by {
			best, by = r, d
		}
	}
	b := best.Measure.Basis
	if up == 0 {
		return c.l.say("None of %d countries is forecast above its share of %s in %s", "%d か国のいずれも%[3]sに%[2]sの水準を上回らない見通し", len(c.reports), c.l.year(b, c.from), c.l.year(b, c.to))
	}
	return c.l.say("%d of %d countries rise from %s to %s, %s most: %s", "%[3]sから%[4]sに%[2]dか国中%[1]dか国が上昇、最大は%[5]sの%[6]s", up, len(c.reports), c.l.year(b, c.from), c.l.year(b, c.to), c.l.of(best), c.l.signed(by))
}

// alt lists both ends.
func (c *slopeChart) alt() string {
	var said []string
	for _, r := range c.reports {
		p, _ := valueAt(r, c.from)
		said = append(said, c.l.say("%s from %s to %s", "%s %sから%s", c.l.of(r), c.l.percent(p.Value), c.l.percent(median(lastStep(r)))))
	}
	return c.l.say("Slope chart. %s. %s.", "スロープグラフ。%s。%s。", c.title(), strings.Join(said, "; "))
}
