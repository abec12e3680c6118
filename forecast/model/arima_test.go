package model_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/arima"
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/modeltest"
)

// airmiles is R's data set: passenger miles on commercial US airlines, 1937 to
// 1960.
var airmiles = data.Series{ID: "airmiles", Start: 1937, Values: []float64{412, 480, 683, 1052, 1385, 1418, 1634, 2178, 3362, 5948, 6109, 5981,
	6753, 8003, 10566, 12528, 14760, 16769, 19819, 22362, 25340, 25343, 29269, 30514}}

// TestARIMADigits: with R's prior the numbers are R's. They are those of
// auto.arima(airmiles) and forecast(., 3) of forecast 8.20 in R 4.2.2.
func TestARIMADigits(t *testing.T) {
	fit, err := model.ARIMA{RPrior: true}.Fit(airmiles)
	if err != nil {
		t.Fatal(err)
	}
	s := fit.Summary()
	if s.Method != "arima(R's prior): ARIMA(0,2,1)" {
		t.Error(s.Method)
	}
	for _, c := range []struct {
		name      string
		got, want float64
		tol       float64
	}{
		{"ma1", s.Params[0].Value, -0.703093527, 1e-4}, {"standard error", s.Params[0].SE, 0.127335133, 1e-3}, {"sigma²", s.Sigma2, 1234546.05647, 1e-6},
		{"log-likelihood", s.LogLik, -185.334224927, 1e-8}, {"AICc", s.AICc, 375.3000288, 1e-8},
		{"1961", fit.Forecast(3).Steps[0].Mean(), 32570.22999, 1e-6}, {"1961 upper 95 %", fit.Forecast(3).Steps[0].Quantile(0.975), 34747.94853, 2e-6},
	} {
		if math.Abs(c.got/c.want-1) > c.tol {
			t.Errorf("%s is %.8g, R has %.8g", c.name, c.got, c.want)
		}
	}
	if len(s.Tests) != 2 || s.K != 2 || s.N != len(airmiles.Values) || s.Likelihood != "values, given the first two" {
		t.Errorf("summary %+v", s)
	}
}

// TestARIMASettings: names and promises of other settings than the defaults.
func TestARIMASettings(t *testing.T) {
	spec := func(p, d, q int, mean, drift bool) *arima.Spec {
		return &arima.Spec{Order: arima.Order{P: p, D: d, Q: q}, Mean: mean, Drift: drift}
	}
	index := data.Series{ID: "index", Start: 1995, Values: []float64{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6, 4, 3, 3, 8}}
	series := modeltest.Series()
	for _, c := range []struct {
		m    model.ARIMA
		name string
	}{
		{model.ARIMA{}, "arima"},
		{model.ARIMA{Spec: spec(1, 1, 1, false, false)}, "arima(1,1,1)"},
		{model.ARIMA{Spec: spec(2, 0, 0, true, false)}, "arima(2,0,0, mean)"},
		{model.ARIMA{Spec: spec(0, 1, 2, false, true), RPrior: true}, "arima(0,1,2, drift, R's prior)"},
		{model.ARIMA{Spec: spec(1, 0, 1, true, true)}, "arima(1,0,1, mean, drift)"},
		{model.ARIMA{Search: arima.Search{Full: true, MaxP: 2, MaxQ: -1}}, "arima(full, p ≤ 2, q ≤ 0)"},
		{model.ARIMA{Search: arima.Search{Criterion: arima.BIC, NoDrift: true, NoMean: true, Fixed: true, D: 1}}, "arima(BIC, no mean, no drift, d = 1)"},
		{model.ARIMA{Regressors: []data.Series{index}}, "arima(on index)"},
	} {
		if c.m.String() != c.name {
			t.Errorf("%q, want %q", c.m, c.name)
		}
		t.Run(c.name, func(t *testing.T) {
			modeltest.MustFit(t, c.m, series["ordinary"])
			for _, kind := range []string{"gap", "share", "leading", "trailing", "six", "line", "negative", "tiny", "huge", "outlier"} {
				modeltest.Run(t, c.m, series[kind])
			}
		})
	}
}

