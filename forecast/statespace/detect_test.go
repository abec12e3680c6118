package statespace

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// The Aswan dam: the Nile's flow falls in 1899, index 28. Cobb, The problem of
// the Nile, Biometrika 65, 1978 puts the means at 1098 before and 850 after;
// with the step in, no variance of the level is left, so that its size is the
// difference of the two means.
func TestNileStep(t *testing.T) {
	y := series(t)["nile"]
	for trend := LocalLevel; trend <= Damped; trend++ {
		f, err := Spec{Trend: trend}.Detect(y, Detection{})
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Effects) != 1 || f.Effects[0].Intervention != (Intervention{LevelShift, 28}) {
			t.Errorf("%s: found %v, want one level shift at 28", trend, f.Effects)
		}
	}
	f, err := Spec{}.Detect(y, Detection{})
	if err != nil {
		t.Fatal(err)
	}
	before, after := 0.0, 0.0
	for i, v := range y {
		if i < 28 {
			before += v / 28
		} else {
			after += v / 72
		}
	}
	near(t, "before", before, 1098, 1e-3, 0)
	near(t, "after", after, 850, 1e-3, 0)
	e := f.Effects[0]
	near(t, "size", e.Size, after-before, 1e-9, 0)
	near(t, "its error", e.StdErr, math.Sqrt(f.Params.Irregular*(1/28.0+1/72.0)), 1e-9, 0)
	if f.Params.Level != 0 {
		t.Errorf("level variance %g, want 0 once the step is in", f.Params.Level)
	}
}

// The golden series has a step of about 5.4 at index 15 in a level that else
// moves little.
func TestSyntheticStep(t *testing.T) {
	y := series(t)["syn_levelshift_n30"]
	f, err := Spec{}.Detect(y, Detection{})
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Effects) != 1 || f.Effects[0].Intervention != (Intervention{LevelShift, 15}) {
		t.Fatalf("found %v, want one level shift at 15", f.Effects)
	}
	near(t, "size", f.Effects[0].Size, 5.437, 1e-4, 0)
	near(t, "level variance", f.Params.Level, 0.15585, 1e-4, 0)
}

// Steps, outliers and changes of slope of six standard deviations are found
// where they are, also beside gaps.
func TestFound(t *testing.T) {
	for _, c := range []struct {
		trend Trend
		Intervention
		size float64
	}{
		{LocalLevel, Intervention{LevelShift, 12}, 8},
		{LocalLevel, Intervention{Outlier, 20}, -8},
		{LocalLinear, Intervention{LevelShift, 12}, -9},
		{Smooth, Intervention{SlopeChange, 15}, 3},
	} {
		t.Run(fmt.Sprint(c.trend, " ", c.Intervention), func(t *testing.T) {
			y := simulated(rand.New(rand.NewPCG(9, 9)), 30, 1, 0.04, 0, 1)
			for i := range y {
				y[i] += c.size * c.at(i, 1)
			}
			y[5], y[c.At-1] = math.NaN(), math.NaN()
			f, err := Spec{Trend: c.trend}.Detect(y, Detection{Shocks: []Shock{c.Shock}})
			if err != nil {
				t.Fatal(err)
			}
			if len(f.Effects) != 1 || f.Effects[0].Intervention != c.Intervention {
				t.Fatalf("found %v, want %v", f.Effects, c.Intervention)
			}
			if e := f.Effects[0]; !(math.Abs(e.Size-c.size) < 3*e.StdErr) {
				t.Errorf("size %.3f (s.e. %.3f), want %.3f", e.Size, e.StdErr, c.size)
			}
		})
	}
}

// In data without shocks something is found in at most 5 % of cases: here in
// at most 9 of 100, which a rate of 5 % exceeds with probability 0.03.
func TestFalseAlarms(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{10, 30} {
		for _, noise := range []float64{0, 1, 3} {
			found := 0
			for range 100 {
				f, err := Spec{}.Detect(simulated(rnd, n, noise, 1, 0, 1), Detection{})
				if err != nil {
					t.Fatal(err)
				}
				if len(f.Effects) > 0 {
					found++
				}
			}
			if found > 9 {
				t.Errorf("%d values, irregular variance %g: %d of 100 have an intervention", n, noise, found)
			}
		}
	}
}

func TestDetectionSettings(t *testing.T) {
	y := series(t)["sipri_usa"] // the Korean war: several steps
	for _, c := range []struct {
		d    Detection
		want int
	}{
		{Detection{Max: 1}, 1},
		{Detection{Max: 2}, 2},
		{Detection{Alpha: 1e-12}, 0},
		{Detection{Margin: 60}, 0},
		{Detection{Shocks: []Shock{SlopeChange}}, 0}, // a local level has no slope
	} {
		f, err := Spec{}.Detect(y, c.d)
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Effects) != c.want {
			t.Errorf("%+v found %v, want %d effects", c.d, f.Effects, c.want)
		}
	}
	// Given ones come first and are not found again.
	f, err := Spec{Interventions: []Intervention{{LevelShift, 2}}}.Detect(y, Detection{Max: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Effects) != 2 || f.Effects[0].At != 2 || f.Effects[1].Intervention == f.Effects[0].Intervention {
		t.Errorf("effects %v, want the given one and another", f.Effects)
	}
}

