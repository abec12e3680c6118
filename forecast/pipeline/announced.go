package pipeline

import (
	"fmt"
	"math"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
)

// own returns the values of the years after the origin that the series itself
// has: those of years that are over and, where announcements may be used,
// those that are final although the year is not over, as an enacted initial
// budget is.
func (q *question) own(cfg Config, s data.Series) []burden.Known {
	var known []burden.Known
	for y := q.ratio.End() + 1; ; y++ {
		v, ok := s.At(y)
		final := cfg.Information >= Announced && s.StatusAt(y) == data.Initial && q.measure.Stage == data.Initial
		if !ok || !q.over(s.Basis, y) && !final {
			return known
		}
		says := s.StatusAt(y).String() + " " + amount(v, s.Unit)
		if final {
			says = "enacted budget " + amount(v, s.Unit)
			if s.Unit.Kind == data.Share && !strings.Contains(q.measure.Denominator.Label, "not GDP") {
				says = "enacted budget over the outlook, " + amount(v, s.Unit)
			}
			if before, ok := s.At(y - 1); ok && s.Unit.Kind == data.Money {
				q.note("Enacted budget for %s: %s (%+.1f %% on %s), in the path as it stands.",
					s.Basis.Label(y), amount(v, s.Unit), 100*(v/before-1), s.Basis.Label(y-1))
			}
		}
		known = append(known, burden.Known{Year: y, Value: v, Says: says})
	}
}

// stages returns the known values of the numerator after the origin: its own,
// then those of earlier budget stages with the record of how these turned out
// and, where plans may be used, what plans imply. Where both speak of a year,
// the one with the smaller spread is taken.
func (q *question) stages(cfg Config, num data.Series, facts data.Facts) []burden.Known {
	known := q.own(cfg, num)
	p := programs{num: num, measure: q.measure, facts: facts}
	for y := q.ratio.End() + data.Year(len(known)) + 1; cfg.Information >= Announced; y++ {
		stage, found := q.precursor(num, y, facts)
		if cfg.Information >= Plan {
			plan, ok := p.next(y, q.spend.Series, known)
			if ok && (!found || width(plan.Error) < width(stage.Error)) {
				if found {
					q.uses(stage.of)
					q.note("%s Its record is wider than that of the plan, which is used.", stage.note)
				}
				q.says(plan)
				known = append(known, plan.Known)
				continue
			}
		}
		if !found {
			k, ok := q.projected(num, y, facts, known)
			if !ok || y > cfg.Through {
				break
			}
			known = append(known, k)
			continue
		}
		q.uses(stage.of)
		q.note("%s", stage.note)
		if stage.of.StatusAt(y) == data.Request {
			q.caveat("the request for %s is a floor where items are requested without amounts: the record of past requests, which had such items too, stands for them",
				stage.of.Basis.Label(y))
		}
		known = append(known, stage.Known)
	}
	if cfg.Information >= Plan && len(q.plans) > 0 {
		q.contracts(facts, num)
	}
	return known
}

// foretold is a year as an earlier budget stage foretells it.
type foretold struct {
	burden.Known
	of   data.Series
	note string
}

// width is the 80 % band of a log error, whole; none for what is exact.
func width(d forecast.Dist) float64 {
	if d == nil {
		return 0
	}
	return d.Quantile(0.9) - d.Quantile(0.1)
}

// precursor foretells the numerator of a year from the firmest earlier stage
// on record, with what is learnt of the step.
func (q *question) precursor(num data.Series, y data.Year, facts data.Facts) (foretold, bool) {
	for i, id := range q.measure.Precursors {
		s, ok := facts.Panel.Edition(id)
		if !ok {
			continue
		}
		v, ok := s.At(y)
		if !ok || s.Unit != num.Unit || s.StatusAt(y) > data.Request {
			continue
		}
		stage := s.StatusAt(y)
		if stage == data.Amended && !q.over(s.Basis, y) {
			q.caveat("%s of %s for %s is on record and not used: the year may see another supplementary budget",
				stage, amount(v, s.Unit), s.Basis.Label(y))
			continue
		}
		record := burden.Stage{Own: logErrors(num, s), Pool: pool(facts, s, stage, q.measure.Stage)}
		for _, less := range q.measure.Precursors[i+1:] {
			if s, ok := facts.Panel.Edition(less); ok && s.Unit == num.Unit && s.StatusAt(s.End()) > stage {
				record.Bound = append(record.Bound, logErrors(num, s)...)
			}
		}
		t, ok := record.Learn()
		if !ok {
			q.caveat("%s budget of %s for %s is not used: %d past years tell how it turns out, want 4",
				stage, amount(v, s.Unit), s.Basis.Label(y), t.Years)
			continue
		}
		k := burden.Known{Year: y, Value: v, Error: t.Dist(), Says: stageName(stage) + " " + amount(v, s.Unit)}
		return foretold{k, s, q.learnt(s, k, stage, t)}, true
	}
	return foretold{}, false
}

