package pipeline

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/burden"
)

// ErrNoGrowth is wrapped by [React] where the growth of spending is not known.
var ErrNoGrowth = errors.New("has no military spending in prices of one year on record")

// Rivals are the real growth rates of two countries' military spending, the
// rival's a year before the own.
type Rivals struct {
	OwnName, RivalName string
	Pairs              []Growths
	Slope, SE          float64 // of own on rival growth, least squares, and its standard error
	Intercept          float64
	R                  float64 // correlation
	Sources            []Citation
}

// Growths is one pair: own growth in Year, the rival's in the year before, both
// log changes in constant prices.
type Growths struct {
	Year       data.Year
	Own, Rival float64
}

// React pairs the growth of a country's military spending with that of a
// rival's the year before,
//
//	g[t] = Δ log(S[t]/P[t]),   g_own[t] = a + b·g_rival[t-1] + e[t],
//
// S spending by SIPRI in national currency, P the GDP deflator of the World
// Economic Outlook. It describes; both may answer to a third, and b is no
// effect. Calendar years are taken as both publishers give them.
//
// It returns an [*UnknownError] for a country that there is not, and an error
// that wraps [ErrNoGrowth] where fewer than 8 years have both.
//
// # References
//
// Richardson, Arms and Insecurity, Boxwood, 1960.
func React(facts data.Facts, own, rival string) (*Rivals, error) {
	r := &Rivals{OwnName: data.CountryName(own), RivalName: data.CountryName(rival)}
	var growth [2]burden.Growth
	var used []data.Series
	for i, country := range []string{own, rival} {
		if _, err := find(facts, country, ""); err != nil {
			return nil, err
		}
		g, of := realGrowth(facts, country)
		if !slices.ContainsFunc(g.Values, observed) {
			return nil, fmt.Errorf("%s %w", data.CountryName(country), ErrNoGrowth)
		}
		growth[i], used = g, append(used, of...)
	}
	r.Sources = cited(facts, used...)
	var x, y []float64
	for i, a := range growth[0].Values {
		t := growth[0].Start + data.Year(i)
		if b := growth[1].At(t - 1); observed(a) && observed(b) {
			r.Pairs = append(r.Pairs, Growths{Year: t, Own: a, Rival: b})
			x, y = append(x, b), append(y, a)
		}
	}
	if len(x) < 8 {
		return nil, fmt.Errorf("%s and %s: %d years in common, want at least 8: %w", r.OwnName, r.RivalName, len(x), ErrNoGrowth)
	}
	r.Intercept, r.Slope = stat.LinearRegression(x, y, nil, false)
	r.R = stat.Correlation(x, y, nil)
	n := float64(len(x))
	// s²(b) = (1-R²)/(n-2) · Var(y)/Var(x), the textbook's in another order.
	r.SE = math.Sqrt((1 - r.R*r.R) / (n - 2) * stat.Variance(y, nil) / stat.Variance(x, nil))
	return r, nil
}

// realGrowth returns the log changes of a country's spending in constant
// prices, and the series that they were made of; no values without both.
func realGrowth(facts data.Facts, country string) (burden.Growth, []data.Series) {
	code := strings.ToLower(country)
	s, ok := facts.Panel.Edition(code + "-sipri-lcu")
	p, priced := facts.Panel.Edition(code + "-gdp-deflator")
	if !ok || !priced {
		return burden.Growth{}, nil
	}
	g, prices := burden.GrowthOf(s), burden.GrowthOf(p)
	for i := range g.Values {
		g.Values[i] -= prices.At(g.Start + data.Year(i))
	}
	return g, []data.Series{s, p}
}

func observed(v float64) bool { return !math.IsNaN(v) }
