package plots

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/plotter"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "porcupine",
		Title:   "each year's forecast as a faint path against what came",
		Ref:     "OBR, Forecast evaluation reports: successive forecasts",
		Example: "JPN --from 2015",
		Needs:   Replay,
		Draw:    porcupine,
	})
}

// porcupine draws what came as a line and the median of the forecast made at
// the end of each past year as a path from there, with the 80 % interval of its last
// year. All is on today's ruler: a forecast is multiplied by the actual value
// today over the actual value on the ruler it was made with, so that a
// re-basing of GDP since then is no error of it.
//
// # References
//
// Office for Budget Responsibility, Forecast evaluation report, 2023.
func porcupine(m *Material, s Style) (*Figure, error) {
	r, l := m.report(), s.Language
	q := porcupineOf(r, m.Replay)
	if len(q.quills) == 0 {
		return nil, errors.New("no forecast of the past has an outcome on this measure")
	}
	c := s.strandsOf(r.Measure.Basis, r.History, []strand{{last: lastPoint(r), steps: r.Steps}})
	f := s.frame(r.Measure.Basis)
	c.p, f.tight = f, true
	first := q.quills[0].made
	c.first, c.shared = first-4, nil
	for _, p := range r.History {
		if p.Year >= c.first {
			c.shared = append(c.shared, p)
		}
	}
	span := float64(r.Origin - c.first)
	f.X.Min, f.X.Max = float64(c.first)-0.02*span, float64(r.Origin)+0.02*span
	faint := line(s.Theme.Color.Forecast, s.Theme.Line.Forecast*0.7, nil)
	var quills []plotter.XYs
	for _, x := range q.quills {
		f.Add(mark.Curve{XYs: x.path, Style: faint})
		for _, xy := range x.path {
			f.hold(xy.Y)
		}
		f.hold(x.lo)
		f.hold(x.hi)
		f.Add(mark.Interval{X: x.path[len(x.path)-1].X, Lo: x.lo, Mid: x.path[len(x.path)-1].Y, Hi: x.hi,
			Line: line(s.Theme.Color.Edge, s.Theme.Line.Edge*1.5, nil), Dot: mark.Dots{Radius: s.Theme.Line.Dot * 0.7, Line: line(s.Theme.Color.Forecast, s.Theme.Line.Edge, nil)}})
		quills = append(quills, x.path)
	}
	c.past(c.shared, line(s.Theme.Color.History, s.Theme.Line.History*1.3, nil))
	c.avoid = append(c.avoid, quills...)
	c.actual(lastPoint(r))
	keys := []Key{{mark.Curve{Style: line(s.Theme.Color.History, s.Theme.Line.History*1.3, nil)}, l.say("what came", "実績")},
		{mark.Curve{Style: faint}, l.say("median forecast at each year's end", "各年末の予測（中央値）")},
		{mark.Interval{Line: line(s.Theme.Color.Edge, s.Theme.Line.Edge*2, nil), Dot: mark.Dots{Radius: s.Theme.Line.Dot, Line: line(s.Theme.Color.Forecast, s.Theme.Line.Edge, nil)}}, l.say("80 %% interval of its last year", "最終年の80%%予測区間")}}
	if k, ok := s.softKey(c.soft); ok {
		keys = append(keys, k)
	}
	notes := append([]Note{l.cut()}, always(l.say("Forecasts as on 31 December of %d to %d (method %s, %s futures each), on today's ruler of GDP.", "%d年から%d年の各12月31日時点の予測（手法%s、各%s通り）、現在のGDP基準による。", int(m.Replay.From), int(m.Replay.To), m.Replay.Config.Model, l.count(m.Replay.Config.Draws))), l.sources(r))
	return &Figure{Title: q.title(l, r), Subtitle: []string{capital(l.measure(r.Measure)),
		l.say("Actual %s and %d forecasts up to %d years ahead, with what was known when each was made", "%sの実績と、その時点の情報による%d回の予測（%d年先まで）", l.span(r.Measure.Basis, c.shared[0].Year, r.Origin), len(q.quills), m.Replay.Horizon)},
		Key: keys, Body: f, Notes: notes, Alt: q.alt(l, r), Data: q.table}, nil
}

