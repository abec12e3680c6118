package pipeline

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/burden"
)

// ErrWhole is wrapped by [Decompose] where a ratio is published as one number,
// so that there is nothing to take apart.
var ErrWhole = errors.New("the ratio is published as one number")

// Change is why a ratio moved between two years, in parts that add up.
type Change struct {
	CountryName      string
	Before, Measure  data.Measure // by which it is measured at From and at To
	From, To         data.Year
	ValueFrom, Value float64 // fractions
	Parts            []ChangePart
	Notes            []string // what could not be told apart, and why
	Sources          []Citation

	used []data.Series // beside the halves of today: prices, figures of another day
}

// ChangePart is what one factor contributes.
type ChangePart struct {
	burden.Part
	Unit data.Unit // of From and To
	Year data.Year // of both where only the ruler changes, else 0
}

// Decompose says why a measure moved from one year to another, by
// [burden.Decompose]: spending, and GDP as real growth and prices where a
// deflator of the same years is on hand, else nominal.
//
// With another measure for the first year, the change of definition comes first, in
// the first year: what is counted, and what is divided by (a re-basing, a frozen
// or another GDP). The measure must then have both years itself.
//
// The deflator is that of the GDP's own edition or, where that has none, the
// country's newest, brought to the measure's years: growth and prices are then those
// of two editions, and the notes say so.
//
// A zero last year is the newest that the measure has.
//
// It returns an [*UnknownError] for a measure that there is not, an error that
// wraps [ErrWhole] for a ratio that is published as one number, and an error for a
// year without a value.
func Decompose(facts data.Facts, country, measure, before string, from, to data.Year) (*Change, error) {
	m, err := find(facts, country, measure)
	if err != nil {
		return nil, err
	}
	old := m
	if before != "" {
		if old, err = find(facts, country, before); err != nil {
			return nil, err
		}
	}
	return decompose(facts, m, old, data.Date{}, from, to)
}

// DecomposePrinted is [Decompose] with the share of the first year as it was first
// printed: by the editions of spending and of GDP that were the newest on the day when
// a value for that year was first on hand. What revisions and re-basings did to it
// since comes first, as two parts in the first year; one that did nothing is left
// out. Notes say which editions they are, or that there is one only.
func DecomposePrinted(facts data.Facts, country, measure string, from, to data.Year) (*Change, error) {
	m, err := find(facts, country, measure)
	if err != nil {
		return nil, err
	}
	return decompose(facts, m, m, printed(facts, m, from), from, to)
}

// printed returns the first day on which spending and GDP of a year were both on hand.
func printed(facts data.Facts, m data.Measure, y data.Year) data.Date {
	var day data.Date
	for _, base := range []string{m.Numerator, m.Denominator.Series} {
		var first data.Date
		for _, s := range editions(facts.Panel, []string{base}) {
			if _, ok := s.At(y); ok && (first.IsZero() || s.PublishedAt(y).Compare(first) < 0) {
				first = s.PublishedAt(y)
			}
		}
		if first.Compare(day) > 0 {
			day = first
		}
	}
	return day
}

// decompose takes a change apart; a day that is not zero is that of the first year's
// figures.
func decompose(facts data.Facts, m, old data.Measure, day data.Date, from, to data.Year) (*Change, error) {
	if to == 0 {
		r, err := facts.Ratio(m)
		if err != nil {
			return nil, err
		}
		to = r.End()
	}
	c := &Change{CountryName: data.CountryName(m.Country), Before: old, Measure: m, From: from, To: to}
	if err := c.factors(facts, day); err != nil {
		return nil, err
	}
	factors := make([]burden.Factor, len(c.Parts))
	for i, p := range c.Parts {
		factors[i] = p.Factor
	}
	parts, err := burden.Decompose(c.ValueFrom, c.Value, factors...)
	for i := range parts {
		c.Parts[i].Part = parts[i]
	}
	c.cite(facts)
	return c, err
}

// cite names the sources of both halves of both measures, and of what else was used.
func (c *Change) cite(facts data.Facts) {
	var used []data.Series
	for _, m := range []data.Measure{c.Before, c.Measure} {
		for _, id := range []string{m.Numerator, m.Denominator.Series} {
			if s, ok := facts.Panel.Edition(id); ok {
				used = append(used, s)
			}
		}
	}
	c.Sources = cited(facts, append(used, c.used...)...)
}

// factors lists what the ratio is made of, the change of definition first.
func (c *Change) factors(facts data.Facts, day data.Date) error {
	was, err := halvesOf(facts.AsOf(day), c.Before, c.From)
	if err != nil {
		return err
	}
	start, err := halvesOf(facts, c.Measure, c.From)
	if err != nil {
		return err
	}
	end, err := halvesOf(facts, c.Measure, c.To)
	if err != nil {
		return err
	}
	if was, err = was.in(start.unit); err != nil {
		return fmt.Errorf("measures %s and %s: %w", c.Before.ID, c.Measure.ID, err)
	}
	c.ValueFrom, c.Value = was.ratio(), end.ratio()
	if c.Before.ID != c.Measure.ID {
		c.add("what is counted", was.spend, start.spend, false, start.unit, c.From)
		c.add("what is divided by", was.gdp, start.gdp, true, start.unit, c.From)
	}
	if !day.IsZero() {
		c.revisions(facts, day, was, start)
	}
	if c.From == c.To && len(c.Parts) > 0 {
		return nil // only the definition changes
	}
	c.add("spending", start.spend, end.spend, false, start.unit, 0)
	c.growth(facts, start, end)
	return nil
}

