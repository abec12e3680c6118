package check

import (
	"math"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
)

// series makes one from its first year; 0 stands for a missing value.
func series(id, unit, vintage string, first data.Year, values ...float64) data.Series {
	u, err := data.ParseUnit(unit)
	if err != nil {
		panic(err.Error())
	}
	code, _, _ := strings.Cut(id, "-")
	s := data.Series{ID: id, Country: strings.ToUpper(code), Unit: u, Start: first, Values: values, Vintage: data.MustDate(vintage)}
	for i, v := range values {
		if v == 0 {
			s.Values[i] = math.NaN()
		}
	}
	if vintage != "" {
		s.ID += "@" + vintage
	}
	return s
}

// path returns n values that grow by 3 % from first, each times f(i).
func path(n int, first float64, f func(i int) float64) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = first * math.Pow(1.03, float64(i)) * f(i)
	}
	return v
}

func plain(int) float64 { return 1 }

// expect runs one rule and wants exactly the findings with these texts.
func expect(t *testing.T, rule string, in []data.Series, want ...string) {
	t.Helper()
	got, err := Run(in, rule)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) {
		t.Errorf("%d findings, want %d", len(got), len(want))
	}
	for i, f := range got {
		if i >= len(want) || !strings.Contains(f.String(), want[i]) {
			t.Errorf("finding %d: %s", i, f)
		}
	}
}

// A currency unit slipped in one of two variables, as with Belarus in SIPRI's
// 2026 edition: the money is a tenth throughout, the share too large by up to
// seven for twenty years, with one year that hardly differs among them.
func TestUnitAndRestatement(t *testing.T) {
	wrong := func(i int) float64 {
		switch {
		case i < 6 || i > 26:
			return 0.99
		case i == 23:
			return 1.05
		}
		return 7.05 - 0.28*float64(i-6)
	}
	in := []data.Series{
		series("blr-sipri-lcu", "BYN", "2025-04", 1995, path(30, 2e6, plain)...),
		series("blr-sipri-lcu", "BYN", "2026-04", 1995, path(31, 2e5, plain)...),
		series("blr-sipri-share", "share", "2025-04", 1995, path(30, 0.01, plain)...),
		series("blr-sipri-share", "share", "2026-04", 1995, path(31, 0.01, wrong)...),
	}
	expect(t, "unit", in, "unit: blr-sipri-lcu@2025-04 and blr-sipri-lcu@2026-04 1995–2024: the newer vintage is ×0.1 in 30 years")
	expect(t, "restated", in, "restated: blr-sipri-share@2025-04 and blr-sipri-share@2026-04 2001–2021: the newer vintage is ×")
}

// National accounts on a new base, as Japan's of December 2025: +1 % long ago,
// +4.4 % at the end.
func TestBaseChangeOfVintage(t *testing.T) {
	in := []data.Series{
		series("jpn-gdp-fy", "JPY bn", "2025-09", 1995, path(30, 500e3, plain)...),
		series("jpn-gdp-fy", "JPY bn", "2025-12", 1995, path(30, 500e3, func(i int) float64 { return 1.01 + 0.034*float64(i)/29 })...),
	}
	expect(t, "base", in, "2004–2024: the newer vintage is ×1.032 in 21 years; ×1.044 in 2024: not on the same base")
	expect(t, "restated", in)
}

// Two publishers of one quantity, as GDP of Korea at the World Bank before it
// took over the new base, and what SIPRI's spending and share imply.
func TestBaseBetweenSources(t *testing.T) {
	in := []data.Series{
		series("kor-worldbank-ny-gdp-mktp-cn", "KRW", "2025-03-24", 2014, path(10, 1e15, func(int) float64 { return 0.928 })...),
		series("kor-imf-weo-ngdp", "KRW bn", "2025-10", 2014, path(10, 1e6, plain)...),
		series("kor-sipri-lcu", "KRW", "2026-04", 2014, path(10, 3e13, plain)...),
		series("kor-sipri-share", "share", "2026-04", 2014, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03),
	}
	expect(t, "base", in,
		"kor-imf-weo-ngdp@2025-10 and kor-worldbank-ny-gdp-mktp-cn@2025-03-24 2014–2023: the second is ×0.928 in 10 years",
		"kor-sipri-implied-gdp@2026-04 and kor-worldbank-ny-gdp-mktp-cn@2025-03-24 2014–2023: the second is ×0.928")
}

