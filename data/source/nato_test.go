package source

import (
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
)

// Layouts are those of NATO's workbooks; the figures are made up.

func nato2024() []sheetIn {
	years := []any{nil, nil, nil, 2022, "2023e", "2024e"}
	return []sheetIn{
		{"TABLE1", [][]any{
			{}, {}, {}, {nil, "Table 1 : Defence expenditure"}, {}, {nil, "Million national currency units"}, {}, years, {},
			{nil, "Current prices"},
			{nil, nil, "Bulgaria   (Leva)", 2000, 3000, 4000},
			{nil, nil, "Poland*   (Zlotys)", 68000.5, 111000, 151000},
			{nil, nil, nil, "#REF!", "#REF!", "#REF!"},
			{nil, "Constant 2015 prices "},
			{nil, nil, "Bulgaria   (Leva)", 1500, 2000, 2500},
			{nil, nil, "Poland*   (Zlotys)", 53000, 77000, 101000},
			{nil, nil, nil, "#REF!", "#REF!", "#REF!"}, {},
			{nil, nil, "Notes: Figures for 2023 and 2024 are estimates. "}, {nil, nil, "*  These Allies have national laws"}, {nil, "-7-"},
		}},
		{"TABLE3", [][]any{
			{nil, "Table 3 : Defence expenditure as a share of GDP and annual real change"}, {nil, "Based on 2015 prices"}, years,
			{nil, "Share of real GDP (%)"},
			{nil, nil, "Slovak Republic", 1.8, 1.84, 2}, {nil, nil, "Türkiye", 1.4, "..", 2.09}, {nil, "NATO Total", nil, 2.5, 2.52, 2.71},
			{nil, "Annual real change (%)"},
			{nil, nil, "Slovak Republic", 1, -2.5, 3}, {nil, nil, "Türkiye", "-", 3, 4},
		}},
		{"TABLE4", [][]any{
			{nil, "Table 4 : Defence expenditure real change 2014-2024e"}, {nil, "Million US dollars (2015 prices and exchange rates)"},
			{nil, nil, nil, 2014, "2024e", "Real change 2014-2024e (%)"}, {nil, nil, "Poland", 1, 2, 100},
		}},
		{"TABLE7", [][]any{
			{nil, nil, "Table 7 : Military personnel"}, {nil, nil, "Thousands"}, append([]any{nil}, years...),
			{nil, nil, nil, "Albania", 6.744, 6.247, 6}, {nil, nil, "NATO Total", nil, 3228.5, 3124, 3000},
		}},
		{"TABLE8a", [][]any{
			{nil, "Table 8a : Distribution of defence expenditure by main category"}, {nil, "Percentage of total defence expenditure"}, years,
			{nil, "Equipment (a)"}, {nil, nil, "Poland", 30, 40, 51}, {nil, "Personnel (b)"}, {nil, nil, "Poland", 50, 40, 29},
			{nil, nil, "(a) Equipment expenditure includes major equipment expenditure"},
		}},
	}
}

func TestNATO2024(t *testing.T) {
	e := mustRead(t, "x.xlsx", workbook(t, nato2024()...))
	if e.Publisher.Key != "nato" || e.Published.Year != 2024 {
		t.Errorf("%s of %s", e.Publisher.Key, e.Published)
	}
	pol := one(t, e, "pol-nato-lcu")
	check(t, pol, 2022, 68000.5, data.Settled)
	check(t, pol, 2024, 151000, data.Estimate)
	if pol.Unit.String() != "PLN m" || one(t, e, "bgr-nato-lcu").Unit.String() != "BGN m" {
		t.Errorf("units %s, %s", pol.Unit, one(t, e, "bgr-nato-lcu").Unit)
	}
	if u := one(t, e, "pol-nato-lcu-constant").Unit.String(); u != "PLN m, 2015 prices" {
		t.Errorf("constant prices in %q", u)
	}
	check(t, one(t, e, "svk-nato-share"), 2023, 0.0184, data.Estimate)
	check(t, one(t, e, "tur-nato-real-change"), 2024, 0.04, data.Estimate)
	check(t, one(t, e, "nato-total-nato-share"), 2024, 0.0271, data.Estimate)
	check(t, one(t, e, "alb-nato-personnel"), 2022, 6744, data.Settled)
	check(t, one(t, e, "pol-nato-equipment-share"), 2024, 0.51, data.Estimate)
	check(t, one(t, e, "pol-nato-personnel-share"), 2022, 0.5, data.Settled)
	if len(e.Warnings) != 0 {
		t.Errorf("warnings %v", e.Warnings)
	}
}

