package target_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/target"
)

var money = data.Unit{Kind: data.Money, Currency: "LND", Scale: 9}

// four are four futures of three years after 2025, whose share then was 1.5 %.
// GDP is 1000 on all of them, so that spending is the share in tenths of a percent.
func four() target.Futures {
	share := forecast.Paths{H: 3, V: []float64{
		0.016, 0.018, 0.019, // never
		0.016, 0.020, 0.019, // met in 2027, lost in 2028
		0.016, 0.018, 0.021, // met in 2028
		0.016, 0.022, 0.023, // met in 2027 and kept
	}}
	return target.Futures{Origin: 2025, Before: 0.015, SpendBefore: 15, Unit: money,
		Share: share, Spend: share.Map(func(_ int, v float64) float64 { return 1000 * v })}
}

var near = cmpopts.EquateApprox(0, 1e-12)

func TestGoals(t *testing.T) {
	two := target.Level{Share: 0.02}
	for _, c := range []struct {
		goal target.Goal
		want float64
		says string
	}{
		{target.In{Level: two, Year: 2026}, 0, "at least 2.00 % in 2026"},
		{target.In{Level: two, Year: 2027}, 0.5, "at least 2.00 % in 2027"},
		{target.In{Level: two, Year: 2028}, 0.5, "at least 2.00 % in 2028"},
		{target.In{Level: two, Year: 2029}, 0, "at least 2.00 % in 2029"}, // beyond the paths
		{target.In{Level: target.Level{Share: 0.015}, Year: 2025}, 1, "at least 1.50 % in 2025"},
		{target.By{Level: two, Year: 2028}, 0.75, "at least 2.00 % by 2028"},
		{target.By{Level: target.Level{Share: 0.015}, Year: 2026}, 1, "at least 1.50 % by 2026"}, // met at the origin
		{target.By{Level: target.Level{Share: 0.03}, Year: 2040}, 0, "at least 3.00 % by 2040"},
		{target.Held{Level: two, From: 2027, To: 2028}, 0.25, "at least 2.00 % in every year from 2027 to 2028"},
		{target.Held{Level: two, From: 2028, To: 2027}, 0, "at least 2.00 % in every year from 2028 to 2027"},
		{target.Held{Level: target.Level{Share: 0.019, Cap: true}, From: 2025, To: 2028}, 0.25, "at most 1.90 % in every year from 2025 to 2028"},
		{target.Total{Amount: 55, From: 2026, To: 2028}, 0.75, "55 in all from 2026 to 2028"}, // 53, 55, 55 and 61
		{target.Total{Amount: 1, From: 2025, To: 2026}, 0, "1 in all from 2025 to 2026"},      // the past is no future
		{target.Total{Amount: 1, From: 2027, To: 2029}, 0, "1 in all from 2027 to 2029"},
	} {
		if got := target.Prob(c.goal, four()); got != c.want {
			t.Errorf("P(%s) = %g, want %g", c.goal, got, c.want)
		}
		if c.goal.String() != c.says {
			t.Errorf("%q, want %q", c.goal, c.says)
		}
	}
}

func TestNoFuturesPanics(t *testing.T) {
	defer func() {
		if r := recover(); r != "target: no futures" {
			t.Errorf("recovered %v", r)
		}
	}()
	target.Prob(target.In{}, target.Futures{})
}

func TestChances(t *testing.T) {
	got := four().Ask(target.Level{Share: 0.02})
	want := target.Chances{Met: []float64{0, 0.5, 0.5}, By: []float64{0, 0.5, 0.75}, First: []float64{0, 0.5, 0.25},
		Never: 0.25, Kept: []float64{1, 0.5, math.NaN(), math.NaN()}} // of three that meet it, two reach a year further
	if diff := cmp.Diff(want, got, near, cmpopts.EquateNaNs()); diff != "" {
		t.Error(diff)
	}
	already := four().Ask(target.Level{Share: 0.015})
	want = target.Chances{Met: []float64{1, 1, 1}, By: []float64{1, 1, 1}, First: []float64{0, 0, 0}, Already: 1, Kept: []float64{1, 1, 1, 1}}
	if diff := cmp.Diff(want, already, near); diff != "" {
		t.Error(diff)
	}
}

