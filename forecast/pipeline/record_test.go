package pipeline_test

import (
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
