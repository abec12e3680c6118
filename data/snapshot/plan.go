package snapshot

import (
	"slices"

	"github.com/defcast/defcast/data"
)

// Plan is a [data.Program] with how sure it is.
type Plan struct {
	data.Program
	Confidence Confidence
}

const planHeader = "plan,from,to,value,unit,status,published,source,confidence,name,note"

// readPlans reads the multi-year totals. Prices are part of the unit: programs
// before 2023 are in the prices of their first year, the buildup program is in
// yen of the day, and the two must not be compared as they stand.
func (r *reader) readPlans() error {
	var last string
	return r.optional("program.csv", planHeader, func(rec *record) {
		p := Plan{Program: data.Program{ID: rec.word("plan"), Country: r.country, Name: rec.word("name"), From: rec.year("from"), To: rec.year("to"),
			Value: rec.number("value"), Unit: parsed(rec, "unit", data.ParseUnit), Status: parsed(rec, "status", data.ParseStatus),
			Published: rec.day("published"), Source: r.source(rec), Note: rec.text("note")},
			Confidence: parsed(rec, "confidence", parseConfidence)}
		rec.word("value")
		rec.after(&last, p.ID)
		if p.To < p.From {
			rec.fault("to", "%d is before %d", p.To, p.From)
		}
		r.into.Plans = append(r.into.Plans, p)
	})
}

const totalHeader = "plan,series,about"

// readTotals reads which annual series a total is spent through. Totals that it
// does not list (contracts, parts, another scope) are on record only.
func (r *reader) readTotals() error {
	var last string
	err := r.optional("totals.csv", totalHeader, func(rec *record) {
		id, series := rec.word("plan"), rec.word("series")
		rec.after(&last, id)
		r.refers(rec, "series", series)
		i := slices.IndexFunc(r.into.Plans, func(p Plan) bool { return p.ID == id && p.Country == r.country })
		if i < 0 {
			rec.fault("plan", "%q is not in program.csv", id)
			return
		}
		r.into.Plans[i].Series = series
	})
	for _, p := range r.into.Plans {
		if p.Country == r.country {
			r.into.Programs = append(r.into.Programs, p.Program)
		}
	}
	return err
}

// Plan returns the plan of an id and whether there is one.
func (s *Snapshot) Plan(country, id string) (Plan, bool) {
	for _, p := range s.Plans {
		if p.Country == country && p.ID == id {
			return p, true
		}
	}
	return Plan{}, false
}
