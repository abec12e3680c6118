package snapshot

import (
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
)

const measureHeader = "measure,name,numerator,precursors,stage,basis,denominator,series,outlook,year,label,counts,excludes,source"

// readMeasures reads the ratios that can be asked for. Their order in the file
// is that of their importance.
func (r *reader) readMeasures() error {
	return r.optional("measures.csv", measureHeader, func(rec *record) {
		m := r.measure(rec)
		m.Country = r.country
		r.define(rec, m)
	})
}

// measure reads a row, whose series may belong to any country yet.
func (r *reader) measure(rec *record) data.Measure {
	return data.Measure{ID: rec.word("measure"), Name: rec.word("name"), Numerator: rec.word("numerator"),
		Precursors: strings.Fields(rec.text("precursors")), Stage: parsed(rec, "stage", data.ParseStatus),
		Basis: parsed(rec, "basis", data.ParseYearBasis), Denominator: denominator(rec),
		Counts: rec.word("counts"), Excludes: rec.word("excludes"), Source: r.source(rec)}
}

// define adds a measure of a country after checking what it refers to.
func (r *reader) define(rec *record, m data.Measure) {
	r.refers(rec, "numerator", m.Numerator)
	r.refers(rec, "precursors", m.Precursors...)
	if slices.ContainsFunc(r.into.Measures, func(o data.Measure) bool { return o.ID == m.ID && o.Country == m.Country }) {
		rec.fault("measure", "%q is there already", m.ID)
	}
	if m.Denominator.Kind != data.Published {
		r.refers(rec, "series", m.Denominator.Series)
	}
	if m.Denominator.Outlook != "" {
		r.refers(rec, "outlook", strings.Fields(m.Denominator.Outlook)...)
	}
	r.into.Measures = append(r.into.Measures, m)
}

// denominator reads the lower half of a ratio; only a frozen one has a year.
func denominator(rec *record) data.Denominator {
	d := data.Denominator{Kind: parsed(rec, "denominator", data.ParseDenominatorKind), Series: rec.text("series"),
		Outlook: rec.text("outlook"), Label: rec.word("label")}
	if d.Kind == data.Frozen || rec.text("year") != "" {
		d.Year = rec.year("year")
	}
	return d
}

// refers checks that ids name series. An id without "@" may stand for all
// vintages of a series: which of them is meant depends on the day, see
// [data.Panel.Edition].
func (r *reader) refers(rec *record, column string, ids ...string) {
	for _, id := range ids {
		if !r.known(id) {
			rec.fault(column, "%q is no series", id)
		}
	}
}
