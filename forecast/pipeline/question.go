package pipeline

import (
	"fmt"
	"math"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/burden"
)

// english writes numbers with thousands separators.
var english = message.NewPrinter(language.English)

// question is a measure made concrete: its past as a ratio, and the halves
// that make its future.
type question struct {
	measure data.Measure
	today   data.Date   // the day whose knowledge counts
	ratio   data.Series // past values, ending at the origin
	spend   burden.Half // numerator; the ratio itself where it is forecast directly
	gdp     burden.Half // empty where the denominator is fixed or part of the ratio
	fixed   float64     // the constant denominator of a frozen measure, in the numerator's unit; else 1
	used    []string    // keys of the sources drawn on
	notes   []string    // what drives the forecast
	caveats []error
}

// pose makes a question of a measure with what may be known.
func pose(cfg Config, m data.Measure, facts data.Facts) (question, error) {
	q := question{measure: m, today: today(cfg, facts), fixed: 1}
	num, ok := facts.Panel.Edition(m.Numerator)
	if !ok {
		return q, fmt.Errorf("measure %s: nothing of series %s had been published by %s", m.ID, m.Numerator, q.today)
	}
	q.uses(num)
	var err error
	switch m.Denominator.Kind {
	case data.Published:
		err = q.direct(cfg, num, facts)
	case data.Outlook:
		err = q.overOutlook(cfg, num, facts)
	case data.Frozen:
		err = q.overFrozen(cfg, num, facts)
	default:
		err = q.overGDP(cfg, num, facts)
	}
	return q, err
}

// today is the last day of the known: the one asked for or, without one, the
// latest date on which anything in the panel was published.
func today(cfg Config, facts data.Facts) data.Date {
	if !cfg.AsOf.IsZero() {
		return cfg.AsOf
	}
	return facts.Latest()
}

func (q *question) over(b data.YearBasis, y data.Year) bool { return b.Ends(y).By(q.today) }

func (q *question) uses(s data.Series) {
	for _, key := range q.used {
		if key == s.Source {
			return
		}
	}
	q.used = append(q.used, s.Source)
}

// past cuts a ratio at the last year that is over and has a value.
func (q *question) past(r data.Series) error {
	last := r.End()
	for last >= r.Start && !q.over(r.Basis, last) {
		last--
	}
	q.ratio = r.Window(r.Start, last).Trim()
	q.ratio.ID = q.measure.ID
	if q.ratio.Observed() == 0 {
		return fmt.Errorf("measure %s: no year that is over by %s has both halves of the ratio", q.measure.ID, q.today)
	}
	return nil
}

// direct forecasts a ratio that is not made of two known halves.
func (q *question) direct(cfg Config, r data.Series, facts data.Facts) error {
	if err := q.past(r); err != nil {
		return err
	}
	q.spend = burden.Half{Series: q.ratio, Known: q.estimated(cfg, r, facts)}
	return nil
}

// overOutlook divides by the official outlook for GDP that each budget was
// made with. Once a budget is enacted such a ratio is final.
func (q *question) overOutlook(cfg Config, num data.Series, facts data.Facts) error {
	den, ok := facts.Panel.Edition(q.measure.Denominator.Series)
	if !ok {
		return fmt.Errorf("measure %s: nothing of series %s had been published by %s", q.measure.ID, q.measure.Denominator.Series, q.today)
	}
	q.uses(den)
	r, err := data.Ratio(num, den)
	if err != nil {
		return err
	}
	for i := range r.Status { // the outlook is a forecast by design: the budget's stage is what counts
		r.Status[i] = num.StatusAt(r.Start + data.Year(i))
	}
	return q.direct(cfg, r.Trim(), facts)
}

// overFrozen divides by the GDP of one year.
func (q *question) overFrozen(cfg Config, num data.Series, facts data.Facts) error {
	d := q.measure.Denominator
	den, ok := facts.Panel.Edition(d.Series)
	if !ok {
		return fmt.Errorf("measure %s: nothing of series %s had been published by %s", q.measure.ID, d.Series, q.today)
	}
	q.uses(den)
	v, ok := den.At(d.Year)
	f, err := den.Unit.Factor(num.Unit)
	if err != nil || !ok {
		return fmt.Errorf("measure %s: no value of %s for %s in %s", q.measure.ID, d.Series, den.Basis.Label(d.Year), num.Unit)
	}
	q.fixed = v * f
	r := num.Clone()
	r.Unit = data.Fraction
	for i := range r.Values {
		r.Values[i] /= q.fixed
	}
	if err := q.past(r); err != nil {
		return err
	}
	q.spend = burden.Half{Series: num.Window(q.ratio.Start, q.ratio.End())}
	q.spend.Known = q.stages(cfg, num, facts)
	return nil
}

