package source

import (
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Layouts are those of IMF downloads; the figures are made up.

const weoAll = "WEO Country Code\tISO\tWEO Subject Code\tCountry\tSubject Descriptor\tSubject Notes\tUnits\tScale\tCountry/Series-specific Notes\t2022\t2023\t2024\tEstimates Start After\r\n" +
	"967\tUVK\tNGDP\tKosovo\tGross domestic product, current prices\tx\tNational currency\tBillions\tSource: a \"b\"\t9.5\t4,241.50\tn/a\t2022\r\n" +
	"158\tJPN\tNGDP_R\tJapan\tGross domestic product, constant prices\tx\tNational currency\tBillions\tBase year: 2015\t--\t550,000.125\t551,000\t2023\r\n" +
	"158\tJPN\tNGDP_RPCH\tJapan\tGross domestic product, constant prices\tx\tPercent change\tUnits\t\t1.5\t3.6\t-0.25\t2023\r\n" +
	"158\tJPN\tLP\tJapan\tPopulation\tx\tPersons\tMillions\t\t125\t124\t123\t2024\r\n" +
	"\r\nInternational Monetary Fund, World Economic Outlook Database, April 2025"

const weoCustom = "Country\tSubject Descriptor\tUnits\tScale\t2023\t2024\tEstimates Start After\t\r\n" +
	"Türkiye\tGross domestic product, current prices\tU.S. dollars\tBillions\t1,108.022\t1,320\t2023\t\r\n" +
	"Taiwan Province of China\tGross domestic product, current prices\tU.S. dollars\tBillions\t756.5\tn/a\t2023\t\r\n\r\n" +
	"International Monetary Fund, World Economic Outlook Database, October 2024"

func encode(t testing.TB, s string, to encoding.Encoding) []byte {
	t.Helper()
	b, err := to.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestIMFWholeDatabase(t *testing.T) {
	for name, content := range map[string][]byte{
		"utf-16le":          encode(t, weoAll, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)),
		"utf-16le with bom": encode(t, weoAll, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)),
		"utf-16be with bom": encode(t, weoAll, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)),
		"utf-8":             []byte(weoAll),
		"utf-8 with bom":    []byte("\ufeff" + weoAll),
		"latin-1":           encode(t, weoAll, charmap.ISO8859_1),
	} {
		t.Run(name, func(t *testing.T) {
			e := mustRead(t, "WEOApr2025all.xls", content)
			if e.Publisher.Key != "imf-weo" || e.Published != data.MustDate("2025-04") {
				t.Errorf("%s of %s", e.Publisher.Key, e.Published)
			}
			xkx := one(t, e, "xkx-imf-weo-ngdp")
			check(t, xkx, 2022, 9.5, data.Settled)
			check(t, xkx, 2023, 4241.5, data.Forecast)
			if xkx.Unit.String() != "EUR bn" || xkx.End() != 2023 {
				t.Errorf("unit %s, last year %d", xkx.Unit, xkx.End())
			}
			if u := one(t, e, "jpn-imf-weo-ngdp-r").Unit.String(); u != "JPY bn, 2015 prices" {
				t.Errorf("constant prices in %q", u)
			}
			check(t, one(t, e, "jpn-imf-weo-ngdp-r"), 2023, 550000.125, data.Settled)
			check(t, one(t, e, "jpn-imf-weo-lp"), 2022, 125e6, data.Settled)
			if v, _ := one(t, e, "jpn-imf-weo-ngdp-rpch").At(2023); v != 0.036 {
				t.Errorf("3.6 percent is %v", v)
			}
		})
	}
}

func TestIMFCustomReport(t *testing.T) {
	e := mustRead(t, "WEO_Data.xls", encode(t, weoCustom, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)))
	check(t, one(t, e, "tur-imf-weo-ngdpd"), 2023, 1108.022, data.Settled)
	check(t, one(t, e, "tur-imf-weo-ngdpd"), 2024, 1320, data.Forecast)
	check(t, one(t, e, "twn-imf-weo-ngdpd"), 2023, 756.5, data.Settled)
	if e.Published != data.MustDate("2024-10") {
		t.Errorf("published %s", e.Published)
	}
}

