package plots

import (
	"math"

	"gonum.org/v1/plot/plotter"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "path",
		Title:   "the path that the target needs beside the path that is forecast",
		Ref:     "Emissions gap reports of UNEP, needed against expected",
		Example: "JPN --measure official",
		Draw:    needed,
	})
}

// needed draws the fan of the forecast and, from the last actual value to the
// level at its deadline, the path of equal yearly steps that would meet it,
//
//	n[t] = r[o] + (L - r[o])·(t-o)/(T-o),
//
// and the gap between the two in the year of the deadline or, where that is not
// forecast, in the last year. Where the level is reached already, what is needed
// is to stay there.
//
// # References
//
// United Nations Environment Programme, Emissions Gap Report, 2023: the form.
func needed(m *Material, s Style) (*Figure, error) {
	r, l := m.report(), s.Language
	p := goal(r)
	if p == nil || p.By <= r.Origin {
		return nil, ErrNoTarget
	}
	last := lastPoint(r)
	at := min(p.By, lastStep(r).Year)
	expected := strand{name: l.say("expected", "予測"), short: l.say("expected", "予測"), last: last, steps: r.Steps,
		line: line(s.Theme.Color.Forecast, s.Theme.Line.Forecast, s.Theme.Line.Median)}
	c := s.strandsOf(r.Measure.Basis, r.History, []strand{expected})
	c.last = max(c.last, at)
	f := &pathChart{strandsChart: c, r: r, target: p, at: at, last: last}
	bands, err := s.fanBands(&expected)
	if err != nil {
		return nil, err
	}
	for _, b := range bands {
		c.p.Add(b)
	}
	c.hold()
	f.draw()
	keys := s.bandKeys(bands, l.say(" of simulated futures", "予測区間"))
	if k, ok := s.softKey(c.soft); ok {
		keys = append(keys, k)
	}
	notes := append(c.notes(), l.gapPace(f), l.leftOut(r, f.others()), l.announced(r),
		always(l.say("Bands hold the middle %s of %s.", "帯は%[2]sの中央%[1]sを示す。", l.levels(s.Levels), l.made(r))), l.sources(r))
	return &Figure{Title: f.title(), Subtitle: c.subtitle(r), Key: keys, Body: c.p, Notes: notes,
		Alt: l.say("Fan chart with the path needed. %s. %s", "必要経路付きファンチャート。%s。%s", f.title(), l.gapPace(f).Full), Data: f.data()}, nil
}

// pathChart is a fan and the path that a target needs.
type pathChart struct {
	*strandsChart
	r      *pipeline.Report
	target *promise
	at     data.Year // where the two are compared
	last   pipeline.Point
}

// met reports whether the last actual value is at the level.
func (f *pathChart) met() bool { return f.last.Value >= f.target.Level }

// need returns the share that the path of equal steps has in a year.
func (f *pathChart) need(y data.Year) float64 {
	if f.met() {
		return f.target.Level
	}
	t := float64(y-f.last.Year) / float64(f.target.By-f.last.Year)
	return f.last.Value + (f.target.Level-f.last.Value)*t
}

// draw adds the marks over the bands.
func (f *pathChart) draw() {
	c, w := f.s.Theme.Color, f.s.Theme.Line
	end := lastStep(f.r)
	f.p.X.Min, f.p.X.Max = float64(f.first)-0.01*float64(f.strandsChart.last-f.first), float64(end.Year)
	f.p.Add(f.s.originRule(f.basis, f.r.Origin))
	f.past(f.shared, line(c.History, w.History, nil))
	mid := f.strands[0].curve(0.5)
	want := plotter.XYs{{X: float64(f.last.Year), Y: f.need(f.last.Year)}}
	for y := f.last.Year + 1; y <= f.at; y++ {
		want = append(want, plotter.XY{X: float64(y), Y: f.need(y)})
	}
	f.p.hold(f.need(f.at))
	target := mark.Curve{XYs: want, Style: line(c.Target, w.Target*1.3, nil)}
	f.p.Add(mark.Curve{XYs: mid, Style: f.strands[0].line}, target)
	f.avoid = append(f.avoid, mid, want)
	f.actual(f.last)
	f.labels(end)
}

