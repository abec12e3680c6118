package forecast_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// TestSample: type 7 of Hyndman and Fan puts the quantiles of n draws at
// (k-1)/(n-1); R's quantile(c(2, 4, 8, 16), type = 7) gives the same.
func TestSample(t *testing.T) {
	given := []float64{8, 2, 16, 4}
	s := forecast.NewSample(given)
	for _, c := range []struct{ p, q float64 }{{0, 2}, {1.0 / 3, 4}, {0.5, 6}, {2.0 / 3, 8}, {0.9, 13.6}, {1, 16}} {
		if q := s.Quantile(c.p); math.Abs(q-c.q) > 1e-12 {
			t.Errorf("quantile %g is %g, want %g", c.p, q, c.q)
		}
	}
	for _, c := range []struct{ x, p float64 }{{1.9, 0}, {2, 0.25}, {7, 0.5}, {8, 0.75}, {16, 1}, {math.Inf(1), 1}} {
		if p := s.CDF(c.x); p != c.p {
			t.Errorf("CDF(%g) = %g, want %g", c.x, p, c.p)
		}
	}
	if m := s.Mean(); m != 7.5 {
		t.Errorf("mean %g, want 7.5", m)
	}
	if !slices.Equal(given, []float64{8, 2, 16, 4}) {
		t.Errorf("NewSample sorted the caller's values: %v", given)
	}
	one := forecast.NewSample([]float64{3})
	if one.Quantile(0) != 3 || one.Quantile(0.7) != 3 || one.Quantile(1) != 3 || one.Mean() != 3 {
		t.Errorf("one draw: %v", one)
	}
	if m := forecast.NewSample([]float64{1e308, 1.5e308, 1.1e308}).Mean(); math.Abs(m-1.2e308) > 1e294 {
		t.Errorf("mean of huge draws is %g", m)
	}
}

func TestSampleProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.SliceOfN(rapid.Float64Range(-100, 100), 1, 40).Draw(t, "draws")
		s := forecast.NewSample(v)
		p, q := rapid.Float64Range(0, 1).Draw(t, "p"), rapid.Float64Range(0, 1).Draw(t, "q")
		if p > q {
			p, q = q, p
		}
		if s.Quantile(p) > s.Quantile(q)+1e-12 || s.Quantile(p) < s[0]-1e-12 || s.Quantile(q) > s[len(s)-1]+1e-12 {
			t.Fatalf("quantiles %g and %g of %v are %g and %g", p, q, s, s.Quantile(p), s.Quantile(q))
		}
		x := rapid.Float64Range(-110, 110).Draw(t, "x")
		count := 0.0
		for _, d := range v {
			if d <= x {
				count++
			}
		}
		if s.CDF(x) != count/float64(len(v)) {
			t.Fatalf("CDF(%g) of %v is %g", x, s, s.CDF(x))
		}
		if m := s.Mean(); m < s[0]-1e-9 || m > s[len(s)-1]+1e-9 {
			t.Fatalf("mean %g of %v", m, s)
		}
	})
}

func TestForecastYear(t *testing.T) {
	f := forecast.Forecast{Of: data.Series{Start: 2020, Values: []float64{1, 2, 3}}}
	if f.Year(1) != 2023 || f.Year(5) != 2027 {
		t.Errorf("steps 1 and 5 of a series to 2022 are %d and %d", f.Year(1), f.Year(5))
	}
}
