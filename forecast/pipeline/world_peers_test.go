package pipeline_test

import (
	"math"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// many makes facts in which n countries have one published share, 1990 to 2024,
// in an edition of 2025.
func many(t *testing.T, n int) data.Facts {
	t.Helper()
	var f data.Facts
	var all []data.Series
	for i := 0; len(all) < n && i < 26*26*26; i++ {
		code := string([]byte{'A' + byte(i/676), 'A' + byte(i/26%26), 'A' + byte(i%26)})
		if !data.Known(code) {
			continue
		}
		s := data.Series{ID: strings.ToLower(code) + "-made-share", Country: code, Unit: data.Fraction, Basis: data.Calendar, Start: 1990,
			Source: "made", Vintage: data.MustDate("2025-04-30")}
		for y := range 35 {
			s.Values = append(s.Values, 0.02*math.Exp(0.1*math.Sin(float64(y*(len(all)+3)))))
		}
		all = append(all, s)
		f.Measures = append(f.Measures, data.Measure{ID: "made", Country: code, Name: "made", Numerator: s.ID, Stage: data.Settled, Basis: data.Calendar,
			Denominator: data.Denominator{Kind: data.Published, Label: "GDP"}, Source: "made"})
	}
	p, err := data.NewPanel(all...)
	if err != nil || p.Len() != n {
		t.Fatalf("%d series: %v", p.Len(), err)
	}
	f.Panel = p
	return f
}

// TestWorldIsNotStretched: bands that are learnt from all the world are left as
// they are, and nothing says that they were calibrated.
func TestWorldIsNotStretched(t *testing.T) {
	for n, want := range map[int]bool{pipeline.LeastPeers + 5: true, pipeline.WorldPeers + 1: false} {
		facts := many(t, n)
		m := facts.Measures[0]
		cfg := pipeline.Default(m.Country)
		cfg.Draws = pipeline.MinDraws
		r, err := pipeline.Rerun(cfg, facts, 2018, 2018, 2)
		if err != nil {
			t.Fatal(err)
		}
		if r.Config.Model != pipeline.PanelModel || r.Calibrated() != want || pipeline.Calibrates(pipeline.PanelModel, m, facts) != want {
			t.Errorf("%d countries, method %s: calibrated %t and %t, want %t", n, r.Config.Model, r.Calibrated(), pipeline.Calibrates(pipeline.PanelModel, m, facts), want)
		}
	}
}
