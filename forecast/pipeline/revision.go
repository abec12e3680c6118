package pipeline

import (
	"cmp"
	"fmt"
	"math"
	"math/bits"
	"slices"

	"github.com/defcast/defcast/data"
)

// News is a kind of what lies between two forecasts of one year.
type News uint8

// The kinds of news. What a figure teaches about older announcements (how
// budgets turn out, how far outlooks miss) counts with the figure.
const (
	DataRevision    News = iota // values that were known and are others now: a re-basing, a correction
	NewOutturn                  // figures given after their year had ended, and the passing of the year itself
	NewAnnouncement             // figures given before their year had ended, programs, pledges
	NewOutlook                  // what is foretold of GDP
	NewMethod                   // settings: model, information set, seed, draws
	newsKinds
)

var newsNames = [...]string{"data revision", "new outturn", "new announcement", "GDP outlook", "method"}

// String returns the name used in tables.
func (n News) String() string { return newsNames[n] }

// Revision is why the forecast of one year moved between two days, in parts
// that add up:
//
//	After - Before = Σ Parts[k].Points
//
// exactly, but for the rounding of floating point.
type Revision struct {
	Config        Config // after, with defaults filled in
	Was           Config // before
	CountryName   string
	Measure       data.Measure
	Year          data.Year
	From, To      data.Date // the days whose knowledge is compared
	Before, After Reading
	Parts         []RevisionPart // of the kinds of which there was news
}

// Reading is what is known of a year on a day: a distribution, or its outcome.
type Reading struct {
	Median, Lo80, Hi80 float64 // fractions
	Origin             data.Year
}

// RevisionPart is what one kind of news did to the median.
type RevisionPart struct {
	News   News
	Points float64 // a fraction of what the measure divides by
	// Least and Most are the smallest and the largest effect that it has, whichever
	// of the other kinds came before it: how much the order matters.
	Least, Most float64
	Items       []Item // of the measure's own series, newest first
	// Others counts the figures of other series, from which records are learnt.
	Others int
}

// Item is one piece of news.
type Item struct {
	Series    string    // id, empty for the passing of time
	Year      data.Year // the (last) year it is about
	Value     float64   // in Unit; NaN where it is no figure
	Before    float64   // what it replaces; NaN where there was nothing
	Unit      data.Unit
	Says      string
	Published data.Date
	Source    string
}

// Revise says why the median of year moved from the forecast of was to that of
// cfg, each as of its own AsOf; a zero one of cfg means all that is on record.
//
// The forecast is made anew with every combination S of the kinds of news, on
// the same seed: v(S) is the median with the facts of the first day and, of what
// was published since, that in S. A kind k of n gets its Shapley value, the
// average of what it adds over all orders in which the kinds can come,
//
//	Points[k] = Σ_{S∌k} |S|!·(n-1-|S|)!/n! · (v(S ∪ k) - v(S)),
//
// the only rule whose parts add up, treat kinds alike and give nothing to one
// that never matters. One stated order would be cheaper and arbitrary: an outlook
// is worth another amount on a re-based GDP. Least and Most say by how much.
//
// Of a new edition of GDP the growth after the last year that both editions have
// is outturn (or outlook), the level is revision, as in [Rerun]. The draws of a
// series are keyed by its edition, so that a revision holds the noise of another
// sample: about 1.25·sd/√Draws.
//
// It returns what [Run] returns for a Config that it refuses, and an error where
// the first day is not before the second.
//
// # References
//
// Shapley, A value for n-person games, Contributions to the Theory of Games II,
// 1953. Bańbura and Modugno, Maximum likelihood estimation of factor models on
// datasets with arbitrary pattern of missing data, Journal of Applied
// Econometrics 29, 2014 (revision and news).
func Revise(was, cfg Config, year data.Year, facts data.Facts) (*Revision, error) {
	was.Through, cfg.Through = max(was.Through, year), max(cfg.Through, year)
	cfg, m, err := resolve(cfg, facts)
	if err != nil {
		return nil, err
	}
	was.Measure, was.Country = cfg.Measure, cfg.Country
	if was, _, err = resolve(was, facts); err != nil {
		return nil, err
	}
	after := facts.AsOf(cfg.AsOf)
	cfg.AsOf = today(cfg, after)
	if was.AsOf.IsZero() || was.AsOf.Compare(cfg.AsOf) >= 0 {
		return nil, &RangeError{Setting: "--since", Value: was.AsOf.String(), Want: fmt.Sprintf("a day before %s", cfg.AsOf)}
	}
	c := newMixture(facts.AsOf(was.AsOf), after, m, was, cfg)
	r := &Revision{Config: cfg, Was: was, CountryName: data.CountryName(cfg.Country), Measure: m, Year: year, From: was.AsOf, To: cfg.AsOf}
	kinds := c.kinds()
	v, err := c.readings(kinds, year)
	if err != nil {
		return nil, err
	}
	r.Before, r.After = v[0], v[len(v)-1]
	for i, k := range kinds {
		p := shapley(v, i, len(kinds))
		p.News, p.Items, p.Others = k, c.items[k], c.others[k]
		slices.SortStableFunc(p.Items, func(a, b Item) int {
			return cmp.Or(b.Published.Compare(a.Published), cmp.Compare(b.Year, a.Year))
		})
		r.Parts = append(r.Parts, p)
	}
	return r, nil
}

