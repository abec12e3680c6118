package score_test

import (
	"fmt"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/forecast/score"
)

// A sharp forecast that is right scores best, a vague one is fined for its
// width, a sharp one that is wrong most of all.
func ExampleCRPS() {
	for _, d := range []distuv.Normal{{Mu: 2, Sigma: 0.1}, {Mu: 2, Sigma: 1}, {Mu: 4, Sigma: 0.1}} {
		fmt.Printf("N(%g, %g²): %.3f\n", d.Mu, d.Sigma, score.CRPS(d, 2.1))
	}
	// Output:
	// N(2, 0.1²): 0.060
	// N(2, 1²): 0.238
	// N(4, 0.1²): 1.844
}

// Two methods on the same eight cases: the first has the lower losses, and a
// difference as large would come by chance in 1 of 18 trials.
func ExampleDieboldMariano() {
	a := []float64{1.0, 1.2, 0.8, 1.5, 1.1, 0.9, 1.3, 1.0}
	b := []float64{1.3, 1.1, 1.4, 1.6, 1.6, 1.0, 1.2, 1.9}
	t, err := score.DieboldMariano(a, b, 1, false)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("DM %.2f, p = %.3f\n", t.Statistic, t.TwoSided())
	// Output: DM -2.28, p = 0.056
}
