package snapshot

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/defcast/defcast/data"
)

// smallWorld is [small] with a database of two countries.
func smallWorld() map[string]string {
	m := small()
	m["world/years.csv"] = yearsHeader + "\n" +
		"club,,calendar,Calendar year\n" +
		"club,USA,fiscal-10-end,October to September\n"
	m["world/series.csv"] = editionHeader + "\n" +
		"club-lcu@2025,Spending,club,LCU m,2025-06,office,medium,,\n" +
		"club-share@2025,Spending over GDP,club,share,2025-06,office,medium,club-share,As printed\n"
	m["world/club.csv"] = tableHeader + "\n" +
		"club-lcu@2025,DEU,2024,100.50,settled\n" +
		"club-share@2025,DEU,2022,0.010,settled\n" +
		"club-share@2025,DEU,2024,0.012,settled\n" +
		"club-share@2025,DEU,2025,0.013,estimate\n" +
		"club-share@2025,USA,2025,0.030,estimate\n"
	m["world/measures.csv"] = "countries," + measureHeader + "\n" +
		",club,spending,club-share,,settled,calendar,published,,,,GDP,all,nothing,office\n"
	return m
}

func TestReadWorld(t *testing.T) {
	s, err := Read(asFS(smallWorld()))
	if err != nil {
		t.Fatal(err)
	}
	deu, _ := s.Panel.Get("deu-club-share@2025")
	if deu.Country != "DEU" || deu.Start != 2022 || deu.End() != 2025 || deu.Observed() != 3 || !deu.Basis.IsCalendar() ||
		deu.PublishedAt(2024) != data.MustDate("2025-06") || deu.StatusAt(2025) != data.Estimate || deu.Note != "As printed" {
		t.Errorf("series %+v", deu)
	}
	usa, _ := s.Panel.Get("usa-club-share@2025")
	if usa.Basis.String() != "fiscal-10-end" || usa.Observed() != 1 {
		t.Errorf("series %+v", usa)
	}
	if lcu, _ := s.Panel.Get("deu-club-lcu@2025"); lcu.Unit.String() != "EUR m" {
		t.Errorf("unit %s, want EUR m", lcu.Unit)
	}
	if f, ok := s.Figure("deu-club-lcu@2025", 2024); !ok || f.Text != "100.50" || f.Source != "office" || f.Confidence != Medium || f.Line != 2 || f.File != "world/club.csv" {
		t.Errorf("figure %+v", f)
	}
	var got []string
	for _, m := range s.Measures {
		got = append(got, m.Country+" "+m.ID+" "+m.Numerator+" "+m.Basis.String())
	}
	want := []string{"DEU club deu-club-share calendar", "USA club usa-club-share fiscal-10-end", "LND share lnd-spend fiscal-04"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("measures:\n%s", diff)
	}
	var said []string
	for _, a := range s.Announcements {
		said = append(said, fmt.Sprint(a.Series, a.Year))
	}
	if diff := cmp.Diff([]string{"lnd-spend2025", "deu-club-share2025", "usa-club-share2025"}, said); diff != "" {
		t.Errorf("announcements:\n%s", diff)
	}
}