// readings returns what is known of the year with every combination of kinds:
// bit i of the index is kinds[i].
func (c *mixture) readings(kinds []News, year data.Year) ([]Reading, error) {
	v := make([]Reading, 1<<len(kinds))
	errs := make([]error, len(v))
	parallel(len(v), func(s int) {
		in := newsSet(0)
		for i, k := range kinds {
			in |= newsSet(s>>i&1) << k
		}
		if v[s], errs[s] = c.read(in, year); errs[s] != nil {
			errs[s] = fmt.Errorf("with what was known on %s: %w", c.day(in), errs[s])
		}
	})
	for _, err := range errs {
		if err != nil {
			return nil, err // of the least news
		}
	}
	return v, nil
}

// shapley returns the value of player i of n.
func shapley(v []Reading, i, n int) RevisionPart {
	p := RevisionPart{Least: math.Inf(1), Most: math.Inf(-1)}
	for s := range v {
		if s>>i&1 == 1 {
			continue
		}
		d := v[s|1<<i].Median - v[s].Median
		p.Points += d * weight(bits.OnesCount(uint(s)), n)
		p.Least, p.Most = min(p.Least, d), max(p.Most, d)
	}
	return p
}

// weight is |S|!·(n-1-|S|)!/n! = 1/(n·C(n-1,|S|)).
func weight(size, n int) float64 {
	w := 1 / float64(n)
	for i := range size {
		w *= float64(i+1) / float64(n-1-i)
	}
	return w
}

// read forecasts with the facts of the first day and the news in a set.
func (c *mixture) read(in newsSet, year data.Year) (Reading, error) {
	cfg := c.was
	if in.has(NewMethod) {
		cfg = c.cfg
	}
	cfg.AsOf = c.day(in)
	facts := c.facts(in)
	q, err := pose(cfg, c.measure, facts, cfg.AsOf)
	if err != nil {
		return Reading{}, err
	}
	if origin := q.ratio.End(); year <= origin { // no forecast any more
		v, ok := q.ratio.At(year)
		if !ok {
			return Reading{}, fmt.Errorf("measure %s: no value for %s", c.measure.ID, c.measure.Basis.Label(year))
		}
		return Reading{v, v, v, origin}, nil
	}
	_, asked, err := inform(cfg, c.measure, facts)
	if err != nil {
		return Reading{}, err
	}
	d := asked.futures.share.Step(int(year - q.ratio.End()))
	return Reading{d.Quantile(0.5), d.Quantile(0.1), d.Quantile(0.9), q.ratio.End()}, nil
}
