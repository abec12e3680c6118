package burden_test

import (
	"math"
	"testing"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
	"github.com/defcast/defcast/forecast/dist"
)

// TestOutlookLearnsByHand: own errors 1, 2, 3, 4, 5 (mean 3, variance 2.5, n 5)
// and three countries of means 0, 0 and 90 and variances 10/3, 10/3 and 10000/3:
// medians 0 and 10/3. μ = 5·3/15 = 1, σ² = (5·2.5+10·10/3)/15·(1+1/5) = 11/3.
func TestOutlookLearnsByHand(t *testing.T) {
	o := burden.Outlook{Own: []float64{1, 2, 3, 4, 5}, Pool: [][]float64{
		{-2, -1, 1, 2}, {-2, -1, 1, 2}, {90 - 50*math.Sqrt(2), 90, 90, 90 + 50*math.Sqrt(2)}}}
	d, ok := o.Learn()
	if !ok {
		t.Fatal("five errors taught nothing")
	}
	want := dist.StudentT(1, math.Sqrt((5*2.5+10*10.0/3)/15*1.2), 4)
	for _, p := range []float64{0.1, 0.5, 0.9} {
		if math.Abs(d.Quantile(p)-want.Quantile(p)) > 1e-9 {
			t.Errorf("quantile %g is %g, want %g", p, d.Quantile(p), want.Quantile(p))
		}
	}
	if _, ok := (burden.Outlook{Own: []float64{1, 2, 3}}).Learn(); ok {
		t.Error("three errors taught something")
	}
	if d, ok := (burden.Outlook{Pool: [][]float64{{1, 2, 3, 4}}}).Learn(); !ok || math.Abs(d.Quantile(0.5)-2.5) > 1e-12 {
		t.Error("the pool alone taught nothing")
	}
}

// TestSum: the variance of a sum of independent errors is the sum of variances.
func TestSum(t *testing.T) {
	a, b := dist.Normal(1, 3), dist.Normal(-2, 4)
	s := burden.Sum(a, b, forecast.Stream(1, "sum"))
	if math.Abs(s.Mean()+1) > 1e-6 || math.Abs((s.Quantile(0.9)-s.Quantile(0.1))/(2*1.2816*5)-1) > 0.04 {
		t.Errorf("mean %g, 80 %% band %g, want -1 and %g", s.Mean(), s.Quantile(0.9)-s.Quantile(0.1), 2*1.2816*5)
	}
}

// TestCentred: 3, -4, 0 and 5 have mean square 12.5; t with 3 degrees of freedom
// and scale √(12.5·5/4) about zero, though the mean is 1.
func TestCentred(t *testing.T) {
	d, ok := burden.Centred([]float64{3, -4, 0, 5})
	want := dist.StudentT(0, math.Sqrt(12.5*1.25), 3)
	if !ok || math.Abs(d.Quantile(0.9)-want.Quantile(0.9)) > 1e-9 || d.Quantile(0.5) != 0 {
		t.Errorf("0.9 quantile %g, want %g", d.Quantile(0.9), want.Quantile(0.9))
	}
	if _, ok := burden.Centred([]float64{1, 2, 3}); ok {
		t.Error("three errors taught something")
	}
	if d, ok := burden.Centred(make([]float64, 5)); !ok || d.Quantile(0.9) != 0 {
		t.Error("no error has a spread")
	}
}
