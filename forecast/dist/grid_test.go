package dist_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/dist"
)

// plain hides the methods of a distribution other than those of forecast.Dist.
type plain struct{ forecast.Dist }

// TestGrid: a grid is the quantiles one by one, to the last bits where only the order of
// sums differs, and to 1e-11 of the larger of themselves and 1 where t quantiles are searched from
// one node to the next and mirrored: the incomplete beta function has no more digits
// near its ends, 3e-11 of 300 degrees of freedom.
func TestGrid(t *testing.T) {
	sample := forecast.NewSample([]float64{-1, 0.5, 2, 7})
	normals := dist.Average{Of: []dist.Dist{distuv.Normal{Mu: 1, Sigma: 2}, distuv.Normal{Mu: -3, Sigma: 0.1}, sample}, Weights: []float64{0.5, 0.2, 0.3}, Trim: 0.2}
	untrimmed := normals
	untrimmed.Trim = 0
	students := dist.Average{Of: []dist.Dist{dist.StudentT(0.3, 2, 26), dist.StudentT(-1, 0.5, 7), dist.Point(0.1)}, Weights: []float64{0.4, 0.4, 0.2}, Trim: 0.1}
	cases := map[string]struct {
		of  dist.Dist
		tol float64
	}{
		"sample": {sample, 0}, "normal": {distuv.UnitNormal, 0}, "normals": {normals, 1e-15}, "untrimmed": {untrimmed, 1e-15},
		"exponential of normals": {dist.Exp(normals), 1e-15},
		"heavier than 2":         {dist.StudentT(0, 1, 1.5), 0},
		"students":               {students, 1e-11}, "exponential of a student": {dist.Exp(dist.StudentT(0.3, 0.1, 8)), 1e-11},
	}
	for _, nu := range []float64{2, 2.5, 4, 5, 26, 57, 300} {
		cases["t "+string(rune('A'+len(cases)))] = struct {
			of  dist.Dist
			tol float64
		}{dist.StudentT(0, 1, nu), math.Max(1e-11, 1e-13*nu)}
	}
	for name, c := range cases {
		for _, n := range []int{1, 2, 7, 100, 4001, 10000} {
			want := forecast.Grid(plain{c.of}, n)
			for k, got := range forecast.Grid(c.of, n) {
				if math.Abs(got-want[k]) > c.tol*math.Max(math.Abs(want[k]), 1) {
					t.Fatalf("%s: value %d of %d is %v, its quantile %v", name, k, n, got, want[k])
				}
			}
		}
	}
}

// TestGridIsTheCallers: changing a grid changes none that is asked for later.
func TestGridIsTheCallers(t *testing.T) {
	for _, d := range []dist.Dist{dist.StudentT(0, 1, 9), dist.Average{Of: []dist.Dist{distuv.UnitNormal}, Weights: []float64{1}, Trim: 0.1}} {
		first := forecast.Grid(d, 10)
		want := first[3]
		first[3]++
		if got := forecast.Grid(d, 10)[3]; got != want {
			t.Errorf("%T: %g, was %g", d, got, want)
		}
	}
}

// TestExpectOfStudents: quantiles at the nodes are remembered by degrees of freedom,
// and make the integral that quantiles one by one do.
func TestExpectOfStudents(t *testing.T) {
	for _, nu := range []float64{1.5, 2, 2.5, 7, 40} {
		d := dist.StudentT(0.3, 0.2, nu)
		for name, g := range map[string]func(float64) float64{
			"capped exponential": func(x float64) float64 { return math.Min(math.Exp(x), 100) },
			"exponential":        math.Exp,
			"logistic":           func(x float64) float64 { return 1 / (1 + math.Exp(-x)) },
		} {
			for range 2 { // learnt, then remembered
				if got, want := dist.Expect(d, g), dist.Expect(plain{d}, g); math.Abs(got/want-1) > 1e-14 {
					t.Errorf("%s of t%g: %v, one by one %v", name, nu, got, want)
				}
			}
		}
	}
}

// BenchmarkGrid is 10,000 t quantiles: together, each time of other degrees of
// freedom, and one by one.
func BenchmarkGrid(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	for name, of := range map[string]func(d dist.Dist) dist.Dist{
		"together": func(d dist.Dist) dist.Dist { return d },
		"single":   func(d dist.Dist) dist.Dist { return plain{d} },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				forecast.Grid(of(dist.StudentT(0, 1, 20+rng.Float64())), 10000)
			}
		})
	}
}
