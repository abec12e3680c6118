package data

import (
	"slices"
	"testing"
)

func TestPanel(t *testing.T) {
	edition := func(id, vintage string) Series {
		return Series{ID: id, Start: 2000, Values: []float64{1}, Vintage: MustDate(vintage)}
	}
	p, err := NewPanel(edition("gdp@2025-12-08", "2025-12-08"), edition("b", "2020"), edition("gdp@2025-06-09", "2025-06-09"), edition("a", "2024"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"a", "b", "gdp@2025-06-09", "gdp@2025-12-08"}
	if !slices.Equal(p.IDs(), want) || p.Len() != 4 {
		t.Errorf("ids %v, want %v", p.IDs(), want)
	}
	var seen []string
	for s := range p.All() {
		if seen = append(seen, s.ID); len(seen) == 3 {
			break
		}
	}
	if !slices.Equal(seen, want[:3]) {
		t.Errorf("All yields %v", seen)
	}
	seen = nil
	for s := range p.Vintages("gdp") {
		seen = append(seen, s.ID)
	}
	if !slices.Equal(seen, want[2:]) {
		t.Errorf("vintages of gdp are %v", seen)
	}
	for s := range p.Vintages("gd") {
		t.Errorf("%s is a vintage of gd", s.ID)
	}
	for _, c := range []struct{ asOf, id, want string }{
		{"", "gdp", "gdp@2025-12-08"},
		{"2025-12-07", "gdp", "gdp@2025-06-09"},
		{"2025-12-07", "gdp@2025-12-08", ""},
		{"2022", "a", ""},
		{"2022", "b", "b"},
	} {
		if s, ok := p.AsOf(MustDate(c.asOf)).Edition(c.id); s.ID != c.want || ok != (c.want != "") {
			t.Errorf("as of %q, %s is %q, %t; want %q", c.asOf, c.id, s.ID, ok, c.want)
		}
	}
	if _, err := NewPanel(edition("a", ""), edition("a", "")); err == nil {
		t.Error("two series of one id make a panel")
	}
	var zero Panel
	if _, ok := zero.Get("a"); ok || zero.Len() != 0 || zero.AsOf(MustDate("2020")).Len() != 0 {
		t.Error("the zero panel is not empty")
	}
}