// revisions adds what became of the first year's figures since a day.
func (c *Change) revisions(facts data.Facts, day data.Date, was, start halves) {
	then, _ := facts.AsOf(day).Panel.Edition(c.Measure.Denominator.Series)
	now, _ := facts.Panel.Edition(c.Measure.Denominator.Series)
	if was == start {
		c.Notes = append(c.Notes, fmt.Sprintf("%s has no other figures on hand than those of today.", c.Measure.Basis.Label(c.From)))
		return
	}
	c.used = append(c.used, then)
	c.Notes = append(c.Notes, fmt.Sprintf("%s was first printed with GDP of %s; today it is %s.", c.Measure.Basis.Label(c.From), then.ID, now.ID))
	if was.spend != start.spend {
		c.add("revision of spending", was.spend, start.spend, false, start.unit, c.From)
	}
	if was.gdp != start.gdp {
		c.add("re-basing and revision of GDP", was.gdp, start.gdp, true, start.unit, c.From)
	}
}

// find returns a measure of a country, the first one for an empty name.
func find(facts data.Facts, country, id string) (data.Measure, error) {
	cfg := Default(country)
	cfg.Measure = id
	_, m, err := resolve(cfg, facts)
	return m, err
}

// halves are the two numbers of a ratio in a year, in one unit.
type halves struct {
	spend, gdp float64
	unit       data.Unit
}

func (h halves) ratio() float64 { return h.spend / h.gdp }

// in returns the halves in another unit.
func (h halves) in(u data.Unit) (halves, error) {
	f, err := h.unit.Factor(u)
	return halves{h.spend * f, h.gdp * f, u}, err
}

// halvesOf takes a year of a measure apart.
func halvesOf(facts data.Facts, m data.Measure, y data.Year) (halves, error) {
	num, ok := facts.Panel.Edition(m.Numerator)
	if !ok || num.Unit.Kind != data.Money {
		return halves{}, fmt.Errorf("measure %s: %w", m.ID, ErrWhole)
	}
	r, err := facts.Ratio(m)
	if err != nil {
		return halves{}, err
	}
	v, ok := r.At(y)
	s, known := num.At(y)
	if !ok || !known {
		return halves{}, fmt.Errorf("measure %s: no value for %s (there is %s to %s)", m.ID, m.Basis.Label(y), m.Basis.Label(r.Start), m.Basis.Label(r.End()))
	}
	return halves{s, s / v, num.Unit}, nil
}

func (c *Change) add(name string, from, to float64, divides bool, unit data.Unit, year data.Year) {
	f := burden.Factor{Name: name, From: from, To: to, Divides: divides}
	c.Parts = append(c.Parts, ChangePart{Part: burden.Part{Factor: f}, Unit: unit, Year: year})
}

// growth adds what GDP contributes: nothing where it is frozen.
func (c *Change) growth(facts data.Facts, start, end halves) {
	d := c.Measure.Denominator
	if d.Kind == data.Frozen {
		c.Notes = append(c.Notes, fmt.Sprintf("%s is divided by %s in every year: GDP moves nothing.", c.Measure.ID, d.Label))
		return
	}
	prices, ok := deflator(facts, c.Measure)
	of := ""
	if !ok && d.Kind == data.SameYear {
		prices, of = c.pricesApart(facts)
		ok = of != ""
	}
	p0, ok0 := prices.At(c.From)
	p1, ok1 := prices.At(c.To)
	if !ok || !ok0 || !ok1 || d.Kind != data.SameYear {
		c.Notes = append(c.Notes, "GDP is nominal: no deflator of these years is on hand, so that growth and prices are not apart.")
		c.add("nominal GDP", start.gdp, end.gdp, true, start.unit, 0)
		return
	}
	c.used = append(c.used, prices)
	c.add("real growth", start.gdp, end.gdp*p0/p1, true, start.unit, 0)
	c.add("prices", p0, p1, true, prices.Unit, 0)
	c.Notes = append(c.Notes, fmt.Sprintf("Prices are %s%s; real growth is in prices of %s.", prices.ID, of, c.Measure.Basis.Label(c.From)))
}

// pricesApart returns the country's deflator in the years of the measure, where GDP
// has none of its own, and what is to be said of it.
func (c *Change) pricesApart(facts data.Facts) (data.Series, string) {
	s, ok := facts.Panel.Edition(strings.ToLower(c.Measure.Country) + "-gdp-deflator")
	if !ok {
		return s, ""
	}
	says := ", another edition of the accounts than GDP"
	if !s.Basis.Equal(c.Measure.Basis) {
		s = s.InBasis(c.Measure.Basis)
		says += ", brought to its years by months"
	}
	for _, y := range []data.Year{c.From, c.To} {
		if s.StatusAt(y) == data.Forecast {
			says += fmt.Sprintf(", of %s in part a forecast of %s", c.Measure.Basis.Label(y), s.PublishedAt(y))
		}
	}
	return s, says
}

// deflator returns the price index that belongs to the GDP of a measure: the
// same edition and the same years.
func deflator(facts data.Facts, m data.Measure) (data.Series, bool) {
	gdp, ok := facts.Panel.Edition(m.Denominator.Series)
	if !ok {
		return data.Series{}, false
	}
	base, edition, _ := strings.Cut(gdp.ID, "@")
	ids := []string{base + "-deflator", base + "-deflator@" + edition}
	for s := range facts.Panel.All() {
		if slices.Contains(ids, s.ID) && s.Basis.Equal(gdp.Basis) && s.Vintage == gdp.Vintage {
			return s, true
		}
	}
	return data.Series{}, false
}
