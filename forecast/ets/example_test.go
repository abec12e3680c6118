package ets_test

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/defcast/defcast/forecast/ets"
)

// Spending that grows with its size, one year missing.
var spending = []float64{40, 43, 44, 48, 47, 52, 57, math.NaN(), 61, 66, 64, 71, 79, 83, 86, 95}

func ExampleSelect() {
	fit, tried, err := ets.Select(spending, ets.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range tried {
		fmt.Printf("%-4v %.1f\n", c.Spec, c.Value)
	}
	fmt.Printf("chosen: %v, alpha %.2f\n", fit.Spec, fit.Params.Alpha)
	// Output:
	// ANN  95.7
	// AAN  87.3
	// AAdN 94.1
	// MNN  92.8
	// MAN  83.9
	// MAdN 90.9
	// chosen: MAN, alpha 0.24
}

func ExampleFit_Moments() {
	spec, err := ets.ParseSpec("AAdN")
	if err != nil {
		fmt.Println(err)
		return
	}
	fit, err := ets.Estimate(spec, spending)
	if err != nil {
		fmt.Println(err)
		return
	}
	mean, sd, err := fit.Moments(3)
	if err != nil {
		fmt.Println(err)
		return
	}
	for h := range mean {
		fmt.Printf("%d: %.1f ± %.1f\n", h+1, mean[h], sd[h])
	}
	// Output:
	// 1: 98.9 ± 3.4
	// 2: 105.2 ± 4.0
	// 3: 111.4 ± 5.0
}

// The chance that the total of three years passes 300: a question to joint
// paths, not to three distributions.
func ExampleFit_Simulate() {
	fit, err := ets.Estimate(ets.Spec{Error: ets.Multiplicative, Trend: ets.Multiplicative}, spending)
	if err != nil {
		fmt.Println(err)
		return
	}
	const h, n = 3, 10000
	paths := fit.Simulate(h, n, rand.NewPCG(1, 1))
	passed := 0
	for i := range n {
		if p := paths[i*h:]; p[0]+p[1]+p[2] > 300 {
			passed++
		}
	}
	fmt.Printf("%.2f\n", float64(passed)/n)
	// Output:
	// 0.85
}

func ExampleEvaluate() {
	p := ets.Params{Alpha: 0.5, Beta: 0.2, Level: 2, Trend: 1}
	fit, err := ets.Evaluate(ets.Spec{Error: ets.Additive, Trend: ets.Additive}, p, []float64{4, 4, 6})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f %.3f\n", fit.Fitted, fit.LogLik)
	// Output:
	// [3.00 4.70 5.41] -0.913
}

func ExampleTheta() {
	fit, err := ets.Theta{Dynamic: true}.Fit(spending)
	if err != nil {
		fmt.Println(err)
		return
	}
	mean, sd := fit.Moments(2)
	fmt.Printf("alpha %.2f: %.1f ± %.1f, %.1f ± %.1f\n", fit.Alpha, mean[0], sd[0], mean[1], sd[1])
	// Output:
	// alpha 0.83: 97.5 ± 3.6, 101.1 ± 4.7
}
