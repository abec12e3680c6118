package burden_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/defcast/defcast/forecast/burden"
	"github.com/defcast/defcast/forecast/model"
)

func near(t *testing.T, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol) {
		t.Errorf("%s is %.9g, want %.9g", what, got, want)
	}
}

// TestStageAlone: without a pool the size is that of Record and the frequency
// Jeffreys': 4 of 4 years give 4.5/5.
func TestStageAlone(t *testing.T) {
	d := []float64{0.1, -0.1, 0.1, -0.1}
	got, ok := burden.Stage{Own: d}.Learn()
	want, _ := burden.Record(d)
	if !ok {
		t.Fatal("four years teach nothing")
	}
	near(t, "frequency", got.Happens, 0.9, 1e-12)
	for _, p := range []float64{0.05, 0.5, 0.9} {
		near(t, "quantile of the size", got.Size.Quantile(p), want.Quantile(p), 1e-12)
	}
}

// TestStagePool: by hand. Own changes 0.1, 0.2; pool of two series with means
// 0 and 0.4 and variances 0.02 each.
func TestStagePool(t *testing.T) {
	s := burden.Stage{Own: []float64{0.1, 0.2}, Pool: [][]float64{{-0.1, 0.1}, {0.3, 0.5}}}
	got, ok := s.Learn()
	if !ok {
		t.Fatal("six changes teach nothing")
	}
	near(t, "frequency", got.Happens, (2+0.5+2)/(2+1+2.0), 1e-12)
	// within = 0.02; between = var(0, 0.4) - 0.02/2 = 0.08 - 0.01; kappa = 2/7.
	kappa := 2.0 / 7
	mu := (2*0.15 + kappa*0.2) / (2 + kappa)
	near(t, "median", got.Size.Quantile(0.5), mu, 1e-9)
	nu := 1 + 2.0
	s2 := (0.005 + 2*0.02 + 0.05*0.05*2*kappa/(2+kappa)) / nu
	scale := math.Sqrt(s2 * (1 + 1/(2+kappa)))
	// The 0.9-quantile of t(3) is 1.6377 (tables).
	near(t, "0.9-quantile", got.Size.Quantile(0.9), mu+1.63774*scale, 1e-5)
	if got.Years != 2 || got.Pooled != 4 {
		t.Errorf("rests on %d and %d, want 2 and 4", got.Years, got.Pooled)
	}
}

func TestStageThatNeverChanges(t *testing.T) {
	got, ok := burden.Stage{Own: make([]float64, 4)}.Learn()
	if !ok || got.Happens != 0.1 {
		t.Fatalf("%+v, %v: want a chance of 0.5/5", got, ok)
	}
	if d := got.Dist(); d.Quantile(0.001) != 0 || d.Quantile(0.999) != 0 {
		t.Error("a step of unknown size moved the amount")
	}
	// With what the request still saw, the tenth of the futures changes.
	got, ok = burden.Stage{Own: make([]float64, 4), Bound: []float64{0.05, -0.05, 0.05}}.Learn()
	if d := got.Dist(); !ok || d.Quantile(0.01) >= 0 || d.Quantile(0.2) != 0 || d.Quantile(0.99) <= 0 {
		t.Errorf("%+v", got)
	}
	if _, ok := (burden.Stage{Own: []float64{0, 0.1, 0}}).Learn(); ok {
		t.Error("three years make a record")
	}
}

// TestTurnoutIsADistribution: quantiles rise, and CDF and quantile are inverse
// up to the mass at zero.
func TestTurnoutIsADistribution(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		change := rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(-0.5, 0.5))
		s := burden.Stage{Own: rapid.SliceOfN(change, 0, 12).Draw(t, "own"),
			Pool: rapid.SliceOfN(rapid.SliceOfN(change, 0, 6), 0, 4).Draw(t, "pool")}
		got, ok := s.Learn()
		if !ok {
			return
		}
		d := got.Dist()
		last := math.Inf(-1)
		for p := 0.01; p < 1; p += 0.01 {
			q := d.Quantile(p)
			if math.IsNaN(q) || q < last {
				t.Fatalf("quantile %g is %g after %g", p, q, last)
			}
			if c := d.CDF(q); c < p-1e-6 {
				t.Fatalf("CDF(Q(%g)) = %g", p, c)
			}
			if below := d.CDF(q - 1e-9 - 1e-6*math.Abs(q)); below > p+1e-6 {
				t.Fatalf("CDF just below Q(%g) is %g", p, below)
			}
			last = q
		}
	})
}

