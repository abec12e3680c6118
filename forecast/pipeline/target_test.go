package pipeline_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/forecast/target"
)

// matrix answers the pledges of land, or some others.
func matrix(t *testing.T, facts data.Facts, change func(*pipeline.Config), pledges ...data.Pledge) *pipeline.Matrix {
	t.Helper()
	cfg := pipeline.Default("LND")
	cfg.Draws, cfg.Model, cfg.Through = 1000, "naive", 0
	change(&cfg)
	x, err := pipeline.Targets(cfg, facts, pledges...)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func same(*pipeline.Config) {}

// TestMatrixByHand: land's pledge of 2 % of the GDP of 2010 by 2027, by both
// measures. The record is the spending of 2025, or of 2024 where GDP ends then.
func TestMatrixByHand(t *testing.T) {
	facts := land(t)
	x := matrix(t, facts, same)
	if x.Config.Through != 2030 {
		t.Errorf("through %d, want three years after the deadline", x.Config.Through)
	}
	if len(x.Cells) != 2 || x.Cells[0].Measure.ID != "share" || x.Cells[1].Measure.ID != "frozen" || len(x.Skipped) > 0 {
		t.Fatalf("%d cells, skipped %v", len(x.Cells), x.Skipped)
	}
	spend, _ := facts.Panel.Get("lnd-spend")
	gdp, _ := facts.Panel.Edition("lnd-gdp")
	for i, c := range x.Cells {
		year := data.Year(2024 + i)
		under := year
		if i == 1 {
			under = 2010
		}
		s, _ := spend.At(year)
		g, _ := gdp.At(under)
		if c.Record.Year != year || math.Abs(c.Record.Value-s/g) > 1e-12 || c.Record.Met != (s/g >= 0.02) || c.Own != (i == 1) || !c.InForce {
			t.Errorf("%s: %+v", c.Measure.ID, c)
		}
		if math.Abs(c.Missing-(0.02*g-s)) > 1e-9 || c.Unit.Currency != "LND" {
			t.Errorf("%s: missing %g %s, want %g", c.Measure.ID, c.Missing, c.Unit, 0.02*g-s)
		}
	}
	frozen := x.Cells[1]
	g, _ := gdp.At(2010)
	s24, _ := spend.At(2024)
	s25, _ := spend.At(2025)
	for _, set := range frozen.Sets { // the denominator is certain: growth needed is arithmetic
		want := math.Cbrt(0.02*g/s24) - 1
		if set.Information >= pipeline.Announced { // the budget of 2025 is enacted
			want = math.Sqrt(0.02*g/s25) - 1
		}
		if set.GrowthErr != nil || math.Abs(set.Growth.Rate-want) > 1e-9 || set.Growth.Prob != 1 {
			t.Errorf("%s: growth %+v, want %g", set.Information, set.Growth, want)
		}
	}
	if want := "(share), "; len(x.Rulers) != 1 || !strings.Contains(x.Rulers[0], want) || !strings.HasSuffix(x.Rulers[0], "of GDP of 2010 (frozen).") {
		t.Errorf("rulers %q", x.Rulers)
	}
}

// TestMatrixAgreesWithTheForecast: the chances are those that forecast shows of
// the same pledge on the same paths.
func TestMatrixAgreesWithTheForecast(t *testing.T) {
	facts := planned(t)
	for info := pipeline.History; info <= pipeline.Plan; info++ {
		change := func(c *pipeline.Config) {
			c.Model, c.Draws, c.Measure, c.Through, c.Information = "drift", 1000, "frozen", 2029, info
		}
		r := ask(t, facts, change)
		x := matrix(t, facts, change)
		last := x.Cells[0].Sets[len(x.Cells[0].Sets)-1]
		if len(x.Cells) != 1 || last.Information != info {
			t.Fatalf("%s: %d cells, the richest set is %s", info, len(x.Cells), last.Information)
		}
		in, by, ok := last.Due(2027)
		h := 2027 - r.Origin - 1
		if p := r.Pledges[0]; !ok || in != p.Met[h] || math.Abs(by-p.MetBy[h]) > 1e-12 {
			t.Errorf("%s: P(in) %g, P(by) %g, the forecast has %g and %g", info, in, by, p.Met[h], p.MetBy[h])
		}
		for _, y := range []data.Year{0, r.Origin, 2030} {
			if _, _, ok := last.Due(y); ok {
				t.Errorf("%s: a deadline of %d is among the futures", info, y)
			}
		}
	}
}

// TestPledgesInOrder: in force before past, promised before asked, the earlier
// deadline first.
func TestPledgesInOrder(t *testing.T) {
	facts := land(t)
	pledge := func(id string, k data.PledgeKind, by data.Year, until string) data.Pledge {
		p := data.Pledge{ID: id, Country: "LND", Kind: k, Level: 0.01, By: by, Announced: data.MustDate("2020")}
		if until != "" {
			p.Superseded = data.MustDate(until)
		}
		return p
	}
	facts.Pledges = []data.Pledge{pledge("ask", data.Ask, 0, ""), pledge("old", data.Target, 2021, "2022"), pledge("open", data.Target, 0, ""),
		pledge("late", data.Target, 2030, ""), pledge("soon", data.Target, 2026, ""), pledge("cap", data.Cap, 0, ""), pledge("later", data.Target, 2026, "2030")}
	x := matrix(t, facts, func(c *pipeline.Config) { c.Measure = "frozen"; c.AsOf = data.MustDate("2025-06-30") })
	var got []string
	for _, c := range x.Cells {
		got = append(got, c.Pledge.ID)
		if c.Pledge.Kind == data.Cap && (c.Record.Met || c.Record.Gap > 0) { // spending is above 1 % of the GDP of 2010
			t.Errorf("the cap is kept: %+v", c.Record)
		}
		for _, s := range c.Sets {
			if c.Pledge.By == 0 && (s.Growth != nil || !strings.Contains(s.GrowthErr.Error(), "no deadline")) {
				t.Errorf("%s: growth %v, %v", c.Pledge.ID, s.Growth, s.GrowthErr)
			}
		}
	}
	if want := "later soon late open cap ask old"; strings.Join(got, " ") != want {
		t.Errorf("order %q, want %q", got, want)
	}
}

// TestMatrixKeepsTheRecordWithoutFutures: a measure that cannot be forecast has
// its record and a reason, one that has no data only a reason.
func TestMatrixKeepsTheRecordWithoutFutures(t *testing.T) {
	facts := land(t)
	few := data.Series{ID: "lnd-few", Country: "LND", Unit: data.Fraction, Start: 2024, Values: []float64{0.03}, Source: "office", Vintage: data.MustDate("2025")}
	p, err := data.NewPanel(append([]data.Series{few}, series(facts)...)...)
	if err != nil {
		t.Fatal(err)
	}
	facts.Panel = p
	published := data.Denominator{Kind: data.Published, Label: "GDP"}
	facts.Measures = append(facts.Measures, data.Measure{ID: "few", Country: "LND", Numerator: "lnd-few", Denominator: published},
		data.Measure{ID: "none", Country: "LND", Numerator: "lnd-none", Denominator: published})
	x := matrix(t, facts, same)
	if len(x.Cells) != 3 || len(x.Skipped) != 2 {
		t.Fatalf("%d cells, skipped %v", len(x.Cells), x.Skipped)
	}
	if c := x.Cells[2]; c.Measure.ID != "few" || !c.Record.Met || !c.Record.AtLeast || len(c.Sets) != 0 || !math.IsNaN(c.Missing) {
		t.Errorf("the short measure: %+v", c)
	}
}

func series(f data.Facts) []data.Series {
	var out []data.Series
	for s := range f.Panel.All() {
		out = append(out, s)
	}
	return out
}

func TestTargetsRefuses(t *testing.T) {
	facts := land(t)
	cfg := pipeline.Default("LND")
	cfg.Measure = "shar"
	if _, err := pipeline.Targets(cfg, facts); err == nil || !strings.Contains(err.Error(), `did you mean "share"?`) {
		t.Errorf("an unknown measure: %v", err)
	}
	facts.Measures = append(facts.Measures, data.Measure{ID: "none", Country: "LND", Numerator: "lnd-none"})
	cfg.Measure = "none"
	if _, err := pipeline.Targets(cfg, facts); err == nil || err.Error() != "measure none: no series lnd-none" {
		t.Errorf("a measure without data: %v", err)
	}
	facts.Pledges = nil
	cfg.Measure = ""
	if _, err := pipeline.Targets(cfg, facts); !errors.Is(err, pipeline.ErrNoPledge) {
		t.Errorf("no pledges: %v", err)
	}
}

// TestSeekByHand: with the GDP of 2010 below, 2 % is an amount, whatever the
// probability. Over the GDP of the year it takes more to be surer.
func TestSeekByHand(t *testing.T) {
	facts := planned(t)
	cfg := pipeline.Default("LND")
	cfg.Draws, cfg.Model, cfg.Measure = 1000, "drift", "frozen"
	s, err := pipeline.Seek(cfg, facts, 0.02, 2028, 0.8)
	if err != nil {
		t.Fatal(err)
	}
	gdp, _ := facts.Panel.Edition("lnd-gdp")
	g, _ := gdp.At(2010)
	if len(s.Answers) != 3 || s.Unit.Currency != "LND" || s.Config.Through != 2028 {
		t.Fatalf("got %+v", s)
	}
	for _, a := range s.Answers {
		if last := a.Amounts[len(a.Amounts)-1]; math.Abs(last-0.02*g) > 1e-9 || a.Prob != 1 {
			t.Errorf("%s: %g in 2028 with probability %g, want %g", a.Information, last, a.Prob, 0.02*g)
		}
	}
	cfg.Measure = "share"
	rate := map[float64]float64{}
	for _, prob := range []float64{0.2, 0.5, 0.8} {
		s, err := pipeline.Seek(cfg, facts, 0.02, 2028, prob)
		if err != nil {
			t.Fatal(err)
		}
		a := s.Answers[len(s.Answers)-1]
		if a.Prob != prob || a.Base != 2025 {
			t.Errorf("asked %g from 2025, got %g from %d", prob, a.Prob, a.Base)
		}
		rate[prob] = a.Rate
	}
	if !(rate[0.2] < rate[0.5] && rate[0.5] < rate[0.8]) {
		t.Errorf("growth %v does not rise with the probability", rate)
	}
}

func TestSeekRefuses(t *testing.T) {
	facts := land(t)
	cfg := pipeline.Default("LND")
	cfg.Model, cfg.Draws = "naive", 100
	_, err := pipeline.Seek(cfg, facts, 0.02, 2024, 0.5)
	if !errors.Is(err, target.ErrNoAnswer) || !strings.Contains(err.Error(), "measure share: announced: ") {
		t.Errorf("a year that is over: %v", err)
	}
	cfg.Country = "XXX"
	if _, err := pipeline.Seek(cfg, facts, 0.02, 2027, 0.5); err == nil {
		t.Error("an unknown country has an answer")
	}
}

// TestWhyTokyoSaysTwo holds the answer that the matrix is there to give: the
// same JPY 11 tn of FY2025 are 1.96 % of the GDP of FY2022, which is told as 2 %,
// and 1.64 % of that of the year.
func TestWhyTokyoSaysTwo(t *testing.T) {
	cfg := pipeline.Config{Country: "JPN", Model: "naive", Draws: 100, Information: pipeline.Plan}
	x, err := pipeline.Targets(cfg, embedded(t).Facts)
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Cells) != 8*len(x.Measures) {
		t.Errorf("%d cells of %d measures, want 8 pledges", len(x.Cells), len(x.Measures))
	}
	want := map[string]struct {
		value, missing float64
		rounds         bool
	}{ // 560.2 tn × 2 % = 11,204 bn
		"official":           {0.0196, 204, true},
		"official-same-year": {0.0164, 2453, false},
	}
	for _, c := range x.Cells {
		if w, ok := want[c.Measure.ID]; ok && c.Pledge.ID == "target-2025" {
			delete(want, c.Measure.ID)
			if c.Record.Met || c.Record.Rounds != w.rounds || math.Abs(c.Record.Value-w.value) > 5e-5 || math.Abs(c.Missing-w.missing) > 1 {
				t.Errorf("%s: %+v, missing %g", c.Measure.ID, c.Record, c.Missing)
			}
		}
	}
	said := strings.Join(x.Rulers, "\n")
	if len(want) > 0 || !strings.Contains(said, "JPY 11,000 bn of FY2025 are 1.96 % of FY2022 GDP, frozen at JPY 560.2 tn (official), 1.64 % of same-year GDP (official-same-year).") {
		t.Errorf("not found %v; rulers:\n%s", want, said)
	}
}

