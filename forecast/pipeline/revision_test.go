package pipeline_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/pipeline"
)

// editions returns land's facts with GDP to 2023 as known in June 2024, and the
// edition of June 2025 scaled by factor.
func editions(t *testing.T, factor float64) data.Facts {
	t.Helper()
	facts := land(t)
	gdp, _ := facts.Panel.Edition("lnd-gdp")
	old := gdp.Window(gdp.Start, 2023).Clone()
	old.ID, old.Vintage = "lnd-gdp@2024-06-01", data.MustDate("2024-06-01")
	gdp = gdp.Clone()
	for i := range gdp.Values {
		gdp.Values[i] *= factor
	}
	spend, _ := facts.Panel.Get("lnd-spend")
	growth, _ := facts.Panel.Get("lnd-outlook")
	p, err := data.NewPanel(old, gdp, spend, growth)
	if err != nil {
		t.Fatal(err)
	}
	facts.Panel = p
	return facts
}

// why compares the ends of September 2024 and December 2025.
func why(t *testing.T, facts data.Facts, measure string, year data.Year, change func(*pipeline.Config)) *pipeline.Revision {
	t.Helper()
	cfg := pipeline.Default("LND")
	cfg.Measure, cfg.Model, cfg.Draws = measure, "naive", 1000
	was := cfg
	was.AsOf, cfg.AsOf = data.MustDate("2024-09-30"), data.MustDate("2025-12-31")
	if change != nil {
		change(&was)
	}
	r, err := pipeline.Revise(was, cfg, year, facts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func part(r *pipeline.Revision, k pipeline.News) pipeline.RevisionPart {
	for _, p := range r.Parts {
		if p.News == k {
			return p
		}
	}
	return pipeline.RevisionPart{}
}

// addsUp is the identity that every revision keeps, within rounding.
func addsUp(t *testing.T, r *pipeline.Revision) {
	t.Helper()
	sum := 0.0
	for _, p := range r.Parts {
		sum += p.Points
		if p.Points < p.Least-1e-15 || p.Points > p.Most+1e-15 {
			t.Errorf("%s: %g is not between %g and %g", p.News, p.Points, p.Least, p.Most)
		}
	}
	if d := r.After.Median - r.Before.Median; math.Abs(sum-d) > 1e-14 {
		t.Errorf("the parts add up to %.17g, the median moved by %.17g", sum, d)
	}
}

// TestRebasingIsRevision: over the GDP of 2010 the naive forecast of 2026 is the
// last budget. The re-basing divides it by 1.05, the budget of 2025, enacted in
// December 2024, moves it from that of 2024: both by hand, for both orders.
func TestRebasingIsRevision(t *testing.T) {
	facts := editions(t, 1.05)
	r := why(t, facts, "frozen", 2026, func(c *pipeline.Config) { c.Information = pipeline.Announced })
	addsUp(t, r)
	spend, _ := facts.Panel.Get("lnd-spend")
	gdp, _ := facts.Panel.Get("lnd-gdp@2024-06-01")
	s24, _ := spend.At(2024)
	s25, _ := spend.At(2025)
	g, _ := gdp.At(2010)
	// The naive median is its last value but for sampling.
	base := r.Before.Median
	if math.Abs(base/(s24/g)-1) > 0.005 {
		t.Errorf("before: %g, want %g", base, s24/g)
	}
	budget := s25 / s24
	want := base * (1/1.05 - 1) * (1 + budget) / 2
	if got := part(r, pipeline.DataRevision).Points; math.Abs(got/want-1) > 0.01 {
		t.Errorf("revision %g, want %g", got, want)
	}
	want = base * (budget - 1) * (1 + 1/1.05) / 2
	if got := part(r, pipeline.NewAnnouncement).Points + part(r, pipeline.NewOutturn).Points; math.Abs(got-want) > 0.005*base {
		t.Errorf("budget %g, want %g", got, want)
	}
}

// TestLevelIsRevisionGrowthIsOutturn: an edition that only adds a year revises
// nothing, and re-basing it moves nothing but the revision, by its own factor.
func TestLevelIsRevisionGrowthIsOutturn(t *testing.T) {
	same, rebased := why(t, editions(t, 1), "share", 2026, nil), why(t, editions(t, 1.05), "share", 2026, nil)
	addsUp(t, same)
	addsUp(t, rebased)
	if got := part(same, pipeline.DataRevision); math.Abs(got.Points) > 0.002*same.Before.Median {
		t.Errorf("revision without one: %g of %g", got.Points, same.Before.Median)
	}
	got := part(rebased, pipeline.DataRevision)
	if want := 1/1.05 - 1; math.Abs(got.Points/((rebased.Before.Median+rebased.After.Median)/2)-want) > 0.005 {
		t.Errorf("revision of %g on %g, want %.4f of it", got.Points, rebased.Before.Median, want)
	}
	if len(got.Items) != 1 || !strings.Contains(got.Items[0].Says, "differ by +5.0 to +5.0 %") {
		t.Errorf("revision is told as %+v", got.Items)
	}
	for _, k := range []pipeline.News{pipeline.NewOutturn, pipeline.NewAnnouncement, pipeline.NewOutlook} {
		if a, b := part(same, k), part(rebased, k); math.Abs(a.Points-b.Points) > 0.03*math.Abs(a.Points)+1e-6 || len(a.Items) != len(b.Items) {
			t.Errorf("%s: %g without and %g with the re-basing", k, a.Points, b.Points)
		}
	}
	for k, says := range map[pipeline.News]string{
		pipeline.NewOutturn: "2024 has ended", pipeline.NewAnnouncement: "2025: LND", pipeline.NewOutlook: "2025: 5.00 %"} {
		var all []string
		for _, it := range part(same, k).Items {
			all = append(all, it.Says)
		}
		if !strings.Contains(strings.Join(all, "\n"), says) {
			t.Errorf("%s: %q, want %q among them", k, all, says)
		}
	}
}

// TestRevisionEndsAreForecasts: before and after are what Run says on the days.
func TestRevisionEndsAreForecasts(t *testing.T) {
	facts := editions(t, 1.05)
	r := why(t, facts, "share", 2026, func(c *pipeline.Config) { c.Model, c.Information, c.Seed = "drift", pipeline.Announced, 7 })
	addsUp(t, r)
	if p := part(r, pipeline.NewMethod); p.Points == 0 || len(p.Items) != 1 || !strings.Contains(p.Items[0].Says, "drift, announced") {
		t.Errorf("another method is told as %+v", p)
	}
	for _, c := range []struct {
		cfg  pipeline.Config
		want pipeline.Reading
	}{{r.Was, r.Before}, {r.Config, r.After}} {
		run, err := pipeline.Run(c.cfg, facts)
		if err != nil {
			t.Fatal(err)
		}
		d := run.Steps[2026-run.Origin-1].Dist
		if got := (pipeline.Reading{Median: d.Quantile(0.5), Lo80: d.Quantile(0.1), Hi80: d.Quantile(0.9), Origin: run.Origin}); got != c.want {
			t.Errorf("as of %s: %+v, Run says %+v", c.cfg.AsOf, c.want, got)
		}
	}
	// A year that has become history is its outcome.
	r = why(t, facts, "share", 2024, nil)
	addsUp(t, r)
	if r.After.Lo80 != r.After.Hi80 || r.After.Origin != 2024 {
		t.Errorf("2024 is %+v, want its outcome", r.After)
	}
}

func TestRevisionOfJapan(t *testing.T) {
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ measure, since, until string }{
		{"official-same-year", "2025-06-30", "2025-12-31"}, {"settled", "2024-06-30", "2026-06-30"}, {"mod-gdp2025q1", "2025-06-30", ""}, {"mod-outlook", "2025-01-01", ""},
	} {
		cfg := pipeline.Default("JPN")
		cfg.Measure, cfg.Model, cfg.Draws = c.measure, "naive", 100
		was := cfg
		was.AsOf = data.MustDate(c.since)
		if c.until != "" {
			cfg.AsOf = data.MustDate(c.until)
		}
		r, err := pipeline.Revise(was, cfg, 2027, s.Facts)
		if err != nil {
			t.Fatalf("%v: %v", c, err)
		}
		addsUp(t, r)
		if p := part(r, pipeline.DataRevision); c.measure == "mod-gdp2025q1" && len(p.Items)+len(part(r, pipeline.NewMethod).Items) > 0 {
			t.Errorf("a measure of one edition is revised: %+v", p)
		}
	}
}

// TestWorldOutlookIsNews: countries without an official outlook have that of the
// world, whose new edition is outlook as a whole and revises nothing.
func TestWorldOutlookIsNews(t *testing.T) {
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	cfg := pipeline.Default("KOR")
	cfg.Measure, cfg.Model, cfg.Draws = "budget", "drift", 200
	was := cfg
	was.AsOf, cfg.AsOf = data.MustDate("2025-12-01"), data.MustDate("2026-09-30")
	r, err := pipeline.Revise(was, cfg, 2027, s.Facts)
	if err != nil {
		t.Fatal(err)
	}
	addsUp(t, r)
	outlook := part(r, pipeline.NewOutlook)
	if len(outlook.Items) == 0 || outlook.Items[0].Series != "kor-gdp-growth-real@weo2026-04" || outlook.Points >= 0 {
		t.Errorf("growth foreseen higher is told as %+v", outlook)
	}
	if p := part(r, pipeline.DataRevision); len(p.Items) > 0 || p.Points != 0 {
		t.Errorf("nothing was revised: %+v", p)
	}
}

func TestReviseRefuses(t *testing.T) {
	facts := land(t)
	cfg := pipeline.Default("LND")
	cfg.Model, cfg.Draws = "naive", 100
	for _, since := range []string{"", "2025-06-01", "2026-01-01"} {
		was := cfg
		was.AsOf, _ = data.ParseDate(since)
		_, err := pipeline.Revise(was, cfg, 2027, facts)
		if e, ok := errors.AsType[*pipeline.RangeError](err); !ok || e.Setting != "--since" {
			t.Errorf("since %q: %v, want a range error", since, err)
		}
	}
	was := cfg
	was.AsOf = data.MustDate("2020-01-01")
	if _, err := pipeline.Revise(was, cfg, 2027, facts); err == nil || !strings.Contains(err.Error(), "nothing of series lnd-gdp") {
		t.Errorf("%v, want that nothing was known", err)
	}
}

// TestRevisionOfPublishedShare: a new edition of a share that its publisher
// prints moves old values by 10 % and adds a year half as high again. The naive
// forecast is the last value: by hand, the mean over both orders.
func TestRevisionOfPublishedShare(t *testing.T) {
	facts := land(t)
	old := data.Series{ID: "lnd-share@2024-04", Country: "LND", Name: "share", Unit: data.Fraction, Start: 2000, Vintage: data.MustDate("2024-04"), Source: "office"}
	for i := range 24 {
		old.Values = append(old.Values, 0.02+0.0001*float64(i%3))
	}
	now := old.Clone()
	now.ID, now.Vintage = "lnd-share@2025-04", data.MustDate("2025-04")
	for i := range now.Values {
		now.Values[i] *= 1.1
	}
	now.Values = append(now.Values, 0.03)
	p, err := data.NewPanel(old, now)
	if err != nil {
		t.Fatal(err)
	}
	facts.Panel = p
	facts.Measures = append(facts.Measures, data.Measure{ID: "printed", Country: "LND", Name: "share", Numerator: "lnd-share", Denominator: data.Denominator{Kind: data.Published, Label: "GDP"}})
	r := why(t, facts, "printed", 2026, nil)
	addsUp(t, r)
	last, _ := old.At(2023)
	revision, outturn := part(r, pipeline.DataRevision), part(r, pipeline.NewOutturn)
	// Without the outturn the last value is that of 2023, revised or not; with it
	// 2024, which no edition but the new one has.
	if want := 0.1 * last / 2; math.Abs(revision.Points-want) > 0.005*last {
		t.Errorf("revision %g, want %g", revision.Points, want)
	}
	if want := 0.03 - last*1.05; math.Abs(outturn.Points-want) > 0.005*last {
		t.Errorf("outturn %g, want %g", outturn.Points, want)
	}
	if len(outturn.Items) != 3 || len(revision.Items) != 1 || part(r, pipeline.NewAnnouncement).Points != 0 {
		t.Errorf("told as %+v", r.Parts)
	}
}

func BenchmarkRevise(b *testing.B) {
	s, err := snapshot.Load()
	if err != nil {
		b.Fatal(err)
	}
	cfg := pipeline.Default("JPN")
	was := cfg
	was.AsOf = data.MustDate("2025-06-30")
	for b.Loop() {
		if _, err := pipeline.Revise(was, cfg, 2027, s.Facts); err != nil {
			b.Fatal(err)
		}
	}
}
