package pipeline_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// TestDefaultMethod: a share as printed for many countries is forecast by what
// all of them teach; what is made of spending and GDP, or of one country alone,
// by the pool.
func TestDefaultMethod(t *testing.T) {
	s := embedded(t)
	for _, c := range []struct{ country, measure, want string }{
		{"KOR", "sipri", "panel"}, {"POL", "nato", "panel"}, {"KOR", "sipri-weo", "pool"}, {"JPN", "official", "pool"},
	} {
		cfg := pipeline.Default(c.country)
		cfg.Measure, cfg.Draws = c.measure, 200
		r, err := pipeline.Run(cfg, s.Facts)
		if err != nil {
			t.Fatal(err)
		}
		if r.Config.Model != c.want {
			t.Errorf("%s %s: method %q, want %q", c.country, c.measure, r.Config.Model, c.want)
		}
		learnt := slices.ContainsFunc(r.Drivers, func(s string) bool { return strings.Contains(s, "other countries up to") })
		if learnt != (c.want == "panel") {
			t.Errorf("%s %s: drivers %q", c.country, c.measure, r.Drivers)
		}
	}
}

// TestPanelAlone: asked for where no other country has the measure, the method
// answers and says so.
func TestPanelAlone(t *testing.T) {
	cfg := pipeline.Default("JPN")
	cfg.Model, cfg.Draws = "panel", 200
	r, err := pipeline.Run(cfg, embedded(t).Facts)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(r.Warnings, func(err error) bool { return strings.Contains(err.Error(), "learnt from this one alone") }) {
		t.Errorf("warnings %v", r.Warnings)
	}
}

// TestPeersAreOneEdition: the others have the variable, publisher and day of
// the measure's own series, and no value that was published later.
func TestPeersAreOneEdition(t *testing.T) {
	facts := embedded(t).Facts.AsOf(data.MustDate("2025-10-01"))
	for _, m := range facts.MeasuresOf("POL") {
		if m.ID != "sipri" {
			continue
		}
		own, _ := facts.Panel.Edition(m.Numerator)
		peers := pipeline.Peers(m, facts)
		if len(peers) < pipeline.LeastPeers {
			t.Fatalf("%d peers", len(peers))
		}
		for _, p := range peers {
			if p.Country == "POL" || p.Vintage != own.Vintage || p.Source != own.Source || p.End() > 2024 {
				t.Errorf("%s of %s to %d among the peers of %s of %s", p.ID, p.Vintage, p.End(), own.ID, own.Vintage)
			}
		}
	}
}
