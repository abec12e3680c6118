package pipeline_test

import (
	"math"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/pipeline"
)

func surprises(t *testing.T, facts data.Facts, measure string, from, to data.Year, horizon int) ([]pipeline.Surprise, []error) {
	t.Helper()
	cfg := pipeline.Default(facts.Measures[0].Country)
	cfg.Measure, cfg.Model, cfg.Draws = measure, "naive", 500
	r, err := pipeline.Rerun(cfg, facts, from, to, horizon)
	if err != nil {
		t.Fatal(err)
	}
	all, skipped := r.Surprises(facts)
	if len(all)+len(skipped) == 0 || len(all) > len(r.Cases) {
		t.Errorf("%d of %d cases, %d skipped", len(all), len(r.Cases), len(skipped))
	}
	for i, s := range all {
		if total := math.Log(s.Forecast / s.Actual); math.Abs(s.Policy+s.Technical-total) > 1e-12 || math.Abs(s.Total()-total) > 1e-12 {
			t.Errorf("%+v: the parts add up to %g, want %g", s, s.Policy+s.Technical, total)
		}
		if i > 0 && s.AsOf == all[i-1].AsOf && s.Year == all[i-1].Year && s.Technical != all[i-1].Technical {
			t.Errorf("%+v: another technical error than %+v", s, all[i-1])
		}
	}
	return all, skipped
}

// TestSurpriseByHand: over a fixed GDP the enacted budget is the outcome, so that
// nothing is technical, and at the end of 2022 the naive forecast of 2024 is the
// budget of 2023, that of December 2022.
func TestSurpriseByHand(t *testing.T) {
	facts := land(t)
	spend, _ := facts.Panel.Get("lnd-spend")
	s23, _ := spend.At(2023)
	s24, _ := spend.At(2024)
	all, skipped := surprises(t, facts, "frozen", 2022, 2022, 2)
	if len(all) != 6 || len(skipped) > 0 {
		t.Fatalf("%d errors, %v", len(all), skipped)
	}
	for _, s := range all {
		want := 0.0
		if s.H == 2 {
			want = math.Log(s23 / s24)
		}
		if s.Information == pipeline.History {
			continue // which knows neither
		}
		if math.Abs(s.Technical) > 1e-12 || math.Abs(s.Policy-want) > 0.005 {
			t.Errorf("%+v: want policy %g and nothing technical", s, want)
		}
	}
	scores := pipeline.ScoreSurprises(all)
	if len(scores) != 6 || scores[0].N != 1 || scores[0].Total.MAE != math.Abs(scores[0].Total.Bias) || scores[0].Total.RMSE != scores[0].Total.MAE {
		t.Errorf("scores of one case each: %+v", scores)
	}
}

// TestLateAnnouncementIsNotLent: a budget enacted in the seventh month or later
// tells nothing of the year before it.
func TestLateAnnouncementIsNotLent(t *testing.T) {
	for month, late := range map[int]bool{6: false, 7: true} {
		facts := land(t)
		spend, _ := facts.Panel.Get("lnd-spend")
		spend = spend.Clone()
		spend.Published[2024-spend.Start] = data.Date{Year: 2024, Month: 6}
		if late {
			spend.Published[2024-spend.Start] = data.Date{Year: 2024, Month: 7}
		}
		gdp, _ := facts.Panel.Edition("lnd-gdp")
		growth, _ := facts.Panel.Get("lnd-outlook")
		var err error
		if facts.Panel, err = data.NewPanel(gdp, spend, growth); err != nil {
			t.Fatal(err)
		}
		all, skipped := surprises(t, facts, "frozen", 2022, 2022, 2)
		if got := len(skipped) == 1 && len(all) == 3; got != late {
			t.Errorf("month %d: %d errors told apart, %v", month, len(all), skipped)
		}
	}
}

// TestSurprisesOfJapan holds what the split is there to show: what was announced
// since outweighs how it turned out, the more the farther ahead, and what was
// announced already surprises least.
func TestSurprisesOfJapan(t *testing.T) {
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	facts := s.Facts
	facts.Measures = facts.MeasuresOf("JPN")
	all, _ := surprises(t, facts, "mod", 2015, 2024, 3)
	scores := pipeline.ScoreSurprises(all)
	if len(scores) != 9 {
		t.Fatalf("%d scores, want 3 sets × 3 horizons", len(scores))
	}
	for _, c := range scores {
		if c.H == 3 && c.Policy.MAE < 2*c.Technical.MAE {
			t.Errorf("%s, h 3: policy %.3f, technical %.3f, want policy far larger", c.Information, c.Policy.MAE, c.Technical.MAE)
		}
		if c.H == 1 && c.Information == pipeline.Announced && c.Policy.MAE > c.Technical.MAE {
			t.Errorf("announced, h 1: policy %.3f, technical %.3f, want little left to announce", c.Policy.MAE, c.Technical.MAE)
		}
	}
}
