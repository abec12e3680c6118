package plots

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "fan",
		Title:   "the past, the median forecast and its bands, and the target",
		Ref:     "Britton, Fisher and Whitley 1998; ONS and Urban Institute chart guides",
		Example: "JPN",
		Draw:    fan,
	})
}

// fan draws the history as a line with points, hollow where not firm, the
// median of the forecast in another colour and dashes, and a band for each
// level of the style, all joined at the last actual value.
//
// # References
//
// Britton, Fisher and Whitley, The Inflation Report projections: understanding
// the fan chart, Bank of England Quarterly Bulletin, February 1998.
func fan(m *Material, s Style) (*Figure, error) {
	r, l := m.report(), s.Language
	if len(r.Scenarios) > 0 { // asked for, they are shown
		return scenarios(m, s)
	}
	f := fanMarks{r: r, s: s, l: l, p: s.frame(r.Measure.Basis)}
	f.ranges()
	if err := f.bands(); err != nil {
		return nil, err
	}
	f.targets()
	f.origin()
	f.lines()
	f.labels()
	return &Figure{Title: l.finding(r), Subtitle: l.subtitle(r), Key: f.key, Body: f.p, Notes: f.notes(), Alt: fanAlt(r, s), Data: f.data()}, nil
}

// fanMarks gathers what a fan consists of while it is drawn up.
type fanMarks struct {
	r      *pipeline.Report
	s      Style
	l      Language
	p      *frame
	key    []Key
	shown  []promise
	hidden []promise
	edges  []plotter.XYs // of the widest band
}

// fromOrigin returns a curve through the last actual value and f of each step.
func (f *fanMarks) fromOrigin(q func(pipeline.Step) float64) plotter.XYs {
	last := f.r.History[len(f.r.History)-1]
	xys := plotter.XYs{{X: float64(last.Year), Y: last.Value}}
	for _, st := range f.r.Steps {
		xys = append(xys, plotter.XY{X: float64(st.Year), Y: q(st)})
	}
	return xys
}

// ranges makes the axes hold the history and the widest band. Years have a
// little room before the first value.
func (f *fanMarks) ranges() {
	first, last := float64(f.r.History[0].Year), float64(lastStep(f.r).Year)
	f.p.X.Min, f.p.X.Max = first-0.01*(last-first), last
	for _, p := range f.r.History {
		f.p.hold(p.Value)
	}
	tail := (1 - f.s.Levels[len(f.s.Levels)-1]) / 2
	for _, st := range f.r.Steps {
		f.p.hold(st.Dist.Quantile(tail))
		f.p.hold(st.Dist.Quantile(1 - tail))
	}
}

// bands adds the bands, the widest first, for each is drawn over the one
// before: opaque fills keep their tested contrast, transparent ones would not.
func (f *fanMarks) bands() error {
	n := len(f.s.Levels)
	keys := make([]Key, n)
	for i := n - 1; i >= 0; i-- {
		tail := (1 - f.s.Levels[i]) / 2
		lo := f.fromOrigin(func(st pipeline.Step) float64 { return st.Dist.Quantile(tail) })
		hi := f.fromOrigin(func(st pipeline.Step) float64 { return st.Dist.Quantile(1 - tail) })
		b, err := mark.NewBand(lo, hi)
		if err != nil {
			return err
		}
		b.Fill = f.s.Theme.Color.Band(i, n)
		b.Edge = line(f.s.Theme.Color.Edge, f.s.Theme.Line.Edge, nil)
		f.p.Add(b)
		keys[i] = Key{b, f.l.level(f.s.Levels[i])}
		if i == n-1 {
			f.edges = []plotter.XYs{lo, hi}
		}
	}
	keys[n-1].Text += f.l.say(" of simulated futures", "予測区間")
	f.key = append(f.key, keys...)
	return nil
}

// targets adds the lines of the promises: solid on the report's own measure,
// dotted on another, which is another ruler.
func (f *fanMarks) targets() {
	f.choose()
	first, last := f.r.History[0].Year, lastStep(f.r).Year
	for _, p := range f.shown {
		from := first
		if !p.since.IsZero() {
			from = min(max(first, yearOf(p.since, f.r.Measure.Basis)), f.r.Origin)
		}
		t := mark.Target{Level: p.Level, From: float64(from), To: float64(last), Stop: 2 * f.s.Theme.Gap,
			Line: line(f.s.Theme.Color.Target, f.s.Theme.Line.Target, nil)}
		for _, y := range p.due {
			t.Due = append(t.Due, float64(y))
			t.To = float64(min(y, last))
		}
		if !p.SameMeasure { // not the same ruler, so not the same line
			t.Line.Dashes = f.s.Theme.Line.Other
		}
		f.p.Add(t)
		text := f.s.label()
		text.Color = f.s.Theme.Color.Target
		f.p.hold(p.Level)
		f.p.tops = append(f.p.tops, mark.Label{X: t.From, To: t.To, Y: p.Level, Text: f.s.breaks(f.l.named(f.r, p), text)})
	}
}

