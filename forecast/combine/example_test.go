package combine_test

import (
	"fmt"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/combine"
	"github.com/defcast/defcast/forecast/model"
)

// Three methods, combined by their median and, in a second pool, weighed by how
// they would have done in the last years.
func ExamplePool() {
	y := data.Series{ID: "spending", Start: 2008, Values: []float64{
		40, 41, 43, 42, 45, 46, 48, 47, 50, 52, 53, 55, 54, 57, 59, 60, 63}}
	members := []forecast.Model{model.Naive{}, model.Drift{}, model.Log{Of: model.Drift{}}}
	for _, m := range []combine.Pool{{Members: members, Trim: combine.Median}, {Members: members, Weigh: combine.Stack{}}} {
		fit, err := m.Fit(y)
		if err != nil {
			fmt.Println(err)
			return
		}
		d := fit.Forecast(3).Steps[2]
		fmt.Printf("%s: %.1f, 80 %% from %.1f to %.1f\n", m, d.Quantile(0.5), d.Quantile(0.1), d.Quantile(0.9))
		for _, w := range fit.Summary().Members {
			fmt.Printf("  %.2f %s\n", w.Weight, w.Method)
		}
	}
	// Output:
	// pool(naive, drift, log(drift); median): 67.3, 80 % from 63.9 to 70.7
	//   0.33 naive
	//   0.33 drift
	//   0.33 log(drift)
	// pool(naive, drift, log(drift); stacked): 67.4, 80 % from 63.4 to 71.6
	//   0.11 naive
	//   0.44 drift
	//   0.44 log(drift)
}