func TestReadWorldFaults(t *testing.T) {
	for _, c := range []struct{ name, file, old, new, want string }{
		{"order", "world/club.csv", "DEU,2022", "DEU,2025", `world/club.csv:4: row "club-share@2025 DEU 2024" follows "club-share@2025 DEU 2025"`},
		{"twice", "world/club.csv", "DEU,2022", "DEU,2024", `world/club.csv:4: row "club-share@2025 DEU 2024" follows`},
		{"series", "world/club.csv", "club-lcu", "club-lca", `world/club.csv:2: series: "club-lca@2025" is not in series.csv`},
		{"country", "world/club.csv", "USA", "USB", `world/club.csv:6: country: "USB" is no country`},
		{"number", "world/club.csv", "0.013", "0,013", "world/club.csv:5: 6 cells (want 5"},
		{"no value", "world/club.csv", "0.012", "", "world/club.csv:4: value: is empty"},
		{"status", "world/club.csv", "estimate", "guess", `world/club.csv:5: status: bad status "guess"`},
		{"unused", "world/club.csv", "club-lcu@2025,DEU,2024,100.50,settled\n", "", "world/series.csv:2: club-lcu@2025: has no figures"},
		{"rule", "world/series.csv", "Spending,club", "Spending,clubs", `world/series.csv:2: years: "clubs" is no rule of years.csv`},
		{"vintage", "world/series.csv", "2025-06", "", "world/series.csv:2: vintage: is empty"},
		{"unit", "world/series.csv", "LCU m", "LCU million", `world/club.csv:2: unit: bad unit "EUR million"`},
		{"announces", "world/series.csv", ",club-share,", ",club-shore,", `world/series.csv:3: deu-club-share@2025: announces "deu-club-shore", which is no series`},
		{"basis", "world/years.csv", "fiscal-10-end", "fiscal-1", `world/years.csv:3: basis: bad year basis "fiscal-1"`},
		{"exception", "world/years.csv", "club,,calendar,Calendar year\n", "", `world/years.csv:2: country: exception of rule "club" before the rule`},
		{"numerator", "world/measures.csv", "\n,club", "\nUSA,club-lcu", `world/measures.csv:2: numerator: "usa-club-lcu" is no series`},
		{"also there", "lnd/series.csv", "lnd-gdp@2025", "deu-club-lcu@2025", `lnd/series.csv:2: series: "deu-club-lcu@2025" is a series of another country`},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := smallWorld()
			if c.name == "numerator" {
				m[c.file] = strings.Replace(m[c.file], "club-share", "club-lcu", 1)
				c.old, c.new = "\n,", "\nUSA,"
			}
			before := m[c.file]
			if m[c.file] = strings.Replace(before, c.old, c.new, 1); m[c.file] == before {
				t.Fatalf("%q is not in %s", c.old, c.file)
			}
			_, err := Read(asFS(m))
			var syntax *data.SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("error %v, want a SyntaxError", err)
			}
			if !strings.HasPrefix(syntax.Error(), c.want) {
				t.Errorf("error  %s\nwant   %s…", syntax, c.want)
			}
		})
	}
}

// each calls f for the countries that have all of the series, with the years
// that all of them have.
func each(s *Snapshot, ids []string, f func(country string, y data.Year, v []float64)) {
	for _, c := range s.Countries() {
		var series []data.Series
		for _, id := range ids {
			if p, ok := s.Panel.Get(prefixed(c, id)); ok {
				series = append(series, p)
			}
		}
		if len(series) < len(ids) {
			continue
		}
		for y := data.Year(1980); y <= 2030; y++ {
			var v []float64
			for _, p := range series {
				if x, ok := p.At(y); ok {
					v = append(v, x)
				}
			}
			if len(v) == len(ids) {
				f(c, y, v)
			}
		}
	}
}

