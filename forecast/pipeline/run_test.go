package pipeline_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/pipeline"
)

// land is a made-up country in whose figures everything can be checked by
// hand: GDP grows by 2 or 4 % in turn, spending stays near 1 % of it.
func land(t *testing.T) data.Facts {
	t.Helper()
	const start = data.Year(2000)
	billion := data.Unit{Kind: data.Money, Currency: "LND", Scale: 9}
	gdp := data.Series{ID: "lnd-gdp@2025-06-01", Country: "LND", Unit: billion, Start: start, Vintage: data.MustDate("2025-06-01"), Source: "office"}
	spend := data.Series{ID: "lnd-spend", Country: "LND", Unit: billion, Start: start, Source: "treasury"}
	growth := data.Series{ID: "lnd-outlook", Country: "LND", Unit: data.Fraction, Start: start + 1, Source: "office"}
	g := 1000.0
	for y := start; y <= 2025; y++ {
		rate := 0.02 + 0.02*float64(y%2)
		if y > start {
			g *= 1 + rate
			growth.Values = append(growth.Values, rate+0.01) // the office hopes for a point too much
			growth.Published = append(growth.Published, data.Date{Year: int(y) - 1, Month: 12})
		}
		if y <= 2024 {
			gdp.Values = append(gdp.Values, g)
		}
		spend.Values = append(spend.Values, g*0.01*(1+0.05*math.Sin(float64(y))))
		spend.Status = append(spend.Status, data.Initial)
		spend.Published = append(spend.Published, data.Date{Year: int(y) - 1, Month: 12})
	}
	panel, err := data.NewPanel(gdp, spend, growth)
	if err != nil {
		t.Fatal(err)
	}
	return data.Facts{
		Panel: panel,
		Measures: []data.Measure{
			{ID: "share", Country: "LND", Name: "budget", Numerator: "lnd-spend", Stage: data.Initial,
				Denominator: data.Denominator{Series: "lnd-gdp", Outlook: "lnd-outlook", Label: "GDP"}},
			{ID: "frozen", Country: "LND", Name: "budget", Numerator: "lnd-spend", Stage: data.Initial,
				Denominator: data.Denominator{Kind: data.Frozen, Series: "lnd-gdp", Year: 2010, Label: "GDP of 2010"}},
		},
		Pledges: []data.Pledge{{ID: "two", Country: "LND", Measure: "frozen", Level: 0.02, By: 2027, Announced: data.MustDate("2020")}},
		Sources: []data.Source{{Key: "office", Publisher: "Office", Title: "Accounts"}, {Key: "treasury", Publisher: "Treasury", Title: "Budgets"}},
	}
}

