package source

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
)

// Layouts are those of World Bank downloads; the figures are made up.

const wbAPI = "\ufeff\"Data Source\",\"World Development Indicators\",\n\n\"Last Updated Date\",\"2025-03-24\",\n\n" +
	"\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2021\",\"2022\",\"2023\",\n" +
	"\"Kosovo\",\"XKX\",\"Military expenditure (% of GDP)\",\"MS.MIL.XPND.GD.ZS\",\"\",\"1.25\",\"1.5\",\n" +
	"\"Korea, Rep.\",\"KOR\",\"Military expenditure (% of GDP)\",\"MS.MIL.XPND.GD.ZS\",\"2.5\",\"\",\"2.75\",\n" +
	"\"Arab World\",\"ARB\",\"Military expenditure (% of GDP)\",\"MS.MIL.XPND.GD.ZS\",\"4\",\"4\",\"4\",\n"

func zipped(t testing.TB, members ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.Create(m[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(m[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWorldBankVariants(t *testing.T) {
	for _, c := range []struct {
		name, published string
		content         []byte
	}{
		{"api", "2025-03-24", []byte(wbAPI)},
		{"zip", "2025-03-24", zipped(t, [2]string{"API_X.csv", wbAPI},
			[2]string{"Metadata_Country_X.csv", "\"Country Code\",\"Region\",\"IncomeGroup\",\"SpecialNotes\",\"TableName\",\n\"KOR\",\"Asia\",\"High\",\"a\nb\",\"Korea, Rep.\",\n"})},
		{"no preamble, unquoted", "", []byte("\ufeffCountry Name,Country Code,Indicator Name,Indicator Code,2021,2022,2023\n" +
			"\"Korea, Rep.\",KOR,Military expenditure (% of GDP),MS.MIL.XPND.GD.ZS,2.5,,2.75\nKosovo,XKX,Military expenditure (% of GDP),MS.MIL.XPND.GD.ZS,,1.25,1.5\n")},
		{"semicolons", "", []byte("Country Name;Country Code;Indicator Name;Indicator Code;2021;2022;2023\n" +
			"Korea, Rep.;KOR;Military expenditure (% of GDP);MS.MIL.XPND.GD.ZS;2.5;;2.75\nKosovo;XKX;Military expenditure (% of GDP);MS.MIL.XPND.GD.ZS;;1.25;1.5\n")},
		{"DataBank", "2025-06-30", []byte("Country Name,Country Code,Series Name,Series Code,2021 [YR2021],2022 [YR2022],2023 [YR2023]\n" +
			"\"Korea, Rep.\",KOR,Military expenditure (% of GDP),MS.MIL.XPND.GD.ZS,2.5,..,2.75\nKosovo,XKX,Military expenditure (% of GDP),MS.MIL.XPND.GD.ZS,..,1.25,1.5\n" +
			",,,,,,\n,,,,,,\nData from database: World Development Indicators,,,,,,\nLast Updated: 06/30/2025,,,,,,\n")},
		{"Kaggle", "", []byte("Name,Code,Type,Indicator Name,2021,2022,2023\n" +
			"Korea (Rep.),KOR,Country,Military expenditure (% of GDP),2.5,,2.75\nKosovo,XKX,Country,Military expenditure (% of GDP),,1.25,1.5\n")},
		{"long", "", []byte("Time,Time Code,Country Name,Country Code,Military expenditure (% of GDP) [MS.MIL.XPND.GD.ZS]\n" +
			"2021,YR2021,\"Korea, Rep.\",KOR,2.5\n2023,YR2023,\"Korea, Rep.\",KOR,2.75\n2022,YR2022,Kosovo,XKX,1.25\n2023,YR2023,Kosovo,XKX,1.5\n")},
		{"tidy", "", []byte("Country Name,Country Code,Region,Year,Military expenditure (% of GDP)\n" +
			"\"Korea, Rep.\",KOR,Asia,2021,2.5\n\"Korea, Rep.\",KOR,Asia,2023,2.75\nKosovo,XKX,Europe,2022,1.25\nKosovo,XKX,Europe,2023,1.5\n")},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := mustRead(t, "f", c.content)
			if e.Publisher.Key != "worldbank" || e.Published.String() != c.published {
				t.Errorf("%s %q, want worldbank %q", e.Publisher.Key, e.Published, c.published)
			}
			kor := one(t, e, "kor-worldbank-ms-mil-xpnd-gd-zs")
			check(t, kor, 2021, 0.025, data.Settled)
			check(t, kor, 2023, 0.0275, data.Settled)
			if _, ok := kor.At(2022); ok {
				t.Error("2022 has a value")
			}
			check(t, one(t, e, "xkx-worldbank-ms-mil-xpnd-gd-zs"), 2022, 0.0125, data.Settled)
		})
	}
	if s := one(t, mustRead(t, "f", []byte(wbAPI)), "arab-world-worldbank-ms-mil-xpnd-gd-zs"); s.Country != "arab-world" {
		t.Errorf("aggregate has country %q", s.Country)
	}
}

func TestWorldBankUnits(t *testing.T) {
	for _, c := range []struct{ code, name, country, published, want string }{
		{"NY.GDP.MKTP.CN", "GDP (current LCU)", "JPN", "", "JPY"},
		{"NY.GDP.MKTP.CN", "GDP (current LCU)", "BGR", "2025-03-24", "BGN"},
		{"NY.GDP.MKTP.KN", "GDP (constant LCU)", "JPN", "", "JPY, constant prices"},
		{"NY.GDP.MKTP.KD", "GDP (constant 2015 US$)", "JPN", "", "USD, 2015 prices"},
		{"NY.GDP.MKTP.PP.CD", "GDP, PPP (current international $)", "JPN", "", "INT"},
		{"PA.NUS.FCRF", "Official exchange rate (LCU per US$, period average)", "JPN", "", "JPY per USD"},
		{"PA.NUS.FCRF", "Official exchange rate (LCU per US$, period average)", "USA", "", "number"},
		{"PA.NUS.PPP", "", "JPN", "", "JPY per INT"},
		{"NY.GDP.MKTP.KD.ZG", "GDP growth (annual %)", "JPN", "", "share"},
		{"SP.POP.TOTL", "Population, total", "JPN", "", "number"},
		{"NY.GDP.MKTP.CN", "GDP (current LCU)", "arab-world", "", "number"},
	} {
		if got := wbUnit(c.code, c.name, c.country, data.MustDate(c.published)).String(); got != c.want {
			t.Errorf("%s %s in %q, want %q", c.country, c.code, got, c.want)
		}
	}
}

func TestWorldBankTidyWithoutIndicator(t *testing.T) {
	csv := []byte("Country Name,Country Code,Year,Value\nJapan,JPN,2023,4.2e12\n")
	named := mustRead(t, "API_NY.GDP.MKTP.CD_DS2.csv", csv)
	if s := one(t, named, "jpn-worldbank-ny-gdp-mktp-cd"); s.Unit.String() != "USD" || len(named.Warnings) != 1 {
		t.Errorf("unit %s, warnings %v", s.Unit, named.Warnings)
	}
	if e := mustRead(t, "gdp.csv", csv); len(e.Warnings) != 1 || one(t, e, "jpn-worldbank-value").Unit.String() != "number" {
		t.Errorf("warnings %v", e.Warnings)
	}
}

func TestWorldBankRefuses(t *testing.T) {
	header := "Country Name,Country Code,Indicator Name,Indicator Code,2021,2022\n"
	japan := "Japan,JPN,GDP (current LCU),NY.GDP.MKTP.CN,1,2\n"
	for _, c := range []struct{ name, csv, want string }{
		{"duplicate", header + japan + japan, "f:3: column 5: jpn-worldbank-ny-gdp-mktp-cn 2021 a second time (first in line 2)"},
		{"contradiction", header + japan + strings.Replace(japan, "1,2", "1.5,2", 1), "2021 is 1.5 here and 1 in line 2"},
		{"text", header + "Japan,JPN,GDP (current LCU),NY.GDP.MKTP.CN,1,about 2\n", "f:2: column 6: bad value \"about 2\" (want a number"},
		{"year a date", "Country Name,Country Code,Indicator Name,Indicator Code,2021-01-01,2022-01-01\n" + japan, "f:1: column 5: \"2021-01-01\" is a date"},
		{"second header", header + japan + header, "f:3: a second header"},
		{"shifted", header + "x,Japan,JPN,GDP (current LCU),NY.GDP.MKTP.CN,1,2\n", "f:2: column 5: bad value \"NY.GDP.MKTP.CN\""},
		{"two vintages", "", "one vintage in a file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			content := []byte(c.csv)
			if c.name == "two vintages" {
				content = zipped(t, [2]string{"a.csv", wbAPI}, [2]string{"b.csv", strings.Replace(wbAPI, "2025-03-24", "2026-03-24", 1)})
			}
			if msg := refused(t, "f", content); !strings.Contains(msg, c.want) {
				t.Errorf("%s\nlacks %q", msg, c.want)
			}
		})
	}
}

// The bulk file, made of many rows that nobody asked for.
func TestWorldBankBulk(t *testing.T) {
	row := "Japan,JPN,Something else,XX.YYY.ZZZZ," + strings.Repeat("x", 1000) + ",1\n"
	text := "Country Name,Country Code,Indicator Name,Indicator Code,2021,2022\n" + strings.Repeat(row, wbBulk/len(row)+1) +
		"Japan,JPN,GDP (current LCU),NY.GDP.MKTP.CN,5e14,6e14\n"
	e := mustRead(t, "WDICSV.csv", []byte(text))
	check(t, one(t, e, "jpn-worldbank-ny-gdp-mktp-cn"), 2022, 6e14, data.Settled)
	if len(e.Series) != 1 || len(e.Warnings) != 1 {
		t.Errorf("%d series, warnings %v", len(e.Series), e.Warnings)
	}
}
