package arima

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestMoveColumns: all columns at once are moved as one by one, to the bit but for
// processors that fuse products and sums.
func TestMoveColumns(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		phi, theta := make([]float64, rng.IntN(MaxP+1)), make([]float64, rng.IntN(MaxQ+1))
		for i := range phi {
			phi[i] = rng.Float64() / float64(2*len(phi))
		}
		for i := range theta {
			theta[i] = rng.NormFloat64()
		}
		var p process
		if !p.set(phi, theta) {
			t.Fatalf("%v is not stationary", phi)
		}
		var s kalman
		s.begin(&p, rng.IntN(MaxD+1))
		for i := range s.m * s.m {
			s.cov[i] = rng.NormFloat64()
		}
		want := s.cov
		for j := range s.m {
			var v [maxM]float64
			for i := range s.m {
				v[i] = want[i*s.m+j]
			}
			s.move(&v)
			for i := range s.m {
				want[i*s.m+j] = v[i]
			}
		}
		s.moveColumns()
		for i, v := range s.cov {
			if math.Abs(v-want[i]) > 1e-14 {
				t.Fatalf("phi %v, %d differences: %v, want %v", phi, s.d, s.cov, want)
			}
		}
	}
}