// TestChancesAgreeWithGoals: counting all years at once and asking path by path
// are the same.
func TestChancesAgreeWithGoals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := four()
		n := rapid.IntRange(1, 30).Draw(t, "n")
		f.Share = forecast.Paths{H: 4, V: rapid.SliceOfN(rapid.Float64Range(0.01, 0.03), 4*n, 4*n).Draw(t, "v")}
		f.Spend = f.Share.Map(func(_ int, v float64) float64 { return 1000 * v })
		l := target.Level{Share: rapid.Float64Range(0.01, 0.03).Draw(t, "level"), Cap: rapid.Bool().Draw(t, "cap")}
		c := f.Ask(l)
		for h := range 4 {
			y := f.Origin + data.Year(h+1)
			in, by := target.Prob(target.In{Level: l, Year: y}, f), target.Prob(target.By{Level: l, Year: y}, f)
			if math.Abs(c.Met[h]-in) > 1e-12 || math.Abs(c.By[h]-by) > 1e-12 {
				t.Fatalf("%d: chances %g and %g, goals %g and %g", y, c.Met[h], c.By[h], in, by)
			}
		}
		if sum := c.Already + c.First[0] + c.First[1] + c.First[2] + c.First[3] + c.Never; math.Abs(sum-1) > 1e-12 {
			t.Fatalf("the first year met has probability %g in all", sum)
		}
	})
}

// TestGrowthByHand: GDP of 2027 is 1000, 1100, 1200 and 1300 on four paths,
// spending was 15 in 2025. To be at 2 % on three of four it must be 24, which is
// (24/15)^(1/2)-1 = 26.4911064 % a year.
func TestGrowthByHand(t *testing.T) {
	f := four()
	f.Share = forecast.NewPaths(2, 4)
	f.Spend = forecast.NewPaths(2, 4)
	for i := range 4 {
		gdp := 1300 - 100*float64(i) // the order of the paths must not matter
		for h := range 2 {
			f.Spend.Row(i)[h] = 16 + float64(i)
			f.Share.Row(i)[h] = f.Spend.Row(i)[h] / gdp
		}
	}
	two := target.Level{Share: 0.02}
	for _, c := range []struct{ ask, prob, amount float64 }{
		{0.75, 0.75, 24}, {0.7, 0.75, 24}, {0.5, 0.5, 22}, {0.01, 0.25, 20}, {0.99, 1, 26},
	} {
		g, err := f.Growth(two, 2027, c.ask)
		if err != nil {
			t.Fatal(err)
		}
		want := math.Sqrt(c.amount/15) - 1
		if g.Base != 2025 || g.Start != 15 || math.Abs(g.Rate-want) > 1e-9 || g.Prob != c.prob || math.Abs(g.Amounts[1]-c.amount) > 1e-9 {
			t.Errorf("with probability %g: %+v, want growth %g to %g with probability %g", c.ask, g, want, c.amount, c.prob)
		}
	}
	if g, _ := f.Growth(two, 2027, 0.75); math.Abs(g.Rate-0.264911064) > 1e-9 {
		t.Errorf("growth %g, want 26.4911064 %%", g.Rate)
	}
}

// TestGrowthStartsFromTheLastCertainYear: spending of 2026 is 16 on all paths,
// so that one year is left to be at 2 % of 1000.
func TestGrowthStartsFromTheLastCertainYear(t *testing.T) {
	g, err := four().Growth(target.Level{Share: 0.02}, 2027, 0.8)
	if err != nil {
		t.Fatal(err)
	}
	if g.Base != 2026 || g.Start != 16 || math.Abs(g.Rate-0.25) > 1e-9 || g.Prob != 1 || len(g.Amounts) != 1 {
		t.Errorf("got %+v, want 25 %% from 16 in 2026", g)
	}
}

