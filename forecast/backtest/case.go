package backtest

import (
	"cmp"
	"math"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/score"
)

// Case is one forecast of one year and what became of it. Values are in the
// unit of the series: shares are fractions.
type Case struct {
	Country     string    // ISO 3166-1 alpha-3
	Measure     string    // id of the measure, or of the series
	Model       string    // name of the method
	Information string    // what was known: "history", "announced" or "plan"
	Origin      data.Year // last year known
	H           int       // years from Origin to Year
	Year        data.Year
	Actual      float64
	Mean        float64
	Median      float64
	Lo50, Hi50  float64
	Lo80, Hi80  float64
	Lo95, Hi95  float64
	CRPS        float64 // in the unit of the series, exact
	// Pinball is twice the mean pinball loss of the 19 quantiles 0.05, 0.10, …
	// 0.95 ([score.Quantiles]): over Scale, the scaled CRPS of the benchmarks.
	Pinball float64
	PIT     float64 // probability that the forecast gave to no more than Actual
	Naive   float64 // the last value known: the naive method's forecast
	Scale   float64 // mean absolute yearly change up to Origin ([score.Scale]); NaN or 0 where there is none
}

// levels are the probabilities behind Case.Pinball.
var levels = func() []float64 {
	p := make([]float64, 19)
	for i := range p {
		p[i] = float64(i+1) / 20
	}
	return p
}()

// Score fills in what a forecast said of the year and how it turned out: from
// Mean to PIT. Country to Actual, Naive and Scale are the caller's.
func (c Case) Score(d forecast.Dist) Case {
	q := make([]float64, len(levels))
	for i, p := range levels {
		q[i] = d.Quantile(p)
	}
	c.Mean, c.Median = d.Mean(), d.Quantile(0.5)
	c.Lo50, c.Hi50 = d.Quantile(0.25), d.Quantile(0.75)
	c.Lo80, c.Hi80 = d.Quantile(0.1), d.Quantile(0.9)
	c.Lo95, c.Hi95 = d.Quantile(0.025), d.Quantile(0.975)
	c.CRPS, c.Pinball, c.PIT = score.CRPS(d, c.Actual), score.Quantiles(q, levels, c.Actual), score.PIT(d, c.Actual)
	return c
}

// Error returns the outcome less the median: positive where the forecast was
// too low.
func (c Case) Error() float64 { return c.Actual - c.Median }

// Within reports whether the outcome lay in the central interval of a level in
// percent: 50, 80 or 95; another panics. An interval without width is hit to
// nine digits, those that binary fractions keep of an announced amount.
func (c Case) Within(level int) bool {
	var lo, hi float64
	switch level {
	case 50:
		lo, hi = c.Lo50, c.Hi50
	case 80:
		lo, hi = c.Lo80, c.Hi80
	case 95:
		lo, hi = c.Lo95, c.Hi95
	default:
		panic("backtest: a level is 50, 80 or 95")
	}
	slack := 1e-9 * math.Abs(c.Actual)
	return lo-slack <= c.Actual && c.Actual <= hi+slack
}

// compare orders cases by country, measure, model, information, origin and
// horizon.
func (c Case) compare(d Case) int {
	return cmp.Or(cmp.Compare(c.Country, d.Country), cmp.Compare(c.Measure, d.Measure), cmp.Compare(c.Model, d.Model),
		cmp.Compare(rank(c.Information), rank(d.Information)), cmp.Compare(c.Information, d.Information),
		cmp.Compare(c.Origin, d.Origin), cmp.Compare(c.H, d.H))
}

// rank puts the information sets in the order in which each contains the one
// before.
func rank(information string) int {
	return slices.Index([]string{"history", "announced", "plan"}, information)
}

// Sort puts cases into the order of country, measure, model, information set,
// origin and horizon. It changes the slice.
func Sort(cases []Case) { slices.SortStableFunc(cases, Case.compare) }
