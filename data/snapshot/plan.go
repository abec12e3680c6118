package snapshot

import "github.com/defcast/defcast/data"

// Plan is a total for several years: a buildup program, a settled sum. What
// of it is still open is for the reader to work out from the annual series.
type Plan struct {
	ID         string // "dbp-level"
	Country    string // ISO 3166-1 alpha-3
	Name       string
	From, To   data.Year
	Value      float64
	Unit       data.Unit
	Status     data.Status
	Published  data.Date
	Source     string
	Confidence Confidence
	Note       string
}

const planHeader = "plan,from,to,value,unit,status,published,source,confidence,name,note"

// readPlans reads the multi-year totals. Prices are part of the unit: programs
// before 2023 are in the prices of their first year, the buildup program is in
// yen of the day, and the two must not be compared as they stand.
func (r *reader) readPlans() error {
	var last string
	return r.optional("program.csv", planHeader, func(rec *record) {
		p := Plan{ID: rec.word("plan"), Country: r.country, Name: rec.word("name"), From: rec.year("from"), To: rec.year("to"),
			Value: rec.number("value"), Unit: parsed(rec, "unit", data.ParseUnit), Status: parsed(rec, "status", data.ParseStatus),
			Published: rec.day("published"), Source: r.source(rec), Confidence: parsed(rec, "confidence", parseConfidence),
			Note: rec.text("note")}
		rec.word("value")
		rec.after(&last, p.ID)
		if p.To < p.From {
			rec.fault("to", "%d is before %d", p.To, p.From)
		}
		r.into.Plans = append(r.into.Plans, p)
	})
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
