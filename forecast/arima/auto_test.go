package arima_test

import (
	"errors"
	"math"
	"testing"

	"github.com/defcast/defcast/data/datatest"
	"github.com/defcast/defcast/forecast/arima"
)

// TestAuto: the model chosen is R's, or its AICc is lower. Gaps are in the
// fifth year, as in reference.R.
func TestAuto(t *testing.T) {
	all := series(t)
	same, lower := 0, 0
	for _, row := range datatest.Table(t, "testdata/auto.csv") {
		name := row["series"] + "/" + row["search"]
		y := append([]float64(nil), all[row["series"]]...)
		if row["search"] == "gap" {
			y[4] = math.NaN()
		}
		m, err := arima.Auto(y, arima.Search{Full: row["search"] == "full"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := number(t, row["aicc"])
		switch {
		case m.Spec == spec(t, row):
			same++
			// NA: an exact fit, or too few values for an AICc.
			if !math.IsNaN(want) && !math.IsInf(want, 0) && m.AICc > want+2e-4 {
				t.Errorf("%s: %s has AICc %.6f, R has %.6f", name, m.Spec, m.AICc, want)
			}
		case m.AICc <= want:
			lower++
			t.Logf("%s: %s with AICc %.4f, R has %s with %.4f", name, m.Spec, m.AICc, spec(t, row), want)
		default:
			t.Errorf("%s: %s with AICc %.6f, R has %s with %.6f", name, m.Spec, m.AICc, spec(t, row), want)
		}
	}
	t.Logf("%d as R's, %d with a lower AICc", same, lower)
}

// TestKPSS compares statistics and numbers of differences with R's ur.kpss
// and ndiffs.
func TestKPSS(t *testing.T) {
	all := series(t)
	for _, row := range datatest.Table(t, "testdata/tests.csv") {
		y := all[row["series"]]
		if got, want := arima.Differences(y, 2), int(number(t, row["ndiffs"])); got != want {
			t.Errorf("%s: %d differences, R has %d", row["series"], got, want)
		}
		for _, k := range []struct {
			column string
			lag    int
			tau    bool
		}{{"mu0", 0, false}, {"mu4", min(4, len(y)-1), false}, {"tau2", min(2, len(y)-1), true}} {
			if k.tau && row["series"] == "syn_linear_exact_n12" {
				continue // 0/0: R's answer is rounding
			}
			if got, want := arima.NewKPSS(y, k.lag, k.tau).Stat, number(t, row[k.column]); far(got, want, 1e-10, 0) {
				t.Errorf("%s: %s is %.12g, R has %.12g", row["series"], k.column, got, want)
			}
		}
	}
}

// TestKPSSP interpolates between the critical values of table 1 of
// Kwiatkowski et al. 1992.
func TestKPSSP(t *testing.T) {
	for _, c := range []struct {
		stat float64
		tau  bool
		want float64
	}{
		{0.1, false, 0.10}, {0.347, false, 0.10}, {0.405, false, 0.075}, {0.463, false, 0.05}, {0.739, false, 0.01}, {2, false, 0.01},
		{0.05, true, 0.10}, {0.146, true, 0.05}, {0.196, true, 0.0175}, {1, true, 0.01},
	} {
		if got := (arima.KPSS{Stat: c.stat, Tau: c.tau}).P(); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("P of %g (tau %t) is %g, want %g", c.stat, c.tau, got, c.want)
		}
	}
	if k := arima.NewKPSS([]float64{2, 2, 2, 2}, -1, false); k.Stat != 0 || k.P() != 0.10 {
		t.Errorf("constant: %+v", k)
	}
}

// TestAutoDegenerate: series that differencing makes constant.
func TestAutoDegenerate(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name string
		y    []float64
		spec string
		next float64
	}{
		{"constant", []float64{2.5, 2.5, 2.5, 2.5, 2.5}, "ARIMA(0,0,0) with non-zero mean", 2.5},
		{"zero", []float64{0, 0, 0, 0, 0, 0}, "ARIMA(0,0,0) with non-zero mean", 0},
		{"constant with gap", []float64{nan, 3, 3, nan, 3, 3}, "ARIMA(0,0,0) with non-zero mean", 3},
		{"line", []float64{5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27}, "ARIMA(0,1,0) with drift", 29},
		{"parabola", []float64{1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144}, "ARIMA(0,2,0)", 167}, // without d² + 2
	} {
		m, err := arima.Auto(c.y, arima.Search{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		mean, sd, err := m.Forecast(3)
		if err != nil {
			t.Fatal(err)
		}
		if m.Spec.String() != c.spec || far(mean[0], c.next, 1e-9, 1) {
			t.Errorf("%s: %s and then %g, want %s and %g", c.name, m.Spec, mean[0], c.spec, c.next)
		}
		if math.IsNaN(sd[2]) || math.IsNaN(m.LogLik) || math.IsInf(m.LogLik, 0) {
			t.Errorf("%s: sd %g, log-likelihood %g", c.name, sd[2], m.LogLik)
		}
	}
}

// TestSearch: the bounds of a search hold.
func TestSearch(t *testing.T) {
	y := series(t)["lynx"]
	for _, c := range []struct {
		name   string
		search arima.Search
		ok     func(arima.Spec) bool
	}{
		{"pure AR", arima.Search{MaxQ: -1}, func(s arima.Spec) bool { return s.Q == 0 }},
		{"pure MA", arima.Search{MaxP: -1, MaxQ: 2}, func(s arima.Spec) bool { return s.P == 0 && s.Q <= 2 }},
		{"no mean", arima.Search{NoMean: true}, func(s arima.Spec) bool { return !s.Mean }},
		{"fixed d", arima.Search{Fixed: true, D: 2}, func(s arima.Spec) bool { return s.D == 2 && !s.Drift }},
		{"no differences", arima.Search{MaxD: -1}, func(s arima.Spec) bool { return s.D == 0 }},
		{"small", arima.Search{Full: true, MaxOrder: 1}, func(s arima.Spec) bool { return s.P+s.Q <= 1 }},
		{"BIC", arima.Search{Criterion: arima.BIC}, func(s arima.Spec) bool { return s.P+s.Q <= 5 }},
	} {
		m, err := arima.Auto(y, c.search)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if !c.ok(m.Spec) {
			t.Errorf("%s: %s", c.name, m.Spec)
		}
	}
	if _, err := arima.Auto(y, arima.Search{Fixed: true, D: 3}); !errors.Is(err, arima.ErrSpec) {
		t.Errorf("three differences: %v", err)
	}
}
