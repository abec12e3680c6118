package pipeline_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// priced is land with a deflator of the same edition that rises by a tenth from
// 2010 to 2020.
func priced(t *testing.T) data.Facts {
	t.Helper()
	f := land(t)
	gdp, _ := f.Panel.Edition("lnd-gdp")
	prices := data.Series{ID: "lnd-gdp-deflator@2025-06-01", Country: "LND", Start: 2010, Vintage: gdp.Vintage, Source: "office"}
	for y := range 11 {
		prices.Values = append(prices.Values, 100+float64(y))
	}
	p, err := data.NewPanel(append(series(f), prices)...)
	if err != nil {
		t.Fatal(err)
	}
	f.Panel = p
	return f
}

// parts writes the names of the parts and checks that they add up.
func parts(t *testing.T, c *pipeline.Change) string {
	t.Helper()
	var names []string
	sum := 0.0
	for _, p := range c.Parts {
		names = append(names, p.Name)
		sum += p.Points
	}
	if math.Abs(sum-(c.Value-c.ValueFrom)) > 1e-15 {
		t.Errorf("%v add up to %g, want %g", names, sum, c.Value-c.ValueFrom)
	}
	return strings.Join(names, ", ")
}

func TestDecomposeChange(t *testing.T) {
	for _, c := range []struct {
		measure, before string
		from, to        data.Year
		facts           data.Facts
		want            string
	}{
		{"share", "", 2010, 2020, land(t), "spending, nominal GDP"},
		{"share", "", 2010, 2020, priced(t), "spending, real growth, prices"},
		{"share", "", 2010, 2021, priced(t), "spending, nominal GDP"}, // no price of 2021
		{"frozen", "", 2010, 2020, priced(t), "spending"},
		{"share", "frozen", 2010, 2020, priced(t), "what is counted, what is divided by, spending, real growth, prices"},
		{"share", "frozen", 2020, 2020, priced(t), "what is counted, what is divided by"},
		{"", "", 2020, 2010, priced(t), "spending, real growth, prices"},
	} {
		got, err := pipeline.Decompose(c.facts, "LND", c.measure, c.before, c.from, c.to)
		if err != nil {
			t.Errorf("%s to %s: %v", c.before, c.measure, err)
			continue
		}
		if names := parts(t, got); names != c.want {
			t.Errorf("%s to %s, %d to %d: %s, want %s", c.before, c.measure, c.from, c.to, names, c.want)
		}
	}
}

// TestDecomposeChangeByHand: from the frozen GDP of 2010 to that of 2020 the same
// money is another share, by the divisor alone.
func TestDecomposeChangeByHand(t *testing.T) {
	facts := priced(t)
	gdp, _ := facts.Panel.Edition("lnd-gdp")
	spend, _ := facts.Panel.Get("lnd-spend")
	g10, _ := gdp.At(2010)
	g20, _ := gdp.At(2020)
	s20, _ := spend.At(2020)
	c, err := pipeline.Decompose(facts, "LND", "share", "frozen", 2020, 2020)
	if err != nil {
		t.Fatal(err)
	}
	if p := c.Parts[1]; c.Parts[0].Points != 0 || math.Abs(p.Points-(s20/g20-s20/g10)) > 1e-15 || math.Abs(p.From/g10-1) > 1e-12 {
		t.Errorf("parts %+v, want the divisor to take all of %g", c.Parts, s20/g20-s20/g10)
	}
	c, err = pipeline.Decompose(facts, "LND", "share", "", 2010, 2020)
	if err != nil {
		t.Fatal(err)
	}
	if p := c.Parts[1]; math.Abs(p.From/g10-1) > 1e-12 || math.Abs(p.To/(g20/1.1)-1) > 1e-12 {
		t.Errorf("real GDP goes from %g to %g, want %g and %g in prices of 2010", p.From, p.To, g10, g20/1.1)
	}
	if c, err = pipeline.Decompose(facts, "LND", "share", "", 2010, 0); err != nil || c.To != 2024 {
		t.Errorf("the newest year: %+v, %v, want 2024", c, err)
	}
}

