package plots

import (
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

func TestNumbersInWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{English.percent(0.0133), "1.33 %"}, {English.percent(0.02), "2.00 %"}, {English.percent(0.3012), "30.1 %"}, {English.percent(0.0999), "9.99 %"},
		{English.percent(0.09996), "10.0 %"}, {English.percent(0.00042), "0.042 %"}, {English.percent(0), "0.00 %"},
		{English.level(0.02), "2 %"}, {English.level(0.035), "3.5 %"}, {English.level(0.0125), "1.25 %"}, {English.level(0.29), "29 %"},
		{English.points(0.0067), "0.7 points"}, {English.points(0.01), "1.0 points"}, {English.points(0.0004), "0.04 points"},
		{English.odds(0), "under 1 %"}, {English.odds(0.004), "under 1 %"}, {English.odds(0.576), "58 %"}, {English.odds(1), "over 99 %"},
		{English.levels([]float64{0.5, 0.8, 0.95}), "50, 80 and 95 %"}, {English.levels([]float64{0.9}), "90 %"},
		{English.count(999), "999"}, {English.count(1000), "1,000"}, {English.count(1234567), "1,234,567"},
		{capital("économie"), "Économie"}, {capital(""), ""},
	} {
		if plainText(c.got) != c.want {
			t.Errorf("%q, want %q", plainText(c.got), c.want)
		}
	}
}