// TestOutlineOfTheBuildupProgram: of the 40.5 tn that regular budgets were to
// bring in FY2023-27, FY2023 took 6.6 and FY2027 was to have 8.9. The figures
// are the snapshot's; the budgets that followed were 7.72, 8.47 and 8.81.
func TestOutlineOfTheBuildupProgram(t *testing.T) {
	x, ok := burden.Outline{Base: 6600.1, Years: 4, Total: 40500 - 6600.1, Final: 8900}.Profile()
	if !ok {
		t.Fatal("no profile")
	}
	for i, budget := range []float64{7724.9, 8474.8, 8809.3, 8900} {
		if math.Abs(x[i]/budget-1) > 0.015 {
			t.Errorf("year %d: %.0f, the budget was %.0f", i+1, x[i], budget)
		}
	}
}

func TestOutlineKeepsItsWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 8).Draw(t, "years")
		skip := rapid.IntRange(0, n-2).Draw(t, "skip")
		o := burden.Outline{Base: 100, Years: n, Skip: skip, Total: math.NaN(), Final: math.NaN()}
		o.Total = 100 * float64(n-skip) * rapid.Float64Range(0.8, 1.6).Draw(t, "total")
		if rapid.Bool().Draw(t, "final") {
			o.Final = rapid.Float64Range(70, 180).Draw(t, "level")
		}
		x, ok := o.Profile()
		if !ok {
			return
		}
		sum := 0.0
		for i, v := range x {
			if !(v > 0) {
				t.Fatalf("profile %v", x)
			}
			if i >= skip {
				sum += v
			}
		}
		if math.Abs(sum/o.Total-1) > 1e-9 || !math.IsNaN(o.Final) && math.Abs(x[n-1]/o.Final-1) > 1e-9 {
			t.Fatalf("%+v gives %v, sum %g", o, x, sum)
		}
	})
}

func TestOutlineWithNothingLeft(t *testing.T) {
	for _, o := range []burden.Outline{
		{Base: 100, Years: 2, Total: -5, Final: math.NaN()},
		{Base: 100, Years: 2, Total: math.NaN(), Final: math.NaN()},
		{Base: 100, Years: 0, Total: 100, Final: 100},
		{Base: math.NaN(), Years: 2, Total: 100, Final: 100},
		{Base: 100, Years: 3, Total: 1e6, Final: 100},
	} {
		if x, ok := o.Profile(); ok {
			t.Errorf("%+v gives %v", o, x)
		}
	}
	if x, ok := (burden.Outline{Base: 100, Years: 1, Total: 90, Final: 160}).Profile(); !ok || math.Abs(x[0]-120) > 1e-9 {
		t.Errorf("last year %v, want the geometric mean 120", x)
	}
}

func TestSlipsAndDelivery(t *testing.T) {
	got := burden.Slips([]float64{100, 110, 121}, []float64{105, 110, math.NaN()})
	want := []float64{math.Log(1.05), -math.Log(1.05)}
	if len(got) != 2 || math.Abs(got[0]-want[0]) > 1e-12 || math.Abs(got[1]-want[1]) > 1e-12 {
		t.Errorf("slips %v, want %v", got, want)
	}
	slips := []float64{0.02, 0.04, 0.02, 0.04, 0.03} // mean 0.03, variance 0.0001
	d, ok := burden.Delivery(slips, []float64{0.01, -0.01})
	if !ok {
		t.Fatal("no record")
	}
	near(t, "median", d.Quantile(0.5), 0.03*5/10, 1e-12)
	// t(4) has its 0.9-quantile at 1.5332 (tables).
	near(t, "0.9-quantile", d.Quantile(0.9), 0.015+1.53321*math.Sqrt(0.0001*1.2+0.0001), 1e-6)
	if _, ok := burden.Delivery(slips[:3], nil); ok {
		t.Error("three slips make a record")
	}
}

func TestErrorsOfStagesAreInThePath(t *testing.T) {
	half := burden.Half{Series: grow("y", 20, 0.03), Model: model.Naive{}}
	turnout, _ := burden.Stage{Own: []float64{0.1, 0.12, 0.08, 0.11, 0, 0.1}}.Learn()
	half.Known = []burden.Known{{Year: 2020, Value: 200, Error: turnout.Dist()}}
	p, err := half.Project(2, 4000, 7)
	if err != nil {
		t.Fatal(err)
	}
	step := p.Paths.Step(1)
	for _, q := range []float64{0.05, 0.12, 0.5, 0.9} { // joint paths against the analytic marginal
		near(t, "quantile", step.Quantile(q), 200*math.Exp(turnout.Dist().Quantile(q)), 0.2)
	}
	i, _ := slices.BinarySearch(step, 200)
	if step[i] != 200 {
		t.Error("no path has the budget unchanged")
	}
}
