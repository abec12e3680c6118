package pipeline

import (
	"math"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/scenario"
)

// economy is what of a country's economy is forecast beside spending and nominal
// GDP: prices, which are also what of nominal growth is not real, and the exchange
// rate. A part without a record has no paths.
type economy struct {
	prices forecast.Paths // GDP deflator, 1 at the origin
	fx     forecast.Paths // of the national currency for a US dollar
	rivals scenario.Rivalry
	gdp    denominator
	notes  []string
	used   []string // keys of sources
}

// denominator is the nominal GDP that prices are part of; the zero value is none.
type denominator struct {
	paths  forecast.Paths
	series data.Series // in years of the measure, its past
	before float64     // at the origin, in the unit of the paths
	// implied is true where the measure is published as a share and GDP is another
	// publisher's: scenarios then act on the money that the two imply.
	implied bool
}

// economy draws prices and the exchange rate on the futures of a set. They are tied
// to spending, GDP and each other as their surprises were; spending and GDP do not
// move, nor does any number if this is left out: it is wanted for scenarios only. Of a
// ratio that is published as one number GDP is drawn as well.
func (s set) economy(cfg Config, facts data.Facts) economy {
	q := s.question
	e := economy{rivals: rivalry{cfg, facts}}
	t := ties{keys: []string{cfg.Country, cfg.Measure, cfg.Model}, cfg: cfg}
	t.add(s.futures.spend, s.futures.surprises[0])
	switch {
	case s.futures.gdp.N() > 0:
		den, _ := facts.Panel.Edition(q.measure.Denominator.Series)
		e.gdp = denominator{paths: s.futures.gdp, series: den}
		e.gdp.before, _ = q.gdp.Series.At(q.ratio.End())
		t.add(s.futures.gdp, s.futures.surprises[1])
	case q.spend.Series.Unit.Kind != data.Money:
		if !e.imply(&t, q, facts) {
			return e
		}
	}
	e.exchange(&t, q, facts)
	e.split(&t, q, s.information, facts)
	return e
}

// ties are the series that are drawn already, for the next to be tied to.
type ties struct {
	cfg       Config
	keys      []string // of the streams
	paths     []forecast.Paths
	surprises []burden.Surprises
}

func (t *ties) add(p forecast.Paths, s burden.Surprises) {
	t.paths, t.surprises = append(t.paths, p), append(t.surprises, s)
}

func (t *ties) stream(name string) []string { return append(t.keys[:len(t.keys):len(t.keys)], name) }

// tie orders paths as their surprises went with those of the others and adds them.
func (t *ties) tie(name string, p forecast.Paths, s burden.Surprises) (forecast.Paths, []float64) {
	rho := make([]float64, len(t.surprises))
	for i, other := range t.surprises {
		rho[i] = burden.Correlation(other, s)
	}
	tied := burden.Tie(p, t.paths, rho, forecast.Stream(t.cfg.Seed, t.stream("couple "+name)...))
	t.add(tied, s)
	return tied, rho
}

// record returns the newest edition of a country's series for years of a measure's
// basis, cut at the last year that its publisher could see: later ones are its
// forecasts. The year in which it was published counts, mostly over by then.
func (q *question) record(facts data.Facts, ids ...string) (data.Series, bool) {
	for _, id := range ids {
		s, ok := facts.Panel.Edition(strings.ToLower(q.measure.Country) + "-" + id)
		if !ok {
			continue
		}
		last := s.End()
		for last >= s.Start && int(last) > s.PublishedAt(last).Year {
			last--
		}
		s = s.Window(s.Start, last).InBasis(q.measure.Basis).Trim()
		return s, s.Observed() > 1
	}
	return data.Series{}, false
}

