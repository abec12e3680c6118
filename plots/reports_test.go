package plots

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/pipeline"
)

// futures returns the steps of a random walk in logs: medians as given, the
// log standard deviation growing with the square root of the horizon. Its
// draws are the quantiles at 1/2n, 3/2n, …: no random numbers are needed.
func futures(first data.Year, sd float64, medians ...float64) []pipeline.Step {
	const n = 1000
	steps := make([]pipeline.Step, len(medians))
	for h, m := range medians {
		v := make([]float64, n)
		for i := range v {
			z := distuv.UnitNormal.Quantile((float64(i) + 0.5) / n)
			v[i] = m * math.Exp(sd*math.Sqrt(float64(h+1))*z)
		}
		steps[h] = pipeline.Step{Year: first + data.Year(h), Dist: forecast.NewSample(v)}
	}
	return steps
}

// past returns values, in percent, of years that follow each other; NaN leaves
// a year out.
func past(first data.Year, status data.Status, percents ...float64) []pipeline.Point {
	var pts []pipeline.Point
	for i, v := range percents {
		if !math.IsNaN(v) {
			pts = append(pts, pipeline.Point{Year: first + data.Year(i), Value: v / 100, Status: status})
		}
	}
	return pts
}

// report completes a report from its history and steps.
func report(name string, m data.Measure, history []pipeline.Point, steps []pipeline.Step) *pipeline.Report {
	cfg := pipeline.Default("JPN")
	cfg.Model = "pool" // as the pipeline fills it in
	cfg.Through = steps[len(steps)-1].Year
	cfg.Model = "pool" // as a run fills it in
	return &pipeline.Report{
		Config: cfg, CountryName: name, Measure: m, Origin: history[len(history)-1].Year,
		AsOf: data.MustDate("2026-10-09"), DataSHA256: "3f2a91c07d5e", History: history, Steps: steps,
		Sets: []pipeline.SetView{{Information: pipeline.History}, {Information: pipeline.Announced}, {Information: pipeline.Plan}},
		Sources: []pipeline.Citation{
			{Title: "Ministry of Defense, Defense of Japan and budget overviews", Vintage: data.MustDate("2026-04-10")},
			{Title: "Cabinet Office, National Accounts", Vintage: data.MustDate("2026-09-08")},
		},
	}
}

// pledge returns a view that is met as the marginals say, and by a year as if
// half of those above in a year had not been there before.
func pledge(r *pipeline.Report, same bool, level float64, by data.Year, announced, measure string) pipeline.PledgeView {
	v := pipeline.PledgeView{SameMeasure: same, Pledge: data.Pledge{Measure: measure, Level: level, By: by, Announced: data.MustDate(announced)}}
	never := 1.0
	for _, s := range r.Steps {
		p := 1 - s.Dist.CDF(level)
		never = min(1-p, never*(1-p/2))
		v.Met = append(v.Met, p)
		v.MetBy = append(v.MetBy, 1-never)
	}
	return v
}

var budget = data.Measure{ID: "budget", Country: "JPN", Name: "Ministry of Defense initial budget", Stage: data.Initial, Basis: data.FiscalApril,
	Denominator: data.Denominator{Kind: data.SameYear, Label: "same-year GDP"}}

// japan has values near those of the initial budget with SACO and
// realignment over fiscal-year GDP; rounded, for the tests of pictures only.
func japan() *pipeline.Report {
	r := report("Japan", budget,
		past(1997, data.Initial, 0.90, 0.91, 0.92, 0.91, 0.93, 0.94, 0.93, 0.92, 0.90, 0.89, 0.88, 0.91, 0.95, 0.94, 0.94, 0.94, 0.94,
			0.93, 0.92, 0.93, 0.92, 0.93, 0.94, 0.99, 0.96, 0.95, 1.14, 1.23, 1.29),
		futures(2026, 0.025, 0.0131, 0.0133))
	r.Steps[0].Known = "enacted budget JPY 9,035 bn; official GDP outlook +3.4 %"
	r.Pledges = []pipeline.PledgeView{pledge(r, false, 0.02, 2027, "2022-12-16", "official")}
	return r
}

// official is the same country on the measure that its target is set on.
func official() *pipeline.Report {
	m := budget
	m.ID, m.Name = "official", "national-security-related spending"
	m.Denominator = data.Denominator{Kind: data.Frozen, Year: 2022, Label: "FY2022 GDP, frozen at JPY 560.2 tn"}
	r := report("Japan", m, append(past(2022, data.Estimate, 1.0), past(2023, data.Initial, 1.42, 1.59, 1.96)...),
		futures(2026, 0.04, 0.0193, 0.0202))
	r.Pledges = []pipeline.PledgeView{pledge(r, true, 0.02, 2027, "2022-12-16", "official")}
	return r
}

