package forecast_test

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// three paths of two years.
func three() forecast.Paths { return forecast.Paths{H: 2, V: []float64{1, 5, 3, 2, 2, 4}} }

func TestPaths(t *testing.T) {
	p := three()
	if p.N() != 3 || !slices.Equal(p.Row(1), []float64{3, 2}) {
		t.Errorf("%d paths, the second %v", p.N(), p.Row(1))
	}
	if s := p.Step(2); !slices.Equal(s, forecast.Sample{2, 4, 5}) {
		t.Errorf("second year %v", s)
	}
	if s := p.Total(1, 2); !slices.Equal(s, forecast.Sample{5, 6, 6}) {
		t.Errorf("totals %v", s)
	}
	if s := p.Total(2, 2); !slices.Equal(s, p.Step(2)) {
		t.Errorf("total of one year %v", s)
	}
	// At or above 3: path 2 in year 1, paths 1 and 3 in year 2; by year 2 all.
	if r := p.Reached(3); !slices.Equal(r, []float64{1.0 / 3, 2.0 / 3}) {
		t.Errorf("reached %v", r)
	}
	if r := p.ReachedBy(3); !slices.Equal(r, []float64{1.0 / 3, 1}) {
		t.Errorf("reached by %v", r)
	}
	f := p.Forecast(data.Series{Start: 2000, Values: []float64{1}}, "m")
	if len(f.Steps) != 2 || f.Method != "m" || f.Year(2) != 2002 || f.Steps[0].Mean() != 2 {
		t.Errorf("forecast of the paths: %+v", f)
	}
	if n := (forecast.Paths{}).N(); n != 0 {
		t.Errorf("the zero value has %d paths", n)
	}
}

func TestPathsArithmetic(t *testing.T) {
	p := three()
	q := p.Map(func(h int, v float64) float64 { return v * float64(h) })
	if want := []float64{1, 10, 3, 4, 2, 8}; !slices.Equal(q.V, want) {
		t.Errorf("v·h: %v, want %v", q.V, want)
	}
	if r := q.Ratio(p); !slices.Equal(r.V, []float64{1, 2, 1, 2, 1, 2}) {
		t.Errorf("ratio %v", r.V)
	}
	if r := p.Add(q); !slices.Equal(r.V, []float64{2, 15, 6, 6, 4, 12}) {
		t.Errorf("sum %v", r.V)
	}
	if !slices.Equal(p.V, three().V) {
		t.Error("arithmetic changed its operand")
	}
	for _, other := range []forecast.Paths{forecast.NewPaths(3, 2), forecast.NewPaths(2, 4)} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%d paths of %d years added to 3 of 2 without a panic", other.N(), other.H)
				}
			}()
			p.Add(other)
		}()
	}
}

// TestReshape: the ranks stay, the values become the quantiles at ⅙, ½ and ⅚.
func TestReshape(t *testing.T) {
	p := three().Reshape([]forecast.Dist{distuv.Uniform{Max: 6}, distuv.Uniform{Min: 10, Max: 16}})
	want := []float64{1, 15, 5, 11, 3, 13}
	for i, v := range p.V {
		if math.Abs(v-want[i]) > 1e-12 {
			t.Fatalf("reshaped %v, want %v", p.V, want)
		}
	}
}

func TestReshapeProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "n")
		p := forecast.Paths{H: 2, V: rapid.SliceOfN(rapid.Float64Range(-9, 9), 2*n, 2*n).Draw(t, "values")}
		d := distuv.Normal{Mu: rapid.Float64Range(-3, 3).Draw(t, "mu"), Sigma: 2}
		q := p.Reshape([]forecast.Dist{d, d})
		for h := range 2 {
			s := q.Step(h + 1)
			for k := range s {
				if want := d.Quantile((float64(k) + 0.5) / float64(n)); s[k] != want {
					t.Fatalf("year %d: value %d is %g, want %g", h+1, k, s[k], want)
				}
			}
			for i := range n {
				for j := range n {
					if p.Row(i)[h] < p.Row(j)[h] && q.Row(i)[h] >= q.Row(j)[h] {
						t.Fatalf("year %d: paths %d and %d changed places", h+1, i, j)
					}
				}
			}
		}
	})
}

// TestReachedProperties: having reached only grows with the years and with a
// lower level, and is at least being there.
func TestReachedProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := rapid.IntRange(1, 5).Draw(t, "years")
		n := rapid.IntRange(1, 10).Draw(t, "paths")
		p := forecast.Paths{H: h, V: rapid.SliceOfN(rapid.Float64Range(0, 1), h*n, h*n).Draw(t, "values")}
		level := rapid.Float64Range(0, 1).Draw(t, "level")
		at, by, lower := p.Reached(level), p.ReachedBy(level), p.ReachedBy(level/2)
		for i := range h {
			if at[i] > by[i] || by[i] > lower[i] || i > 0 && by[i] < by[i-1] || by[i] > 1 {
				t.Fatalf("level %g: at %v, by %v, half the level by %v", level, at, by, lower)
			}
		}
	})
}
