package plots

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg/draw"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

// strand is one of several lines of a chart: what was, and what is forecast
// from there.
type strand struct {
	name  string           // beside its end
	short string           // where there is no room for the name
	past  []pipeline.Point // drawn in its own colour; empty where all share one past
	last  pipeline.Point   // where the forecast begins
	steps []pipeline.Step
	line  draw.LineStyle
}

// end returns the last step.
func (t strand) end() pipeline.Step { return t.steps[len(t.steps)-1] }

// strandsChart draws several forecasts on one frame. Their bands would cover each
// other: each has its interval in the last year as a bar beside its end.
type strandsChart struct {
	s       Style
	l       Language
	p       *frame
	basis   data.YearBasis
	strands []strand
	shared  []pipeline.Point // the past that all have
	// lettered is true where there is no room for the names at the ends: they are
	// in the key, each with a letter.
	lettered bool
	soft     map[data.Status]bool
	avoid    []plotter.XYs
	first    data.Year
	last     data.Year
}

// window is how many years of the past a chart of several lines shows that
// looks h years ahead: more would press what differs into the last tenth.
func window(h data.Year) data.Year { return max(12, 2*h) }

// strandsOf starts a chart of several lines.
func (s Style) strandsOf(b data.YearBasis, shared []pipeline.Point, strands []strand) *strandsChart {
	c := &strandsChart{s: s, l: s.Language, p: s.frame(b), basis: b, soft: map[data.Status]bool{}, first: pipeline.MaxThrough}
	for _, t := range strands {
		c.last = max(c.last, t.end().Year)
		for _, p := range append(slices.Clone(t.past), t.last) {
			c.first = min(c.first, p.Year)
		}
	}
	for _, p := range shared {
		c.first = min(c.first, p.Year)
	}
	origin := strands[0].last.Year
	c.first = max(c.first, origin-window(c.last-origin))
	c.shared = c.since(shared)
	for _, t := range strands {
		t.past = c.since(t.past)
		c.strands = append(c.strands, t)
	}
	return c
}

// since cuts a past at the first year shown.
func (c *strandsChart) since(pts []pipeline.Point) []pipeline.Point {
	i := 0
	for i < len(pts) && pts[i].Year < c.first {
		i++
	}
	return pts[i:]
}

// tails returns the probability below and above the interval that is shown: of
// 80 % if the style has it, else the widest.
func (s Style) tails() (interval, tail float64) {
	interval = s.Levels[len(s.Levels)-1]
	if slices.Contains(s.Levels, 0.8) {
		interval = 0.8
	}
	return interval, (1 - interval) / 2
}

// draw adds all marks.
func (c *strandsChart) draw() {
	c.lettered = c.crowded()
	span := float64(c.last - c.first)
	step := 0.018 * (span + 4)
	if c.lettered { // a letter is wider than a bar
		step = (span + 4) * float64(1.1*c.s.strong(c.s.label()).Width("H")/(0.65*c.s.width()))
	}
	c.p.X.Min, c.p.X.Max = float64(c.first)-0.01*span, float64(c.last)+step*(float64(len(c.strands))+0.6)
	basis, l, last := c.basis, c.l, float64(c.last)
	c.p.across = func(n int) plot.Ticker {
		return until{mark.Years{Basis: basis, Max: n, Label: func(y data.Year) string { return l.year(basis, y) }}, last}
	}
	c.origin()
	if len(c.shared) > 0 {
		c.past(c.shared, line(c.s.Theme.Color.History, c.s.Theme.Line.History, nil))
	}
	for _, t := range c.strands {
		style := t.line
		style.Dashes = nil
		c.past(t.past, style)
	}
	for i, t := range c.strands {
		c.future(t, float64(c.last)+step*float64(i+1), i)
	}
	c.ends()
}

// until is a ticker that ends with the years: right of them the axis has none.
type until struct {
	plot.Ticker
	last float64
}

// Ticks returns those of the ticker up to the last year.
func (u until) Ticks(lo, hi float64) []plot.Tick { return u.Ticker.Ticks(lo, min(hi, u.last)) }

// origin adds the rule where knowledge ends, if it ends for all at once.
func (c *strandsChart) origin() {
	year := c.strands[0].last.Year
	for _, t := range c.strands {
		if t.last.Year != year {
			return
		}
	}
	c.p.Add(c.s.originRule(c.basis, year))
}

