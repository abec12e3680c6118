package pipeline_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/burden"
	"github.com/defcast/defcast/forecast/pipeline"
)

// TestWorldOutlookIsAnnounced: Korea has no official outlook on record; that of the
// World Economic Outlook is its announced GDP, with real growth of the newest
// edition and the prices of the one before.
func TestWorldOutlookIsAnnounced(t *testing.T) {
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	cfg := pipeline.Default("KOR")
	cfg.Measure, cfg.Model, cfg.Draws = "sipri-weo", "naive", 4000
	r, err := pipeline.Run(cfg, s.Facts)
	if err != nil {
		t.Fatal(err)
	}
	real, _ := s.Panel.Get("kor-gdp-growth-real@weo2026-04")
	prices, _ := s.Panel.Get("kor-gdp-deflator@weo2025-10")
	gdp, _ := s.Panel.Edition("kor-gdp")
	g, _ := real.At(2026)
	p0, _ := prices.At(2025)
	p1, _ := prices.At(2026)
	last, _ := gdp.At(2025)
	want := last * (1 + g) * p1 / p0
	if got := r.GDP.Step(1).Quantile(0.5); math.Abs(got/want-1) > 0.01 {
		t.Errorf("GDP of 2026 has median %g, the outlook %g", got, want)
	}
	if !strings.Contains(r.Steps[0].Known, "World Economic Outlook") ||
		!slices.ContainsFunc(r.Warnings, func(err error) bool { return strings.Contains(err.Error(), "of its prices none is on record") }) {
		t.Errorf("known of 2026: %q, warnings %v", r.Steps[0].Known, r.Warnings)
	}
	width := func(h int) float64 {
		d := r.GDP.Step(h)
		return math.Log(d.Quantile(0.9) / d.Quantile(0.1))
	}
	if width(1) < 0.03 || width(1) > 0.10 || width(2) < 1.2*width(1) {
		t.Errorf("GDP bands are %.3f and %.3f wide", width(1), width(2))
	}
}

// TestWorldOutlookBeatsHistory: for Korea, at the ends of 2012 to 2024, when the
// outlook of October was known. (With "naive" it does not: spending then does not
// grow with the GDP that is foreseen.)
func TestWorldOutlookBeatsHistory(t *testing.T) {
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	cfg := pipeline.Default("KOR")
	cfg.Measure, cfg.Draws = "sipri-weo", 500
	r, err := pipeline.Rerun(cfg, s.Facts, 2012, 2024, 2)
	if err != nil {
		t.Fatal(err)
	}
	if a := r.Scores()[1]; a.Information != pipeline.Announced || a.Skill < 0.05 || a.N < 25 {
		t.Errorf("announced scores %+v, want 0.05 better than history", a)
	}
}

// TestWorldOutlookRecordCovers: what two countries' errors of autumn editions
// teach covers the third's: 80 % intervals hold 65 to 95 % of 200 errors.
func TestWorldOutlookRecordCovers(t *testing.T) {
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	errors := func(country string, h int) []float64 {
		var out []float64
		actual, _ := s.Panel.Get(country + "-gdp-growth-real@weo2025-10")
		for e := range s.Panel.All() {
			if !strings.HasPrefix(e.ID, country+"-gdp-growth-real@weo") || e.Vintage.Month < 9 || e.Vintage.Year > 2023 {
				continue
			}
			y := data.Year(e.Vintage.Year + h)
			o, okO := e.At(y)
			a, okA := actual.At(y)
			if okO && okA && y <= 2024 {
				out = append(out, math.Log1p(a)-math.Log1p(o))
			}
		}
		return out
	}
	n, held := 0.0, 0.0
	countries := []string{"jpn", "kor", "usa"}
	for h := range 4 {
		for i, c := range countries {
			var o burden.Outlook
			for j, other := range countries {
				if j != i {
					o.Pool = append(o.Pool, errors(other, h))
				}
			}
			d, ok := o.Learn()
			if !ok {
				t.Fatalf("%d years ahead nothing is learnt", h)
			}
			for _, e := range errors(c, h) {
				n++
				if d.Quantile(0.1) <= e && e <= d.Quantile(0.9) {
					held++
				}
			}
		}
	}
	if n < 200 || held/n < 0.65 || held/n > 0.95 {
		t.Errorf("of %g errors %.3f lie in the 80 %% interval of other countries' records", n, held/n)
	}
}

// TestWorldOutlookOfAFiscalYear: Japan's own outlook ends with FY2026; FY2027 is
// three quarters of 2027 and a quarter of 2028 in the World Economic Outlook. Its
// record is poorer than its own by 0.9 points of bias at most, so the median of
// growth lies within two points of what is foreseen.
func TestWorldOutlookOfAFiscalYear(t *testing.T) {
	s := embedded(t)
	cfg := pipeline.Default("JPN")
	cfg.Draws = 1000
	r, err := pipeline.Run(cfg, s.Facts)
	if err != nil {
		t.Fatal(err)
	}
	real, _ := s.Panel.Get("jpn-gdp-growth-real@weo2026-04")
	prices, _ := s.Panel.Get("jpn-gdp-deflator@weo2025-10")
	want := 0.0
	for year, weight := range map[data.Year]float64{2027: 0.75, 2028: 0.25} {
		g, _ := real.At(year)
		before, _ := prices.At(year - 1)
		after, _ := prices.At(year)
		want += weight * (math.Log1p(g) + math.Log(after/before))
	}
	says := fmt.Sprintf("World Economic Outlook: GDP %+.1f %%", 100*math.Expm1(want))
	if known := r.Steps[1].Known; !strings.Contains(known, says) {
		t.Errorf("known of FY2027: %q, want %q", known, says)
	}
	got := math.Log(r.GDP.Step(2).Quantile(0.5) / r.GDP.Step(1).Quantile(0.5))
	if math.Abs(got-want) > 0.02 {
		t.Errorf("median growth %.4f, foreseen %.4f", got, want)
	}
}
