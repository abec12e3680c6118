package panel

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

func near(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %.9g, want %.9g ± %g", what, got, want, tolerance)
	}
}

// truth is a law to draw panels from.
type truth struct {
	momentum, reversion, level, common float64
	shock                              float64 // standard deviation of what all members share
	effect                             float64 // of the country effects
	pooled, weight                     float64 // variances are pooled·weight/χ²(weight)
	nu                                 float64
}

// draw makes members of n years from the law as the package comment has it.
// Only the cross-section is plain: means are not trimmed.
func (tr truth) draw(rnd *rand.Rand, members, n int) []Member {
	src := rand.NewPCG(rnd.Uint64(), rnd.Uint64())
	chi, tail := distuv.ChiSquared{K: tr.weight, Src: src}, distuv.ChiSquared{K: tr.nu, Src: src}
	out := make([]Member, members)
	sd, effect, sum, last := make([]float64, members), make([]float64, members), make([]float64, members), make([]float64, members)
	for c := range out {
		out[c] = Member{Start: 1960, X: make([]float64, n)}
		out[c].X[0] = -4 + 0.5*rnd.NormFloat64()
		sum[c] = out[c].X[0]
		sd[c] = math.Sqrt(tr.pooled * tr.weight / chi.Rand())
		effect[c] = tr.effect * rnd.NormFloat64()
	}
	change := 0.0
	for t := 1; t < n; t++ {
		level, next := 0.0, 0.0
		for c := range out {
			level += out[c].X[t-1] / float64(members)
		}
		shared := tr.shock * rnd.NormFloat64()
		for c := range out {
			x := out[c].X[t-1]
			d := effect[c] + tr.momentum*max(-Limit, min(last[c], Limit)) + tr.reversion*(sum[c]/float64(t)-x) +
				tr.level*(level-x) + tr.common*change + shared + sd[c]*rnd.NormFloat64()*math.Sqrt(tr.nu/tail.Rand())
			out[c].X[t] = x + d
			sum[c] += x + d
			last[c] = d
			next += d / float64(members)
		}
		change = next
	}
	return out
}

var world = truth{momentum: 0.25, reversion: 0.06, level: 0.05, common: 0.4, shock: 0.02, effect: 0.012,
	pooled: 0.0025, weight: 8, nu: 4}

// The law that made a panel is the law that is learnt from it.
func TestLearnRecovers(t *testing.T) {
	const end = 1960 + 69
	members := world.draw(rand.New(rand.NewPCG(1, 2)), 150, 70)
	l, err := Learn(members, end)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "momentum", l.Coef[Momentum], world.momentum, 3*l.StdErr[Momentum])
	// Reversion to a mean that is estimated from the same values is
	// overstated by about 1/T (Nickell 1981), at the level's expense.
	near(t, "reversion", l.Coef[Reversion], world.reversion, 1.0/70+2*l.StdErr[Reversion])
	near(t, "level", l.Coef[Level], world.level, 1.0/70+2*l.StdErr[Level])
	for j, se := range l.StdErr[:Common] {
		if !(se > 0.001 && se < 0.015) {
			t.Errorf("standard error %g of coefficient %d: want between 0.001 and 0.015", se, j)
		}
	}
	// γ is learnt from 69 years, not from ten thousand changes: the shared
	// shock gives it an error of about shock/(sd of g·√69) = 0.1.
	near(t, "common", l.Coef[Common], world.common, 0.25)
	near(t, "effect", math.Sqrt(l.EffectVar), world.effect, 0.004)
	// The shared shock adds to every member's variance.
	near(t, "pooled", math.Sqrt(l.Pooled), math.Sqrt(world.pooled+world.shock*world.shock), 0.006)
	near(t, "scale", l.Tails[0].Scale, 1, 0.1)
	if nu := l.Tails[0].Nu; nu < 3 || nu > 6 {
		t.Errorf("%g degrees of freedom, want about 4", nu)
	}
	if l.Members != 150 || l.Changes != 150*69 {
		t.Errorf("learnt from %d members and %d changes", l.Members, l.Changes)
	}
}

