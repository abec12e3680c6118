package pipeline

import (
	"cmp"
	"math"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/bridge"
	"github.com/defcast/defcast/forecast/burden"
)

// estimated returns the known values after the origin of a ratio that its
// publisher prints: its own and, where announcements may be used, the
// publisher's estimate of the year under way, with the record of what became of
// such estimates. NATO prints one each summer, from what governments report.
//
// Estimate and outturn are two definitions of one year, the one seen from
// inside it and the one seen later; [bridge.Learn] says how they differ in this
// country and in all others.
func (q *question) estimated(cfg Config, r data.Series, facts data.Facts) []burden.Known {
	known := q.own(cfg, r)
	y := q.ratio.End() + data.Year(len(known)) + 1
	v, ok := r.At(y)
	if !ok || cfg.Information < Announced || r.StatusAt(y) != data.Estimate || len(q.measure.Precursors) == 0 {
		return known
	}
	own, all := estimateRecords(q.measure, facts)
	panel, err := bridge.Learn(all)
	if err != nil {
		q.caveat("the estimate of %s for %s is not used: %w", amount(v, r.Unit), r.Basis.Label(y), err)
		return known
	}
	years := 0
	for _, other := range all {
		years += len(other.Years)
	}
	for _, s := range editions(facts.Panel, q.measure.Precursors) {
		if len(inYear([]data.Series{s})) > 0 {
			q.uses(s)
		}
	}
	e := panel.Log(own, y)
	q.note("The publisher's estimate for %s: %s; by %d past estimates (%d of other countries) the outturn is %+.1f %% off it (median), 80 %% of the time between %+.1f and %+.1f %%.",
		r.Basis.Label(y), amount(v, r.Unit), years, years-len(own.Years), percent(e.Quantile(0.5)), percent(e.Quantile(0.1)), percent(e.Quantile(0.9)))
	return append(known, burden.Known{Year: y, Value: v, Error: e, Says: "publisher's estimate " + amount(v, r.Unit)})
}

// estimateRecords returns log(outturn/estimate) of the past years of a measure:
// that of its country and those of all countries that have it.
func estimateRecords(m data.Measure, facts data.Facts) (own bridge.Record, all []bridge.Record) {
	for _, other := range facts.Measures {
		if other.ID != m.ID {
			continue
		}
		r := estimateRecord(other, facts.Panel)
		all = append(all, r)
		if other.Country == m.Country {
			own = r
		}
	}
	return own, all
}

// estimateRecord compares the first estimate that was made of a year within it,
// in any edition of the measure's precursors, with the newest edition of its
// numerator, if that came after the year was over.
func estimateRecord(m data.Measure, p data.Panel) bridge.Record {
	r := bridge.Record{Country: m.Country}
	num, ok := p.Edition(m.Numerator)
	if !ok {
		return r
	}
	estimates := inYear(editions(p, m.Precursors))
	for y := num.Start; y <= num.End(); y++ {
		v, ok := num.At(y)
		e, said := estimates[y]
		if ok && said && v > 0 && e > 0 && num.Basis.Ends(y).Compare(num.PublishedAt(y)) < 0 {
			r.Years, r.Log = append(r.Years, y), append(r.Log, math.Log(v/e))
		}
	}
	return r
}

// editions returns the vintages of some series, the oldest first.
func editions(p data.Panel, bases []string) []data.Series {
	var out []data.Series
	for _, base := range bases {
		if s, ok := p.Get(base); ok {
			out = append(out, s)
		}
		out = slices.AppendSeq(out, p.Vintages(base))
	}
	slices.SortFunc(out, func(a, b data.Series) int { return cmp.Or(a.Vintage.Compare(b.Vintage), cmp.Compare(a.ID, b.ID)) })
	return out
}

// inYear returns the first estimate of each year that was published before the
// year was over.
func inYear(editions []data.Series) map[data.Year]float64 {
	out := map[data.Year]float64{}
	for _, s := range editions {
		for y := s.Start; y <= s.End(); y++ {
			v, ok := s.At(y)
			_, before := out[y]
			if ok && !before && s.StatusAt(y) == data.Estimate && s.PublishedAt(y).Compare(s.Basis.Ends(y)) < 0 {
				out[y] = v
			}
		}
	}
	return out
}
