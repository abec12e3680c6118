package plots

import (
	"errors"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg/recorder"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// asked returns a report on 2 % by FY2027 with the probabilities given.
func asked(met, metBy []float64) *pipeline.Report {
	r := japan()
	r.Steps = futures(2026, 0.025, make([]float64, len(met))...)
	for i := range r.Steps {
		r.Steps[i].Dist[0] = 0.013 // only the probabilities are drawn
	}
	r.Pledges = []pipeline.PledgeView{{SameMeasure: true, Met: met, MetBy: metBy,
		Pledge: data.Pledge{Level: 0.02, By: 2027, Announced: data.MustDate("2022-12-16")}}}
	return r
}

// TestTargetBarsAreTheOdds reads the bars off the drawing: the parts of a bar
// are what was reached before and what is added, in parts of the height from
// 0 to 100 %, which are told by the grid.
func TestTargetBarsAreTheOdds(t *testing.T) {
	r := asked([]float64{0.2, 0.4, 0.3}, []float64{0.2, 0.5, 0.6})
	var level []float64 // of the grid lines, in points
	var parts [][2]float64
	for _, a := range drawn(t, "target", Of(r), Style{})[2:] {
		switch a := a.(type) {
		case *recorder.Stroke:
			if len(a.Path) == 2 && a.Path[0].Pos.Y == a.Path[1].Pos.Y && a.Path[1].Pos.X-a.Path[0].Pos.X > 200 {
				level = append(level, float64(a.Path[0].Pos.Y))
			}
		case *recorder.Fill:
			if w := a.Path[2].Pos.X - a.Path[0].Pos.X; len(level) > 0 && len(a.Path) == 5 && w > 40 && w < 70 && a.Path[2].Pos.Y-a.Path[0].Pos.Y > 0.5 {
				parts = append(parts, [2]float64{float64(a.Path[0].Pos.Y), float64(a.Path[2].Pos.Y)})
			}
		}
	}
	bottom, top := level[1], level[len(level)-1] // the first is the base line of the axis, half its width lower
	share := func(y float64) float64 { return (y - bottom) / (top - bottom) }
	want := [][2]float64{{0, 0.2}, {0, 0.2}, {0.2, 0.5}, {0, 0.5}, {0.5, 0.6}}
	if len(parts) < len(want) {
		t.Fatalf("%d parts, want %d", len(parts), len(want))
	}
	for i, w := range want {
		if a, b := share(parts[i][0]), share(parts[i][1]); a < w[0]-1e-9 || a > w[0]+1e-9 || b < w[1]-1e-9 || b > w[1]+1e-9 {
			t.Errorf("part %d is from %.3f to %.3f, want %.1f to %.1f", i, a, b, w[0], w[1])
		}
	}
}

func TestTargetTitle(t *testing.T) {
	change := func(r *pipeline.Report, f func(*pipeline.Report)) *pipeline.Report { f(r); return r }
	odds := func() *pipeline.Report { return asked([]float64{0.2, 0.4, 0.3}, []float64{0.2, 0.5, 0.6}) }
	for name, c := range map[string]struct {
		r           *pipeline.Report
		title, says string
	}{
		"by the deadline": {odds(), "Japan: 50 % of futures reach 2 % of GDP by FY2027", "Half of the futures have reached it by FY2027."},
		"later": {change(odds(), func(r *pipeline.Report) { r.Pledges[0].By = 2035 }),
			"Japan: 60 % of futures reach 2 % of GDP by FY2028", "Half of the futures have reached it by FY2027."},
		"another measure": {change(odds(), func(r *pipeline.Report) { r.Pledges[0].SameMeasure, r.Pledges[0].Measure = false, "mod-frozen" }),
			"Japan: 50 % of futures reach 2 % of GDP by FY2027; the target is on another measure", "Half"},
		"rarely": {asked([]float64{0, 0}, []float64{0, 0.001}), "Japan: under 1 % of futures reach 2 % of GDP by FY2027",
			"More than half of the futures have not reached it by FY2027."},
		"already": {change(odds(), func(r *pipeline.Report) { r.Pledges[0].Level = 0.01 }),
			"Japan: 40 % of futures are at or above 1 % of GDP in FY2027", "The last actual value, 1.29 % in FY2025, is at or above it."},
	} {
		e, err := Find("target")
		if err != nil {
			t.Fatal(err)
		}
		f, err := e.Draw(Of(c.r), Style{})
		if err != nil {
			t.Fatal(err)
		}
		if got := plainText(f.Title); got != c.title {
			t.Errorf("%s: title %q, want %q", name, got, c.title)
		}
		if got := plainText(f.Notes[0].Full); !strings.HasPrefix(got, c.says) {
			t.Errorf("%s: notes %q, want them to begin %q", name, got, c.says)
		}
	}
}

func TestTargetRefuses(t *testing.T) {
	e, err := Find("target")
	if err != nil {
		t.Fatal(err)
	}
	none := japan()
	none.Pledges = nil
	capped := asked([]float64{0}, []float64{0})
	capped.Pledges[0].Kind = data.Cap
	for name, r := range map[string]*pipeline.Report{"no pledge": none, "only a cap": capped} {
		if _, err := e.Draw(Of(r), Style{}); !errors.Is(err, ErrNoTarget) {
			t.Errorf("%s: %v, want ErrNoTarget", name, err)
		}
	}
	short := asked([]float64{0.1, 0.2}, []float64{0.1, 0.2})
	short.Pledges[0].Met = short.Pledges[0].Met[:1]
	falling := asked([]float64{0.1, 0.2}, []float64{0.3, 0.2})
	for name, r := range map[string]*pipeline.Report{"too few": short, "falling": falling} {
		if _, err := e.Draw(Of(r), Style{}); err == nil {
			t.Errorf("%s probabilities: no error", name)
		}
	}
}
