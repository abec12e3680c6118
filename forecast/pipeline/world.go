package pipeline

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"gonum.org/v1/gonum/stat"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
)

// The World Economic Outlook is the outlook for GDP of countries without an
// official one:
//
//	g[t+h] = o[t+h|t] + e[h] + p[h],
//
// o its nominal growth, the newest edition's real growth with the prices of the
// newest edition that prints them, else those of the last five years. e is the error of its real growth, learnt by
// horizon from the editions on record, those of spring and autumn apart. No past
// editions of its prices are on record: p is as wide as the changes of inflation
// over as many years, both ways, which is what an outlook of prices that knew
// nothing would miss by.

// worldReal is the series of real growth in all editions.
const worldReal = "-gdp-growth-real"

// edition is what a spring or autumn edition says of a country.
type edition struct {
	data.Series
	year   data.Year
	autumn bool
}

// worldEditions returns the spring and autumn editions of real growth, by
// country. Updates in between have no record of their own and are left out.
func worldEditions(p data.Panel) map[string][]edition {
	out := map[string][]edition{}
	for s := range p.All() {
		if !strings.Contains(s.ID, worldReal+"@weo") {
			continue
		}
		switch s.Vintage.Month {
		case time.April, time.September, time.October:
			out[s.Country] = append(out[s.Country], edition{s, data.Year(s.Vintage.Year), s.Vintage.Month > time.June})
		}
	}
	for _, e := range out {
		slices.SortFunc(e, func(a, b edition) int { return a.Vintage.Compare(b.Vintage) })
	}
	return out
}

// cameTrue returns growth in a year as the newest edition has it that calls it
// settled.
func cameTrue(editions []edition, y data.Year) (float64, bool) {
	for _, e := range slices.Backward(editions) {
		if v, ok := e.At(y); ok && e.StatusAt(y) == data.Settled {
			return v, true
		}
	}
	return 0, false
}

// worldErrors returns log(1+growth) less what was foreseen h years ahead, in the
// order of the editions of one season.
func worldErrors(editions []edition, autumn bool, h int) []float64 {
	var errs []float64
	for _, e := range editions {
		y := e.year + data.Year(h)
		o, ok := e.At(y)
		if e.autumn != autumn || !ok || e.StatusAt(y) == data.Settled {
			continue
		}
		if a, came := cameTrue(editions, y); came {
			errs = append(errs, math.Log1p(a)-math.Log1p(o))
		}
	}
	return errs
}

// worldFollows returns the correlation of the errors of following years in one
// edition, shrunk as [burden.Persistence] is; that of all countries' editions.
func worldFollows(all map[string][]edition, autumn bool, h int) float64 {
	var x, y []float64
	years := 0
	for _, country := range countriesOf(all) {
		n := 0
		for _, e := range all[country] {
			if e.autumn != autumn {
				continue
			}
			one := []edition{e}
			a, b := foreseen(one, all[country], h-1), foreseen(one, all[country], h)
			if len(a) > 0 && len(b) > 0 {
				x, y, n = append(x, a[0]), append(y, b[0]), n+1
			}
		}
		years = max(years, n)
	}
	if years < 8 {
		return 0
	}
	m := float64(years)
	if r := stat.Correlation(x, y, nil); !math.IsNaN(r) {
		return r * m / (m + 25)
	}
	return 0
}

// foreseen is worldErrors of some editions, with what all say came true.
func foreseen(some, all []edition, h int) []float64 {
	var errs []float64
	for _, e := range some {
		y := e.year + data.Year(h)
		o, ok := e.At(y)
		a, came := cameTrue(all, y)
		if ok && came && e.StatusAt(y) != data.Settled {
			errs = append(errs, math.Log1p(a)-math.Log1p(o))
		}
	}
	return errs
}

