package plots

import (
	"errors"
	"fmt"
	"image/color"
	"slices"
	"strings"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "target",
		Title:   "how likely the target is reached, by year, and in which year first",
		Ref:     "Bernanke 2024, on fan charts",
		Example: "JPN --measure official --through 2030",
		Draw:    target,
	})
}

// ErrNoTarget is the fault of a report without a level to be reached.
var ErrNoTarget = errors.New("no target is in force for this country")

// target draws for each year the share of futures that have reached the level,
// as a bar of two parts: those that reach it in that year for the first time,
// on those that did before. A dot marks the share that is there in that year:
// where it lies below the top of the bar, futures have fallen back.
//
// # References
//
// Bernanke, Forecasting for monetary policy making and communication at the
// Bank of England: a review, 2024: say the odds in words and numbers, a fan
// alone is not understood.
func target(m *Material, s Style) (*Figure, error) {
	r := m.report()
	p := goal(r)
	if p == nil {
		return nil, ErrNoTarget
	}
	if len(p.Met) != len(r.Steps) || len(p.MetBy) != len(r.Steps) {
		return nil, fmt.Errorf("the %s has %d and %d probabilities for %d years", English.dated(*p, r.Measure.Basis), len(p.Met), len(p.MetBy), len(r.Steps))
	}
	t := targetMarks{r: r, s: s, l: s.Language, p: p, f: s.frame(r.Measure.Basis)}
	if err := t.bars(); err != nil {
		return nil, err
	}
	t.deadline()
	t.labels()
	return &Figure{Title: t.title(), Subtitle: t.subtitle(), Key: t.key, Body: t.f, Notes: t.notes(), Alt: t.alt(), Data: t.data()}, nil
}

// goal returns the pledge that the chart is about: the headline of those whose
// level is to be reached. A cap is to be kept to.
func goal(r *pipeline.Report) *promise {
	only := *r
	only.Pledges = slices.DeleteFunc(slices.Clone(r.Pledges), func(p pipeline.PledgeView) bool { return p.Kind == data.Cap })
	return headline(&only)
}

// targetMarks gathers what the chart consists of while it is drawn up.
type targetMarks struct {
	r   *pipeline.Report
	s   Style
	l   Language
	p   *promise
	f   *frame
	key []Key
}

// bars adds the bars and the dots.
func (t *targetMarks) bars() error {
	var x []float64
	var parts [][]float64
	var there plotter.XYs
	before := 0.0
	for i, st := range t.r.Steps {
		x = append(x, float64(st.Year))
		parts = append(parts, []float64{before, t.p.MetBy[i] - before})
		there = append(there, plotter.XY{X: float64(st.Year), Y: t.p.Met[i]})
		before = t.p.MetBy[i]
	}
	b, err := mark.NewBars(x, parts)
	if err != nil {
		return err
	}
	c, w := t.s.Theme.Color, t.s.Theme.Line
	b.Fill = []color.Color{c.Inner, c.Forecast}
	b.Edge = line(c.Forecast, w.Edge, nil)
	n := float64(len(x))
	b.Width = min(0.7, 0.16+0.12*n) // two bars of 0.7 would be slabs
	radius := min(1.3*w.Dot, 0.2*t.s.width()/vg.Length(n))
	dots := mark.Dots{Alone: true, XYs: there, Hollow: make([]bool, len(there)), Radius: radius, Line: line(c.History, w.Dot/2, nil), Inside: c.Paper}
	for i := range dots.Hollow {
		dots.Hollow[i] = true
	}
	t.f.Add(b, dots)
	// Odds are seen against certainty, even where all of them are small.
	t.f.hold(0)
	t.f.hold(1)
	t.f.X.Min, t.f.X.Max = x[0]-0.6, x[len(x)-1]+0.6
	t.key = []Key{{mark.Part{Of: b, K: 1}, t.l.say("reached first in that year", "その年に初めて到達")}, {mark.Part{Of: b, K: 0}, t.l.say("reached before", "前年までに到達")}, {dots, t.l.say("at or above it in that year", "その年に水準以上")}}
	return nil
}

// data is a row a bar.
func (t *targetMarks) data() Table {
	d := Table{Columns: []string{"country", "measure", "level", "by", "year", "reached", "reached_first", "at_or_above"}}
	before := 0.0
	for i, st := range t.r.Steps {
		d.add(t.r.Config.Country, t.r.Measure.ID, t.p.Level, int(t.p.By), int(st.Year), t.p.MetBy[i], t.p.MetBy[i]-before, t.p.Met[i])
		before = t.p.MetBy[i]
	}
	return d
}

// deadline adds a rule after the year in which the target is due.
func (t *targetMarks) deadline() {
	if step(t.r, t.p.By) < 0 {
		return
	}
	t.f.Add(mark.Rule{
		X:     float64(t.p.By) + 0.5,
		Line:  line(t.s.Theme.Color.Target, t.s.Theme.Line.Target, t.dashes()),
		Label: mark.Line{Text: t.l.say("Due by the end of %s", "期限：%s末", t.l.year(t.r.Measure.Basis, t.p.By)), Style: t.text()},
		Gap:   t.s.Theme.Gap / 2,
	})
}

// dashes are those of the target's line: a target on another measure is
// another ruler.
func (t *targetMarks) dashes() []vg.Length {
	if t.p.SameMeasure {
		return nil
	}
	return t.s.Theme.Line.Other
}

