package plots

import (
	"math"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// pathRows returns what the data of the chart have of the path needed.
func pathRows(t *testing.T, r *pipeline.Report) (map[data.Year]float64, *Figure) {
	t.Helper()
	f, err := registry["path"].Draw(Of(r), Style{})
	if err != nil {
		t.Fatal(err)
	}
	needed := map[data.Year]float64{}
	for _, row := range f.Data.Rows {
		if row[0] == "needed" {
			needed[row[1].(data.Year)] = row[3].(float64)
		}
	}
	return needed, f
}

// TestPathNeedsEqualSteps: from 1.96 % in FY2025 the 2 % of FY2027 need
// 0.02 points a year.
func TestPathNeedsEqualSteps(t *testing.T) {
	needed, f := pathRows(t, official())
	for y, want := range map[data.Year]float64{2025: 0.0196, 2026: 0.0198, 2027: 0.02} {
		if math.Abs(needed[y]-want) > 1e-12 {
			t.Errorf("%d: %g, want %g", y, needed[y], want)
		}
	}
	if len(needed) != 3 || !strings.Contains(plainText(f.Notes[0].Full), "Needed is a rise of +0.02 points a year") {
		t.Errorf("%d years; %q", len(needed), f.Notes[0].Full)
	}
}

// TestPathThatIsMet: above the level nothing more is needed than to stay.
func TestPathThatIsMet(t *testing.T) {
	r := official()
	r.History[len(r.History)-1].Value = 0.025
	needed, f := pathRows(t, r)
	for y, v := range needed {
		if v != 0.02 {
			t.Errorf("%d: %g, want the level", y, v)
		}
	}
	if !strings.HasPrefix(f.Notes[0].Full, "The level is met") {
		t.Errorf("%q", f.Notes[0].Full)
	}
}
