package data_test

import (
	"fmt"

	"github.com/defcast/defcast/data"
)

// A ratio is computed only from money of one currency, at the same prices, in
// the same twelve months; scales are converted.
func ExampleRatio() {
	spending := data.Series{ID: "spending", Unit: data.Unit{Kind: data.Money, Currency: "JPY", Scale: 9},
		Basis: data.FiscalApril, Start: 2023, Values: []float64{6822, 7950}}
	gdp := data.Series{ID: "gdp", Unit: data.Unit{Kind: data.Money, Currency: "JPY", Scale: 12},
		Basis: data.FiscalApril, Start: 2023, Values: []float64{595.2, 615.1}}
	share, err := data.Ratio(spending, gdp)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, v := range share.Values {
		fmt.Printf("%s: %.2f %%\n", share.Basis.Label(share.Start+data.Year(i)), 100*v)
	}
	gdp.Basis = data.Calendar
	_, err = data.Ratio(spending, gdp)
	fmt.Println(err)
	// Output:
	// FY2023: 1.15 %
	// FY2024: 1.29 %
	// divide spending by gdp: units differ: years are fiscal-04 and calendar
}

// What was known on a day leaves out what was published after it.
func ExampleSeries_AsOf() {
	s := data.Series{Start: 2023, Values: []float64{5, 6, 7},
		Published: []data.Date{data.MustDate("2024-04"), data.MustDate("2025-04"), data.MustDate("2026-04")}}
	known := s.AsOf(data.MustDate("2025-06-01"))
	fmt.Println(known.End(), known.Values)
	// Output: 2024 [5 6]
}

func ExampleParseUnit() {
	u, err := data.ParseUnit("USD m, 2024 prices")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(u.Currency, u.Scale, u.Constant)
	_, err = data.ParseUnit("USD mn")
	fmt.Println(err)
	// Output:
	// USD 6 2024
	// bad unit "USD mn" (want share, percent, number, "JPY bn", "USD m, 2024 prices" or "JPY per USD")
}
