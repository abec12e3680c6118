package score

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestDieboldMarianoAgainstR: testdata/dm.R, 3 series, both variances.
func TestDieboldMarianoAgainstR(t *testing.T) {
	for _, r := range table(t, "testdata/dm.csv") {
		loss := func(errors []float64) []float64 {
			out := make([]float64, len(errors))
			for i, e := range errors {
				out[i] = math.Pow(math.Abs(e), r.number("power"))
			}
			return out
		}
		got, err := DieboldMariano(loss(r.numbers("e1")), loss(r.numbers("e2")), int(r.number("h")), r.text("bartlett") == "TRUE")
		if err != nil {
			t.Errorf("%s: %v", r.text("series"), err)
			continue
		}
		for _, c := range []struct {
			column string
			got    float64
		}{{"statistic", got.Statistic}, {"two.sided", got.TwoSided()}, {"less", got.Less()}, {"greater", got.Greater()}} {
			if want := r.number(c.column); math.Abs(c.got-want) > 1e-7*math.Abs(want) {
				t.Errorf("%s, h %s, power %s, bartlett %s: %s %.10g, R has %.10g",
					r.text("series"), r.text("h"), r.text("power"), r.text("bartlett"), c.column, c.got, want)
			}
		}
	}
}

// TestDieboldMarianoByHand: differences 1, 2, 3 have mean 2 and variance ⅔ (over
// n): DM = 2/√(2/9)·√(2/3) = √12 with 2 degrees of freedom. With h = 2 the lag-1
// covariance is 0, so that V is the same and c = (3+1-4+2/3)/3 = 2/9.
func TestDieboldMarianoByHand(t *testing.T) {
	a, b := []float64{2, 9, 4, math.NaN()}, []float64{1, 7, 1, 3}
	got, err := DieboldMariano(a, b, 1, false)
	if err != nil || !near(got.Statistic, math.Sqrt(12)) || got.N != 3 {
		t.Errorf("%+v, %v; want √12 from 3 cases", got, err)
	}
	// t with 2 degrees of freedom: P(T > t) = ½ - t/(2√(2+t²)).
	if want := 0.5 - math.Sqrt(12)/(2*math.Sqrt(14)); !near(got.Greater(), want) || !near(got.TwoSided(), 2*want) {
		t.Errorf("p %g and %g, want %g and twice that", got.Greater(), got.TwoSided(), want)
	}
	if got, err = DieboldMariano(a, b, 2, false); err != nil || !near(got.Statistic, 2) || got.H != 2 {
		t.Errorf("h = 2: %+v, %v; want 2", got, err)
	}
}

// TestNegativeVariance: differences that alternate have a lag-1 covariance that
// outweighs the variance; the test of h = 1 is given and says so.
func TestNegativeVariance(t *testing.T) {
	a, b := []float64{1, 0, 1, 0, 1, 0, 1, 0.1}, make([]float64, 8)
	got, err := DieboldMariano(a, b, 2, false)
	one, err1 := DieboldMariano(a, b, 1, false)
	if err != nil || err1 != nil || got != one || got.H != 1 {
		t.Errorf("%+v, %v; want %+v, %v", got, err, one, err1)
	}
	if got, err := DieboldMariano(a, b, 2, true); err != nil || got.H != 2 {
		t.Errorf("with Bartlett weights: %+v, %v", got, err)
	}
}

func TestNoDifference(t *testing.T) {
	for _, c := range [][2][]float64{{{1, 2, 3}, {1, 2, 3}}, {{1, 2, 3}, {0, 1, 2}}, {{1}, {0}}, {{math.NaN(), 1}, {0, 0}}} {
		if got, err := DieboldMariano(c[0], c[1], 1, false); !errors.Is(err, ErrNoDifference) {
			t.Errorf("%v and %v: %+v, %v; want ErrNoDifference", c[0], c[1], got, err)
		}
	}
}

// TestDieboldMarianoSymmetry: exchanging the methods changes the sign only.
func TestDieboldMarianoSymmetry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 20).Draw(t, "n")
		losses := rapid.SliceOfN(rapid.Float64Range(0, 9), n, n)
		a, b := losses.Draw(t, "a"), losses.Draw(t, "b")
		h := rapid.IntRange(1, 3).Draw(t, "h")
		x, err := DieboldMariano(a, b, h, true)
		y, err2 := DieboldMariano(b, a, h, true)
		if (err == nil) != (err2 == nil) {
			t.Fatalf("%v, exchanged %v", err, err2)
		}
		if err == nil && (!near(x.Statistic, -y.Statistic) || !near(x.Less(), y.Greater()) || x.TwoSided() > 1) {
			t.Fatalf("%+v, exchanged %+v", x, y)
		}
	})
}
