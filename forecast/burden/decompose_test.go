package burden_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
)

// TestDecomposeByHand: spending doubles and GDP grows by half, so that 1 % of it
// becomes 4/3 %. L = (1/300)/log(4/3) = 0.0115869; times log 2 it is 0.0080314, times
// log 1.5 it is 0.0046981, and the difference is 1/300.
func TestDecomposeByHand(t *testing.T) {
	parts, err := burden.Decompose(0.01, 4.0/300, burden.Factor{Name: "spending", From: 10, To: 20},
		burden.Factor{Name: "GDP", From: 1000, To: 1500, Divides: true})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{0.0080314, -0.0046981} {
		if math.Abs(parts[i].Points-want) > 1e-7 {
			t.Errorf("%s contributes %.7f, want %.7f", parts[i].Name, parts[i].Points, want)
		}
	}
	if sum := parts[0].Points + parts[1].Points; math.Abs(sum-1.0/300) > 1e-15 {
		t.Errorf("the parts add up to %g, want 1/300", sum)
	}
}

// TestDecomposeAddsUp: whatever the factors, without remainder, the other way
// round the other way, and nothing for a factor that does not change.
func TestDecomposeAddsUp(t *testing.T) {
	positive := rapid.Float64Range(0.01, 100)
	rapid.Check(t, func(t *rapid.T) {
		factors := []burden.Factor{{Name: "still", From: 7, To: 7}}
		back := []burden.Factor{{Name: "still", From: 7, To: 7}}
		r0, r1 := 7.0, 7.0
		for range rapid.IntRange(0, 5).Draw(t, "n") {
			f := burden.Factor{From: positive.Draw(t, "from"), To: positive.Draw(t, "to"), Divides: rapid.Bool().Draw(t, "divides")}
			factors = append(factors, f)
			back = append(back, burden.Factor{From: f.To, To: f.From, Divides: f.Divides})
			if f.Divides {
				r0, r1 = r0/f.From, r1/f.To
			} else {
				r0, r1 = r0*f.From, r1*f.To
			}
		}
		parts, err := burden.Decompose(r0, r1, factors...)
		if err != nil {
			t.Fatal(err)
		}
		undone, err := burden.Decompose(r1, r0, back...)
		if err != nil {
			t.Fatal(err)
		}
		sum, size := 0.0, math.Max(r0, r1)
		for i, p := range parts {
			sum += p.Points
			size = math.Max(size, math.Abs(p.Points))
			if math.Abs(p.Points+undone[i].Points) > 1e-9*size {
				t.Fatalf("part %d is %g, the other way round %g", i, p.Points, undone[i].Points)
			}
		}
		if math.Abs(sum-(r1-r0)) > 1e-12*size || parts[0].Points != 0 {
			t.Fatalf("parts %v add up to %g, want %g", parts, sum, r1-r0)
		}
	})
}

func TestDecomposeRefuses(t *testing.T) {
	ok := burden.Factor{Name: "spending", From: 1, To: 2}
	for _, c := range []struct {
		r0, r1 float64
		f      burden.Factor
	}{
		{0, 1, ok}, {1, math.NaN(), ok}, {1, 3, ok}, // not the product
		{1, 2, burden.Factor{From: -1, To: 2}}, {1, 2, burden.Factor{From: 1, To: math.Inf(1)}},
	} {
		if _, err := burden.Decompose(c.r0, c.r1, c.f); !errors.Is(err, forecast.ErrDomain) {
			t.Errorf("%g to %g by %+v: %v", c.r0, c.r1, c.f, err)
		}
	}
}
