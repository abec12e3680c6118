package pipeline_test

import (
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/pipeline"
)

func embedded(t *testing.T) *snapshot.Snapshot {
	t.Helper()
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestEveryMeasureOfTheWorldRuns: each embedded measure has a forecast with
// quantiles that rise and a source; what is not a share of GDP says so.
func TestEveryMeasureOfTheWorldRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("long and without goroutines: the race detector has nothing to find")
	}
	s := embedded(t)
	n := 0
	for _, m := range s.Measures {
		cfg := pipeline.Default(m.Country)
		cfg.Measure, cfg.Draws = m.ID, 200
		if m.ID != "sipri" { // the pool takes its time: a measure a country
			cfg.Model = "naive"
		}
		r, err := pipeline.Run(cfg, s.Facts)
		if err != nil {
			t.Errorf("%s %s: %v", m.Country, m.ID, err)
			continue
		}
		n++
		d := r.Steps[len(r.Steps)-1].Dist
		if lo, mid, hi := d.Quantile(0.1), d.Quantile(0.5), d.Quantile(0.9); !(0 < lo && lo < mid && mid < hi) {
			t.Errorf("%s %s: quantiles %g, %g, %g", m.Country, m.ID, lo, mid, hi)
		}
		if len(r.Sources) == 0 || r.Sources[0].Terms == "" {
			t.Errorf("%s %s: no source with its terms", m.Country, m.ID)
		}
		if m.Country == "PRK" && !strings.Contains(m.String(), "not GDP") {
			t.Errorf("North Korea's measure is %q", m)
		}
	}
	if n < 120 {
		t.Errorf("only %d measures", n)
	}
}

// TestSIPRIIsCreditedOnItsForecasts: the extract may be used for
// non-commercial ends only, and the reader is told.
func TestSIPRIIsCreditedOnItsForecasts(t *testing.T) {
	s := embedded(t)
	cfg := pipeline.Default("KOR")
	cfg.Draws = 200
	r, err := pipeline.Run(cfg, s.Facts)
	if err != nil {
		t.Fatal(err)
	}
	if c := r.Sources[0]; c.Key != "sipri-2026" || !strings.Contains(c.Terms, "non-commercial") || c.Vintage != data.MustDate("2026-04-27") {
		t.Errorf("source %+v", c)
	}
}

// TestWorldAsOf: on 1 October 2025 Poland's 2024 was 4.15 % to SIPRI, seven
// months later 3.76 %, and NATO had no core definition.
func TestWorldAsOf(t *testing.T) {
	s := embedded(t).AsOf(data.MustDate("2025-10-01"))
	cfg := pipeline.Default("POL")
	cfg.AsOf, cfg.Draws, cfg.Measure = data.MustDate("2025-10-01"), 200, "sipri"
	r, err := pipeline.Run(cfg, s.Facts)
	if err != nil {
		t.Fatal(err)
	}
	if last := r.History[len(r.History)-1]; last.Year != 2024 || last.Value < 0.0415 || last.Value > 0.0416 {
		t.Errorf("last value %+v", last)
	}
	cfg.Measure = "nato"
	want := "measure nato: nothing of series pol-nato-core-share had been published by 2025-10-01"
	if _, err := pipeline.Run(cfg, s.Facts); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
