package burden_test

import (
	"math"
	"testing"

	"github.com/defcast/defcast/forecast/burden"
)

// TestContractsByHand: a stock of 100 of which a quarter is paid each year, with
// 30, 40, 20, 80 and 10 signed: 25, then (100-25+30)/4 = 26.25, and so on.
func TestContractsByHand(t *testing.T) {
	signed := []float64{30, 40, 20, 80, 10, math.NaN()}
	owed := 100.0
	var paid []float64
	for _, n := range signed {
		paid = append(paid, owed/4)
		owed += n - owed/4
	}
	if math.Abs(paid[1]-26.25) > 1e-12 {
		t.Fatalf("the stock pays %v", paid)
	}
	r, ok := burden.Contracts{Signed: signed, Paid: paid}.Learn()
	if !ok || math.Abs(r.Rate-0.25) > 1e-12 || r.SE > 1e-6 || r.Years != 5 {
		t.Errorf("learnt %+v, %v, want 0.25 from 5 years", r, ok)
	}
	due := r.Due(paid[1], signed[1:5])
	for i, v := range due {
		if math.Abs(v-paid[i+2]) > 1e-9 {
			t.Errorf("due in year %d: %g, want %g", i, v, paid[i+2])
		}
	}
	if _, ok := (burden.Contracts{Signed: signed[:3], Paid: paid[:3]}).Learn(); ok {
		t.Error("two years taught something")
	}
}
