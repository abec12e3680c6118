package plots

import (
	"errors"

	"gonum.org/v1/plot/plotter"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "sets",
		Title:   "what past values alone, budgets and multi-year plans each say of the years to come",
		Ref:     "Bernanke 2024, on showing what a forecast is conditioned on",
		Example: "JPN",
		Draw:    sets,
	})
}

// ErrOneSet is the fault of a report that nothing was announced for.
var ErrOneSet = errors.New("nothing has been announced for the years to come: there is one information set only")

// sets draws the medians under each information set from one past. They rest
// on the same draws, so that their distance is what the announcements say.
//
// # References
//
// Bernanke, Forecasting for monetary policy making and communication at the
// Bank of England: a review, 2024.
func sets(m *Material, s Style) (*Figure, error) {
	r, l := m.report(), s.Language
	if len(r.Sets) < 2 {
		return nil, ErrOneSet
	}
	var strands []strand
	for i, v := range r.Sets {
		if len(v.Steps) == 0 {
			return nil, ErrOneSet
		}
		strands = append(strands, strand{name: l.setName(v.Information), short: v.Information.String(), last: lastPoint(r), steps: v.Steps, line: s.series(i)})
	}
	c := s.strandsOf(r.Measure.Basis, r.History, strands)
	c.draw()
	c.actual(lastPoint(r))
	notes := append(c.notes(), c.intervalNote(), always(l.say("Shares of %s, on the same draws under each set.", "%sによる。各前提で同じ乱数を用いた。", l.made(r))), l.announced(r), l.sources(r))
	return &Figure{Title: l.setsTitle(r), Subtitle: []string{capital(l.measure(r.Measure)),
		l.say("Actual and forecast %s, by what the forecast may know", "%sの実績と予測、予測に用いる情報別", l.span(c.basis, c.first, c.last))},
		Key: c.keys(), Body: c.p, Notes: notes, Alt: l.say("Line chart. %s. ", "折れ線グラフ。%s。", l.setsTitle(r)) + c.alt(), Data: c.data()}, nil
}

// setName says what a set knows.
func (l Language) setName(i pipeline.Information) string {
	switch i {
	case pipeline.History:
		return l.say("past values only", "実績値のみ")
	case pipeline.Plan:
		return l.say("and multi-year plans", "中期計画も反映")
	}
	return l.say("and budgets and GDP outlooks", "予算・GDP見通しを反映")
}

// setsTitle says what the announcements do to the forecast of the last year.
func (l Language) setsTitle(r *pipeline.Report) string {
	poor, rich := r.Sets[0], r.Sets[len(r.Sets)-1]
	h := len(rich.Steps) - 1
	a, b := median(poor.Steps[h]), median(rich.Steps[h])
	who, year := l.of(r), l.year(r.Measure.Basis, rich.Steps[h].Year)
	switch d := b - a; {
	case l.percent(a) == l.percent(b):
		return l.say("%s: what is announced leaves the forecast for %s at %s", "%sの公表済みの計画・予算は%sの予測%sを変えない", who, year, l.percent(b))
	case d > 0:
		return l.say("%s: what is announced raises the forecast for %s from %s to %s", "%sの公表済みの計画・予算は%sの予測を%sから%sに引き上げる", who, year, l.percent(a), l.percent(b))
	}
	return l.say("%s: what is announced lowers the forecast for %s from %s to %s", "%sの公表済みの計画・予算は%sの予測を%sから%sに引き下げる", who, year, l.percent(a), l.percent(b))
}

// actual labels the last actual value of a shared past.
func (c *strandsChart) actual(p pipeline.Point) {
	style := c.s.strong(c.s.label())
	style.Color = c.s.Theme.Color.History
	xy := plotter.XYs{{X: float64(p.Year), Y: p.Value}}
	if p.Status.Firm() {
		c.p.Add(mark.Dots{XYs: xy, Radius: c.s.Theme.Line.Dot, Line: line(c.s.Theme.Color.History, c.s.Theme.Line.History, nil)})
	}
	c.p.Add(mark.Labels{Items: []mark.Label{{X: float64(p.Year), Y: p.Value, Text: []mark.Block{{{Text: c.l.yearValue(c.basis, p.Year, p.Value), Style: style}}}}},
		Avoid: c.avoid, Gap: c.s.Theme.Gap, Paper: c.s.Theme.Color.Paper, Leader: c.s.Theme.Line.Axis})
}

// yearValue writes "FY2025: 1.29 %".
func (l Language) yearValue(b data.YearBasis, y data.Year, v float64) string {
	return l.say("%s: %s", "%s：%s", l.year(b, y), l.percent(v))
}