// originRule is the upright line after the last actual year.
func (s Style) originRule(b data.YearBasis, y data.Year) mark.Rule {
	l := s.Language
	return mark.Rule{X: float64(y), Line: line(s.Theme.Color.Origin, s.Theme.Line.Axis, nil), Gap: s.Theme.Gap / 2,
		Label: mark.Line{Text: l.say("Forecast after %[1]s", "%[2]s以降は予測", l.year(b, y), l.year(b, y+1)), Style: s.muted()}}
}

// past adds the line of a past, with hollow points where it is not firm.
func (c *strandsChart) past(pts []pipeline.Point, style draw.LineStyle) {
	var xys, soft plotter.XYs
	for i, p := range pts {
		xy := plotter.XY{X: float64(p.Year), Y: p.Value}
		xys = append(xys, xy)
		c.p.hold(p.Value)
		alone := (i == 0 || p.Year-pts[i-1].Year > 1) && (i == len(pts)-1 || pts[i+1].Year-p.Year > 1)
		if !p.Status.Firm() {
			soft = append(soft, xy)
			c.soft[p.Status] = true
		} else if alone {
			c.p.Add(mark.Dots{XYs: plotter.XYs{xy}, Radius: c.s.Theme.Line.Dot, Line: style})
		}
	}
	c.p.Add(mark.Curve{XYs: xys, MaxGap: 1, Style: style})
	c.avoid = append(c.avoid, xys)
	if len(soft) > 0 {
		c.p.Add(c.s.hollow(soft, style))
	}
}

// hollow returns points that are not firm.
func (s Style) hollow(xys plotter.XYs, style draw.LineStyle) mark.Dots {
	style.Dashes, style.Width = nil, style.Width*0.6
	d := mark.Dots{XYs: xys, Hollow: make([]bool, len(xys)), Radius: s.Theme.Line.Dot, Line: style, Inside: s.Theme.Color.Paper}
	for i := range d.Hollow {
		d.Hollow[i] = true
	}
	return d
}

// future adds the medians and, at x, the interval of the last year.
func (c *strandsChart) future(t strand, x float64, i int) {
	_, tail := c.s.tails()
	xys := plotter.XYs{{X: float64(t.last.Year), Y: t.last.Value}}
	for _, st := range t.steps {
		xys = append(xys, plotter.XY{X: float64(st.Year), Y: median(st)})
		c.p.hold(median(st))
	}
	end := t.end().Dist
	lo, hi := end.Quantile(tail), end.Quantile(1-tail)
	c.p.hold(lo)
	c.p.hold(hi)
	solid := t.line
	solid.Dashes = nil
	c.p.Add(mark.Curve{XYs: xys, Style: t.line}, mark.Interval{X: x, Lo: lo, Mid: median(t.end()), Hi: hi,
		Line: draw.LineStyle{Color: solid.Color, Width: solid.Width * 0.6}, Dot: mark.Dots{Radius: c.s.Theme.Line.Dot * 0.9, Line: draw.LineStyle{Color: solid.Color, Width: solid.Width * 0.5}}})
	c.avoid = append(c.avoid, xys)
	if c.lettered {
		style := c.s.strong(c.s.label())
		style.Color = solid.Color
		c.p.Add(mark.Caption{X: x, Y: hi, Gap: c.s.Theme.Gap / 2, Text: mark.Line{Text: letter(i), Style: style}})
	}
}

// ends names the lines at their ends or, where there is no room for that, by a
// letter above each interval, and in the key.
func (c *strandsChart) ends() {
	items := c.endLabels()
	if c.lettered {
		return
	}
	c.p.Add(mark.EndLabels{X: c.p.X.Max, Gap: c.s.Theme.Gap, Leader: line(c.s.Theme.Color.Axis, c.s.Theme.Line.Axis, nil), Items: items})
}

// endLabels returns the names of the lines.
func (c *strandsChart) endLabels() []mark.EndLabel {
	var items []mark.EndLabel
	for _, t := range c.strands {
		strong, plain := c.s.strong(c.s.label()), c.s.label()
		strong.Color, plain.Color = t.line.Color, t.line.Color
		value := c.l.percent(median(t.end()))
		text := append(mark.Block{{Text: value, Style: strong}}, mark.Wrap(t.name, plain, 0.25*c.s.width())...)
		items = append(items, mark.EndLabel{Y: median(t.end()), Text: text, Short: mark.Wrap(value+" "+t.short, strong, 0.3*c.s.width())})
	}
	return items
}

// crowded reports whether the names, short as they can be, are higher than the
// data area is likely to be.
func (c *strandsChart) crowded() bool {
	room := 0.38 * c.s.Size.Height
	for _, e := range c.endLabels() {
		_, h := e.Short.Size()
		room -= h
	}
	return room < 0
}

