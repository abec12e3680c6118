package pipeline

import (
	"math"
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
	notes  []string
	used   []string // keys of sources
}

// economy draws prices and the exchange rate on the futures of a set. They are tied
// to spending, GDP and each other as their surprises were; spending and GDP do not
// move, nor does any number if this is left out. A ratio that is published as one
// has no use for either.
func (s set) economy(cfg Config, facts data.Facts) economy {
	q := s.question
	e := economy{rivals: rivalry{cfg, facts}}
	if q.spend.Series.Unit.Kind != data.Money {
		return e
	}
	t := ties{keys: []string{cfg.Country, cfg.Measure, cfg.Model}, cfg: cfg}
	t.add(s.futures.spend, s.futures.surprises[0])
	if s.futures.gdp.N() > 0 {
		t.add(s.futures.gdp, s.futures.surprises[1])
	}
	e.exchange(&t, q, facts)
	e.split(&t, s, facts)
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

// split draws prices given nominal GDP, see [burden.Split].
func (e *economy) split(t *ties, s set, facts data.Facts) {
	q, origin := s.question, s.question.ratio.End()
	deflator, ok := q.record(facts, "gdp-fy-deflator", "gdp-deflator")
	if !ok {
		return
	}
	var nominal burden.Growth
	before := math.NaN()
	if s.futures.gdp.N() > 0 {
		den, _ := facts.Panel.Edition(q.measure.Denominator.Series)
		nominal = burden.GrowthOf(den)
		before, _ = q.gdp.Series.At(origin)
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
	shocks := split.Shocks(t.cfg.through(origin)+split.Lead(origin), t.cfg.Draws, forecast.Stream(t.cfg.Seed, t.stream("prices")...))
	// What prices do beyond nominal growth has nothing to do with it: the split says
	// what has.
	if s.futures.gdp.N() > 0 {
		t.surprises[1] = burden.Surprises{}
	}
	shocks, rho := t.tie("prices", shocks, split.Surprises)
	e.prices = split.Prices(origin, nominal, s.futures.gdp, before, shocks)
	e.used = append(e.used, deflator.Source)
	e.says(q, s, split, rho[0])
}

// says notes how nominal growth falls into prices and real growth.
func (e *economy) says(q *question, s set, split burden.Split, rho float64) {
	h := e.prices.H
	yearly := func(p forecast.Paths, start float64) float64 {
		return 100 * (math.Pow(p.Step(h).Quantile(0.5)/start, 1/float64(h)) - 1)
	}
	span := q.measure.Basis.Label(q.ratio.End() + 1)
	if h > 1 {
		span += " to " + q.measure.Basis.Label(q.ratio.End()+data.Year(h))
	}
	if s.futures.gdp.N() == 0 {
		e.notes = append(e.notes, english.Sprintf("Prices (GDP deflator): median %+.1f %% a year, %s, by %d past years of their own.", yearly(e.prices, 1), span, split.N))
		return
	}
	before, _ := q.gdp.Series.At(q.ratio.End())
	e.notes = append(e.notes, english.Sprintf(
		"Of nominal growth prices are %+.1f %% a year (median), %s, and real growth %+.1f %%: by %d past years a point of nominal growth goes with %.2f of prices, a point of inflation the year before with %.2f (standard error of a year %.1f points); surprises in prices and in spending are correlated by %+.2f.",
		yearly(e.prices, 1), span, yearly(s.futures.gdp.Ratio(e.prices), before), split.N, split.B, split.C, 100*split.Sigma, rho))
}