// exchange draws the exchange rate: a random walk of its logarithm, which no model
// beats over a few years (Meese and Rogoff 1983), from the last year known.
func (e *economy) exchange(t *ties, q *question, facts data.Facts) {
	s, ok := q.record(facts, "usd-rate")
	origin := q.ratio.End()
	if !ok || s.End() < origin-2 || s.Observed() < s.Len() {
		return
	}
	half := burden.Half{Series: s.Window(s.Start, min(origin, s.End())), Model: model.Naive{}}
	for y := origin + 1; y <= s.End(); y++ {
		v, _ := s.At(y)
		half.Known = append(half.Known, burden.Known{Year: y, Value: v})
	}
	lead := int(origin - half.Series.End())
	p, err := half.Project(t.cfg.through(origin)+lead, t.cfg.Draws, t.cfg.Seed, t.keys...)
	if err != nil {
		q.caveat("the exchange rate is not forecast: %w", err)
		return
	}
	var rho []float64
	e.fx, rho = t.tie("fx", after(p.Paths, lead), p.Surprises())
	e.used = append(e.used, s.Source)
	e.notes = append(e.notes, english.Sprintf("Exchange rate: a random walk from %.4g %s in %s; its surprises and those of spending are correlated by %+.2f.",
		half.Series.Values[half.Series.Len()-1], s.Unit, q.measure.Basis.Label(half.Series.End()), rho[0]))
}

// through is the number of years after an origin.
func (c Config) through(origin data.Year) int { return int(c.Through - origin) }

// after leaves the first columns of paths out.
func after(p forecast.Paths, lead int) forecast.Paths {
	if lead == 0 {
		return p
	}
	out := forecast.NewPaths(p.H-lead, p.N())
	for i := range p.N() {
		copy(out.Row(i), p.Row(i)[lead:])
	}
	return out
}

// imply draws the GDP that a published share is one of, by the method of measures
// that are made of spending and GDP: share times GDP is then money for rules to
// change, and the share itself is as it was. False where the measure is no share that
// its publisher divided by GDP or no GDP of the country is on record.
func (e *economy) imply(t *ties, q *question, facts data.Facts) bool {
	if d := q.measure.Denominator; d.Kind != data.Published || !strings.Contains(d.Label, "GDP") {
		return false
	}
	ids := []string{"gdp", "gdp-cy", "gdp-fy"}
	slices.SortStableFunc(ids, func(a, b string) int { // those of the measure's own years first
		return q.foreignYears(facts, a) - q.foreignYears(facts, b)
	})
	s, ok := q.record(facts, ids...)
	origin := q.ratio.End()
	if !ok || s.Unit.Kind != data.Money || s.End() < origin-1 {
		return false
	}
	m, err := model.New(DefaultModel)
	if err != nil {
		return false
	}
	half := burden.Half{Series: s.Window(max(s.Start, origin-impliedYears), min(origin, s.End())), Model: model.OnLogs(m)}
	lead := int(origin - half.Series.End())
	p, err := half.Project(t.cfg.through(origin)+lead, t.cfg.Draws, t.cfg.Seed, t.keys...)
	if err != nil {
		q.caveat("GDP is not forecast beside the share: %w", err)
		return false
	}
	e.gdp = denominator{series: s, implied: true}
	if e.gdp.before, ok = s.At(origin); !ok {
		e.gdp.before = p.Paths.Step(lead).Quantile(0.5)
	}
	tied, rho := t.tie("gdp", since(p.Paths, lead, e.gdp.before), p.Surprises())
	e.gdp.paths = tied
	e.used = append(e.used, s.Source)
	e.notes = append(e.notes, english.Sprintf("Scenarios act on the money that the share and %s imply; surprises in the two are correlated by %+.2f.", s.ID, rho[0]))
	return true
}

// impliedYears is how many past years of GDP are learnt from where a share is
// forecast by itself: inflations that ended before, as Poland's, are no guide.
const impliedYears = 25

// foreignYears is 0 for a series in the measure's own years and 1 for others.
func (q *question) foreignYears(facts data.Facts, id string) int {
	s, ok := facts.Panel.Edition(strings.ToLower(q.measure.Country) + "-" + id)
	if ok && s.Basis.Equal(q.measure.Basis) {
		return 0
	}
	return 1
}

// since returns paths without their first columns, on each path in proportion to the
// last of these, which becomes level: what the origin was is the same on all paths.
func since(p forecast.Paths, lead int, level float64) forecast.Paths {
	out := after(p, lead)
	if lead == 0 {
		return out
	}
	for i := range out.N() {
		row := out.Row(i)
		for h := range row {
			row[h] *= level / p.Row(i)[lead-1]
		}
	}
	return out
}

