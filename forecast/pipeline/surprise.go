package pipeline

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat"

	"github.com/defcast/defcast/data"
)

// Surprise is the error of one forecast of one year, told apart as CBO does:
//
//	log(Forecast/Actual) = Policy + Technical
//	Policy    = log(Forecast/Informed)   what was announced of the year since
//	Technical = log(Informed/Actual)     how the announcement turned out
//
// with Informed the median that the same method would have given on the same day
// had it known the budget that was later enacted for the year, and the GDP
// outlook it was made with. Positive is a forecast that was too high.
type Surprise struct {
	AsOf                       data.Date
	Information                Information
	Year                       data.Year
	H                          int
	Forecast, Informed, Actual float64
	Policy, Technical          float64
}

// NewSurprise tells an error apart.
func NewSurprise(forecast, informed, actual float64) Surprise {
	return Surprise{Forecast: forecast, Informed: informed, Actual: actual,
		Policy: math.Log(forecast / informed), Technical: math.Log(informed / actual)}
}

// Total is the whole error, log(Forecast/Actual).
func (s Surprise) Total() float64 { return s.Policy + s.Technical }

// settling is how many months into its year an announcement may come to count as
// made for it. What comes later (supplementary budgets, estimates of the year
// under way) is part of how the announcement turned out.
const settling = 6

// Surprises tells the errors of a replay apart. A case is left out, with the
// reason among the errors, where nothing was announced of its year by then.
//
// Lent to the knowledge of the day are, for the years up to that of the
// forecast, the first six months' and earlier values of the numerator where the
// budget is what counts, of its earlier stages, and of the outlooks of GDP. What
// became of GDP in the years between is not: it is part of the technical error,
// as the economy is in CBO's. Records stay those of the day. All information
// sets are held against one Informed, that of announced; so Technical differs
// between them by nothing, and what a set gains is in Policy.
//
// Of a share that its publisher prints (NATO), what was announced is the first
// estimate of the year made within it, from what governments report, as it
// stands; Technical then is how estimates turned out, changes of definition
// since included.
//
// The split is the method's: what it makes of GDP where no outlook is announced
// is in Technical, and most of it with a method whose GDP does not grow (naive).
// Outlooks that come in editions (the World Economic Outlook) are not lent: the
// one of the day stands.
//
// CBO takes out of its errors the budgetary effect of laws enacted since, which
// it estimates law by law; here it is what the method makes of the announcement.
// CBO's year 1 is the year of publication, its year 2 the budget year: h 0 and 1
// here. Cases of neighbouring days overlap and are far from independent.
//
// # References
//
// Congressional Budget Office, An Evaluation of CBO's Projections of Outlays,
// 2023 and later; data in github.com/US-CBO/eval-projections.
func (r *Replay) Surprises(facts data.Facts) ([]Surprise, []error) {
	type key struct {
		day  data.Date
		year data.Year
	}
	known := map[data.Date]data.Facts{}
	informed, failed := map[key]float64{}, map[key]bool{}
	estimates := r.estimates(facts)
	var out []Surprise
	var skipped []error
	for _, c := range r.Cases {
		k := key{c.AsOf, c.Year}
		if failed[k] {
			continue
		}
		then, ok := known[c.AsOf]
		if !ok {
			then = r.knownAt(c.AsOf, facts)
			known[c.AsOf] = then
		}
		v, ok := informed[k]
		if !ok {
			v, ok = estimates[c.Year]
		}
		if !ok {
			var err error
			if v, err = r.informed(c, then, facts); err != nil {
				failed[k] = true
				skipped = append(skipped, fmt.Errorf("at the end of %d, for %s: %w", c.AsOf.Year, r.Measure.Basis.Label(c.Year), err))
				continue
			}
			informed[k] = v
		}
		s := NewSurprise(c.Dist.Quantile(0.5), v, c.Actual)
		s.AsOf, s.Information, s.Year, s.H = c.AsOf, c.Information, c.Year, c.H
		out = append(out, s)
	}
	return out, skipped
}

// Surprises tells the errors of all replays apart whose measures have
// announcements, see [Replay.Surprises].
func (p *Pooled) Surprises(facts data.Facts) ([]Surprise, []error) {
	var out []Surprise
	var skipped []error
	for _, r := range p.Replays {
		all, left := r.Surprises(facts)
		out = append(out, all...)
		if len(all) == 0 {
			continue // nothing is announced of such a measure
		}
		for _, err := range left {
			skipped = append(skipped, fmt.Errorf("%s %s: %w", r.Config.Country, r.Measure.ID, err))
		}
	}
	return out, skipped
}

// estimates returns the first estimate of each year that the publisher of a share
// made within it.
func (r *Replay) estimates(facts data.Facts) map[data.Year]float64 {
	out := map[data.Year]float64{}
	if r.Measure.Denominator.Kind != data.Published {
		return out
	}
	for _, a := range FirstEstimates(r.Measure, facts) {
		out[a.Year] = a.Value
	}
	return out
}

