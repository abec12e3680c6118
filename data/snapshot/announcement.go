package snapshot

import (
	"cmp"
	"math"

	"github.com/defcast/defcast/data"
)

// announce adds the values of a series that foretells another (a request, a
// draft, an outlook) or itself (a budget, which is known before its year) and
// were published before their year was over. An outlook for growth announces a
// share of a series of money: growth on the year before.
func (r *reader) announce(e entry) {
	if e.announces == "" {
		return
	}
	s := e.series
	for _, f := range r.figuresOf(s) {
		if math.IsNaN(f.Value) || f.Published.Compare(s.Basis.Ends(f.Year)) >= 0 {
			continue
		}
		r.into.Announcements = append(r.into.Announcements, data.Announcement{Country: s.Country, Series: e.announces,
			Year: f.Year, Stage: f.Status, Value: f.Value, Unit: s.Unit, Announced: f.Published, Source: f.Source, Note: f.Note})
	}
}

// compareAnnouncements orders by the day, then by what is announced, so that no
// two are equal.
func compareAnnouncements(a, b data.Announcement) int {
	return cmp.Or(a.Announced.Compare(b.Announced), cmp.Compare(a.Country, b.Country), cmp.Compare(a.Series, b.Series),
		cmp.Compare(a.Year, b.Year), cmp.Compare(a.Stage, b.Stage), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Source, b.Source))
}