// TestFinding: the headline is made from the numbers.
func TestFinding(t *testing.T) {
	at := func(median, sd float64, pledges ...pipeline.PledgeView) *pipeline.Report {
		r := report("Japan", budget, past(2024, data.Initial, 1.23, 1.29), futures(2026, sd, 0.013, median))
		for _, p := range pledges {
			v := pledge(r, p.SameMeasure, p.Level, p.By, "2022", "official")
			v.Kind = p.Kind
			r.Pledges = append(r.Pledges, v)
		}
		return r
	}
	target := func(same bool, level float64, by data.Year, kind data.PledgeKind) pipeline.PledgeView {
		return pipeline.PledgeView{SameMeasure: same, Pledge: data.Pledge{Level: level, By: by, Kind: kind}}
	}
	unstated := func(r *pipeline.Report) *pipeline.Report {
		r.Pledges[0].Measure = ""
		return r
	}
	for name, c := range map[string]struct {
		r    *pipeline.Report
		want string
	}{
		"no pledge, up":     {at(0.0133, 0.01), "Japan: 1.33 % of GDP in FY2027, up from 1.29 % in FY2025"},
		"no pledge, down":   {at(0.0120, 0.01), "Japan: 1.20 % of GDP in FY2027, down from 1.29 % in FY2025"},
		"no pledge, flat":   {at(0.01292, 0.01), "Japan: 1.29 % of GDP in FY2027, as in FY2025"},
		"short":             {at(0.0133, 0.01, target(true, 0.02, 2027, data.Target)), "Japan: 1.33 % of GDP in FY2027, 0.7 points short of 2 %"},
		"above":             {at(0.0233, 0.01, target(true, 0.02, 2027, data.Target)), "Japan: 2.33 % of GDP in FY2027, 0.3 points above the 2 % target"},
		"open":              {at(0.0200, 0.05, target(true, 0.02, 2027, data.Target)), "Japan: 2.00 % of GDP in FY2027; 50 % of futures meet 2 %"},
		"later than asked":  {at(0.0133, 0.01, target(true, 0.02, 2035, data.Target)), "Japan: 1.33 % of GDP in FY2027, 0.7 points short of 2 %"},
		"sooner than asked": {at(0.0133, 0.01, target(true, 0.02, 2026, data.Target)), "Japan: 1.30 % of GDP in FY2026, 0.7 points short of 2 %"},
		"no measure":        {unstated(at(0.0133, 0.01, target(false, 0.02, 2027, data.Target))), "Japan: 1.33 % of GDP in FY2027; the 2 % target states no measure"},
		"another measure":   {at(0.0133, 0.01, target(false, 0.02, 2027, data.Target)), "Japan: 1.33 % of GDP in FY2027; the 2 % target is on another measure"},
		"own measure first": {at(0.0133, 0.01, target(false, 0.02, 2027, data.Target), target(true, 0.015, 2027, data.Target)), "Japan: 1.33 % of GDP in FY2027, 0.2 points short of 1.5 %"},
		"past and met":      {at(0.0133, 0.01, target(true, 0.01, 2020, data.Target)), "Japan: 1.33 % of GDP in FY2027, up from 1.29 % in FY2025"},
		"past and missed":   {at(0.0133, 0.01, target(true, 0.02, 2020, data.Target)), "Japan: 1.33 % of GDP in FY2027, 0.7 points short of 2 %"},
		"cap kept":          {at(0.0090, 0.01, target(true, 0.01, 2027, data.Cap)), "Japan: 0.90 % of GDP in FY2027, 0.1 points below the 1 % cap"},
		"cap in doubt":      {at(0.0100, 0.05, target(true, 0.01, 2027, data.Cap)), "Japan: 1.00 % of GDP in FY2027, right on the 1 % cap"},
		"cap broken":        {at(0.0133, 0.01, target(true, 0.01, 2027, data.Cap)), "Japan: 1.33 % of GDP in FY2027, 0.3 points above the 1 % cap"},
	} {
		if got := plainText(English.finding(c.r)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestYearOf(t *testing.T) {
	end := data.YearBasis{First: 10, ByEnd: true}
	for _, c := range []struct {
		date  string
		basis data.YearBasis
		want  data.Year
	}{
		{"2022-12-16", data.FiscalApril, 2022}, {"2023-03-31", data.FiscalApril, 2022}, {"2023-04-01", data.FiscalApril, 2023},
		{"2022-12-16", data.Calendar, 2022}, {"2022-10-01", end, 2023}, {"2022-09-30", end, 2022}, {"2014", data.Calendar, 2014},
	} {
		if got := yearOf(data.MustDate(c.date), c.basis); got != c.want {
			t.Errorf("%s in %s is in %d, want %d", c.date, c.basis, got, c.want)
		}
	}
}

// TestBottom: an axis starts at zero unless that squeezes the data.
func TestBottom(t *testing.T) {
	for _, c := range []struct{ lo, hi, want float64 }{
		{0.009, 0.02, 0}, {0, 0.001, 0}, {0, 0, 0}, {0.0059, 0.01, 0},
		{0.0065, 0.0098, 0.0065 - 0.00033}, // a tenth of the range below
		{0.02, 0.02, 0.02 - 0.0001},        // a flat line: a tenth of 5 % of its level
	} {
		if got := bottom(c.lo, c.hi); got < c.want-1e-12 || got > c.want+1e-12 {
			t.Errorf("data from %g to %g: axis from %g, want %g", c.lo, c.hi, got, c.want)
		}
	}
}

// TestSubtitleSaysWhatIsKnown: measure, unit, years, knowledge and day.
func TestSubtitleSaysWhatIsKnown(t *testing.T) {
	r := japan()
	for info, want := range map[pipeline.Information]string{
		pipeline.History:   "from past values published by 2026-10-09",
		pipeline.Announced: "with budgets and GDP outlooks announced by 2026-10-09",
		pipeline.Plan:      "with budgets, GDP outlooks and multi-year plans announced by 2026-10-09",
	} {
		r.Config.Information = info
		got := strings.Join(English.subtitle(r), "\n")
		if got != "Ministry of Defense initial budget, % of same-year GDP\nActual FY1997–FY2025, forecast to FY2027 "+want {
			t.Errorf("%s: %q", info, got)
		}
	}
	r.Sets = r.Sets[:1] // a publisher's share, of which nothing is announced
	if got := strings.Join(English.subtitle(r), "\n"); !strings.HasSuffix(got, "from past values published by 2026-10-09") {
		t.Errorf("asked for plans where there are none: %q", got)
	}
}

// TestRecordInNotes: the record of past forecasts stands in the note on how a
// chart's numbers were made, in both languages, and nowhere without cases.
func TestRecordInNotes(t *testing.T) {
	r := &pipeline.Report{Record: pipeline.Record{Kind: "whole", H: 3, N: 1240, Covered: 0.789}}
	for l, want := range map[Language]string{
		English:  "; 80 % bands of this kind covered 79 % of 1,240 past three-year-ahead cases)",
		Japanese: "、同種の80%帯は過去の3年先予測1,240件の79%を含んだ）",
	} {
		if got := l.made(r); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q, want it to end in %q", l, got, want)
		}
	}
	if got := English.made(&pipeline.Report{}); strings.Contains(got, "bands") {
		t.Errorf("without a record: %q", got)
	}
}

func TestOfGDP(t *testing.T) {
	for _, c := range []struct {
		d      data.Denominator
		en, ja string
	}{
		{data.Denominator{Kind: data.Published, Label: "GDP as printed by NATO"}, "of GDP", "対GDP比"},
		{data.Denominator{Kind: data.Outlook, Label: "GDP forecast of the budget"}, "of forecast GDP", "GDP見通し比"},
		{data.Denominator{Kind: data.Frozen, Year: 2022, Label: "FY2022 GDP, frozen at JPY 560.2 tn"}, "of 2022 GDP", "2022年GDP比"},
		{data.Denominator{Kind: data.Published, Label: "state budget expenditure, not GDP"}, "of state budget expenditure", "対国家予算の歳出総額比"},
	} {
		m := data.Measure{Denominator: c.d}
		if en, ja := English.ofGDP(m), Japanese.ofGDP(m); en != c.en || ja != c.ja {
			t.Errorf("%s: %q, %q, want %q, %q", c.d.Label, en, ja, c.en, c.ja)
		}
	}
}

func TestWholePercent(t *testing.T) {
	for d, want := range map[float64]string{-0.0014: "0", 0: "0", 0.003: "0", -0.07: "-7", 0.12: "+12"} {
		if got := wholePercent(d); got != want {
			t.Errorf("wholePercent(%v) = %q, want %q", d, got, want)
		}
	}
}
