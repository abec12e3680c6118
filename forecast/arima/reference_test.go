package arima_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/defcast/defcast/data/datatest"
	"github.com/defcast/defcast/forecast/arima"
)

// The reference numbers in testdata are R's; testdata/reference.R makes them
// and says of which versions.

// numbers reads a list as reference.R writes it.
func numbers(t testing.TB, s string) []float64 {
	t.Helper()
	var v []float64
	for _, w := range strings.Split(s, ";") {
		switch w {
		case "":
		case "NA", "NaN":
			v = append(v, math.NaN())
		default:
			x, err := strconv.ParseFloat(w, 64)
			if err != nil {
				t.Fatal(err)
			}
			v = append(v, x)
		}
	}
	return v
}

func number(t testing.TB, s string) float64 { return numbers(t, s)[0] }

// series returns the series of testdata by name.
func series(t testing.TB) map[string][]float64 {
	t.Helper()
	out := map[string][]float64{}
	for _, row := range datatest.Table(t, "testdata/series.csv") {
		out[row["series"]] = append(out[row["series"]], number(t, row["value"]))
	}
	return out
}

func spec(t testing.TB, row map[string]string) arima.Spec {
	t.Helper()
	return arima.Spec{
		Order: arima.Order{P: int(number(t, row["p"])), D: int(number(t, row["d"])), Q: int(number(t, row["q"]))},
		Mean:  strings.Contains(row["constants"], "mean"), Drift: strings.Contains(row["constants"], "drift"),
	}
}

// steps are the horizons that reference.R keeps.
var steps = [4]int{1, 2, 5, 10}

// gaps are the years, counted from 0, that reference.R takes out.
func gaps(name string, n int) []int {
	switch name {
	case "some":
		return []int{3, 6, 7}
	case "end":
		return []int{2, 8, n - 1}
	}
	return nil
}

// regressors are those of reference.R for years from+1 to from+n.
func regressors(n, k, from int) [][]float64 {
	x := [][]float64{make([]float64, n), make([]float64, n)}
	for i := range n {
		x[0][i] = math.Sin(float64(from + i + 1))
		x[1][i] = float64((from + i + 1) % 5)
	}
	return x[:k]
}

// far reports whether got differs from want by more than tol, relative to
// want or absolutely if that is below floor.
func far(got, want, tol, floor float64) bool {
	if math.IsNaN(want) {
		return !math.IsNaN(got)
	}
	return !(math.Abs(got-want) <= tol*math.Max(math.Abs(want), floor))
}

// TestFixed: at given coefficients likelihood, residuals and forecasts are
// R's to six digits, with and without gaps, constants and regressors.
func TestFixed(t *testing.T) {
	all := series(t)
	for _, row := range datatest.Table(t, "testdata/fixed.csv") {
		s, k := spec(t, row), int(number(t, row["k"]))
		name := row["series"] + "/" + s.String() + "/x" + row["k"] + "/gaps " + row["gaps"]
		y := append([]float64(nil), all[row["series"]]...)
		for _, i := range gaps(row["gaps"], len(y)) {
			y[i] = math.NaN()
		}
		m, err := arima.Apply(y, s, numbers(t, row["coef"]), regressors(len(y), k, 0)...)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if want := number(t, row["loglik"]); far(m.LogLik, want, 1e-6, 1) {
			t.Errorf("%s: log-likelihood %.10g, R has %.10g", name, m.LogLik, want)
		}
		if want := number(t, row["sigma2"]); far(m.Sigma*m.Sigma, want, 1e-6, 0) {
			t.Errorf("%s: sigma² %.10g, R has %.10g", name, m.Sigma*m.Sigma, want)
		}
		for i, want := range numbers(t, row["residuals"]) {
			if far(m.Residuals[i], want, 1e-6, 1e-3*m.Sigma) {
				t.Errorf("%s: residual %d is %.10g, R has %.10g", name, i+1, m.Residuals[i], want)
			}
		}
		forecasts(t, name, row, m, 1e-6, regressors(10, k, len(y))...)
	}
}

// forecasts compares those of m with R's.
func forecasts(t *testing.T, name string, row map[string]string, m *arima.Estimate, tol float64, x ...[]float64) {
	t.Helper()
	mean, sd, err := m.Forecast(10, x...)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	means, ses := numbers(t, row["mean"]), numbers(t, row["se"])
	for i, h := range steps {
		if far(mean[h-1], means[i], tol, m.Sigma) {
			t.Errorf("%s: mean of step %d is %.10g, R has %.10g", name, h, mean[h-1], means[i])
		}
		if far(sd[h-1], ses[i], tol, m.Sigma) {
			t.Errorf("%s: sd of step %d is %.10g, R has %.10g", name, h, sd[h-1], ses[i])
		}
	}
}
