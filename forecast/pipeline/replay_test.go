package pipeline_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/pipeline"
)

// TestReplayByHand: land's naive forecast of spending is its last value, and
// at the end of 2020 the budget of 2021 was enacted.
func TestReplayByHand(t *testing.T) {
	facts := land(t)
	cfg := pipeline.Default("LND")
	cfg.Measure, cfg.Model, cfg.Draws = "frozen", "naive", 4000
	r, err := pipeline.Rerun(cfg, facts, 2020, 2021, 2)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Cases) != 2*3*2 {
		t.Fatalf("%d cases, want 2 year ends × 3 sets × 2 horizons", len(r.Cases))
	}
	spend, _ := facts.Panel.Get("lnd-spend")
	gdp, _ := facts.Panel.Edition("lnd-gdp")
	fixed, _ := gdp.At(2010)
	for _, c := range r.Cases {
		then, _ := spend.At(data.Year(c.AsOf.Year))
		came, _ := spend.At(c.Year)
		if c.Information >= pipeline.Announced {
			then, _ = spend.At(data.Year(c.AsOf.Year) + 1)
		}
		if math.Abs(c.Actual/(came/fixed)-1) > 1e-12 {
			t.Errorf("%s: %d came to %g, want %g", c.AsOf, c.Year, c.Actual, came/fixed)
		}
		if got := c.Dist.Quantile(0.5); math.Abs(got/(then/fixed)-1) > 0.005 {
			t.Errorf("%s %s: median of %d is %g, want the last known %g", c.AsOf, c.Information, c.Year, got, then/fixed)
		}
	}
	for _, s := range r.Scores() {
		if s.Information == pipeline.Announced && s.H == 1 && (s.CRPS > 1e-12 || s.Coverage80 != 1) {
			t.Errorf("the enacted budget scores %+v, want no error", s)
		}
	}
}

// TestReplayDoesNotCountARebasing: a new edition of GDP, 5 % higher in every
// year, must change no score.
func TestReplayDoesNotCountARebasing(t *testing.T) {
	replay := func(facts data.Facts) []pipeline.Score {
		cfg := pipeline.Default("LND")
		cfg.Measure, cfg.Model, cfg.Draws = "share", "naive", 500
		r, err := pipeline.Rerun(cfg, facts, 2025, 2025, 1)
		if err != nil {
			t.Fatal(err)
		}
		return r.Scores()
	}
	facts, rebased := land(t), land(t)
	old, _ := facts.Panel.Edition("lnd-gdp")
	extended := func(factor float64) data.Facts {
		s := old.Clone()
		s.ID, s.Vintage = "lnd-gdp@2026-06-01", data.MustDate("2026-06-01")
		for i := range s.Values {
			s.Values[i] *= factor
		}
		s.Values = append(s.Values, s.Values[len(s.Values)-1]*1.04, s.Values[len(s.Values)-1]*1.04*1.02)
		spend, _ := facts.Panel.Get("lnd-spend")
		spend = spend.Clone()
		spend.Values, spend.Status = append(spend.Values, 24), append(spend.Status, data.Initial)
		spend.Published = append(spend.Published, data.Date{Year: 2026, Month: 3})
		growth, _ := facts.Panel.Get("lnd-outlook")
		p, err := data.NewPanel(old, s, spend, growth)
		if err != nil {
			t.Fatal(err)
		}
		f := rebased
		f.Panel = p
		return f
	}
	if diff := cmp.Diff(replay(extended(1)), replay(extended(1.05)), cmp.Comparer(func(a, b float64) bool {
		return a == b || math.Abs(a-b) <= 1e-9*math.Abs(a)
	})); diff != "" {
		t.Errorf("a re-basing moved the scores:\n%s", diff)
	}
}

// TestReplayOfJapan holds what the replay is there to show: announcements and
// plans beat history, and at the end of 2022 the buildup program put FY2025
// where it came to be.
func TestReplayOfJapan(t *testing.T) {
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	cfg := pipeline.Default("JPN")
	cfg.Model, cfg.Draws = "naive", 1000
	for _, measure := range []string{"mod-frozen", "mod"} {
		cfg.Measure = measure
		r, err := pipeline.Rerun(cfg, s.Facts, 2015, 2024, 3)
		if err != nil {
			t.Fatal(err)
		}
		scores := r.Scores()
		for _, c := range scores[1:3] {
			if c.H != 0 || c.Skill < 0.3 {
				t.Errorf("%s: %s scores %+v, want 0.3 better than history", measure, c.Information, c)
			}
		}
		for _, c := range r.Cases {
			if measure != "mod-frozen" || c.AsOf.Year != 2022 || c.Year != 2025 || c.Information == pipeline.Announced {
				continue
			}
			in := c.Lo80 <= c.Actual && c.Actual <= c.Hi80
			if in != (c.Information == pipeline.Plan) {
				t.Errorf("%s of FY2025 at the end of 2022: %.4f in [%.4f, %.4f] is %v", c.Information, c.Actual, c.Lo80, c.Hi80, in)
			}
		}
	}
}

// TestReplaySeesNoFuture: whatever was published after the day, at any value, moves
// no forecast.
func TestReplaySeesNoFuture(t *testing.T) {
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	day := data.MustDate("2022-12-31")
	poisoned := s.Facts
	var series []data.Series
	for v := range s.Panel.All() {
		v = v.Clone()
		for y := v.Start; y <= v.End(); y++ {
			if !v.PublishedAt(y).By(day) && v.ID != "jpn-gdp-frozen" { // whose outcomes are scored, not seen
				v.Values[y-v.Start] *= 3
			}
		}
		series = append(series, v)
	}
	if poisoned.Panel, err = data.NewPanel(series...); err != nil {
		t.Fatal(err)
	}
	poisoned.Programs = nil
	for _, g := range s.Programs {
		if !g.Published.By(day) {
			g.Value *= 3
		}
		poisoned.Programs = append(poisoned.Programs, g)
	}
	for _, measure := range []string{"mod", "mod-frozen", "settled"} {
		cfg := pipeline.Default("JPN")
		cfg.Measure, cfg.Model, cfg.Draws = measure, "naive", 200
		clean, err := pipeline.Rerun(cfg, s.Facts, 2022, 2022, 3)
		if err != nil {
			t.Fatal(err)
		}
		dirty, err := pipeline.Rerun(cfg, poisoned, 2022, 2022, 3)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range clean.Cases {
			if diff := cmp.Diff(c.Dist, dirty.Cases[i].Dist); diff != "" {
				t.Errorf("%s: %s of %d moved with the future", measure, c.Information, c.Year)
			}
			if c.Actual == dirty.Cases[i].Actual {
				t.Errorf("%s: the poison did not reach the outcome of %d", measure, c.Year)
			}
		}
	}
}

func TestReplayOfTheFuture(t *testing.T) {
	cfg := pipeline.Default("LND")
	cfg.Draws = 100
	if _, err := pipeline.Rerun(cfg, land(t), 2026, 2027, 3); err == nil {
		t.Error("years without outcome were scored")
	}
}