// choose shows the promise that the chart is about and up to two more on the
// report's own measure that the axis has room for; a level far above would
// flatten all else. Of promises on another measure one is enough of a
// distraction, and one due before the history begins has no place.
func (f *fanMarks) choose() {
	about := headline(f.r)
	if about == nil {
		return
	}
	top := 1.1 * max(f.p.hi, about.Level) // a tenth more does not flatten the rest
	rest := 2
	for _, p := range promises(f.r) {
		show := p.Pledge == about.Pledge
		if !show && p.SameMeasure && p.Level <= top && rest > 0 {
			show = true
			rest--
		}
		if show && (len(p.due) == 0 || p.due[len(p.due)-1] > f.r.History[0].Year) {
			f.shown = append(f.shown, p)
		} else {
			f.hidden = append(f.hidden, p)
		}
	}
}

// origin adds the rule where knowledge ends.
func (f *fanMarks) origin() {
	f.p.Add(mark.Rule{
		X:     float64(f.r.Origin),
		Line:  line(f.s.Theme.Color.Origin, f.s.Theme.Line.Axis, nil),
		Label: mark.Line{Text: f.l.say("Forecast after %[1]s", "%[2]s以降は予測", f.l.year(f.r.Measure.Basis, f.r.Origin), f.l.year(f.r.Measure.Basis, f.r.Origin+1)), Style: f.s.muted()},
		Gap:   f.s.Theme.Gap / 2,
	})
}

// lines adds the median and the history.
func (f *fanMarks) lines() {
	c, w := f.s.Theme.Color, f.s.Theme.Line
	mid := mark.Curve{XYs: f.fromOrigin(median), Style: line(c.Forecast, w.Forecast, w.Median)}
	past := mark.Curve{XYs: f.history(), MaxGap: 1, Style: line(c.History, w.History, nil)}
	dots, soft := f.dots(past.XYs)
	f.p.Add(mid, past, dots) // the known over the guessed
	f.key = append(f.key, Key{mid, f.l.say("median", "中央値")})
	var kinds []string
	for _, k := range slices.Sorted(maps.Keys(soft)) {
		kinds = append(kinds, f.l.status(k))
	}
	if len(kinds) > 0 {
		f.key = append(f.key, Key{dots, f.l.say("%s, not outturn", "%s（決算値ではない）", f.l.list(kinds))})
	}
}

// history returns the past values as points.
func (f *fanMarks) history() plotter.XYs {
	var xys plotter.XYs
	for _, p := range f.r.History {
		xys = append(xys, plotter.XY{X: float64(p.Year), Y: p.Value})
	}
	return xys
}

// dots returns the points of the history and the statuses of hollow ones.
// Where full points would run together only those stay that say more than the
// line does: the hollow ones, those beside a gap, and the last.
func (f *fanMarks) dots(xys plotter.XYs) (d mark.Dots, soft map[data.Status]bool) {
	c, w := f.s.Theme.Color, f.s.Theme.Line
	d = mark.Dots{Radius: w.Dot, Line: line(c.History, w.History*0.6, nil), Inside: c.Paper}
	soft = map[data.Status]bool{}
	h := f.r.History
	years := lastStep(f.r).Year - h[0].Year + 1
	// The data get three quarters of the width; full points 3 radii apart touch
	// the eye as a string of beads, not as a line.
	dense := 0.75*f.s.width()/vg.Length(years) < 3*w.Dot
	for i, p := range h {
		hollow := !p.Status.Firm()
		if hollow {
			soft[p.Status] = true
		}
		last := i == len(h)-1
		edge := last || i > 0 && p.Year-h[i-1].Year > 1 || h[i+1].Year-p.Year > 1
		if hollow || edge || !dense {
			d.XYs, d.Hollow = append(d.XYs, xys[i]), append(d.Hollow, hollow)
		}
	}
	return d, soft
}

