package plots

import (
	"cmp"
	"fmt"
	"image/color"
	"strings"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "composition",
		Title:   "what spending consists of, year by year",
		Ref:     "FT Visual Vocabulary, stacked area",
		Example: "JPN",
		Needs:   Parts,
		Draw:    composition,
	})
}

// fewYears is how many years are drawn as bars: an area between two or three
// points would show a course that nobody knows.
const fewYears = 4

// composition draws the parts as layers over the years, the largest of the
// last year at the bottom, or as stacked bars where there are few years. Layers
// are told by their names at the end and by edges, not by hue.
//
// # References
//
// Financial Times, Visual Vocabulary, 2021.
func composition(m *Material, s Style) (*Figure, error) {
	p, l := m.Parts, s.Language
	c := &compositionChart{s: s, l: l, p: p, f: s.frame(p.Whole.Basis)}
	c.f.ticks = s.moneyTicks(p.Whole.Unit)
	c.f.hold(0)
	var err error
	if len(p.Items[0].Values) <= fewYears {
		err = c.bars()
	} else {
		err = c.layers()
	}
	if err != nil {
		return nil, err
	}
	c.names()
	t := Table{Columns: []string{"year", "part", "amount", "unit"}}
	for i := range p.Items[0].Values {
		for _, item := range p.Items {
			t.add(c.year(i), item.Name, item.Values[i], p.Whole.Unit.String())
		}
	}
	stage := l.status(p.Whole.StatusAt(p.Whole.End()))
	notes := []Note{always(l.say("The parts add up to: %s.", "内訳の合計：%s。", l.word(p.Whole.Name))), l.cites(p.Sources)}
	return &Figure{Title: c.title(), Subtitle: []string{l.say("%s of %s by purpose, %s budgets, %s", "%[2]sの%[1]s内訳、%[3]s、%[4]s",
		l.say("Defence spending", "防衛支出"), l.country(p.Whole.Country, p.CountryName), stage, l.span(p.Whole.Basis, c.year(0), p.Whole.End()))},
		Body: c.f, Notes: notes, Alt: c.alt(), Data: t}, nil
}

// compositionChart gathers what the chart consists of while it is drawn up.
type compositionChart struct {
	s Style
	l Language
	p *pipeline.Parts
	f *frame
}

func (c *compositionChart) year(i int) data.Year { return c.p.Whole.Start + data.Year(i) }

// fill alternates, so that a layer is told from its neighbours.
func (c *compositionChart) fill(i int) color.Color {
	return c.s.Theme.Color.Band(i%2*2, 3)
}

// layers adds an area for each part.
func (c *compositionChart) layers() error {
	n := len(c.p.Items[0].Values)
	lo := make(plotter.XYs, n)
	for i := range lo {
		lo[i].X = float64(c.year(i))
	}
	for k, item := range c.p.Items {
		hi := append(plotter.XYs{}, lo...)
		for i, v := range item.Values {
			hi[i].Y += v
			c.f.hold(hi[i].Y)
		}
		b, err := mark.NewBand(lo, hi)
		if err != nil {
			return err
		}
		b.Fill, b.Edge = c.fill(k), line(c.s.Theme.Color.Edge, c.s.Theme.Line.Edge*1.5, nil)
		c.f.Add(b)
		lo = hi
	}
	c.f.X.Min, c.f.X.Max = float64(c.year(0)), float64(c.year(n-1))
	return nil
}

// bars adds a stacked bar for each year.
func (c *compositionChart) bars() error {
	var x []float64
	var parts [][]float64
	for i := range c.p.Items[0].Values {
		x = append(x, float64(c.year(i)))
		var row []float64
		sum := 0.0
		for _, item := range c.p.Items {
			row = append(row, item.Values[i])
			sum += item.Values[i]
		}
		parts = append(parts, row)
		c.f.hold(sum)
	}
	b, err := mark.NewBars(x, parts)
	if err != nil {
		return err
	}
	for k := range c.p.Items {
		b.Fill = append(b.Fill, c.fill(k))
	}
	b.Edge = line(c.s.Theme.Color.Edge, c.s.Theme.Line.Edge*1.5, nil)
	c.f.Add(b)
	c.f.X.Min, c.f.X.Max = x[0]-0.5, x[len(x)-1]+0.4
	return nil
}

// names writes each part beside its layer at the end, with its amount.
func (c *compositionChart) names() {
	at := 0.0
	var items []mark.EndLabel
	for _, item := range c.p.Items {
		v := item.Values[len(item.Values)-1]
		if v == 0 {
			continue
		}
		value := c.l.money(v, c.p.Whole.Unit)
		text := func(share vg.Length) mark.Block {
			return mark.Wrap(c.l.word(item.Name)+" "+value, c.s.label(), share*c.s.width())
		}
		_, number, _ := strings.Cut(value, "\u00a0") // the axis says which currency
		short := mark.Wrap(cutShort(c.l.word(item.Name))+" "+cmp.Or(number, value), c.s.label(), 0.44*c.s.width())
		items = append(items, mark.EndLabel{Y: at + v/2, Text: text(0.32), Short: short})
		at += v
	}
	c.f.Add(mark.EndLabels{X: c.f.X.Max, Gap: 1.5 * c.s.Theme.Gap, Leader: line(c.s.Theme.Color.Axis, c.s.Theme.Line.Axis, nil), Items: items})
}

// cutShort keeps the first words of a name, up to a comma, colon or 26 letters.
func cutShort(name string) string {
	if i := strings.IndexAny(name, ",:("); i > 0 {
		name = name[:i]
	}
	words := strings.Fields(name)
	out := words[0]
	for _, w := range words[1:] {
		if len(out)+len(w) > 25 {
			break
		}
		out += " " + w
	}
	return out
}

// title names the part that grew most and its share.
func (c *compositionChart) title() string {
	n := len(c.p.Items[0].Values) - 1
	grew, by, first, last := c.p.Items[0], 0.0, 0.0, 0.0
	for _, item := range c.p.Items {
		first, last = first+item.Values[0], last+item.Values[n]
		if d := item.Values[n] - item.Values[0]; d > by {
			grew, by = item, d
		}
	}
	who, u := c.l.country(c.p.Whole.Country, c.p.CountryName), c.p.Whole.Unit
	years := c.l.span(c.p.Whole.Basis, c.year(0), c.year(n))
	if last <= first {
		return c.l.say("%s: %s in %s, %s less than in %s", "%sの内訳：%[3]s %[2]s", who, c.l.money(last, u), c.l.year(c.p.Whole.Basis, c.year(n)), c.l.money(first-last, u), c.l.year(c.p.Whole.Basis, c.year(0)))
	}
	return c.l.say("%[1]s: of %[2]s more in %[5]s, %[3]s is for %[4]s", "%s：増額%s（%[5]s）のうち%[3]sは%[4]s", who, c.l.money(last-first, u), fmt.Sprintf("%.0f%s", 100*by/(last-first), c.l.unit()), c.l.word(grew.Name), years)
}

// alt lists the parts of the last year.
func (c *compositionChart) alt() string {
	var said []string
	for _, item := range c.p.Items {
		said = append(said, c.l.word(item.Name)+" "+c.l.money(item.Values[len(item.Values)-1], c.p.Whole.Unit))
	}
	return c.l.say("Stacked chart. %s. In %s: %s.", "積み上げ図。%s。%s：%s。", c.title(), c.l.year(c.p.Whole.Basis, c.p.Whole.End()), strings.Join(said, ", "))
}
