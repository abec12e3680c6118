package pipeline

import (
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// Report is the answer to a Config: plain data, read by charts and tables. It
// carries all that is needed to trace and repeat each of its numbers.
type Report struct {
	Config      Config // as asked, with defaults filled in
	CountryName string // "Japan"
	Measure     data.Measure
	Origin      data.Year // last year of History
	// AsOf is the day whose knowledge the report rests on: Config.AsOf or, if
	// that is zero, the latest publication date among the data used.
	AsOf       data.Date
	DataSHA256 string // of the snapshot that the data came from
	History    []Point
	Steps      []Step // one a year, from Origin+1 to Config.Through
	// Sets are the forecasts of each information set that there is, the poorest
	// first: a set exists where it knows something that the one before does not.
	// All rest on the same draws. The one asked for, or the richest below it, has
	// the Steps above.
	Sets  []SetView
	Paths forecast.Paths // the joint futures of the share; column h-1 is Steps[h-1]
	// Spend and GDP are the halves of Paths on the same draws, in the units
	// beside them. GDP is empty where the denominator is fixed or the ratio is
	// forecast as one; Spend then is money over a fixed GDP or the ratio itself.
	Spend, GDP         forecast.Paths
	SpendUnit, GDPUnit data.Unit
	// Prices and FX are the GDP deflator, 1 at the origin, and the price of a US
	// dollar in the country's currency, on the same draws. They are drawn for
	// Config.Scenarios, which may change them: empty where there are none, where no
	// record of them is on hand or the ratio is forecast as one.
	Prices, FX forecast.Paths
	Economy    []string     // how these two were forecast, a sentence each
	Scenarios  []Outcome    // of Config.Scenarios, in their order
	Pledges    []PledgeView // targets in force, earliest deadline first
	Drivers    []string     // what moves the forecast, a sentence each
	Members    []Member     // the methods that were pooled, or the one that was asked for
	Warnings   []error      // caveats that travel with the answer
	// Record is how past forecasts of this kind did, as far ahead as the last
	// year: without cases where the method is not the default one.
	Record  Record
	Sources []Citation
}

// Point is a past value of the measure, a fraction.
type Point struct {
	Year      data.Year
	Value     float64
	Status    data.Status
	Published data.Date
}

// Step is the distribution of the measure in a future year, a fraction.
type Step struct {
	Year data.Year
	Dist forecast.Sample
	// Known says in words what of the year is announced ("enacted budget
	// JPY 9,035 bn; official GDP outlook +3.4 %"); empty when nothing is.
	Known string
}

// SetView is the forecast under one information set.
type SetView struct {
	Information Information
	Steps       []Step // the years of Report.Steps
}

// PledgeView is a pledge as it bears on the report's measure.
type PledgeView struct {
	data.Pledge
	// SameMeasure is true where the pledge is defined on the report's measure;
	// otherwise its level is shown for comparison only.
	SameMeasure bool
	// Met is the share of paths at or above the level in each year of Steps.
	Met []float64
	// MetBy is the share of paths that reached it in that year or before it,
	// counted from Origin+1.
	MetBy []float64
}

// Member is one method behind the forecast.
type Member struct {
	Series string // what it was fitted to
	Name   string
	Weight float64
	Err    error // why it was left out; nil when it was used
}

// Citation is a source of the data used.
type Citation struct {
	Key     string // key in SOURCES.md
	Title   string
	Vintage data.Date
	Terms   string // licence
}

// Knowing returns the richest information set, up to the one asked for, of
// which there was anything to know: of a share that its publisher prints there
// may be past values only, whatever was asked for.
func (r *Report) Knowing() Information {
	richest := History
	for _, v := range r.Sets {
		if v.Information <= r.Config.Information {
			richest = v.Information
		}
	}
	return richest
}

// Real returns the paths of real GDP in prices of the origin, GDP over Prices path by
// path, so that nominal GDP is their product; empty where either is.
func (r *Report) Real() forecast.Paths {
	if r.GDP.N() == 0 || r.Prices.N() == 0 {
		return forecast.Paths{}
	}
	return r.GDP.Ratio(r.Prices)
}