// Excel in a country with decimal commas saves this, in Latin-1.
func TestIMFDecimalComma(t *testing.T) {
	text := "Country\tSubject Descriptor\tUnits\tScale\t2023\t2024\r\n" +
		"Türkiye\tGross domestic product, current prices\tU.S. dollars\tBillions\t14,828\t1101,445\r\n\t\t\t\t\t\r\n" +
		"Japan\tGross domestic product, current prices\tU.S. dollars\tBillions\t4.212,945\tn/a\r\n"
	e := mustRead(t, "x.xls", encode(t, text, charmap.ISO8859_1))
	check(t, one(t, e, "tur-imf-weo-ngdpd"), 2023, 14.828, data.Settled)
	check(t, one(t, e, "tur-imf-weo-ngdpd"), 2024, 1101.445, data.Settled)
	check(t, one(t, e, "jpn-imf-weo-ngdpd"), 2023, 4212.945, data.Settled)
}

func TestIMFPortal(t *testing.T) {
	header := []any{"DATASET", "SERIES_CODE", "COUNTRY.ID", "COUNTRY", "INDICATOR.ID", "INDICATOR", "FREQUENCY", "SCALE", "UNIT", "PUBLICATION_DATE", "LATEST_ACTUAL_ANNUAL_DATA", 2023, 2024, 2025}
	rows := [][]any{
		header,
		{"IMF.RES:WEO(9.0.0)", "KOS.NGDP.A", "KOS", "Kosovo, Republic of", "NGDP", "Gross domestic product (GDP), Current prices, Domestic currency", "Annual", "Billions", "Domestic currency", "2026-04-14", "2024", 9, 10, 11},
		{"IMF.RES:WEO(9.0.0)", "IND.NGDP_RPCH.A", "IND", "India", "NGDP_RPCH", "GDP, Constant prices, Percent change", "Annual", "Units", "Percent", "2026-04-14", "FY2023/24", 8, 7, 6.5},
		{"IMF.RES:WEO(9.0.0)", "G001.NGDPD.A", "G001", "World", "NGDPD", "GDP, Current prices, US dollar", "Annual", "Billions", "US dollar", "2026-04-14", "", 105000, 110000, 117000},
	}
	var csv strings.Builder
	for _, r := range rows {
		for j, c := range r {
			if j > 0 {
				csv.WriteByte(',')
			}
			csv.WriteString(`"` + strings.TrimSpace(strings.ReplaceAll(toText(c), `"`, `""`)) + `"`)
		}
		csv.WriteString("\r\n")
	}
	for name, content := range map[string][]byte{
		"csv":  []byte(csv.String()),
		"xlsx": workbook(t, sheetIn{"Countries", rows[:3]}, sheetIn{"Country Groups", [][]any{header, rows[3]}}, sheetIn{"Note", [][]any{{"about"}}}),
	} {
		t.Run(name, func(t *testing.T) {
			e := mustRead(t, "WEOApr2026all", content)
			if e.Published != data.MustDate("2026-04-14") {
				t.Errorf("published %s", e.Published)
			}
			check(t, one(t, e, "xkx-imf-weo-ngdp"), 2025, 11, data.Forecast)
			check(t, one(t, e, "ind-imf-weo-ngdp-rpch"), 2024, 0.07, data.Settled) // FY2023/24 runs into 2024
			check(t, one(t, e, "ind-imf-weo-ngdp-rpch"), 2025, 0.065, data.Forecast)
			check(t, one(t, e, "world-imf-weo-ngdpd"), 2025, 117000, data.Settled) // no statement: before 2026
		})
	}
}

// The portal's short form has no ids: country and indicator are words, and only
// the code of the series tells NGDPD from NGDP. It may come with semicolons.
func TestIMFPortalWithoutIDs(t *testing.T) {
	const comma = `"DATASET","SERIES_CODE","OBS_MEASURE","COUNTRY","INDICATOR","FREQUENCY","SCALE","UNIT","PUBLICATION_DATE","LATEST_ACTUAL_ANNUAL_DATA","2023","2024","2025"
"IMF.RES:WEO(9.0.0)","ITA.NGDPD.A","OBS_VALUE","Italy","GDP","Annual","Billions","US dollar","2026-04-14T13:00:00Z","2024","2300.5","2370.25","2550"
"IMF.RES:WEO(9.0.0)","KOS.NGDP_RPCH.A","OBS_VALUE","Kosovo","GDP","Annual","Units","Percent","2026-04-14T13:00:00Z","2024","4.1","","3.9"
`
	for _, content := range []string{comma, strings.ReplaceAll(comma, `","`, `";"`)} {
		e := mustRead(t, "dataset_2026.csv", []byte(content))
		if e.Published != data.MustDate("2026-04-14") {
			t.Errorf("published %s", e.Published)
		}
		check(t, one(t, e, "ita-imf-weo-ngdpd"), 2025, 2550, data.Forecast)
		check(t, one(t, e, "xkx-imf-weo-ngdp-rpch"), 2023, 0.041, data.Settled)
	}
}

