package forecast_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/defcast/defcast/forecast"
)

// Order is the stable sort by cmp.Compare, of few values and of many, with ties,
// zeros of both signs, infinities and NaN.
func TestOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	odd := []float64{0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.Inf(-1), 1, -1, 5e-324, -5e-324, math.MaxFloat64}
	for _, n := range []int{0, 1, 2, 500, 512, 3000} {
		v := make([]float64, n)
		for i := range v {
			switch rng.IntN(4) {
			case 0:
				v[i] = odd[rng.IntN(len(odd))]
			case 1:
				v[i] = float64(rng.IntN(5))
			default:
				v[i] = math.Exp(20*rng.NormFloat64()) * rng.NormFloat64()
			}
		}
		want := make([]int, n)
		for i := range want {
			want[i] = i
		}
		slices.SortStableFunc(want, func(a, b int) int { return cmp.Compare(v[a], v[b]) })
		if got := forecast.Order(v); !slices.Equal(got, want) {
			t.Errorf("%d values: the order is not that of a stable sort", n)
		}
	}
}

func BenchmarkOrder(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	v := make([]float64, 10000)
	for i := range v {
		v[i] = math.Exp(0.1 * rng.NormFloat64())
	}
	for b.Loop() {
		forecast.Order(v)
	}
}
