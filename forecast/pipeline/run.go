// Package pipeline knows the order of the steps and nothing else:
//
//  1. resolve: fill the defaults of a [Config] and find its country and measure.
//  2. as of: cut the facts at the day asked for.
//  3. pose: make the measure concrete, once for each information set: past
//     ratio, origin, the halves of the ratio and what is announced of each.
//  4. project: fit the model to each half and simulate joint paths
//     (package burden); couple them and divide path by path; let pledges pull the
//     share and past forecasts of other countries widen it, in years of which nothing
//     else is known; then, where there are scenarios, tie prices, which make nominal
//     growth real, and the exchange rate to spending and GDP.
//  5. scenarios: change the joint paths of spending, GDP, prices and the exchange
//     rate by rules (package scenario).
//  6. report: marginals, pledges asked of the joint paths, drivers, caveats
//     and citations, in one [Report].
//
// [Rerun] does all of it as on past days and scores what came of the forecasts,
// [Replay.Surprises] tells their errors apart, and [Revise] says what moved a
// forecast between two days. [Targets] and [Seek] ask other questions of the same
// futures, and [Compare] joins those of several countries. [Decompose], [Track],
// [Trace], [Compose] and [React] forecast nothing: they lay out what is on record.
//
// Equal Configs on equal facts give equal Reports, bit for bit.
package pipeline

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
	"github.com/defcast/defcast/forecast/model"
)

// Run answers a Config from the facts.
//
// It returns an [*UnknownError] for a country, measure or model that there is
// not, a [*RangeError] for a setting out of range, and what the model returns
// for a series that it refuses.
func Run(cfg Config, facts data.Facts) (*Report, error) {
	cfg, m, err := resolve(cfg, facts)
	if err != nil {
		return nil, err
	}
	facts = facts.AsOf(cfg.AsOf)
	sets, asked, err := inform(cfg, m, facts)
	if err != nil {
		return nil, err
	}
	if len(cfg.Scenarios) > 0 { // else no number printed rests on it
		asked.futures.economy = asked.economy(cfg, facts)
	}
	r := report(cfg, *asked.question, facts, asked.futures)
	for _, s := range sets {
		r.Sets = append(r.Sets, SetView{Information: s.information, Steps: s.steps()})
	}
	if cfg.Model == DefaultMethod(m, facts) && !cfg.Raw {
		r.Record = recordOf(m, r.Knowing(), int(cfg.Through)-r.AsOf.Year)
		if asked.question.peers >= WorldPeers {
			r.Record = worldRecord(int(cfg.Through - r.Origin))
		}
	}
	f := asked.scenes()
	for _, s := range cfg.Scenarios {
		o, err := asked.under(s, f)
		if err != nil {
			return nil, err
		}
		r.Scenarios = append(r.Scenarios, o)
	}
	return r, nil
}

// resolve fills the defaults and finds the measure.
func resolve(cfg Config, facts data.Facts) (Config, data.Measure, error) {
	def := Default(cfg.Country)
	if cfg.Through == 0 {
		cfg.Through = def.Through
	}
	if cfg.Draws == 0 {
		cfg.Draws = def.Draws
	}
	var none data.Measure
	measures := facts.MeasuresOf(cfg.Country)
	if len(measures) == 0 {
		return cfg, none, &UnknownError{Kind: "country", Name: cfg.Country, Known: facts.Countries()}
	}
	if cfg.Model != "" && !slices.Contains(model.Names(), cfg.Model) {
		return cfg, none, &UnknownError{Kind: "model", Name: cfg.Model, Known: model.Names()}
	}
	if cfg.Through > MaxThrough {
		return cfg, none, &RangeError{Setting: "--through", Value: fmt.Sprint(int(cfg.Through)), Want: fmt.Sprintf("at most %d", MaxThrough)}
	}
	if cfg.Draws < MinDraws || cfg.Draws > MaxDraws {
		return cfg, none, &RangeError{Setting: "--draws", Value: fmt.Sprint(cfg.Draws), Want: fmt.Sprintf("%d to %d", MinDraws, MaxDraws)}
	}
	if cfg.Measure == "" {
		cfg.Measure = measures[0].ID
	}
	var ids []string
	for _, m := range measures {
		if m.ID == cfg.Measure {
			cfg.Model = cmp.Or(cfg.Model, DefaultMethod(m, facts))
			return cfg, m, nil
		}
		ids = append(ids, m.ID)
	}
	return cfg, none, &UnknownError{Kind: "measure", Name: cfg.Measure, Known: ids}
}

