package backtest_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/datatest"
	"github.com/defcast/defcast/forecast/backtest"
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/score"
)

// TestAgainstR holds R's tsCV errors, dm.test of them and accuracy() on nine
// series (testdata/rolling.py).
func TestAgainstR(t *testing.T) {
	rows := datatest.Table(t, "testdata/rolling.csv")
	if len(rows) < 30 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, r := range rows {
		s := backtest.Subject{Country: "R", Measure: r["series"], Series: data.Series{ID: r["series"], Start: 1, Values: numbers(t, r["y"])}}
		methods := []backtest.Method{backtest.Alone("naive", model.Naive{}), backtest.Alone("rwdrift", model.Drift{})}
		h := int(numbers(t, r["h"])[0])
		check := func(what string, got float64, column string) {
			t.Helper()
			want := r[column]
			if want == "" {
				return
			}
			if w := numbers(t, want)[0]; !(math.Abs(got-w) <= 1e-7*math.Abs(w)+1e-9) {
				t.Errorf("%s %s, h %d: %s %.9g, R has %s", r["series"], r["method"], h, what, got, want)
			}
		}
		// tsCV with initial = 5 has its first errors from data 1..6.
		res, err := backtest.Run([]backtest.Subject{s}, methods, backtest.Options{Horizon: 3, Least: 6})
		if err != nil {
			t.Fatal(err)
		}
		e := map[string][]float64{}
		for _, c := range res.Cases {
			if c.H == h {
				e[c.Model] = append(e[c.Model], c.Actual-c.Mean)
			}
		}
		sum, abs := 0.0, 0.0
		for _, v := range e[r["method"]] {
			sum, abs = sum+v, abs+math.Abs(v)
		}
		check("number of errors", float64(len(e[r["method"]])), "errors")
		check("sum of errors", sum, "sum")
		check("sum of absolute errors", abs, "abs")
		for power, columns := range map[float64][3]string{1: {"dm1", "p1", "bartlett1"}, 2: {"dm2", "p2", "bartlett2"}} {
			if r[columns[0]] == "" { // R refuses: the losses do not vary
				continue
			}
			a, b := losses(e["naive"], power), losses(e["rwdrift"], power)
			plain, err := score.DieboldMariano(a, b, h, false)
			bartlett, err2 := score.DieboldMariano(a, b, h, true)
			if err != nil || err2 != nil {
				t.Errorf("%s: %v, %v", r["series"], err, err2)
				continue
			}
			check("DM statistic", plain.Statistic, columns[0])
			check("DM p-value", plain.TwoSided(), columns[1])
			check("DM statistic by Bartlett", bartlett.Statistic, columns[2])
		}
		accuracy(t, s, methods, r, check)
	}
}

// accuracy compares the scores of the last six values held out.
func accuracy(t *testing.T, s backtest.Subject, methods []backtest.Method, r map[string]string, check func(string, float64, string)) {
	t.Helper()
	res, err := backtest.Run([]backtest.Subject{s}, methods, backtest.Options{Horizon: 6, Least: 6, Origins: []data.Year{s.Series.End() - 6}})
	if err != nil {
		t.Fatal(err)
	}
	var y, f []float64
	scale := 0.0
	for _, c := range res.Cases {
		if c.Model == r["method"] {
			y, f, scale = append(y, c.Actual), append(f, c.Mean), c.Scale
		}
	}
	check("ME", score.ME(y, f), "ME")
	check("RMSE", score.RMSE(y, f), "RMSE")
	check("MAE", score.MAE(y, f), "MAE")
	check("MPE", score.MPE(y, f), "MPE")
	check("MAPE", score.MAPE(y, f), "MAPE")
	check("MASE", score.MASE(y, f, scale), "MASE")
}

func losses(e []float64, power float64) []float64 {
	out := make([]float64, len(e))
	for i, v := range e {
		out[i] = math.Pow(math.Abs(v), power)
	}
	return out
}

func numbers(t *testing.T, s string) (out []float64) {
	t.Helper()
	for w := range strings.FieldsSeq(s) {
		v, err := strconv.ParseFloat(w, 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}
