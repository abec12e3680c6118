package pipeline_test

import (
	"math"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/pipeline"
)

// projecting returns land's facts with an office that each January projects this
// and the next two years: too little by turns of 2 % of the level and too much
// by as much, and growth to the digit.
func projecting(t *testing.T) data.Facts {
	facts := land(t)
	spend, _ := facts.Panel.Get("lnd-spend")
	spend = spend.Clone()
	for i := range spend.Status {
		spend.Status[i] = data.Settled
		spend.Published[i].Year += 2 // after the year
	}
	gdp, _ := facts.Panel.Edition("lnd-gdp")
	var err error
	if facts.Panel, err = data.NewPanel(spend, gdp); err != nil {
		t.Fatal(err)
	}
	facts.Measures[1].Stage = data.Settled
	for y := spend.Start; y <= spend.End(); y++ {
		off := 0.02 * float64(1-2*(y%2))
		for h := data.Year(0); h < 3; h++ {
			v, ok := spend.At(min(y+h, spend.End()))
			if !ok {
				t.Fatal("no spending")
			}
			facts.Announcements = append(facts.Announcements, data.Announcement{Country: "LND", Series: "lnd-spend", Year: y + h,
				Stage: data.Estimate, Value: v * math.Exp(off), Unit: spend.Unit, Announced: data.Date{Year: int(y), Month: 1}, Source: "office"})
		}
	}
	return facts
}

// TestBaselineIsAnnounced: at the end of 2025 the year is spent and not yet on
// record; the projection of January is, with a level error of ±2 % by its record
// of 25 years and growth that was never missed.
func TestBaselineIsAnnounced(t *testing.T) {
	cfg := pipeline.Default("LND")
	cfg.Measure, cfg.Model, cfg.Draws, cfg.Through = "frozen", "naive", 4000, 2027
	cfg.AsOf = data.MustDate("2025-12-31")
	facts := projecting(t)
	r, err := pipeline.Run(cfg, facts)
	if err != nil {
		t.Fatal(err)
	}
	if r.Origin != 2024 || r.Knowing() != pipeline.Announced {
		t.Fatalf("origin %d, knowing %s", r.Origin, r.Knowing())
	}
	spend, _ := facts.Panel.Get("lnd-spend")
	came, _ := spend.At(2025)
	want := came * math.Exp(-0.02) // as projected for 2025, and no growth after
	for h := 1; h <= 3; h++ {
		d := r.Spend.Step(h)
		if math.Abs(d.Quantile(0.5)/want-1) > 1e-3 {
			t.Errorf("%d: median %g, projected %g", 2024+h, d.Quantile(0.5), want)
		}
		// Student t with 24 degrees of freedom about zero, scale 0.02·√(1+1/25).
		if half := math.Log(d.Quantile(0.9) / want); math.Abs(half/(0.02*math.Sqrt(1.04)*1.3178)-1) > 0.03 {
			t.Errorf("%d: half width %g, want %g", 2024+h, half, 0.02*math.Sqrt(1.04)*1.3178)
		}
		if !strings.Contains(r.Steps[h-1].Known, "projection under current law") {
			t.Errorf("%d: known %q", 2024+h, r.Steps[h-1].Known)
		}
	}
}

// TestBaselineBeatsHistory: the Congressional Budget Office's, at the ends of 2005
// to 2024 by the default method. (By "naive" it does not: GDP then stands still.)
func TestBaselineBeatsHistory(t *testing.T) {
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	cfg := pipeline.Default("USA")
	cfg.Measure, cfg.Draws = "outlays", 300
	r, err := pipeline.Rerun(cfg, s.Facts, 2005, 2024, 3)
	if err != nil {
		t.Fatal(err)
	}
	if a := r.Scores()[1]; a.Information != pipeline.Announced || a.Skill < 0.1 || a.N < 50 {
		t.Errorf("announced scores %+v, want 0.1 better than history", a)
	}
}