// overGDP divides by the GDP of the year itself, forecast jointly.
func (q *question) overGDP(cfg Config, num data.Series, facts data.Facts) error {
	d := q.measure.Denominator
	den, ok := facts.Panel.Edition(d.Series)
	if !ok {
		return fmt.Errorf("measure %s: nothing of series %s had been published by %s", q.measure.ID, d.Series, q.today)
	}
	q.uses(den)
	r, err := data.Ratio(num, den)
	if err != nil {
		return err
	}
	if err := q.past(r.Trim()); err != nil {
		return err
	}
	first, origin := q.ratio.Start, q.ratio.End()
	q.spend = burden.Half{Series: num.Window(first, origin)}
	q.spend.Known = q.stages(cfg, num, facts)
	q.gdp = burden.Half{Series: den.Window(first, origin)}
	q.gdp.Known = q.outlook(cfg, den, facts)
	return nil
}

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
			if s.Unit.Kind == data.Share {
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
// then those of earlier budget stages with the errors of the past.
func (q *question) stages(cfg Config, num data.Series, facts data.Facts) []burden.Known {
	known := q.own(cfg, num)
	for y := q.ratio.End() + data.Year(len(known)) + 1; cfg.Information >= Announced; y++ {
		k, ok := q.precursor(num, y, facts)
		if !ok {
			break
		}
		known = append(known, k)
	}
	return known
}

// precursor foretells the numerator of a year from the firmest earlier stage
// that has been enacted, with the record of how that stage turned out.
func (q *question) precursor(num data.Series, y data.Year, facts data.Facts) (burden.Known, bool) {
	for _, id := range q.measure.Precursors {
		s, ok := facts.Panel.Edition(id)
		if !ok {
			continue
		}
		v, ok := s.At(y)
		if !ok || s.Unit != num.Unit {
			continue
		}
		stage := s.StatusAt(y)
		if stage > data.Initial || stage == data.Amended && !q.over(s.Basis, y) {
			q.caveat("%s of %s for %s is on record and not used: only enacted budgets are",
				stage, amount(v, s.Unit), s.Basis.Label(y))
			continue
		}
		errors := logErrors(num, s)
		e, ok := burden.Record(errors)
		if !ok {
			q.caveat("%s budget of %s for %s is not used: %d past years tell how it turns out, want 4",
				stage, amount(v, s.Unit), s.Basis.Label(y), len(errors))
			continue
		}
		q.uses(s)
		q.note("%s budget for %s: %s; in %d past years the %s amount was %+.1f %% off it (median), 80 %% of the time between %+.1f and %+.1f %%.",
			title(stage.String()), s.Basis.Label(y), amount(v, s.Unit), len(errors), q.measure.Stage,
			percent(e.Quantile(0.5)), percent(e.Quantile(0.1)), percent(e.Quantile(0.9)))
		return burden.Known{Year: y, Value: v, Error: e, Says: stage.String() + " budget " + amount(v, s.Unit)}, true
	}
	return burden.Known{}, false
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
// announcements may be used, the official outlook for the years after them.
func (q *question) outlook(cfg Config, gdp data.Series, facts data.Facts) []burden.Known {
	known := q.own(cfg, gdp)
	growth, ok := facts.Panel.Edition(q.measure.Denominator.Outlook)
	if cfg.Information < Announced || !ok {
		return known
	}
	var errors []float64
	for y := growth.Start; y <= gdp.End(); y++ {
		o, ok := growth.At(y)
		a, okA := gdp.At(y)
		b, okB := gdp.At(y - 1)
		if ok && okA && okB {
			errors = append(errors, math.Log(a/b)-math.Log1p(o))
		}
	}
	e, enough := burden.Record(errors)
	level, _ := gdp.At(q.ratio.End())
	if len(known) > 0 {
		level = known[len(known)-1].Value
	}
	for y := q.ratio.End() + data.Year(len(known)) + 1; ; y++ {
		o, ok := growth.At(y)
		if !ok || !enough {
			return known
		}
		q.uses(growth)
		level *= 1 + o
		q.note("Official outlook: nominal GDP %+.1f %% in %s; in %d past years growth came in %+.1f points off the outlook (median), 80 %% of the time between %+.1f and %+.1f.",
			100*o, gdp.Basis.Label(y), len(errors), percent(e.Quantile(0.5)), percent(e.Quantile(0.1)), percent(e.Quantile(0.9)))
		known = append(known, burden.Known{Year: y, Value: level, Error: e, Growth: true,
			Says: fmt.Sprintf("official GDP outlook %+.1f %%", 100*o)})
	}
}

func (q *question) note(format string, args ...any) {
	q.notes = append(q.notes, english.Sprintf(format, args...))
}

func (q *question) caveat(format string, args ...any) {
	q.caveats = append(q.caveats, fmt.Errorf(format, args...))
}

// amount writes "JPY 9,035 bn", or "1.31 %" for a share.
func amount(v float64, u data.Unit) string {
	if u.Kind == data.Share {
		return english.Sprintf("%.2f %%", 100*v)
	}
	rest := u.String()[len(u.Currency):]
	return english.Sprintf("%s %.0f%s", u.Currency, v, rest)
}

// percent returns 100·(exp(e)-1).
func percent(e float64) float64 { return 100 * math.Expm1(e) }

func title(s string) string { return string(s[0]-'a'+'A') + s[1:] }