// TestARIMARegressors: a step in a regressor is found, and the forecast steps
// where the regressor is known to, and no further than it is known.
func TestARIMARegressors(t *testing.T) {
	y := data.Series{ID: "spending", Start: 2010, Values: []float64{50, 52, 51, 53, 54, 54, 55, 57, 66, 66, 68, 69}}
	law := data.Series{ID: "law", Start: 2008, Values: []float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0}} // repealed in 2023
	m := model.ARIMA{Spec: &arima.Spec{Order: arima.Order{D: 1}, Drift: true}, Regressors: []data.Series{law}}
	fit, err := m.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	s := fit.Summary()
	if p := s.Params[1]; p.Name != "law" || math.Abs(p.Value-8) > 0.5 {
		t.Errorf("%+v, want a step of about 8", p)
	}
	f := fit.Forecast(4).Steps
	drift, step := s.Params[0].Value, s.Params[1].Value
	for h, want := range []float64{drift, 2*drift - step, 3*drift - step, 4*drift - step} {
		if got := f[h].Mean() - 69; math.Abs(got-want) > 1e-9 {
			t.Errorf("step %d: %+g from the last value, want %+g", h+1, got, want)
		}
	}
	if !slices.ContainsFunc(s.Warnings, func(err error) bool { return strings.Contains(err.Error(), "law is known to 2023") }) {
		t.Errorf("warnings %v do not say until when the law is known", s.Warnings)
	}
	late := data.Series{ID: "late", Start: 2008, Values: make([]float64, 14)} // to 2021
	if _, err := (model.ARIMA{Regressors: []data.Series{late}}).Fit(y); !errors.Is(err, forecast.ErrGap) {
		t.Errorf("a regressor without future: %v", err)
	}
	flat := data.Series{ID: "flat", Start: 2008, Values: make([]float64, 16)}
	if _, err := (model.ARIMA{Regressors: []data.Series{flat}}).Fit(y); !errors.Is(err, forecast.ErrDomain) || !errors.Is(err, arima.ErrRegressor) {
		t.Errorf("a regressor that never changes: %v", err)
	}
}

// TestARIMARefusals: the reason and its numbers, under the model's name.
func TestARIMARefusals(t *testing.T) {
	spec := &arima.Spec{Order: arima.Order{P: 1, D: 1, Q: 1}}
	_, err := model.ARIMA{Spec: spec}.Fit(data.Series{ID: "JPN", Values: []float64{1, 3, 2}})
	if !errors.Is(err, forecast.ErrShort) || err.Error() != "fit arima(1,1,1) to JPN: ARIMA(1,1,1): 3 values, want at least 4: series too short" {
		t.Error(err)
	}
	if _, err := (model.ARIMA{Spec: &arima.Spec{Order: arima.Order{D: 3}}}).Fit(airmiles); !errors.Is(err, forecast.ErrDomain) {
		t.Errorf("three differences: %v", err)
	}
}

// The order is chosen; the summary says which it is.
func ExampleARIMA() {
	fit, err := model.ARIMA{}.Fit(airmiles)
	if err != nil {
		fmt.Println(err)
		return
	}
	s := fit.Summary()
	fmt.Printf("%s, AICc %.1f\n", s.Method, s.AICc)
	for _, p := range s.Params {
		fmt.Printf("%s %.2f ± %.2f\n", p.Name, p.Value, p.SE)
	}
	for _, t := range s.Tests {
		fmt.Printf("%s, p = %.2f\n", t.Name, t.P)
	}
	f := fit.Forecast(2)
	for h, d := range f.Steps {
		fmt.Printf("%d: %.0f, 80 %% from %.0f to %.0f\n", f.Year(h+1), d.Mean(), d.Quantile(0.1), d.Quantile(0.9))
	}
	// Output:
	// arima: ARIMA(0,2,1), AICc 375.3
	// ma1 -0.70 ± 0.13
	// Ljung–Box (4 lags): no autocorrelation, p = 0.20
	// Jarque–Bera: normal distribution, p = 0.49
	// 1961: 32570, 80 % from 31146 to 33994
	// 1962: 34626, 80 % from 32295 to 36958
}
