package score

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// record is a row of a reference table, by column.
type record struct {
	t      *testing.T
	fields map[string]string
}

func (r record) text(column string) string {
	r.t.Helper()
	s, ok := r.fields[column]
	if !ok {
		r.t.Fatalf("no column %q", column)
	}
	return s
}

func (r record) number(column string) float64 { return r.numbers(column)[0] }

func (r record) numbers(column string) []float64 {
	r.t.Helper()
	var out []float64
	for _, s := range strings.Fields(r.text(column)) {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			r.t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

func table(t *testing.T, path string) []record {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	var out []record
	for _, row := range rows[1:] {
		r := record{t, map[string]string{}}
		for i, name := range rows[0] {
			r.fields[name] = row[i]
		}
		out = append(out, r)
	}
	return out
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(1, math.Abs(b)) }

// TestAccuracyAgainstR: testdata/accuracy.R, 4 series, 2 methods.
func TestAccuracyAgainstR(t *testing.T) {
	for _, r := range table(t, "testdata/accuracy.csv") {
		y, f, train := r.numbers("test"), r.numbers("forecast"), r.numbers("train")
		for name, got := range map[string]float64{"ME": ME(y, f), "RMSE": RMSE(y, f), "MAE": MAE(y, f), "MPE": MPE(y, f),
			"MAPE": MAPE(y, f), "MASE": MASE(y, f, Scale(train))} {
			if want := r.number(name); !near(got, want) {
				t.Errorf("%s %s: %s %.12g, R has %.12g", r.text("series"), r.text("method"), name, got, want)
			}
		}
	}
}

// TestByHand: outcomes 10 and 20, forecasts 12 and 15; the series went 4, 6, 5,
// so that the mean absolute change is 1.5 and the mean square 2.5.
func TestByHand(t *testing.T) {
	y, f, train := []float64{10, 20}, []float64{12, 15}, []float64{4, 6, 5}
	nan := math.NaN()
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"ME", ME(y, f), 1.5},
		{"MAE", MAE(y, f), 3.5},
		{"RMSE", RMSE(y, f), math.Sqrt(14.5)},
		{"MPE", MPE(y, f), (-20 + 25) / 2.0},
		{"MAPE", MAPE(y, f), 22.5},
		{"SMAPE", SMAPE(y, f), 100 * (2.0/22*2 + 5.0/35*2) / 2},
		{"SMAPE of zeros", SMAPE([]float64{0, 0}, []float64{0, 1}), 100},
		{"Scale", Scale(train), 1.5},
		{"Scale over a gap", Scale([]float64{4, nan, 6, 5, nan, 9}), 1},
		{"Scale of a constant", Scale([]float64{2, 2, 2}), 0},
		{"MASE", MASE(y, f, Scale(train)), 3.5 / 1.5},
		{"RMSSE", RMSSE(y, f, train), math.Sqrt(14.5 / 2.5)},
		{"OWA", OWA(10, 3, 20, 2), 1},
		{"Skill", Skill(3, 4), 0.25},
		{"MAE with a gap", MAE([]float64{10, nan, 20}, []float64{12, 99, 15}), 3.5},
		{"Pinball above", Pinball(8, 0.9, 10), 1.8},
		{"Pinball below", Pinball(12, 0.9, 10), 0.2},
		{"Quantiles", Quantiles([]float64{8, 12}, []float64{0.1, 0.9}, 10), 2 * (0.2 + 0.2) / 2},
		{"Winkler inside", Winkler(8, 12, 0.05, 10), 4},
		{"Winkler below", Winkler(8, 12, 0.05, 7), 4 + 40},
		{"Winkler above", Winkler(8, 12, 0.2, 13), 4 + 10},
		{"MSIS", MSIS([]float64{8, 8, 8}, []float64{12, 12, 12}, 0.05, []float64{10, nan, 7}, 2), (4 + 44) / 2.0 / 2},
	} {
		if !near(c.got, c.want) {
			t.Errorf("%s = %g, want %g", c.name, c.got, c.want)
		}
	}
	for name, v := range map[string]float64{"MAE": MAE(nil, nil), "Scale": Scale([]float64{3}), "SMAPE": SMAPE([]float64{nan}, []float64{1})} {
		if !math.IsNaN(v) {
			t.Errorf("%s of nothing is %g", name, v)
		}
	}
}

func TestCoverage(t *testing.T) {
	share, se := Coverage([]float64{0, 0, 0, 0, 0}, []float64{1, 1, 1, 1, 1}, []float64{0, 0.5, 1, 1.1, math.NaN()})
	if share != 0.75 || !near(se, math.Sqrt(0.75*0.25/4)) {
		t.Errorf("share %g ± %g", share, se)
	}
}

func TestLengthsPanic(t *testing.T) {
	one, two := []float64{1}, []float64{1, 2}
	for name, f := range map[string]func(){
		"MAE":       func() { MAE(one, two) },
		"MSIS":      func() { MSIS(one, two, 0.05, one, 1) },
		"Coverage":  func() { Coverage(one, one, two) },
		"Quantiles": func() { Quantiles(one, two, 0) },
		"DM":        func() { _, _ = DieboldMariano(one, two, 1, false) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s of slices of different length does not panic", name)
				}
			}()
			f()
		}()
	}
}

// TestScaling: scaled scores do not depend on the unit, Winkler is the sum of
// two pinball losses of its limits, 4/alpha·½ of them.
func TestScaling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(0.1, 9), 4, 4)
		y, f, train := values.Draw(t, "y"), values.Draw(t, "f"), values.Draw(t, "train")
		unit := rapid.Float64Range(0.01, 100).Draw(t, "unit")
		times := func(v []float64) []float64 {
			out := make([]float64, len(v))
			for i := range v {
				out[i] = unit * v[i]
			}
			return out
		}
		if Scale(train) < 1e-6 {
			return
		}
		a := []float64{SMAPE(y, f), MASE(y, f, Scale(train)), RMSSE(y, f, train)}
		b := []float64{SMAPE(times(y), times(f)), MASE(times(y), times(f), Scale(times(train))), RMSSE(times(y), times(f), times(train))}
		for i := range a {
			if !near(a[i], b[i]) || a[i] < 0 {
				t.Fatalf("score %d is %g, in another unit %g", i, a[i], b[i])
			}
		}
		lo, hi := math.Min(f[0], f[1]), math.Max(f[0], f[1])
		alpha := rapid.Float64Range(0.01, 0.9).Draw(t, "alpha")
		if w, p := Winkler(lo, hi, alpha, y[0]), 2/alpha*(Pinball(lo, alpha/2, y[0])+Pinball(hi, 1-alpha/2, y[0])); !near(w, p) {
			t.Fatalf("interval score %g, by pinball losses %g", w, p)
		}
	})
}
