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

// The World Economic Outlook is the outlook for GDP of the years of which no
// official one speaks:
//
//	g[t+h] = o[t+h|t] + e[h] + p[h],
//
// o its nominal growth, the newest edition's real growth with the prices of the
// newest edition that prints them, else those of the last five years; a fiscal
// year is made of the calendar years that it lies in. e is the error of its real
// growth, learnt by horizon from the editions on record, those of spring and
// autumn apart. No past editions of its prices are on record: p is as wide as the
// changes of inflation over as many years, both ways, which is what an outlook of
// prices that knew nothing would miss by.

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

// growth returns log(1+growth) of a year of any basis, the mean of those of the
// edition's own years by the months that they share,
//
//	g[FY] = Σ w[y]·log(1+growth[y]),
//
// which is, to first order, that of levels mixed by months ([data.Series.InBasis]);
// settled where all are.
func (e edition) growth(y data.Year, b data.YearBasis) (g float64, settled, ok bool) {
	settled = true
	for _, w := range b.Weights(y, e.Basis) {
		v, known := e.At(w.Year)
		if !known {
			return 0, false, false
		}
		g += float64(w.Share * math.Log1p(v))
		settled = settled && e.StatusAt(w.Year) == data.Settled
	}
	return g, settled, true
}

// cameTrue returns log growth in a year as the newest edition has it that calls
// it settled.
func cameTrue(editions []edition, y data.Year, b data.YearBasis) (float64, bool) {
	for _, e := range slices.Backward(editions) {
		if g, settled, ok := e.growth(y, b); ok && settled {
			return g, true
		}
	}
	return 0, false
}

// worldErrors returns log growth less what was foreseen h years ahead, in the
// order of the editions of one season.
func worldErrors(editions []edition, autumn bool, h int, b data.YearBasis) []float64 {
	some := slices.DeleteFunc(slices.Clone(editions), func(e edition) bool { return e.autumn != autumn })
	return foreseen(some, editions, h, b)
}

// worldFollows returns the correlation of the errors of following years in one
// edition, shrunk as [burden.Persistence] is; that of all countries' editions. It is
// that of real growth and stands for the sum with prices, whose errors, changes of
// inflation since one year, hang together more: over two years and more bands of
// GDP are the narrower for it, beside prices that are taken for unknown altogether.
func worldFollows(all map[string][]edition, autumn bool, h int, b data.YearBasis) float64 {
	var x, y []float64
	years := 0
	for _, country := range countriesOf(all) {
		n := 0
		for _, e := range all[country] {
			if e.autumn != autumn {
				continue
			}
			one := []edition{e}
			before, now := foreseen(one, all[country], h-1, b), foreseen(one, all[country], h, b)
			if len(before) > 0 && len(now) > 0 {
				x, y, n = append(x, before[0]), append(y, now[0]), n+1
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
func foreseen(some, all []edition, h int, b data.YearBasis) []float64 {
	var errs []float64
	for _, e := range some {
		y := e.year + data.Year(h)
		o, settled, ok := e.growth(y, b)
		a, came := cameTrue(all, y, b)
		if ok && came && !settled {
			errs = append(errs, a-o)
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
	o, settled, ok := newest.growth(y, gdp.Basis)
	h := int(y - newest.year)
	if !ok || h < 0 || settled {
		return none, false
	}
	prices, ok := facts.Panel.Edition(data.Slug(gdp.Country) + "-gdp-deflator")
	inflation := foreseenPrices(prices, y, gdp.Basis)
	if !ok || math.IsNaN(inflation) {
		return none, false
	}
	real, count, ok := q.worldReal(all, newest, h, gdp.Basis)
	if !ok {
		return none, false
	}
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
	growth := math.Exp(o + inflation)
	q.note("World Economic Outlook: nominal GDP %+.1f %% in %s (real %+.1f %%); by %d past outlooks of %d countries and the changes of inflation, growth comes in %+.1f points off it (median), 80 %% of the time between %+.1f and %+.1f.",
		100*(growth-1), gdp.Basis.Label(y), 100*math.Expm1(o), count, len(recorded(all)), percent(e.Quantile(0.5)), percent(e.Quantile(0.1)), percent(e.Quantile(0.9)))
	q.caveat("the record of the World Economic Outlook is that of real growth in %s; of its prices none is on record, and the changes of inflation stand for it",
		strings.Join(recorded(all), ", "))
	return burden.Known{Year: y, Value: growth, Error: e, Growth: true, Follows: worldFollows(all, newest.autumn, h, gdp.Basis),
		Says: fmt.Sprintf("World Economic Outlook: GDP %+.1f %%", 100*(growth-1))}, true
}

// foreseenPrices returns the log change of prices in a year, as the newest edition
// that prints prices has it; else the mean change of the last five years known.
func foreseenPrices(prices data.Series, y data.Year, basis data.YearBasis) float64 {
	d := 0.0
	for _, w := range basis.Weights(y, prices.Basis) {
		d += float64(w.Share * change(prices, w.Year))
	}
	if !math.IsNaN(d) {
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
func (q *question) worldReal(all map[string][]edition, newest edition, h int, b data.YearBasis) (forecast.Dist, int, bool) {
	var record burden.Outlook
	n := 0
	for _, c := range recorded(all) {
		errs := worldErrors(all[c], newest.autumn, h, b)
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