// Student's t with 20 degrees of freedom has its 0.9995 quantile at 3.850
// (tables); α = 5 % over 50 candidates leaves 0.05 % in each tail.
func TestCritical(t *testing.T) {
	near(t, "critical value", Detection{}.Critical(50, 20), 3.850, 1e-3, 0)
}

func TestInterventionsRefused(t *testing.T) {
	y := series(t)["uspop"]
	gap := append([]float64(nil), y...)
	gap[8] = math.NaN()
	for _, c := range []struct {
		name string
		s    Spec
		y    []float64
	}{
		{"before the data", Spec{Interventions: []Intervention{{LevelShift, -1}}}, y},
		{"after the data", Spec{Interventions: []Intervention{{LevelShift, 19}}}, y},
		{"twice", Spec{Interventions: []Intervention{{Outlier, 5}, {Outlier, 5}}}, y},
		{"level shift at the start", Spec{Interventions: []Intervention{{LevelShift, 0}}}, y},
		{"slope change at the start", Spec{Trend: Smooth, Interventions: []Intervention{{SlopeChange, 1}}}, y},
		{"outlier at a gap", Spec{Interventions: []Intervention{{Outlier, 8}}}, gap},
		{"steps on both sides of a gap", Spec{Interventions: []Intervention{{LevelShift, 8}, {LevelShift, 9}}}, gap},
		{"step and outlier at the end", Spec{Interventions: []Intervention{{LevelShift, 18}, {Outlier, 18}}}, y},
	} {
		if _, err := c.s.Fit(c.y); !errors.Is(err, ErrIntervention) {
			t.Errorf("%s: Fit says %v, want %v", c.name, err, ErrIntervention)
		}
		if _, err := c.s.At(c.y, Params{Irregular: 1, Level: 1, Slope: 1}); !errors.Is(err, ErrIntervention) {
			t.Errorf("%s: At says %v, want %v", c.name, err, ErrIntervention)
		}
	}
}

// An auxiliary residual is the t-statistic of the intervention when it is
// added at the same parameters.
func TestAuxiliaryIsTStatistic(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, p, y := drawCase(rt)
		f, err := s.At(y, p)
		if err != nil {
			rt.Skip(err)
		}
		aux := f.Auxiliary()
		residual := map[Shock][]float64{LevelShift: aux.Level, Outlier: aux.Irregular, SlopeChange: aux.Slope}
		v := Intervention{
			Shock: rapid.SampledFrom([]Shock{LevelShift, Outlier, SlopeChange}).Draw(rt, "new"),
			At:    rapid.IntRange(1, len(y)-1).Draw(rt, "new at"),
		}
		if v.Shock == SlopeChange && s.Trend == LocalLevel {
			rt.Skip("no slope")
		}
		got := residual[v.Shock][v.At]
		s.Interventions = append(s.Interventions, v)
		g, err := s.At(y, p)
		if err != nil {
			return // the data cannot tell it
		}
		e := g.Effects[len(g.Effects)-1]
		if want := e.Size / e.StdErr; !(math.Abs(got-want) <= 1e-5*math.Max(1, math.Abs(want))) {
			rt.Errorf("%s: auxiliary residual %.9g, t-statistic %.9g", v, got, want)
		}
	})
}

// FuzzFit feeds raw bits as values: an answer without NaN, or a named refusal.
func FuzzFit(f *testing.F) {
	pack := func(v ...float64) []byte {
		var b []byte
		for _, x := range v {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(x))
		}
		return b
	}
	f.Add(byte(0), pack(1, 2, 3, 2, 4))
	f.Add(byte(1), pack(1, math.NaN(), 3, 2, 4, 7, 8, 1))
	f.Add(byte(2), pack(1e300, 1e-300, 3, math.Inf(1), 4, 5))
	f.Add(byte(7), pack(0, 0, 0, 1e-16, 0, 0, 0, 1, 1, 1))
	f.Fuzz(func(t *testing.T, how byte, raw []byte) {
		var y []float64
		for len(raw) >= 8 && len(y) < 40 {
			y = append(y, math.Float64frombits(binary.LittleEndian.Uint64(raw)))
			raw = raw[8:]
		}
		s := Spec{Trend: Trend(how % 4)}
		var fit *Fit
		var err error
		if how&4 != 0 {
			fit, err = s.Detect(y, Detection{Max: 1})
		} else {
			fit, err = s.Fit(y)
		}
		if err != nil {
			if !errors.Is(err, ErrShort) && !errors.Is(err, ErrExact) && !errors.Is(err, ErrRange) {
				t.Fatalf("error without a name: %v", err)
			}
			return
		}
		finite(t, fmt.Sprint(y), fit)
	})
}
