package pipeline

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
)

// Selection is what is compared.
type Selection struct {
	Countries []string
	Sums      []Group // their members are among Countries
	// Own takes the first measure of each country. Otherwise all have one, that
	// of the Config or else the one that most countries have.
	Own bool
	// PPP converts money by purchasing power parities instead of market exchange
	// rates, both of the last year that is over.
	PPP bool
}

// Group is countries whose spending is added up.
type Group struct {
	Name      string
	Countries []string
}

// Comparison is the futures of several countries on the same draws: row i of
// all paths is one future of the world.
type Comparison struct {
	Config     Config // of every forecast; Country is empty, and Measure where each has its own
	AsOf       data.Date
	DataSHA256 string
	Rows       []Compared // in the order asked for
	Sums       []Sum
	Money      string // what amounts are in: "USD bn at the market exchange rates of 2025"
	Drivers    []string
	Warnings   []error
	Sources    []Citation
	Skipped    []error // countries without an answer, and why
}

// Compared is a country in a [Comparison].
type Compared struct {
	Country, CountryName string
	Measure              data.Measure
	Information          Information // the richest set there is, up to the one asked for
	Origin               data.Year
	History              []Point
	Steps                []Step // the marginals, as [Run] gives them
	// Share has the joint futures from Origin+1 on. Spend and GDP are those in
	// Comparison.Money, empty where there is no GDP or no rate to convert with.
	Share, Spend, GDP forecast.Paths

	used  []string
	bases map[data.Year]bases
}

// bases are spending and GDP of a past year, in the money of the comparison.
type bases struct{ spend, gdp float64 }

// Sum is spending of a group over its GDP: the ratio of sums.
type Sum struct {
	Group
	LeftOut []string // members without an answer or without money
	From    data.Year
	History []Point // years that all have; shares only
	// Share and Spend are by year, the first is From. Spend is in Comparison.Money.
	Share, Spend []forecast.Sample
}

// Compare forecasts several countries together. Each country's futures are
// those of [Run]; they are arranged so that surprises of GDP, and of shares
// beside GDP, hang together across countries as they did in the past
// ([burden.Across], [burden.Arrange]). No number of a country depends on which
// others there are, nor the joint futures of two on a third.
//
// It returns an error where no country has an answer.
func Compare(cfg Config, facts data.Facts, what Selection) (*Comparison, error) {
	if len(what.Countries) == 0 {
		return nil, errors.New("compare: no countries")
	}
	def := Default("")
	cfg.Through, cfg.Draws = cmp.Or(cfg.Through, def.Through), cmp.Or(cfg.Draws, def.Draws)
	facts = facts.AsOf(cfg.AsOf)
	c := &Comparison{Config: cfg, AsOf: today(cfg, facts), DataSHA256: facts.SHA256}
	if !what.Own && cfg.Measure == "" {
		cfg.Measure = shared(facts, what.Countries)
	}
	if c.Config.Measure = cfg.Measure; what.Own {
		c.Config.Measure, cfg.Measure = "", ""
	}
	rates := exchange{ppp: what.PPP, year: data.Year(c.AsOf.Year) - 1}
	c.Money = rates.String()
	together := comovement(facts)
	c.Drivers = append(c.Drivers, english.Sprintf("Surprises of two countries are correlated by %.2f in GDP and by %.2f in the share at given GDP: means of %d pairs of countries since 1980.",
		together.GDP, together.Share, together.Pairs))
	rows, errs := each(what.Countries, func(country string) (Compared, error) {
		cfg := cfg
		cfg.Country = country
		return compared(cfg, facts, rates, together)
	})
	for i, err := range errs {
		if err != nil {
			c.Skipped = append(c.Skipped, fmt.Errorf("%s: %w", what.Countries[i], err))
			continue
		}
		c.Rows = append(c.Rows, rows[i])
	}
	if len(c.Rows) == 0 {
		return nil, fmt.Errorf("compare: no country has an answer: %w", c.Skipped[0])
	}
	for _, g := range what.Sums {
		if s, ok := c.sum(g); ok {
			c.Sums = append(c.Sums, s)
		} else {
			c.Skipped = append(c.Skipped, fmt.Errorf("sum of %s: no member has both a forecast and an amount", g.Name))
		}
	}
	c.caveats(facts)
	return c, nil
}

// each calls f for every country, several at once; the order of the answers is
// that of the countries.
func each(countries []string, f func(string) (Compared, error)) ([]Compared, []error) {
	out, errs := make([]Compared, len(countries)), make([]error, len(countries))
	parallel(len(countries), func(i int) { out[i], errs[i] = f(countries[i]) })
	return out, errs
}

// shared returns the measure that most of the countries have; of several, the
// one that the first country has first.
func shared(facts data.Facts, countries []string) string {
	best, most := "", 0
	for _, m := range facts.MeasuresOf(countries[0]) {
		n := 0
		for _, o := range facts.Measures {
			if o.ID == m.ID && slices.Contains(countries, o.Country) {
				n++
			}
		}
		if n > most {
			best, most = m.ID, n
		}
	}
	return best
}

