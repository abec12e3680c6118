package score

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// MCS is the model confidence set: the methods among which the best one is,
// with a given confidence. Its zero value is for losses of independent cases.
type MCS struct {
	// Block is the length of the blocks of following cases that are drawn
	// together, at least as many as losses depend on one another; 0 means 1.
	Block int
	// Draws is the number of bootstrap samples; 0 means 2000.
	Draws int
	// Range compares methods in pairs (the paper's T_R) instead of each with
	// the mean of all (T_max).
	Range bool
}

// PValues returns the p-value of each method: the set of confidence 1-α are
// those of α or more. loss[i] are the losses of method i on the same cases, in
// order of time. One method or none has p-values of 1.
//
// Starting from all methods M, with L[i] the mean loss of i, it tests whether
// all are equally good,
//
//	t[i]  = (L[i]-L[.]) / √Var(L[i]-L[.]),  T_max = max t[i],
//	t[ij] = (L[i]-L[j]) / √Var(L[i]-L[j]),  T_R   = max |t[ij]|,
//
// leaves out the method with the largest t[i] (of T_R: the largest t[ij] over
// j), and goes on until one is left. Variances and the distribution of T come
// from a bootstrap of the cases in blocks, wrapped around at the end, one for
// all steps. The p-value of a method is the largest of the tests up to the one
// after which it is left out.
//
// Equal sources give equal p-values. It panics if methods differ in the number
// of cases, there are none, or a loss is NaN.
//
// # References
//
// Hansen, Lunde and Nason, The model confidence set, Econometrica 79(2), 2011,
// sections 3.1 and 3.2.
// Politis and Romano, A circular block-resampling procedure for stationary
// data, in Exploring the Limits of Bootstrap, 1992.
func (s MCS) PValues(loss [][]float64, src rand.Source) []float64 {
	p := make([]float64, len(loss))
	left := make([]int, len(loss))
	for i := range left {
		left[i], p[i] = i, 1
	}
	if len(loss) < 2 {
		return p
	}
	mean, boot := s.bootstrap(loss, rand.New(src))
	largest := 0.0
	for len(left) > 1 {
		test := meanTest
		if s.Range {
			test = rangeTest
		}
		worst, value := test(left, mean, boot)
		largest = max(largest, value)
		p[left[worst]] = largest
		left = append(left[:worst:worst], left[worst+1:]...)
	}
	return p
}

// bootstrap returns the mean loss of each method and, draw by draw, how far the
// mean of the resampled losses is from it.
func (s MCS) bootstrap(loss [][]float64, rnd *rand.Rand) (mean []float64, boot [][]float64) {
	n, block, draws := len(loss[0]), max(s.Block, 1), s.Draws
	if draws == 0 {
		draws = 2000
	}
	if n == 0 {
		panic("score: no losses to compare")
	}
	for _, l := range loss {
		if len(l) != n {
			panic("score: losses of two methods differ in number")
		}
		m := stat.Mean(l, nil)
		if math.IsNaN(m) {
			panic("score: a loss is NaN")
		}
		mean = append(mean, m)
	}
	at := make([]int, n)
	for range draws {
		for i := range at {
			if i%block == 0 {
				at[i] = rnd.IntN(n)
			} else {
				at[i] = (at[i-1] + 1) % n
			}
		}
		d := make([]float64, len(loss))
		for m, l := range loss {
			for _, i := range at {
				d[m] += (l[i] - mean[m]) / float64(n)
			}
		}
		boot = append(boot, d)
	}
	return mean, boot
}

// rounding is what a method may differ from the mean of all by, in parts of the
// largest loss, without being another: noise over noise is a t of any size.
const rounding = 1e-12

// meanTest compares each method with the mean of those left. It returns the
// place of the worst among them and the p-value of their equality.
func meanTest(left []int, mean []float64, boot [][]float64) (worst int, p float64) {
	centred := func(v []float64) []float64 {
		out := make([]float64, len(left))
		for k, i := range left {
			out[k] = v[i]
		}
		m, most := stat.Mean(out, nil), floats.Norm(out, math.Inf(1))
		for k := range out {
			if out[k] -= m; math.Abs(out[k]) < rounding*most {
				out[k] = 0 // three of one loss differ from their mean by its rounding
			}
		}
		return out
	}
	d := centred(mean)
	draws := make([][]float64, len(boot))
	square := make([]float64, len(left))
	for b, v := range boot {
		draws[b] = centred(v)
		for k, x := range draws[b] {
			square[k] += x * x / float64(len(boot))
		}
	}
	largest := math.Inf(-1)
	for k := range d {
		if t := studentised(d[k], square[k]); t > largest {
			worst, largest = k, t
		}
	}
	for _, v := range draws {
		top := math.Inf(-1)
		for k, x := range v {
			top = max(top, studentised(x, square[k]))
		}
		if top >= largest {
			p++
		}
	}
	return worst, p / float64(len(draws))
}

// rangeTest compares those left pair by pair.
func rangeTest(left []int, mean []float64, boot [][]float64) (worst int, p float64) {
	type pair struct{ i, j int }
	var pairs []pair
	var square []float64
	largest, top := 0.0, math.Inf(-1)
	for k, i := range left {
		for l, j := range left {
			if k == l {
				continue
			}
			v := 0.0
			for _, d := range boot {
				v += (d[i] - d[j]) * (d[i] - d[j]) / float64(len(boot))
			}
			t := studentised(mean[i]-mean[j], v)
			largest = max(largest, math.Abs(t))
			if t > top {
				worst, top = k, t
			}
			pairs, square = append(pairs, pair{i, j}), append(square, v)
		}
	}
	for _, d := range boot {
		reach := 0.0
		for k, q := range pairs {
			reach = max(reach, studentised(d[q.i]-d[q.j], square[k]))
		}
		if reach >= largest {
			p++
		}
	}
	return worst, p / float64(len(boot))
}

// studentised returns d over its standard error; what never varies is 0 or
// infinite.
func studentised(d, variance float64) float64 {
	if d == 0 {
		return 0
	}
	return d / math.Sqrt(variance)
}
