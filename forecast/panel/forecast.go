package panel

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mathext"
)

// Outlook is the law applied to one member: each future logarithm is Student t
// with Nu degrees of freedom about Mean, in units of Spread, and all of them
// stretch together, for a member's volatility is as uncertain as it is
// lasting.
type Outlook struct {
	Mean, Spread, Nu []float64 // of the years 1, 2, … after the last one learnt from

	psi   []float64 // response of the logarithm to a shock, by years since
	skip  int       // years from the member's last value to the last one learnt from
	shock []float64 // scale of a year's error, as it counts in each of the years
	slope float64   // standard deviation of the country effect
}

// Outlook returns the outlook of a member for h years; m is its record and c
// its index among those that the law was learnt from. A record without values
// up to the last year learnt from, and h below 1, panic.
//
// The mean follows the law without noise, m and X staying where they are and g
// fading by the Persistence. With ψ the response to a shock, and A[k] =
// ψ[0]+…+ψ[k-1] that to a lasting one,
//
//	Spread[k]² = Scale[k]²·s²·(ψ[0]²+…+ψ[k-1]²) + A[k]²·Var a
//
// or what keeps the 80 and 95 % bands from narrowing. Nu and Scale are those of
// [Law.Tails]. It does not hold the errors of the coefficients, nor what common
// changes still to come do through γ in the years after them.
func (l *Law) Outlook(m Member, c, h int) Outlook {
	m = m.until(l.end)
	last, mean := m.lastYear()
	if h < 1 || last == math.MinInt {
		panic("panel: no values or no horizon")
	}
	o := Outlook{skip: l.end - last, slope: math.Sqrt(l.own[c].effectVar)}
	steps := h + o.skip
	o.psi = l.response(steps)
	path := l.path(m, c, last, mean, steps)
	squares, total := 0.0, 0.0
	for k, psi := range o.psi {
		squares += psi * psi
		total += psi
		if k >= o.skip {
			tail := l.tail(k+1, l.own[c].changes)
			lasting := total * o.slope
			spread := math.Hypot(tail.Scale*math.Sqrt(l.own[c].variance*squares), lasting)
			spread = max(spread, o.widest(tail.Nu))
			o.Mean, o.Nu, o.Spread = append(o.Mean, path[k]), append(o.Nu, tail.Nu), append(o.Spread, spread)
			o.shock = append(o.shock, math.Sqrt((spread*spread-lasting*lasting)/squares))
		}
	}
	return o
}

// widest is the spread with nu degrees of freedom whose bands reach as far as
// those of the year before; tails that get lighter would else narrow the part
// of the country effect.
func (o Outlook) widest(nu float64) float64 {
	w := 0.0
	if k := len(o.Nu); k > 0 {
		for _, p := range bands {
			w = max(w, Tail{o.Nu[k-1], o.Spread[k-1]}.reach(p)/Tail{nu, 1}.reach(p))
		}
	}
	return w
}

// lastYear returns the year of the last value and the mean of all.
func (m Member) lastYear() (last int, mean float64) {
	last = math.MinInt
	n := 0.0
	for i, x := range m.X {
		if !math.IsNaN(x) {
			last = m.Start + i
			mean += x
			n++
		}
	}
	return last, mean / n
}

// path follows the law from the last value without noise.
func (l *Law) path(m Member, c, last int, mean float64, steps int) []float64 {
	z := l.sections.regressors(m, last, mean)
	x := m.at(last)
	level := x + z[Level] // X, and x itself where there is none
	path := make([]float64, steps)
	for k := range path {
		d := l.own[c].effect
		for j, b := range l.Coef {
			d += b * z[j]
		}
		x += d
		path[k] = x
		z = [regressors]float64{
			Momentum:  max(-Limit, min(d, Limit)),
			Reversion: mean - x,
			Level:     level - x,
			Common:    l.Persistence * z[Common],
		}
	}
	return path
}

// response returns ψ: what a shock of one to the first change makes of the
// logarithm 1, 2, … years later.
func (l *Law) response(steps int) []float64 {
	psi := make([]float64, steps)
	x, d := 0.0, 1.0
	for k := range psi {
		if k > 0 {
			d = l.Coef[Momentum]*d - (l.Coef[Reversion]+l.Coef[Level])*x
		}
		x += d
		psi[k] = x
	}
	return psi
}

// Simulate draws n joint futures of the logarithms, row by row,
//
//	x[k] = Mean[k] + √(Nu[k]/χ²[k])·(a·A[k] + Scale[k]·s·Σ ψ[k-j]·ε[j]),
//
// ε and a normal, and χ²[k] the quantiles of chi-squared distributions of Nu[k]
// degrees of freedom at one probability, the same for all years. Equal sources
// give equal futures.
func (o Outlook) Simulate(n int, src rand.Source) []float64 {
	rnd := rand.New(src)
	h := len(o.Mean)
	out := make([]float64, n*h)
	noise := make([]float64, len(o.psi))
	for i := range n {
		lasting := o.slope * rnd.NormFloat64()
		for k := range noise {
			noise[k] = rnd.NormFloat64()
		}
		u := rnd.Float64()
		stretch := 0.0
		for k := range h {
			if k == 0 || o.Nu[k] != o.Nu[k-1] {
				stretch = math.Sqrt(o.Nu[k] / (2 * mathext.GammaIncRegInv(o.Nu[k]/2, u)))
			}
			total, sum := 0.0, 0.0
			for j := range k + o.skip + 1 {
				total += o.psi[j]
				sum += o.psi[k+o.skip-j] * noise[j]
			}
			out[i*h+k] = o.Mean[k] + stretch*(lasting*total+o.shock[k]*sum)
		}
	}
	return out
}

// Own returns what was learnt of member c: its country effect and the scale of
// its errors.
func (l *Law) Own(c int) (effect, scale float64) {
	return l.own[c].effect, l.tail(1, l.own[c].changes).Scale * math.Sqrt(l.own[c].variance)
}

// Explained returns the change that the law expects of m, the c-th member,
// after each year but the last: NaN where the year has no value.
func (l *Law) Explained(m Member, c int) []float64 {
	out := make([]float64, len(m.X))
	sum, n := 0.0, 0.0
	for i, x := range m.X {
		out[i] = math.NaN()
		if math.IsNaN(x) || m.Start+i > l.end {
			continue
		}
		sum += x
		n++
		z := l.sections.regressors(m, m.Start+i, sum/n)
		out[i] = l.own[c].effect
		for j, b := range l.Coef {
			out[i] += b * z[j]
		}
	}
	return out
}