// compared forecasts a country and arranges its futures.
func compared(cfg Config, facts data.Facts, rates exchange, together burden.Comovement) (Compared, error) {
	cfg, m, err := resolve(cfg, facts)
	if err != nil {
		return Compared{}, err
	}
	_, s, err := inform(cfg, m, facts)
	if err != nil {
		return Compared{}, err
	}
	q := s.question
	r := report(cfg, *q, facts, s.futures)
	c := Compared{Country: cfg.Country, CountryName: r.CountryName, Measure: m, Information: s.information, Origin: r.Origin,
		History: r.History, Steps: r.Steps}
	spend, gdp, ok := c.money(cfg, facts, s, rates)
	order := burden.Arrange(s.futures.share, gdp, burden.Shocks(cfg.Draws, together.Share, cfg.Seed, "share", cfg.Country),
		burden.Shocks(cfg.Draws, together.GDP, cfg.Seed, "gdp", cfg.Country))
	c.Share = reorder(s.futures.share, order)
	if ok {
		c.Spend, c.GDP = reorder(spend, order), reorder(gdp, order)
	}
	c.used = q.used
	return c, nil
}

func reorder(p forecast.Paths, order []int) forecast.Paths {
	out := forecast.NewPaths(p.H, p.N())
	for i, row := range order {
		copy(out.Row(i), p.Row(row))
	}
	return out
}

// sum adds up a group from the first year that is a forecast for all.
func (c *Comparison) sum(g Group) (Sum, bool) {
	s := Sum{Group: g}
	var rows []Compared
	for _, country := range g.Countries {
		i := slices.IndexFunc(c.Rows, func(r Compared) bool { return r.Country == country })
		if i < 0 || c.Rows[i].Spend.N() == 0 {
			s.LeftOut = append(s.LeftOut, country)
			continue
		}
		rows = append(rows, c.Rows[i])
		s.From = max(s.From, c.Rows[i].Origin+1)
	}
	if len(rows) == 0 {
		return s, false
	}
	n := rows[0].Spend.N()
	for y := s.From; y <= rows[0].through(); y++ {
		share, spend := make([]float64, n), make([]float64, n)
		for i := range n {
			var top, bottom float64
			for _, r := range rows {
				at := i*r.Spend.H + int(y-r.Origin) - 1
				top, bottom = top+r.Spend.V[at], bottom+r.GDP.V[at]
			}
			share[i], spend[i] = top/bottom, top
		}
		s.Share, s.Spend = append(s.Share, forecast.NewSample(share)), append(s.Spend, forecast.NewSample(spend))
	}
	s.History = past(rows, s.From)
	return s, true
}

func (c Compared) through() data.Year { return c.Origin + data.Year(c.Share.H) }

// past adds up the years before that all of the rows have.
func past(rows []Compared, before data.Year) []Point {
	var out []Point
	for y := before - 1; ; y-- {
		var top, bottom float64
		for _, r := range rows {
			b, ok := r.bases[y]
			if !ok {
				slices.Reverse(out)
				return out
			}
			top, bottom = top+b.spend, bottom+b.gdp
		}
		out = append(out, Point{Year: y, Value: top / bottom, Status: data.Settled})
	}
}

// Above returns the share of futures in which row i is above row j in a year,
// NaN where one of them has no forecast of it.
func (c *Comparison) Above(i, j int, y data.Year) float64 {
	a, b := c.Rows[i], c.Rows[j]
	h, k := int(y-a.Origin)-1, int(y-b.Origin)-1
	if h < 0 || k < 0 || h >= a.Share.H || k >= b.Share.H {
		return math.NaN()
	}
	n := 0
	for p := range a.Share.N() {
		if a.Share.Row(p)[h] > b.Share.Row(p)[k] {
			n++
		}
	}
	return float64(n) / float64(a.Share.N())
}

// caveats gathers what the reader must know, and the sources.
func (c *Comparison) caveats(facts data.Facts) {
	var used, ids []string
	for _, r := range c.Rows {
		for _, key := range r.used {
			if !slices.Contains(used, key) {
				used = append(used, key)
			}
		}
		if !slices.Contains(ids, r.Measure.ID) {
			ids = append(ids, r.Measure.ID)
		}
	}
	if len(ids) > 1 {
		c.Warnings = append(c.Warnings, errors.New("the countries are measured by different definitions: their shares are not alike"))
	}
	for _, s := range c.Sums {
		if len(s.LeftOut) > 0 {
			c.Warnings = append(c.Warnings, fmt.Errorf("the sum of %s leaves out %v: no forecast or no amount in one money", s.Name, s.LeftOut))
		}
	}
	slices.SortStableFunc(used, cmp.Compare[string])
	c.Sources = citations(used, facts)
}
