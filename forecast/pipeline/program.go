package pipeline

import (
	"fmt"
	"math"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/burden"
)

// programs finds what multi-year plans say of a numerator. A plan may count
// another scope than the measure (without SACO, say): then it is scaled by the
// ratio of the last year that has both, whose yearly changes add to its error.
type programs struct {
	num     data.Series
	measure data.Measure
	facts   data.Facts
}

// planned is a year as a plan implies it.
type planned struct {
	burden.Known
	name  string // of the plan
	id    string
	from  []string    // keys of the sources that say so
	of    data.Series // what the plan counts
	left  float64     // what is left of the total, NaN without one
	total float64
	slips int // years of record
	years data.Year
}

// next returns what the newest plan that covers year y implies for it, given
// the years after history known so far.
func (p programs) next(y data.Year, history data.Series, known []burden.Known) (planned, bool) {
	at := level(history, known)
	for _, id := range append([]string{p.num.ID}, p.measure.Precursors...) {
		s, ok := p.facts.Panel.Edition(id)
		if _, budgeted := s.At(y); !ok || s.Unit != p.num.Unit || budgeted {
			continue // what has been budgeted in the plan's own scope says more than the plan
		}
		ratio, scope, ok := scopes(p.num, s)
		if !ok {
			continue
		}
		of := func(z data.Year) float64 { // in the plan's scope
			if v, ok := s.At(z); ok && z < y {
				return v
			}
			return at(z) / ratio
		}
		k, ok := p.outline(s, y, of)
		if !ok {
			continue
		}
		slips := p.slips()
		e, ok := burden.Delivery(slips, scope)
		if !ok {
			continue
		}
		// The profile starts from the medians of the years before, the path from
		// what it drew for them: Known.Growth carries the difference.
		k.Value *= ratio
		k.Says = fmt.Sprintf("%s (%s): %s", k.name, k.id, amount(k.Value, p.num.Unit))
		k.Value *= math.Exp(-median(known))
		k.Error, k.slips, k.of = e, len(slips), s
		k.Growth = true
		return k, true
	}
	return planned{}, false
}

// level returns a function to the amount of a year, NaN where none is known;
// of an announced one at the median of its error.
func level(history data.Series, known []burden.Known) func(data.Year) float64 {
	return func(y data.Year) float64 {
		for i, k := range known {
			if k.Year == y {
				return k.Value * math.Exp(median(known[:i+1]))
			}
		}
		v, _ := history.At(y)
		return v
	}
}

// median returns the median log error of the last known year, with those that
// it carries.
func median(known []burden.Known) float64 {
	m := 0.0
	for _, k := range known {
		if !k.Growth {
			m = 0
		}
		if k.Error != nil {
			m += k.Error.Quantile(0.5)
		}
	}
	return m
}

// scopes returns num/s of the last year that has both and the yearly changes
// of its logarithm; 1 and none for num itself.
func scopes(num, s data.Series) (ratio float64, changes []float64, ok bool) {
	if num.ID == s.ID {
		return 1, nil, true
	}
	before := math.NaN()
	for y := s.Start; y <= s.End(); y++ {
		a, okA := num.At(y)
		b, okB := s.At(y)
		if !okA || !okB {
			before = math.NaN()
			continue
		}
		ratio, ok = a/b, true
		r := math.Log(ratio)
		if !math.IsNaN(before) {
			changes = append(changes, r-before)
		}
		before = r
	}
	return ratio, changes, ok
}

