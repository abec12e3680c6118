package ets

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/optimize"
)

var lengths = []int{14, 30, 70}

func BenchmarkFit(b *testing.B) {
	for _, name := range []string{"ANN", "AAN", "AAdN", "MNN", "MAN", "MAdN", "MMN", "MMdN", "auto"} {
		for _, n := range lengths {
			y := draw(rand.New(rand.NewPCG(1, uint64(n))), n)
			b.Run(fmt.Sprintf("model=%s/n=%d", name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					var err error
					if spec, bad := ParseSpec(name); bad == nil {
						_, err = Estimate(spec, y)
					} else {
						_, _, err = Select(y, Options{})
					}
					if err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkSelect chooses the model of each series of testdata that R can fit;
// testdata/speed.R does so in R.
func BenchmarkSelect(b *testing.B) {
	names, ys := series(b)
	n := 0
	b.Run("model=auto/data=testdata", func(b *testing.B) {
		for b.Loop() {
			n = 0
			for _, name := range names {
				if name == "syn_n3" || name == "syn_constant_n10" {
					continue
				}
				if _, _, err := Select(ys[name], Options{}); err != nil {
					b.Fatal(err)
				}
				n++
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/1e6/float64(b.N*n), "ms/series")
	})
}

// BenchmarkNelderMead is one descent by gonum's Nelder–Mead on the same
// objective, from the same best start, for the comparison in the comment of
// descend: "F" is by how much it ends above the search.
func BenchmarkNelderMead(b *testing.B) {
	for _, name := range []string{"AAN", "MAdN"} {
		spec, err := ParseSpec(name)
		if err != nil {
			b.Fatal(err)
		}
		s, err := newSample(draw(rand.New(rand.NewPCG(1, 30)), 30))
		if err != nil {
			b.Fatal(err)
		}
		p := newProblem(s, spec, false)
		l0, b0 := p.heuristic()
		start := p.row(0.45, l0, b0)
		inside := func(z []float64) float64 {
			var x vec
			for j := range p.k {
				if z[j] < p.lo[j] || z[j] > p.hi[j] {
					return math.Inf(1)
				}
				x[j] = z[j]
			}
			return p.value(&x)
		}
		b.Run("model="+name+"/n=30", func(b *testing.B) {
			b.ReportAllocs()
			var r *optimize.Result
			for b.Loop() {
				r, err = optimize.Minimize(optimize.Problem{Func: inside}, start.x[:p.k], &optimize.Settings{FuncEvaluations: 2000}, &optimize.NelderMead{})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(r.FuncEvaluations), "evaluations/op")
			b.ReportMetric(r.F-p.minimise().f, "F")
		})
	}
}

func BenchmarkSimulate(b *testing.B) {
	f, err := Estimate(Spec{Error: Additive, Trend: Additive, Damped: true}, draw(rand.New(rand.NewPCG(1, 30)), 30))
	if err != nil {
		b.Fatal(err)
	}
	src := rand.NewPCG(1, 2)
	b.Run("model=AAdN/h=10/n=1000", func(b *testing.B) {
		for b.Loop() {
			f.Simulate(10, 1000, src)
		}
	})
}