// Forecasts are made to be revised.
func TestForecastsAreNoBase(t *testing.T) {
	a := series("jpn-imf-weo-ngdp", "JPY bn", "2025-04", 2025, path(6, 600e3, plain)...)
	b := series("jpn-imf-weo-ngdp", "JPY bn", "2025-10", 2025, path(6, 640e3, plain)...)
	a.Status = []data.Status{data.Forecast, data.Forecast, data.Forecast, data.Forecast, data.Forecast, data.Forecast}
	expect(t, "base", []data.Series{a, b})
}

func TestUnitInsideASeries(t *testing.T) {
	slip := func(i int) float64 {
		if i >= 10 {
			return 1000
		}
		return 1
	}
	expect(t, "unit", []data.Series{series("sle-sipri-lcu", "SLE", "", 2000, path(20, 50, slip)...)}, "sle-sipri-lcu 2010: ×1.03e+03 in a year, about 10^3")
	// In hyperinflation every year is large and none is odd.
	expect(t, "unit", []data.Series{series("zwe-sipri-lcu", "ZWG", "", 2000, 1, 9, 100, 950, 9e3, 1e5, 1e6, 9e6)})
}

func TestJump(t *testing.T) {
	calm := path(20, 1, plain)
	calm[12] *= 3
	expect(t, "jump", []data.Series{series("x-y", "number", "", 2000, calm...)}, "x-y 2012: 4.2", "x-y 2013: 1.4")
	expect(t, "jump", []data.Series{series("x-gdp-growth", "share", "", 2000, 0.01, 0.02, 0.0001, 0.03, 0.02, 0.01)})
}

func TestGap(t *testing.T) {
	expect(t, "gap", []data.Series{series("afg-z", "share", "", 1970, 1, 0, 1, 0, 0, 1, 0)}, "1971: 1 year missing", "afg-z 1973–1974: 2 years missing")
}

func TestContradiction(t *testing.T) {
	a := series("pol-sipri-share", "share", "2025-04", 2023, 0.03, 0.0415)
	b := series("pol-sipri-share", "percent", "2025-04", 2023, 3, 3.755)
	expect(t, "contradiction", []data.Series{a, b}, "pol-sipri-share@2025-04 2024: 4.15 and 3.755")
	b.Unit = data.Unit{}
	expect(t, "contradiction", []data.Series{a, b}, "the same vintage in share, calendar years, and in number")
	expect(t, "contradiction", []data.Series{a, a})
}

func TestShare(t *testing.T) {
	in := []data.Series{
		series("deu-worldbank-ms-mil-xpnd-cn", "EUR", "2025-03", 2020, 50e9, 52e9, 54e9),
		series("deu-worldbank-ny-gdp-mktp-cn", "EUR", "2025-03", 2020, 3400e9, 3600e9, 3800e9),
		series("deu-worldbank-ms-mil-xpnd-gd-zs", "share", "2025-03", 2020, 50./3400, 0.018, 54./3800),
		series("deu-nato-share", "share", "2025-08", 2020, 0.015, 0.015, 0.02),
		series("deu-nato-usd-constant", "USD m, 2021 prices", "2025-08", 2020, 60e3, 60e3, 61e3),
		series("deu-nato-gdp-usd-constant", "USD m, 2021 prices", "2025-08", 2020, 4e6, 4e6, 4e6),
	}
	expect(t, "share", in,
		"deu-nato-share@2025-08 2022: deu-nato-usd-constant over deu-nato-gdp-usd-constant is ×0.7625",
		"deu-worldbank-ms-mil-xpnd-gd-zs@2025-03 2021: deu-worldbank-ms-mil-xpnd-cn over deu-worldbank-ny-gdp-mktp-cn is ×0.8025")
}

