package bridge

import (
	"fmt"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// Link is the bridge between two measures of one country.
type Link struct {
	From, To  data.Measure // A and B
	Record    Record       // of the country
	Panel     Panel
	Countries int // whose records the panel was learnt from, the country's own among them; 1 where it stands alone
}

// Measures fits the bridge from one measure of a country to another, with the
// panel of all countries that have both. It uses the newest vintages in facts;
// for another day's knowledge give it [data.Facts.AsOf].
//
// Figures of years that are not over, which a publisher may have estimated
// beside the others, count as the others do. Of each country the last fifteen
// years in common are used: what a definition counted before says little of it.
// Where fewer than five countries have both measures the country stands
// [Alone].
//
// It returns an error for a measure that the country lacks, and those of
// [Learn], [Alone] and [data.Facts.Ratio].
func Measures(facts data.Facts, country, from, to string) (*Link, error) {
	link := &Link{}
	var records []Record
	for _, c := range facts.Countries() {
		a, okA := measure(facts, c, from)
		b, okB := measure(facts, c, to)
		if c == country && !(okA && okB) {
			return nil, fmt.Errorf("bridge %s to %s: %s does not have both", from, to, country)
		}
		if !okA || !okB {
			continue
		}
		r, err := between(facts, a, b)
		if err != nil {
			return nil, err
		}
		if c == country {
			link.From, link.To, link.Record = a, b, r
		}
		records = append(records, r)
	}
	for _, r := range records {
		if len(r.Years) > 0 {
			link.Countries++
		}
	}
	learn := func() (Panel, error) { return Learn(records) }
	if link.Countries < minRecords {
		link.Countries = 1
		learn = func() (Panel, error) { return Alone(link.Record) }
	}
	var err error
	if link.Panel, err = learn(); err != nil {
		return nil, fmt.Errorf("bridge %s to %s: %w", from, to, err)
	}
	return link, nil
}

// recent is the number of years in common that count.
const recent = 15

func measure(facts data.Facts, country, id string) (data.Measure, bool) {
	for _, m := range facts.Measures {
		if m.Country == country && m.ID == id {
			return m, true
		}
	}
	return data.Measure{}, false
}

func between(facts data.Facts, a, b data.Measure) (Record, error) {
	ra, err := facts.Ratio(a)
	if err != nil {
		return Record{}, err
	}
	rb, err := facts.Ratio(b)
	if err != nil {
		return Record{}, err
	}
	r, err := Between(ra, rb)
	r.Country = a.Country
	if n := len(r.Years); n > recent {
		r.Years, r.Log = r.Years[n-recent:], r.Log[n-recent:]
	}
	return r, err
}

// Ratio returns the distribution of To/From in a year.
func (l *Link) Ratio(y data.Year) forecast.Dist { return l.Panel.Ratio(l.Record, y) }

// Convert returns the distribution of To in a year in which From is a.
func (l *Link) Convert(y data.Year, a float64) forecast.Dist { return l.Panel.Convert(l.Record, y, a) }

// String writes "nato = sipri × 1.04 ± 3 % (80 %), 2014-2024": the ratio of
// the year after the last one in common, as median and half the width of the
// central interval, relative to the median.
func (l *Link) String() string {
	if len(l.Record.Years) == 0 {
		return fmt.Sprintf("%s and %s have no year in common", l.To.ID, l.From.ID)
	}
	first, last := l.Record.Years[0], l.Record.Years[len(l.Record.Years)-1]
	d := l.Ratio(last + 1)
	median := d.Quantile(0.5)
	half := (d.Quantile(0.9) - d.Quantile(0.1)) / 2 / median
	return fmt.Sprintf("%s = %s × %.2f ± %.*f %% (80 %%), %d–%d", l.To.ID, l.From.ID, median, digits(100*half), 100*half, first, last)
}

// digits keeps two significant digits below ten percent.
func digits(percent float64) int {
	if percent < 9.95 {
		return 1
	}
	return 0
}
