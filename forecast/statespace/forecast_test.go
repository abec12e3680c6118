package statespace

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
)

// Simulated paths have the mean, the variance and, over the years, the
// covariance of the model: within four standard errors of 40000 draws.
func TestSimulate(t *testing.T) {
	const h, n = 4, 40000
	y := series(t)["sipri_poland"]
	for trend := LocalLevel; trend <= Damped; trend++ {
		s := Spec{Trend: trend, Interventions: []Intervention{{LevelShift, 43}, {Outlier, 9}}}
		f, err := s.At(y, Params{Irregular: 0.01, Level: 0.03, Slope: 0.002, Phi: 0.7})
		if err != nil {
			t.Fatal(err)
		}
		mean, variance := f.Forecast(h)
		paths := f.Simulate(h, n, rand.NewPCG(7, 7))
		column := func(j int) []float64 {
			v := make([]float64, n)
			for i := range v {
				v[i] = paths[i*h+j]
			}
			return v
		}
		for j := range h {
			m, v := stat.MeanVariance(column(j), nil)
			if e := 4 * math.Sqrt(variance[j]/n); math.Abs(m-mean[j]) > e {
				t.Errorf("%s, step %d: mean %.5f, want %.5f ± %.5f", trend, j+1, m, mean[j], e)
			}
			if e := 4 * variance[j] * math.Sqrt(2.0/n); math.Abs(v-variance[j]) > e {
				t.Errorf("%s, step %d: variance %.6f, want %.6f ± %.6f", trend, j+1, v, variance[j], e)
			}
		}
		// Two values have in common what the first one has but its irregular,
		// carried forward: the covariance of a dense model with both to come.
		want := jointCovariance(t, s, f.Params, y)
		got := stat.Covariance(column(0), column(1), nil)
		if e := 4 * math.Sqrt(2*variance[0]*variance[1]/n); math.Abs(got-want) > e {
			t.Errorf("%s: covariance %.6f, want %.6f ± %.6f", trend, got, want, e)
		}
	}
}

// jointCovariance returns the covariance of the next two values by dense
// algebra, as (Var of the sum - the variances)/2.
func jointCovariance(t *testing.T, s Spec, p Params, y []float64) float64 {
	t.Helper()
	m, ok := newDense(s, p, y, 2)
	if !ok {
		t.Fatal("singular")
	}
	pick := make([]float64, 2*m.total)
	pick[2*len(y)], pick[2*len(y)+2] = 1, 1
	effects := make([]float64, m.k)
	for j := range effects {
		effects[j] = m.x.At(len(y), j) + m.x.At(len(y)+1, j)
	}
	_, sum := m.predict(pick, effects, 2*p.Irregular)
	_, first := m.value(len(y))
	_, second := m.value(len(y) + 1)
	return (sum - first - second) / 2
}

func TestSimulateIsDeterministic(t *testing.T) {
	f, err := Spec{Trend: LocalLinear, Interventions: []Intervention{{LevelShift, 28}}}.Fit(series(t)["nile"])
	if err != nil {
		t.Fatal(err)
	}
	a := f.Simulate(3, 50, rand.NewPCG(1, 2))
	if b := f.Simulate(3, 50, rand.NewPCG(1, 2)); !slices.Equal(a, b) {
		t.Error("equal sources give different paths")
	}
	if c := f.Simulate(3, 50, rand.NewPCG(1, 3)); slices.Equal(a, c) {
		t.Error("different sources give equal paths")
	}
}

func BenchmarkFit(b *testing.B) {
	data := series(b)
	for trend, name := range []string{"level", "trend", "smooth", "damped"} {
		for _, y := range [][]float64{data["m3_y1_n14"], data["syn_levelshift_n30"], data["nile"]} {
			b.Run(fmt.Sprintf("model=%s/n=%d", name, len(y)), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := (Spec{Trend: Trend(trend)}).Fit(y); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkFilter(b *testing.B) {
	y := series(b)["nile"]
	for trend, name := range []string{"level", "trend"} {
		b.Run(fmt.Sprintf("model=%s/n=%d", name, len(y)), func(b *testing.B) {
			pr, err := newProblem(Spec{Trend: Trend(trend)}, y, 0)
			if err != nil {
				b.Fatal(err)
			}
			p := Params{Irregular: 1, Level: 0.1, Slope: 0.01}
			b.ReportAllocs()
			for b.Loop() {
				pr.at(p, true)
			}
		})
	}
}

func BenchmarkDetect(b *testing.B) {
	data := series(b)
	for _, y := range [][]float64{data["syn_levelshift_n30"], data["nile"]} {
		b.Run(fmt.Sprintf("model=level/n=%d", len(y)), func(b *testing.B) {
			for b.Loop() {
				if _, err := (Spec{}).Detect(y, Detection{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// The filter does not allocate: it runs a hundred times a fit.
func TestFilterDoesNotAllocate(t *testing.T) {
	for trend := LocalLevel; trend <= Damped; trend++ {
		pr, err := newProblem(Spec{Trend: trend}, series(t)["nile"], 0)
		if err != nil {
			t.Fatal(err)
		}
		p := Params{Irregular: 1, Level: 0.1, Slope: 0.01, Phi: 0.9}
		if n := testing.AllocsPerRun(10, func() { pr.at(p, true) }); n != 0 {
			t.Errorf("%s: %g allocations an evaluation, want none", trend, n)
		}
	}
}
