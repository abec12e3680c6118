package plots

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "ranking",
		Title:   "countries in the order of their last actual value, with the forecast beside it",
		Ref:     "FT Visual Vocabulary, ordered bar",
		Example: "DEU POL FRA GBR ITA ESP EST GRC USA --measure nato",
		Needs:   Countries,
		Draw:    ranking,
	})
}

// ranking draws the last actual value of each country as a bar from zero, the
// largest first, with the median and interval of the last year forecast on it
// and a line for the level that most of them promised.
//
// # References
//
// Financial Times, Visual Vocabulary, 2021.
func ranking(m *Material, s Style) (*Figure, error) {
	l := s.Language
	interval, tail := s.tails()
	reports := slices.Clone(m.Reports)
	slices.SortStableFunc(reports, func(a, b *pipeline.Report) int { return cmp.Compare(lastPoint(b).Value, lastPoint(a).Value) })
	b := &rows{s: s, ticks: func(n int) plot.Ticker { return mark.Percent{Max: n, Unit: plainText(l.unit())} }}
	common, same := sameYear(reports)
	end := lastStep(reports[0]).Year
	t := Table{Columns: []string{"country", "year", "status", "value", "forecast_year", "median", fmt.Sprintf("lo%g", 100*interval), fmt.Sprintf("hi%g", 100*interval)}}
	soft := map[data.Status]bool{}
	for _, r := range reports {
		p, d := lastPoint(r), lastStep(r).Dist
		name := l.of(r)
		if !same {
			name += " " + l.year(r.Measure.Basis, p.Year)
		}
		if !p.Status.Firm() {
			soft[p.Status] = true
			name += "*"
		}
		mid, lo, hi := d.Quantile(0.5), d.Quantile(tail), d.Quantile(1-tail)
		b.items = append(b.items, row{name: name, parts: []part{{size: p.Value, fill: s.Theme.Color.Inner}}, lo: lo, mid: mid, hi: hi, hollow: true, value: l.percent(p.Value)})
		t.add(r.Config.Country, p.Year, p.Status.String(), p.Value, lastStep(r).Year, mid, lo, hi)
	}
	if level, n := promised(reports); n > 1 {
		b.at, b.names = []float64{level}, []string{l.say("%s, promised by %d of %d", "%s（%[3]dか国中%[2]dか国の目標）", l.level(level), n, len(reports))}
	}
	actual := ""
	if same {
		actual = l.year(reports[0].Measure.Basis, common)
	} else {
		actual = l.say("the last year of each", "各国の最新年")
	}
	keys := []Key{{mark.Swatch{Fill: s.Theme.Color.Inner, Edge: line(s.Theme.Color.Forecast, s.Theme.Line.Edge, nil)}, l.say("actual, %s", "実績、%s", actual)},
		{mark.Interval{Line: line(s.Theme.Color.Forecast, s.Theme.Line.Edge*2, nil), Dot: mark.Dots{Radius: s.Theme.Line.Dot, Line: line(s.Theme.Color.Forecast, s.Theme.Line.Edge, nil)}},
			l.say("forecast for %s, middle %s of futures", "%sの予測と%s予測区間", l.year(reports[0].Measure.Basis, end), l.level(interval))}}
	notes := []Note{}
	if len(soft) > 0 {
		notes = append(notes, always(l.say("* %s, not outturn.", "* %s（決算値ではない）。", l.kinds(soft))))
	}
	notes = append(notes, always(l.say("Forecasts: %s.", "予測は%sによる。", l.made(reports[0]))), l.sourcesOf(reports))
	first, final := reports[0], reports[len(reports)-1]
	title := l.say("%s spends most of %d countries, %s %s; %s least, %s", "%[2]dか国中最多は%[1]sの%[4]s%[3]s、最少は%[5]sの%[6]s",
		l.of(first), len(reports), l.percent(lastPoint(first).Value), l.ofGDP(first.Measure), l.of(final), l.percent(lastPoint(final).Value))
	var said []string
	for _, r := range reports {
		said = append(said, l.of(r)+" "+l.percent(lastPoint(r).Value))
	}
	return &Figure{Title: title, Subtitle: []string{capital(l.measure(first.Measure)), l.say("Actual %s and forecast for %s", "%sの実績と%sの予測", actual, l.year(first.Measure.Basis, end))},
		Key: keys, Body: b, Notes: notes, Alt: l.say("Bar chart. %s: %s.", "棒グラフ。%s：%s。", capital(l.measure(first.Measure)), strings.Join(said, ", ")), Data: t}, nil
}

// kinds lists statuses in words.
func (l Language) kinds(soft map[data.Status]bool) string {
	var words []string
	for _, k := range []data.Status{data.Request, data.Plan, data.Estimate, data.Forecast, data.Uncertain} {
		if soft[k] {
			words = append(words, l.status(k))
		}
	}
	return l.list(words)
}

// sameYear returns the last actual year of the first report and whether all
// have that one.
func sameYear(reports []*pipeline.Report) (data.Year, bool) {
	y := lastPoint(reports[0]).Year
	for _, r := range reports {
		if lastPoint(r).Year != y {
			return y, false
		}
	}
	return y, true
}

// promised returns the level that most of the reports' headline targets on
// their own measure have, the higher of equals, and how many have it.
func promised(reports []*pipeline.Report) (level float64, n int) {
	count := map[float64]int{}
	for _, r := range reports {
		if p := goal(r); p != nil && p.SameMeasure {
			count[p.Level]++
		}
	}
	for v, k := range count {
		if k > n || k == n && v > level {
			level, n = v, k
		}
	}
	return level, n
}