// TestDecomposeTheRebasing: Japan's FY2022 was 0.95 % before the accounts of
// December 2025 and 0.91 % by those of today; the money is the same.
func TestDecomposeTheRebasing(t *testing.T) {
	c, err := pipeline.Decompose(embedded(t).Facts, "JPN", "mod", "mod-gdp2025q1", 2022, 2025)
	if err != nil {
		t.Fatal(err)
	}
	if names := parts(t, c); names != "what is counted, what is divided by, spending, real growth, prices" {
		t.Errorf("parts %s", names)
	}
	counted, divided := c.Parts[0], c.Parts[1]
	if counted.Points != 0 || math.Abs(divided.To/divided.From-1.043) > 0.001 {
		t.Errorf("the re-basing: %+v, %+v, want GDP 4.3 %% higher", counted, divided)
	}
}

// TestDecomposeAsPrinted: Japan's FY2022 was first measured by the accounts of June
// 2023; those of today have GDP 4.4 % higher or so, and the parts add up to the change
// from the share then to the share now. A country with one edition says so.
func TestDecomposeAsPrinted(t *testing.T) {
	facts := embedded(t).Facts
	c, err := pipeline.DecomposePrinted(facts, "JPN", "mod", 2022, 2024)
	if err != nil {
		t.Fatal(err)
	}
	if names := parts(t, c); names != "re-basing and revision of GDP, spending, real growth, prices" {
		t.Errorf("parts %s", names)
	}
	then, _ := facts.Panel.Get("jpn-gdp-fy@2023q1")
	was, _ := then.At(2022)
	if p := c.Parts[0]; math.Abs(p.From/was-1) > 1e-12 || p.Year != 2022 || !(p.Points < 0) {
		t.Errorf("re-basing %+v, want from %g", p, was)
	}
	if !strings.Contains(strings.Join(c.Notes, " "), "FY2022 was first printed with GDP of jpn-gdp-fy@2023q1; today it is jpn-gdp-fy@2026q2.") {
		t.Errorf("notes %q", c.Notes)
	}
	today, err := pipeline.Decompose(facts, "JPN", "mod", "", 2022, 2024)
	if err != nil || today.Value != c.Value || !(c.ValueFrom > today.ValueFrom) {
		t.Errorf("printed %g, today %g: %v", c.ValueFrom, today.ValueFrom, err)
	}
	c, err = pipeline.DecomposePrinted(land(t), "LND", "share", 2010, 2020)
	if err != nil || parts(t, c) != "spending, nominal GDP" || !strings.Contains(c.Notes[0], "no other figures on hand") {
		t.Errorf("one edition: %+v, %v", c, err)
	}
}

func TestDecomposeChangeRefuses(t *testing.T) {
	facts := land(t)
	few := data.Series{ID: "lnd-few", Country: "LND", Unit: data.Fraction, Start: 2024, Values: []float64{0.03}, Source: "office"}
	p, err := data.NewPanel(append(series(facts), few)...)
	if err != nil {
		t.Fatal(err)
	}
	facts.Panel = p
	facts.Measures = append(facts.Measures, data.Measure{ID: "few", Country: "LND", Numerator: "lnd-few", Denominator: data.Denominator{Kind: data.Published}})
	if _, err := pipeline.Decompose(facts, "LND", "few", "", 2024, 2024); !errors.Is(err, pipeline.ErrWhole) {
		t.Errorf("a published ratio: %v", err)
	}
	for _, c := range []struct {
		measure, before string
		from            data.Year
		want            string
	}{
		{"shar", "", 2010, `unknown measure "shar"`},
		{"share", "froze", 2010, `unknown measure "froze"`},
		{"share", "", 1990, "no value for 1990 (there is 2000 to 2024)"},
	} {
		if _, err := pipeline.Decompose(facts, "LND", c.measure, c.before, c.from, 2020); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
