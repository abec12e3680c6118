package pipeline

import (
	"fmt"
	"math"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
	"github.com/defcast/defcast/forecast/model"
)

// exchange converts money of a country into billions of one currency, at the
// rates of one year for all years: sums then move with spending and not with
// exchange rates.
type exchange struct {
	ppp  bool
	year data.Year
}

func (x exchange) String() string {
	if x.ppp {
		return fmt.Sprintf("bn international dollars at the purchasing power parities of %d", int(x.year))
	}
	return fmt.Sprintf("USD bn at the market exchange rates of %d", int(x.year))
}

// factor returns what one unit of u is in billions; false where no rate is on
// record.
func (x exchange) factor(facts data.Facts, country string, u data.Unit) (float64, string, bool) {
	billions := u
	billions.Scale, billions.Constant = 9, 0
	plain := u
	plain.Constant = 0
	scale, err := plain.Factor(billions)
	if err != nil {
		return 0, "", false
	}
	if u.Currency == "USD" && (!x.ppp || country == "USA") {
		return scale, "", true
	}
	id := "-usd-rate"
	if x.ppp {
		id = "-ppp"
	}
	s, ok := facts.Panel.Edition(data.Slug(country) + id)
	if !ok || !strings.HasPrefix(s.Unit.String(), u.Currency) {
		return 0, "", false
	}
	rate, ok := s.At(x.year)
	return scale / rate, s.Source, ok && rate > 0
}

// money returns spending and GDP of a country's futures in the money of the
// comparison, and keeps those of the past. Where the ratio is published as one
// number, GDP is forecast beside it: from the level that is in the ratio,
// by the growth of the GDP on record.
func (c *Compared) money(cfg Config, facts data.Facts, s set, rates exchange) (spend, gdp forecast.Paths, ok bool) {
	q, f := s.question, s.futures
	c.bases = map[data.Year]bases{}
	if f.gdp.N() > 0 {
		x, key, ok := rates.factor(facts, cfg.Country, q.gdp.Series.Unit)
		if !ok {
			return spend, f.gdp, false
		}
		q.cites(key)
		gdp = f.gdp.Map(func(_ int, v float64) float64 { return v * x })
		c.keep(q.ratio, func(y data.Year) (float64, bool) { v, ok := q.gdp.Series.At(y); return v * x, ok })
		return multiply(f.share, gdp), gdp, true
	}
	if q.measure.Denominator.Kind != data.Published {
		return spend, gdp, false // a frozen or foretold GDP is not that of the year
	}
	den, level, ok := gdpBeside(q, facts)
	if !ok {
		return spend, gdp, false
	}
	x, key, ok := rates.factor(facts, cfg.Country, den.Unit)
	if !ok {
		return spend, gdp, false
	}
	m, err := model.New(cfg.Model)
	if err != nil {
		return spend, gdp, false
	}
	first := max(den.Start, q.ratio.End()-besideYears)
	half := burden.Half{Series: den.Window(first, q.ratio.End()), Model: model.OnLogs(m)}
	half.Known = q.outlook(cfg, den, facts)
	p, err := half.Project(f.share.H, cfg.Draws, cfg.Seed, cfg.Country, cfg.Measure, cfg.Model, "beside")
	if err != nil {
		return spend, gdp, false
	}
	q.uses(den)
	q.cites(key)
	rho := alike(q.ratio, half.Series)
	coupled := burden.Couple(f.share, p.Paths, rho, forecast.Stream(cfg.Seed, cfg.Country, cfg.Measure, cfg.Model, "beside"))
	scale := level(q.ratio.End()) * x
	gdp = coupled.Map(func(_ int, v float64) float64 { return v * scale })
	c.keep(q.ratio, func(y data.Year) (float64, bool) { v, ok := den.At(y); return v * level(y) * x, ok })
	return multiply(f.share, gdp), gdp, true
}

// besideYears is how far back GDP beside a published ratio is learnt from: far
// enough for a spread, not into the inflations that followed central planning.
const besideYears = 25

// keep notes spending and GDP of the past.
func (c *Compared) keep(ratio data.Series, gdp func(data.Year) (float64, bool)) {
	for y := ratio.Start; y <= ratio.End(); y++ {
		r, ok := ratio.At(y)
		g, known := gdp(y)
		if ok && known {
			c.bases[y] = bases{spend: r * g, gdp: g}
		}
	}
}

func multiply(share, gdp forecast.Paths) forecast.Paths {
	return share.Ratio(gdp.Map(func(_ int, v float64) float64 { return 1 / v }))
}

// gdpBeside returns the GDP series of a country whose ratio is published as one
// number, and the factor, by year, from that series to the GDP in the ratio:
// the publisher's spending over its share, where it prints both, over the
// series. A year without takes the nearest year's before it.
func gdpBeside(q *question, facts data.Facts) (den data.Series, level func(data.Year) float64, ok bool) {
	country := data.Slug(q.measure.Country)
	for _, id := range []string{"-gdp", "-gdp-cy"} {
		if den, ok = facts.Panel.Edition(country + id); ok {
			break
		}
	}
	if !ok || den.End() < q.ratio.End() || den.Start > q.ratio.End() {
		return den, nil, false
	}
	stem, isShare := strings.CutSuffix(q.measure.Numerator, "-share")
	amounts, printed := facts.Panel.Edition(stem + "-lcu")
	return den, func(y data.Year) float64 {
		for ; isShare && printed && y >= q.ratio.Start; y-- {
			a, okA := amounts.At(y)
			r, okR := q.ratio.At(y)
			g, okG := den.At(y)
			f, err := amounts.Unit.Factor(den.Unit)
			if okA && okR && okG && err == nil {
				return a * f / r / g
			}
		}
		return 1
	}, true
}

// alike returns the correlation of the yearly log changes of two series, shrunk
// as [burden.Correlation] is.
func alike(a, b data.Series) float64 {
	return burden.Correlation(burden.Surprises(burden.GrowthOf(a)), burden.Surprises(burden.GrowthOf(b)))
}

// change is the log change of a series to a year, NaN where one of the two
// values is missing or not positive.
func change(s data.Series, y data.Year) float64 {
	a, okA := s.At(y - 1)
	b, okB := s.At(y)
	if !okA || !okB || a <= 0 || b <= 0 {
		return math.NaN()
	}
	return math.Log(b / a)
}

// comovement learns how the countries on record hang together, whichever are
// compared: from shares as SIPRI prints them and GDP, yearly since 1980.
func comovement(facts data.Facts) burden.Comovement {
	const first = data.Year(1981)
	last := data.Year(facts.Latest().Year) - 1
	var all []burden.Moves
	for _, country := range facts.Countries() {
		share, ok := facts.Panel.Edition(data.Slug(country) + "-sipri-share")
		gdp, okG := facts.Panel.Edition(data.Slug(country) + "-gdp")
		if !okG {
			gdp, okG = facts.Panel.Edition(data.Slug(country) + "-gdp-cy")
		}
		if !ok || !okG {
			continue
		}
		var m burden.Moves
		for y := first; y <= last; y++ {
			m.Share, m.GDP = append(m.Share, change(share, y)), append(m.GDP, change(gdp, y))
		}
		all = append(all, m)
	}
	return burden.Across(all)
}
