package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/plotter"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "countries",
		Title:   "the fans of several countries side by side on one scale",
		Ref:     "Tufte 1983, small multiples",
		Example: "DEU POL FRA GBR ITA ESP --measure nato",
		Needs:   Countries,
		Draw:    countries,
	})
}

// maxPanels is how many panels a page can hold.
const maxPanels = 16

// countries draws a small fan for each country, all on the same axes, with the
// level that each promised on this measure.
//
// # References
//
// Tufte, The Visual Display of Quantitative Information, 1983, small multiples.
func countries(m *Material, s Style) (*Figure, error) {
	l := s.Language
	if len(m.Reports) > maxPanels {
		return nil, fmt.Errorf("%w: %d countries, %d at most have a panel each (the chart ranking holds %d)", ErrRoom, len(m.Reports), maxPanels, MaxCountries)
	}
	first := m.Reports[0]
	g := &multiples{s: s, xlo: math.Inf(1), xhi: math.Inf(-1)}
	g.label = func(y data.Year) string { return l.year(first.Measure.Basis, y) }
	interval, tail := s.tails()
	t := Table{Columns: []string{"country", "year", "kind", "value", fmt.Sprintf("lo%g", 100*interval), fmt.Sprintf("hi%g", 100*interval)}}
	soft := map[data.Status]bool{}
	small := s
	small.Theme = s.Theme.scaled(0.8)
	for _, r := range m.Reports {
		p := &panel{s: small, r: r, f: small.frame(r.Measure.Basis), soft: soft}
		if err := p.draw(); err != nil {
			return nil, err
		}
		g.frames = append(g.frames, p.f)
		style := small.strong(small.label())
		g.titles = append(g.titles, mark.Line{Text: l.of(r) + " " + plainText(l.percent(median(lastStep(r)))), Style: style})
		g.xlo, g.xhi = min(g.xlo, float64(p.past[0].Year)), max(g.xhi, float64(lastStep(r).Year))
		for _, h := range p.past {
			t.add(r.Config.Country, h.Year, h.Status.String(), h.Value, math.NaN(), math.NaN())
		}
		for _, st := range r.Steps {
			t.add(r.Config.Country, st.Year, "forecast", median(st), st.Dist.Quantile(tail), st.Dist.Quantile(1-tail))
		}
	}
	c, w := s.Theme.Color, s.Theme.Line
	keys := []Key{{mark.Swatch{Fill: c.Inner, Edge: line(c.Edge, w.Edge, nil)}, l.say("middle %s of simulated futures", "%s予測区間", l.level(interval))},
		{mark.Curve{Style: line(c.Forecast, w.Forecast, w.Median)}, l.say("median", "中央値")}}
	if slices.ContainsFunc(m.Reports, func(r *pipeline.Report) bool { p := goal(r); return p != nil && p.SameMeasure }) {
		keys = append(keys, Key{mark.Curve{Style: line(c.Target, w.Target, w.Other)}, l.say("level promised on this measure", "同じ定義による目標")})
	}
	if k, ok := s.softKey(soft); ok {
		keys = append(keys, k)
	}
	end := lastStep(first).Year
	notes := []Note{always(l.say("Above each panel the median for %s. Same scales in all.", "各図の上の値は%sの予測中央値。軸は共通。", l.year(first.Measure.Basis, end))),
		always(l.say("Forecasts: %s.", "予測は%sによる。", l.made(first))), l.sourcesOf(m.Reports)}
	return &Figure{Title: l.countriesTitle(m.Reports), Subtitle: []string{capital(l.measure(first.Measure)), l.say("Actual and forecast to %s", "実績と%sまでの予測", l.year(first.Measure.Basis, end))},
		Key: keys, Body: g, Notes: notes, Alt: l.countriesAlt(m.Reports), Data: t}, nil
}

// panel is one small fan.
type panel struct {
	s    Style
	r    *pipeline.Report
	f    *frame
	past []pipeline.Point
	soft map[data.Status]bool
}

// draw adds the marks of a panel.
func (p *panel) draw() error {
	c, w := p.s.Theme.Color, p.s.Theme.Line
	_, tail := p.s.tails()
	from := p.r.Origin - window(lastStep(p.r).Year-p.r.Origin)
	p.past = p.r.History
	for len(p.past) > 1 && p.past[0].Year < from {
		p.past = p.past[1:]
	}
	t := strand{last: lastPoint(p.r), steps: p.r.Steps}
	b, err := mark.NewBand(t.curve(tail), t.curve(1-tail))
	if err != nil {
		return err
	}
	b.Fill, b.Edge = c.Inner, line(c.Edge, w.Edge, nil)
	p.f.Add(b)
	for _, xy := range slices.Concat(t.curve(tail), t.curve(1-tail)) {
		p.f.hold(xy.Y)
	}
	if g := goal(p.r); g != nil && g.SameMeasure {
		p.f.hold(g.Level)
		p.f.Add(mark.Target{Level: g.Level, From: float64(p.past[0].Year), To: float64(lastStep(p.r).Year), Line: line(c.Target, w.Target, w.Other)})
	}
	p.f.Add(mark.Curve{XYs: t.curve(0.5), Style: line(c.Forecast, w.Forecast, w.Median)})
	var xys, soft plotter.XYs
	for _, h := range p.past {
		xy := plotter.XY{X: float64(h.Year), Y: h.Value}
		xys = append(xys, xy)
		p.f.hold(h.Value)
		if !h.Status.Firm() {
			p.soft[h.Status] = true
			soft = append(soft, xy)
		}
	}
	style := line(c.History, w.History, nil)
	p.f.Add(mark.Curve{XYs: xys, MaxGap: 1, Style: style})
	if len(soft) > 0 {
		p.f.Add(p.s.hollow(soft, style))
	}
	return nil
}

// countriesTitle says how many are forecast to be at the level most promised,
// or which are highest and lowest.
func (l Language) countriesTitle(reports []*pipeline.Report) string {
	level, n := promised(reports)
	end := lastStep(reports[0]).Year
	year := l.year(reports[0].Measure.Basis, end)
	at := 0
	hi, lo := reports[0], reports[0]
	for _, r := range reports {
		v := median(lastStep(r))
		if v >= level {
			at++
		}
		if v > median(lastStep(hi)) {
			hi = r
		}
		if v < median(lastStep(lo)) {
			lo = r
		}
	}
	if n > 1 {
		return l.say("%d of %d countries are forecast to be at %s %s or above in %s", "%[5]sに%[3]s以上となる見通しは%[2]dか国中%[1]dか国（%[4]s）", at, len(reports), l.level(level), l.ofGDP(reports[0].Measure), year)
	}
	return l.say("In %s %s is forecast highest, %s %s; %s lowest, %s", "%[1]sの見通しは%[2]sが最高の%[4]s%[3]s、%[5]sが最低の%[6]s", year, l.of(hi), l.percent(median(lastStep(hi))), l.ofGDP(hi.Measure), l.of(lo), l.percent(median(lastStep(lo))))
}

// countriesAlt lists the medians.
func (l Language) countriesAlt(reports []*pipeline.Report) string {
	var said []string
	for _, r := range reports {
		said = append(said, l.say("%s %s, after %s in %s", "%s %s（%[4]sは%[3]s）", l.of(r), l.percent(median(lastStep(r))), l.percent(lastPoint(r).Value), l.year(r.Measure.Basis, lastPoint(r).Year)))
	}
	return l.say("Small fan charts. %s. Medians: %s.", "小型ファンチャート。%s。中央値：%s。", l.countriesTitle(reports), strings.Join(said, "; "))
}
