package pipeline_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/forecast/scenario"
)

// TestReactionOfJapan: the coefficient is that of the embedded record (0.037 with
// standard error 0.066, as R's lm has it on these rows, see testdata of package
// burden), each path has its own draw, its median moves the median by as much, and
// the draws move nothing else.
func TestReactionOfJapan(t *testing.T) {
	s := embedded(t)
	cfg := pipeline.Default("JPN")
	cfg.Draws, cfg.Model, cfg.Through = 4000, "naive", 2030
	cfg.Scenarios = []scenario.Scenario{parsed(t, "name: held\nrules: [{rule: hold, what: share}]")} // has prices drawn
	bare, err := pipeline.Run(cfg, s.Facts)
	if err != nil {
		t.Fatal(err)
	}
	estimated := parsed(t, "name: a\nrules: [{rule: reaction, rival: CHN, faster: 10%}]")
	given := parsed(t, "name: b\nrules: [{rule: reaction, rival: CHN, faster: 10%, kappa: 0.0371885}]")
	paced := parsed(t, "name: c\nrules: [{rule: reaction, rival: CHN, growth: 10%, kappa: 1}]")
	cfg.Scenarios = []scenario.Scenario{estimated, given, paced}
	r, err := pipeline.Run(cfg, s.Facts)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(bare.Paths, r.Paths) + cmp.Diff(bare.FX, r.FX) + cmp.Diff(bare.Prices, r.Prices); diff != "" || bare.Prices.N() == 0 {
		t.Errorf("drawing kappa moved the forecast:\n%s", diff)
	}
	a, b := r.Scenarios[0], r.Scenarios[1]
	if want := "The reaction coefficient is +0.04 with standard error 0.07 (country and year effects, 519 years of 15 countries with rivals"; !strings.Contains(strings.Join(a.Notes, " "), want) {
		t.Errorf("notes %q, want %q", a.Notes, want)
	}
	h := len(a.Steps) - 1
	if x, y := a.Steps[h].Dist.Quantile(0.5), b.Steps[h].Dist.Quantile(0.5); math.Abs(x/y-1) > 0.005 {
		t.Errorf("median %g with kappa drawn, %g at its estimate", x, y)
	}
	// Four years at 10 % faster with κ = 0.0372 are 1.1^(4·0.0372).
	if got, want := b.Spend.V[h]/r.Spend.V[h], math.Pow(1.1, 4*0.0371885); math.Abs(got/want-1) > 1e-12 {
		t.Errorf("spending is %g of what it was, want %g", got, want)
	}
	if b.Spend.V[0] != r.Spend.V[0] {
		t.Error("the response comes in the year of the cause")
	}
	spread := func(p pipeline.Outcome) float64 { d := p.Steps[h].Dist; return d.Quantile(0.9) / d.Quantile(0.1) }
	if spread(a) <= spread(b) {
		t.Errorf("the band with kappa drawn, %g, is not wider than that with it given, %g", spread(a), spread(b))
	}
	if want := "Military spending of China grew by +5.5 % a year in constant prices (SIPRI, 2016 to 2025)."; !strings.Contains(strings.Join(r.Scenarios[2].Notes, " "), want) {
		t.Errorf("notes %q", r.Scenarios[2].Notes)
	}
	cfg.Scenarios = []scenario.Scenario{parsed(t, "name: d\nrules: [{rule: reaction, rival: PRK, growth: 10%}]")}
	if _, err := pipeline.Run(cfg, s.Facts); !errors.Is(err, scenario.ErrRule) || !strings.Contains(err.Error(), "the growth of North Korea is not on record") {
		t.Errorf("a rival without a record: %v", err)
	}
}
