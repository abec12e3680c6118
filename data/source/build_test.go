package source

import (
	"math"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
)

func rowOf(cells ...string) Row {
	return Row{N: 7, Cells: cells, sheet: &Sheet{file: &File{Name: "x.csv"}}}
}

func TestNumberIn(t *testing.T) {
	missing := []string{"..", "n/a"}
	for _, c := range []struct {
		cell  string
		st    style
		power int
		want  float64
	}{
		{"4241.5", plain, 0, 4241.5}, {" 1e3 ", plain, 0, 1000}, {"-0.5", plain, 0, -0.5}, {"+5", plain, 0, 5},
		{"4,241.50", thousands, 0, 4241.5}, {"1,234,567", thousands, 0, 1234567}, {"12", thousands, 0, 12}, {"-1,234.5", thousands, 0, -1234.5},
		{"4.241,50", comma, 0, 4241.5}, {"1101,445", comma, 0, 1101.445}, {"0,5", comma, 0, 0.5}, {"-1.234.567,8", comma, 0, -1234567.8},
		{"3.6", plain, -2, 0.036}, {"1.2", plain, 6, 1.2e6}, {"5.5E-2", plain, -2, 5.5e-4}, {"\u00a07\u202f", plain, 0, 7},
	} {
		got, err := numberIn(rowOf(c.cell), 0, c.st, c.power, missing)
		if err != nil || math.Abs(got-c.want) > 1e-15*math.Abs(c.want) {
			t.Errorf("%q: %v, %v; want %v", c.cell, got, err, c.want)
		}
	}
	for _, cell := range []string{"", "..", "n/a", "  "} {
		if got, err := numberIn(rowOf(cell), 0, plain, 0, missing); err != nil || !math.IsNaN(got) {
			t.Errorf("%q: %v, %v; want a missing value", cell, got, err)
		}
	}
	for _, c := range []struct {
		cell string
		st   style
	}{
		{"1,5", thousands}, {"12,34,567", thousands}, {"1,2345", thousands}, {"1.5,000", thousands}, {",5", thousands},
		{"1.2.3", plain}, {"1_000", plain}, {"0x10", plain}, {"Inf", plain}, {"NaN", plain}, {"1e999", plain}, {"12 %", plain}, {"4,241", plain}, {"—", plain},
	} {
		_, err := numberIn(rowOf(c.cell), 0, c.st, 0, missing)
		if err == nil || !strings.Contains(err.Error(), "x.csv:7: column 1: bad value") || !strings.Contains(err.Error(), `".."`) {
			t.Errorf("%q in style %d: %v, want a refusal", c.cell, c.st, err)
		}
	}
}

func TestLongCellsAreCutInErrors(t *testing.T) {
	_, err := number(rowOf(strings.Repeat("x", 10000)), 0)
	if err == nil || len(err.Error()) > 200 {
		t.Errorf("an error of %d bytes", len(err.Error()))
	}
}

func TestYear(t *testing.T) {
	for in, want := range map[string]data.Year{"2024": 2024, "1949": 1949, "2024.0": 2024} {
		if got, ok := year(in); !ok || got != want {
			t.Errorf("%q: %d, %v", in, got, ok)
		}
	}
	for _, in := range []string{"", "24", "02024", "9999", "1400", "2024.5", "45292", "-2024", "+202", "２０２４"} {
		if got, ok := year(in); ok {
			t.Errorf("%q is read as %d", in, got)
		}
	}
}

func TestYearColumns(t *testing.T) {
	cols, err := yearColumns(rowOf("Country", "Notes", "2020", "", "2021", "Omitted"), 2, year)
	if err != nil || len(cols) != 2 || cols[2] != 2020 || cols[4] != 2021 {
		t.Errorf("%v, %v", cols, err)
	}
	for _, c := range []struct {
		cells []string
		want  string
	}{
		{[]string{"a", "2020", "2020"}, "column 3: year 2020 a second time (first in column 2)"},
		{[]string{"a", "2020", "44562"}, "column 3: \"44562\" is a date"},
		{[]string{"a", "2020", "2021-01-01T00:00:00"}, "is a date"},
		{[]string{"a", "2020", "2021.5"}, "column 3: bad year \"2021.5\""},
		{[]string{"a", "b"}, "no year among the column titles"},
	} {
		_, err := yearColumns(rowOf(c.cells...), 1, year)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.cells, err, c.want)
		}
	}
}

func TestBuilderKeepsGapsAndDates(t *testing.T) {
	b := newBuilder()
	r := rowOf("x")
	d, err := b.open(data.Series{ID: "a"}, r)
	if err != nil {
		t.Fatal(err)
	}
	for y, v := range map[data.Year]float64{2000: 1, 2003: 4, 2001: math.NaN()} {
		if err := d.put(y, v, data.Estimate, r, 0); err != nil {
			t.Fatal(err)
		}
	}
	s := b.series()[0]
	if s.Start != 2000 || s.Len() != 4 || s.Observed() != 2 || s.StatusAt(2003) != data.Estimate || s.Published != nil {
		t.Errorf("%+v", s)
	}
	if _, err := b.open(data.Series{ID: "a", Unit: data.Fraction}, r); err == nil {
		t.Error("a second unit is accepted")
	}
	if _, err := b.open(data.Series{ID: "never filled"}, r); err != nil || len(b.series()) != 1 {
		t.Errorf("a series without values is kept: %v", err)
	}
}
