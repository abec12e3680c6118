package plots

import (
	"fmt"
	"image/color"
	"strings"

	"gonum.org/v1/plot"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots/mark"
)

func init() {
	register(Entry{
		Name:    "plan",
		Title:   "what of a multi-year program is spent, budgeted and contracted, and what is left",
		Ref:     "US GAO, assessments of weapon programs: funding to date and to complete",
		Example: "JPN",
		Needs:   Progress,
		Draw:    plan,
	})
}

// plan draws each total of a program as a bar of its years, with what is left
// of it as a hollow end.
//
// # References
//
// US Government Accountability Office, Weapon Systems Annual Assessment, 2023.
func plan(m *Material, s Style) (*Figure, error) {
	g, l := m.Progress, s.Language
	col := s.Theme.Color
	unit := g.Accounts[0].Unit
	b := &rows{s: s, ticks: s.moneyTicks(unit)}
	fills := []color.Color{col.Inner, col.Outer}
	t := Table{Columns: []string{"account", "year", "initial", "supplementary", "unit", "total", "left"}}
	for _, a := range g.Accounts {
		r := row{name: l.account(g, a), value: l.doneOf(a)}
		for i, p := range a.Instalments {
			r.parts = append(r.parts, part{size: p.Initial + p.Supplemented, fill: fills[i%2], text: fmt.Sprintf("%02d", int(p.Year)%100)})
			t.add(a.What, p.Year, p.Initial, p.Supplemented, a.Unit.String(), a.Total, a.Left)
		}
		if a.Left > 0 {
			r.parts = append(r.parts, part{size: a.Left, fill: col.Paper, text: l.say("left", "残り")})
		}
		r.parts[0].text = l.shortYear(g.Basis, a.Instalments[0].Year)
		b.items = append(b.items, r)
	}
	edge := line(col.Forecast, s.Theme.Line.Edge, nil)
	keys := []Key{{mark.Swatch{Fill: col.Inner, Edge: edge}, l.say("years done, in turn", "各年度の実施額")}, {mark.Swatch{Fill: col.Paper, Edge: edge}, l.say("left of the total", "総額の残り")}}
	title := l.planTitle(g)
	notes := []Note{{Full: l.planNotes(g)}, l.cites(g.Sources)}
	return &Figure{Title: title, Subtitle: []string{l.say("%s of %s, %s", "%[2]s・%[1]s（%[3]s）", l.word(g.Name), l.country(g.Accounts[0].Program.Country, g.CountryName), l.span(g.Basis, g.From, g.To)), l.say("Amounts by year against the totals planned", "計画総額に対する各年度の額")},
		Key: keys, Body: b, Notes: notes, Alt: l.planAlt(g), Data: t}, nil
}

// moneyTicks is the ticker of amounts in a unit.
func (s Style) moneyTicks(u data.Unit) func(int) plot.Ticker {
	label := func(v float64) string {
		if v == 0 {
			return "0"
		}
		t := s.Language.money(v, u)
		return strings.NewReplacer(".00", "", ".0", "").Replace(t)
	}
	return func(n int) plot.Ticker { return mark.Money{Max: n, Label: label} }
}

// shortYear writes a year for a narrow place: "FY23".
func (l Language) shortYear(b data.YearBasis, y data.Year) string {
	if b.IsCalendar() {
		return fmt.Sprint(int(y))
	}
	return l.say("FY%02d", "%02d年度", int(y)%100)
}

// account names an account with its total.
func (l Language) account(g *pipeline.Progress, a pipeline.Account) string {
	what := map[string]string{"spent": l.say("Spent", "支出済み"), "budgeted": l.say("Budgeted", "予算計上"), "contracted": l.say("Contracted", "契約額")}[a.What]
	return l.say("%s, of %s", "%s（総額%s）", what, l.money(a.Total, a.Unit))
}

// doneOf writes how much of a total is done.
func (l Language) doneOf(a pipeline.Account) string {
	return l.say("%s (%.0f\u00a0%%)", "%s（%.0f%%）", l.money(a.Done, a.Unit), 100*a.Done/a.Total)
}

// planTitle says what is left to budget, and in how many years.
func (l Language) planTitle(g *pipeline.Progress) string {
	a := g.Accounts[0]
	for _, b := range g.Accounts {
		if b.What == "budgeted" {
			a = b
		}
	}
	who := l.country(a.Program.Country, g.CountryName)
	total, done, left := l.money(a.Total, a.Unit), l.money(a.Done, a.Unit), l.money(a.Left, a.Unit)
	years := int(g.To - a.LastOnRecord)
	verb := map[string]string{"spent": l.say("spent", "支出"), "budgeted": l.say("budgeted", "計上"), "contracted": l.say("contracted", "契約")}[a.What]
	switch {
	case a.Left <= 0:
		return l.say("%s has %s %s, more than the %s planned", "%sは計画の%[4]sを超える%[3]sを%[2]s", who, verb, done, total)
	case years == 1:
		return l.say("%s has %s %s of the %s planned; %s is left for the last year", "%sは計画%[4]sのうち%[3]sを%[2]s済み、最終年度に%[5]sが残る", who, verb, done, total, left)
	case years == 0:
		return l.say("%s %s %s of the %s planned; %s never came", "%sは計画%[4]sのうち%[3]sを%[2]s、%[5]sは未達", who, verb, done, total, left)
	}
	return l.say("%s has %s %s of the %s planned; %s is left for %d years", "%sは計画%[4]sのうち%[3]sを%[2]s済み、残る%[6]d年で%[5]s", who, verb, done, total, left, years)
}

// planNotes says what the totals are.
func (l Language) planNotes(g *pipeline.Progress) string {
	var said []string
	for _, a := range g.Accounts {
		s := l.say("%s: %s", "%[2]s", a.What, l.word(a.Program.Name))
		if a.Program.Note != "" {
			s += l.say(" (%s)", "（%s）", l.word(a.Program.Note))
		}
		said = append(said, s)
	}
	return l.say("Totals. %s. Supplementary budgets count where the program counts them.", "総額：%s。補正予算は計画に算入されるもののみ。", strings.Join(said, l.say("; ", "、")))
}

// planAlt tells the bars.
func (l Language) planAlt(g *pipeline.Progress) string {
	var said []string
	for _, a := range g.Accounts {
		said = append(said, l.say("%s: %s to %s, %s left", "%s：%[3]sまでに%[2]s、残り%[4]s", l.account(g, a), l.money(a.Done, a.Unit), l.year(g.Basis, a.LastOnRecord), l.money(a.Left, a.Unit)))
	}
	return l.say("Bar chart. %s. %s.", "棒グラフ。%s。%s。", l.planTitle(g), strings.Join(said, "; "))
}

// cites names sources as the foot of a report does.
func (l Language) cites(sources []pipeline.Citation) Note {
	return l.sources(&pipeline.Report{Sources: sources})
}