// The reported 2026 layout: title in A1, unit in A2, years in row 4, countries
// in column A, here without headings; "core" is another definition.
func TestNATO2026(t *testing.T) {
	e := mustRead(t, "x.xlsx", workbook(t, sheetIn{"Table 1", [][]any{
		{"Defence Expenditure of NATO Countries (2014-2026)"}, {"Table 1: Core\ndefence expenditure"}, {"Million national currency units"}, {},
		{"", 2024, "2025e", "2026e"},
		{"Bulgaria (Euros)", 1000, 1100, 1200}, {"Germany* (Euros)", 90000, "..", 110000}, {},
		{"Bulgaria (Euros)", 900, 950, 1000}, {"Germany* (Euros)", 80000, 85000, 90000},
	}}))
	check(t, one(t, e, "deu-nato-core-lcu"), 2026, 110000, data.Estimate)
	check(t, one(t, e, "deu-nato-core-lcu-constant"), 2024, 80000, data.Settled)
	if u := one(t, e, "bgr-nato-core-lcu").Unit.String(); u != "EUR m" {
		t.Errorf("unit %q", u)
	}
	if len(e.Warnings) != 2 {
		t.Errorf("warnings %v, want one for each missing heading", e.Warnings)
	}
}

// The workbook of 2025 as two public programs that read def-exp-2025-en.xlsx
// tell: a title in A1, the unit below it, the
// heading of a block and its years in row 4, 31 countries from row 5, two
// aggregates, the second block from row 41.
func TestNATO2025(t *testing.T) {
	table := func(name, title, unit, first, second string) sheetIn {
		block := func(heading string, v float64) [][]any {
			return [][]any{{heading}, {nil, 2014, 2023, "2024e", "2025e"}, {"Sweden (Kronor)", v, v + 1, v + 2, v + 3},
				{"Slovenia*", "..", v + 1, v + 2, v + 3}, {"NATO Europe and Canada", v, v, v, v}, {"NATO Total", v, v, v, v}}
		}
		rows := append([][]any{{title}, {unit}}, block(first, 10)...)
		rows = append(append(rows, []any{}), block(second, 100)...)
		return sheetIn{name, append(rows, []any{}, []any{"Notes: Figures for 2024 and 2025 are estimates."})}
	}
	e := mustRead(t, "def-exp-2025-en.xlsx", workbook(t,
		table("Table 1", "Table 1: Defence expenditure", "Million national currency units", "Current prices", "Constant 2021 prices"),
		table("Table 2", "Table 2: Defence expenditure", "Million US dollars", "Current prices and exchange rates", "Constant 2021 prices and exchange rates"),
		table("Table 3", "Table 3: Defence expenditure as a share of GDP and annual real change", "Based on 2021 prices", "Share of real GDP (%)", "Annual real change (%)")))
	check(t, one(t, e, "swe-nato-lcu"), 2023, 11, data.Settled)
	check(t, one(t, e, "swe-nato-lcu-constant"), 2025, 103, data.Estimate)
	check(t, one(t, e, "svn-nato-usd"), 2024, 12, data.Estimate)
	check(t, one(t, e, "swe-nato-share"), 2025, 0.13, data.Estimate)
	check(t, one(t, e, "swe-nato-real-change"), 2014, 1, data.Settled)
	if u := one(t, e, "swe-nato-usd-constant").Unit; u.Constant != 2021 {
		t.Errorf("unit %s", u)
	}
	if len(e.Warnings) > 0 {
		t.Errorf("warnings: %v", e.Warnings)
	}
}

func TestNATORefuses(t *testing.T) {
	edit := func(f func([]sheetIn)) []byte {
		s := nato2024()
		f(s)
		return workbook(t, s...)
	}
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"text", edit(func(s []sheetIn) { s[0].rows[10][3] = "about 5" }), `x.xlsx:11: sheet "TABLE1", cell D11: bad value "about 5"`},
		{"date", edit(func(s []sheetIn) { s[0].rows[7][5] = 45292 }), `sheet "TABLE1", cell F8: "45292" is a date`},
		{"shifted", edit(func(s []sheetIn) {
			r := s[0].rows[7]
			s[0].rows[7] = append([]any{nil}, r...)
		}), "under no year"},
		{"other edition", edit(func(s []sheetIn) { s[4].rows[2] = []any{nil, nil, nil, 2023, "2024e", "2025e"} }), "years end in 2025"},
		{"row twice", edit(func(s []sheetIn) { s[1].rows = append(s[1].rows, []any{nil, nil, "Türkiye", 1, 2, 3}) }), `sheet "TABLE3", cell E11: tur-nato-real-change 2023`},
	} {
		t.Run(c.name, func(t *testing.T) {
			es, err := Read("x.xlsx", c.content, Options{})
			if err == nil {
				t.Fatalf("read as %d series, want %q", len(es[0].Series), c.want)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v\nlacks %q", err, c.want)
			}
		})
	}
}
