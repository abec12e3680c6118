package model_test

import (
	"fmt"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/ets"
	"github.com/defcast/defcast/forecast/model"
)

// A made-up budget that grows slowly, then fast.
var budget = data.Series{ID: "budget", Start: 2010, Values: []float64{46.8, 47.8, 47.1, 47.5, 48.8, 49.8, 50.5, 51.3, 51.9, 52.6, 53.1, 53.4, 54.0, 68.2, 79.5, 84.7}}

// show fits m to the budget and prints two years.
func show(m forecast.Model) {
	fit, err := m.Fit(budget)
	if err != nil {
		fmt.Println(err)
		return
	}
	f := fit.Forecast(2)
	for i, d := range f.Steps {
		fmt.Printf("%d: %.1f, 80 %% from %.1f to %.1f\n", f.Year(i+1), d.Quantile(0.5), d.Quantile(0.1), d.Quantile(0.9))
	}
}

// The zero value chooses error and trend.
func ExampleETS() {
	fit, err := model.ETS{}.Fit(budget)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(fit.Summary().Method)
	show(model.ETS{})
	// Output:
	// ets: MNN
	// 2026: 84.7, 80 % from 75.4 to 94.0
	// 2027: 84.7, 80 % from 71.5 to 97.9
}

// A model of the family may be given.
func ExampleETS_spec() {
	show(model.ETS{Spec: ets.Spec{Error: ets.Multiplicative, Trend: ets.Additive, Damped: true}})
	// Output:
	// 2026: 88.9, 80 % from 80.0 to 97.8
	// 2027: 92.2, 80 % from 73.7 to 110.7
}

func ExampleSES() {
	show(model.SES{})
	// Output:
	// 2026: 84.7, 80 % from 78.2 to 91.2
	// 2027: 84.7, 80 % from 75.5 to 93.9
}

func ExampleHolt() {
	show(model.Holt{})
	// Output:
	// 2026: 92.0, 80 % from 86.5 to 97.5
	// 2027: 99.3, 80 % from 89.1 to 109.5
}

func ExampleDamped() {
	show(model.Damped{})
	// Output:
	// 2026: 88.9, 80 % from 83.3 to 94.4
	// 2027: 92.2, 80 % from 80.7 to 103.6
}

func ExampleTheta() {
	show(model.Theta{})
	// Output:
	// 2026: 85.7, 80 % from 79.1 to 92.2
	// 2027: 86.7, 80 % from 77.4 to 95.9
}

func ExampleOTM() {
	show(model.OTM{})
	// Output:
	// 2026: 86.6, 80 % from 80.7 to 92.5
	// 2027: 88.6, 80 % from 80.3 to 96.9
}

// DOTM does not know the trend of the last years before they have come.
func ExampleDOTM() {
	show(model.DOTM{})
	// Output:
	// 2026: 86.6, 80 % from 80.3 to 92.9
	// 2027: 88.9, 80 % from 79.9 to 97.8
}
