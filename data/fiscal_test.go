package data

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var fiscalOctober = YearBasis{First: time.October, ByEnd: true}

func TestFirstMonth(t *testing.T) {
	for _, c := range []struct {
		basis YearBasis
		year  Year
		want  string
	}{
		{Calendar, 2025, "2025-01"},
		{FiscalApril, 2025, "2025-04"},
		{fiscalOctober, 2025, "2024-10"},
		{YearBasis{First: time.July, ByEnd: true}, 1951, "1950-07"},
	} {
		if got := c.basis.FirstMonth(c.year).String(); got != c.want {
			t.Errorf("%s: FirstMonth(%d) = %s, want %s", c.basis, c.year, got, c.want)
		}
	}
}

func TestWeights(t *testing.T) {
	for _, c := range []struct {
		name     string
		from, of YearBasis
		want     []Weight
	}{
		{"calendar of Japanese fiscal years", Calendar, FiscalApril, []Weight{{2024, 0.25}, {2025, 0.75}}},
		{"Japanese fiscal year of calendar years", FiscalApril, Calendar, []Weight{{2025, 0.75}, {2026, 0.25}}},
		{"calendar of American fiscal years", Calendar, fiscalOctober, []Weight{{2025, 0.75}, {2026, 0.25}}},
		{"Japanese of American", FiscalApril, fiscalOctober, []Weight{{2025, 0.5}, {2026, 0.5}}},
		{"itself", FiscalApril, FiscalApril, []Weight{{2025, 1}}},
	} {
		if diff := cmp.Diff(c.want, c.from.Weights(2025, c.of)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// Every pair of bases: shares are positive and add up to one.
func TestWeightsAddUp(t *testing.T) {
	var bases []YearBasis
	for m := time.January; m <= time.December; m++ {
		bases = append(bases, YearBasis{First: m}, YearBasis{First: m, ByEnd: true})
	}
	for _, a := range bases {
		for _, b := range bases {
			sum := 0.0
			for _, w := range a.Weights(2000, b) {
				sum += w.Share
			}
			if math.Abs(sum-1) > 1e-12 {
				t.Errorf("%s of %s: shares add up to %v", a, b, sum)
			}
		}
	}
}

// SIPRI, Milex 1949-2025 v1.2 (27 April 2026), Japan: FY2025 9,547.7 and
// calendar 2025 9,301.275 bn yen; FY2024 is what makes the two agree and
// equals that sheet's 8,562.0.
func TestCalendariseJapan(t *testing.T) {
	fy := Series{ID: "jpn", Basis: FiscalApril, Start: 2024, Values: []float64{8562.0, 9547.7}}
	got := fy.InBasis(Calendar)
	if got.Start != 2025 || got.Len() != 1 {
		t.Fatalf("calendar years %d to %d, want 2025 only", got.Start, got.End())
	}
	if math.Abs(got.Values[0]-9301.275) > 1e-9 {
		t.Errorf("calendar 2025 is %v, want 9301.275", got.Values[0])
	}
}

func TestInBasisCarriesStatusAndDates(t *testing.T) {
	s := Series{
		ID: "x", Basis: FiscalApril, Start: 2020, Values: []float64{100, 104, math.NaN(), 112, 116},
		Status:    []Status{Settled, Initial, Settled, Settled, Forecast},
		Published: []Date{{Year: 2021}, {Year: 2022}, {}, {Year: 2024}, {Year: 2023}},
	}
	got := s.InBasis(Calendar)
	if got.Start != 2021 || got.End() != 2024 {
		t.Fatalf("years %d to %d, want 2021 to 2024", got.Start, got.End())
	}
	if v, _ := got.At(2021); v != 103 {
		t.Errorf("2021 is %v, want 103", v)
	}
	if _, ok := got.At(2022); ok {
		t.Error("2022 has a value although FY2022 is missing")
	}
	if got.StatusAt(2021) != Initial || got.StatusAt(2024) != Forecast || got.PublishedAt(2024).Year != 2024 {
		t.Error("status or publication date is not that of the least firm and latest part")
	}
	if same := s.InBasis(FiscalApril); cmp.Diff(s.Status, same.Status) != "" || same.Len() != s.Len() {
		t.Error("the same basis changes the series")
	}
}

func TestUnmixInverts(t *testing.T) {
	fy := Series{ID: "x", Basis: FiscalApril, Start: 2015, Values: []float64{4.9, 5.0, 5.1, 5.2, 5.3, 6.8, 8.0}}
	got, err := fy.InBasis(Calendar).Unmix(FiscalApril, 4.9)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range fy.Values {
		if v, _ := got.At(fy.Start + Year(i)); math.Abs(v-want) > 1e-12 {
			t.Errorf("%d: %v, want %v", fy.Start+Year(i), v, want)
		}
	}
	if _, err := (Series{Basis: Calendar, Start: 2000, Values: []float64{1}}).Unmix(YearBasis{First: time.October}, 1); err == nil {
		t.Error("an unstable inversion is not refused")
	}
}

func TestRelabel(t *testing.T) {
	b, y := fiscalOctober.Relabel(2025, false)
	if b.FirstMonth(y) != fiscalOctober.FirstMonth(2025) || y != 2024 {
		t.Errorf("FY2025 by end is %d by start, from %s", y, b.FirstMonth(y))
	}
	if back, z := b.Relabel(y, true); back != fiscalOctober || z != 2025 {
		t.Errorf("and back: %s %d", back, z)
	}
}

// NATO: "the year which includes most of the months" (defence expenditure
// press releases, footnote on the fiscal year).
func TestMostMonths(t *testing.T) {
	for m, want := range map[time.Month]bool{
		time.January: false, time.April: false, time.July: false, time.August: true, time.October: true,
	} {
		if got := MostMonths(m).ByEnd; got != want {
			t.Errorf("first month %s: labelled by end is %v, want %v", m, got, want)
		}
	}
	if y := fiscalOctober.ByMostMonths(2025); y != 2025 {
		t.Errorf("American FY2025 belongs to %d, want 2025", y)
	}
}

func TestUnstatedBaseRoundTrip(t *testing.T) {
	for _, s := range []string{"JPY bn, constant prices", "USD m, 2024 prices", "INT bn", "JPY per INT", "JPY"} {
		u, err := ParseUnit(s)
		if err != nil || u.String() != s {
			t.Errorf("ParseUnit(%q) = %v, %v", s, u, err)
		}
	}
}