// TestTargetsUseTheDefaultOfEachMeasure: the futures of a cell are those that
// Run has for its measure, one that is published as one among those that are
// made of two halves.
func TestTargetsUseTheDefaultOfEachMeasure(t *testing.T) {
	snap, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	cfg := pipeline.Default("JPN")
	cfg.Draws = 500
	x, err := pipeline.Targets(cfg, snap.Facts, data.Pledge{ID: "half", Country: "JPN", Kind: data.Target, Level: 0.014, By: 2027})
	if err != nil {
		t.Fatal(err)
	}
	methods := map[string]bool{}
	for _, c := range x.Cells {
		if c.Measure.ID != "mod" && c.Measure.ID != "sipri" {
			continue
		}
		cfg.Measure = c.Measure.ID
		r, err := pipeline.Run(cfg, snap.Facts)
		if err != nil {
			t.Fatal(err)
		}
		methods[r.Config.Model] = true
		got := c.Sets[len(c.Sets)-1].Met
		want := r.Paths.Reached(0.014)
		if diff := cmp.Diff(want, got[:len(want)]); diff != "" {
			t.Errorf("%s: chances differ from those of Run:\n%s", c.Measure.ID, diff)
		}
	}
	if len(methods) != 2 {
		t.Errorf("methods %v, want two", methods)
	}
}