func run(t *testing.T, change func(*pipeline.Config)) *pipeline.Report {
	t.Helper()
	cfg := pipeline.Default("LND")
	cfg.Draws = 2000
	change(&cfg)
	r, err := pipeline.Run(cfg, land(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAnnouncedBudgetIsInThePath(t *testing.T) {
	r := run(t, func(c *pipeline.Config) { c.Measure = "frozen" })
	facts := land(t)
	spend, _ := facts.Panel.Get("lnd-spend")
	gdp, _ := facts.Panel.Edition("lnd-gdp")
	s, _ := spend.At(2025)
	g, _ := gdp.At(2010)
	if r.Origin != 2024 || r.Steps[0].Year != 2025 {
		t.Fatalf("origin %d, first step %d, want 2024 and 2025", r.Origin, r.Steps[0].Year)
	}
	d := r.Steps[0].Dist
	if lo, hi := d.Quantile(0), d.Quantile(1); math.Abs(lo-s/g) > 1e-12 || math.Abs(hi-s/g) > 1e-12 {
		t.Errorf("2025 lies between %g and %g, want the enacted %g alone", lo, hi, s/g)
	}
	if !strings.Contains(r.Steps[0].Known, "enacted budget") {
		t.Errorf("2025 is known by %q", r.Steps[0].Known)
	}
}

// TestOutlookIsCorrected: the office is always one point too high, so the
// median of GDP must lie at the outlook less its bias, and the share at the
// enacted budget over that.
func TestOutlookIsCorrected(t *testing.T) {
	r := run(t, func(c *pipeline.Config) { c.Measure = "share" })
	facts := land(t)
	spend, _ := facts.Panel.Get("lnd-spend")
	gdp, _ := facts.Panel.Edition("lnd-gdp")
	s, _ := spend.At(2025)
	g, _ := gdp.At(2024)
	want := s / (g * 1.04) // 2025 is an odd year: growth 4 %, foretold 5 %
	if got := r.Steps[0].Dist.Quantile(0.5); math.Abs(got/want-1) > 1e-3 {
		t.Errorf("median share of 2025 is %g, want %g", got, want)
	}
	width := r.Steps[0].Dist.Quantile(0.975) - r.Steps[0].Dist.Quantile(0.025)
	if width <= 0 || width > 0.01*want {
		t.Errorf("95 %% band of 2025 is %g wide: the outlook's record is exact to 0.02 points", width)
	}
}

func TestHistoryKnowsNoAnnouncement(t *testing.T) {
	r := run(t, func(c *pipeline.Config) { c.Measure = "share"; c.Information = pipeline.History })
	if r.Steps[0].Known != "" {
		t.Errorf("2025 is known by %q", r.Steps[0].Known)
	}
	// Poison what lies after the origin: nothing may change.
	facts := land(t)
	series := []data.Series{}
	for s := range facts.Panel.All() {
		s = s.Clone()
		for y := data.Year(2025); y <= s.End(); y++ {
			s.Values[y-s.Start] = math.NaN()
		}
		series = append(series, s)
	}
	var err error
	if facts.Panel, err = data.NewPanel(series...); err != nil {
		t.Fatal(err)
	}
	q, err := pipeline.Run(r.Config, facts)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r.Paths, q.Paths); diff != "" {
		t.Errorf("paths changed when the future was taken away:\n%s", diff)
	}
}

func TestEqualSeedsEqualReports(t *testing.T) {
	a := run(t, func(c *pipeline.Config) { c.Through = 2030 })
	b := run(t, func(c *pipeline.Config) { c.Through = 2030 })
	if diff := cmp.Diff(a.Paths, b.Paths); diff != "" {
		t.Errorf("equal configs differ:\n%s", diff)
	}
	c := run(t, func(c *pipeline.Config) { c.Through = 2030; c.Seed = 2 })
	if cmp.Equal(a.Paths, c.Paths) {
		t.Error("another seed gives the same paths")
	}
}

func TestPledgesAreAskedOfJointPaths(t *testing.T) {
	r := run(t, func(c *pipeline.Config) { c.Measure = "frozen"; c.Through = 2040 })
	p := r.Pledges[0]
	if !p.SameMeasure || len(p.Met) != len(r.Steps) {
		t.Fatalf("pledge %+v", p)
	}
	for h := range p.Met {
		above := 1 - r.Steps[h].Dist.CDF(p.Level)
		if math.Abs(p.Met[h]-above) > 1e-9 {
			t.Errorf("P(met in %d) = %g, the marginal says %g", r.Steps[h].Year, p.Met[h], above)
		}
		if p.MetBy[h] < p.Met[h] || h > 0 && p.MetBy[h] < p.MetBy[h-1] {
			t.Errorf("P(met by %d) = %g is below P(met in it) or the year before", r.Steps[h].Year, p.MetBy[h])
		}
	}
}

func TestWrongUse(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*pipeline.Config)
		want   string
	}{
		{"country", func(c *pipeline.Config) { c.Country = "LNS" }, `unknown country "LNS" (did you mean "LND"?)`},
		{"measure", func(c *pipeline.Config) { c.Measure = "fozen" }, `unknown measure "fozen" (did you mean "frozen"?)`},
		{"model", func(c *pipeline.Config) { c.Model = "drfit" }, `unknown model "drfit" (did you mean "drift"?)`},
		{"past", func(c *pipeline.Config) { c.Through = 2024 }, "--through 2024 is out of range (want 2025 to 2060: the last year known is 2024)"},
		{"far", func(c *pipeline.Config) { c.Through = 2061 }, "--through 2061 is out of range (want at most 2060)"},
		{"draws", func(c *pipeline.Config) { c.Draws = 5 }, "--draws 5 is out of range (want 100 to 1000000)"},
		{"early", func(c *pipeline.Config) { c.AsOf = data.MustDate("1999-01-01") }, "measure share: nothing of series lnd-spend had been published by 1999-01-01"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg := pipeline.Default("LND")
			c.change(&cfg)
			_, err := pipeline.Run(cfg, land(t))
			if err == nil || err.Error() != c.want {
				t.Errorf("error %q, want %q", err, c.want)
			}
		})
	}
}

func TestModelRefusalNamesTheSeries(t *testing.T) {
	facts := land(t)
	facts.Measures[0].Numerator = "lnd-gdp@2025-06-01"
	facts.Measures[0].Denominator = data.Denominator{Kind: data.Published}
	cfg := pipeline.Default("LND")
	cfg.AsOf = data.MustDate("2000")
	if _, err := pipeline.Run(cfg, facts); err == nil {
		t.Fatal("no error")
	} else if errors.Is(err, forecast.ErrNumeric) {
		t.Errorf("unexpected reason: %v", err)
	}
}
