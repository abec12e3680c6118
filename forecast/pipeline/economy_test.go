package pipeline_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/forecast/scenario"
)

// valued is land with prices that rise by half of nominal growth and half a point
// and a dollar near 100; the publisher's forecasts from 2026 on are nonsense.
func valued(t *testing.T) data.Facts {
	t.Helper()
	f := land(t)
	gdp, _ := f.Panel.Edition("lnd-gdp")
	published := data.MustDate("2025-10-01")
	deflator := data.Series{ID: "lnd-gdp-deflator@2025-10", Country: "LND", Start: 2000, Vintage: published, Source: "fund"}
	rate := data.Series{ID: "lnd-usd-rate@2025-10", Country: "LND", Start: 2000, Vintage: published, Source: "fund",
		Unit: data.Unit{Kind: data.Rate, Currency: "LND/USD"}}
	p := 100.0
	for y := data.Year(2000); y <= 2028; y++ {
		if g, ok := gdp.At(y); ok && y > 2000 {
			before, _ := gdp.At(y - 1)
			p *= math.Exp(0.005 + 0.5*math.Log(g/before) + 0.002*math.Sin(2.7*float64(y)))
		}
		x := 100 * math.Exp(0.1*math.Sin(float64(y)))
		if y > 2025 {
			p, x = 1e6, 1e6
		}
		deflator.Values, rate.Values = append(deflator.Values, p), append(rate.Values, x)
		deflator.Published, rate.Published = append(deflator.Published, published), append(rate.Published, published)
	}
	all := []data.Series{deflator, rate}
	for s := range f.Panel.All() {
		all = append(all, s)
	}
	panel, err := data.NewPanel(all...)
	if err != nil {
		t.Fatal(err)
	}
	f.Panel = panel
	f.Sources = append(f.Sources, data.Source{Key: "fund", Publisher: "Fund", Title: "Outlook"})
	return f
}

// TestPricesMoveNothing: prices and the exchange rate are beside the forecast; real
// GDP times prices is nominal GDP; a dollar is about what it was, prices rise as the
// equation has it; what the publisher foretells is not taken for history.
func TestPricesMoveNothing(t *testing.T) {
	change := func(c *pipeline.Config) { c.Measure = "share" }
	told := func(c *pipeline.Config) {
		change(c)
		c.Scenarios = []scenario.Scenario{parsed(t, "name: held\nrules: [{rule: hold, what: share}]")}
	}
	bare, r := ask(t, land(t), told), ask(t, valued(t), told)
	if diff := cmp.Diff(bare.Paths, r.Paths) + cmp.Diff(bare.GDP, r.GDP) + cmp.Diff(bare.Spend, r.Spend); diff != "" {
		t.Errorf("the forecast moved:\n%s", diff)
	}
	untold := ask(t, valued(t), change)
	for _, none := range []*pipeline.Report{bare, untold} {
		if none.Prices.N() != 0 || none.FX.N() != 0 || none.Real().N() != 0 || len(none.Sources) != len(r.Sources)-1 {
			t.Errorf("without a record or a scenario there are %d prices; sources %v", none.Prices.N(), none.Sources)
		}
	}
	if diff := cmp.Diff(untold.Paths, r.Paths) + cmp.Diff(untold.GDP, r.GDP) + cmp.Diff(untold.Spend, r.Spend); diff != "" {
		t.Errorf("a scenario moved the forecast:\n%s", diff)
	}
	real := r.Real()
	for i, v := range r.GDP.V {
		if math.Abs(real.V[i]*r.Prices.V[i]/v-1) > 1e-12 {
			t.Fatalf("value %d: real %g times prices %g is not %g", i, real.V[i], r.Prices.V[i], v)
		}
	}
	for _, v := range slices.Concat(r.Prices.V, r.FX.V) {
		if !(v > 0) || v > 1e5 {
			t.Fatalf("a price of %g", v)
		}
	}
	h := r.GDP.H
	g, _ := valued(t).Panel.Edition("lnd-gdp")
	rise := math.Log(r.GDP.Step(h).Quantile(0.5) / g.Values[g.Len()-1])
	if got, want := math.Log(r.Prices.Step(h).Quantile(0.5)), 0.005*float64(h)+0.5*rise; math.Abs(got-want) > 0.01 {
		t.Errorf("prices rise by %.4f in logarithms, nominal GDP by %.4f: want %.4f", got, rise, want)
	}
	last := 100 * math.Exp(0.1*math.Sin(2025))
	if m := r.FX.Step(h).Quantile(0.5); math.Abs(m/last-1) > 0.02 {
		t.Errorf("median dollar %g, it was %g", m, last)
	}
	if x := r.FX.Step(1); math.Abs(x.Quantile(1)/last-1) > 1e-12 || math.Abs(x.Quantile(0)/last-1) > 1e-12 {
		t.Errorf("a dollar of 2025 costs %g to %g, want the %g on record", x.Quantile(0), x.Quantile(1), last)
	}
	again := ask(t, valued(t), told)
	if diff := cmp.Diff(r.Prices, again.Prices) + cmp.Diff(r.FX, again.FX); diff != "" {
		t.Errorf("equal configs differ:\n%s", diff)
	}
}

