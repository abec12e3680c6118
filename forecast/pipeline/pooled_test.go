package pipeline_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/pipeline"
)

// edition returns facts of one country whose share is published once, in 2024,
// up to 2023.
func edition(values ...float64) data.Facts {
	s := data.Series{ID: "lnd-x@2024", Country: "LND", Unit: data.Fraction, Start: 2024 - data.Year(len(values)),
		Values: values, Vintage: data.MustDate("2024-04-28"), Source: "office"}
	p, err := data.NewPanel(s)
	if err != nil {
		panic(err)
	}
	return data.Facts{Panel: p, Measures: []data.Measure{{ID: "x", Country: "LND", Name: "x", Numerator: "lnd-x", Stage: data.Settled,
		Denominator: data.Denominator{Kind: data.Published, Label: "GDP"}}}}
}

// TestReplayCutsEditions: 2023 came out in April 2024, so 2019 in April 2020;
// at the end of 2019 the last year known was 2018.
func TestReplayCutsEditions(t *testing.T) {
	cfg := pipeline.Default("LND")
	cfg.Model, cfg.Draws = "naive", 200
	facts := edition(0.010, 0.011, 0.012, 0.013, 0.014, 0.015, 0.016, 0.020)
	r, err := pipeline.Rerun(cfg, facts, 2019, 2020, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Cases {
		if c.Origin != data.Year(c.AsOf.Year)-1 {
			t.Errorf("at %s the last year known was %d", c.AsOf, c.Origin)
		}
	}
	if len(r.Cases) != 2*2*3 || !cmp.Equal(r.Rewound, []string{"lnd-x"}) {
		t.Errorf("%d cases, cut %v", len(r.Cases), r.Rewound)
	}
	// What came after is not seen.
	poisoned, err := pipeline.Rerun(cfg, edition(0.010, 0.011, 0.012, 0.013, 0.5, 0.5, 0.5, 0.5), 2020, 2020, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Cases {
		if c.AsOf.Year != 2020 {
			continue
		}
		for _, d := range poisoned.Cases {
			if c.H == d.H && c.Information == d.Information && !cmp.Equal(c.Dist, d.Dist) {
				t.Errorf("%d years ahead the forecast moved with the future", c.H)
			}
		}
	}
}

// TestPooledScores: the pooled average is that of the replays, each case once,
// and horizons add up.
func TestPooledScores(t *testing.T) {
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	cfg := pipeline.Default("")
	cfg.Model, cfg.Draws, cfg.Measure = "naive", 200, "sipri"
	p, err := pipeline.RerunAll(cfg, s.Facts, []string{"KOR", "AUS", "KOR"}, 2015, 2020, 2)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Replays) != 2 {
		t.Fatalf("%d replays, want those of two countries", len(p.Replays))
	}
	sum, n, hits := 0.0, 0, 0.0
	for _, r := range p.Replays {
		c := cfg
		c.Country = r.Config.Country
		alone, err := pipeline.Rerun(c, s.Facts, 2015, 2020, 2)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(alone.Cases, r.Cases); diff != "" {
			t.Errorf("%s in company is not what it is alone:\n%s", c.Country, diff)
		}
		for _, c := range r.Cases {
			if c.Information == pipeline.History {
				sum, n = sum+c.CRPS/c.Actual, n+1
				if c.Lo80 <= c.Actual && c.Actual <= c.Hi80 {
					hits++
				}
			}
		}
	}
	all := p.Scores()[0]
	if all.N != n || math.Abs(all.CRPS-sum/float64(n)) > 1e-12 || math.Abs(all.Coverage80-hits/float64(n)) > 1e-12 || all.Countries != 2 {
		t.Errorf("pooled %+v, want %d cases, CRPS %g, coverage %g", all, n, sum/float64(n), hits/float64(n))
	}
	// Two clusters of deviations a and -a sum to se = √(2·2a²)/n = 2|a|/n.
	if all.SE <= 0 || all.SE > 0.5 {
		t.Errorf("standard error %g", all.SE)
	}
	if _, err := pipeline.RerunAll(cfg, s.Facts, []string{"PRK"}, 2015, 2020, 2); err == nil {
		t.Error("a measure that no country has was replayed")
	}
}

// TestPledgesPullHalfOfTheFutures: of every four futures two are those of the
// poorer set, the others are pulled up.
func TestPledgesPullHalfOfTheFutures(t *testing.T) {
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	paths := func(info pipeline.Information) *pipeline.Report {
		cfg := pipeline.Default("ITA")
		cfg.Measure, cfg.Model, cfg.Draws, cfg.Information, cfg.Through = "nato", "naive", 400, info, 2030
		r, err := pipeline.Run(cfg, s.Facts)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	poorer, plan := paths(pipeline.Announced), paths(pipeline.Plan)
	if plan.Knowing() != pipeline.Plan {
		t.Fatalf("Italy's pledge is not in the plan set: %s", plan.Knowing())
	}
	rises := 0
	for i := range plan.Paths.N() {
		if i/2%2 == 1 && !cmp.Equal(poorer.Paths.Row(i), plan.Paths.Row(i)) {
			t.Fatalf("future %d is pulled", i)
		}
		if h := plan.Paths.H - 1; plan.Paths.Row(i)[h] > poorer.Paths.Row(i)[h] {
			rises++
		}
	}
	if rises < 100 { // a pull of zero is drawn now and then, and some are there already
		t.Errorf("%d of 200 pulled futures rise", rises)
	}
}