// text is the style of words about the target.
func (t *targetMarks) text() text.Style {
	s := t.s.muted()
	s.Color = t.s.Theme.Color.Target
	return s
}

// labels writes the share that has reached the level above its bar: above each
// if there is room, else above those of the deadline and the last year.
func (t *targetMarks) labels() {
	style := t.s.strong(t.s.label())
	style.Color = t.s.Theme.Color.Forecast
	n := len(t.r.Steps)
	room := 0.8 * t.s.width() / vg.Length(n)
	var labels []mark.Label
	var tops plotter.XYs
	for i, st := range t.r.Steps {
		// The top edge of each bar, at its widest, is not to be hidden.
		tops = append(tops, plotter.XY{X: float64(st.Year) - 0.35, Y: t.p.MetBy[i]}, plotter.XY{X: float64(st.Year) + 0.35, Y: t.p.MetBy[i]})
		text := mark.Line{Text: t.l.odds(t.p.MetBy[i]), Style: style}
		if room > 1.1*style.Width(t.l.odds(0)) || i == n-1 || st.Year == t.p.By {
			labels = append(labels, mark.Label{X: float64(st.Year), Y: t.p.MetBy[i], Text: []mark.Block{{text}}})
		}
	}
	t.f.tops = labels
	t.f.Add(mark.Labels{Items: labels, Avoid: []plotter.XYs{tops}, Gap: t.s.Theme.Gap, Paper: t.s.Theme.Color.Paper})
}

// last returns the step that the chart is judged by: that of the deadline or,
// if that is not forecast, the last.
func (t *targetMarks) last() int {
	if i := step(t.r, t.p.By); i >= 0 {
		return i
	}
	return len(t.r.Steps) - 1
}

// already reports whether the last actual value is at the level.
func (t *targetMarks) already() bool {
	return t.p.SameMeasure && t.r.History[len(t.r.History)-1].Value >= t.p.Level
}

// title is the odds by the deadline, or in that year where the level has been
// reached already.
func (t *targetMarks) title() string {
	i, l := t.last(), t.l
	p := t.p.MetBy[i]
	en, ja := "%s: %s of futures reach %s by %s", "%[1]sが%[4]sまでに%[3]sに達する確率は%[2]s"
	if t.already() {
		p = t.p.Met[i]
		en, ja = "%s: %s of futures are at or above %s in %s", "%[1]sが%[4]sに%[3]s以上である確率は%[2]s"
	}
	s := l.say(en, ja, l.of(t.r), l.odds(p), l.share(l.level(t.p.Level), t.r.Measure), l.year(t.r.Measure.Basis, t.r.Steps[i].Year))
	if !t.p.SameMeasure {
		s += l.say("; the target %s", " — ただし目標は%s", l.elsewhere(t.p))
	}
	return s
}

// subtitle says what was measured and of what the bars are shares.
func (t *targetMarks) subtitle() []string {
	return []string{capital(t.l.measure(t.r.Measure)), t.l.say("Share of futures that have reached %s, %s",
		"%sに到達したシミュレーションの割合（%s）", t.l.level(t.p.Level), t.l.knowledge(t.r))}
}

// evenOdds says when half of the futures have reached the level, if it has not
// been reached already.
func (t *targetMarks) evenOdds() string {
	b, l := t.r.Measure.Basis, t.l
	if last := t.r.History[len(t.r.History)-1]; t.already() {
		return l.say("The last actual value, %s in %s, is at or above it.", "直近の実績（%[2]sの%[1]s）はすでにこの水準以上。", l.percent(last.Value), l.year(b, last.Year))
	}
	for i, v := range t.p.MetBy {
		if v >= 0.5 {
			return l.say("Half of the futures have reached it by %s.", "%sまでに半数が到達。", l.year(b, t.r.Steps[i].Year))
		}
	}
	return l.say("More than half of the futures have not reached it by %s.", "%sまでに到達しない場合が半数を超える。", l.year(b, lastStep(t.r).Year))
}

// notes says what was found besides the title, and how.
func (t *targetMarks) notes() []Note {
	others := slices.DeleteFunc(promises(t.r), func(p promise) bool { return p.Pledge == t.p.Pledge })
	return []Note{always(t.evenOdds()), t.l.leftOut(t.r, others), t.l.announced(t.r),
		always(t.l.say("Shares of %s.", "%sに占める割合。", t.l.made(t.r))), t.l.sources(t.r)}
}

// alt tells the chart in words.
func (t *targetMarks) alt() string {
	l := t.l
	var said []string
	for i, st := range t.r.Steps {
		said = append(said, l.say("%s by %s", "%[2]sまでに%[1]s", l.odds(t.p.MetBy[i]), l.year(t.r.Measure.Basis, st.Year)))
	}
	if n := len(said); n > 6 { // of a long row the ends are enough
		said = slices.Concat(said[:3], []string{l.say("and so on", "…")}, said[n-2:])
	}
	return l.say("Bar chart. Share of simulated futures of %s, %s, that have reached the %s: %s. %s",
		"棒グラフ。%s、%sのシミュレーションのうち%sに到達した割合：%s。%s",
		l.of(t.r), l.measure(t.r.Measure), l.dated(*t.p, t.r.Measure.Basis), strings.Join(said, l.say(", ", "、")), t.evenOdds())
}