// quill is the path of one past forecast.
type quill struct {
	made   data.Year // the calendar year at whose end it was made
	path   plotter.XYs
	lo, hi float64 // of its last year
}

// quills are the past forecasts of a replay on today's ruler.
type quills struct {
	quills      []quill
	errs        []float64 // median less actual, of the last year of each path
	in, n       int       // how many outcomes lay in the 80 % interval
	table       Table
	information pipeline.Information
}

// porcupineOf collects the forecasts of the richest information set.
func porcupineOf(r *pipeline.Report, p *pipeline.Replay) quills {
	q := quills{table: Table{Columns: []string{"made", "year", "median", "lo80", "hi80", "actual"}}}
	for _, c := range p.Cases {
		q.information = max(q.information, c.Information)
	}
	today := map[data.Year]float64{}
	for _, h := range r.History {
		today[h.Year] = h.Value
	}
	for _, c := range p.Cases {
		now, ok := today[c.Year]
		if c.Information != q.information || !ok || c.Actual <= 0 {
			continue
		}
		k := now / c.Actual
		mid := c.Dist.Quantile(0.5) * k
		q.table.add(c.AsOf.String(), c.Year, mid, c.Lo80*k, c.Hi80*k, now)
		made := data.Year(c.AsOf.Year)
		i := slices.IndexFunc(q.quills, func(x quill) bool { return x.made == made })
		if i < 0 {
			i = len(q.quills)
			x := quill{made: made}
			// A forecast that knew little of late does not start where it was made.
			if v, ok := today[c.Origin]; ok && c.Year-c.Origin <= 2 {
				x.path = plotter.XYs{{X: float64(c.Origin), Y: v}}
			}
			q.quills, q.errs = append(q.quills, x), append(q.errs, 0)
		}
		x := &q.quills[i]
		x.path = append(x.path, plotter.XY{X: float64(c.Year), Y: mid})
		x.lo, x.hi = c.Lo80*k, c.Hi80*k
		q.errs[i] = mid - now
		q.n++
		if slack := 1e-9 * c.Actual; c.Lo80-slack <= c.Actual && c.Actual <= c.Hi80+slack {
			q.in++
		}
	}
	return q
}

// title says how often what came was above the forecast, and the coverage.
func (q quills) title(l Language, r *pipeline.Report) string {
	under := 0
	for _, e := range q.errs {
		if e < 0 {
			under++
		}
	}
	who, n := l.of(r), len(q.errs)
	share := fmt.Sprintf("%.0f%s", 100*float64(q.in)/float64(q.n), l.unit())
	switch {
	case 2*under > n:
		return l.say("%s spent more than forecast in %d of %d past forecasts; %s of outcomes lay in the 80 %% interval", "%s：過去%[3]d回のうち%[2]d回で実績が予測を上回る — 80%%区間に入ったのは%[4]s", who, under, n, share)
	case 2*under < n:
		return l.say("%s spent less than forecast in %d of %d past forecasts; %s of outcomes lay in the 80 %% interval", "%s：過去%[3]d回のうち%[2]d回で実績が予測を下回る — 80%%区間に入ったのは%[4]s", who, n-under, n, share)
	}
	return l.say("%s: as many of %d past forecasts were too high as too low; %s of outcomes lay in the 80 %% interval", "%s：過去%d回の予測に偏りなし — 80%%区間に入ったのは%s", who, n, share)
}

// alt tells the errors.
func (q quills) alt(l Language, r *pipeline.Report) string {
	worst, at := 0.0, 0
	for i, e := range q.errs {
		if math.Abs(e) > math.Abs(worst) {
			worst, at = e, i
		}
	}
	return l.say("Line chart. %s. The largest error at the end of a path is %s, of the forecast made at the end of %d.", "折れ線グラフ。%s。最大の誤差は%s（%d年末の予測）。", q.title(l, r), l.signed(worst), int(q.quills[at].made))
}