// In a panel of random walks nothing is found: no coefficient, no country
// effect.
func TestLearnNothing(t *testing.T) {
	none := truth{pooled: 0.0025, weight: 8, nu: 4}
	l, err := Learn(none.draw(rand.New(rand.NewPCG(3, 4)), 150, 60), 1960+59)
	if err != nil {
		t.Fatal(err)
	}
	for j := range l.Coef {
		near(t, fmt.Sprint("coefficient ", j), l.Coef[j], 0, 3.5*l.StdErr[j])
	}
	if l.EffectVar > 0.004*0.004 {
		t.Errorf("country effects of standard deviation %g where there are none", math.Sqrt(l.EffectVar))
	}
}

// Bands from the law hold what they say on years that it has not seen, whether
// errors are normal or heavy ones of which each year has its own: several of
// these add up to lighter tails.
func TestCoverage(t *testing.T) {
	for _, nu := range []float64{200, 3} {
		t.Run(fmt.Sprint("nu=", nu), func(t *testing.T) { coverage(t, nu) })
	}
}

func coverage(t *testing.T, nu float64) {
	world := world
	world.nu, world.shock = nu, 0.005
	rnd := rand.New(rand.NewPCG(5, 6))
	const end = 1960 + 49
	unit := distuv.StudentsT{Sigma: 1}
	in80, in95, n := 0.0, 0.0, 0.0
	for range 10 {
		members := world.draw(rnd, 150, 54)
		l, err := Learn(members, end)
		if err != nil {
			t.Fatal(err)
		}
		for c, m := range members {
			o := l.Outlook(m, c, 4)
			for h := range 4 {
				unit.Nu = o.Nu[h]
				z := math.Abs(m.at(end+1+h)-o.Mean[h]) / o.Spread[h]
				n++
				if z < unit.Quantile(0.9) {
					in80++
				}
				if z < unit.Quantile(0.975) {
					in95++
				}
			}
		}
	}
	near(t, "coverage of 80 %", in80/n, 0.80, 0.025)
	near(t, "coverage of 95 %", in95/n, 0.95, 0.015)
}

// Bands do not narrow with the years, however few errors of far years a short
// panel has.
func TestBandsWiden(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		years := rapid.IntRange(5, 16).Draw(t, "years")
		members := world.draw(rnd, rapid.IntRange(3, 20).Draw(t, "members"), years)
		l, err := Learn(members, 1960+years-1)
		if err != nil {
			t.Fatal(err)
		}
		for c, m := range members {
			o := l.Outlook(m, c, 10)
			for h := 1; h < 10; h++ {
				for _, p := range []float64{0.9, 0.975} {
					a, b := Tail{o.Nu[h-1], o.Spread[h-1]}.reach(p), Tail{o.Nu[h], o.Spread[h]}.reach(p)
					if b < a*(1-1e-3) {
						t.Fatalf("quantile %g lies %.4f from the median at year %d and %.4f at year %d", p, a, h, b, h+1)
					}
				}
			}
		}
	})
}

// Errors of which each year has its own add up: three degrees of freedom a
// year are more over six years, and members that are new have wider bands in
// units of a volatility that is a guess.
func TestTails(t *testing.T) {
	world := world
	world.nu, world.shock = 3, 0
	rnd := rand.New(rand.NewPCG(15, 16))
	members := world.draw(rnd, 150, 50)
	for range 50 {
		for _, m := range world.draw(rnd, 1, 9) {
			members = append(members, Member{Start: 2001, X: m.X})
		}
	}
	l, err := Learn(members, 1960+49)
	if err != nil {
		t.Fatal(err)
	}
	first, last := l.Tails[0], l.Tails[Horizons-1]
	if !(first.Nu < 5 && last.Nu > first.Nu) {
		t.Errorf("tails %v, want lighter ones over the years", l.Tails)
	}
	at := func(t Tail) float64 { return t.Scale * distuv.StudentsT{Sigma: 1, Nu: t.Nu}.Quantile(0.9) }
	if !(at(l.Young[0]) > at(first)) {
		t.Errorf("80 %% bands reach %.2f volatilities for the young, %.2f for the settled: want more", at(l.Young[0]), at(first))
	}
}

// Nothing after the last year learnt from changes anything.
func TestNoFuture(t *testing.T) {
	const end = 1960 + 29
	members := world.draw(rand.New(rand.NewPCG(7, 8)), 30, 50)
	poisoned := make([]Member, len(members))
	for c, m := range members {
		poisoned[c] = Member{Start: m.Start, X: slices.Clone(m.X)}
		for i := range m.X {
			if m.Start+i > end {
				poisoned[c].X[i] = []float64{math.NaN(), 1e6, -1e6}[c%3]
			}
		}
	}
	a, err := Learn(members, end)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Learn(poisoned, end)
	if err != nil {
		t.Fatal(err)
	}
	for c := range members {
		p, q := a.Outlook(members[c], c, 5), b.Outlook(poisoned[c], c, 5)
		if !slices.Equal(p.Mean, q.Mean) || !slices.Equal(p.Spread, q.Spread) {
			t.Fatalf("member %d: the future changes the outlook: %v and %v", c, p, q)
		}
	}
}

