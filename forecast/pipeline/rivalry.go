package pipeline

import (
	"fmt"
	"math"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
	"github.com/defcast/defcast/forecast/scenario"
)

// rivals are the countries that each of these arms with an eye on, as far as their
// spending is on record: both claim one territory, were at war or stood against each
// other in alliances since 1990. The choice is ours; Thompson, Sakuwa and Suhas
// (Analyzing Strategic Rivalries in World Politics, 2022) have the literature's.
var rivals = map[string][]string{
	"CHN": {"IND", "JPN", "TWN", "USA"},
	"FIN": {"RUS"},
	"GRC": {"TUR"},
	"IND": {"CHN"},
	"JPN": {"CHN"},
	"NOR": {"RUS"},
	"PHL": {"CHN"},
	"POL": {"RUS"},
	"ROU": {"RUS"},
	"RUS": {"UKR", "USA"},
	"SWE": {"RUS"},
	"TUR": {"GRC"},
	"TWN": {"CHN"},
	"UKR": {"RUS"},
	"USA": {"CHN", "RUS"},
}

// rivalry answers scenarios from the record of military spending in constant prices.
type rivalry struct {
	cfg   Config
	facts data.Facts
}

// paceYears is how many years make a country's usual pace.
const paceYears = 10

// Pace implements [scenario.Rivalry].
func (r rivalry) Pace(rival string) (float64, string, error) {
	g, _ := realGrowth(r.facts, rival)
	last := g.Start + data.Year(len(g.Values)) - 1
	sum, n := 0.0, 0
	for y := last; y > last-paceYears; y-- {
		if v := g.At(y); !math.IsNaN(v) {
			sum += v
			n++
		}
	}
	if n < paceYears/2 {
		return 0, "", fmt.Errorf("%w: the growth of %s is not on record (give faster, the growth on top of it)", scenario.ErrRule, data.CountryName(rival))
	}
	says := fmt.Sprintf("Military spending of %s grew by %+.1f %% a year in constant prices (SIPRI, %d to %d).",
		data.CountryName(rival), percent(sum/float64(n)), last-paceYears+1, last)
	return sum / float64(n), says, nil
}

// Kappa implements [scenario.Rivalry].
func (r rivalry) Kappa(n int) ([]float64, string, error) {
	k, ok := burden.NewReaction(r.responses())
	if !ok {
		return nil, "", fmt.Errorf("%w: kappa is not estimated, %d years of %d countries with rivals are on record, want 100 of 8 (give one, like kappa: 0.2)",
			scenario.ErrRule, k.Records, k.Countries)
	}
	says := fmt.Sprintf("The reaction coefficient is %+.2f with standard error %.2f (country and year effects, %d years of %d countries with rivals, SIPRI); each future has its own draw.",
		k.Kappa, k.SE, k.Records, k.Countries)
	return k.Draw(n, forecast.Stream(r.cfg.Seed, r.cfg.Country, r.cfg.Measure, "kappa")), says, nil
}

// responses returns the years of all countries with rivals, in their order.
func (r rivalry) responses() []burden.Response {
	var countries []string
	growth := map[string]burden.Growth{}
	for c, others := range rivals {
		countries = append(countries, c)
		for _, code := range append([]string{c}, others...) {
			growth[code], _ = realGrowth(r.facts, code)
		}
	}
	slices.Sort(countries)
	var rows []burden.Response
	for _, c := range countries {
		own := growth[c]
		for i, v := range own.Values {
			year, sum := own.Start+data.Year(i), 0.0
			for _, rival := range rivals[c] {
				sum += growth[rival].At(year - 1)
			}
			if row := (burden.Response{Country: c, Year: year, Own: v, Rival: sum / float64(len(rivals[c]))}); !math.IsNaN(row.Own + row.Rival) {
				rows = append(rows, row)
			}
		}
	}
	return rows
}
