package export

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/source"
)

func some() []data.Series {
	return []data.Series{
		{ID: "deu-x", Country: "DEU", Name: "spending, \"core\"", Unit: data.Unit{Kind: data.Money, Currency: "EUR", Scale: 9, Constant: 2021},
			Start: 2020, Values: []float64{1.0 / 3, math.NaN(), 3}, Status: []data.Status{data.Settled, data.Settled, data.Estimate}, Vintage: data.MustDate("2025-04")},
		{ID: "jpn-share", Country: "JPN", Unit: data.Fraction, Start: 2022, Values: []float64{0.0138, 0.0142},
			Status: []data.Status{data.Uncertain, data.Forecast}, Vintage: data.MustDate("2025-04")},
	}
}

func written(t *testing.T, format string) []byte {
	t.Helper()
	f, ok := Lookup(format)
	if !ok {
		t.Fatalf("no format %q", format)
	}
	var b bytes.Buffer
	if err := f.Write(&b, some()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What is exported can be imported, bit for bit.
func TestTidyIsReadBack(t *testing.T) {
	es, err := source.Read("x.csv", written(t, "csv"), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ignore := cmpopts.IgnoreFields(data.Series{}, "Source", "Published", "Vintage", "Name")
	if diff := cmp.Diff(some(), es[0].Series, ignore, cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	if got := es[0].Series[0].PublishedAt(2020); got != data.MustDate("2025-04") {
		t.Errorf("published %s", got)
	}
}

func TestSDMXIsReadBack(t *testing.T) {
	es, err := source.Read("x.csv", written(t, "sdmx-csv"), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range some() {
		got := es[0].Series[i]
		if diff := cmp.Diff(want.Values, got.Values, cmpopts.EquateNaNs()); diff != "" || got.Unit != want.Unit || got.Country != want.Country {
			t.Errorf("%s in %s: %s", got.ID, got.Unit, diff)
		}
		if diff := cmp.Diff(want.Status, got.Status); diff != "" {
			t.Errorf("%s status: %s", got.ID, diff)
		}
	}
}

func TestWorkbook(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, "xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Values")
	if err != nil || len(rows) != 3 {
		t.Fatalf("%v, %v", rows, err)
	}
	if got := strings.Join(rows[0], " "); got != "series country name unit years 2020 2021 2022 2023" {
		t.Error(got)
	}
	if rows[2][7] != "0.0138" || rows[1][6] != "" {
		t.Errorf("%q", rows)
	}
	for cell, want := range map[string]string{"F2": "", "H2": "0000FF", "H3": "FF0000", "I3": "7F7F7F"} {
		id, err := f.GetCellStyle("Values", cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if style.Font == nil && want != "" || style.Font != nil && style.Font.Color != want {
			t.Errorf("%s has the font %+v, want colour %q", cell, style.Font, want)
		}
	}
}

func TestEmpty(t *testing.T) {
	for _, f := range Formats() {
		var b bytes.Buffer
		if err := f.Write(&b, nil); err != nil || b.Len() == 0 {
			t.Errorf("%s of nothing: %v", f.Name, err)
		}
	}
}