// split draws prices given nominal GDP, see [burden.Split].
func (e *economy) split(t *ties, q *question, info Information, facts data.Facts) {
	origin := q.ratio.End()
	deflator, ok := q.record(facts, "gdp-fy-deflator", "gdp-deflator")
	if !ok {
		return
	}
	var nominal burden.Growth
	if e.gdp.paths.N() > 0 {
		nominal = burden.GrowthOf(e.gdp.series)
	}
	split, ok := burden.NewSplit(nominal, burden.GrowthOf(deflator), origin)
	if !ok || split.Lead(origin) > 3 {
		return
	}
	for y := origin - data.Year(split.Lead(origin)) + 1; y <= origin; y++ {
		if split.B != 0 && math.IsNaN(nominal.At(y)) {
			return // the years up to the origin are not all known
		}
	}
	if info >= Announced {
		split = q.outlookOf(split, nominal, burden.GrowthOf(deflator), facts)
	}
	shocks := split.Shocks(t.cfg.through(origin)+split.Lead(origin), t.cfg.Draws, forecast.Stream(t.cfg.Seed, t.stream("prices")...))
	// What prices do beyond nominal growth has nothing to do with it: the split says
	// what has.
	if e.gdp.paths.N() > 0 {
		t.surprises[1] = burden.Surprises{}
	}
	shocks, rho := t.tie("prices", shocks, split.Surprises)
	e.prices = split.Prices(origin, nominal, e.gdp.paths, e.gdp.before, shocks)
	e.used = append(e.used, deflator.Source)
	e.says(q, split, rho[0])
}

// outlookOf teaches a split the official outlook of GDP that has a year whose prices
// are not known, where one names real growth beside nominal: series ID and ID-real.
func (q *question) outlookOf(split burden.Split, nominal, prices burden.Growth, facts data.Facts) burden.Split {
	origin := q.ratio.End()
	for _, id := range strings.Fields(q.measure.Denominator.Outlook) {
		o, ok := facts.Panel.Edition(id)
		real, both := facts.Panel.Edition(id + "-real")
		if !ok || !both {
			continue
		}
		f := burden.Foretold{Nominal: burden.Growth{Start: o.Start}, Prices: burden.Growth{Start: o.Start}}
		for i, v := range o.Values {
			r, _ := real.At(o.Start + data.Year(i))
			f.Nominal.Values = append(f.Nominal.Values, math.Log1p(v))
			f.Prices.Values = append(f.Prices.Values, math.Log1p(v)-math.Log1p(r))
		}
		if math.IsNaN(f.Prices.At(origin + 1)) {
			continue
		}
		if learnt, ok := split.Learn(f, nominal, prices, origin); ok {
			return learnt
		}
	}
	return split
}

// says notes how nominal growth falls into prices and real growth.
func (e *economy) says(q *question, split burden.Split, rho float64) {
	h := e.prices.H
	yearly := func(p forecast.Paths, start float64) float64 {
		return 100 * (math.Pow(p.Step(h).Quantile(0.5)/start, 1/float64(h)) - 1)
	}
	span := q.measure.Basis.Label(q.ratio.End() + 1)
	if h > 1 {
		span += " to " + q.measure.Basis.Label(q.ratio.End()+data.Year(h))
	}
	if e.gdp.paths.N() == 0 {
		e.notes = append(e.notes, english.Sprintf("Prices (GDP deflator): median %+.1f %% a year, %s, by %d past years of their own.", yearly(e.prices, 1), span, split.N))
		return
	}
	e.notes = append(e.notes, english.Sprintf(
		"Of nominal growth prices are %+.1f %% a year (median), %s, and real growth %+.1f %%: by %d past years a point of nominal growth goes with %.2f of prices, a point of inflation the year before with %.2f (standard error of a year %.1f points); surprises in prices and in spending are correlated by %+.2f.",
		yearly(e.prices, 1), span, yearly(e.gdp.paths.Ratio(e.prices), e.gdp.before), split.N, split.B, split.C, 100*split.Sigma, rho))
	if bias, part, years := split.Learnt(); years > 0 {
		e.notes = append(e.notes, english.Sprintf(
			"Where the official outlook names real growth its prices are used: in %d past years they came in %+.1f points off it, and %.2f of a point that nominal growth was off.",
			years, 100*bias, part))
	}
}
