package data_test

import (
	"errors"
	"math"
	"testing"

	"github.com/defcast/defcast/data"
)

// ratioFacts holds a country with spending of 10, 20 and 30, over GDP of 1,000
// to 1,500.
func ratioFacts(t *testing.T) data.Facts {
	t.Helper()
	billion := data.Unit{Kind: data.Money, Currency: "LND", Scale: 9}
	panel, err := data.NewPanel(
		data.Series{ID: "lnd-spend", Country: "LND", Unit: billion, Start: 2020, Values: []float64{10, 20, 30}},
		data.Series{ID: "lnd-gdp@2024", Country: "LND", Unit: billion, Start: 2019, Values: []float64{900, 1000, 1250}, Vintage: data.MustDate("2024")},
		data.Series{ID: "lnd-gdp@2023", Country: "LND", Unit: billion, Start: 2019, Values: []float64{1, 2, 3}, Vintage: data.MustDate("2023")},
		data.Series{ID: "lnd-share", Country: "LND", Unit: data.Fraction, Start: 2021, Values: []float64{0.017}},
		data.Series{ID: "lnd-dollars", Country: "LND", Unit: data.Unit{Kind: data.Money, Currency: "USD"}, Start: 2020, Values: []float64{1}},
	)
	if err != nil {
		t.Fatal(err)
	}
	return data.Facts{Panel: panel}
}

func TestFactsRatio(t *testing.T) {
	facts := ratioFacts(t)
	for _, c := range []struct {
		name string
		m    data.Measure
		want []float64 // from 2020
	}{
		{"same year, newest vintage", data.Measure{Numerator: "lnd-spend", Denominator: data.Denominator{Series: "lnd-gdp"}}, []float64{0.010, 0.016}},
		{"old vintage", data.Measure{Numerator: "lnd-spend", Denominator: data.Denominator{Series: "lnd-gdp@2023"}}, []float64{5, 20. / 3}},
		{"frozen", data.Measure{Numerator: "lnd-spend", Denominator: data.Denominator{Kind: data.Frozen, Series: "lnd-gdp", Year: 2020}}, []float64{0.01, 0.02, 0.03}},
		{"published", data.Measure{Numerator: "lnd-share", Denominator: data.Denominator{Kind: data.Published}}, []float64{math.NaN(), 0.017}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := facts.Ratio(c.m)
			if err != nil {
				t.Fatal(err)
			}
			if r.Unit != data.Fraction || int(r.End()) != 2019+len(c.want) {
				t.Errorf("ratio %+v", r)
			}
			for i, want := range c.want {
				if got, _ := r.At(2020 + data.Year(i)); math.Abs(got-want) > 1e-12 && !(math.IsNaN(got) && math.IsNaN(want)) {
					t.Errorf("%d: %g, want %g", 2020+i, got, want)
				}
			}
		})
	}
}

// TestRatioIsDated: a ratio is known when both halves are, and a frozen half is
// known from the day of its own year.
func TestRatioIsDated(t *testing.T) {
	billion := data.Unit{Kind: data.Money, Currency: "LND", Scale: 9}
	panel, err := data.NewPanel(
		data.Series{ID: "lnd-spend", Unit: billion, Start: 2024, Values: []float64{10, 20},
			Published: []data.Date{data.MustDate("2024-04"), data.MustDate("2025-04")}},
		data.Series{ID: "lnd-gdp", Unit: billion, Start: 2022, Values: []float64{900, 950},
			Published: []data.Date{data.MustDate("2022-12-22"), data.MustDate("2026-01-01")}},
	)
	if err != nil {
		t.Fatal(err)
	}
	r, err := data.Facts{Panel: panel}.Ratio(data.Measure{Numerator: "lnd-spend",
		Denominator: data.Denominator{Kind: data.Frozen, Series: "lnd-gdp", Year: 2022}})
	if got := r.PublishedAt(2025); err != nil || got != data.MustDate("2025-04") {
		t.Errorf("published on %s, want 2025-04 (%v)", got, err)
	}
}

func TestFactsRatioErrors(t *testing.T) {
	facts := ratioFacts(t)
	for want, m := range map[string]data.Measure{
		"measure x: no series lnd-none":                                               {ID: "x", Numerator: "lnd-none"},
		"measure x: no series lnd-gnp":                                                {ID: "x", Numerator: "lnd-spend", Denominator: data.Denominator{Series: "lnd-gnp"}},
		"measure x: lnd-gdp@2024 has no value for 2030":                               {ID: "x", Numerator: "lnd-spend", Denominator: data.Denominator{Kind: data.Frozen, Series: "lnd-gdp", Year: 2030}},
		"measure x: divide lnd-dollars by lnd-gdp@2024: units differ: USD and LND bn": {ID: "x", Numerator: "lnd-dollars", Denominator: data.Denominator{Series: "lnd-gdp"}},
	} {
		_, err := facts.Ratio(m)
		if err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	_, err := facts.Ratio(data.Measure{Numerator: "lnd-dollars", Denominator: data.Denominator{Series: "lnd-gdp"}})
	if !errors.Is(err, data.ErrUnit) {
		t.Errorf("%v does not wrap ErrUnit", err)
	}
}