// errUnannounced is why an error cannot be told apart.
var errUnannounced = errors.New("nothing was announced of the year early enough")

// knownAt is what a replay knew at the end of a year.
func (r *Replay) knownAt(day data.Date, facts data.Facts) data.Facts {
	then := knownAt(facts, data.Year(day.Year)).facts
	if r.Measure.Denominator.Kind == data.Frozen {
		then = lend(then, facts, r.Measure.Denominator.Series)
	}
	return then
}

// informed returns the median of a case's year had the announcements been known.
func (r *Replay) informed(c Case, then, facts data.Facts) (float64, error) {
	cfg := r.Config
	cfg.AsOf, cfg.Through, cfg.Information = c.AsOf, c.Year, Announced
	then, err := lendAnnounced(then, facts, r.Measure, c.Year)
	if err != nil {
		return 0, err
	}
	q, err := pose(cfg, r.Measure, then, cfg.AsOf)
	if err != nil {
		return 0, err
	}
	h := int(c.Year - q.ratio.End())
	if h > len(q.spend.Known) {
		return 0, errUnannounced
	}
	_, asked, err := inform(cfg, r.Measure, then)
	if err != nil {
		return 0, err
	}
	return asked.futures.share.Step(h).Quantile(0.5), nil
}

// lendAnnounced adds to the facts of a day what was announced later of the years
// to last, none of it later than settling months into its year.
func lendAnnounced(then, now data.Facts, m data.Measure, last data.Year) (data.Facts, error) {
	ids := append(strings.Fields(m.Denominator.Outlook), m.Precursors...)
	if m.Stage == data.Initial {
		ids = append(ids, m.Numerator)
	}
	if m.Denominator.Kind == data.Outlook {
		ids = append(ids, m.Denominator.Series)
	}
	lent := map[string]data.Series{}
	for s := range then.Panel.All() {
		lent[s.ID] = s
	}
	for _, id := range ids {
		s, ok := now.Panel.Get(id)
		if !ok {
			continue // it comes in editions, which are never spliced
		}
		if t := announcedBy(s, lent[id], last); t.Observed() > 0 {
			lent[id] = t
		}
	}
	list := make([]data.Series, 0, len(lent))
	for _, s := range lent {
		list = append(list, s)
	}
	var err error
	then.Panel, err = data.NewPanel(list...)
	return then, err
}

// announcedBy returns the values of s that known has and, of the years to last,
// those that were early enough.
func announcedBy(s, known data.Series, last data.Year) data.Series {
	t := s.Clone()
	for i := range t.Values {
		y := t.Start + data.Year(i)
		limit := s.Basis.FirstMonth(y)
		limit.Year, limit.Month = limit.Year+int(limit.Month+settling-2)/12, (limit.Month+settling-2)%12+1
		if _, ok := known.At(y); !ok && (y > last || !s.PublishedAt(y).By(limit)) {
			t.Values[i] = math.NaN()
		}
	}
	return t.Trim()
}

// SurpriseScore sums up one part of the errors of one information set and
// horizon.
type SurpriseScore struct {
	Information Information
	H           int
	N           int
	// Bias, MAE and RMSE are of logarithms: 0.01 is one percent.
	Total, Policy, Technical Spread
}

// Spread sums up errors.
type Spread struct{ Bias, MAE, RMSE float64 }

func newSpread(e []float64) Spread {
	var s Spread
	abs, squares := make([]float64, len(e)), make([]float64, len(e))
	for i, v := range e {
		abs[i], squares[i] = math.Abs(v), v*v
	}
	s.Bias, s.MAE, s.RMSE = stat.Mean(e, nil), stat.Mean(abs, nil), math.Sqrt(stat.Mean(squares, nil))
	return s
}

// ScoreSurprises sums up errors by information set and horizon.
func ScoreSurprises(all []Surprise) []SurpriseScore {
	type key struct {
		h    int
		info Information
	}
	groups := map[key][]Surprise{}
	for _, s := range all {
		k := key{s.H, s.Information}
		groups[k] = append(groups[k], s)
	}
	var out []SurpriseScore
	for k, list := range groups {
		var total, policy, technical []float64
		for _, s := range list {
			total, policy, technical = append(total, s.Total()), append(policy, s.Policy), append(technical, s.Technical)
		}
		out = append(out, SurpriseScore{k.info, k.h, len(list), newSpread(total), newSpread(policy), newSpread(technical)})
	}
	slices.SortFunc(out, func(a, b SurpriseScore) int {
		return cmp.Or(cmp.Compare(a.H, b.H), cmp.Compare(a.Information, b.Information))
	})
	return out
}
