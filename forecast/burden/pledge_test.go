package burden_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
)

// TestPullIsFound: changes made of a constant, 0.4 of the pace and errors that
// cancel must give 0.4.
func TestPullIsFound(t *testing.T) {
	var years []burden.Pursuit
	for c := range 12 {
		for y := range 10 {
			pace := 0.0005 * float64((c+y)%5)
			e := 0.001 * float64(y%2*2-1)
			years = append(years, burden.Pursuit{Country: fmt.Sprint(c), Pace: pace, Change: 0.0002 + 0.4*pace + e})
		}
	}
	p, ok := burden.NewPull(years)
	if !ok || p.Countries != 12 || p.Records != 120 {
		t.Fatalf("%+v, %v", p, ok)
	}
	near(t, "lambda", p.Lambda, 0.4, 3*p.SE+1e-9)
	if !(p.SE > 0) {
		t.Errorf("standard error %g", p.SE)
	}
	if _, ok := burden.NewPull(years[:70]); ok {
		t.Error("seven countries are enough")
	}
}

// TestPullOfOneKeepsThePledge: with λ = 1 and a share that would not move, the
// level is reached in its year, in equal steps.
func TestPullOfOneKeepsThePledge(t *testing.T) {
	flat := forecast.NewPaths(5, 3).Map(func(int, float64) float64 { return 0.01 })
	got := burden.Pull{Lambda: 1}.Apply(flat, 0.01, 1, []burden.Level{{Share: 0.02, By: 4}}, forecast.Stream(1, "x"))
	for h, want := range []float64{0.0125, 0.015, 0.0175, 0.02, 0.02} {
		near(t, fmt.Sprint("step ", h+1), got.Row(2)[h], want, 1e-12)
	}
	late := burden.Pull{Lambda: 1}.Apply(flat, 0.01, 3, []burden.Level{{Share: 0.02, By: 4}}, forecast.Stream(1, "x"))
	for h, want := range []float64{0.01, 0.01, 0.015, 0.02, 0.02} {
		near(t, fmt.Sprint("late step ", h+1), late.Row(0)[h], want, 1e-12)
	}
}

// TestPullOnlyRaises, keeps shares positive, and of a met pledge changes nothing.
func TestPullOnlyRaises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		was := forecast.NewPaths(4, 5).Map(func(int, float64) float64 { return rapid.Float64Range(0.001, 0.06).Draw(t, "share") })
		p := burden.Pull{Lambda: rapid.Float64Range(-1, 1).Draw(t, "lambda"), SE: rapid.Float64Range(0, 1).Draw(t, "se")}
		level := rapid.Float64Range(0.0005, 0.05).Draw(t, "level")
		got := p.Apply(was, 0.02, 1, []burden.Level{{Share: level, By: 3}}, forecast.Stream(1, "x"))
		for i, v := range got.V {
			if !(v > 0) || math.IsInf(v, 0) || v < was.V[i]*(1-1e-12) {
				t.Fatalf("%g became %g", was.V[i], v)
			}
			if level < 0.001 && math.Abs(v/was.V[i]-1) > 1e-12 {
				t.Fatalf("a met pledge moved %g to %g", was.V[i], v)
			}
		}
	})
}
