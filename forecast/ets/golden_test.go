package ets

// The numbers in testdata are R's (4.2.2, forecast 8.20), made by testdata/ref.R.

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/defcast/defcast/data/datatest"
)

// number reads one field, NaN if it is absent.
func number(t testing.TB, row map[string]string, key string) float64 {
	t.Helper()
	s, ok := row[key]
	if !ok {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// series reads the data, in the order of the file.
func series(t testing.TB) (names []string, y map[string][]float64) {
	t.Helper()
	y = map[string][]float64{}
	for _, r := range datatest.Table(t, "testdata/series.csv") {
		name := r["series"]
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		y[name] = append(y[name], number(t, r, "value"))
	}
	return names, y
}

// given reads the model and the parameters of a row.
func given(t testing.TB, r map[string]string) (Spec, Params) {
	t.Helper()
	s, err := ParseSpec(r["spec"])
	if err != nil {
		t.Fatal(err)
	}
	get := func(key string) float64 {
		if _, ok := r[key]; !ok {
			return 0
		}
		return number(t, r, key)
	}
	return s, Params{Alpha: get("alpha"), Beta: get("beta"), Phi: get("phi"), Level: get("l0"), Trend: get("b0")}
}

// near reports whether got is want within tol, relative.
func near(got, want, tol float64) bool {
	return math.Abs(got-want) <= tol*max(math.Abs(want), math.Abs(got), 1e-12)
}

func TestEvaluateAgreesWithR(t *testing.T) {
	_, ys := series(t)
	fits := map[string]*Fit{}
	for _, r := range datatest.Table(t, "testdata/fixed.csv") {
		spec, p := given(t, r)
		y := ys[r["series"]]
		f, err := Evaluate(spec, p, y)
		if err != nil {
			t.Errorf("%s %v: %v", r["series"], spec, err)
			continue
		}
		fits[r["series"]+" "+r["spec"]] = f
		mse := 0.0
		for i, v := range y {
			mse += (v - f.Fitted[i]) * (v - f.Fitted[i]) / float64(len(y))
		}
		for key, got := range map[string]float64{"loglik": f.LogLik, "aic": f.AIC(), "aicc": f.AICc(), "bic": f.BIC(), "mse": mse} {
			want := number(t, r, key)
			if math.IsNaN(want) { // R's is infinite: an exact fit
				if math.IsInf(got, 0) || math.IsNaN(got) {
					t.Errorf("%s %v: %s = %g, want a finite number", r["series"], spec, key, got)
				}
			} else if !near(got, want, 1e-8) {
				t.Errorf("%s %v: %s = %.12g, want %.12g", r["series"], spec, key, got, want)
			}
		}
	}
	n := 0
	for _, r := range datatest.Table(t, "testdata/fitted.csv") {
		f := fits[r["series"]+" "+r["spec"]]
		at := int(number(t, r, "t")) - 1
		if got, want := f.Fitted[at], number(t, r, "fitted"); !near(got, want, 1e-8) {
			t.Errorf("%s %s: fitted[%d] = %.12g, want %.12g", r["series"], r["spec"], at, got, want)
		}
		n++
	}
	if n < 4000 {
		t.Errorf("%d fitted values compared, want all", n)
	}
}

// The optimum must be no lower than R's by more than 1e-4. It is higher in most
// of these fits, for R stops in a local one or before it has converged.
func TestEstimateIsNoWorseThanR(t *testing.T) {
	_, ys := series(t)
	better, n := 0, 0
	for _, r := range datatest.Table(t, "testdata/optimum.csv") {
		if r["spec"] == "AUTO" {
			continue
		}
		spec, _ := given(t, r)
		if r["method"] != r["spec"] {
			continue // R fell back on another model
		}
		f, err := Estimate(spec, ys[r["series"]])
		if err != nil {
			t.Errorf("%s %v: %v", r["series"], spec, err)
			continue
		}
		want := number(t, r, "loglik")
		if f.LogLik < want-1e-4 {
			t.Errorf("%s %v: log-likelihood %.6f, R has %.6f; parameters %+v", r["series"], spec, f.LogLik, want, f.Params)
		}
		if err := f.Params.Usual(spec); err != nil {
			t.Errorf("%s %v: %v", r["series"], spec, err)
		}
		n++
		if f.LogLik > want+1e-4 {
			better++
		}
	}
	t.Logf("%d of %d fits are better than R's by more than 1e-4", better, n)
	if n < 90 {
		t.Errorf("%d fits compared, want at least 90", n)
	}
}

func TestSelectIsNoWorseThanR(t *testing.T) {
	_, ys := series(t)
	same, n := 0, 0
	for _, r := range datatest.Table(t, "testdata/optimum.csv") {
		if r["spec"] != "AUTO" {
			continue
		}
		f, _, err := Select(ys[r["series"]], Options{})
		if err != nil {
			t.Errorf("%s: %v", r["series"], err)
			continue
		}
		n++
		if f.Spec.String() == r["method"] {
			same++
		} else if want := number(t, r, "aicc"); !(f.AICc() < want) {
			t.Errorf("%s: %v with AICc %.4f, R chose %s with %.4f", r["series"], f.Spec, f.AICc(), r["method"], want)
		} else {
			t.Logf("%s: %v with AICc %.4f, R chose %s with %.4f", r["series"], f.Spec, f.AICc(), r["method"], want)
		}
	}
	t.Logf("the model is R's in %d of %d", same, n)
}

func TestForecastAgreesWithR(t *testing.T) {
	_, ys := series(t)
	fits := map[string]*Fit{}
	for _, r := range datatest.Table(t, "testdata/optimum.csv") {
		if r["spec"] == "AUTO" || r["method"] != r["spec"] {
			continue
		}
		spec, p := given(t, r)
		f, err := Evaluate(spec, p, ys[r["series"]])
		if err != nil {
			t.Errorf("%s %v: %v", r["series"], spec, err)
			continue
		}
		if want := number(t, r, "sigma2"); !near(f.Sigma*f.Sigma, want, 1e-6) {
			t.Errorf("%s %v: sigma² = %.9g, want %.9g", r["series"], spec, f.Sigma*f.Sigma, want)
		}
		fits[r["series"]+" "+r["spec"]] = f
	}
	paths := map[string][]float64{}
	const draws = 50000
	for _, r := range datatest.Table(t, "testdata/forecast.csv") {
		key := r["series"] + " " + r["spec"]
		f := fits[key]
		if f == nil {
			continue
		}
		h := int(number(t, r, "h"))
		if got, want := f.Point(10)[h-1], number(t, r, "mean"); !near(got, want, 1e-6) {
			t.Errorf("%s: mean[%d] = %.9g, want %.9g", key, h, got, want)
		}
		if f.Spec.ClosedForm() {
			compareInterval(t, f, r, key, h)
			continue
		}
		if h != 1 && h != 10 {
			continue // sorting takes time
		}
		if paths[key] == nil {
			paths[key] = f.Simulate(10, draws, rand.NewPCG(1, 1))
		}
		column := make([]float64, draws)
		for i := range column {
			column[i] = paths[key][i*10+h-1]
		}
		slices.Sort(column)
		for key2, p := range map[string]float64{"lo95": 0.025, "lo80": 0.1, "hi80": 0.9, "hi95": 0.975} {
			got, want := column[int(p*draws)], number(t, r, key2)
			// both are simulated: 5 % of the interval's width
			width := number(t, r, "hi95") - number(t, r, "lo95")
			if math.Abs(got-want) > 0.05*width {
				t.Errorf("%s: %s[%d] = %.4g, want %.4g of width %.4g", key, key2, h, got, want, width)
			}
		}
	}
}

// compareInterval checks the analytic limits, which R takes from the normal
// distribution for both classes.
func compareInterval(t *testing.T, f *Fit, r map[string]string, key string, h int) {
	t.Helper()
	mean, sd, err := f.Moments(10)
	if err != nil {
		t.Fatal(err)
	}
	for key2, z := range map[string]float64{"lo95": -1.959963984540054, "lo80": -1.2815515655446004, "hi80": 1.2815515655446004, "hi95": 1.959963984540054} {
		got, want := mean[h-1]+z*sd[h-1], number(t, r, key2)
		if math.Abs(got-want) > 1e-6*max(math.Abs(want), math.Abs(mean[h-1])) {
			t.Errorf("%s: %s[%d] = %.9g, want %.9g", key, key2, h, got, want)
		}
	}
}
