package snapshot

import (
	"slices"

	"github.com/defcast/defcast/data"
)

const pledgeHeader = "pledge,kind,who,measure,level,by,announced,superseded,source,confidence,text"

// readPledges reads targets, caps and asks. Who made it stands first in the
// Text of a pledge.
func (r *reader) readPledges() error {
	var last string
	return r.optional("pledges.csv", pledgeHeader, func(rec *record) {
		p := data.Pledge{ID: rec.word("pledge"), Country: r.country, Kind: parsed(rec, "kind", data.ParsePledgeKind),
			Measure: rec.text("measure"), Level: rec.number("level"), Announced: rec.day("announced"),
			Superseded: parsed(rec, "superseded", data.ParseDate), Source: r.source(rec),
			Text: rec.word("who") + ": " + rec.word("text")}
		if rec.text("by") != "" {
			p.By = rec.year("by")
		}
		parsed(rec, "confidence", parseConfidence)
		rec.after(&last, p.ID)
		r.checkPledge(rec, p)
		r.into.Pledges = append(r.into.Pledges, p)
	})
}

// checkPledge refuses what would make a pledge unanswerable: a level in percent
// (2 for 0.02 would never be met), an end before its beginning, a measure that
// cannot be asked for. A pledge that names no measure is kept: an ally's ask
// seldom says of which GDP.
func (r *reader) checkPledge(rec *record, p data.Pledge) {
	if !(p.Level > 0 && p.Level < 1) {
		rec.fault("level", "%q is no share (want a fraction, 0.02 for 2 %%)", rec.text("level"))
	}
	if !p.Superseded.IsZero() && p.Superseded.Compare(p.Announced) < 0 {
		rec.fault("superseded", "%s is before %s", p.Superseded, p.Announced)
	}
	defined := func(m data.Measure) bool { return m.ID == p.Measure && m.Country == p.Country }
	if p.Measure != "" && !slices.ContainsFunc(r.into.Measures, defined) {
		rec.fault("measure", "%q is no measure", p.Measure)
	}
}
