package pipeline

import (
	"math"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/burden"
)

// contracts says what contracts that are signed imply for the budgets to come: a
// driver that is told and not used. Japan's record has five years, of which one
// (FY2023, when new obligations tripled) makes the estimate; what it implied for
// the budgets enacted since was too high, and the multi-year program, which is
// used, already is the government's plan for paying them.
func (q *question) contracts(facts data.Facts, num data.Series) {
	c, ok := contractRecord(facts, q.measure.Country)
	if !ok {
		return
	}
	r, ok := c.Learn()
	last := len(c.Paid) - 1
	if !ok || math.IsNaN(c.Paid[last]) {
		return
	}
	from := c.first + data.Year(last)
	signed, material := c.ahead(from)
	due := r.Due(c.Paid[last], signed)
	if len(due) == 0 {
		return
	}
	var off []string
	for i, d := range due {
		y := from + data.Year(i+1)
		if b, ok := c.budget.At(y); ok {
			off = append(off, english.Sprintf("%+.0f %% in %s", 100*((d+c.other+material)/b-1), c.budget.Basis.Label(y)))
		}
	}
	y := from + data.Year(len(due))
	q.cites(c.source)
	q.note("Contracts: by %d years %.2f (standard error %.2f) of what is owed on them is paid each year; those signed by %s imply %s on contracts in %s, with pay and material as last known %s in all. Not used: against budgets enacted it was off by %s.",
		r.Years, r.Rate, r.SE, c.budget.Basis.Label(y-1), amount(due[len(due)-1], num.Unit), c.budget.Basis.Label(y),
		amount(due[len(due)-1]+c.other+material, num.Unit), strings.Join(off, ", "))
}

// contractual is the record of contracts of a country and what else it buys.
type contractual struct {
	burden.Contracts
	first  data.Year   // of Paid
	total  data.Series // contracts in all, of the multi-year program
	budget data.Series // the budget that they are part of
	direct data.Series // material bought and paid in one year
	other  float64     // pay, as last known
	source string
}

func contractRecord(facts data.Facts, country string) (contractual, bool) {
	var c contractual
	code := data.Slug(country)
	series := map[string]data.Series{}
	for _, id := range []string{"obligations-new", "outlay-obligatory", "outlay-material", "outlay-personnel", "dbp-contracts", "mod-initial-excl"} {
		s, ok := facts.Panel.Edition(code + "-" + id)
		if !ok {
			return c, false
		}
		series[id] = s
	}
	paid, signed := series["outlay-obligatory"], series["obligations-new"]
	c.first, c.Paid = paid.Start, paid.Values
	for y := paid.Start; y <= paid.End(); y++ {
		v, _ := signed.At(y)
		c.Signed = append(c.Signed, v)
	}
	c.total, c.budget, c.direct, c.source = series["dbp-contracts"], series["mod-initial-excl"], series["outlay-material"], paid.Source
	pay := series["outlay-personnel"]
	c.other = pay.Values[pay.Len()-1]
	return c, true
}

// ahead returns what is newly signed from the last year of the record on: all
// contracts less material paid in the year itself, as last known.
func (c contractual) ahead(from data.Year) (signed []float64, material float64) {
	material = c.direct.Values[c.direct.Len()-1]
	for y := from; ; y++ {
		v, ok := c.total.At(y)
		if !ok {
			return signed, material
		}
		signed = append(signed, v-material)
	}
}
