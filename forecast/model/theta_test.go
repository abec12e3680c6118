package model

import (
	"math"
	"strconv"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/datatest"
	"github.com/defcast/defcast/forecast/ets"
)

func parse(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestThetaAgreesWithR takes the smoothing from R's optimum and compares what
// follows from it: drift, means and limits. testdata/theta.R made the numbers.
func TestThetaAgreesWithR(t *testing.T) {
	series := map[string][]float64{}
	for _, r := range datatest.Table(t, "../ets/testdata/series.csv") {
		series[r["series"]] = append(series[r["series"]], parse(t, r["value"]))
	}
	n := 0
	for _, r := range datatest.Table(t, "testdata/theta.csv") {
		y := data.Series{ID: r["series"], Values: series[r["series"]]}
		if len(y.Values) < 4 {
			continue // R falls back on another estimator
		}
		ses, err := ets.Evaluate(ets.Spec{Error: ets.Additive}, ets.Params{Alpha: parse(t, r["alpha"]), Level: parse(t, r["l0"])}, y.Values)
		if err != nil {
			t.Fatal(err)
		}
		fit, err := newThetaFit(Theta{}, y, ses)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := fit.(thetaFit).drift, parse(t, r["drift"]); math.Abs(got-want) > 1e-9*max(math.Abs(want), 1e-3) {
			t.Errorf("%s: drift %g, want %g", y.ID, got, want)
		}
		h := int(parse(t, r["h"]))
		d := fit.Forecast(10).Steps[h-1]
		for key, got := range map[string]float64{"mean": d.Mean(), "lo80": d.Quantile(0.1), "hi80": d.Quantile(0.9), "lo95": d.Quantile(0.025), "hi95": d.Quantile(0.975)} {
			if want := parse(t, r[key]); math.Abs(got-want) > 1e-6*math.Abs(d.Mean()) {
				t.Errorf("%s: %s[%d] = %.9g, want %.9g", y.ID, key, h, got, want)
			}
		}
		n++
	}
	if n != 160 {
		t.Errorf("%d rows compared, want 160", n)
	}
}

// A straight line with a gap is continued exactly, however far the level lags.
func TestThetaHalvesTheSlopeAcrossGaps(t *testing.T) {
	nan := math.NaN()
	y := data.Series{ID: "line", Values: []float64{nan, 10, 12, nan, 16, 18, nan, nan, 24, 26, nan}}
	ses, err := ets.Evaluate(ets.Spec{Error: ets.Additive}, ets.Params{Alpha: 0.4, Level: 10}, y.Values)
	if err != nil {
		t.Fatal(err)
	}
	fit, err := newThetaFit(Theta{}, y, ses)
	if err != nil {
		t.Fatal(err)
	}
	// Twice the drift is the whole slope: it undoes the whole lag of the level.
	f := fit.(thetaFit)
	got := ses.Point(1)[0] + 2*f.add(1)
	if want := 30.0; math.Abs(got-want) > 1e-9 {
		t.Errorf("level and twice the drift give %g, want %g", got, want)
	}
}