// labels names the two ends.
func (f *pathChart) labels(end pipeline.Step) {
	block := func(v float64, col int, words ...string) mark.EndLabel {
		style := f.s.strong(f.s.label())
		style.Color = f.s.Theme.Color.Forecast
		if col == 1 {
			style.Color = f.s.Theme.Color.Target
		}
		b := mark.Block{{Text: f.l.percent(v), Style: style}}
		for _, t := range words {
			b = append(b, mark.Line{Text: t, Style: f.s.muted()})
		}
		return mark.EndLabel{Y: v, Text: b, Short: b[:1]}
	}
	items := []mark.EndLabel{block(median(end), 0, f.l.say("expected", "予測"), f.l.year(f.basis, end.Year))}
	if f.at == end.Year {
		items = append(items, block(f.need(f.at), 1, f.l.say("needed", "必要")))
	} else { // the deadline is before the last year: its label stands inside
		style := f.s.strong(f.s.label())
		style.Color = f.s.Theme.Color.Target
		text := f.l.say("needed in %s: %s", "%sに必要：%s", f.l.year(f.basis, f.at), f.l.percent(f.need(f.at)))
		f.p.Add(mark.Labels{Items: []mark.Label{{X: float64(f.at), Y: f.need(f.at), Text: f.s.breaks(text, style)}},
			Avoid: f.avoid, Gap: f.s.Theme.Gap, Paper: f.s.Theme.Color.Paper, Leader: f.s.Theme.Line.Axis})
		f.p.tops = append(f.p.tops, mark.Label{X: float64(f.at), Y: f.need(f.at), Text: f.s.breaks(text, style)})
	}
	f.p.Add(mark.EndLabels{X: float64(end.Year), Gap: 1.5 * f.s.Theme.Gap, Leader: line(f.s.Theme.Color.Axis, f.s.Theme.Line.Axis, nil), Items: items})
}

// expected returns the median of the year of comparison.
func (f *pathChart) expected() float64 { return median(f.r.Steps[step(f.r, f.at)]) }

// title says how far the two are apart.
func (f *pathChart) title() string {
	l, d := f.l, f.expected()-f.need(f.at)
	who, year, level := l.of(f.r), l.year(f.basis, f.at), l.dated(*f.target, f.basis)
	s := ""
	switch {
	case math.Abs(d) < 0.00005:
		s = l.say("%s is on the path to the %s in %s", "%[1]sは%[3]sに%[2]sへの経路上にある", who, level, year)
	case d > 0:
		s = l.say("%s: %s ahead of the path to the %s in %s", "%[1]s：%[4]sに%[3]sへの経路を%[2]s上回る", who, l.points(d), level, year)
	default:
		s = l.say("%s: %s behind the path to the %s in %s", "%[1]s：%[4]sに%[3]sへの経路を%[2]s下回る", who, l.points(-d), level, year)
	}
	if p := f.target; p.By == f.at { // the deadline is the year: once is enough
		level = l.level(p.Level)
		switch {
		case d < -0.00005:
			s = l.say("%s: %s short of the %s needed in %s", "%[1]s：%[4]sに必要な%[3]sに%[2]s不足", who, l.points(-d), level, year)
		case d > 0.00005:
			s = l.say("%s: %s more than the %s needed in %s", "%[1]s：%[4]sに必要な%[3]sを%[2]s上回る", who, l.points(d), level, year)
		}
	}
	if !f.target.SameMeasure {
		s += l.say("; the target %s", "（目標は%s）", l.elsewhere(f.target))
	}
	return s
}

// gapPace says the yearly steps of both paths.
func (l Language) gapPace(f *pathChart) Note {
	n := float64(f.at - f.last.Year)
	if f.met() {
		return always(l.say("The level is met; expected are %s a year to %s (median).", "水準は達成済み、予測は%[2]sまで年%[1]s（中央値）。", l.signed((f.expected()-f.last.Value)/n), l.year(f.basis, f.at)))
	}
	return always(l.say("Needed is a rise of %s a year in equal steps; expected are %s a year to %s (median).", "必要な上昇は年%s（均等）、予測は%[3]sまで年%[2]s（中央値）。",
		l.signed((f.target.Level-f.last.Value)/float64(f.target.By-f.last.Year)), l.signed((f.expected()-f.last.Value)/n), l.year(f.basis, f.at)))
}

// signed writes a difference of shares with its sign: "+0.21 points".
func (l Language) signed(d float64) string {
	return l.say("%+.2f\u00a0points", "%+.2fポイント", 100*d)
}

// others are the promises that the chart is not about.
func (f *pathChart) others() []promise {
	var out []promise
	for _, p := range promises(f.r) {
		if p.Pledge != f.target.Pledge {
			out = append(out, p)
		}
	}
	return out
}

// data adds the path needed to the lines.
func (f *pathChart) data() Table {
	t := f.strandsChart.data()
	for y := f.last.Year; y <= f.at; y++ {
		t.add("needed", y, "needed", f.need(y), math.NaN(), math.NaN())
	}
	return t
}
