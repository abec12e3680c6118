package dist

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// TestStudentQuantile: tables of the t distribution, gonum's own inversion, and
// the CDF, over degrees of freedom and tails.
func TestStudentQuantile(t *testing.T) {
	for _, c := range []struct{ nu, p, want float64 }{{3, 0.9, 1.637744}, {4, 0.9, 1.533206}, {10, 0.975, 2.228139}, {30, 0.995, 2.749996}} {
		if got := (Student{Sigma: 1, Nu: c.nu}).Quantile(c.p); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("t(%g) at %g is %.7f, the tables have %.7f", c.nu, c.p, got, c.want)
		}
	}
	for _, nu := range []float64{1, 1.5, 2, 2.2, 3, 3.7, 5, 8, 22, 61.5, 400, 1e5} {
		ours, theirs := Student{Mu: 0.3, Sigma: 2, Nu: nu}, distuv.StudentsT{Mu: 0.3, Sigma: 2, Nu: nu}
		for _, p := range []float64{1e-9, 1e-6, 5e-5, 0.001, 0.025, 0.1, 0.3, 0.4999, 0.5, 0.50001, 0.7, 0.95, 0.9999, 1 - 1e-8} {
			got, want := ours.Quantile(p), theirs.Quantile(p)
			tol := 1e-9
			if nu > 1000 { // the incomplete beta function itself has no more digits there
				tol = 1e-7
			}
			if math.Abs(got-want) > tol*(1+math.Abs(want)) && math.Abs(ours.CDF(got)-p) > 1e-10*p {
				t.Errorf("t(%g) at %g: %.12g, gonum has %.12g", nu, p, got, want)
			}
		}
	}
}

func BenchmarkStudentQuantile(b *testing.B) {
	for b.Loop() {
		Student{Sigma: 1, Nu: 22}.Quantile(0.9)
	}
}

func BenchmarkGonumStudentQuantile(b *testing.B) {
	for b.Loop() {
		distuv.StudentsT{Sigma: 1, Nu: 22}.Quantile(0.9)
	}
}
