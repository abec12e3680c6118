package pipeline

import (
	"fmt"
	"math"
	"slices"

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
	plans   []string    // ids of the plans that are noted
	caveats []error
	peers   int // countries that the method learns from beside this one

	stretched bool // intervals are calibrated
}

// pose makes a question of a measure with what may be known on a day.
func pose(cfg Config, m data.Measure, facts data.Facts, day data.Date) (question, error) {
	q := question{measure: m, today: day, fixed: 1}
	num, err := q.edition(m.Numerator, facts)
	if err != nil {
		return q, err
	}
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

// edition returns what is known of a series that the measure rests on.
func (q *question) edition(id string, facts data.Facts) (data.Series, error) {
	s, ok := facts.Panel.Edition(id)
	if !ok {
		return s, fmt.Errorf("measure %s: nothing of series %s had been published by %s", q.measure.ID, id, q.today)
	}
	q.uses(s)
	return s, nil
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

func (q *question) uses(s data.Series) { q.cites(s.Source) }

// cites adds the key of a source that a printed number rests on.
func (q *question) cites(key string) {
	if !slices.Contains(q.used, key) {
		q.used = append(q.used, key)
	}
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
	if _, err := q.edition(q.measure.Denominator.Series, facts); err != nil {
		return err
	}
	r, err := facts.Ratio(q.measure)
	if err != nil {
		return err
	}
	return q.direct(cfg, r, facts)
}

// overFrozen divides by the GDP of one year.
func (q *question) overFrozen(cfg Config, num data.Series, facts data.Facts) error {
	d := q.measure.Denominator
	den, err := q.edition(d.Series, facts)
	if err != nil {
		return err
	}
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
	den, err := q.edition(d.Series, facts)
	if err != nil {
		return err
	}
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
	if u.Kind != data.Money {
		return english.Sprintf("%.1f", v)
	}
	rest := u.String()[len(u.Currency):]
	return english.Sprintf("%s %.0f%s", u.Currency, v, rest)
}

// percent returns 100·(exp(e)-1).
func percent(e float64) float64 { return 100 * math.Expm1(e) }

func title(s string) string { return string(s[0]-'a'+'A') + s[1:] }
