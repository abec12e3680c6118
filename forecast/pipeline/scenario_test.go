package pipeline_test

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/forecast/scenario"
)

func parsed(t *testing.T, text string) scenario.Scenario {
	t.Helper()
	s, err := scenario.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestScenariosShareTheirDraws: the forecast is that of Run, a scenario differs by
// its rule alone on every path, and others beside it move nothing.
func TestScenariosShareTheirDraws(t *testing.T) {
	cfg := pipeline.Default("LND")
	cfg.Draws, cfg.Measure, cfg.Through = 1000, "share", 2030
	facts := planned(t)
	half := parsed(t, "name: half\nrules: [{rule: execution, rate: 50%, from: 2028}]")
	stall := parsed(t, "name: stall\nrules: [{rule: gdp, growth: 0%, from: 2027}]")
	w, err := pipeline.Scenarios(cfg, facts, half, stall)
	if err != nil {
		t.Fatal(err)
	}
	r, err := pipeline.Run(cfg, facts)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r.Paths, w.Outcomes[0].Share); diff != "" {
		t.Errorf("the forecast moved:\n%s", diff)
	}
	base, cut := w.Outcomes[0].Share, w.Outcomes[1].Share
	for i, v := range base.V {
		want := 1.0
		if w.Origin+1+4 <= 2028 {
			t.Fatalf("origin %d", w.Origin)
		}
		if year := int(w.Origin) + 1 + i%base.H; year >= 2028 {
			want = 0.5
		}
		if math.Abs(cut.V[i]/v-want) > 1e-12 {
			t.Fatalf("path value %d is %g of the forecast, want %g", i, cut.V[i]/v, want)
		}
	}
	if d := w.Outcomes[1].Difference(w.Outcomes[0]).V[base.H-1]; math.Abs(d+base.V[base.H-1]/2) > 1e-12 {
		t.Errorf("difference %g, want half of %g", d, base.V[base.H-1])
	}
	alone, err := pipeline.Scenarios(cfg, facts, stall)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(alone.Outcomes[1], w.Outcomes[2]); diff != "" {
		t.Errorf("another scenario beside it moved stall:\n%s", diff)
	}
}

// TestScenarioNeedsGDP: a rule for GDP says nothing of a frozen measure.
func TestScenarioNeedsGDP(t *testing.T) {
	cfg := pipeline.Default("LND")
	cfg.Draws, cfg.Measure = 100, "frozen"
	_, err := pipeline.Scenarios(cfg, land(t), parsed(t, "name: stall\nrules: [{rule: gdp, growth: 0%}]"))
	if !errors.Is(err, scenario.ErrRule) {
		t.Errorf("got %v", err)
	}
}