// futures are the joint paths of a question: row i of each is one future.
type futures struct {
	spend, gdp forecast.Paths // in the units of the halves; gdp is empty where it is fixed
	share      forecast.Paths
	members    []Member
	surprises  []burden.Surprises // of spending and, where it is a half, of GDP
	economy    economy            // of the set that is reported
}

// project simulates the joint paths of the ratio.
func (q *question) project(cfg Config, facts data.Facts, cache *projections) (futures, error) {
	m, err := q.method(cfg, facts)
	if err != nil {
		return futures{}, err
	}
	h := int(cfg.Through - q.ratio.End())
	keys := []string{cfg.Country, cfg.Measure, cfg.Model}
	q.spend.Model, q.gdp.Model = model.OnLogs(m), model.OnLogs(m) // halves are fitted to logarithms
	spend, err := cache.project(q.spend, h, cfg, keys)
	if err != nil {
		return futures{}, err
	}
	f := futures{spend: spend.Paths, members: q.members(spend, q.spend), surprises: []burden.Surprises{spend.Surprises()}}
	if q.gdp.Series.Len() == 0 {
		what := "Spending"
		if q.spend.Series.Unit.Kind == data.Share {
			what = "The ratio"
		}
		q.pace(spend.Paths, q.spend, what)
		f.share = f.spend.Map(func(_ int, v float64) float64 { return v / q.fixed })
		return f, nil
	}
	gdp, err := cache.project(q.gdp, h, cfg, keys)
	if err != nil {
		return futures{}, err
	}
	f.members = append(f.members, q.members(gdp, q.gdp)...)
	f.surprises = append(f.surprises, gdp.Surprises())
	rho := burden.Correlation(f.surprises[0], f.surprises[1])
	f.gdp = burden.Couple(spend.Paths, gdp.Paths, rho, forecast.Stream(cfg.Seed, append(keys, "couple")...))
	q.pace(spend.Paths, q.spend, "Spending")
	q.pace(gdp.Paths, q.gdp, "Nominal GDP")
	q.note("Surprises in spending and in GDP are correlated by %+.2f (shrunk towards 0).", rho)
	scale, err := q.spend.Series.Unit.Factor(q.gdp.Series.Unit)
	if err != nil {
		return futures{}, err
	}
	f.share = f.spend.Ratio(f.gdp).Map(func(_ int, v float64) float64 { return v * scale })
	return q.alternate(cfg, f, scale, keys)
}

// pace notes how fast a half grows beyond what is announced of it.
func (q *question) pace(p forecast.Paths, half burden.Half, what string) {
	n := len(half.Known)
	if n >= p.H {
		return
	}
	start := half.Series.Values[half.Series.Len()-1]
	if n > 0 {
		start = p.Step(n).Quantile(0.5)
	}
	rate := math.Pow(p.Step(p.H).Quantile(0.5)/start, 1/float64(p.H-n)) - 1
	b := q.measure.Basis
	span := b.Label(q.ratio.End() + data.Year(n+1))
	if n+1 < p.H {
		span += " to " + b.Label(q.ratio.End()+data.Year(p.H))
	}
	q.note("%s: the method's median growth is %+.1f %% a year, %s.", what, 100*rate, span)
}

