package model_test

import (
	"fmt"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/model"
)

// A drift on the Box–Cox scale: the bands widen upwards, as those of spending
// do, but less than on the logarithmic scale.
func ExampleBoxCox() {
	y := data.Series{ID: "spending", Start: 2015, Values: []float64{30, 35, 37, 40, 43, 49, 50, 56, 59, 65}}
	fit, err := model.BoxCox{Of: model.Drift{}}.Fit(y)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("lambda %.2f\n", fit.Summary().Params[0].Value)
	f := fit.Forecast(3)
	for i, d := range f.Steps {
		fmt.Printf("%d: %.1f, 80 %% from %.1f to %.1f\n", f.Year(i+1), d.Quantile(0.5), d.Quantile(0.1), d.Quantile(0.9))
	}
	// Output:
	// lambda 0.51
	// 2025: 69.7, 80 % from 66.7 to 72.7
	// 2026: 74.5, 80 % from 70.0 to 79.2
	// 2027: 79.5, 80 % from 73.5 to 85.8
}

// A share of a budget stays between 0 and 1 however far ahead.
func ExampleLogit() {
	y := data.Series{ID: "equipment share", Start: 2018, Values: []float64{0.62, 0.66, 0.71, 0.69, 0.78, 0.83, 0.86}}
	fit, err := model.Logit{Of: model.Drift{}}.Fit(y)
	if err != nil {
		fmt.Println(err)
		return
	}
	d := fit.Forecast(10).Steps[9]
	fmt.Printf("2034: %.2f, 95 %% from %.2f to %.2f\n", d.Quantile(0.5), d.Quantile(0.025), d.Quantile(0.975))
	// Output:
	// 2034: 0.98, 95 % from 0.90 to 1.00
}
