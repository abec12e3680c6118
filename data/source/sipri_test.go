package source

import (
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/google/go-cmp/cmp"
)

// Figures here are made up; the layout is that of the 2025 and 2026 editions.

func sipriShare(rows ...[]any) sheetIn {
	head := [][]any{
		{"Military expenditure by country as percentage of gross domestic product, 2020-2022     © SIPRI 2022"},
		{"Countries are grouped by region and subregion"},
		{red("Figures in blue are SIPRI estimates. Figures in red indicate highly uncertain data.")},
		{`". ." = data unavailable. "xxx" = country did not exist`},
		{""},
		{"Country", "Notes", 2020, 2021, 2022},
		{},
		{"Asia & Oceania"},
	}
	return sheetIn{"Share of GDP", append(head, rows...)}
}

func sipriBook(t testing.TB) []byte { return workbook(t, sipriSheetsIn()...) }

func sipriSheetsIn() []sheetIn {
	return []sheetIn{
		{"Front page", [][]any{{"", "picture"}}},
		{"Regional totals", [][]any{
			{"Military expenditure by region in constant US dollars     © SIPRI 2022"},
			{"Figures are in US$ b., at constant 2021 prices and exchange rates"},
			{"Region", 2020, 2021, 2022, "2022 (current prices)", "", "Omitted countries"},
			{"World", 1000.5, red(1010.25), 1020, 1100, "", "Cuba"},
			{"Central Asia", "xxx", "…", 4.5, 5, "", ""},
		}},
		{"Local currency financial years", [][]any{
			{"Military expenditure by country, in local currency, 2020-2022      © SIPRI 2022"},
			{"Figures are in local currency at current prices and are for financial years."},
			{"Country", "Currency", "Fiscal Year (Jan-Dec if not stated)", "Notes", 2020, 2021, 2022},
			{},
			{"Africa"},
			{"Algeria", "Dinar", "", "§4", 10, blue(11), red(12)},
			{"Taiwan", "Dollars", "Till: 1998 Jul-Jun, 1999: Jul-Dec, From 2000: Jan-Dec", "", 1, 2, 3},
			{"Japan", "Yen       ", "Apr-Mar", "56", 5e12, 6e12, 7e12},
			{"Croatia", "Kunas", "", "", 1, 1, 1},
		}},
		{"Constant (2021) US$", [][]any{
			{"Military expenditure by country, in constant (2021) US$ m., 2020-2022      © SIPRI 2022"},
			{"Country", "", "Notes", 2020, 2021, 2022},
			{"Japan", nil, "56", "...", blue(100.5), 101},
			{"Yemen, North", nil, "", "xxx", "xxx", 3},
			{"Yemen", nil, "", 4, 5, 6},
			{"Atlantis", nil, "", 4, 5, 6},
			{"Kosovo", nil, "", "...", "...", "..."},
		}},
		sipriShare([]any{"Korea, South", "...", 0.025, blue(0.026), 0.0275}),
		{"Footnotes", [][]any{
			{"Footnotes and special notes"},
			{"§", "Figures for these countries are for the adopted budget, rather than actual expenditure"},
			{4, "", "Algeria: budget figures."}, {56, "", "Japan: includes SACO."},
		}},
	}
}

func TestSIPRI(t *testing.T) {
	e := mustRead(t, "x.xlsx", sipriBook(t))
	if e.Publisher.Key != "sipri" || e.Published != data.MustDate("2023-04") {
		t.Errorf("%s of %s, want sipri of 2023-04: figures to 2022", e.Publisher.Key, e.Published)
	}
	check(t, one(t, e, "kor-sipri-share"), 2021, 0.026, data.Estimate)
	check(t, one(t, e, "kor-sipri-share"), 2022, 0.0275, data.Settled)

	dza := one(t, e, "dza-sipri-fy-lcu")
	check(t, dza, 2020, 10, data.Initial) // § is the adopted budget
	check(t, dza, 2021, 11, data.Estimate)
	check(t, dza, 2022, 12, data.Uncertain)
	if !strings.Contains(dza.Note, "adopted budget") || !strings.Contains(dza.Note, "Algeria: budget figures.") || dza.Unit.String() != "DZD" {
		t.Errorf("note %q, unit %s", dza.Note, dza.Unit)
	}
	jpn := one(t, e, "jpn-sipri-fy-lcu")
	if jpn.Basis != data.FiscalApril || jpn.Unit.String() != "JPY" || jpn.Note != "Japan: includes SACO." {
		t.Errorf("Japan: %s, %s, %q", jpn.Basis, jpn.Unit, jpn.Note)
	}
	if twn := one(t, e, "twn-sipri-fy-lcu"); !twn.Basis.IsCalendar() || !strings.Contains(twn.Note, "Till: 1998") {
		t.Errorf("Taiwan: %s, %q", twn.Basis, twn.Note)
	}
	if hrv := one(t, e, "hrv-sipri-fy-lcu"); hrv.Unit.Currency != "HRK" {
		t.Errorf("Croatia in %s, the sheet says Kunas", hrv.Unit)
	}
	constant := one(t, e, "jpn-sipri-usd-constant")
	if constant.Unit.String() != "USD m, 2021 prices" || constant.Start != 2021 {
		t.Errorf("constant prices: %s from %d", constant.Unit, constant.Start)
	}
	check(t, one(t, e, "yar-sipri-usd-constant"), 2022, 3, data.Settled)
	check(t, one(t, e, "world-sipri-usd-constant"), 2021, 1010.25, data.Estimate)
	check(t, one(t, e, "world-sipri-usd"), 2022, 1100, data.Settled)
	check(t, one(t, e, "central-asia-sipri-usd-constant"), 2022, 4.5, data.Settled)
	if len(e.Warnings) != 1 || !strings.Contains(e.Warnings[0].Error(), "Atlantis") {
		t.Errorf("warnings %v, want one on Atlantis", e.Warnings)
	}
}

