package plots

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/defcast/defcast/data"
)

func TestTableAsCSV(t *testing.T) {
	tab := Table{Columns: []string{"country", "year", "value"}}
	tab.add("Trinidad, Tobago", 2026, 0.0133333333)
	tab.add("日本", data.Year(2027), 9035123.4)
	tab.add(nil, 0, math.NaN())
	var b bytes.Buffer
	if err := tab.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	want := "country,year,value\n\"Trinidad, Tobago\",2026,0.0133333\n日本,2027,9035120\n,0,\n"
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestRowOfAnotherWidthPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	(&Table{Columns: []string{"a"}}).add(1, 2)
}

// TestEveryChartHasItsData: some rows, one for each year forecast at least,
// and no value that is not a number where another is plotted.
func TestEveryChartHasItsData(t *testing.T) {
	for _, e := range All() {
		f, err := e.Draw(materials(e.Needs)["official"], Style{})
		if err != nil {
			t.Errorf("%s: %v", e.Name, err)
			continue
		}
		if len(f.Data.Rows) == 0 || len(f.Data.Columns) < 3 {
			t.Errorf("%s: data of %d rows and %d columns", e.Name, len(f.Data.Rows), len(f.Data.Columns))
		}
		for _, c := range f.Data.Columns {
			if c == "" || strings.ToLower(c) != c || strings.Contains(c, " ") {
				t.Errorf("%s: column %q (want lower case, joined by _)", e.Name, c)
			}
		}
	}
}

// TestFanData: the numbers of the file are those of the report.
func TestFanData(t *testing.T) {
	r := official()
	f, err := registry["fan"].Draw(Of(r), Style{Levels: []float64{0.8}})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Data.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	want := []string{
		"country,measure,year,kind,status,value,lo80,hi80",
		"JPN,official,2022,history,estimate,0.01,,",
		"JPN,official,2027,target,official,0.02,,",
	}
	for i, at := range []int{0, 1, len(lines) - 1} {
		if lines[at] != want[i] {
			t.Errorf("line %d: %q, want %q", at, lines[at], want[i])
		}
	}
	if n := 1 + len(r.History) + len(r.Steps) + 1; len(lines) != n {
		t.Errorf("%d lines, want %d", len(lines), n)
	}
}
