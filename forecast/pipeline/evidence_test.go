package pipeline_test

import (
	"math"
	"testing"

	"github.com/defcast/defcast/forecast/backtest"
	"github.com/defcast/defcast/forecast/pipeline"
)

// TestEvidence: a replay and its cases in the other shape score alike.
func TestEvidence(t *testing.T) {
	cfg := pipeline.Default("JPN")
	cfg.Measure, cfg.Model, cfg.Draws = "mod-frozen", "naive", 500
	r, err := pipeline.Rerun(cfg, embedded(t).Facts, 2018, 2021, 2)
	if err != nil {
		t.Fatal(err)
	}
	cases := r.Evidence()
	if len(cases) != len(r.Cases) {
		t.Fatalf("%d cases of %d", len(cases), len(r.Cases))
	}
	for i, c := range cases {
		o := r.Cases[i]
		if c.Year != c.Origin+2 && c.Year != c.Origin+1 || c.Information != o.Information.String() || c.CRPS != o.CRPS || c.Lo80 != o.Lo80 || c.Hi80 != o.Hi80 {
			t.Errorf("case %+v of %+v", c, o)
		}
		if !(c.Naive > 0.005 && c.Naive < 0.03 && c.Scale > 0 && c.Scale < 0.01) {
			t.Errorf("last value %g, scale %g", c.Naive, c.Scale)
		}
	}
	for _, s := range r.Scores() {
		for _, row := range backtest.Calibration(cases) {
			if row.Information == s.Information.String() && row.H == s.H && math.Abs(row.Cover80-s.Coverage80) > 1e-12 {
				t.Errorf("%s, h %d: coverage %g, the replay has %g", row.Information, row.H, row.Cover80, s.Coverage80)
			}
		}
	}
}
