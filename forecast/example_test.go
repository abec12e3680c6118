package forecast_test

import (
	"fmt"

	"github.com/defcast/defcast/forecast"
)

// Questions that join years are asked of paths: each row is one future.
func ExamplePaths() {
	share := forecast.Paths{H: 3, V: []float64{
		0.016, 0.019, 0.021,
		0.018, 0.020, 0.019,
		0.015, 0.016, 0.018,
		0.017, 0.021, 0.023,
	}}
	fmt.Println("at 2 % in the year: ", share.Reached(0.02))
	fmt.Println("at 2 % by the year: ", share.ReachedBy(0.02))
	fmt.Printf("median of the third year: %.4f\n", share.Step(3).Quantile(0.5))
	// Output:
	// at 2 % in the year:  [0 0.5 0.5]
	// at 2 % by the year:  [0 0.5 0.75]
	// median of the third year: 0.0200
}

func ExampleSample() {
	s := forecast.NewSample([]float64{3, 1, 2, 10})
	fmt.Println(s.Mean(), s.Quantile(0.5), s.CDF(2.5))
	// Output: 4 2.5 0.5
}
