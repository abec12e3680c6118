package model

import (
	"fmt"
	"math"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/ets"
)

// TestETSShapes holds the three forms of a step's distribution against 8,000
// paths: none is further from them than 0.03 in probability, sampling error included, and the limits
// that choose between the forms let each of them occur.
func TestETSShapes(t *testing.T) {
	const h, n = 8, 8000
	forms := map[string]int{}
	worst := 0.0
	for _, name := range []string{"MNN", "MAN", "MAdN"} {
		spec, err := ets.ParseSpec(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, sigma := range []float64{0.05, 0.15, 0.3, 0.5} {
			for _, alpha := range []float64{0.1, 0.5, 0.99} {
				p := ets.Params{Alpha: alpha, Beta: alpha / 5, Phi: 0.9, Level: 100, Trend: 3}
				fit, err := ets.Evaluate(spec, p, []float64{100, 103, 105})
				if err != nil {
					t.Fatal(err)
				}
				fit.Sigma = sigma
				f := etsFit{of: data.Series{Values: []float64{100, 103, 105}}, method: "ets", fit: fit}
				paths := f.Simulate(h, n, forecast.Stream(5, name))
				for i, d := range f.Forecast(h).Steps {
					s := paths.Step(i + 1)
					far := 0.0
					for _, q := range []float64{0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975} {
						far = math.Max(far, math.Abs(s.CDF(d.Quantile(q))-q))
					}
					forms[fmt.Sprintf("%T", d)]++
					worst = math.Max(worst, far)
					if far > 0.03 {
						t.Errorf("%s, sigma %g, alpha %g, %d ahead: %T is %.3f off", name, sigma, alpha, i+1, d, far)
					}
				}
			}
		}
	}
	t.Logf("worst %.4f; %v", worst, forms)
	if len(forms) != 3 {
		t.Errorf("forms used: %v, want all three", forms)
	}
}
