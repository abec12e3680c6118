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
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/modeltest"
	"github.com/defcast/defcast/forecast/statespace"
)

// stepped is a share that rises by half of itself in FY2022.
func stepped() data.Series {
	return data.Series{ID: "jpn", Start: 2008, Basis: data.FiscalApril, Values: []float64{
		.94, .97, .95, .98, .96, .95, .99, .97, .98, .96, .95, .97, .99, .96, 1.44, 1.47, 1.45}}
}

func TestBreakFound(t *testing.T) {
	y := stepped()
	for _, m := range []forecast.Model{
		model.Level{Detect: &statespace.Detection{}}, model.Trend{Detect: &statespace.Detection{}},
		model.Smooth{Detect: &statespace.Detection{}}, model.DampedTrend{Detect: &statespace.Detection{}},
	} {
		f, err := m.Fit(y)
		if err != nil {
			t.Fatal(err)
		}
		s := f.Summary()
		i := slices.IndexFunc(s.Params, func(p forecast.Param) bool { return p.Name == "level shift 2022" })
		if i < 0 {
			t.Errorf("%s: no level shift in 2022 among %v", m, s.Params)
			continue
		}
		if p := s.Params[i]; math.Abs(p.Value-0.49) > 0.03 || !(p.SE > 0 && p.SE < 0.05) {
			t.Errorf("%s: size %.3f (s.e. %.3f), want 0.49", m, p.Value, p.SE)
		}
		if len(s.Warnings) == 0 || !strings.HasPrefix(s.Warnings[0].Error(), "level shift in FY2022: +0.4") {
			t.Errorf("%s: warnings %v, want the level shift in FY2022", m, s.Warnings)
		}
		if !strings.HasSuffix(m.String(), "(detect)") {
			t.Errorf("name %q does not say that breaks are looked for", m)
		}
		modeltest.MustFit(t, m, y)
	}
}

func TestBreakGiven(t *testing.T) {
	y := stepped()
	m := model.Level{Breaks: []model.Break{{Shock: statespace.LevelShift, Year: 2022}}}
	if got, want := m.String(), "level(level shift 2022)"; got != want {
		t.Errorf("name %q, want %q", got, want)
	}
	modeltest.MustFit(t, m, y)
	f, err := m.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	if s := f.Summary(); len(s.Warnings) != 0 || s.Params[2].Name != "level shift 2022" {
		t.Errorf("parameters %v, warnings %v; want the break as a parameter and no warning", s.Params, s.Warnings)
	}
	plain, err := model.Level{}.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	width := func(f forecast.Fitted) float64 {
		d := f.Forecast(3).Steps[2]
		return d.Quantile(0.9) - d.Quantile(0.1)
	}
	if width(f) > width(plain)/3 {
		t.Errorf("80 %% band of %.3f with the break, %.3f without: want at most a third", width(f), width(plain))
	}
}

// A break in a year that a backtest has not reached is left out and said so;
// what is left is the plain model.
func TestBreakOutside(t *testing.T) {
	y := stepped().Window(2008, 2020)
	m := model.Trend{Breaks: []model.Break{{statespace.LevelShift, 2022}, {statespace.LevelShift, 2008}}}
	f, err := m.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := model.Trend{}.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	s := f.Summary()
	if len(s.Warnings) < 2 || s.Warnings[0].Error() != "level shift in FY2022 is outside FY2009 to FY2020: left out" {
		t.Errorf("warnings %v", s.Warnings)
	}
	if a, b := f.Forecast(1).Steps[0].Mean(), plain.Forecast(1).Steps[0].Mean(); a != b {
		t.Errorf("mean %g, of the plain model %g", a, b)
	}
}

