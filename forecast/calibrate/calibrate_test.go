package calibrate_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/calibrate"
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/modeltest"
)

// wider doubles all distances below the median and has 1.5 times those above.
func wider() calibrate.Table {
	var t calibrate.Table
	for _, upper := range []bool{false, true} {
		for _, level := range []float64{0.5, 0.8, 0.95} {
			c := 2.0
			if upper {
				c = 1.5
			}
			t.Rows = append(t.Rows, calibrate.Row{Upper: upper, Level: level, Constant: math.Log(c)})
		}
	}
	return t
}

// TestCalibratedByHand: N(10, 1) gets 2 and 1½ times its distances, at and
// between the levels and beyond them.
func TestCalibratedByHand(t *testing.T) {
	y := data.Series{ID: "y", Values: []float64{8, 9, 10}}
	m := calibrate.Calibrated{Of: walk{s: 1, power: 0.5}, By: wider()}
	f, err := m.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	for h, d := range f.Forecast(3).Steps {
		s := math.Sqrt(float64(h + 1))
		for _, p := range []float64{1e-6, 0.01, 0.025, 0.07, 0.1, 0.4, 0.5, 0.6, 0.9, 0.975, 0.999} {
			z := distuv.UnitNormal.Quantile(p) * s
			want := 10 + 2*z
			if p > 0.5 {
				want = 10 + 1.5*z
			}
			if q := d.Quantile(p); math.Abs(q-want) > 1e-9 {
				t.Errorf("step %d: quantile %g is %g, want %g", h+1, p, q, want)
			}
			if c := d.CDF(want); math.Abs(c-p) > 1e-9 {
				t.Errorf("step %d: CDF(%g) = %g, want %g", h+1, want, c, p)
			}
		}
		// The mean is off the median by -½s/√(2π): two half-normals of 2s and 1½s.
		if m, want := d.Mean(), 10-0.5*s/math.Sqrt(2*math.Pi); math.Abs(m-want) > 2e-3 {
			t.Errorf("step %d: mean %g, want %g", h+1, m, want)
		}
	}
	if m.String() != "calibrated(walk)" || f.Summary().Method != "calibrated(walk)" || (calibrate.Calibrated{Of: m, Name: "x"}).String() != "x" {
		t.Errorf("names %q and %q", m, f.Summary().Method)
	}
}

// TestCalibratedRatio: a forecast that cannot be negative is stretched as a
// ratio: log-normal of s becomes log-normal of 2s below its median.
func TestCalibratedRatio(t *testing.T) {
	y := data.Series{ID: "y", Values: []float64{8, 10}}
	f, err := calibrate.Calibrated{Of: walk{s: 0.5, log: true}, By: wider()}.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	d := f.Forecast(1).Steps[0]
	for _, p := range []float64{0.001, 0.1, 0.5} {
		want := 10 * math.Exp(2*0.5*distuv.UnitNormal.Quantile(p))
		if q := d.Quantile(p); math.Abs(q-want) > 1e-9 {
			t.Errorf("quantile %g is %g, want %g", p, q, want)
		}
	}
	if d.CDF(-1) != 0 || d.CDF(0) != 0 || d.Quantile(1e-9) <= 0 {
		t.Errorf("below zero: CDF %g and %g, quantile %g", d.CDF(-1), d.CDF(0), d.Quantile(1e-9))
	}
}

// TestZeroTable: nothing changes, to the bit.
func TestZeroTable(t *testing.T) {
	y := modeltest.Series()["ordinary"]
	a, err := model.Drift{}.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	b, err := calibrate.Calibrated{Of: model.Drift{}}.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	if p, q := a.Forecast(2).Steps[1].Quantile(0.9), b.Forecast(2).Steps[1].Quantile(0.9); p != q {
		t.Errorf("quantile %g becomes %g", p, q)
	}
	if p, q := a.Simulate(2, 9, forecast.Stream(1)), b.Simulate(2, 9, forecast.Stream(1)); !slices.Equal(p.V, q.V) {
		t.Error("paths change")
	}
}

