package snapshot

import (
	"math"
	"testing"

	"github.com/defcast/defcast/data"
)

// koreanGrowth is the growth of the defence budget in percent that the Korean
// ministry prints beside the amounts of 1976 to 2024 (mnd.go.kr, 국방예산 추이).
var koreanGrowth = []float64{59.7, 31.4, 27.0, 25.7, 46.2, 20.1, 15.7, 4.9, 1.0, 11.6, 12.7, 14.1, 16.3, 9.0, 10.4, 12.3,
	12.8, 9.6, 9.3, 9.9, 10.6, 12.6, 6.1, -6.0, 5.0, 6.6, 6.3, 6.5, 8.7, 9.9, 8.1, 8.8, 8.8, 7.1, 3.6, 6.2, 5.0, 4.2, 4.0, 4.9,
	3.6, 4.0, 7.0, 8.2, 7.4, 5.4, 3.4, 4.4, 4.2}

func TestKoreanBudgetGrowsAsPrinted(t *testing.T) {
	s, _ := mustLoad(t).Panel.Get("kor-budget")
	for i, want := range koreanGrowth {
		y := data.Year(1976 + i)
		now, _ := s.At(y)
		before, _ := s.At(y - 1)
		if got := 100 * (now/before - 1); !(math.Abs(got-want) < 0.051) {
			t.Errorf("%d: growth %.2f %%, printed %.1f", y, got, want)
		}
	}
}

// TestNationalBudgetsOverGDP compares the ratios with those that governments
// and reporters stated, which divide by the GDP forecast of the day.
func TestNationalBudgetsOverGDP(t *testing.T) {
	s := mustLoad(t)
	for _, tt := range []struct {
		country, measure string
		year             data.Year
		stated, within   float64 // percent, points
	}{
		{"KOR", "budget", 2025, 2.32, 0.05},  // chosun-2025-06
		{"IND", "budget", 2025, 1.91, 0.05},  // bs-2026-02
		{"IND", "budget", 2026, 1.997, 0.05}, // bs-2026-02
		{"IND", "budget", 2018, 2.13, 0.05},  // zeenews.india.com 2020-03-02, budget estimate over GDP
		{"DEU", "budget", 2016, 1.17, 0.12},  // dbwv-2016; the accounts were revised by 9 % since
	} {
		var found bool
		for _, m := range s.MeasuresOf(tt.country) {
			if m.ID != tt.measure {
				continue
			}
			r, err := s.Ratio(m)
			if err != nil {
				t.Fatal(err)
			}
			v, ok := r.At(tt.year)
			found = ok
			if math.Abs(100*v-tt.stated) > tt.within {
				t.Errorf("%s %s %d: %.3f %%, stated %.2f", tt.country, tt.measure, tt.year, 100*v, tt.stated)
			}
		}
		if !found {
			t.Errorf("%s has no %s of %d", tt.country, tt.measure, tt.year)
		}
	}
}