func TestStructuralRefusals(t *testing.T) {
	series := modeltest.Series()
	for _, c := range []struct {
		m        forecast.Model
		series   string
		sentinel error
		text     string
	}{
		{model.Level{}, "two", forecast.ErrShort, "fit level to two: 2 values, want at least 3: series too short"},
		{model.Trend{}, "four", forecast.ErrShort, "fit trend to four: 4 values, want at least 5: series too short"},
		{model.Trend{}, "line", forecast.ErrNumeric, "fit trend to line: 10 values fitted exactly by a local linear trend: values leave no noise to estimate"},
		{model.Level{}, "constant", forecast.ErrNumeric, "fit level to constant: all 8 values are 2: values leave no noise to estimate"},
		{model.Smooth{}, "infinite", forecast.ErrDomain, "fit smooth to infinite: infinite value in 2002: values outside the model's domain"},
		{model.DampedTrend{Phi: 0.9}, "four", forecast.ErrShort, "fit dampedtrend(phi 0.9) to four: 4 values, want at least 5: series too short"},
		{model.Level{Breaks: []model.Break{{statespace.LevelShift, 2007}, {statespace.Outlier, 2007}}}, "leading", forecast.ErrDomain,
			"fit level(level shift 2007, outlier 2007) to leading: outlier at 7: effect not identified"},
	} {
		_, err := c.m.Fit(series[c.series])
		if !errors.Is(err, c.sentinel) || err.Error() != c.text {
			t.Errorf("%s, %s: error %q, want %q", c.m, c.series, err, c.text)
		}
		if _, ok := errors.AsType[*forecast.FitError](err); !ok {
			t.Errorf("%s, %s: %T is no FitError", c.m, c.series, err)
		}
	}
}

// The residuals of the summary have the variance that it states, and the
// criteria are those of its likelihood.
func TestStructuralSummary(t *testing.T) {
	y := modeltest.Series()["ordinary"]
	f, err := model.DampedTrend{}.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	s := f.Summary()
	if want := []string{"irregular variance", "level variance", "slope variance", "phi"}; len(s.Params) != len(want) {
		t.Errorf("parameters %v, want %v", s.Params, want)
	}
	if s.K != 4 || s.N != 20 || s.Likelihood != "values, given the first two" { // three variances and phi
		t.Errorf("K %d and N %d, likelihood of %q", s.K, s.N, s.Likelihood)
	}
	if want := -2*s.LogLik + 2*4 + 2*4*5/13.0; math.Abs(s.AICc-want) > 1e-9 { // of 18 values
		t.Errorf("AICc %g, want %g", s.AICc, want)
	}
	sum, n := 0.0, 0.0
	for i, r := range s.Residuals {
		if i < 2 != math.IsNaN(r) || i < 2 != math.IsNaN(s.Fitted[i]) {
			t.Errorf("residual %g and fitted value %g at %d: want NaN for the two diffuse years only", r, s.Fitted[i], i)
		}
		if i >= 2 {
			sum += r * r
			n++
		}
	}
	// The concentrated variance makes the mean square exactly one in units of it.
	if math.Abs(sum/n/s.Sigma2-1) > 1e-6 {
		t.Errorf("mean square of the residuals %g, Sigma2 %g", sum/n, s.Sigma2)
	}
}

func ExampleLevel() {
	y := data.Series{ID: "JPN", Start: 2008, Values: []float64{
		.94, .97, .95, .98, .96, .95, .99, .97, .98, .96, .95, .97, .99, .96, 1.44, 1.47, 1.45}}
	fit, err := model.Level{Detect: &statespace.Detection{}}.Fit(y)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, w := range fit.Summary().Warnings {
		fmt.Println(w)
	}
	f := fit.Forecast(3)
	d := f.Steps[2]
	fmt.Printf("%d: %.2f, 80 %% from %.2f to %.2f\n", f.Year(3), d.Mean(), d.Quantile(0.1), d.Quantile(0.9))
	// Output:
	// level shift in 2022: +0.488 (s.e. 0.0099)
	// 2027: 1.45, 80 % from 1.43 to 1.48
}

// printForecast prints what every method answers.
func printForecast(m forecast.Model) {
	y := data.Series{ID: "GDP", Start: 2010, Values: []float64{500, 498, 509, 520, 533, 548, 553, 565, 568, 571, 556, 572, 588, 611, 630}}
	fit, err := m.Fit(y)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range fit.Summary().Params {
		fmt.Printf("%s %.3g; ", p.Name, p.Value)
	}
	d := fit.Forecast(3).Steps[2]
	fmt.Printf("in three years %.0f, 80 %% from %.0f to %.0f\n", d.Mean(), d.Quantile(0.1), d.Quantile(0.9))
}

func ExampleTrend() {
	printForecast(model.Trend{})
	// Output:
	// irregular variance 0; level variance 51.7; slope variance 32; in three years 685, 80 % from 646 to 724
}

func ExampleSmooth() {
	printForecast(model.Smooth{})
	// Output:
	// irregular variance 11.7; slope variance 59.8; in three years 691, 80 % from 648 to 735
}

func ExampleDampedTrend() {
	printForecast(model.DampedTrend{})
	// Output:
	// irregular variance 9.3; level variance 0; slope variance 70.7; phi 0.84; in three years 672, 80 % from 632 to 711
}