func TestRunRefusesUnknownRules(t *testing.T) {
	if _, err := Run(nil, "gpa"); err == nil || !strings.Contains(err.Error(), `unknown rule "gpa"`) {
		t.Error(err)
	}
	all, err := Run([]data.Series{series("x-y", "number", "", 2000, 1, 2, 3)})
	if err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
}

func TestCompareBridgesOneYear(t *testing.T) {
	a := series("a-b", "number", "", 2000, 1, 1, 1, 1, 1, 1, 1, 1)
	b := series("a-b", "number", "", 2000, 1, 2, 1, 2, 1, 1, 2, 0.5)
	got := Compare(a, b, 0.1)
	if len(got) != 3 || got[0].First != 2001 || got[0].Last != 2003 || got[0].Years != 2 || got[1].First != 2006 || got[2].Ratio != 0.5 {
		t.Errorf("%+v", got)
	}
}

func TestDiff(t *testing.T) {
	a := series("pol-sipri-share", "share", "2025-04", 2022, 0.02, 0.03, 0.0415)
	b := series("pol-sipri-share", "percent", "2026-04", 2023, 3, 3.755, 4.5)
	b.Status = []data.Status{data.Estimate, data.Settled, data.Settled}
	gone := series("sun-sipri-share", "share", "2025-04", 1990, 0.1)
	other := series("jpn-x", "JPY", "2025-04", 2000, 1)
	otherNew := series("jpn-x", "USD", "2026-04", 2000, 1)
	fresh := series("twn-x", "share", "2026-04", 2025, 0.02)
	var got []string
	for _, c := range Diff([]data.Series{a, gone, other}, []data.Series{b, otherNew, fresh}, 0) {
		got = append(got, strings.Join([]string{c.Kind.String(), c.Series, number(float64(c.Year)), number(c.Old), number(c.New)}, " "))
	}
	want := "redefined jpn-x 2000 NaN NaN\n" +
		"dropped pol-sipri-share 2022 2 NaN\nflagged pol-sipri-share 2023 3 3\nrevised pol-sipri-share 2024 4.15 3.755\nadded pol-sipri-share 2025 NaN 4.5\n" +
		"dropped sun-sipri-share 1990 0.1 NaN\nadded twn-x 2025 NaN 0.02"
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
	if n := len(Diff([]data.Series{a}, []data.Series{series("pol-sipri-share", "share", "2026-04", 2022, 0.02, 0.03, 0.0414)}, 0.01)); n != 0 {
		t.Errorf("%d changes within the tolerance", n)
	}
}

// Sources a long way apart are found too: a thousand times (Sierra Leone's
// leones, Zimbabwe's dollars at rates that change), and what two editions of one
// source cannot tell.
func TestSourcesApart(t *testing.T) {
	in := []data.Series{
		series("sle-sipri-lcu", "SLE m", "2026-04", 2015, path(9, 400, plain)...),
		series("sle-sipri-share", "share", "2026-04", 2015, path(9, 0.008, func(i int) float64 { return math.Pow(1.03, -float64(i)) })...),
		series("sle-imf-weo-ngdp", "SLE m", "2025-10", 2015, path(9, 50e6, plain)...),
		series("zwe-gdp-lcu", "ZWL bn", "2025-03", 2015, path(9, 20, plain)...),
		series("zwe-imf-weo-ngdp", "ZWL bn", "2025-10", 2015, path(9, 26000, func(i int) float64 { return 1 + 0.08*float64(i) })...),
	}
	expect(t, "unit", in, "unit: sle-imf-weo-ngdp@2025-10 and sle-sipri-implied-gdp@2026-04 2015–2023: the second is ×0.001 in 9 years")
	expect(t, "apart", in, "apart: zwe-gdp-lcu@2025-03 and zwe-imf-weo-ngdp@2025-10 2015–2023: the second is ×")
}

