package mark

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot"

	"github.com/defcast/defcast/data"
)

func labels(ticks []plot.Tick) []string {
	var out []string
	for _, t := range ticks {
		out = append(out, t.Label)
	}
	return out
}

func TestYears(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		basis  data.YearBasis
		max    int
		want   []string
	}{
		{1996.7, 2027, data.FiscalApril, 8, []string{"FY2000", "2005", "2010", "2015", "2020", "2025"}},
		{2019, 2027, data.Calendar, 9, []string{"2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026", "2027"}},
		{2019, 2027, data.Calendar, 8, []string{"2020", "2022", "2024", "2026"}},
		{1949, 2035, data.Calendar, 4, []string{"1960", "1980", "2000", "2020"}},
		{1949, 2035, data.Calendar, 2, []string{"1950", "2000"}},
		{2025, 2026, data.FiscalApril, 8, []string{"FY2025", "2026"}},
		{1700, 2060, data.Calendar, 4, []string{"1700", "1800", "1900", "2000"}},
		{2025.2, 2025.8, data.Calendar, 8, nil}, // no whole year in between
	} {
		if d := cmp.Diff(c.want, labels(Years{Basis: c.basis, Max: c.max}.Ticks(c.lo, c.hi))); d != "" {
			t.Errorf("%g to %g, at most %d (-want +got):\n%s", c.lo, c.hi, c.max, d)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		max    int
		want   []string
	}{
		{0, 0.022, 6, []string{"0 %", "0.5 %", "1.0 %", "1.5 %", "2.0 %"}},
		{0, 0.022, 4, []string{"0 %", "1 %", "2 %"}},
		{0, 0.33, 6, []string{"0 %", "10 %", "20 %", "30 %"}},
		{0, 1, 6, []string{"0 %", "20 %", "40 %", "60 %", "80 %", "100 %"}},
		{0.0065, 0.0098, 6, []string{"0.7 %", "0.8 %", "0.9 %"}},
		{0.0065, 0.0098, 7, []string{"0.65 %", "0.70 %", "0.75 %", "0.80 %", "0.85 %", "0.90 %", "0.95 %"}},
		{0, 0.0018, 6, []string{"0 %", "0.05 %", "0.10 %", "0.15 %"}},
		{-0.011, 0.021, 6, []string{"-1 %", "0 %", "1 %", "2 %"}},
	} {
		if d := cmp.Diff(c.want, labels(Percent{Max: c.max}.Ticks(c.lo, c.hi))); d != "" {
			t.Errorf("%g to %g, at most %d (-want +got):\n%s", c.lo, c.hi, c.max, d)
		}
	}
}

// TestPercentIsNeverCrowded: whatever the range, there are some ticks and no
// more than asked for, all in range, and no two labels are the same.
func TestPercentIsNeverCrowded(t *testing.T) {
	for e := -6.0; e < 1; e += 0.05 {
		for _, lo := range []float64{0, 0.013, 0.25} {
			hi := lo + math.Pow(10, e)
			ticks := Percent{Max: 5}.Ticks(lo, hi)
			if len(ticks) < 1 || len(ticks) > 5 {
				t.Errorf("%g to %g: %d ticks, want 1 to 5", lo, hi, len(ticks))
			}
			seen := map[string]bool{}
			for _, k := range ticks {
				if k.Value < lo-1e-12 || k.Value > hi*(1+1e-12) || seen[k.Label] {
					t.Errorf("%g to %g: tick %q at %g", lo, hi, k.Label, k.Value)
				}
				seen[k.Label] = true
			}
		}
	}
}

func TestGridHasALineAtEachLabel(t *testing.T) {
	if n := len(square(Grid{})) / 4; n != 6 { // colour, width, dash, stroke
		t.Errorf("%d lines from 0 to 100 %%, want 6", n)
	}
}
