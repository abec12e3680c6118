package statespace_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/defcast/defcast/forecast/statespace"
)

// share is a ratio in percent that a change of policy lifts in its eleventh year.
var share = []float64{0.97, 0.99, 0.98, 0.96, 1.00, 0.97, 0.99, 0.95, 0.98, 0.97, 1.31, 1.33, 1.36, 1.30, 1.34}

func ExampleSpec_Fit() {
	f, err := statespace.Spec{}.Fit(share)
	if err != nil {
		fmt.Println(err)
		return
	}
	mean, variance := f.Forecast(2)
	fmt.Printf("irregular %.5f, level %.5f\n", f.Params.Irregular, f.Params.Level)
	fmt.Printf("mean %.3f, variances %.4f and %.4f\n", mean[0], variance[0], variance[1])
	// Output:
	// irregular 0.00026, level 0.00865
	// mean 1.339, variances 0.0092 and 0.0178
}

func ExampleSpec_Detect() {
	f, err := statespace.Spec{}.Detect(share, statespace.Detection{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range f.Effects {
		fmt.Printf("%s: %+.2f (s.e. %.2f)\n", e.Intervention, e.Size, e.StdErr)
	}
	mean, variance := f.Forecast(2)
	fmt.Printf("mean %.3f, variances %.4f and %.4f\n", mean[0], variance[0], variance[1])
	// Output:
	// level shift at 10: +0.35 (s.e. 0.01)
	// mean 1.328, variances 0.0004 and 0.0004
}

func ExampleFit_Simulate() {
	f, err := statespace.Spec{Trend: statespace.LocalLinear}.Fit(share)
	if err != nil {
		fmt.Println(err)
		return
	}
	const h, n = 5, 1000
	paths := f.Simulate(h, n, rand.NewPCG(1, 2))
	reached := 0
	for i := range n {
		if paths[i*h+h-1] >= 1.5 {
			reached++
		}
	}
	fmt.Printf("at 1.5 or above in five years: %.1f\n", float64(reached)/n)
	// Output:
	// at 1.5 or above in five years: 0.5
}

func ExampleFit_Smooth() {
	f, err := statespace.Spec{Trend: statespace.Smooth}.Fit([]float64{1, 2, 4, 7, 9, 12, 13, 17, 19, 22})
	if err != nil {
		fmt.Println(err)
		return
	}
	s := f.Smooth()
	fmt.Printf("level %.2f, slope %.2f\n", s.Level[9], s.Slope[9])
	// Output:
	// level 21.78, slope 2.64
}
