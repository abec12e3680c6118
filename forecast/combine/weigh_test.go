package combine_test

import (
	"errors"
	"math"
	"testing"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/combine"
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/modeltest"
)

func weights(t *testing.T, m combine.Pool) []float64 {
	t.Helper()
	var out []float64
	for _, w := range fit(t, m, ordinary).Summary().Members {
		out = append(out, w.Weight)
	}
	return out
}

func near(a, b []float64, tol float64) bool {
	for i := range a {
		if len(a) != len(b) || !(math.Abs(a[i]-b[i]) <= tol) {
			return false
		}
	}
	return true
}

// TestAICc: differences of 0, 2 and 2·log 4 have weights 1 : e⁻¹ : ¼.
func TestAICc(t *testing.T) {
	of := func(aicc float64) fake { return fake{name: "m", s: 1, of: "values", aicc: aicc} }
	e := math.Exp(-1)
	for _, c := range []struct {
		aicc, want []float64
		warned     bool
	}{
		{[]float64{10, 12, 10 + 2*math.Log(4)}, []float64{1 / (1.25 + e), e / (1.25 + e), 0.25 / (1.25 + e)}, false},
		{[]float64{10, math.Inf(1)}, []float64{1, 0}, false},                      // more parameters than the values bear
		{[]float64{math.Inf(-1), 5, math.Inf(-1)}, []float64{0.5, 0, 0.5}, false}, // two exact fits
		{[]float64{math.Inf(1), math.Inf(1)}, []float64{0.5, 0.5}, true},          // no telling: equal
		{[]float64{-1e6, 1e6}, []float64{1, 0}, false},
	} {
		m := combine.Pool{Weigh: combine.AICc{}}
		for _, a := range c.aicc {
			m.Members = append(m.Members, of(a))
		}
		if w := weights(t, m); !near(w, c.want, 1e-12) {
			t.Errorf("AICc %v: weights %v, want %v", c.aicc, w, c.want)
		}
		if n := len(fit(t, m, ordinary).Summary().Warnings); (n > 0) != c.warned {
			t.Errorf("AICc %v: %d warnings", c.aicc, n)
		}
	}
}

// TestAICcOfWalks: on a line with noise the drift is the better model, and
// inside a transform members still compare.
func TestAICcOfWalks(t *testing.T) {
	members := []forecast.Model{model.Naive{}, model.Drift{}}
	for _, members := range [][]forecast.Model{members, {model.Log{Of: members[0]}, model.Log{Of: members[1]}}} {
		w := weights(t, combine.Pool{Members: members, Weigh: combine.AICc{}})
		a, b := fit(t, members[0], ordinary).Summary().AICc, fit(t, members[1], ordinary).Summary().AICc
		if want := 1 / (1 + math.Exp((b-a)/2)); math.Abs(w[1]-want) > 1e-12 || w[1] < 0.5 {
			t.Errorf("%v: weight of the drift %g, want %g", members, w[1], want)
		}
	}
}

// TestIncomparable: likelihoods of values and of logarithms, and ones that do
// not say what they are of, are not weighed against each other.
func TestIncomparable(t *testing.T) {
	silent := fake{name: "silent", s: 1}
	for _, members := range [][]forecast.Model{
		{model.Drift{}, model.Log{Of: model.Drift{}}},
		{model.BoxCox{Lambda: new(0.5)}, model.BoxCox{Lambda: new(0.3)}},
		{model.Logit{Hi: 1000}, model.Logit{Hi: 2000}},
		{model.Drift{}, silent},
		{silent, silent},
		{fake{name: "a", s: 1, of: "values", aicc: math.NaN()}, fake{name: "b", s: 1, of: "values"}},
	} {
		m := combine.Pool{Members: members, Weigh: combine.AICc{}}
		if _, err := m.Fit(ordinary); !errors.Is(err, combine.ErrIncomparable) {
			t.Errorf("%s: %v, want ErrIncomparable", m, err)
		}
	}
}