// A sheet of a user's, renamed: what stands above the header decides.
func TestSIPRIRenamedSheet(t *testing.T) {
	s := sipriShare([]any{"Korea, South", "", 0.025, 0.026, 0.0275})
	s.name = "Sheet1"
	check(t, one(t, mustRead(t, "copy of.xlsx", workbook(t, s)), "kor-sipri-share"), 2020, 0.025, data.Settled)
}

// Sheets that users saved as CSV; the figures are made up.
// Editions to 2021, as public programs read them: dollars are "USD" in the names
// of sheets, the last year stands again at current prices, a sheet has hidden
// words among the countries, and two countries are misspelt.
func TestSIPRI2019(t *testing.T) {
	e := mustRead(t, "SIPRI-Milex-data-1949-2018_0.xlsx", workbook(t,
		sheetIn{"Constant (2017) USD", [][]any{{"Military expenditure by country, in constant (2017) US$ m., 1949-2018"}, {"Country", "", "Notes", 2017, 2018, "2018 Current"},
			{"Norh Macedonia", nil, "", 100, 101, 110}, {"Congo, Repubic of", nil, "1", ". .", "xxx", "xxx"}}},
		sheetIn{"Current USD", [][]any{{"Military expenditure by country, in US$ m., 1949-2018"}, {"Country", "Notes", 2017, 2018}, {"USA", "", 605803, 648798}, {"UK", "", 46433, 49997}}},
		sheetIn{"Local currency calendar years", [][]any{{"Military expenditure by country, in local currency, 1949-2018"}, {"Country", "Currency", "Notes", 2017, 2018},
			{"Figures for Afghanistan are hidden"}, {"Japan", "Yen", "56", 5.1e12, 5.2e12}}}))
	check(t, one(t, e, "mkd-sipri-usd-constant"), 2018, 101, data.Settled)
	if u := one(t, e, "mkd-sipri-usd-constant").Unit.String(); u != "USD m, 2017 prices" {
		t.Errorf("unit %q", u)
	}
	check(t, one(t, e, "gbr-sipri-usd"), 2018, 49997, data.Settled)
	check(t, one(t, e, "jpn-sipri-lcu"), 2018, 5.2e12, data.Settled)
	if len(e.Warnings) > 0 {
		t.Errorf("warnings: %v", e.Warnings)
	}
}

func TestSIPRIAsCSV(t *testing.T) {
	for _, c := range []struct{ name, csv, id, unit string }{
		{"constant", "Country,Unnamed: 1,Notes,2020,2021,2022\n,,,,,\nAsia & Oceania,,,,,\nJapan,,56,...,50000.5,51000\n", "jpn-sipri-usd-constant", "USD m, constant prices"},
		{"share", "Country,Notes,2020,2021,2022\nJapan,56,xxx,0.0105,0.012\n", "jpn-sipri-share", "share"},
		{"current", "Country,Notes,2020,2021,2022\nJapan,56,xxx,50000,51000\n", "jpn-sipri-usd", "USD m"},
		{"local", "Country,Currency,Notes,2020,2021,2022\nJapan,Yen  ,56,1,2,3\n", "jpn-sipri-lcu", "JPY"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := mustRead(t, "x.csv", []byte(c.csv))
			if s := one(t, e, c.id); s.Unit.String() != c.unit || s.End() != 2022 || e.Published.String() != "2023-04" || len(e.Warnings) != 2 {
				t.Errorf("%s to %d, published %s, warnings %v", s.Unit, s.End(), e.Published, e.Warnings)
			}
		})
	}
}

