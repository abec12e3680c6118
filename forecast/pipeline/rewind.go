package pipeline

import (
	"math"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
)

// rewind returns the facts of a day and, of databases of which no edition of
// that day is on record, the newest one as it would have been cut: the years
// that publication on the same schedule had brought out by then. What was
// revised since is in it, what was estimated is not. Series that only plan or
// foretell are not made up.
//
// It returns the series that were cut, in order.
func rewind(now data.Facts, day data.Date) (data.Facts, []string) {
	then := now.AsOf(day)
	known := map[string]bool{}
	for s := range then.Panel.All() {
		known[undated(s.ID)] = true
	}
	series := slices.Collect(then.Panel.All())
	var cut []string
	for _, id := range measured(now) {
		s, ok := now.Panel.Edition(id)
		if !ok || known[id] || s.Vintage.IsZero() {
			continue
		}
		if s = asPublished(s, day); s.Observed() > 0 {
			series, cut = append(series, s), append(cut, id)
		}
	}
	p, err := data.NewPanel(series...)
	if err != nil {
		panic("pipeline: a series of unknown id is there twice")
	}
	then.Panel = p
	return then, cut
}

func undated(id string) string {
	b, _, _ := strings.Cut(id, "@")
	return b
}

// measured returns the ids of what ratios are made of, with the prices of GDP,
// each once, in order.
func measured(facts data.Facts) []string {
	var ids []string
	for _, m := range facts.Measures {
		if m.Denominator.Kind == data.Frozen {
			continue // a constant is not published year by year
		}
		for _, id := range []string{m.Numerator, m.Denominator.Series, m.Denominator.Series + "-deflator"} {
			if id != "" && !strings.Contains(id, "@") {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// asPublished keeps the years of an edition whose outcome editions of the same
// day of the year had brought out by a day,
//
//	day of y = vintage - (L-y) years,
//
// L the last year that is an outcome in the edition.
func asPublished(s data.Series, day data.Date) data.Series {
	last := s.End()
	for last > s.Start && (s.StatusAt(last) != data.Settled || math.IsNaN(s.Values[last-s.Start]) || s.Basis.Ends(last).Compare(s.Vintage) >= 0) {
		last--
	}
	s = s.Clone()
	y := last
	for ; y >= s.Start; y-- {
		d := s.Vintage
		d.Year -= int(last - y)
		if d.By(day) {
			break
		}
	}
	s.Vintage, s.Published = day, nil
	s.ID = undated(s.ID) + "@" + day.String()
	return s.Window(s.Start, y).Trim()
}