// labels names the last actual value, the targets and the median's end.
func (f *fanMarks) labels() {
	c, b := f.s.Theme.Color, f.r.Measure.Basis
	last := f.r.History[len(f.r.History)-1]
	value := f.s.strong(f.s.label())
	value.Color = c.History
	// The point is named first: it has one place, a line has many.
	actual := mark.Label{X: float64(last.Year), Y: last.Value,
		Text: []mark.Block{{{Text: f.l.say("%s: %s", "%s：%s", f.l.year(b, last.Year), f.l.percent(last.Value)), Style: value}}}}
	avoid := append([]plotter.XYs{f.history(), f.fromOrigin(median)}, f.edges...)
	for _, l := range f.p.tops {
		avoid = append(avoid, plotter.XYs{{X: l.X, Y: l.Y}, {X: l.To, Y: l.Y}})
	}
	f.p.Add(mark.Labels{Items: append([]mark.Label{actual}, f.p.tops...), Avoid: avoid, Gap: f.s.Theme.Gap,
		Paper: c.Paper, Leader: f.s.Theme.Line.Axis})

	end := lastStep(f.r)
	strong := f.s.strong(f.s.label())
	strong.Color = c.Forecast
	f.p.Add(mark.EndLabels{X: float64(end.Year), Gap: 1.5 * f.s.Theme.Gap, Leader: line(c.Axis, f.s.Theme.Line.Axis, nil),
		Items: []mark.EndLabel{{Y: median(end), Text: mark.Block{
			{Text: f.l.percent(median(end)), Style: strong},
			{Text: f.l.year(b, end.Year), Style: f.s.muted()},
			{Text: f.l.say("median", "中央値"), Style: f.s.muted()},
		}}}})
}

// notes says what the picture leaves out, how it was made, and from what.
func (f *fanMarks) notes() []Note {
	notes := []Note{f.l.announced(f.r), f.l.leftOut(f.r, f.hidden)}
	if bottom(f.p.lo, f.p.hi) != 0 {
		notes = append(notes, always(f.l.say("The vertical axis does not start at zero.", "縦軸は0から始まっていない。")))
	}
	return append(notes, always(f.l.say("Bands hold the middle %s of %s.", "帯は%[2]sの中央%[1]sを示す。", f.l.levels(f.s.Levels), f.l.made(f.r))), f.l.sources(f.r))
}

// data is a row a year: the value, or the median and the edges of the bands.
// The promises shown follow, each at its last deadline.
func (f *fanMarks) data() Table {
	t := Table{Columns: []string{"country", "measure", "year", "kind", "status", "value"}}
	for _, l := range f.s.Levels {
		name := strconv.FormatFloat(math.Round(1e6*l)/1e4, 'f', -1, 64)
		t.Columns = append(t.Columns, "lo"+name, "hi"+name)
	}
	row := func(y data.Year, kind, status string, v float64, q func(p float64) float64) {
		cells := []any{f.r.Config.Country, f.r.Measure.ID, int(y), kind, status, v}
		for _, l := range f.s.Levels {
			cells = append(cells, q((1-l)/2), q(1-(1-l)/2))
		}
		t.add(cells...)
	}
	none := func(float64) float64 { return math.NaN() }
	for _, p := range f.r.History {
		row(p.Year, "history", p.Status.String(), p.Value, none)
	}
	for _, s := range f.r.Steps {
		row(s.Year, "median", data.Forecast.String(), median(s), s.Dist.Quantile)
	}
	for _, p := range f.shown {
		row(p.By, p.Kind.String(), p.Measure, p.Level, none)
	}
	return t
}

// fanAlt tells the chart in words: what kind it is, of what, from where to
// where, how sure and against which target.
func fanAlt(r *pipeline.Report, s Style) string {
	b, l := r.Measure.Basis, s.Language
	first, last, end := r.History[0], r.History[len(r.History)-1], lastStep(r)
	widest := s.Levels[len(s.Levels)-1]
	tail := (1 - widest) / 2
	alt := l.say("Fan chart. %s, %s: %s in %s, %s in %s; median forecast %s in %s, %s of simulated futures from %s to %s.",
		"ファンチャート。%[1]s、%[2]s：%[4]sは%[3]s、%[6]sは%[5]s。予測の中央値は%[8]sに%[7]s、%[9]s予測区間は%[10]s〜%[11]s。",
		l.of(r), l.measure(r.Measure), l.percent(first.Value), l.year(b, first.Year), l.percent(last.Value), l.year(b, last.Year),
		l.percent(median(end)), l.year(b, end.Year), l.level(widest), l.percent(end.Dist.Quantile(tail)), l.percent(end.Dist.Quantile(1-tail)))
	if p := headline(r); p != nil {
		alt += l.say(" %s.", "%s。", capital(strings.NewReplacer("“", "'", "”", "'").Replace(l.named(r, *p))))
	}
	return alt
}