const weoSDMX = "STRUCTURE[;],STRUCTURE_ID,ACTION,COUNTRY,INDICATOR,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,UNIT,COUNTRY_UPDATE_DATE\n" +
	"dataflow,IMF.RES:WEO(9.0.0),R,DEU,NGDP,A,2024,4305260000000,9,XDC,9/18/2025\n" +
	"dataflow,IMF.RES:WEO(9.0.0),R,DEU,NGDP,A,2025,4400000000000,9,XDC,9/18/2025\n"

func TestIMFSDMX(t *testing.T) {
	e := mustRead(t, "x.csv", []byte(weoSDMX))
	if e.Published != data.MustDate("2025-10") {
		t.Errorf("published %s, want the edition after 18 September 2025", e.Published)
	}
	s := one(t, e, "deu-imf-weo-ngdp")
	check(t, s, 2024, 4305260000000, data.Settled)
	check(t, s, 2025, 4400000000000, data.Forecast)
	if s.Unit.String() != "EUR" {
		t.Errorf("unit %s: observations are not scaled", s.Unit)
	}
}

// A copy that lost its footer still says how far actual figures went.
func TestIMFWithoutFooter(t *testing.T) {
	text, _, _ := strings.Cut(weoCustom, "\r\n\r\n")
	if e := mustRead(t, "x", []byte(text)); e.Published.String() != "2024" {
		t.Errorf("published %s, want 2024: actual to 2023", e.Published)
	}
}

func TestIMFRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"two editions", weoAll + "\r\n" + "International Monetary Fund, World Economic Outlook Database, October 2025", "published 2025-10, above 2025-04"},
		{"two datasets", weoSDMX + "dataflow,IMF.RES:WEO(6.0.0),R,DEU,NGDP,A,2023,1,9,XDC,4/1/2025\n", "x:4: column 2: IMF.RES:WEO(6.0.0), above IMF.RES:WEO(9.0.0)"},
		{"twice", weoSDMX + "dataflow,IMF.RES:WEO(9.0.0),R,DEU,NGDP,A,2025,1,9,XDC,4/1/2025\n", "x:4: column 8: deu-imf-weo-ngdp 2025 is 1 here and 4.4e+12 in line 3"},
		{"quarterly", weoSDMX + "dataflow,IMF.RES:WEO(9.0.0),R,DEU,NGDP,Q,2025-Q1,1,9,XDC,4/1/2025\n", "column 6: frequency \"Q\""},
		{"text", strings.Replace(weoAll, "4,241.50", "4,24x", 1), "column 11: bad value \"4,24x\""},
		{"misplaced comma", strings.Replace(weoAll, "4,241.50", "42,41.5", 1), "bad value \"42,41.5\""},
		{"scale", strings.Replace(weoAll, "Millions", "Lakh", 1), "unknown scale \"Lakh\""},
		{"last actual", strings.Replace(weoAll, "n/a\t2022", "n/a\tsoon", 1), "bad last actual year \"soon\""},
		{"date", strings.Replace(weoSDMX, "A,2025", "A,2025-01-01", 1), "x:3: column 7: \"2025-01-01\" is a date"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if msg := refused(t, "x", []byte(c.text)); !strings.Contains(msg, c.want) {
				t.Errorf("%s\nlacks %q", msg, c.want)
			}
		})
	}
}

func TestEditionRule(t *testing.T) {
	for updated, want := range map[string]string{"2025-09-18": "2025-10", "2025-04-10": "2025-04", "2025-10-02": "2025-10", "2025-11-20": "2026-04", "2026-03-30": "2026-04"} {
		got, _ := (&imfDates{updated: data.MustDate(updated)}).edition()
		if got.String() != want {
			t.Errorf("updated %s: edition %s, want %s", updated, got, want)
		}
	}
}
