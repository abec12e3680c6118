package plots

import (
	"fmt"
	"strings"

	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "scenarios",
		Title:   "the fan of the forecast as it stands, with a line for each scenario",
		Ref:     "Bernanke 2024, on scenarios beside the fan",
		Example: "JPN --through 2030 --scenario gdp-stall --scenario under-execution",
		Needs:   Scenarios,
		Draw:    scenarios,
	})
}

// scenarios draws the fan of the forecast as it stands and the median of each
// scenario, named at its end with its interval.
//
// # References
//
// Bernanke, Forecasting for monetary policy making and communication at the
// Bank of England: a review, 2024: publish scenarios beside the forecast.
func scenarios(m *Material, s Style) (*Figure, error) {
	r, l := m.report(), s.Language
	if len(r.Scenarios) > MaxSeries {
		return nil, fmt.Errorf("%d scenarios: %d at most can be told apart", len(r.Scenarios), MaxSeries)
	}
	now := l.say("as it stands", "現状のまま")
	strands := []strand{{name: now, short: now, last: lastPoint(r), steps: r.Steps, line: line(s.Theme.Color.Forecast, s.Theme.Line.Forecast, s.Theme.Line.Median)}}
	for i, o := range r.Scenarios {
		strands = append(strands, strand{name: l.word(o.Name), short: l.word(o.Name), last: lastPoint(r), steps: o.Steps, line: s.series(i + 1)})
	}
	c := s.strandsOf(r.Measure.Basis, r.History, strands)
	bands, err := s.fanBands(&c.strands[0])
	if err != nil {
		return nil, err
	}
	for _, b := range bands {
		c.p.Add(b)
	}
	c.hold()
	c.draw()
	c.actual(lastPoint(r))
	title, subtitle := l.scenariosTitle(r, c.strands, c.lettered), c.subtitle(r)
	var stories []string
	for _, o := range r.Scenarios {
		if l.word(o.Name) == o.Name || l == English { // those that come with the program tell theirs in English
			stories = append(stories, l.say("%s: %s", "%s：%s", o.Name, strings.TrimSuffix(o.Story, ".")))
		}
	}
	var told Note
	if len(stories) > 0 {
		told.Full = l.say("Scenarios. %s.", "シナリオ：%s。", strings.Join(stories, "; "))
	}
	notes := append(c.notes(), c.intervalNote(), told,
		c.bandNote(r), Note{Full: l.say("Every scenario rests on the same draws.", "各シナリオは同じ乱数による。")}, l.sources(r))
	keys := c.keys()
	if c.lettered { // the key is long enough, and a note says what the bands hold
		subtitle = subtitle[:1]
	} else {
		keys = append(s.bandKeys(bands, l.say(" of futures as it stands", "（現状のまま）")), keys...)
	}
	return &Figure{Title: title, Subtitle: subtitle, Key: keys, Body: c.p, Notes: notes,
		Alt: l.say("Fan chart with lines. %s. ", "シナリオ付きファンチャート。%s。", title) + c.alt(), Data: c.data()}, nil
}

// fanBands returns the bands of a strand, the widest first.
func (s Style) fanBands(t *strand) ([]*mark.Band, error) {
	var out []*mark.Band
	n := len(s.Levels)
	for i := n - 1; i >= 0; i-- {
		tail := (1 - s.Levels[i]) / 2
		b, err := mark.NewBand(t.curve(tail), t.curve(1-tail))
		if err != nil {
			return nil, err
		}
		b.Fill = s.Theme.Color.Band(i, n)
		b.Edge = line(s.Theme.Color.Edge, s.Theme.Line.Edge, nil)
		out = append(out, b)
	}
	return out, nil
}

// bandKeys explains bands that are given the widest first.
func (s Style) bandKeys(bands []*mark.Band, of string) []Key {
	var keys []Key
	for i := range bands {
		keys = append(keys, Key{bands[len(bands)-1-i], s.Language.level(s.Levels[i])})
	}
	keys[len(keys)-1].Text += of
	return keys
}

// bandNote says what the bands hold; where the key is long, in short without
// the hash of the data and the record of the method.
func (c *strandsChart) bandNote(r *pipeline.Report) Note {
	say := func(of string) string {
		return c.l.say("Bands hold the middle %s of %s.", "帯は%[2]sの中央%[1]sを示す。", c.l.levels(c.s.Levels), of)
	}
	if n := always(say(c.l.made(r))); !c.lettered {
		return n
	}
	return Note{Full: say(c.l.made(r)), Short: say(c.l.say("%s simulated futures (method %s, seed %d)", "%s通りのシミュレーション（手法%s、シード%d）", c.l.count(r.Config.Draws), r.Config.Model, r.Config.Seed))}
}

// subtitle is that of a report, with the years that are shown.
func (c *strandsChart) subtitle(r *pipeline.Report) []string {
	shown := *r
	shown.History = c.since(r.History)
	return c.l.subtitle(&shown)
}

// hold makes the axis reach the widest band of the first strand.
func (c *strandsChart) hold() {
	tail := (1 - c.s.Levels[len(c.s.Levels)-1]) / 2
	for _, q := range []float64{tail, 1 - tail} {
		for _, xy := range c.strands[0].curve(q) {
			c.p.hold(xy.Y)
		}
		c.avoid = append(c.avoid, c.strands[0].curve(q))
	}
}

// scenariosTitle names the ends that are furthest apart.
func (l Language) scenariosTitle(r *pipeline.Report, strands []strand, short bool) string {
	lo, hi := strands[0], strands[0]
	for _, t := range strands {
		if median(t.end()) < median(lo.end()) {
			lo = t
		}
		if median(t.end()) > median(hi.end()) {
			hi = t
		}
	}
	who, year := l.of(r), l.year(r.Measure.Basis, lo.end().Year)
	a, b := l.percent(median(lo.end())), l.percent(median(hi.end()))
	if a == b {
		return l.say("%s in %s: %s whatever the scenario", "%sの%s：どのシナリオでも%s", who, year, a)
	}
	if short {
		return l.say("%s in %s: from %s to %s, by scenario", "%sの%s：シナリオにより%sから%s", who, year, a, b)
	}
	return l.say("%s in %s: from %s (%s) to %s (%s)", "%sの%s：%s（%s）から%s（%s）", who, year, a, lo.name, b, hi.name)
}