func TestSIPRIRefuses(t *testing.T) {
	usd := func(last int) sheetIn {
		return sheetIn{"Current US$", [][]any{{"Military expenditure by country, in millions of US$ at current prices"}, {"Country", "Notes", last - 1, last}, {"Japan", "", 1, 2}}}
	}
	for _, c := range []struct {
		name   string
		sheets []sheetIn
		want   []string
	}{
		{"duplicated row", []sheetIn{sipriShare([]any{"Japan", "", 0.01, 0.01, 0.01}, []any{"Japan", "", 0.01, 0.01, 0.01})},
			[]string{`sheet "Share of GDP", cell C10`, "a second time", "row 9"}},
		{"contradictory row", []sheetIn{sipriShare([]any{"Japan", "", 0.01, 0.01, 0.01}, []any{"Japan", "", 0.02, 0.01, 0.01})},
			[]string{"cell C10", "0.02 here and 0.01", "two vintages"}},
		{"two editions", []sheetIn{sipriShare([]any{"Japan", "", 0.01, 0.01, 0.01}), usd(2023)},
			[]string{`sheet "Current US$"`, "years end in 2023", "2022", "one edition"}},
		{"text in a number", []sheetIn{sipriShare([]any{"Japan", "", 0.01, "1,2 %", 0.01})},
			[]string{"x.xlsx:9:", "cell D9", `"1,2 %"`, "want a number"}},
		{"year is a date", []sheetIn{{"Share of GDP", [][]any{{"Military expenditure"}, {"Country", "Notes", 2020, 44562}, {"Japan", "", 1, 2}}}},
			[]string{"cell D2", "44562", "is a date"}},
		{"year twice", []sheetIn{{"Share of GDP", [][]any{{"Military expenditure"}, {"Country", "Notes", 2020, 2020}, {"Japan", "", 1, 2}}}},
			[]string{"cell D2", "2020 a second time"}},
		{"titles one to the right", []sheetIn{{"Share of GDP", [][]any{{"Military expenditure"}, {"Country", "Notes", nil, 2020, 2021}, {"Japan", "", 0.01, 0.02, 0.03}}}},
			[]string{`sheet "Share of GDP", cell C3`, "under no title", "row 2 shifted"}},
		{"titles one to the left", []sheetIn{{"Share of GDP", [][]any{{"Military expenditure"}, {"Country", 2020, 2021}, {"Japan", "...", 0.01, 0.02}}}},
			[]string{`sheet "Share of GDP", cell D3`, "under no title"}},
		{"no titles", []sheetIn{usd(2022), {"Share of GDP", [][]any{{"Military expenditure"}, {"Japan", "", 0.01, 0.02}}}},
			[]string{`sheet "Share of GDP"`, "no row of titles"}},
		{"no years", []sheetIn{{"Share of GDP", [][]any{{"Military expenditure"}, {"Country", "Notes", "a", "b"}, {"Japan", "", 1, 2}}}},
			[]string{"no year"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			msg := refused(t, "x.xlsx", workbook(t, c.sheets...))
			for _, w := range c.want {
				if !strings.Contains(msg, w) {
					t.Errorf("%s\nlacks %q", msg, w)
				}
			}
		})
	}
}

func TestColourStatus(t *testing.T) {
	for hex, want := range map[string]data.Status{
		"0000FF": data.Estimate, "FF0000FF": data.Estimate, "0070C0": data.Estimate, "4472C4": data.Estimate, "000080": data.Estimate,
		"FF0000": data.Uncertain, "FFFF0000": data.Uncertain, "C00000": data.Uncertain,
		"000000": data.Settled, "": data.Settled, "333333": data.Settled, "FFFFFF": data.Settled, "xyz": data.Settled,
	} {
		if got := colourStatus(hex); got != want {
			t.Errorf("colourStatus(%q) = %s, want %s", hex, got, want)
		}
	}
}

func TestSIPRIFiscal(t *testing.T) {
	for s, want := range map[string]string{
		"": "calendar", "Apr-Mar": "fiscal-04", "Apr.–Mar.": "fiscal-04", "Till: 2000 Apr.–Mar., From 2001: Oct.–Sep.": "fiscal-10", "Oct-Sep": "fiscal-10", "See footnote": "calendar",
		"Till: 1980 Jan-Dec, From 1981: Jul-Jun": "fiscal-07", "Jan-Dec": "calendar", "It's complicated (see footnote)": "calendar",
	} {
		b, _ := sipriFiscal(s, "")
		if diff := cmp.Diff(want, b.String()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", s, diff)
		}
	}
}

func BenchmarkSIPRI(b *testing.B) {
	content := sipriBook(b)
	for b.Loop() {
		if _, err := Read("x.xlsx", content, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
