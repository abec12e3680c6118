package plots

import (
	"math"
	"strings"

	"gonum.org/v1/plot"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "waterfall",
		Title:   "why the ratio moved between two years, in parts that add up",
		Ref:     "FT Visual Vocabulary, waterfall; Ang 2005 for the parts",
		Example: "JPN --from 2022",
		Needs:   Change,
		Draw:    waterfall,
	})
}

// waterfall draws the ratio of two years as bars from zero and, between them,
// what each factor added or took as a bar from where the one before ended.
//
// # References
//
// Financial Times, Visual Vocabulary, 2021. Ang, The LMDI approach to
// decomposition analysis: a practical guide, Energy Policy 33(7), 2005.
func waterfall(m *Material, s Style) (*Figure, error) {
	c, l := m.Change, s.Language
	col := s.Theme.Color
	b := &rows{s: s, bridge: true, ticks: func(n int) plot.Ticker { return mark.Percent{Max: n, Unit: plainText(l.unit())} }}
	total := func(name string, v float64) {
		b.items = append(b.items, row{name: name, strong: true, parts: []part{{size: v, fill: col.Forecast}}, value: l.percent(v)})
	}
	total(l.year(c.Before.Basis, c.From), c.ValueFrom)
	at := c.ValueFrom
	for _, p := range c.Parts {
		fill := col.Inner
		if p.Points < 0 {
			fill = col.Outer
		}
		b.items = append(b.items, row{name: l.factor(p), from: at, parts: []part{{size: p.Points, fill: fill}}, value: l.signed(p.Points)})
		at += p.Points
	}
	total(l.year(c.Measure.Basis, c.To), c.Value)
	var said []string
	for _, n := range c.Notes {
		said = append(said, l.word(n))
	}
	notes := []Note{{Full: strings.Join(said, l.say(" ", ""))},
		always(l.say("The parts add up to the change (logarithmic mean Divisia index).", "寄与の合計は変化幅に一致する（対数平均ディビジア指数法）。")), l.cites(c.Sources)}
	measure := l.measure(c.Measure)
	if c.Before.ID != c.Measure.ID {
		measure = l.say("%s: %s. %s: %s", "%s：%s。%s：%s", l.year(c.Before.Basis, c.From), l.measure(c.Before), l.year(c.Measure.Basis, c.To), measure)
	}
	return &Figure{Title: l.changeTitle(c), Subtitle: []string{capital(measure), l.say("What moved it from %s to %s, in points", "%sから%sへの変化の内訳（ポイント）", l.year(c.Before.Basis, c.From), l.year(c.Measure.Basis, c.To))},
		Body: b, Notes: notes, Alt: l.changeAlt(c), Data: changeData(c)}, nil
}

// factors has the Japanese names of what a ratio is made of.
var factors = map[string]string{"spending": "防衛支出", "nominal GDP": "名目GDP", "real growth": "実質成長", "prices": "物価",
	"what is counted": "算入範囲の変更", "what is divided by": "分母の変更", "exchange rate": "為替"}

// factor names a part and how its factor changed.
func (l Language) factor(p pipeline.ChangePart) string {
	name := capital(p.Name)
	if ja, ok := factors[p.Name]; ok && l == Japanese {
		name = ja
	}
	return l.say("%s %+.1f\u00a0%%", "%s %+.1f%%", name, 100*(p.To/p.From-1))
}

// changeTitle names the change and its largest part.
func (l Language) changeTitle(c *pipeline.Change) string {
	most := c.Parts[0]
	for _, p := range c.Parts {
		if math.Abs(p.Points) > math.Abs(most.Points) {
			most = p
		}
	}
	from, to := l.year(c.Before.Basis, c.From), l.year(c.Measure.Basis, c.To)
	name := most.Name
	if ja, ok := factors[name]; ok && l == Japanese {
		name = ja
	}
	who := l.country(c.Measure.Country, c.CountryName)
	return l.say("%s went from %s in %s to %s in %s; %s alone did %s", "%sは%[3]sの%[2]sから%[5]sの%[4]sへ — うち%[6]sの寄与%[7]s",
		who, l.percent(c.ValueFrom), from, l.percent(c.Value), to, name, l.signed(most.Points))
}

// changeAlt lists the parts.
func (l Language) changeAlt(c *pipeline.Change) string {
	var said []string
	for _, p := range c.Parts {
		said = append(said, l.say("%s: %s", "%s：%s", l.factor(p), l.signed(p.Points)))
	}
	return l.say("Waterfall chart. %s. Parts: %s.", "ウォーターフォール図。%s。内訳：%s。", l.changeTitle(c), strings.Join(said, "; "))
}

// changeData lists the two values and the parts.
func changeData(c *pipeline.Change) Table {
	nan := math.NaN()
	t := Table{Columns: []string{"part", "year", "from", "to", "unit", "points"}}
	t.add("share", c.From, nan, c.ValueFrom, "share", nan)
	for _, p := range c.Parts {
		t.add(p.Name, yearOr(p.Year, c.To), p.From, p.To, p.Unit.String(), p.Points)
	}
	t.add("share", c.To, nan, c.Value, "share", c.Value-c.ValueFrom)
	return t
}

// yearOr returns y, or another where it is not set.
func yearOr(y, other data.Year) data.Year {
	if y == 0 {
		return other
	}
	return y
}
