package residual_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/defcast/defcast/forecast/residual"
)

// numbers reads a list of testdata/reference.csv.
func numbers(t *testing.T, s string) []float64 {
	t.Helper()
	var v []float64
	for _, w := range strings.Split(s, ";") {
		x, err := strconv.ParseFloat(w, 64)
		if err != nil {
			t.Fatal(err)
		}
		v = append(v, x)
	}
	return v
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(math.Abs(b), 1e-3) }

// TestReference compares with R; testdata/reference.R makes the numbers.
func TestReference(t *testing.T) {
	f, err := os.Open("testdata/reference.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		name, y := row[0], numbers(t, row[1])
		acf, pacf := residual.ACF(y, 8), residual.PACF(y, 8)
		for k, want := range numbers(t, row[2]) {
			if !near(acf[k], want) {
				t.Errorf("%s: acf %d is %.12g, R has %.12g", name, k, acf[k], want)
			}
		}
		for k, want := range numbers(t, row[3]) {
			if !near(pacf[k+1], want) {
				t.Errorf("%s: pacf %d is %.12g, R has %.12g", name, k+1, pacf[k+1], want)
			}
		}
		if row[4] == "" {
			continue
		}
		lb5, lb8, jb := residual.NewLjungBox(y, 5, 0), residual.NewLjungBox(y, 8, 3), residual.NewJarqueBera(y)
		for _, c := range []struct {
			name      string
			stat, p   float64
			reference string
		}{{"Ljung–Box 5", lb5.Stat, lb5.P, row[4]}, {"Ljung–Box 8 less 3", lb8.Stat, lb8.P, row[5]}, {"Jarque–Bera", jb.Stat, jb.P, row[6]}} {
			want := numbers(t, c.reference)
			// R's p-values are one minus a distribution function: right to 1e-15.
			if !near(c.stat, want[0]) || math.Abs(c.p-want[1]) > 1e-14+1e-8*want[1] {
				t.Errorf("%s: %s is %.12g (p %.6g), R has %.12g (p %.6g)", name, c.name, c.stat, c.p, want[0], want[1])
			}
		}
	}
}

// TestEdges: too little to say anything about.
func TestEdges(t *testing.T) {
	nan := math.NaN()
	for _, x := range [][]float64{nil, {1}, {nan, nan}, {2, 2, 2, 2, 2}, {0.1, 0.1, 0.1}, {1e300, nan, 1e300}} {
		if lb := residual.NewLjungBox(x, 0, 2); lb.Stat != 0 || lb.P != 1 {
			t.Errorf("%v: %+v", x, lb)
		}
		if jb := residual.NewJarqueBera(x); jb.Stat != 0 || jb.P != 1 {
			t.Errorf("%v: %+v", x, jb)
		}
	}
	if lb := residual.NewLjungBox([]float64{1, 3, 2, 4}, 2, 5); lb.DF != 0 || lb.P != 1 || lb.Stat == 0 {
		t.Errorf("no degree of freedom: %+v", lb)
	}
	if got := residual.Lag(20, 1); got != 4 {
		t.Errorf("lag for 20 residuals of one coefficient is %d, want 4", got)
	}
}

// TestBounds: autocorrelations and partial ones lie in [-1, 1], p-values in
// [0, 1], whatever the scale.
func TestBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Float64Range(-1, 1), 0, 30).Draw(t, "x")
		scale := rapid.SampledFrom([]float64{1, 1e-300, 1e300}).Draw(t, "scale")
		for i := range x {
			x[i] *= scale
		}
		for k, v := range append(residual.ACF(x, 6), residual.PACF(x, 6)...) {
			if !(math.Abs(v) <= 1+1e-9) {
				t.Fatalf("%d: %g", k, v)
			}
		}
		for _, p := range []float64{residual.NewLjungBox(x, 0, 1).P, residual.NewJarqueBera(x).P} {
			if !(p >= 0 && p <= 1) {
				t.Fatalf("p-value %g", p)
			}
		}
	})
}

// The flow of the Nile from 1871 to 1880 about its mean: nothing to see in ten
// years.
func ExampleNewLjungBox() {
	nile := []float64{1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140}
	t := residual.NewLjungBox(nile, 4, 0)
	fmt.Printf("Q = %.2f with %d degrees of freedom, p = %.2f\n", t.Stat, t.DF, t.P)
	// Output:
	// Q = 5.00 with 4 degrees of freedom, p = 0.29
}
