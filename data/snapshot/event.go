package snapshot

import (
	"math"

	"github.com/defcast/defcast/data"
)

// Event is a dated fact of the policy: a decision, a budget step, a due date.
// Published is earlier than Date for what was announced ahead.
type Event struct {
	Date       data.Date
	Country    string // ISO 3166-1 alpha-3
	Kind       string // "budget", "target", "financing", …
	Value      float64
	Unit       data.Unit // of Value; meaningless where Value is NaN
	Published  data.Date
	Source     string
	Confidence Confidence
	Text       string
}

const eventHeader = "date,kind,value,unit,published,source,confidence,event"

// readEvents reads the timeline, in the order of the dates as written, so that
// "2025-12" comes before the days of that month.
func (r *reader) readEvents() error {
	var last string
	return r.optional("timeline.csv", eventHeader, func(rec *record) {
		e := Event{Date: rec.day("date"), Country: r.country, Kind: rec.word("kind"), Value: rec.number("value"),
			Published: rec.day("published"), Source: r.source(rec), Confidence: parsed(rec, "confidence", parseConfidence),
			Text: rec.word("event")}
		if !math.IsNaN(e.Value) {
			e.Unit = parsed(rec, "unit", data.ParseUnit)
		}
		rec.after(&last, rec.text("date")+" "+e.Kind+" "+e.Text)
		r.into.Events = append(r.into.Events, e)
	})
}
