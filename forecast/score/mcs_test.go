package score

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// normals are losses of methods: a part that all share and their own, with the
// given means.
func normals(rnd *rand.Rand, n int, means ...float64) [][]float64 {
	loss := make([][]float64, len(means))
	for i := range loss {
		loss[i] = make([]float64, n)
	}
	for t := range n {
		shared := rnd.NormFloat64()
		for i, m := range means {
			loss[i][t] = m + shared + 0.5*rnd.NormFloat64()
		}
	}
	return loss
}

// TestMCSOfTwo: of two methods t[1] = -t[2] is the mean of the differences over
// its standard error, and T_max and T_R are its size: the p-value is that of a
// two-sided test, 2·Φ(-|t|) of many cases.
func TestMCSOfTwo(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, gap := range []float64{0, 0.03, 0.06, -0.1} {
		loss := normals(rnd, 500, 0, gap)
		d := make([]float64, 500)
		for i := range d {
			d[i] = loss[0][i] - loss[1][i]
		}
		m, sd := stat.MeanStdDev(d, nil)
		want := 2 * distuv.UnitNormal.CDF(-math.Abs(m)/(sd/math.Sqrt(500)))
		for _, s := range []MCS{{Draws: 20000}, {Draws: 20000, Range: true}} {
			p := s.PValues(loss, rand.NewPCG(3, 4))
			better, worse := 0, 1
			if m > 0 {
				better, worse = 1, 0
			}
			if p[better] != 1 || math.Abs(p[worse]-want) > 0.015 {
				t.Errorf("gap %g, %+v: p-values %v, want 1 and %.3f", gap, s, p, want)
			}
		}
	}
}

// TestMCSHoldsItsConfidence: the set of 90 % has the best method in it 90 times
// of 100 at least, where all are equally good, and loses the bad ones where
// they are not.
func TestMCSHoldsItsConfidence(t *testing.T) {
	for _, s := range []MCS{{Draws: 400}, {Draws: 400, Range: true}} {
		t.Run(fmt.Sprintf("range=%v", s.Range), func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(5, 6))
			const trials = 300
			equal, best, bad := 0.0, 0.0, 0.0
			for range trials {
				p := s.PValues(normals(rnd, 60, 0, 0, 0, 0), rand.NewPCG(rnd.Uint64(), 1))
				if p[0] >= 0.1 {
					equal++
				}
				p = s.PValues(normals(rnd, 60, 0, 0.02, 0.5, 0.6), rand.NewPCG(rnd.Uint64(), 1))
				if p[0] >= 0.1 {
					best++
				}
				if p[2] >= 0.1 || p[3] >= 0.1 {
					bad++
				}
			}
			// The best of four equal ones is in more often than 90 %: one is left in
			// any case. Binomial standard errors are 0.017.
			if equal/trials < 0.86 || best/trials < 0.93 || bad/trials > 0.02 {
				t.Errorf("in the set: one of four equal ones %.3f, the best %.3f, a bad one %.3f", equal/trials, best/trials, bad/trials)
			}
		})
	}
}

// TestMCSBlocks: losses that hang together over five cases hold less evidence
// than they seem to.
func TestMCSBlocks(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	short := normals(rnd, 30, 0, 0.1)
	loss := make([][]float64, 2)
	for i := range loss {
		for _, v := range short[i] {
			loss[i] = append(loss[i], v, v, v, v, v)
		}
	}
	p, q := MCS{}.PValues(loss, rand.NewPCG(1, 1)), MCS{Block: 10}.PValues(loss, rand.NewPCG(1, 1))
	if !(p[1] < 0.01 && q[1] > 0.01 && q[1] < 0.5) {
		t.Errorf("p-value %g case by case, %g in blocks", p[1], q[1])
	}
}

// TestMCSOrder: the order of the methods changes no p-value beyond chance, the
// worse a method the lower its p-value, and equal seeds give equal values.
func TestMCSOrder(t *testing.T) {
	loss := normals(rand.New(rand.NewPCG(9, 10)), 80, 0, 0.15, 0.4)
	p := MCS{}.PValues(loss, rand.NewPCG(1, 1))
	q := MCS{}.PValues([][]float64{loss[2], loss[0], loss[1]}, rand.NewPCG(1, 1))
	if !(p[0] == 1 && p[1] < 1 && p[2] <= p[1]) || p[0] != q[1] || p[1] != q[2] || p[2] != q[0] {
		t.Errorf("p-values %v, in another order %v", p, q)
	}
}

func TestMCSDegenerate(t *testing.T) {
	src := rand.NewPCG(1, 1)
	if p := (MCS{}).PValues(nil, src); len(p) != 0 {
		t.Errorf("no method: %v", p)
	}
	if p := (MCS{}).PValues([][]float64{{1, 2}}, src); p[0] != 1 {
		t.Errorf("one method: %v", p)
	}
	// The same losses twice cannot be told apart, those that are always 1 higher can.
	for _, s := range []MCS{{}, {Range: true}} {
		if p := s.PValues([][]float64{{1, 2, 3}, {1, 2, 3}}, src); p[0] != 1 || p[1] != 1 {
			t.Errorf("twins: %v", p)
		}
		if p := s.PValues([][]float64{{1, 2, 4}, {2, 3, 5}}, src); p[0] != 1 || p[1] != 0 {
			t.Errorf("always 1 higher: %v", p)
		}
	}
	// Three of one loss: their mean is off it by a rounding, in some lengths and not in others.
	rnd := rand.New(rand.NewPCG(1, 2))
	for n := 30; n < 130; n++ {
		x := make([]float64, n)
		for i := range x {
			x[i] = rnd.ExpFloat64()
		}
		for _, s := range []MCS{{Draws: 200}, {Draws: 200, Range: true}} {
			if p := s.PValues([][]float64{x, x, x}, src); !slices.Equal(p, []float64{1, 1, 1}) {
				t.Fatalf("three of one loss over %d cases, range=%v: %v", n, s.Range, p)
			}
		}
	}
	for name, loss := range map[string][][]float64{"ragged": {{1}, {1, 2}}, "empty": {{}, {}}, "NaN": {{1, math.NaN()}, {1, 2}}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s losses do not panic", name)
				}
			}()
			MCS{}.PValues(loss, src)
		}()
	}
}