// TestGrowthIsTheLeast: the solution is enough, and a millionth less is not.
func TestGrowthIsTheLeast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := four()
		n := rapid.IntRange(2, 50).Draw(t, "n")
		gdp := rapid.SliceOfN(rapid.Float64Range(500, 2000), n, n).Draw(t, "gdp")
		f.Share, f.Spend = forecast.NewPaths(1, n), forecast.NewPaths(1, n)
		for i := range n {
			f.Spend.V[i] = 10 + float64(i)
			f.Share.V[i] = f.Spend.V[i] / gdp[i]
		}
		l := target.Level{Share: rapid.Float64Range(0.005, 0.05).Draw(t, "level")}
		prob := rapid.Float64Range(0.01, 0.99).Draw(t, "prob")
		g, err := f.Growth(l, 2026, prob)
		if err != nil {
			t.Fatal(err)
		}
		enough := func(amount float64) float64 {
			met := 0.0
			for _, v := range gdp {
				if amount/v >= l.Share {
					met++
				}
			}
			return met / float64(n)
		}
		if g.Prob < prob-1e-9 || enough(g.Amounts[0]*(1-1e-6)) >= prob {
			t.Fatalf("asked %g, got %g; a millionth less gives %g", prob, g.Prob, enough(g.Amounts[0]*(1-1e-6)))
		}
	})
}

func TestGrowthRefuses(t *testing.T) {
	two := target.Level{Share: 0.02}
	shares := four()
	shares.Unit = data.Fraction
	for _, c := range []struct {
		f    target.Futures
		l    target.Level
		year data.Year
		prob float64
		want string
	}{
		{four(), target.Level{Share: 0.02, Cap: true}, 2027, 0.5, "want a level above 0"},
		{four(), target.Level{}, 2027, 0.5, "want a level above 0"},
		{four(), two, 2027, 0, "between 0 and 1"},
		{four(), two, 2027, 1, "between 0 and 1"},
		{four(), two, 2027, math.NaN(), "between 0 and 1"},
		{four(), two, 2026, 0.5, "want 2027 to 2028"},
		{four(), two, 2029, 0.5, "want 2027 to 2028"},
		{shares, two, 2027, 0.5, "no money is known"},
	} {
		_, err := c.f.Growth(c.l, c.year, c.prob)
		if !errors.Is(err, target.ErrNoAnswer) || !strings.Contains(fmt.Sprint(err), c.want) {
			t.Errorf("%s in %d with %g: %v, want %q", c.l, c.year, c.prob, err, c.want)
		}
	}
}

func TestStand(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		values []float64
		level  target.Level
		want   target.Record
	}{
		{[]float64{0.019, 0.021, nan, 0.022}, target.Level{Share: 0.02}, target.Record{Year: 2003, Value: 0.022, Met: true, Since: 2001, Gap: -0.002}},
		{[]float64{0.021, 0.021}, target.Level{Share: 0.02}, target.Record{Year: 2001, Value: 0.021, Met: true, Since: 2000, AtLeast: true, Gap: -0.001}},
		{[]float64{0.021, 0.0196, nan}, target.Level{Share: 0.02}, target.Record{Year: 2001, Value: 0.0196, Rounds: true, Gap: 0.0004}},
		{[]float64{0.0194}, target.Level{Share: 0.02}, target.Record{Year: 2000, Value: 0.0194, Gap: 0.0006}},
		{[]float64{0.012, 0.0099}, target.Level{Share: 0.01, Cap: true}, target.Record{Year: 2001, Value: 0.0099, Met: true, Since: 2001, Gap: 0.0001}},
	} {
		got, ok := target.Stand(c.level, data.Series{Start: 2000, Unit: data.Fraction, Values: c.values})
		if diff := cmp.Diff(c.want, got, near); !ok || diff != "" {
			t.Errorf("%v and %s:\n%s", c.values, c.level, diff)
		}
	}
	if _, ok := target.Stand(target.Level{}, data.Series{Values: []float64{nan}}); ok {
		t.Error("a series without values stands to a level")
	}
}

// Three futures of Atlantis, which spent 1.8 % of its GDP in 2025.
func Example() {
	share := forecast.Paths{H: 2, V: []float64{0.019, 0.020, 0.018, 0.019, 0.020, 0.021}}
	f := target.Futures{Origin: 2025, Before: 0.018, SpendBefore: 18, Unit: money, Share: share,
		Spend: share.Map(func(_ int, v float64) float64 { return 1000 * v })}
	goal := target.By{Level: target.Level{Share: 0.02}, Year: 2027}
	fmt.Printf("P(%s) = %.2f\n", goal, target.Prob(goal, f))
	g, err := f.Growth(goal.Level, 2027, 0.8)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%.1f %% a year, to %.0f in 2027\n", 100*g.Rate, g.Amounts[1])
	// Output:
	// P(at least 2.00 % by 2027) = 0.67
	// 5.4 % a year, to 20 in 2027
}
