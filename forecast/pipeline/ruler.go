package pipeline

import (
	"fmt"
	"math"
	"slices"

	"github.com/defcast/defcast/data"
)

// Ruler is what a forecast measured by: all that it takes to say later, in the
// forecast's own terms, what became of a year.
type Ruler struct {
	Measure data.Measure
	Origin  data.Year // the last year that the forecast knew; 0 where it knew none
	Last    float64   // the share of that year, which "no change" foretells; NaN where none was known
	// GDP is that of the origin in the edition of the day, in its own unit, where
	// the measure divides by GDP of the year itself; else 0.
	GDP float64
	// Fixed is the frozen GDP in the unit of spending; else 1.
	Fixed float64
}

// NewRuler returns the ruler of whoever forecast a measure on a day: what had
// been published by then. Of a country's series that is no measure it is the
// series itself, in its unit. A share of which nothing had been published by
// then under its present name is taken from the series that foretell it (earlier
// editions of NATO's figures, say).
//
// It returns an [*UnknownError] for a measure that there is not.
func NewRuler(country, measure string, day data.Date, facts data.Facts) (Ruler, error) {
	m, err := ratioOrSeries(country, measure, facts)
	if err != nil {
		return Ruler{}, err
	}
	then := facts.AsOf(day)
	if m.Denominator.Kind == data.Frozen {
		then = lend(then, facts, m.Denominator.Series)
	}
	q, err := pose(Config{Country: m.Country, Measure: m.ID, Information: History}, m, then, today(Config{AsOf: day}, then))
	if err == nil {
		return rulerOf(&q, then), nil
	}
	if m.Denominator.Kind != data.Published {
		return Ruler{}, fmt.Errorf("known on %s: %w", day, err)
	}
	r := Ruler{Measure: m, Last: math.NaN(), Fixed: 1}
	for _, id := range m.Precursors {
		if s, ok := then.Panel.Edition(id); ok {
			for y := s.Start; y <= s.End() && s.Basis.Ends(y).By(day); y++ {
				if v, ok := s.At(y); ok && y > r.Origin {
					r.Origin, r.Last = y, v
				}
			}
		}
	}
	return r, nil
}

// ratioOrSeries finds a measure or makes one of a series.
func ratioOrSeries(country, id string, facts data.Facts) (data.Measure, error) {
	var known []string
	for _, m := range facts.MeasuresOf(country) {
		if m.ID == id {
			return m, nil
		}
		known = append(known, m.ID)
	}
	if s, ok := facts.Panel.Edition(id); ok && s.Country == country {
		return data.Measure{ID: id, Country: country, Name: s.Name, Numerator: id, Stage: data.Settled, Basis: s.Basis,
			Denominator: data.Denominator{Kind: data.Published, Label: s.Unit.String()}, Source: s.Source}, nil
	}
	if len(known) == 0 {
		return data.Measure{}, &UnknownError{Kind: "country", Name: country, Known: facts.Countries()}
	}
	return data.Measure{}, &UnknownError{Kind: "measure", Name: id, Known: known}
}

// rulerOf returns the ruler of a question.
func rulerOf(q *question, then data.Facts) Ruler {
	o := q.ratio.End()
	last, _ := q.ratio.At(o)
	r := Ruler{Measure: q.measure, Origin: o, Last: last, Fixed: q.fixed}
	if d := q.measure.Denominator; d.Kind == data.SameYear {
		if den, ok := then.Panel.Edition(d.Series); ok {
			r.GDP, _ = den.At(o)
		}
	}
	return r
}

// Outturn returns what became of a year by the ruler, with what is known now,
// and false where that is not on record yet at the measure's stage. See [Rerun]
// for the rule on re-basings.
func (r Ruler) Outturn(y data.Year, now data.Facts) (float64, bool) {
	num, ok := now.Panel.Edition(r.Measure.Numerator)
	if !ok || num.StatusAt(y) > r.Measure.Stage {
		return 0, false
	}
	v, ok := num.At(y)
	d := r.Measure.Denominator
	switch d.Kind {
	case data.Published:
		return v, ok
	case data.Frozen:
		return v / r.Fixed, ok
	}
	den, okDen := now.Panel.Edition(d.Series)
	f, err := num.Unit.Factor(den.Unit)
	if !ok || !okDen || err != nil {
		return 0, false
	}
	g, okG := den.At(y)
	if d.Kind == data.Outlook {
		return v * f / g, okG
	}
	b, okB := den.At(r.Origin)
	return v * f / (r.GDP * g / b), okG && okB && r.GDP > 0
}

// Unit is that of the ruler's values: a fraction, or the unit of a series that
// is no share.
func (r Ruler) Unit(facts data.Facts) data.Unit {
	if s, ok := facts.Panel.Edition(r.Measure.Numerator); ok && r.Measure.Denominator.Kind == data.Published {
		return s.Unit
	}
	return data.Fraction
}

// FirstEstimates returns, for each year, the first estimate of a measure that
// its publisher made within the year, with the day on which: what the forecaster
// NATO said of the year, to be scored with [Ruler.Outturn].
func FirstEstimates(m data.Measure, facts data.Facts) []data.Announcement {
	var out []data.Announcement
	seen := map[data.Year]bool{}
	for _, s := range editions(facts.Panel, m.Precursors) {
		for y := s.Start; y <= s.End(); y++ {
			v, ok := s.At(y)
			if day := s.PublishedAt(y); ok && !seen[y] && s.StatusAt(y) == data.Estimate && day.Compare(s.Basis.Ends(y)) < 0 {
				seen[y] = true
				out = append(out, data.Announcement{Country: m.Country, Series: m.ID, Year: y, Stage: data.Estimate, Value: v, Unit: s.Unit, Announced: day, Source: s.Source})
			}
		}
	}
	slices.SortFunc(out, func(a, b data.Announcement) int { return int(a.Year - b.Year) })
	return out
}