// TestScenariosBesideTheForecast: no number of the report moves but for prices and the
// exchange rate, which are there for rules to change; the outcomes are those
// of Scenarios, whatever is beside them, and the sources of what rules use are cited.
func TestScenariosBesideTheForecast(t *testing.T) {
	facts := valued(t)
	real := parsed(t, "name: real\nrules: [{rule: hold, what: real}]")
	weak := parsed(t, "name: weak\nrules: [{rule: fx, rate: 150, imports: 30%}]")
	kappa := parsed(t, "name: kappa\nrules: [{rule: reaction, rival: CHN, faster: 5%, kappa: 0.5}]")
	with := func(s ...scenario.Scenario) *pipeline.Report {
		return ask(t, facts, func(c *pipeline.Config) { c.Measure = "share"; c.Scenarios = s })
	}
	bare, one, all := with(), with(weak), with(real, weak, kappa)
	all.Config.Scenarios, one.Config.Scenarios = nil, nil
	if diff := cmp.Diff(one.Scenarios[0], all.Scenarios[1]); diff != "" {
		t.Errorf("others beside it moved weak:\n%s", diff)
	}
	if len(all.Sources) != len(bare.Sources)+1 || all.Sources[len(bare.Sources)].Key != "fund" {
		t.Errorf("sources %v", all.Sources)
	}
	w, err := pipeline.Scenarios(all.Config, facts, kappa, real)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(w.Outcomes[2], all.Scenarios[0]); diff != "" {
		t.Errorf("real is not as Scenarios has it:\n%s", diff)
	}
	held := all.Scenarios[0]
	for i := range held.Spend.N() {
		if got, want := held.Spend.Row(i)[3]/held.Spend.Row(i)[2], all.Prices.Row(i)[3]/all.Prices.Row(i)[2]; math.Abs(got/want-1) > 1e-12 {
			t.Fatalf("path %d: held spending rises by %g, prices by %g", i, got, want)
		}
	}
	if diff := cmp.Diff(one.Prices, all.Prices) + cmp.Diff(one.FX, all.FX); diff != "" || one.Prices.N() == 0 || one.FX.N() == 0 {
		t.Errorf("others beside it moved prices or the dollar:\n%s", diff)
	}
	all.Scenarios, all.Sources, one.Scenarios = nil, bare.Sources, nil
	all.Prices, all.FX, all.Economy = bare.Prices, bare.FX, bare.Economy
	if diff := cmp.Diff(bare, all, cmp.Comparer(func(a, b error) bool { return fmt.Sprint(a) == fmt.Sprint(b) })); diff != "" {
		t.Errorf("scenarios moved the report:\n%s", diff)
	}
}