// outline lays out the newest plan for s that covers year y and returns its
// amount for y.
func (p programs) outline(s data.Series, y data.Year, of func(data.Year) float64) (planned, bool) {
	o := burden.Outline{Base: of(y - 1), Total: math.NaN(), Final: math.NaN()}
	k := planned{left: math.NaN(), total: math.NaN()}
	if g, ok := p.covering(s.ID, y); ok {
		o.Years, o.Skip = int(g.To-y)+1, max(0, int(g.From-y))
		o.Total, k.total = total(g, s), total(g, s)
		for z := g.From; z < y; z++ {
			o.Total -= of(z)
		}
		if a, ok := p.announced(s.ID, g.To); ok && a.Year == g.To {
			o.Final = a.Value
			k.from = append(k.from, a.Source)
		}
		k.left, k.id, k.name, k.years = o.Total, g.ID, g.Name, g.To
		k.from = append(k.from, g.Source)
	} else if a, ok := p.announced(s.ID, y); ok {
		o.Years, o.Final = int(a.Year-y)+1, a.Value
		k.id, k.name, k.years = "of "+a.Announced.String(), "Level foreseen for "+s.Basis.Label(a.Year), a.Year
		if y < a.Year {
			k.name = "Path to the level foreseen for " + s.Basis.Label(a.Year)
		}
		k.from = []string{a.Source}
	}
	x, ok := o.Profile()
	if !ok || math.IsNaN(x[0]) {
		return k, false
	}
	k.Year, k.Value = y, x[0]
	return k, true
}

// covering returns the newest program for a series that covers a year.
func (p programs) covering(series string, y data.Year) (data.Program, bool) {
	var newest data.Program
	for _, g := range p.facts.Programs {
		if g.Series == series && g.To >= y && (newest.ID == "" || g.Published.Compare(newest.Published) > 0) {
			newest = g
		}
	}
	return newest, newest.ID != ""
}

// announced returns the newest level that a plan names for a year from y on;
// of one day's, the nearest year's.
func (p programs) announced(series string, y data.Year) (data.Announcement, bool) {
	var newest data.Announcement
	found := false
	for _, a := range p.facts.Announcements {
		if a.Series != series || a.Stage != data.Plan || a.Year < y {
			continue
		}
		if c := a.Announced.Compare(newest.Announced); !found || c > 0 || c == 0 && a.Year < newest.Year {
			newest, found = a, true
		}
	}
	return newest, found
}

// total returns what a program comes to in the unit of the series. Prices are
// left as they are: a program in the prices of its first year is compared with
// budgets in those of the day, and the drift of prices is part of its record.
func total(g data.Program, s data.Series) float64 {
	from := g.Unit
	from.Constant = s.Unit.Constant
	f, err := from.Factor(s.Unit)
	if err != nil {
		return math.NaN()
	}
	return g.Value * f
}

// slips returns the record of how the budgets of the country kept to its
// programs, those in force included as far as they have come. The years of a
// program end where the next one for the series begins.
func (p programs) slips() []float64 {
	var out []float64
	for _, g := range p.facts.Programs {
		s, ok := p.facts.Panel.Edition(g.Series)
		if g.Country != p.num.Country || !ok {
			continue
		}
		base, ok := s.At(g.From - 1)
		if !ok {
			continue
		}
		o := burden.Outline{Base: base, Years: int(g.To-g.From) + 1, Total: total(g, s), Final: math.NaN()}
		if a, ok := p.announced(g.Series, g.To); ok && a.Year == g.To && a.Announced.By(g.Published) {
			o.Final = a.Value
		}
		last := g.To
		for _, next := range p.facts.Programs {
			if next.Series == g.Series && next.From > g.From {
				last = min(last, next.From-1)
			}
		}
		if profile, ok := o.Profile(); ok {
			out = append(out, burden.Slips(profile, slices.Clone(s.Window(g.From, last).Values))...)
		}
	}
	return out
}

// says notes a plan, once.
func (q *question) says(k planned) {
	for _, id := range q.plans {
		if id == k.id {
			return
		}
	}
	q.plans = append(q.plans, k.id)
	for _, key := range k.from {
		q.cites(key)
	}
	left := ""
	if !math.IsNaN(k.left) {
		left = english.Sprintf("; %s of %s is left for the years to %s", amount(k.left, k.of.Unit), amount(k.total, k.of.Unit), k.of.Basis.Label(k.years))
	}
	q.note("%s (%s)%s. In %d past years of such plans budgets grew %+.1f points off their plan (median, shrunk), 80 %% of the time between %+.1f and %+.1f.",
		k.name, k.id, left, k.slips, percent(k.Error.Quantile(0.5)), percent(k.Error.Quantile(0.1)), percent(k.Error.Quantile(0.9)))
}
