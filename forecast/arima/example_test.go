package arima_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/defcast/defcast/forecast/arima"
)

// The users of a server in 30 minutes, the first of R's WWWusage, as an
// ARIMA(1,1,1).
func ExampleFit() {
	users := []float64{88, 84, 85, 85, 84, 85, 83, 85, 88, 89, 91, 99, 104, 112, 126, 138, 146, 151, 150, 148, 147, 149, 143, 132, 131, 139, 147, 150, 148, 145}
	m, err := arima.Fit(users, arima.Spec{Order: arima.Order{P: 1, D: 1, Q: 1}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, name := range m.Spec.Names(0) {
		fmt.Printf("%s %.3f ± %.3f\n", name, m.Coef[i], m.SE[i])
	}
	mean, sd, err := m.Forecast(3)
	if err != nil {
		fmt.Println(err)
		return
	}
	for h := range mean {
		fmt.Printf("minute %d: %.1f ± %.1f\n", h+1, mean[h], sd[h])
	}
	// Output:
	// ar1 0.460 ± 0.184
	// ma1 0.616 ± 0.145
	// minute 1: 143.3 ± 3.7
	// minute 2: 142.5 ± 8.6
	// minute 3: 142.1 ± 12.8
}

// The order is chosen by AICc after the KPSS test has given d.
func ExampleAuto() {
	nile := []float64{1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
		1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969}
	m, err := arima.Auto(nile, arima.Search{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s, AICc %.2f\n", m.Spec, m.AICc)
	// Output:
	// ARIMA(0,1,1), AICc 509.28
}

// A regressor with known future values: here a budget law that adds a step of
// 8 from the ninth year on.
func ExampleEstimate_Forecast_regressor() {
	y := []float64{50, 52, 51, 53, 54, 54, 55, 57, 66, 66, 68, 69}
	law := []float64{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1}
	m, err := arima.Fit(y, arima.Spec{Order: arima.Order{D: 1}, Drift: true}, law)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("drift %.2f, step %.2f\n", m.Coef[0], m.Coef[1])
	repealed, _, err := m.Forecast(2, []float64{1, 0})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.1f, then %.1f without the law\n", repealed[0], repealed[1])
	// Output:
	// drift 1.00, step 8.00
	// 70.0, then 63.0 without the law
}

// Missing years are NaN; coefficients can be given.
func ExampleApply() {
	y := []float64{3, 4, 6, 5, 7, 9, 8}
	m, err := arima.Apply(y, arima.Spec{Order: arima.Order{D: 1, Q: 1}}, []float64{-0.4})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("log-likelihood %.3f\n", m.LogLik)
	// Output:
	// log-likelihood -11.879
}

// Joint futures answer questions that marginal forecasts cannot, such as the
// chance that a level is reached in any of five years.
func ExampleEstimate_Simulate() {
	y := []float64{100, 104, 103, 109, 115, 113, 121, 124, 131, 129, 138, 145}
	m, err := arima.Fit(y, arima.Spec{Order: arima.Order{D: 1}, Drift: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	const h, n = 5, 10000
	paths, err := m.Simulate(h, n, rand.NewPCG(1, 2))
	if err != nil {
		fmt.Println(err)
		return
	}
	reached := 0
	for i := range n {
		for _, v := range paths[i*h : (i+1)*h] {
			if v >= 170 {
				reached++
				break
			}
		}
	}
	fmt.Printf("170 reached within 5 years: %.0f %%\n", 100*float64(reached)/n)
	// Output:
	// 170 reached within 5 years: 31 %
}

// Two differences make the population of the United States stationary.
func ExampleDifferences() {
	uspop := []float64{3.93, 5.31, 7.24, 9.64, 12.9, 17.1, 23.2, 31.4, 39.8, 50.2, 62.9, 76, 92, 105.7, 122.8, 131.7, 151.3, 179.3, 203.2}
	fmt.Println(arima.Differences(uspop, 2))
	k := arima.NewKPSS(uspop, -1, false)
	fmt.Printf("KPSS %.2f, p %.2f or less\n", k.Stat, k.P())
	// Output:
	// 2
	// KPSS 0.98, p 0.01 or less
}
