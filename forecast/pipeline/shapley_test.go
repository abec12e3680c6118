package pipeline

import (
	"math"
	"testing"
)

// TestShapley compares with the definition, the average over all orders.
func TestShapley(t *testing.T) {
	const n = 4
	v := make([]Reading, 1<<n)
	for s := range v {
		v[s].Median = math.Sin(float64(7*s)) * float64(s%5)
	}
	want := make([]float64, n)
	orders := 0.0
	var walk func(order []int, s int)
	walk = func(order []int, s int) {
		if len(order) == n {
			orders++
			at := 0
			for _, i := range order {
				want[i] += v[at|1<<i].Median - v[at].Median
				at |= 1 << i
			}
			return
		}
		for i := range n {
			if s>>i&1 == 0 {
				walk(append(order[:len(order):len(order)], i), s|1<<i)
			}
		}
	}
	walk(nil, 0)
	for i := range n {
		if p := shapley(v, i, n); math.Abs(p.Points-want[i]/orders) > 1e-12 {
			t.Errorf("player %d: %g, want %g", i, p.Points, want[i]/orders)
		}
	}
}