// members lists the methods behind a projection and takes over their caveats.
func (q *question) members(p burden.Projection, half burden.Half) []Member {
	s := p.Fitted.Summary()
	q.caveats = append(q.caveats, s.Warnings...)
	if len(s.Members) == 0 {
		return []Member{{Series: half.Series.ID, Name: s.Method, Weight: 1}}
	}
	var out []Member
	for _, w := range s.Members {
		out = append(out, Member{Series: half.Series.ID, Name: w.Method, Weight: w.Weight})
	}
	return out
}

// report gathers the answer.
func report(cfg Config, q question, facts data.Facts, f futures) *Report {
	paths := f.share
	r := &Report{Config: cfg, CountryName: data.CountryName(cfg.Country), Measure: q.measure, Origin: q.ratio.End(),
		AsOf: q.today, DataSHA256: facts.SHA256, Paths: paths, Spend: f.spend, GDP: f.gdp,
		Economy:   f.economy.notes,
		SpendUnit: q.spend.Series.Unit, GDPUnit: q.gdp.Series.Unit, Drivers: q.notes, Members: f.members}
	for i, v := range q.ratio.Values {
		if y := q.ratio.Start + data.Year(i); !math.IsNaN(v) {
			r.History = append(r.History, Point{Year: y, Value: v, Status: q.ratio.StatusAt(y), Published: q.ratio.PublishedAt(y)})
		}
	}
	r.Steps = set{question: &q, futures: f}.steps()
	r.Pledges = pledges(q, facts, paths)
	r.Warnings = q.warnings(r)
	if q.spend.Series.Unit.Kind == data.Money {
		r.Prices, r.FX = f.economy.prices, f.economy.fx
	}
	for _, key := range f.economy.used {
		q.cites(key)
	}
	r.Sources = citations(q.used, facts)
	return r
}

// known says what is announced of the h-th year.
func (q *question) known(h int) string {
	var says []string
	for _, half := range []burden.Half{q.spend, q.gdp} {
		if h <= len(half.Known) {
			says = append(says, half.Known[h-1].Says)
		}
	}
	return strings.Join(says, "; ")
}

// pledges asks the joint paths about each target in force.
func pledges(q question, facts data.Facts, paths forecast.Paths) []PledgeView {
	var views []PledgeView
	for _, p := range facts.Pledges {
		if p.Country != q.measure.Country || p.Kind != data.Target || p.By == 0 || !p.InForce(q.today) {
			continue
		}
		views = append(views, PledgeView{Pledge: p, SameMeasure: p.Measure == q.measure.ID,
			Met: paths.Reached(p.Level), MetBy: paths.ReachedBy(p.Level)})
	}
	slices.SortStableFunc(views, func(a, b PledgeView) int { return int(a.By - b.By) })
	return views
}

// short is the number of past values below which a reader is warned.
const short = 10

// warnings adds what the reader must know beside the models' own caveats.
func (q *question) warnings(r *Report) []error {
	var out []error
	if n := q.ratio.Observed(); n < short {
		out = append(out, fmt.Errorf("only %d past values of this measure: the spread is a guess", n))
	}
	for _, id := range foreign(r.Pledges) {
		if id == "" {
			out = append(out, errors.New("targets that name no measure are shown for comparison only"))
			continue
		}
		out = append(out, fmt.Errorf("targets defined on measure %s are shown for comparison only: its ruler is another", id))
	}
	seen := map[string]bool{}
	for _, err := range q.caveats {
		if !seen[err.Error()] {
			seen[err.Error()] = true
			out = append(out, err)
		}
	}
	return out
}

// foreign returns the measures, other than the report's own, that targets are
// defined on.
func foreign(pledges []PledgeView) []string {
	var ids []string
	for _, p := range pledges {
		if !p.SameMeasure && !slices.Contains(ids, p.Measure) {
			ids = append(ids, p.Measure)
		}
	}
	return ids
}

func citations(keys []string, facts data.Facts) []Citation {
	var out []Citation
	for _, key := range keys {
		for _, s := range facts.Sources {
			if s.Key == key {
				out = append(out, Citation{Key: key, Title: s.Publisher + ": " + s.Title, Vintage: s.Published, Terms: s.Terms})
			}
		}
	}
	return out
}
