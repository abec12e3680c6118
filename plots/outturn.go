package plots

import (
	"fmt"
	"strings"

	"gonum.org/v1/plot/plotter"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "outturn",
		Title:   "budgets as planned, as amended and as spent, by year",
		Ref:     "FT Visual Vocabulary, dot plot; IMF fiscal transparency code, outturns",
		Example: "JPN",
		Needs:   Stages,
		Draw:    outturn,
	})
}

// outturn draws for each year by how much the amended budget, hollow, and the
// outturn, full, differ from the budget as first enacted, which is the zero line.
//
// # References
//
// Financial Times, Visual Vocabulary, 2021, dot plots.
func outturn(m *Material, s Style) (*Figure, error) {
	g, l := m.Stages, s.Language
	f := &outturnChart{s: s, g: g, f: s.frame(g.Series[0].Basis), t: Table{Columns: []string{"year", "stage", "amount", "unit", "over_initial"}}}
	b := g.Series[0].Basis
	f.f.X.Min, f.f.X.Max = float64(g.First)-0.5, float64(g.Last)+0.5
	f.points()
	notes := []Note{l.scopes(g), l.cites(g.Sources)}
	return &Figure{Title: l.outturnTitle(g), Subtitle: []string{capital(l.measure(g.Measure)), l.say("Difference from the %s, %s, percent of it", "%sとの差（%%）、%s", l.stage(g, 0), l.span(b, g.First, g.Last))},
		Key: f.key, Body: f.f, Notes: notes, Alt: l.say("Dot plot. %s.", "ドットプロット。%s。", l.outturnTitle(g)), Data: f.t}, nil
}

// outturnChart gathers what the chart consists of while it is drawn up.
type outturnChart struct {
	s   Style
	g   *pipeline.Stages
	f   *frame
	key []Key
	t   Table
}

// points adds the zero line, the points and what joins them.
func (o *outturnChart) points() {
	c, w := o.s.Theme.Color, o.s.Theme.Line
	rails := mark.Rails{Line: line(c.Edge, w.Axis, nil)}
	dots := make([]mark.Dots, len(o.g.Series))
	for y := o.g.First; y <= o.g.Last; y++ {
		base, ok := o.g.Series[0].At(y)
		if !ok {
			continue
		}
		at := []float64{0}
		for i, x := range o.g.Series {
			v, ok := x.At(y)
			if !ok {
				continue
			}
			at = append(at, v/base-1)
			o.f.hold(v/base - 1)
			dots[i].XYs = append(dots[i].XYs, plotter.XY{X: float64(y), Y: v/base - 1})
			o.t.add(y, x.StatusAt(y).String(), v, x.Unit.String(), v/base-1)
		}
		rails.Add(float64(y), at...)
	}
	zero := mark.Curve{XYs: plotter.XYs{{X: o.f.X.Min}, {X: o.f.X.Max}}, Style: line(c.Axis, w.History*0.8, nil)}
	o.f.Add(rails, zero)
	o.key = []Key{{zero, o.s.Language.stage(o.g, 0)}}
	for i := 1; i < len(dots); i++ {
		last := i == len(dots)-1
		d := &dots[i]
		d.Alone, d.Radius, d.Inside, d.Line = true, 1.4*w.Dot, c.Paper, line(c.Forecast, w.History*0.8, nil)
		if last {
			d.Line.Color = c.History
		}
		for range d.XYs {
			d.Hollow = append(d.Hollow, !last)
		}
		o.f.Add(*d)
		o.key = append(o.key, Key{*d, o.s.Language.stage(o.g, i)})
	}
}

// stage names a stage of the budget.
func (l Language) stage(g *pipeline.Stages, i int) string {
	switch x := g.Series[i]; x.StatusAt(x.End()) {
	case data.Initial:
		return l.say("initial budget", "当初予算")
	case data.Amended:
		return l.say("with supplementary budgets", "補正後予算")
	case data.Settled:
		return l.say("spent", "決算")
	default:
		return l.status(x.StatusAt(x.End()))
	}
}

// scopes names the series, whose scopes may differ.
func (l Language) scopes(g *pipeline.Stages) Note {
	var names []string
	for _, x := range g.Series {
		names = append(names, l.word(x.Name))
	}
	return Note{Full: l.say("Series: %s.", "系列：%s。", strings.Join(names, l.say("; ", "、")))}
}

// outturnTitle says how the outturn compares with the first stage on average.
func (l Language) outturnTitle(g *pipeline.Stages) string {
	first, last := g.Series[0], g.Series[len(g.Series)-1]
	sum, n, above := 0.0, 0, 0
	for y := g.First; y <= g.Last; y++ {
		a, ok0 := first.At(y)
		b, ok1 := last.At(y)
		if !ok0 || !ok1 {
			continue
		}
		sum += b/a - 1
		n++
		if b > a {
			above++
		}
	}
	who := l.country(g.Measure.Country, g.CountryName)
	if n == 0 {
		return l.say("%s: budgets by stage", "%sの予算段階別の額", who)
	}
	what := l.say("spent", "支出")
	if s := last.StatusAt(last.End()); s != data.Settled {
		what = l.say("budgeted in the end", "補正後予算計上")
	}
	mean := fmt.Sprintf("%+.1f%s", 100*sum/float64(n), l.unit())
	return l.say("%s %s more than it first budgeted in %d of %d years, %s on average", "%sは%[4]d年中%[3]d年で当初予算を上回る%[2]s、平均%[5]s", who, what, above, n, mean)
}
