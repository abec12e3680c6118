package pipeline_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// TestRecordIsFresh replays two measures and finds what record.csv has of them.
// Where data, a method or the calibration changed: go generate ./forecast/pipeline
func TestRecordIsFresh(t *testing.T) {
	if testing.Short() {
		t.Skip("long and without goroutines: the race detector has nothing to find")
	}
	s := embedded(t)
	for _, m := range s.Measures {
		if id := m.Country + " " + m.ID; id != "NOR sipri" && id != "JPN mod-frozen" {
			continue
		}
		var stored []pipeline.Counted
		for _, r := range pipeline.RecordRows() {
			if r.Country == m.Country && r.Measure == m.ID {
				stored = append(stored, r)
			}
		}
		fresh := pipeline.TrackRecord(m, s.Facts)
		if diff := cmp.Diff(stored, fresh); diff != "" || len(fresh) == 0 {
			t.Errorf("%s %s: record.csv (-) is not what a replay (+) gives; run go generate ./forecast/pipeline\n%s", m.Country, m.ID, diff)
		}
	}
}

// TestRecordBesideTheForecast: the line is there with the default method, for
// the years ahead of the report and what it knows, and not with another method.
func TestRecordBesideTheForecast(t *testing.T) {
	s := embedded(t)
	for _, c := range []struct {
		country, measure, kind string
		through                data.Year
		h                      int
	}{{"KOR", "sipri", "whole", 2027, 1}, {"KOR", "sipri", "whole", 2029, 3}, {"KOR", "sipri", "whole", 2040, 5}, {"JPN", "mod", "halves", 2027, 1}} {
		cfg := pipeline.Default(c.country)
		cfg.Measure, cfg.Draws, cfg.Through = c.measure, 200, c.through
		r, err := pipeline.Run(cfg, s.Facts)
		if err != nil {
			t.Fatal(err)
		}
		if r.Record.Kind != c.kind || r.Record.H != c.h || r.Record.N < 20 || r.Record.Information != r.Knowing() {
			t.Errorf("%s %s through %d: record %+v", c.country, c.measure, c.through, r.Record)
		}
		if !(r.Record.Covered > 0.5 && r.Record.Covered < 1) || r.Record.Countries < 1 {
			t.Errorf("%s %s: record %+v", c.country, c.measure, r.Record)
		}
		cfg.Model = "drift"
		if r, err = pipeline.Run(cfg, s.Facts); err != nil || r.Record.N != 0 || r.Record.String() != "" {
			t.Errorf("another method has the record %+v (%v)", r.Record, err)
		}
	}
}

func TestRecordInWords(t *testing.T) {
	r := pipeline.Record{Kind: "whole", H: 3, N: 1240, Covered: 0.789}
	if want := "80 % bands of this kind covered 79 % of 1,240 past three-year-ahead cases"; r.String() != want {
		t.Errorf("%q, want %q", r, want)
	}
	r.Kind = ""
	if !strings.Contains(r.String(), "of all kinds") {
		t.Errorf("%q", r)
	}
}

func TestReadRecord(t *testing.T) {
	rows := []pipeline.Counted{{Kind: "whole", Measure: "m", Country: "LND", Information: pipeline.Plan, H: 2, N: 7, In80: 6}}
	got, err := pipeline.ReadRecord(string(pipeline.WriteRecord(rows)))
	if diff := cmp.Diff(rows, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	head := strings.SplitAfter(string(pipeline.WriteRecord(nil)), "\n")[0]
	for _, bad := range []string{"", "a,b\n", head + "whole,m,LND,plan,x,1,1\n", head + "whole,m,LND,guess,1,1,1\n", head + "whole\n"} {
		if _, err := pipeline.ReadRecord(bad); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

// TestWorldPanel: where a hundred countries and more teach the method, its bands
// are left as they are and the record is that of such panels.
func TestWorldPanel(t *testing.T) {
	facts := func(n int) data.Facts {
		var series []data.Series
		var f data.Facts
		for c, country := range data.Countries()[:n] {
			v := make([]float64, 25)
			for y := range v {
				v[y] = 0.02 + 0.002*math.Sin(float64((c%17+3)*y)/5) + 0.0001*float64(c)
			}
			id := strings.ToLower(country.Code) + "-w-share"
			series = append(series, data.Series{ID: id, Country: country.Code, Start: 2000, Values: v, Unit: data.Fraction,
				Vintage: data.MustDate("2025-04-01"), Source: "w"})
			f.Measures = append(f.Measures, data.Measure{ID: "w-share", Country: country.Code, Name: "spending", Numerator: id, Source: "w",
				Denominator: data.Denominator{Kind: data.Published, Label: "GDP"}})
		}
		p, err := data.NewPanel(series...)
		if err != nil {
			t.Fatal(err)
		}
		f.Panel = p
		return f
	}
	for n, kind := range map[int]string{60: "whole", 120: "world"} {
		cfg := pipeline.Default(data.Countries()[3].Code)
		cfg.Draws, cfg.Through = 500, 2027
		r, err := pipeline.Run(cfg, facts(n))
		if err != nil {
			t.Fatal(err)
		}
		if r.Config.Model != pipeline.PanelModel || r.Record.Kind != kind || r.Record.N < 20 {
			t.Errorf("%d countries: method %s, record %+v; want one of %s", n, r.Config.Model, r.Record, kind)
		}
		if want := map[string]int{"whole": 2, "world": 3}[kind]; r.Record.H != want {
			t.Errorf("%d countries: %d years ahead, want %d", n, r.Record.H, want)
		}
		stretched := slices.ContainsFunc(r.Drivers, func(s string) bool { return strings.Contains(s, "as wide as the method's") })
		if stretched != (kind == "whole") {
			t.Errorf("%d countries: drivers %q", n, r.Drivers)
		}
	}
}
