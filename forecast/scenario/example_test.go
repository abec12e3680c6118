package scenario_test

import (
	"fmt"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/scenario"
)

// Rules apply in the stated order, each to what the one before left: a share held
// before GDP stalls is held of a GDP that grows.
func ExampleScenario_Apply() {
	// One future: spending of 10 in 2025, then 11 and 12; GDP of 1000, growing by 10 %.
	futures := scenario.Futures{Origin: 2025, SpendBefore: 10, DivisorBefore: 1000,
		Spend:   forecast.Paths{H: 2, V: []float64{11, 12}},
		Divisor: forecast.Paths{H: 2, V: []float64{1100, 1210}}}
	for _, rules := range []string{
		"[{rule: gdp, growth: 0%}, {rule: hold, what: share}]",
		"[{rule: hold, what: share}, {rule: gdp, growth: 0%}]",
	} {
		s, err := scenario.Parse([]byte("name: stall\nrules: " + rules))
		if err != nil {
			fmt.Println(err)
			return
		}
		f, err := s.Apply(futures)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("spending %.1f of GDP %.0f\n", f.Spend.V, f.Divisor.V)
	}
	// Output:
	// spending [10.0 10.0] of GDP [1000 1000]
	// spending [11.0 12.1] of GDP [1000 1000]
}

// What is wrong in a file is shown with its place.
func ExampleParse() {
	_, err := scenario.Parse([]byte("name: stall\nrules:\n  - {rule: gdp, grwth: 0%}\n"))
	fmt.Println(err)
	// Output:
	// read scenario: [3:17] unknown field "grwth"
	//    1 | name: stall
	//    2 | rules:
	// >  3 |   - {rule: gdp, grwth: 0%}
	//                        ^
}
