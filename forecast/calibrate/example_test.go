package calibrate_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/calibrate"
	"github.com/defcast/defcast/forecast/model"
)

// The drift is sure of too much: it takes its errors for normal and the past
// for long. A table learnt on the past of 150 series mends the bands of others.
func ExampleLearn() {
	rng := rand.New(forecast.Stream(1, "example"))
	series := make([]data.Series, 300)
	for i := range series {
		level := 100.0
		for range 20 {
			level += rng.NormFloat64() * rng.ExpFloat64() // now and then a large step
			series[i].Values = append(series[i].Values, level)
		}
	}
	m := model.Drift{}
	table, err := calibrate.Learn(m, series[:150], calibrate.Options{Note: "made-up walks"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range table.Check(calibrate.Collect(m, series[150:], calibrate.Options{})) {
		if c.Level == 0.8 || c.Level == 0.95 {
			fmt.Printf("%.0f %% intervals hold %.0f of 100 times, calibrated %.0f\n", 100*c.Level, 100*c.Before, 100*c.After)
		}
	}
	fmt.Println(calibrate.Calibrated{Of: m, By: table})
	// Output:
	// 80 % intervals hold 76 of 100 times, calibrated 80
	// 95 % intervals hold 87 of 100 times, calibrated 95
	// calibrated(drift)
}
