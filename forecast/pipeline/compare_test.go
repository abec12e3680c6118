package pipeline_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat"

	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/pipeline"
)

func compare(t *testing.T, change func(*pipeline.Config), what pipeline.Selection) *pipeline.Comparison {
	t.Helper()
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	cfg := pipeline.Default("")
	cfg.Model, cfg.Draws = "naive", 2000
	change(&cfg)
	c, err := pipeline.Compare(cfg, s.Facts, what)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func unchanged(*pipeline.Config) {}

// TestCompareIsRun: the marginals are those of Run, and adding a country moves
// neither them nor the joint futures of the others.
func TestCompareIsRun(t *testing.T) {
	two := compare(t, unchanged, pipeline.Selection{Countries: []string{"JPN", "KOR"}})
	three := compare(t, unchanged, pipeline.Selection{Countries: []string{"KOR", "CHN", "JPN"}})
	if diff := cmp.Diff(two.Rows[0].Share, three.Rows[2].Share); diff != "" {
		t.Error("a third country moved the futures of Japan")
	}
	if diff := cmp.Diff(two.Rows[1].Spend, three.Rows[0].Spend); diff != "" {
		t.Error("a third country moved the spending of Korea")
	}
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	cfg := pipeline.Default("KOR")
	cfg.Model, cfg.Draws, cfg.Measure = "naive", 2000, two.Config.Measure
	r, err := pipeline.Run(cfg, s.Facts)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r.Steps, two.Rows[1].Steps); diff != "" {
		t.Error("the marginals are not those of Run")
	}
	if diff := cmp.Diff(r.Steps[1].Dist, two.Rows[1].Share.Step(2)); diff != "" {
		t.Error("arranging changed a marginal")
	}
}

// TestCompareSums: the median sum is near the sum of medians, its spread is
// more than that of independent countries and less than if all moved as one.
func TestCompareSums(t *testing.T) {
	all := []string{"DEU", "FRA", "ITA", "ESP", "POL"}
	c := compare(t, unchanged, pipeline.Selection{Countries: all, Sums: []pipeline.Group{{Name: "five", Countries: append(all, "PRK")}}})
	s := c.Sums[0]
	if c.Config.Measure != "nato" || !slices.Equal(s.LeftOut, []string{"PRK"}) || len(c.Warnings) == 0 {
		t.Errorf("measure %q, left out %v, warnings %v", c.Config.Measure, s.LeftOut, c.Warnings)
	}
	h := len(s.Spend)
	var medians, together, variance float64
	for _, r := range c.Rows {
		v := r.Spend.Step(r.Spend.H)
		medians += v.Quantile(0.5)
		sd := stat.StdDev(v, nil)
		together, variance = together+sd, variance+sd*sd
	}
	sd := stat.StdDev(s.Spend[h-1], nil)
	if math.Abs(s.Spend[h-1].Quantile(0.5)/medians-1) > 0.02 {
		t.Errorf("median sum %g, sum of medians %g", s.Spend[h-1].Quantile(0.5), medians)
	}
	if sd < 1.05*math.Sqrt(variance) || sd > 0.98*together {
		t.Errorf("spread of the sum %g, want between %g (independent) and %g (as one)", sd, math.Sqrt(variance), together)
	}
	// The sum is spending over GDP, path by path.
	var top, bottom float64
	for _, r := range c.Rows {
		top, bottom = top+r.Spend.Row(0)[h-1], bottom+r.GDP.Row(0)[h-1]
	}
	if !slices.ContainsFunc(s.Share[h-1], func(v float64) bool { return math.Abs(v/(top/bottom)-1) < 1e-12 }) {
		t.Errorf("path 0 has %g, not among the sums", top/bottom)
	}
	last := s.History[len(s.History)-1]
	if math.Abs(last.Value/s.Share[0].Quantile(0.5)-1) > 0.2 {
		t.Errorf("%d came to %g, the next year is at %g", last.Year, last.Value, s.Share[0].Quantile(0.5))
	}
}

// TestCompareAmounts: spending of the last year is what the publisher prints,
// at the rate of the year.
func TestCompareAmounts(t *testing.T) {
	c := compare(t, unchanged, pipeline.Selection{Countries: []string{"KOR"}, Sums: []pipeline.Group{{Name: "one", Countries: []string{"KOR"}}}})
	facts, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	r := c.Rows[0]
	lcu, _ := facts.Panel.Edition("kor-sipri-lcu")
	rate, _ := facts.Panel.Edition("kor-usd-rate")
	paid, _ := lcu.At(r.Origin)
	won, _ := rate.At(2025)
	f, err := lcu.Unit.Factor(lcu.Unit)
	if err != nil {
		t.Fatal(err)
	}
	want := paid * f / won / 1000 // the series is in KRW m
	last := c.Sums[0].History
	if got := r.Spend.Step(1).Quantile(0.5); got < 0.9*want || got > 1.2*want || len(last) == 0 {
		t.Errorf("spending of the next year is USD %g bn, %d was %g", got, r.Origin, want)
	}
}

func TestCompareOwn(t *testing.T) {
	c := compare(t, unchanged, pipeline.Selection{Countries: []string{"JPN", "CHN"}, Own: true, PPP: true})
	if c.Rows[0].Measure.ID != "mod" || c.Rows[1].Measure.ID != "sipri" || len(c.Warnings) == 0 {
		t.Errorf("own measures are %s and %s, warnings %v", c.Rows[0].Measure.ID, c.Rows[1].Measure.ID, c.Warnings)
	}
	y := c.Config.Through
	if p, q := c.Above(0, 1, y), c.Above(1, 0, y); math.Abs(p+q-1) > 1e-9 {
		t.Errorf("P(above) %g and %g do not add up", p, q)
	}
	if !math.IsNaN(c.Above(0, 1, 1990)) {
		t.Error("a past year has a probability")
	}
}

func TestCompareNothing(t *testing.T) {
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	cfg := pipeline.Default("")
	if _, err := pipeline.Compare(cfg, s.Facts, pipeline.Selection{}); err == nil {
		t.Error("no countries were compared")
	}
	cfg.Measure = "mod"
	if _, err := pipeline.Compare(cfg, s.Facts, pipeline.Selection{Countries: []string{"KOR"}}); err == nil {
		t.Error("Korea has Japan's measure")
	}
}