func TestConformance(t *testing.T) {
	table := wider()
	for i := range table.Rows { // with all its terms
		table.Rows[i].LogH, table.Rows[i].PerN, table.Rows[i].LogHPerN = 0.1, 0.2, 0.05
		table.Rows[i].LogWidth = -0.3
	}
	for _, of := range []forecast.Model{model.Naive{}, model.Log{Of: model.Drift{}}, model.BoxCox{Of: model.Drift{}}, model.Level{}} {
		m := calibrate.Calibrated{Of: of, By: table}
		for name, y := range modeltest.Series() {
			t.Run(m.String()+"/"+name, func(t *testing.T) { modeltest.Run(t, m, y) })
		}
		modeltest.MustFit(t, m, modeltest.Series()["share"])
	}
}

// TestCopulaStays: the calibrated paths rank as the uncalibrated ones do.
func TestCopulaStays(t *testing.T) {
	y := modeltest.Series()["ordinary"]
	paths := func(m forecast.Model) forecast.Paths {
		f, err := m.Fit(y)
		if err != nil {
			t.Fatal(err)
		}
		return f.Simulate(4, 300, forecast.Stream(5))
	}
	a, b := paths(model.Drift{}), paths(calibrate.Calibrated{Of: model.Drift{}, By: wider()})
	for h := range 4 {
		for i := range a.N() {
			for j := range i {
				if (a.Row(i)[h] < a.Row(j)[h]) != (b.Row(i)[h] < b.Row(j)[h]) {
					t.Fatalf("year %d: paths %d and %d changed places", h+1, i, j)
				}
			}
		}
	}
	if stat.StdDev(b.Step(4), nil) < 1.5*stat.StdDev(a.Step(4), nil) {
		t.Error("the paths are not wider")
	}
}

// TestRisingQuantiles: whatever the factors, quantiles rise, the median stays
// and the distribution function undoes the quantiles.
func TestRisingQuantiles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var table calibrate.Table
		for _, upper := range []bool{false, true} {
			for _, level := range []float64{0.3, 0.6, 0.9, 0.99} {
				table.Rows = append(table.Rows, calibrate.Row{Upper: upper, Level: level,
					Constant: rapid.Float64Range(-3, 3).Draw(t, "constant"), LogH: rapid.Float64Range(-1, 1).Draw(t, "log h")})
			}
		}
		of := walk{s: rapid.Float64Range(0.01, 2).Draw(t, "s"), power: 0.5, log: rapid.Bool().Draw(t, "log")}
		f, err := calibrate.Calibrated{Of: of, By: table}.Fit(data.Series{Values: []float64{1, 2, 3}})
		if err != nil {
			t.Fatal(err)
		}
		for h, d := range f.Forecast(4).Steps {
			if m := d.Quantile(0.5); math.Abs(m-3) > 1e-12 {
				t.Fatalf("step %d: median %g", h+1, m)
			}
			last := math.Inf(-1)
			for p := 0.005; p < 1; p += 0.01 {
				q := d.Quantile(p)
				if q < last-1e-12 || math.IsNaN(q) || of.log && q < 0 {
					t.Fatalf("step %d: quantile %g is %g after %g", h+1, p, q, last)
				}
				if c := d.CDF(q + 1e-9*math.Abs(q)); c < p-1e-6 {
					t.Fatalf("step %d: CDF of quantile %g is %g", h+1, p, c)
				}
				last = q
			}
		}
	})
}

// TestPoints: a forecast without width has nothing to stretch.
func TestPoints(t *testing.T) {
	y := data.Series{ID: "y", Values: []float64{2, 2, 2, 2}}
	f, err := calibrate.Calibrated{Of: model.Naive{}, By: wider()}.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	if d := f.Forecast(1).Steps[0]; d.Quantile(0.975) != 2 || d.Mean() != 2 {
		t.Errorf("a constant's quantile is %g, its mean %g", d.Quantile(0.975), d.Mean())
	}
	if p := f.Simulate(2, 3, rand.NewPCG(1, 1)); p.V[5] != 2 {
		t.Errorf("paths %v", p.V)
	}
}
