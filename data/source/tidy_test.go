package source

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
)

func TestTidyVintages(t *testing.T) {
	text := "iso3,country,year,variable,value,unit,source,vintage,status\n" +
		"BLR,Belarus,2022,milex_lcu,31500,\"LCU million, current prices\",S,2025-04,actual\n" +
		"BLR,Belarus,2022,milex_lcu,3150,\"LCU million, current prices\",S,2026-04,estimate\n" +
		"BLR,Belarus,2022,milex_gdp_share,1.5,percent of GDP,S,2026-04,highly uncertain\n"
	es, err := Read("x.csv", []byte(text), Options{})
	if err != nil || len(es) != 2 {
		t.Fatalf("%d editions, %v; want one a vintage", len(es), err)
	}
	if es[0].Published != data.MustDate("2025-04") || es[1].Published != data.MustDate("2026-04") {
		t.Errorf("vintages %s, %s", es[0].Published, es[1].Published)
	}
	check(t, one(t, es[0], "blr-milex-lcu"), 2022, 31500, data.Settled)
	check(t, one(t, es[1], "blr-milex-lcu"), 2022, 3150, data.Estimate)
	check(t, one(t, es[1], "blr-milex-gdp-share"), 2022, 0.015, data.Uncertain)
	if u := one(t, es[0], "blr-milex-lcu").Unit.String(); u != "BYN m" {
		t.Errorf("unit %s", u)
	}
}

func TestTidyOwnColumns(t *testing.T) {
	e := mustRead(t, "x.csv", []byte("series,year,value,unit,basis,status,published,note\n"+
		"jpn-mine,2024,7.9,JPY bn,fiscal-04,initial,2024-03,first\njpn-mine,FY2026,9.1,JPY bn,fiscal-04,request,2025-08-29,second\n"))
	s := one(t, e, "jpn-mine")
	check(t, s, 2026, 9.1, data.Request)
	if s.Country != "JPN" || s.Basis != data.FiscalApril || s.PublishedAt(2026) != data.MustDate("2025-08-29") || s.Note != "first" {
		t.Errorf("%+v", s)
	}
	if got := s.AsOf(data.MustDate("2024-12-31")); got.End() != 2024 {
		t.Errorf("as of 2024 it ends in %d", got.End())
	}
}

// One column a variable, as people reshape SIPRI's sheets.
func TestTidyWide(t *testing.T) {
	e := mustRead(t, "x.csv", []byte("Country,Year,Region,Share of GDP (%),Spending\n\"Korea, South\",2023,Asia,2.8,...\nJapan,2023,Asia,1.2,50000\nJapan,2024,Asia,xxx,55000\n"))
	check(t, one(t, e, "jpn-share-of-gdp"), 2023, 0.012, data.Settled)
	check(t, one(t, e, "jpn-spending"), 2024, 55000, data.Settled)
}

func TestTidyUnit(t *testing.T) {
	for in, want := range map[string]string{
		"percent of GDP": "share", "LCU": "JPY", "USD, constant 2024 prices and exchange rates": "USD, 2024 prices",
		"LCU per USD": "JPY per USD", "thousand persons": "number", "LCU billion, constant prices": "JPY bn, constant prices",
		"JPY bn": "JPY bn", "USD million, current prices and exchange rates": "USD m",
	} {
		if u, _, ok := tidyUnit(in, "JPN", data.Date{}); !ok || u.String() != want {
			t.Errorf("%q is %q (%v), want %q", in, u, ok, want)
		}
	}
	if _, _, ok := tidyUnit("furlongs", "JPN", data.Date{}); ok {
		t.Error("furlongs are accepted")
	}
}

func TestTidyRefuses(t *testing.T) {
	head := "iso3,year,variable,value,unit,status,published,vintage\n"
	for _, c := range []struct{ name, rows, want string }{
		{"contradiction", "JPN,2024,a,1,JPY,,,\nJPN,2024,a,2,JPY,,,\n", "x:3: column 4: jpn-a 2024 is 2 here and 1 in line 2"},
		{"year a date", "JPN,2024-01-01,a,1,JPY,,,\n", "x:2: column 2: \"2024-01-01\" is a date"},
		{"unit changes", "JPN,2023,a,1,JPY,,,\nJPN,2024,a,2,USD,,,\n", "x:3: jpn-a in USD"},
		{"status", "JPN,2024,a,1,JPY,perhaps,,\n", "x:2: column 6: bad status"},
		{"published", "JPN,2024,a,1,JPY,,spring,\n", "x:2: column 7: bad date"},
		{"vintage", "JPN,2024,a,1,JPY,,,spring\n", "x:2: column 8: bad vintage"},
		{"value", "JPN,2024,a,many,JPY,,,\n", "x:2: column 4: bad value \"many\""},
		{"shifted", "JPN,2024,a,1,JPY,,,,x\n", "x:2: column 9: 9 cells under 8 titles"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if msg := refused(t, "x", []byte(head+c.rows)); !strings.Contains(msg, c.want) {
				t.Errorf("%s\nlacks %q", msg, c.want)
			}
		})
	}
}

func writeFiles(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestDataPackage(t *testing.T) {
	csv := "series,year,value\njpn-x,2023,1.5\njpn-x,2024,—\n"
	sum := sha256.Sum256([]byte(csv))
	descriptor := `{"published":"2025-06-30","resources":[
		{"name":"data","path":"data.csv","hash":"sha256:` + hex.EncodeToString(sum[:]) + `","schema":{"missingValues":["","—"]}},
		{"name":"series","path":"series.csv"}]}`
	series := "series,country,name,unit,basis,source,note\njpn-x,JPN,X,percent,fiscal-04,me,why\n"
	dir := writeFiles(t, map[string]string{"data.csv": csv, "series.csv": series, "datapackage.json": descriptor})
	for _, name := range []string{"data.csv", "datapackage.json"} {
		es, err := ReadFile(filepath.Join(dir, name), Options{})
		if err != nil {
			t.Fatal(err)
		}
		s := one(t, es[0], "jpn-x")
		check(t, s, 2023, 0.015, data.Settled)
		if es[0].Published != data.MustDate("2025-06-30") || s.Basis != data.FiscalApril || s.Source != "me" || s.Note != "why" || s.Name != "X" {
			t.Errorf("%s: %s %+v", name, es[0].Published, s)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "data.csv"), []byte(csv+"jpn-x,2025,9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := ReadFile(filepath.Join(dir, "data.csv"), Options{})
	if _, ok := errors.AsType[*data.SyntaxError](err); !ok || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("edited data: %v, want a refusal by checksum", err)
	}
}
