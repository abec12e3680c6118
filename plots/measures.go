package plots

import (
	"fmt"
	"strings"

	"gonum.org/v1/plot/vg"

	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "measures",
		Title:   "one country by several definitions of the ratio",
		Ref:     "ONS, direct labels instead of a legend",
		Example: "JPN",
		Needs:   Measures,
		Draw:    measures,
	})
}

// measures draws a country by each of several definitions: what is counted, at
// which stage, over which GDP. The same money is several shares.
//
// # References
//
// Office for National Statistics, Service manual, Using labels, https://service-manual.ons.gov.uk.
func measures(m *Material, s Style) (*Figure, error) {
	r, l := m.report(), s.Language
	if len(m.Reports) > MaxSeries {
		return nil, fmt.Errorf("%d measures: %d at most can be told apart", len(m.Reports), MaxSeries)
	}
	var strands []strand
	names, short := s.measureNames(m.Reports)
	for i, r := range m.Reports {
		strands = append(strands, strand{name: names[i], short: short[i], past: r.History, last: lastPoint(r), steps: r.Steps, line: s.series(i)})
	}
	c := s.strandsOf(r.Measure.Basis, nil, strands)
	c.draw()
	title := l.measuresTitle(m.Reports)
	notes := append(c.notes(), c.intervalNote(), l.definitions(m.Reports), always(l.say("Medians of %s.", "中央値は%sによる。", l.made(r))), l.sourcesOf(m.Reports))
	return &Figure{Title: title, Subtitle: []string{l.say("Defence spending of %s by %d definitions, %s", "%sの%d通りの定義、%s", l.of(r), len(m.Reports), l.span(c.basis, c.first, c.last))},
		Key: c.keys(), Body: c.p, Notes: notes, Alt: l.say("Line chart. %s. ", "折れ線グラフ。%s。", title) + c.alt(), Data: c.data()}, nil
}

// measureNames returns what the lines are called: by their names, with what
// they are divided by where two have one name; in short by the same, as long as
// a key of them has room, else by the ids of the command line.
func (s Style) measureNames(reports []*pipeline.Report) (names, short []string) {
	l := s.Language
	count := map[string]int{}
	for _, r := range reports {
		count[r.Measure.Name]++
	}
	fits := vg.Length(len(reports))*1.1*s.muted().Font.Size*1.2 <= 0.27*s.Size.Height
	for _, r := range reports {
		name := l.measure(r.Measure)
		if ja, ok := measureWords[r.Measure.Name]; count[r.Measure.Name] == 1 {
			name = r.Measure.Name
			if ok {
				name = l.say("%[1]s", "%[2]s", name, ja)
			}
		}
		names, short = append(names, name), append(short, r.Measure.ID)
		fits = fits && (mark.Line{Text: "A 0.00 % " + name, Style: s.muted()}).Width()+3*s.muted().Font.Size <= s.width()
	}
	if fits {
		return names, names
	}
	return names, short
}

// measuresTitle says how far the definitions are apart in the last year.
func (l Language) measuresTitle(reports []*pipeline.Report) string {
	lo, hi := reports[0], reports[0]
	at := func(r *pipeline.Report) float64 { return median(lastStep(r)) }
	for _, r := range reports {
		if at(r) < at(lo) {
			lo = r
		}
		if at(r) > at(hi) {
			hi = r
		}
	}
	return l.say("%s in %s: %s or %s of GDP, by what is counted and divided by", "%sの%s：定義により対GDP比%sから%s",
		l.of(lo), l.year(lo.Measure.Basis, lastStep(lo).Year), l.percent(at(lo)), l.percent(at(hi)))
}

// definitions names the measures behind their short names.
func (l Language) definitions(reports []*pipeline.Report) Note {
	var said []string
	for _, r := range reports {
		said = append(said, l.say("%s: %s", "%s：%s", r.Measure.ID, l.measure(r.Measure)))
	}
	return Note{Full: l.say("Measures: %s.", "定義：%s。", strings.Join(said, "; "))}
}

// sourcesOf names the sources of several reports, each once; in short those of
// the first only.
func (l Language) sourcesOf(reports []*pipeline.Report) Note {
	all := pipeline.Report{}
	for _, r := range reports {
		all.Sources = append(all.Sources, r.Sources...)
	}
	note := l.sources(&all)
	note.Short = l.sources(reports[0]).Short
	return note
}
