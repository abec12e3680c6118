package burden

import (
	"cmp"
	"math"
	"slices"

	"github.com/defcast/defcast/forecast"
)

// Stretch widens the futures of a share about their medians, in the years
// after the first known ones,
//
//	logit r' = logit m + c·(log r - log m),
//
// m the median of the year and c the factor of the year's lead, counted from 1
// after the last known year. Shares of a few percent are stretched on the log
// scale; one that nears the whole of GDP cannot pass it. The order of the
// futures stays, and so does all that hangs together with it. A median that is
// no share (1 or more) leaves its year as it is.
func Stretch(share forecast.Paths, known int, c func(lead int) float64) forecast.Paths {
	out := share.Map(func(_ int, v float64) float64 { return v })
	for j := known; j < share.H; j++ {
		m := share.Step(j + 1).Quantile(0.5)
		if !(m > 0 && m < 1) {
			continue
		}
		odds, factor := m/(1-m), c(j-known+1)
		for i := range share.N() {
			o := odds * math.Exp(factor*math.Log(share.Row(i)[j]/m))
			if math.IsInf(o, 1) {
				o = math.MaxFloat64
			}
			out.Row(i)[j] = o / (1 + o)
		}
	}
	return out
}

// Strain is how far an outcome lies from the median of a forecast, in half
// widths of its 80 % interval on the side of the outcome:
//
//	|logit y - logit m| / |log q - log m|,
//
// the factor of [Stretch] that has y at the interval's edge.
func Strain(d forecast.Dist, y float64) float64 {
	m := d.Quantile(0.5)
	limit := d.Quantile(0.9)
	if y < m {
		limit = d.Quantile(0.1)
	}
	far := math.Abs(math.Log(y/(1-y)) - math.Log(m/(1-m)))
	if far == 0 {
		return 0
	}
	return far / math.Abs(math.Log(limit/m))
}

// Strains are those of one country, each as likely as the others.
type Strains struct {
	Country string
	Values  []float64
}

// Widening returns the factor of [Stretch] with which the central interval of a
// level has held that share of the strains, every country counting alike,
// however many it has: their weighted quantile. Those of the country itself do
// not count, so that its intervals are not judged by what they were made from.
// It reports false with fewer than 8 countries.
//
// # References
//
// Romano, Patterson and Candès, Conformalized quantile regression, NeurIPS
// 2019; Barber, Candès, Ramdas and Tibshirani, Conformal prediction beyond
// exchangeability, Annals of Statistics 51(2), 2023.
func Widening(of []Strains, not string, level float64) (float64, bool) {
	type weighted struct{ v, w float64 }
	var all []weighted
	countries := 0
	for _, s := range of {
		if s.Country == not || len(s.Values) == 0 {
			continue
		}
		countries++
		for _, v := range s.Values {
			all = append(all, weighted{v, 1 / float64(len(s.Values))})
		}
	}
	if countries < minCountries {
		return 1, false
	}
	slices.SortFunc(all, func(a, b weighted) int { return cmp.Or(cmp.Compare(a.v, b.v), cmp.Compare(a.w, b.w)) })
	below := 0.0
	for _, x := range all {
		if below += x.w; below >= level*float64(countries) {
			return x.v, true
		}
	}
	return all[len(all)-1].v, true
}

// minCountries is the fewest countries that a factor is learnt from.
const minCountries = 8