var sipri = data.Measure{ID: "sipri", Name: "SIPRI military expenditure", Denominator: data.Denominator{Kind: data.Published, Label: "GDP"}}

// short has six values, the last two of them estimates, and a long name.
func short() *pipeline.Report {
	r := report("Bosnia and Herzegovina", sipri,
		append(past(2019, data.Settled, 0.84, 0.87, 0.83, 0.80), past(2023, data.Estimate, 0.81, 0.79)...),
		futures(2025, 0.06, 0.0079, 0.0080, 0.0080))
	return r
}

// gaps lacks years in the midst and at the edges of its history.
func gaps() *pipeline.Report {
	no := math.NaN()
	r := report("Lebanon", sipri,
		past(1990, data.Settled, 5.1, no, 8.0, 6.3, 6.5, 6.7, no, no, no, 4.4, 5.4, 5.5, no, 4.7, 4.5, 4.4, 4.4, 4.6, 3.9, 4.0, 4.1, 4.0, 4.1, no, 4.6),
		futures(2015, 0.08, 0.046, 0.046, 0.0455, 0.0455, 0.045))
	r.History = append(r.History[:len(r.History)-1], pipeline.Point{Year: 2014, Value: 0.046, Status: data.Estimate})
	return r
}

// tiny is near zero, with a flat forecast.
func tiny() *pipeline.Report {
	return report("Mauritius", sipri,
		past(2005, data.Settled, 0.16, 0.15, 0.15, 0.14, 0.13, 0.14, 0.09, 0.15, 0.16, 0.18, 0.17, 0.16, 0.17, 0.16, 0.15, 0.15, 0.14, 0.14, 0.13, 0.13),
		futures(2025, 0.10, 0.00130, 0.00130, 0.00130))
}

// huge is at a third of GDP, after a war.
func huge() *pipeline.Report {
	r := report("Ukraine", sipri,
		append(past(2010, data.Settled, 1.9, 1.5, 1.6, 1.6, 2.2, 3.3, 3.1, 2.9, 3.1, 3.5, 3.8, 3.2), past(2022, data.Estimate, 25.6, 36.0, 34.5)...),
		futures(2025, 0.15, 0.33, 0.31, 0.29))
	r.Pledges = []pipeline.PledgeView{pledge(r, true, 0.02, 2024, "2014-09-05", "sipri")}
	return r
}

// ally is a country of 1949 with two guidelines and a long measure.
func ally() *pipeline.Report {
	m := data.Measure{ID: "nato", Name: "NATO defence expenditure including pensions of the armed forces, as estimated by the national delegation",
		Denominator: data.Denominator{Kind: data.Published, Label: "GDP at constant 2021 prices and exchange rates"}}
	var values []float64
	for i := range 76 {
		values = append(values, 1.2+3.6*math.Exp(-float64(i)/28)+0.25*math.Sin(float64(i)/4)+0.9*math.Exp(float64(i-75)/4))
	}
	r := report("Germany", m, append(past(1949, data.Settled, values[:74]...), past(2023, data.Estimate, values[74:]...)...),
		futures(2025, 0.05, 0.0255, 0.0262, 0.0268, 0.0275, 0.028, 0.0286, 0.029, 0.0293, 0.0296, 0.03, 0.0302))
	r.Pledges = []pipeline.PledgeView{pledge(r, true, 0.02, 2024, "2014-09-05", "nato"), pledge(r, true, 0.035, 2035, "2025-06-25", "nato")}
	return r
}

// certain has a first year that is known for sure: its bands have no width.
func certain() *pipeline.Report {
	r := official()
	exact := make(forecast.Sample, 1000)
	for i := range exact {
		exact[i] = 0.0198
	}
	r.Steps[0].Dist, r.Steps[0].Known = exact, "enacted budget JPY 11,092 bn"
	r.Pledges = append(r.Pledges, pledge(r, false, 0.035, 2035, "2026-06-01", ""))
	return r
}

// distant is forecast to the last year that can be asked for.
func distant() *pipeline.Report {
	r := japan()
	var medians []float64
	for h := range 35 {
		medians = append(medians, 0.0131+0.0001*float64(h))
	}
	r.Steps = futures(2026, 0.025, medians...)
	r.Config.Through = 2060
	r.Pledges = []pipeline.PledgeView{pledge(r, true, 0.02, 2027, "2022-12-16", "budget"), pledge(r, false, 0.02, 2030, "2025-01-01", "official")}
	return r
}

// cases are the reports that every chart must stand up to.
func cases() map[string]*pipeline.Report {
	return map[string]*pipeline.Report{"japan": japan(), "official": official(), "short": short(), "gaps": gaps(),
		"tiny": tiny(), "huge": huge(), "ally": ally(), "certain": certain(), "distant": distant()}
}
