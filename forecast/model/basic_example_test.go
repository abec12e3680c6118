package model_test

import (
	"fmt"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/model"
)

// ahead prints median and 80 % interval of the years ahead.
func ahead(m forecast.Model, y data.Series, h int) {
	fit, err := m.Fit(y)
	if err != nil {
		fmt.Println(err)
		return
	}
	f := fit.Forecast(h)
	for i, d := range f.Steps {
		fmt.Printf("%d: %.1f, 80 %% from %.1f to %.1f\n", f.Year(i+1), d.Quantile(0.5), d.Quantile(0.1), d.Quantile(0.9))
	}
}

// Changes of 1, -1, 1 and -1 have s = 1: 1.28·s·√h is the width of each side.
func ExampleNaive() {
	ahead(model.Naive{}, data.Series{ID: "y", Start: 2021, Values: []float64{5, 6, 5, 6, 5}}, 2)
	// Output:
	// 2026: 5.0, 80 % from 3.7 to 6.3
	// 2027: 5.0, 80 % from 3.2 to 6.8
}

// The average change is 2; a short series is refused with the reason.
func ExampleDrift() {
	ahead(model.Drift{}, data.Series{ID: "y", Start: 2021, Values: []float64{10, 13, 14, 16, 18}}, 2)
	ahead(model.Drift{}, data.Series{ID: "short", Start: 2024, Values: []float64{10, 13}}, 2)
	// Output:
	// 2026: 20.0, 80 % from 18.8 to 21.2
	// 2027: 22.0, 80 % from 20.2 to 23.8
	// fit drift to short: 2 values, want at least 3: series too short
}

// The changes of the logarithms have mean 0.347 and s = 0.868: exp(1.2816·0.971) is
// the factor of each side in the first year. The spread grows
// with the level and stays above zero.
func ExampleLog() {
	ahead(model.Log{Of: model.Drift{}}, data.Series{ID: "y", Start: 2021, Values: []float64{1, 3, 2, 6, 4}}, 2)
	// Output:
	// 2026: 5.7, 80 % from 1.6 to 19.6
	// 2027: 8.0, 80 % from 1.2 to 55.0
}

// Positive cuts what lies below zero and leaves the rest as it is.
func ExamplePositive() {
	ahead(model.Positive{Of: model.Naive{}}, data.Series{ID: "y", Start: 2021, Values: []float64{1, 2, 1, 2, 1}}, 2)
	// Output:
	// 2026: 1.0, 80 % from 0.0 to 2.3
	// 2027: 1.0, 80 % from 0.0 to 2.8
}

// The default method.
func ExamplePool() {
	ahead(model.Pool{}, data.Series{ID: "y", Start: 2015, Values: []float64{30, 35, 37, 40, 43, 49, 50, 56, 59, 65}}, 2)
	// Output:
	// 2025: 67.8, 80 % from 64.5 to 72.0
	// 2026: 72.3, 80 % from 66.6 to 77.9
}