// What a vintage foresees is meant to be revised: it is not on another base.
func TestForeseenYearsAreNoBase(t *testing.T) {
	old := series("kor-gdp", "KRW bn", "2021-10", 2012, path(15, 100, plain)...)
	revised := series("kor-gdp", "KRW bn", "2024-10", 2012, path(15, 100, func(i int) float64 {
		if i > 8 { // from 2021 on
			return 1.06
		}
		return 1
	})...)
	expect(t, "base", []data.Series{old, revised})
	rebased := series("kor-gdp", "KRW bn", "2024-10", 2012, path(15, 100, func(int) float64 { return 1.06 })...)
	expect(t, "base", []data.Series{old, rebased}, "2012–2020: the newer vintage is ×1.06 in 9 years")
}

// Groups put what is wrong first and sum up what real series do as well.
func TestGroups(t *testing.T) {
	found := []Finding{
		{Rule: "gap", Severity: Look, Country: "AFG", Series: "afg-x", First: 1971, Last: 1975},
		{Rule: "gap", Severity: Look, Country: "BEN", Series: "ben-x", First: 1980, Last: 1981},
		{Rule: "base", Severity: Doubt, Country: "JPN", Series: "jpn-x", First: 2015, Last: 2024, Size: 0.04},
		{Rule: "restated", Severity: Wrong, Country: "KHM", Series: "khm-x", First: 1986, Last: 1986, Size: 1.2},
		{Rule: "restated", Severity: Wrong, Country: "BLR", Series: "blr-x", First: 2001, Last: 2021, Size: 0.8},
		{Rule: "restated", Severity: Wrong, Country: "BLR", Series: "blr-y", First: 1995, Last: 1999, Size: 1.1},
	}
	got := Groups(found)
	var lines []string
	for _, g := range got {
		lines = append(lines, strings.Join([]string{g.Severity.String(), g.Rule, strings.Join(g.Countries, " "), g.Worst.Series}, " "))
	}
	want := []string{"wrong restated BLR blr-y", "wrong restated KHM khm-x", "doubt base JPN jpn-x", "look gap AFG BEN afg-x"}
	if strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("groups:\n%s\nwant:\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if g := got[0]; g.Findings != 2 || g.Series != 2 || g.First != 1995 || g.Last != 2021 {
		t.Errorf("first group: %+v", g)
	}
}

// The restatement by the largest factor comes first, whatever its years.
func TestRevisions(t *testing.T) {
	older := []data.Series{series("jpn-share", "share", "2025-04", 2020, 0.010, 0.010, 0.010), series("blr-share", "share", "2025-04", 2020, 0.013, 0.013)}
	newer := []data.Series{series("jpn-share", "share", "2026-04", 2020, 0.009, 0.009, 0.009, 0.011), series("blr-share", "share", "2026-04", 2020, 0.013, 0.0916)}
	got := Revisions(Diff(older, newer, 0))
	if len(got) != 2 || got[0].Series != "blr-share" || got[1].Series != "jpn-share" {
		t.Fatalf("revisions: %+v", got)
	}
	if r := got[0]; r.Largest.Year != 2021 || math.Abs(r.Largest.Ratio()-0.0916/0.013) > 1e-9 || r.Count[Revised] != 1 {
		t.Errorf("Belarus: %+v", r)
	}
	if r := got[1]; r.Count[Revised] != 3 || r.Count[Added] != 1 || r.First != 2020 || r.Last != 2023 {
		t.Errorf("Japan: %+v", r)
	}
}
