package pipeline_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
	"github.com/defcast/defcast/forecast/pipeline"
)

// planned is land with two five-year programs: the one of 2015 to 2019 was kept
// to within a tenth of a percent, the one of 2025 to 2029 has a total that
// grows the budget by 10 % a year.
func planned(t *testing.T) data.Facts {
	t.Helper()
	f := land(t)
	spend, _ := f.Panel.Get("lnd-spend")
	program := func(id string, from data.Year, total float64) data.Program {
		return data.Program{ID: id, Country: "LND", Name: "Program", Series: "lnd-spend", From: from, To: from + 4, Value: total,
			Unit: spend.Unit, Published: data.Date{Year: int(from) - 1, Month: 12}}
	}
	sum := 0.0
	for y := data.Year(2015); y <= 2019; y++ {
		v, _ := spend.At(y)
		sum += v
	}
	now, _ := spend.At(2025)
	total := now
	for k := 1; k <= 4; k++ {
		total += now * math.Pow(1.1, float64(k))
	}
	f.Programs = []data.Program{program("five-2015", 2015, sum), program("five-2025", 2025, total)}
	return f
}

func ask(t *testing.T, facts data.Facts, change func(*pipeline.Config)) *pipeline.Report {
	t.Helper()
	cfg := pipeline.Default("LND")
	cfg.Draws, cfg.Measure, cfg.Through = 2000, "frozen", 2030
	change(&cfg)
	r, err := pipeline.Run(cfg, facts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func names(r *pipeline.Report) string {
	var s []string
	for _, v := range r.Sets {
		s = append(s, v.Information.String())
	}
	return strings.Join(s, " ")
}

func TestSetsThatExist(t *testing.T) {
	if got := names(ask(t, land(t), func(*pipeline.Config) {})); got != "history announced" {
		t.Errorf("without programs there are the sets %s", got)
	}
	r := ask(t, planned(t), func(*pipeline.Config) {})
	if got := names(r); got != "history announced plan" {
		t.Errorf("with programs there are the sets %s", got)
	}
	if diff := cmp.Diff(r.Steps, r.Sets[2].Steps); diff != "" {
		t.Errorf("the headline is not the plan's:\n%s", diff)
	}
	late := planned(t)
	for i := range late.Programs {
		late.Programs[i].Published = data.MustDate("2025-09-01")
	}
	early := ask(t, late, func(c *pipeline.Config) { c.AsOf = data.MustDate("2025-07-31") })
	if got := names(early); got != "history announced" {
		t.Errorf("before any program there are the sets %s", got)
	}
}

// TestPlanIsSpread: what is left of the total makes the budget grow by 10 % a
// year to 2029, less what slips; after it the method goes on.
func TestPlanIsSpread(t *testing.T) {
	facts := planned(t)
	r := ask(t, facts, func(*pipeline.Config) {})
	spend, _ := facts.Panel.Get("lnd-spend")
	now, _ := spend.At(2025)
	for k := 1; k <= 4; k++ {
		got := r.Spend.Step(k + 1).Quantile(0.5)
		want := now * math.Pow(1.1, float64(k))
		if math.Abs(got/want-1) > 0.03 {
			t.Errorf("%d: median %g, the plan has %g", 2025+k, got, want)
		}
		if !strings.Contains(r.Steps[k].Known, "(five-2025)") {
			t.Errorf("%d is known by %q", 2025+k, r.Steps[k].Known)
		}
	}
	if r.Steps[5].Known != "" {
		t.Errorf("2030, after the plan, is known by %q", r.Steps[5].Known)
	}
}

// TestSetsMoveNoOtherNumber: what history says is the same whether announcements and
// programs exist and whichever set is asked for.
func TestSetsMoveNoOtherNumber(t *testing.T) {
	bare := ask(t, land(t), func(c *pipeline.Config) { c.Information = pipeline.History })
	for info := pipeline.History; info <= pipeline.Plan; info++ {
		full := ask(t, planned(t), func(c *pipeline.Config) { c.Information = info })
		if diff := cmp.Diff(bare.Sets[0], full.Sets[0]); diff != "" {
			t.Errorf("%s: history moved:\n%s", info, diff)
		}
		if diff := cmp.Diff(bare.Sets[1], full.Sets[1]); diff != "" {
			t.Errorf("%s: announced moved:\n%s", info, diff)
		}
	}
}

// TestSetsShareTheirDraws: to 2030 the random walk of announced makes five of
// the six steps that history's makes, on the same numbers: a correlation of
// √(5/6) = 0.91, or 0.06 at most were the draws unrelated.
func TestSetsShareTheirDraws(t *testing.T) {
	end := func(info pipeline.Information) []float64 {
		r := ask(t, land(t), func(c *pipeline.Config) { c.Information, c.Model = info, "naive" })
		var v []float64
		for i := range r.Paths.N() {
			v = append(v, math.Log(r.Paths.Row(i)[r.Paths.H-1]))
		}
		return v
	}
	if got := stat.Correlation(end(pipeline.History), end(pipeline.Announced), nil); math.Abs(got-0.91) > 0.02 {
		t.Errorf("paths of the two sets are correlated by %.3f, want 0.91", got)
	}
}

// TestSpendingOverGDPIsTheShare on every path, whatever was pooled and pulled.
func TestSpendingOverGDPIsTheShare(t *testing.T) {
	facts := planned(t)
	rapid.Check(t, func(rt *rapid.T) {
		cfg := pipeline.Default("LND")
		cfg.Measure, cfg.Draws, cfg.Through = "share", 100, data.Year(rapid.IntRange(2025, 2034).Draw(rt, "through"))
		cfg.Seed = rapid.Uint64().Draw(rt, "seed")
		cfg.Model = rapid.SampledFrom([]string{"naive", "drift"}).Draw(rt, "model")
		cfg.Information = rapid.SampledFrom([]pipeline.Information{pipeline.History, pipeline.Announced, pipeline.Plan}).Draw(rt, "set")
		r, err := pipeline.Run(cfg, facts)
		if err != nil {
			rt.Fatal(err)
		}
		for i, v := range r.Paths.V {
			if !(v > 0) || math.IsInf(v, 0) {
				rt.Fatalf("share %g", v)
			}
			if math.Abs(r.Spend.V[i]/r.GDP.V[i]/v-1) > 1e-12 {
				rt.Fatalf("spending %g over GDP %g is not %g", r.Spend.V[i], r.GDP.V[i], v)
			}
		}
	})
}

// TestPledgesPull: Germany has promised 3.5 %; by the record of the Wales pledge that raises the
// forecast of the years of which no more is known, and no other.
func TestPledgesPull(t *testing.T) {
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	cfg := pipeline.Default("DEU")
	cfg.Measure, cfg.Model, cfg.Draws, cfg.Through = "nato", "naive", 2000, 2030
	r, err := pipeline.Run(cfg, s.Facts)
	if err != nil {
		t.Fatal(err)
	}
	if got := names(r); got != "history announced plan" {
		t.Fatalf("sets %s", got)
	}
	announced, plan := r.Sets[1].Steps, r.Sets[2].Steps
	if diff := cmp.Diff(announced[0], plan[0]); diff != "" {
		t.Errorf("2026, which NATO has estimated, is pulled:\n%s", diff)
	}
	if a, b := announced[4].Dist.Quantile(0.5), plan[4].Dist.Quantile(0.5); b < 1.03*a || b > 0.035 {
		t.Errorf("2030 is pulled from %.4f to %.4f", a, b)
	}
	if !strings.Contains(strings.Join(r.Drivers, " "), "of 27 countries under a pledge") {
		t.Errorf("drivers %q", r.Drivers)
	}
}

// TestHalfTheFuturesFollowTheShare where nothing is announced of spending: the method is
// credited with three series, and the years with a budget have their spread from GDP alone.
func TestHalfTheFuturesFollowTheShare(t *testing.T) {
	r := ask(t, land(t), func(c *pipeline.Config) { c.Measure, c.Model = "share", "naive" })
	var series []string
	for _, m := range r.Members {
		series = append(series, m.Series)
	}
	if got := strings.Join(series, " "); got != "lnd-spend lnd-gdp@2025-06-01 share" {
		t.Errorf("methods of %s", got)
	}
	spend := r.Spend.Step(1)
	if spend.Quantile(0) != spend.Quantile(1) {
		t.Error("the enacted budget has a spread")
	}
	// The land's spending and its share move alike (GDP is smooth), so that the halves
	// of the futures have nearly one median: a wrong scale would tear them apart.
	var two, one []float64
	for i := range r.Paths.N() {
		v := r.Paths.Row(i)[3]
		if i%2 == 0 {
			two = append(two, v)
		} else {
			one = append(one, v)
		}
	}
	a, b := forecast.NewSample(two).Quantile(0.5), forecast.NewSample(one).Quantile(0.5)
	if math.Abs(a/b-1) > 0.03 {
		t.Errorf("medians of the two kinds of futures are %g and %g", a, b)
	}
}

// TestOutlookRecordCovers leaves out each of the 24 years of official outlooks
// for nominal growth that Japan has and asks the others for an 80 % interval:
// 19 or so should lie in it.
func TestOutlookRecordCovers(t *testing.T) {
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	gdp, _ := s.Panel.Edition("jpn-gdp-fy")
	outlook, _ := s.Panel.Edition("jpn-gdp-outlook-growth")
	var errors []float64
	for y := outlook.Start; y <= gdp.End(); y++ {
		o, _ := outlook.At(y)
		a, _ := gdp.At(y)
		b, _ := gdp.At(y - 1)
		errors = append(errors, math.Log(a/b)-math.Log1p(o))
	}
	if len(errors) != 24 {
		t.Fatalf("%d years, want 24", len(errors))
	}
	in := 0
	for i, e := range errors {
		rest := append(append([]float64{}, errors[:i]...), errors[i+1:]...)
		d, ok := burden.Record(rest)
		if !ok {
			t.Fatal("no record")
		}
		if d.Quantile(0.1) <= e && e <= d.Quantile(0.9) {
			in++
		}
	}
	t.Logf("%d of 24 within the 80 %% interval learnt from the others", in)
	if in < 17 || in > 22 { // 0.8·24 = 19.2, standard error 2
		t.Errorf("%d of 24 years lie within their 80 %% interval", in)
	}
}

func BenchmarkRun(b *testing.B) {
	s, err := snapshot.Load()
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range []string{"naive", "pool"} {
		b.Run("model="+name, func(b *testing.B) {
			cfg := pipeline.Default("JPN")
			cfg.Model = name
			for b.Loop() {
				if _, err := pipeline.Run(cfg, s.Facts); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