// TestStackPrefersTheBetter: the member that has the past right gets nearly
// all that shrinkage leaves: with 2 members and 6 origins a quarter is equal.
func TestStackPrefersTheBetter(t *testing.T) {
	right, wrong := fake{name: "right", mu: 165, s: 12}, fake{name: "wrong", mu: 1e4, s: 12}
	w := weights(t, combine.Pool{Members: []forecast.Model{right, wrong}, Weigh: combine.Stack{}})
	if !near(w, []float64{0.875, 0.125}, 1e-3) {
		t.Errorf("weights %v, want 7/8 and 1/8", w)
	}
	w = weights(t, combine.Pool{Members: []forecast.Model{wrong, right, wrong}, Weigh: combine.Stack{}})
	if !near(w, []float64{1.0 / 9, 7.0 / 9, 1.0 / 9}, 1e-3) {
		t.Errorf("three members: weights %v, want 7/9 for the second", w)
	}
}

// TestStackFindsTheBlend: the outcomes are 100 below and 100 above two members
// of small spread; the best pool is half of each.
func TestStackFindsTheBlend(t *testing.T) {
	low, high := fake{name: "low", mu: 165 - 100, s: 10}, fake{name: "high", mu: 165 + 100, s: 10}
	w := weights(t, combine.Pool{Members: []forecast.Model{low, high, fake{name: "far", mu: 1e4, s: 10}}, Weigh: combine.Stack{}})
	// The outcomes have a mean of 168.5: half of each but for some hundredths.
	if math.Abs(w[0]-w[1]) > 0.05 || w[2] > 0.12 {
		t.Errorf("weights %v, want equal ones for the first two", w)
	}
}

// TestStackSeesOnlyThePast: the fits of past origins are shown the years up to
// the origin, never more, and few of them.
func TestStackSeesOnlyThePast(t *testing.T) {
	s := &spy{}
	m := combine.Pool{Members: []forecast.Model{fake{name: "a", mu: 100, s: 9, seen: s}}, Weigh: combine.Stack{Origins: 4, Horizon: 2}}
	fit(t, m, ordinary)
	var lengths []int
	for _, y := range s.series {
		lengths = append(lengths, y.Len())
	}
	if want := []int{20, 16, 17, 18, 19}; len(lengths) != len(want) || !near(floats(lengths), floats(want), 0) {
		t.Errorf("fits of %v years, want %v", lengths, want)
	}
}

// TestStackPoison: what is after the end of a window changes nothing.
func TestStackPoison(t *testing.T) {
	m := combine.Pool{Members: []forecast.Model{model.Naive{}, model.Drift{}}, Weigh: combine.Stack{}}
	poisoned := ordinary.Clone()
	for i := 15; i < poisoned.Len(); i++ {
		poisoned.Values[i] = math.NaN()
	}
	end := ordinary.Start + 14
	a := fit(t, m, ordinary.Window(ordinary.Start, end)).Forecast(3).Steps
	b := fit(t, m, poisoned.Window(poisoned.Start, end)).Forecast(3).Steps
	for h := range a {
		if a[h].Quantile(0.9) != b[h].Quantile(0.9) {
			t.Errorf("step %d: %g, with poison %g", h+1, a[h].Quantile(0.9), b[h].Quantile(0.9))
		}
	}
}

// TestStackOfShortSeries: fewer than 13 years give equal weights and say so.
func TestStackOfShortSeries(t *testing.T) {
	m := combine.Pool{Members: []forecast.Model{model.Naive{}, model.Drift{}}, Weigh: combine.Stack{}}
	for _, name := range []string{"six", "leading", "gap"} {
		s := fit(t, m, modeltest.Series()[name]).Summary()
		if len(s.Warnings) != 1 || !errors.Is(s.Warnings[0], forecast.ErrShort) || s.Members[0].Weight != 0.5 {
			t.Errorf("%s: warnings %v, members %v", name, s.Warnings, s.Members)
		}
	}
}

func floats(v []int) []float64 {
	out := make([]float64, len(v))
	for i := range v {
		out[i] = float64(v[i])
	}
	return out
}
