package burden_test

import (
	"math"
	"testing"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
)

// shares returns futures of a share whose logarithms are normal about log 2 %.
func shares(h, n int, median float64) forecast.Paths {
	p := random(h, n, "shares")
	return p.Map(func(_ int, v float64) float64 { return median * v })
}

// TestStretch: medians and known years stay, log deviations grow by the factor
// of the lead, and the order of the futures is kept.
func TestStretch(t *testing.T) {
	const n = 4001
	p := shares(3, n, 0.02)
	q := burden.Stretch(p, 1, func(lead int) float64 { return 1 + 0.5*float64(lead) })
	for h := 1; h <= 3; h++ {
		was, is := p.Step(h), q.Step(h)
		if math.Abs(is.Quantile(0.5)/was.Quantile(0.5)-1) > 1e-9 {
			t.Errorf("year %d: median %g became %g", h, was.Quantile(0.5), is.Quantile(0.5))
		}
		want := map[int]float64{1: 1, 2: 1.5, 3: 2}[h]
		logit := func(v float64) float64 { return math.Log(v / (1 - v)) }
		got := (logit(is.Quantile(0.9)) - logit(is.Quantile(0.5))) / math.Log(was.Quantile(0.9)/was.Quantile(0.5))
		if h == 1 {
			got = math.Log(is.Quantile(0.9)/is.Quantile(0.5)) / math.Log(was.Quantile(0.9)/was.Quantile(0.5))
		}
		if math.Abs(got-want) > 1e-6 {
			t.Errorf("year %d: the upper half width grew by %g, want %g", h, got, want)
		}
	}
	for i := 1; i < n; i++ {
		if (p.Row(i)[2] < p.Row(0)[2]) != (q.Row(i)[2] < q.Row(0)[2]) {
			t.Fatalf("future %d changed its place", i)
		}
	}
}

// TestStretchStaysAShare: a share near the whole of GDP cannot pass it, however
// heavy the tail; a median that is none is left alone.
func TestStretchStaysAShare(t *testing.T) {
	p := shares(1, 2000, 0.4)
	p.V[0], p.V[1] = 300, 1e-300
	for i, v := range burden.Stretch(p, 0, func(int) float64 { return 5 }).V {
		if !(v >= 0 && v <= 1) {
			t.Fatalf("future %d is %g", i, v)
		}
	}
	big := shares(1, 100, 3)
	for i, v := range burden.Stretch(big, 0, func(int) float64 { return 2 }).V {
		if v != big.V[i] {
			t.Fatalf("future %d of no share moved", i)
		}
	}
}

// TestStrain: by hand. The median is 2 %, the 0.9 quantile 2.2 %: an outcome of
// 2.2 % strains by about 1, exactly the factor that puts it on the edge.
func TestStrain(t *testing.T) {
	var v []float64
	for i := range 1001 {
		v = append(v, 0.02*math.Exp(0.0002*float64(i-500)))
	}
	d := forecast.NewSample(v)
	for _, y := range []float64{0.016, 0.019, 0.02, 0.021, 0.03} {
		c := burden.Strain(d, y)
		p := forecast.Paths{H: 1, V: v}
		s := burden.Stretch(p, 0, func(int) float64 { return c }).Step(1)
		edge := s.Quantile(0.9)
		if y < 0.02 {
			edge = s.Quantile(0.1)
		}
		if math.Abs(edge/y-1) > 1e-9 {
			t.Errorf("stretched by the strain %g of %g the edge is at %g", c, y, edge)
		}
	}
}

// TestWidening: every country counts alike, and its own strains not for it.
func TestWidening(t *testing.T) {
	var of []burden.Strains
	for i, c := range []string{"A", "B", "C", "D", "E", "F", "G", "H", "I", "J"} {
		of = append(of, burden.Strains{Country: c, Values: []float64{float64(i + 1)}})
	}
	of[0].Values = []float64{100, 100, 100, 100, 100} // many strains of one country
	if f, ok := burden.Widening(of, "", 0.8); !ok || f != 9 {
		t.Errorf("factor %g, %v, want the 8th of ten countries from below, 9", f, ok)
	}
	if f, ok := burden.Widening(of, "A", 0.8); !ok || f != 9 {
		t.Errorf("without A the factor is %g, %v, want 9: 8/9 of the others", f, ok)
	}
	if f, ok := burden.Widening(of, "J", 0.8); !ok || f != 9 {
		t.Errorf("without J the factor is %g, %v, want 9", f, ok)
	}
	if f, ok := burden.Widening(of[:7], "", 0.8); ok || f != 1 {
		t.Errorf("seven countries gave %g, %v", f, ok)
	}
}