// TestRulesWithoutTheirRecord say what is missing.
func TestRulesWithoutTheirRecord(t *testing.T) {
	cfg := pipeline.Default("LND")
	cfg.Draws, cfg.Measure, cfg.Through = 100, "share", 2028
	for _, c := range []struct{ rule, want string }{
		{"{rule: hold, what: real}", "no record of the country's prices"},
		{"{rule: fx, rate: 150, imports: 30%}", "price of a dollar"},
		{"{rule: reaction, rival: CHN, faster: 5%}", "kappa"},
		{"{rule: supplementary, amount: 1 bn, year: 2027}", "counts initial budgets"},
		{"{rule: delay, years: 1, from: 2040}", "from 2040 on there is no year among the futures, 2025 to 2028"},
	} {
		cfg.Scenarios = []scenario.Scenario{parsed(t, "name: x\nrules: ["+c.rule+"]")}
		_, err := pipeline.Run(cfg, land(t))
		if !errors.Is(err, scenario.ErrRule) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.rule, err, c.want)
		}
	}
}

// TestPublishedSharesHaveScenarios: of a share that its publisher prints GDP makes
// money; the forecast does not move, GDP that stands still divides what the money was,
// and a share of something else than GDP has no money still.
func TestPublishedSharesHaveScenarios(t *testing.T) {
	s := embedded(t)
	cfg := pipeline.Default("DEU")
	cfg.Draws, cfg.Model, cfg.Measure, cfg.Through = 1000, "naive", "sipri", 2028
	bare, err := pipeline.Run(cfg, s.Facts)
	if err != nil {
		t.Fatal(err)
	}
	stall := parsed(t, "name: stall\nrules: [{rule: gdp, growth: 0%}]")
	held := parsed(t, "name: held\nrules: [{rule: hold, what: share, from: 2027}]")
	cfg.Scenarios = []scenario.Scenario{stall, held}
	r, err := pipeline.Run(cfg, s.Facts)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(bare.Paths, r.Paths) + cmp.Diff(bare.Spend, r.Spend); diff != "" {
		t.Errorf("scenarios moved the forecast:\n%s", diff)
	}
	gdp, _ := s.Panel.Edition("deu-gdp")
	base, _ := gdp.At(r.Origin)
	o := r.Scenarios[0]
	if o.Unit != gdp.Unit || len(r.Sources) <= len(bare.Sources) {
		t.Errorf("spending in %s, want %s; sources %v", o.Unit, gdp.Unit, r.Sources)
	}
	for i, v := range o.Share.V {
		if math.Abs(o.GDP.V[i]/base-1) > 1e-9 || math.Abs(v*base/o.Spend.V[i]-1) > 1e-9 {
			t.Fatalf("value %d: %g of GDP of %g is %g", i, v, o.GDP.V[i], o.Spend.V[i])
		}
	}
	for i := range r.Paths.N() {
		if got, want := r.Scenarios[1].Share.Row(i), r.Paths.Row(i)[0]; math.Abs(got[0]/want-1) > 1e-12 || math.Abs(got[2]/want-1) > 1e-12 {
			t.Fatalf("path %d: the share is held at %v, it was %g", i, got, want)
		}
	}
	cfg = pipeline.Default("PRK")
	cfg.Draws, cfg.Scenarios = 100, []scenario.Scenario{parsed(t, "name: x\nrules: [{rule: hold, what: nominal}]")}
	if _, err := pipeline.Run(cfg, s.Facts); !errors.Is(err, scenario.ErrRule) {
		t.Errorf("a share of the state budget: %v", err)
	}
}

// TestOutlookOfRealGrowth: Japan's outlook names real growth; who knows past values
// only does not use it.
func TestOutlookOfRealGrowth(t *testing.T) {
	s := embedded(t)
	for info, want := range map[pipeline.Information]bool{pipeline.History: false, pipeline.Announced: true} {
		cfg := pipeline.Default("JPN")
		cfg.Draws, cfg.Model, cfg.Information = 500, "naive", info
		cfg.Scenarios = []scenario.Scenario{parsed(t, "name: held\nrules: [{rule: hold, what: share}]")}
		r, err := pipeline.Run(cfg, s.Facts)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(strings.Join(r.Economy, " "), "official outlook names real growth"); got != want {
			t.Errorf("%s: %q", info, r.Economy)
		}
		// 3.4 % nominal and 1.3 % real growth of FY2026 are 2.1 % of prices.
		if m := r.Prices.Step(1).Quantile(0.5); want && math.Abs(m-1.034/1.013) > 0.01 {
			t.Errorf("prices of FY2026: median %g", m)
		}
	}
}