// learnt says a stage and what its record teaches.
func (q *question) learnt(s data.Series, k burden.Known, stage data.Status, t burden.Turnout) string {
	pooled := ""
	if t.Pooled > 0 {
		pooled = fmt.Sprintf(" (and %d of other series)", t.Pooled)
	}
	return english.Sprintf("%s for %s: %s; by %d past years%s the %s amount differs with probability %.2f, median %+.1f %%, 80 %% of the time between %+.1f and %+.1f %%.",
		title(stageName(stage)), s.Basis.Label(k.Year), amount(k.Value, s.Unit), t.Years, pooled, q.measure.Stage, t.Happens,
		percent(k.Error.Quantile(0.5)), percent(k.Error.Quantile(0.1)), percent(k.Error.Quantile(0.9)))
}

// stageName says "enacted" only of budgets.
func stageName(s data.Status) string {
	if s == data.Request {
		return "request"
	}
	return s.String() + " budget"
}

// pool returns the changes of other series at the same step. Series that are
// one amount at several stages are told by their ids: "jpn-coastguard-initial"
// and "jpn-coastguard-amended".
func pool(facts data.Facts, not data.Series, from, to data.Status) [][]float64 {
	var out [][]float64
	for early := range facts.Panel.All() {
		stem, ok := strings.CutSuffix(early.ID, "-"+from.String())
		if !ok || early.ID == not.ID || from == to {
			continue
		}
		late, ok := facts.Panel.Get(stem + "-" + to.String())
		if ok && late.Unit == early.Unit {
			if d := logErrors(late, early); len(d) > 0 {
				out = append(out, d)
			}
		}
	}
	return out
}

// logErrors returns log(outturn/announced) of the years that both have.
func logErrors(outturn, announced data.Series) []float64 {
	var e []float64
	for y := outturn.Start; y <= outturn.End(); y++ {
		a, okA := outturn.At(y)
		b, okB := announced.At(y)
		if okA && okB {
			e = append(e, math.Log(a/b))
		}
	}
	return e
}

// outlook returns the known GDP after the origin: outturns and, where
// announcements may be used, what the government foretells of its growth: the
// firmest of its outlooks for each year, with the record of that one.
func (q *question) outlook(cfg Config, gdp data.Series, facts data.Facts) []burden.Known {
	known := q.own(cfg, gdp)
	level, _ := gdp.At(q.ratio.End())
	if len(known) > 0 {
		level = known[len(known)-1].Value
	}
	for y := q.ratio.End() + data.Year(len(known)) + 1; cfg.Information >= Announced && y <= cfg.Through; y++ {
		k, ok := q.growth(gdp, y, facts)
		if !ok {
			break
		}
		level *= k.Value
		k.Value = level
		known = append(known, k)
	}
	return known
}

// growth foretells the factor by which GDP grows in a year.
func (q *question) growth(gdp data.Series, y data.Year, facts data.Facts) (burden.Known, bool) {
	for _, id := range strings.Fields(q.measure.Denominator.Outlook) {
		o, ok := facts.Panel.Edition(id)
		if !ok {
			continue
		}
		v, ok := o.At(y)
		errors := growthErrors(gdp, o)
		e, enough := burden.Record(errors)
		if !ok || !enough {
			continue
		}
		q.uses(o)
		what := "outlook"
		if o.StatusAt(y) == data.Estimate {
			what = "estimate"
		}
		q.note("Official %s: nominal GDP %+.1f %% in %s; in %d past years growth came in %+.1f points off the %s (median), 80 %% of the time between %+.1f and %+.1f.",
			what, 100*v, gdp.Basis.Label(y), len(errors), percent(e.Quantile(0.5)), what, percent(e.Quantile(0.1)), percent(e.Quantile(0.9)))
		return burden.Known{Year: y, Value: 1 + v, Error: e, Growth: true, Follows: burden.Persistence(errors), Says: fmt.Sprintf("official GDP %s %+.1f %%", what, 100*v)}, true
	}
	return q.worldwide(gdp, y, facts)
}

// growthErrors returns the log growth of GDP less what was foretold, of the
// years that have both.
func growthErrors(gdp, foretold data.Series) []float64 {
	var errors []float64
	for y := foretold.Start; y <= gdp.End(); y++ {
		o, ok := foretold.At(y)
		a, okA := gdp.At(y)
		b, okB := gdp.At(y - 1)
		if ok && okA && okB {
			errors = append(errors, math.Log(a/b)-math.Log1p(o))
		}
	}
	return errors
}