// TestNATOTableAddsUp adds up the four kinds of spending and divides again.
func TestNATOTableAddsUp(t *testing.T) {
	s := mustLoad(t)
	n := 0
	var got []string
	each(s, []string{"nato-equipment@2024-06", "nato-personnel@2024-06", "nato-infrastructure@2024-06", "nato-other@2024-06"},
		func(c string, y data.Year, v []float64) {
			n++
			if sum := v[0] + v[1] + v[2] + v[3]; math.Abs(sum-1) > 1e-4 {
				t.Errorf("%s %d: the parts make %.4f of the whole", c, y, sum)
			}
		})
	each(s, []string{"nato-share@2024-06", "nato-usd@2024-06", "nato-gdp-usd@2024-06"}, func(c string, y data.Year, v []float64) {
		n++
		if again := v[1] / v[2]; math.Abs(v[0]/again-1) > 1e-4 {
			got = append(got, fmt.Sprintf("%s %d %.2f %.2f", c, y, 100*v[0], 100*again))
		}
	})
	want := []string{ // NATO divides by something else than the GDP it prints: by that of the fiscal year, or a later one
		"FRA 2020 2.00 1.99", "ITA 2014 1.14 1.13", "ITA 2016 1.18 1.19", "ITA 2017 1.20 1.22", "LTU 2019 2.00 1.99",
		"NLD 2014 1.15 1.16", "NLD 2016 1.16 1.16", "NLD 2017 1.15 1.16", "NLD 2018 1.22 1.22", "NLD 2019 1.32 1.33",
		"NLD 2020 1.41 1.41", "NLD 2021 1.36 1.35", "NLD 2022 1.44 1.38", "NLD 2023 1.66 1.50", "NLD 2024 2.05 1.85",
		"SVK 2024 2.00 1.99", "USA 2016 3.50 3.49", "USA 2017 3.28 3.28", "USA 2018 3.26 3.25", "USA 2019 3.47 3.49",
		"USA 2020 3.58 3.61", "USA 2021 3.53 3.49", "USA 2022 3.31 3.24", "USA 2023 3.23 3.20", "USA 2024 3.38 3.37",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("shares that do not follow from the table (-listed +found):\n%s", diff)
	}
	if n < 600 { // 31 Allies, 11 years, twice
		t.Errorf("only %d statements recomputed", n)
	}
}

// TestGrowthIsLevelOverDeflator: (1+real growth) times the growth of the
// deflator is the growth of nominal GDP, within the digits printed.
func TestGrowthIsLevelOverDeflator(t *testing.T) {
	l := look{mustLoad(t)}
	var got []string
	n := 0
	ids := []string{"gdp@weo2025-10", "gdp-deflator@weo2025-10", "gdp-growth-real@weo2025-10"}
	each(l.s, ids, func(c string, y data.Year, _ []float64) {
		var now, before [3]span
		ok := true
		for i, id := range ids {
			var last bool
			now[i], _ = l.at(prefixed(c, id), y)
			before[i], last = l.at(prefixed(c, id), y-1)
			ok = ok && (last || i == 2) // the rate of the year before is not needed
		}
		if !ok {
			return
		}
		n++
		again := now[0].over(before[0]).over(now[1].over(before[1])).minus(exactly(1))
		again.lo, again.hi = again.lo-5e-5, again.hi+5e-5 // the rate comes from levels in more digits
		if !now[2].meets(again) {
			got = append(got, fmt.Sprintf("%s %d %.4f %.4f", c, y, now[2].mid(), again.mid()))
		}
	})
	var want []string
	if diff := cmp.Diff(want, got); diff != "" || n < 1900 {
		t.Errorf("%d years recomputed; growth, level and deflator disagree (-listed +found):\n%s", n, diff)
	}
}

// TestSharesOnTheOutlook: what the publishers divided by is near the GDP of the
// World Economic Outlook where the measure sipri-weo says so; where it is not,
// the reason is known.
func TestSharesOnTheOutlook(t *testing.T) {
	s := mustLoad(t)
	far := map[string]float64{}
	each(s, []string{"sipri-lcu@2026", "sipri-share@2026", "gdp@weo2025-10"}, func(c string, y data.Year, v []float64) {
		if y < 2015 || y > 2024 || v[1] == 0 {
			return
		}
		far[c] = math.Max(far[c], math.Abs(v[0]/1000/v[1]/v[2]-1))
	})
	for c, gap := range far {
		offered := slices.ContainsFunc(s.Measures, func(m data.Measure) bool { return m.Country == c && m.ID == "sipri-weo" })
		if near := gap < 0.01 && c != "USA"; offered != near { // the United States are in fiscal years
			t.Errorf("%s: GDP within %.2f %%, sipri-weo offered: %v", c, 100*gap, offered)
		}
	}
	var got []string
	each(s, []string{"nato-core-lcu@2026-07", "nato-core-share@2026-07", "gdp@weo2025-10"}, func(c string, y data.Year, v []float64) {
		if gap := v[0] / 1000 / v[1] / v[2]; math.Abs(gap-1) > 0.05 {
			got = append(got, fmt.Sprintf("%s %d %.2f", c, y, gap))
		}
	})
	want := []string{"BGR 2024 0.52", "BGR 2025 0.52", "BGR 2026 0.51", // in euros, the Outlook still in leva
		"LUX 2024 0.65", "LUX 2025 0.67", "LUX 2026 0.67", // NATO divides by gross national income
		"NLD 2024 0.89", "NLD 2025 0.89", "NLD 2026 0.89"} // as in the edition of 2024; reason not found
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("GDP behind NATO's shares (-listed +found):\n%s", diff)
	}
}