// A law by hand: x = (0, 0.1), so that the last change is 0.1, the own mean
// 0.05, no cross-section.
func TestOutlookByHand(t *testing.T) {
	l := &Law{Coef: [regressors]float64{Momentum: 0.5, Reversion: 0.2}, Young: []Tail{{Nu: 5, Scale: 2}},
		own: []own{{effect: 0.01, effectVar: 0.0009, variance: 0.04}}, end: 2001}
	m := Member{Start: 2000, X: []float64{0, 0.1, 99}}
	o := l.Outlook(m, 0, 2)
	d1 := 0.01 + 0.5*0.1 + 0.2*(0.05-0.1)
	x1 := 0.1 + d1
	d2 := 0.01 + 0.5*d1 + 0.2*(0.05-x1)
	near(t, "mean 1", o.Mean[0], x1, 1e-12)
	near(t, "mean 2", o.Mean[1], x1+d2, 1e-12)
	// ψ = 1, then 1 + 0.5 - 0.2.
	near(t, "spread 1", o.Spread[0], math.Sqrt(0.16+0.0009), 1e-12)
	near(t, "spread 2", o.Spread[1], math.Sqrt(0.16*(1+1.3*1.3)+0.0009*2.3*2.3), 1e-12)
	// A jump beyond the limit is continued as if it were at the limit.
	jump := Member{Start: 2000, X: []float64{0, 2}}
	near(t, "after a jump", l.Outlook(jump, 0, 1).Mean[0], 2+0.01+0.5*Limit+0.2*(1-2), 1e-12)
	// Without a value in the last year the outlook starts a year earlier.
	gap := Member{Start: 1999, X: []float64{0, 0.1, math.NaN()}}
	near(t, "mean after a gap", l.Outlook(gap, 0, 1).Mean[0], o.Mean[1], 1e-12)
	near(t, "spread after a gap", l.Outlook(gap, 0, 1).Spread[0], o.Spread[1], 1e-12)
}

// The less a member has to show, the closer is its volatility to the pool's.
func TestShrinkage(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9, 9))
	members := world.draw(rnd, 100, 50)
	const end = 1960 + 49
	walk := func(years int, sd float64) Member {
		m := Member{Start: end - years + 1, X: make([]float64, years)}
		m.X[0] = -4
		for i := 1; i < years; i++ {
			m.X[i] = m.X[i-1] + sd*rnd.NormFloat64()
		}
		return m
	}
	members = append(members, walk(1, 0), walk(4, 0.3), walk(40, 0.3), walk(4, 0.004), walk(40, 0.004))
	l, err := Learn(members, end)
	if err != nil {
		t.Fatal(err)
	}
	scale := make([]float64, 5)
	for i := range scale {
		_, scale[i] = l.Own(100 + i)
	}
	near(t, "volatility of one value", scale[0], l.Young[0].Scale*math.Sqrt(l.Pooled), 1e-12)
	if !(scale[0] < scale[1] && scale[1] < scale[2]) {
		t.Errorf("wild member: %.3f pooled, %.3f of 4 values, %.3f of 40: want rising", scale[0], scale[1], scale[2])
	}
	if !(scale[0] > scale[3] && scale[3] > scale[4]) {
		t.Errorf("calm member: %.3f pooled, %.3f of 4 values, %.3f of 40: want falling", scale[0], scale[3], scale[4])
	}
}

