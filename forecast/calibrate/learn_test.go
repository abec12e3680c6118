package calibrate_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/calibrate"
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/score"
)

func learn(t *testing.T, m forecast.Model, series []data.Series, o calibrate.Options) calibrate.Table {
	t.Helper()
	table, err := calibrate.Learn(m, series, o)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// holds checks how often the 80 and 95 % intervals of the last years of fresh
// series cover, within 3½ standard errors of the count of series (the years
// of one series are nearly one case).
func holds(t *testing.T, m forecast.Model, series []data.Series) {
	t.Helper()
	for _, level := range []float64{0.8, 0.95} {
		var lo, hi, y []float64
		for _, s := range series {
			f, err := m.Fit(s.Window(s.Start, s.End()-4))
			if err != nil {
				t.Fatal(err)
			}
			for h, d := range f.Forecast(4).Steps {
				v, _ := s.At(s.End() - 3 + data.Year(h))
				lo, hi, y = append(lo, d.Quantile((1-level)/2)), append(hi, d.Quantile((1+level)/2)), append(y, v)
			}
		}
		share, _ := score.Coverage(lo, hi, y)
		if slack := 3.5 * math.Sqrt(level*(1-level)/float64(len(series))); math.Abs(share-level) > slack {
			t.Errorf("%s: %.0f %% intervals cover %.1f %% ± %.1f", m, 100*level, 100*share, 100*slack/3.5)
		}
	}
}

// TestHalfTheSpread: a model whose spread is half the truth must be widened by
// 2 at every level, horizon and length, and then covers what it says.
func TestHalfTheSpread(t *testing.T) {
	if testing.Short() {
		t.Skip("long and without goroutines: the race detector has nothing to find")
	}
	for _, log := range []bool{false, true} {
		m := walk{s: 0.5, power: 0.5, log: log}
		table := learn(t, m, walks(t, 1000, 1, log, normal), calibrate.Options{Note: "walks", Origins: 4})
		if table.Model != "walk" || table.Note != "walks" || table.Series != 1000 || table.Horizon != 6 || table.MinLen != 8 || len(table.Rows) != 14 {
			t.Errorf("table %+v", table)
		}
		for _, r := range table.Rows {
			if log && r.Upper { // stretched as differences, where the log-normal is skewed
				continue
			}
			for _, at := range [][2]int{{1, 10}, {1, 30}, {5, 10}, {5, 30}} {
				// The density of a normal near its median leaves the inner levels the
				// larger sampling error.
				tol := 0.1
				if r.Level < 0.5 {
					tol = 0.25
				}
				if c := r.Factor(at[0], at[1], m.width(r.Level, at[0])); math.Abs(c/2-1) > tol {
					t.Errorf("log %t, upper %t, level %g, h %d, n %d: factor %.3f, want 2", log, r.Upper, r.Level, at[0], at[1], c)
				}
			}
		}
		holds(t, calibrate.Calibrated{Of: m, By: table}, walks(t, 400, 2, log, normal))
	}
}

// TestSpreadOverTheYears: a model whose spread stays while the truth's grows
// with √h must be widened by √h, beyond the horizons that were seen too.
func TestSpreadOverTheYears(t *testing.T) {
	m := walk{s: 1}
	table := learn(t, m, walks(t, 400, 3, false, normal), calibrate.Options{Horizon: 4, Origins: 5})
	for _, r := range table.Rows {
		if r.Level < 0.7 {
			continue
		}
		for _, h := range []int{1, 4, 9} {
			if c, want := r.Factor(h, 20, m.width(r.Level, h)), math.Sqrt(float64(h)); math.Abs(c/want-1) > 0.12 {
				t.Errorf("upper %t, level %g, h %d: factor %.3f, want %.3f", r.Upper, r.Level, h, c, want)
			}
		}
	}
}

// TestShortHistories: the normal quantiles of a walk whose variance is
// estimated from n-1 changes have to become Student's, t[n-1](0.975)/1.96: 1.207
// for n = 8 (t = 2.365) and 1.034 for n = 35 (t = 2.032).
func TestShortHistories(t *testing.T) {
	table := learn(t, model.Naive{}, walks(t, 1200, 4, false, normal), calibrate.Options{Horizon: 1, MinLen: 6, Origins: 6})
	for _, r := range table.Rows {
		if r.Level != 0.95 {
			continue
		}
		for _, c := range []struct {
			n    int
			want float64
		}{{8, 1.207}, {35, 1.037}} {
			if f := r.Factor(1, c.n, walk{s: 1}.width(0.95, 1)); math.Abs(f/c.want-1) > 0.06 {
				t.Errorf("upper %t, n %d: factor %.3f, want %.3f", r.Upper, c.n, f, c.want)
			}
		}
	}
	holds(t, calibrate.Calibrated{Of: model.Naive{}, By: table}, walks(t, 400, 5, false, normal))
}

// TestSkewedErrors: exponential innovations reach further up than down.
func TestSkewedErrors(t *testing.T) {
	skewed := func(r *rand.Rand) float64 { return r.ExpFloat64() - math.Ln2 } // of median 0
	table := learn(t, walk{s: 1}, walks(t, 400, 6, false, skewed), calibrate.Options{Horizon: 1})
	var lower, upper float64
	for _, r := range table.Rows {
		switch {
		case r.Level == 0.95 && r.Upper:
			upper = r.Factor(1, 20, 1.96/math.Ln2)
		case r.Level == 0.95:
			lower = r.Factor(1, 20, 1.96/math.Ln2)
		}
	}
	// The mean distance from the median, the scale, is log 2. The 0.975-quantile is log 40 - log 2 = 3.00 above the median, the
	// 0.025-quantile 0.668 below; a normal's are 1.96.
	if math.Abs(upper-3.00/1.96) > 0.12 || math.Abs(lower-0.668/1.96) > 0.03 {
		t.Errorf("factors %.3f below and %.3f above, want 0.341 and 1.53", lower, upper)
	}
}

// TestWidth: half of the series move three times as much as the model
// believes, and it is told by nothing but the width of its bands beside the
// changes so far: with it the table makes the bands right for both halves.
func TestWidth(t *testing.T) {
	mixed := func(seed uint64) []data.Series {
		series := walks(t, 500, seed, false, normal)
		for i := 0; i < len(series); i += 2 {
			for j := range series[i].Values {
				series[i].Values[j] *= 3
			}
		}
		return series
	}
	m := walk{s: 1, power: 0.5}
	table := learn(t, m, mixed(7), calibrate.Options{Origins: 3})
	calm, wild := []data.Series{}, []data.Series{}
	for i, s := range mixed(12) {
		if i%2 == 0 {
			wild = append(wild, s)
		} else {
			calm = append(calm, s)
		}
	}
	c := calibrate.Calibrated{Of: m, By: table}
	holds(t, c, calm)
	holds(t, c, wild)
}

// TestPoison: missing values after an outcome change nothing of its case.
func TestPoison(t *testing.T) {
	o := calibrate.Options{Origins: -1, Horizon: 2}
	full := walks(t, 5, 8, false, normal)
	poisoned := make([]data.Series, len(full))
	const end = 11 // years that stay
	for i, s := range full {
		poisoned[i] = s.Clone()
		for j := end; j < s.Len(); j++ {
			poisoned[i].Values[j] = math.NaN()
		}
	}
	got := calibrate.Collect(model.Drift{}, poisoned, o)
	var want []calibrate.Case
	for _, c := range calibrate.Collect(model.Drift{}, full, o) {
		if c.N+c.H <= end {
			want = append(want, c)
		}
	}
	// Histories of 8, 9 and 10 years, the last with one year to compare.
	if len(got) != 5*(2+2+1) || len(want) != len(got) {
		t.Fatalf("%d cases with poison, %d of the same origins without, want 25", len(got), len(want))
	}
	for i := range got {
		a, b := got[i], want[i]
		if a.Series != b.Series || a.N != b.N || a.H != b.H || a.PIT != b.PIT || a.Ratio[3] != b.Ratio[3] || a.Width[3] != b.Width[3] {
			t.Errorf("case %d: %+v, without poison %+v", i, a, b)
		}
	}
}

// TestOrigins: at most so many, evenly spread, the last years among them.
func TestOrigins(t *testing.T) {
	y := data.Series{Values: make([]float64, 30)}
	for i := range y.Values {
		y.Values[i] = float64(i * i % 7)
	}
	y.Values[0], y.Values[20], y.Values[29] = math.NaN(), math.NaN(), math.NaN()
	var n []int
	for _, c := range calibrate.Collect(walk{s: 1}, []data.Series{y}, calibrate.Options{Horizon: 1, Origins: 4, MinLen: 10}) {
		if len(n) == 0 || n[len(n)-1] != c.N {
			n = append(n, c.N)
		}
	}
	// 27 values, with histories of 10 to 26; those before the gap have no
	// outcome one year ahead.
	if len(n) != 4 || n[3] != 26 || n[0] < 10 {
		t.Errorf("histories of %v values", n)
	}
}

// TestCases: an outcome at the limit of the 80 % interval has ratio 1 there, one
// at the median counts half on either side, a missing one not at all.
func TestCases(t *testing.T) {
	z80 := 1.2815515655446004
	y := data.Series{Values: []float64{1, 2, 3, 3 + z80, 3 + z80, math.NaN(), 5}}
	cases := calibrate.Collect(walk{s: 1}, []data.Series{y}, calibrate.Options{Horizon: 1, MinLen: 3})
	if len(cases) != 3 {
		t.Fatalf("%d cases, want 1 of the first origin, 2 of the second: %+v", len(cases), cases)
	}
	c := cases[0]
	if !c.Upper || c.Weight != 1 || c.N != 3 || c.H != 1 || math.Abs(c.Ratio[3]-1) > 1e-12 || math.Abs(c.PIT-0.9) > 1e-12 || math.Abs(c.Width[3]-z80) > 1e-12 {
		t.Errorf("at the limit: %+v", c)
	}
	if a, b := cases[1], cases[2]; a.Weight+b.Weight != 1 || a.Upper == b.Upper || a.Ratio[0] != 0 || b.Ratio[0] != 0 {
		t.Errorf("at the median: %+v and %+v", a, b)
	}
}

func TestTooFewCases(t *testing.T) {
	if _, err := calibrate.Learn(model.Naive{}, walks(t, 2, 9, false, normal), calibrate.Options{}); !errors.Is(err, forecast.ErrShort) {
		t.Errorf("two series: %v, want ErrShort", err)
	}
	if _, err := calibrate.Learn(model.Naive{}, nil, calibrate.Options{}); !errors.Is(err, forecast.ErrShort) {
		t.Errorf("no series: %v, want ErrShort", err)
	}
}

// TestCheck: on other series of the same kind the table makes right what was
// half too narrow: of 80 % and 95 % intervals half as wide as they ought to be,
// 47.8 % and 67.3 % hold.
func TestCheck(t *testing.T) {
	m := walk{s: 0.5, power: 0.5}
	table := learn(t, m, walks(t, 400, 10, false, normal), calibrate.Options{Origins: 3})
	for _, c := range table.Check(calibrate.Collect(m, walks(t, 400, 11, false, normal), calibrate.Options{Origins: 3})) {
		want := map[float64]float64{0.8: 0.478, 0.95: 0.673}[c.Level]
		if want == 0 {
			continue
		}
		if math.Abs(c.Before-want) > 0.04 || math.Abs(c.After-c.Level) > 0.03 {
			t.Errorf("level %g: %.3f before, %.3f after, want %g", c.Level, c.Before, c.After, want)
		}
	}
}

// TestSymmetric: whatever the errors lean to, both sides get the same factors.
func TestSymmetric(t *testing.T) {
	y := data.Series{ID: "y", Start: 1}
	level := 100.0
	src := rand.New(forecast.Stream(5, "symmetric"))
	for range 400 {
		level += src.ExpFloat64() - 0.7 // leans upward
		y.Values = append(y.Values, level)
	}
	table := learn(t, model.Naive{}, []data.Series{y}, calibrate.Options{Horizon: 2, Origins: -1, Symmetric: true})
	half := len(table.Rows) / 2
	for i, lower := range table.Rows[:half] {
		for h := 1; h <= 4; h++ {
			if a, b := lower.Factor(h, 50, 1), table.Rows[half+i].Factor(h, 50, 1); math.Abs(a/b-1) > 1e-9 {
				t.Errorf("level %g, step %d: factor %g below, %g above", lower.Level, h, a, b)
			}
		}
	}
}