// TestSIPRIAndNATO holds the differences between the two, in points of GDP, to
// what was found when all Allies of the database were compared.
func TestSIPRIAndNATO(t *testing.T) {
	s := mustLoad(t)
	gaps := map[string][]float64{}
	var all []float64
	each(s, []string{"sipri-share@2026", "nato-share@2024-06"}, func(c string, y data.Year, v []float64) {
		gap := 100 * (v[0] - v[1])
		gaps[c] = append(gaps[c], gap)
		all = append(all, gap)
	})
	for c, want := range map[string][2]float64{
		"DEU": {-0.30, -0.05}, "GBR": {-0.35, 0.25}, "POL": {-0.40, 0.35}, "TUR": {-0.3, 0.85}, "USA": {-0.2, 0.1}, "FRA": {-0.1, 0.15},
	} {
		if lo, hi := slices.Min(gaps[c]), slices.Max(gaps[c]); lo < want[0] || hi > want[1] {
			t.Errorf("%s: SIPRI less NATO is %.2f to %.2f points, want within %v", c, lo, hi, want)
		}
	}
	mean, abs := 0.0, 0.0
	for _, g := range all {
		mean, abs = mean+g/float64(len(all)), abs+math.Abs(g)/float64(len(all))
	}
	if len(gaps) != 18 || math.Abs(mean) > 0.05 || abs > 0.12 {
		t.Errorf("%d Allies: mean %.3f, mean absolute %.3f points", len(gaps), mean, abs)
	}
}

// TestSIPRIRestated holds what the edition of 2026 made of shares of 2024, in
// percent, as a comparison of the workbooks found.
func TestSIPRIRestated(t *testing.T) {
	s := mustLoad(t)
	for country, want := range map[string][2]float64{"POL": {4.154, 3.755}, "TWN": {2.098, 1.911}, "JPN": {1.371, 1.295}, "RUS": {7.052, 6.874}} {
		for i, edition := range []string{"2025", "2026"} {
			p, _ := s.Panel.Get(prefixed(country, "sipri-share@"+edition))
			if v, ok := p.At(2024); !ok || math.Abs(100*v-want[i]) > 0.0005 {
				t.Errorf("%s 2024 in the edition of %s is %.4f %%, want %.3f", country, edition, 100*v, want[i])
			}
		}
	}
}

// TestEveryCountryHasAMeasure: all Allies with forces and the comparators.
func TestEveryCountryHasAMeasure(t *testing.T) {
	s := mustLoad(t)
	want := strings.Fields("ALB AUS BEL BGR CAN CHN CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN IND ITA JPN KOR LTU LUX LVA MKD MNE NLD NOR NZL PHL POL PRK PRT ROU RUS SGP SVK SVN SWE TUR TWN UKR USA")
	if diff := cmp.Diff(want, s.Countries()); diff != "" {
		t.Errorf("countries:\n%s", diff)
	}
	for country, first := range map[string]string{"DEU": "nato", "KOR": "sipri", "CHN": "sipri", "PRK": "state-budget", "JPN": "mod"} {
		if got := s.MeasuresOf(country)[0].ID; got != first {
			t.Errorf("first measure of %s is %s, want %s", country, got, first)
		}
	}
	for _, m := range s.Measures {
		if num, ok := s.Panel.Edition(m.Numerator); !ok || !num.Basis.Equal(m.Basis) {
			t.Errorf("%s %s: basis %s, its numerator has %s", m.Country, m.ID, m.Basis, num.Basis)
		}
	}
}