// letter is what a line is called that has its name in the key.
func letter(i int) string { return string(rune('A' + i)) }

// keys explains the marks that have no label.
func (c *strandsChart) keys() []Key {
	col := c.s.Theme.Color.Text
	w := c.s.Theme.Line
	var keys []Key
	if !c.lettered {
		keys = append(keys, Key{mark.Interval{Line: line(col, w.Edge*2, nil), Dot: mark.Dots{Radius: w.Dot, Line: line(col, w.Edge, nil)}},
			c.intervalText()})
	}
	if k, ok := c.s.softKey(c.soft); ok {
		keys = append(keys, k)
	}
	for i, t := range c.strands {
		if c.lettered {
			keys = append(keys, Key{mark.Curve{Style: t.line}, letter(i) + " " + c.l.percent(median(t.end())) + " " + t.short})
		}
	}
	return keys
}

// intervalText says what the bars beside the ends are.
func (c *strandsChart) intervalText() string {
	interval, _ := c.s.tails()
	return c.l.say("median and middle %s of simulated futures in %s", "%[2]sの中央値と%[1]s予測区間", c.l.level(interval), c.l.year(c.basis, c.last))
}

// intervalNote says it where the key has no room for it.
func (c *strandsChart) intervalNote() Note {
	if !c.lettered {
		return Note{}
	}
	return always(c.l.say("Bars: %s.", "縦棒：%s。", c.intervalText()))
}

// softKey explains hollow points, false where there are none.
func (s Style) softKey(soft map[data.Status]bool) (Key, bool) {
	var kinds []string
	for _, k := range slices.Sorted(maps.Keys(soft)) {
		kinds = append(kinds, s.Language.status(k))
	}
	if len(kinds) == 0 {
		return Key{}, false
	}
	style := line(s.Theme.Color.Text, s.Theme.Line.History, nil)
	return Key{s.hollow(plotter.XYs{{}}, style), s.Language.say("%s, not outturn", "%s（決算値ではない）", s.Language.list(kinds))}, true
}

// notes warns where the axis does not start at zero.
func (c *strandsChart) notes() []Note {
	if bottom(c.p.lo, c.p.hi) == 0 {
		return nil
	}
	return []Note{c.s.Language.cut()}
}

// cut says that the axis is not whole.
func (l Language) cut() Note {
	return always(l.say("The vertical axis does not start at zero.", "縦軸は0から始まっていない。"))
}

// data lists the points: name, year, kind, value, and the interval.
func (c *strandsChart) data() Table {
	interval, tail := c.s.tails()
	pc := fmt.Sprintf("%g", math.Round(1000*interval)/10)
	t := Table{Columns: []string{"line", "year", "kind", "value", "lo" + pc, "hi" + pc}}
	nan := math.NaN()
	for _, p := range c.shared {
		t.add("past", p.Year, p.Status.String(), p.Value, nan, nan)
	}
	for _, x := range c.strands {
		for _, p := range x.past {
			t.add(x.short, p.Year, p.Status.String(), p.Value, nan, nan)
		}
		for _, st := range x.steps {
			t.add(x.short, st.Year, "forecast", median(st), st.Dist.Quantile(tail), st.Dist.Quantile(1-tail))
		}
	}
	return t
}

// alt lists the ends of the lines in words.
func (c *strandsChart) alt() string {
	interval, tail := c.s.tails()
	var said []string
	for _, t := range c.strands {
		e := t.end()
		said = append(said, c.l.say("%s: %s (%s to %s)", "%s：%s（%s〜%s）", t.name, c.l.percent(median(e)),
			c.l.percent(e.Dist.Quantile(tail)), c.l.percent(e.Dist.Quantile(1-tail))))
	}
	return c.l.say("Median and middle %s of simulated futures in %s: %s.", "%[2]sの中央値と%[1]s予測区間：%[3]s。",
		c.l.level(interval), c.l.year(c.basis, c.last), strings.Join(said, c.l.say("; ", "；")))
}

// lastPoint returns the last value of a report's past.
func lastPoint(r *pipeline.Report) pipeline.Point { return r.History[len(r.History)-1] }

// curve returns a quantile of the forecast by year, from the last actual value.
func (t strand) curve(q float64) plotter.XYs {
	xys := plotter.XYs{{X: float64(t.last.Year), Y: t.last.Value}}
	for _, st := range t.steps {
		xys = append(xys, plotter.XY{X: float64(st.Year), Y: st.Dist.Quantile(q)})
	}
	return xys
}
