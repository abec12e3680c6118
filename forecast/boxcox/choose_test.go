package boxcox

import (
	"encoding/csv"
	"errors"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// reference is a row of testdata/lambda.csv: R's choices in [-1, 2] and in
// [0, 1]; NaN where R refuses.
type reference struct {
	name                                   string
	guerrero, guerrero01, loglik, loglik01 float64
	y                                      []float64
}

func references(t *testing.T) []reference {
	t.Helper()
	f, err := os.Open("testdata/lambda.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []reference
	for _, row := range rows[1:] {
		r := reference{name: row[0]}
		for i, p := range []*float64{&r.guerrero, &r.guerrero01, &r.loglik, &r.loglik01} {
			*p = number(t, row[i+1])
		}
		for _, v := range strings.Fields(row[5]) {
			r.y = append(r.y, number(t, v))
		}
		out = append(out, r)
	}
	return out
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	if s == "" {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAgainstR(t *testing.T) {
	for _, r := range references(t) {
		for _, c := range []struct {
			what   string
			choose func(y []float64, lo, hi float64) (float64, error)
			lo, hi float64
			want   float64
			tol    float64
		}{
			// R's search stops within 1.2e-4, and never at an end of the range.
			{"Guerrero", Guerrero, -1, 2, r.guerrero, 3e-4},
			{"Guerrero", Guerrero, 0, 1, r.guerrero01, 3e-4},
			{"Likelihood", Likelihood, -1, 2, r.loglik, 1e-9},
			{"Likelihood", Likelihood, 0, 1, r.loglik01, 1e-9},
		} {
			got, err := c.choose(r.y, c.lo, c.hi)
			if math.IsNaN(c.want) {
				if !errors.Is(err, ErrNegative) {
					t.Errorf("%s: %s: %g, %v; R refuses it", r.name, c.what, got, err)
				}
				continue
			}
			if err != nil || math.Abs(got-c.want) > c.tol {
				t.Errorf("%s: %s in [%g, %g] = %.6f, %v; R has %.6f", r.name, c.what, c.lo, c.hi, got, err, c.want)
			}
		}
	}
}

// TestKnown: pairs (1, 2), (2, 4), (4, 8) have standard deviations in
// proportion to their means, so that λ = 0 makes the ratio constant; equal
// differences at every level need no transform, λ = 1; an exact line has λ = 1
// and exact exponential growth λ = 0 by likelihood too.
func TestKnown(t *testing.T) {
	for _, c := range []struct {
		name   string
		choose func(y []float64, lo, hi float64) (float64, error)
		y      []float64
		want   float64
	}{
		{"proportional", Guerrero, []float64{1, 2, 2, 4, 4, 8}, 0},
		{"odd length drops the first", Guerrero, []float64{1000, 1, 2, 2, 4, 4, 8}, 0},
		{"missing pair", Guerrero, []float64{1, 2, math.NaN(), 900, 2, 4, 4, 8}, 0},
		{"equal differences", Guerrero, []float64{1, 2, 11, 12, 31, 32}, 1},
		{"line", Likelihood, []float64{1, 2, 3, 4, 5, 6, 7, 8}, 1},
		{"line with a gap", Likelihood, []float64{1, 2, math.NaN(), 4, 5, 6, 7, 8}, 1},
		{"growth", Likelihood, []float64{1, 2, 4, 8, 16, 32}, 0},
		{"line of logarithms at 1e300", Likelihood, []float64{1e296, 1e297, 1e298, 1e299, 1e300}, 0},
		{"proportional at 1e-300", Guerrero, []float64{1e-300, 2e-300, 2e-300, 4e-300, 4e-300, 8e-300}, 0},
	} {
		got, err := c.choose(c.y, -1, 2)
		if err != nil || math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%s: λ = %g, %v; want %g", c.name, got, err, c.want)
		}
	}
}

func TestRefusals(t *testing.T) {
	nan := math.NaN()
	for _, y := range [][]float64{{}, {1, 2}, {1, 2, nan, 3}, {5, 5, 5, 5}, {nan, nan, nan, nan, nan, nan}} {
		if _, err := Guerrero(y, 0, 1); !errors.Is(err, ErrFlat) {
			t.Errorf("Guerrero(%v): %v, want ErrFlat", y, err)
		}
	}
	for _, y := range [][]float64{{}, {1, 2}, {5, 5, 5, 5}, {3e300, 3e300, 3e300}} {
		if _, err := Likelihood(y, 0, 1); !errors.Is(err, ErrFlat) {
			t.Errorf("Likelihood(%v): %v, want ErrFlat", y, err)
		}
	}
	if _, err := Guerrero([]float64{1, -2, 3, 4}, 0, 1); !errors.Is(err, ErrNegative) {
		t.Errorf("Guerrero of a negative value: %v", err)
	}
	if _, err := Likelihood([]float64{1, 0, 3, 4}, 0, 1); !errors.Is(err, ErrNegative) {
		t.Errorf("Likelihood of a zero: %v", err)
	}
}

// TestScale: the choice is in the range and does not depend on the unit of the
// values; Guerrero's is no worse than any point of a fine grid.
func TestScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(4, 25).Draw(t, "n")
		y, scaled := make([]float64, n), make([]float64, n)
		unit := math.Exp(rapid.Float64Range(-20, 20).Draw(t, "log unit"))
		for i := range y {
			y[i] = math.Exp(rapid.Float64Range(-3, 3).Draw(t, "log y"))
			scaled[i] = y[i] * unit
		}
		a, errA := Guerrero(y, 0, 1)
		b, errB := Guerrero(scaled, 0, 1)
		if errA != nil || errB != nil {
			if !errors.Is(errA, ErrFlat) || !errors.Is(errB, ErrFlat) {
				t.Fatalf("%v; scaled: %v", errA, errB)
			}
			return
		}
		if a < 0 || a > 1 || b < 0 || b > 1 {
			t.Fatalf("λ = %g, %g outside [0, 1]", a, b)
		}
		if c, d := criterion(y, a), criterion(y, b); math.Abs(c-d) > 1e-9*c {
			t.Fatalf("criterion %g at λ = %g, %g at that of the scaled values, %g", c, a, d, b)
		}
		for l := 0.0; l <= 1; l += 1.0 / 24 {
			if criterion(y, l) < criterion(y, a)*(1-1e-9) {
				t.Fatalf("λ = %g is better than %g", l, a)
			}
		}
	})
}

// criterion is Guerrero's criterion, written the plain way.
func criterion(y []float64, lambda float64) float64 {
	var r []float64
	for i := len(y) % 2; i < len(y); i += 2 {
		m := (y[i] + y[i+1]) / 2
		r = append(r, math.Abs(y[i]-y[i+1])/math.Sqrt2/math.Pow(m, 1-lambda))
	}
	mean, ss := 0.0, 0.0
	for _, v := range r {
		mean += v / float64(len(r))
	}
	for _, v := range r {
		ss += (v - mean) * (v - mean)
	}
	return math.Sqrt(ss/float64(len(r)-1)) / mean
}

func BenchmarkChoose(b *testing.B) {
	y := make([]float64, 40)
	for i := range y {
		y[i] = 100 * math.Exp(0.03*float64(i)+0.05*math.Sin(float64(7*i)))
	}
	for _, c := range []struct {
		name   string
		choose func(y []float64, lo, hi float64) (float64, error)
	}{{"guerrero", Guerrero}, {"likelihood", Likelihood}} {
		b.Run("method="+c.name+"/n=40", func(b *testing.B) {
			for b.Loop() {
				if _, err := c.choose(y, 0, 1); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