func countriesOf(all map[string][]edition) []string {
	var out []string
	for c := range all {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// priceErrors returns the changes of inflation over h+1 years, both ways: the
// errors of no change. Inflations before 1995 are those of other regimes.
func priceErrors(p data.Panel, country string, h int) []float64 {
	const first = data.Year(1995)
	s, ok := p.Edition(data.Slug(country) + "-gdp-deflator")
	if !ok {
		return nil
	}
	var errs []float64
	for y := max(first, s.Start+1) + data.Year(h+1); y <= s.End() && s.StatusAt(y) == data.Settled; y++ {
		if d := change(s, y) - change(s, y-data.Year(h+1)); !math.IsNaN(d) {
			errs = append(errs, d, -d)
		}
	}
	return errs
}

// worldwide foretells the factor by which GDP grows in a year from the newest
// edition of the World Economic Outlook.
func (q *question) worldwide(gdp data.Series, y data.Year, facts data.Facts) (burden.Known, bool) {
	var none burden.Known
	all := worldEditions(facts.Panel)
	own := all[gdp.Country]
	if len(own) == 0 {
		return none, false
	}
	newest := own[len(own)-1]
	o, ok := newest.At(y)
	if h := int(y - newest.year); !ok || h < 0 || !newest.Basis.Equal(gdp.Basis) || newest.StatusAt(y) == data.Settled {
		return none, false
	}
	prices, ok := facts.Panel.Edition(data.Slug(gdp.Country) + "-gdp-deflator")
	inflation := foreseenPrices(prices, y)
	if !ok || math.IsNaN(inflation) {
		return none, false
	}
	real, count, ok := q.worldReal(all, newest, y)
	if !ok {
		return none, false
	}
	h := int(y - newest.year)
	price := burden.Outlook{Own: priceErrors(facts.Panel, gdp.Country, h)}
	for _, c := range facts.Countries() {
		if c != gdp.Country {
			price.Pool = append(price.Pool, priceErrors(facts.Panel, c, h))
		}
	}
	p, ok := price.Learn()
	if !ok {
		return none, false
	}
	e := burden.Sum(real, p, forecast.Stream(DefaultSeed, "outlook", gdp.Country, fmt.Sprint(int(y))))
	q.uses(newest.Series)
	q.uses(prices)
	growth := math.Exp(math.Log1p(o) + inflation)
	q.note("World Economic Outlook: nominal GDP %+.1f %% in %s (real %+.1f %%); by %d past outlooks of %d countries and the changes of inflation, growth comes in %+.1f points off it (median), 80 %% of the time between %+.1f and %+.1f.",
		100*(growth-1), gdp.Basis.Label(y), 100*o, count, len(recorded(all)), percent(e.Quantile(0.5)), percent(e.Quantile(0.1)), percent(e.Quantile(0.9)))
	q.caveat("the record of the World Economic Outlook is that of real growth in %s; of its prices none is on record, and the changes of inflation stand for it",
		strings.Join(recorded(all), ", "))
	return burden.Known{Year: y, Value: growth, Error: e, Growth: true, Follows: worldFollows(all, newest.autumn, h),
		Says: fmt.Sprintf("World Economic Outlook: GDP %+.1f %%", 100*(growth-1))}, true
}

// foreseenPrices returns the log change of prices in a year, as the newest edition
// that prints prices has it; else the mean change of the last five years known.
func foreseenPrices(prices data.Series, y data.Year) float64 {
	if d := change(prices, y); !math.IsNaN(d) {
		return d
	}
	const years = 5
	a, okA := prices.At(prices.End() - years)
	b, okB := prices.At(prices.End())
	if !okA || !okB || y <= prices.End() || prices.End() < y-years {
		return math.NaN()
	}
	return math.Log(b/a) / years
}

// worldReal learns the error of real growth of an edition's season and horizon
// and returns it with the number of errors it rests on.
func (q *question) worldReal(all map[string][]edition, newest edition, y data.Year) (forecast.Dist, int, bool) {
	h := int(y - newest.year)
	var record burden.Outlook
	n := 0
	for _, c := range recorded(all) {
		errs := worldErrors(all[c], newest.autumn, h)
		n += len(errs)
		if c == newest.Country {
			record.Own = errs
		} else {
			record.Pool = append(record.Pool, errs)
		}
	}
	d, ok := record.Learn()
	return d, n, ok
}

// recorded returns the countries with enough editions to learn from.
func recorded(all map[string][]edition) []string {
	return slices.DeleteFunc(countriesOf(all), func(c string) bool { return len(all[c]) < 8 })
}