// Simulated paths have the outlook's quartiles (a t's own, not its moments)
// and, over the years, its joint stretch.
func TestSimulate(t *testing.T) {
	const n = 40000
	members := world.draw(rand.New(rand.NewPCG(1, 1)), 60, 40)
	l, err := Learn(members, 1960+39)
	if err != nil {
		t.Fatal(err)
	}
	short := Member{Start: members[0].Start, X: append(slices.Clone(members[0].X[:37]), math.NaN(), math.NaN(), math.NaN())}
	for name, m := range map[string]Member{"full": members[0], "gap": short} {
		o := l.Outlook(m, 0, 3)
		paths := o.Simulate(n, rand.NewPCG(4, 4))
		for h := range 3 {
			v := make([]float64, n)
			for i := range v {
				v[i] = paths[i*3+h]
			}
			slices.Sort(v)
			d := distuv.StudentsT{Mu: o.Mean[h], Sigma: o.Spread[h], Nu: o.Nu[h]}
			for _, p := range []float64{0.05, 0.25, 0.5, 0.75, 0.95} {
				near(t, fmt.Sprintf("%s: share below quantile %g of year %d", name, p, h+1),
					stat.CDF(d.Quantile(p), stat.Empirical, v, nil), p, 4*math.Sqrt(p*(1-p)/n))
			}
		}
		if again := o.Simulate(n, rand.NewPCG(4, 4)); !slices.Equal(paths, again) {
			t.Errorf("%s: equal sources give different paths", name)
		}
	}
}

func TestTrimmedMean(t *testing.T) {
	for _, c := range []struct {
		v    []float64
		want float64
	}{
		{[]float64{1, 2, 3, 4}, 0}, // too few
		{[]float64{100, 2, 3, 4, -90}, 3},
		{[]float64{1, 1, 1, 1, 2, 2, 2, 2, 9, 9}, 10.0 / 6},
	} {
		near(t, "trimmed mean", trimmedMean(c.v), c.want, 1e-12)
	}
}

func TestFitScale(t *testing.T) {
	d := distuv.StudentsT{Sigma: 1.7, Nu: 4, Src: rand.NewPCG(1, 2)}
	z, w := make([]float64, 20000), make([]float64, 20000)
	for i := range z {
		z[i], w[i] = d.Rand(), 1
	}
	scale, at4 := fitScale(z, w, 4, 1)
	near(t, "scale", scale, 1.7, 0.05)
	if _, at30 := fitScale(z, w, 30, 1); at30 >= at4 {
		t.Errorf("log-likelihood %.1f with 30 degrees of freedom, %.1f with the true 4", at30, at4)
	}
	sum := 0.0
	for _, x := range z {
		sum += distuv.StudentsT{Sigma: scale, Nu: 4}.LogProb(x)
	}
	near(t, "log-likelihood", at4, sum, 1e-6*math.Abs(sum))
}

func TestShort(t *testing.T) {
	nan := math.NaN()
	for _, members := range [][]Member{nil, {{Start: 2000}}, {{Start: 2000, X: []float64{1, 2, 3}}},
		{{Start: 2000, X: []float64{1, nan, 2, nan, 3, nan, 4}}}} {
		if _, err := Learn(members, 2010); !errors.Is(err, ErrShort) {
			t.Errorf("%v: error %v, want %v", members, err, ErrShort)
		}
	}
}

// Whatever the members hold, answers are numbers.
func TestFinite(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		value := rapid.SampledFrom([]float64{-700, -4, -4.1, -4, -3.9, 0, 0.5, 700, math.NaN()})
		var members []Member
		for range rapid.IntRange(1, 14).Draw(rt, "members") {
			members = append(members, Member{
				Start: rapid.IntRange(1990, 2000).Draw(rt, "start"),
				X:     append(rapid.SliceOfN(value, 0, 12).Draw(rt, "x"), -4),
			})
		}
		end := rapid.IntRange(2000, 2020).Draw(rt, "end")
		l, err := Learn(members, end)
		if err != nil {
			rt.Skip(err)
		}
		for c, m := range members {
			if last, _ := m.until(end).lastYear(); last == math.MinInt {
				continue
			}
			o := l.Outlook(m, c, 4)
			for h := range 4 {
				if bad(o.Mean[h]) || bad(o.Spread[h]) || o.Spread[h] <= 0 {
					rt.Fatalf("member %d, year %d: %g ± %g", c, h+1, o.Mean[h], o.Spread[h])
				}
			}
		}
		for j := range l.Coef {
			if bad(l.Coef[j]) || bad(l.StdErr[j]) {
				rt.Fatalf("coefficients %v, errors %v", l.Coef, l.StdErr)
			}
		}
	})
}

func bad(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) }

func BenchmarkLearn(b *testing.B) {
	for _, n := range []int{10, 160} {
		members := world.draw(rand.New(rand.NewPCG(1, 2)), n, 50)
		b.Run(fmt.Sprintf("members=%d/n=50", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := Learn(members, 2009); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
