package data_test

import (
	"errors"
	"math"
	"testing"

	"github.com/defcast/defcast/data"
)

// worthFacts holds a country whose market rate goes from 100 to 120, whose
// parity is 80 and whose prices rise from 50 to 100 to 110 (a forecast).
func worthFacts(t *testing.T) data.Facts {
	t.Helper()
	unit := func(s string) data.Unit {
		u, err := data.ParseUnit(s)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	p, err := data.NewPanel(
		data.Series{ID: "jpn-usd-rate", Country: "JPN", Unit: unit("JPY per USD"), Start: 2023, Values: []float64{100, 100, 120}},
		data.Series{ID: "jpn-ppp", Country: "JPN", Unit: unit("JPY per INT"), Start: 2023, Values: []float64{80, 80, 80}},
		data.Series{ID: "jpn-gdp-deflator", Country: "JPN", Start: 2023, Values: []float64{50, 100, 110},
			Status: []data.Status{data.Settled, data.Settled, data.Forecast}},
		data.Series{ID: "jpn-tn", Country: "JPN", Unit: unit("JPY tn"), Start: 2023, Values: []float64{6, 7, 8}},
		data.Series{ID: "jpn-fy", Country: "JPN", Unit: unit("JPY bn"), Start: 2024, Values: []float64{1050},
			Basis: data.YearBasis{First: 4}},
		data.Series{ID: "jpn-old", Country: "JPN", Unit: unit("EUR bn"), Start: 2023, Values: []float64{1}},
		data.Series{ID: "jpn-share", Country: "JPN", Unit: data.Fraction, Start: 2023, Values: []float64{0.01}},
		data.Series{ID: "usa-bn", Country: "USA", Unit: unit("USD bn"), Start: 2023, Values: []float64{900}},
	)
	if err != nil {
		t.Fatal(err)
	}
	return data.Facts{Panel: p}
}

func TestWorth(t *testing.T) {
	nan := math.NaN()
	f := worthFacts(t)
	for _, tt := range []struct {
		id                     string
		year                   data.Year
		usd, international, at float64
		base                   data.Year
	}{
		{"jpn-tn", 2023, 60, 75, 12, 2024}, // 6,000 bn / 100, / 80, × 100/50
		{"jpn-tn", 2025, 8000.0 / 120, 100, 8 * 100.0 / 110, 2024},
		{"jpn-fy", 2024, 10, 1050.0 / 80, 1050 * 100 / 102.5, 2024}, // the rate is 3/4·100 + 1/4·120 = 105, the deflator 102.5
		{"jpn-tn", 2026, nan, nan, nan, 2024},
		{"jpn-old", 2023, nan, nan, nan, 0}, // another money than the rate's
		{"usa-bn", 2023, 900, 900, nan, 0},  // no deflator on hand
	} {
		s, _ := f.Panel.Get(tt.id)
		w, err := f.Worth(s, tt.year)
		if err != nil {
			t.Errorf("%s: %v", tt.id, err)
		}
		for _, v := range [][2]float64{{w.Dollars, tt.usd}, {w.International, tt.international}, {w.Constant, tt.at}} {
			if !(math.Abs(v[0]-v[1]) < 1e-9) && !(math.IsNaN(v[0]) && math.IsNaN(v[1])) {
				t.Errorf("%s %d: %+v, want %v, %v, %v", tt.id, tt.year, w, tt.usd, tt.international, tt.at)
				break
			}
		}
		if w.Base != tt.base {
			t.Errorf("%s: prices of %d, want %d", tt.id, w.Base, tt.base)
		}
	}
	share, _ := f.Panel.Get("jpn-share")
	if _, err := f.Worth(share, 2023); !errors.Is(err, data.ErrUnit) {
		t.Errorf("a share was converted: %v", err)
	}
}
