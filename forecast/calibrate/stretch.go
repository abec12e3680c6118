package calibrate

import (
	"math"

	"github.com/defcast/defcast/forecast"
)

// ruler measures how far a value is from the centre of a forecast: by the
// difference, but below the centre of a forecast that cannot be negative by
// the logarithm of the ratio. Above, ratios would explode: a log-normal band
// of a wild series, stretched by 3, reaches the moon and not the next year.
type ruler struct {
	centre float64
	ratio  bool
}

func newRuler(d forecast.Dist) ruler {
	m := d.Quantile(0.5)
	return ruler{m, m > 0 && d.Quantile(0) >= 0}
}

// distance is negative below the centre.
func (r ruler) distance(x float64) float64 {
	switch {
	case !r.ratio || x >= r.centre:
		return x - r.centre
	case x <= 0:
		return math.Inf(-1)
	}
	return math.Log(x / r.centre)
}

// at returns the value at a distance.
func (r ruler) at(distance float64) float64 {
	if !r.ratio || distance >= 0 {
		return math.Min(r.centre+distance, math.MaxFloat64)
	}
	return r.centre * math.Exp(distance)
}

// stretch is the rising function that calibrates one step of a forecast.
type stretch struct {
	ruler
	lower, upper curve
}

// newStretch returns the stretch of d, h years ahead from n values; false where
// there is nothing to stretch: an empty table or a point.
func newStretch(d forecast.Dist, by Table, h, n int, scale float64) (stretch, bool) {
	s := stretch{ruler: newRuler(d)}
	for _, r := range by.Rows {
		p := 0.5 - r.Level/2
		if r.Upper {
			p = 1 - p
		}
		q := d.Quantile(p)
		c := r.Factor(h, n, math.Abs(q-s.centre)/scale)
		if r.Upper {
			s.upper.add(s.distance(q), c)
		} else {
			s.lower.add(-s.distance(q), c)
		}
	}
	return s, len(s.lower.from)+len(s.upper.from) > 0
}

// to moves a value of the model to where the calibrated one has it.
func (s stretch) to(x float64) float64 {
	if d := s.distance(x); d >= 0 {
		return s.at(s.upper.to(d))
	} else {
		return s.at(-s.lower.to(-d))
	}
}

// from undoes to.
func (s stretch) from(x float64) float64 {
	if s.ratio && x < 0 {
		return math.NaN() // below all that to gives
	}
	if d := s.distance(x); d >= 0 {
		return s.at(s.upper.back(d))
	} else {
		return s.at(-s.lower.back(-d))
	}
}

// curve is a rising, piecewise linear function of a distance, from (0, 0)
// through its knots and on with the last slope. Without knots it is y = x.
type curve struct {
	from, onto []float64
	slope      float64 // beyond the last knot
}

// add puts a knot at distance d and factor c; levels come from the inner to
// the outer. Distances that do not rise by more than rounding (an atom, a flat
// piece between members) or are infinite have none.
func (k *curve) add(d, c float64) {
	last, onto := k.last()
	if !(d > last*(1+1e-9)) || math.IsInf(d, 1) {
		return
	}
	k.from = append(k.from, d)
	k.onto = append(k.onto, math.Max(c*d, onto)) // the inner quantile wins
	k.slope = c
}

func (k *curve) last() (from, onto float64) {
	if n := len(k.from); n > 0 {
		return k.from[n-1], k.onto[n-1]
	}
	return 0, 0
}

func (k *curve) to(d float64) float64   { return k.along(k.from, k.onto, d, k.slope) }
func (k *curve) back(e float64) float64 { return k.along(k.onto, k.from, e, 1/k.slope) }

// along interpolates from the knots xs to the knots ys. At a value that several
// knots share (a flat piece, taken backwards) it returns the last of them.
func (k *curve) along(xs, ys []float64, x, slope float64) float64 {
	x0, y0 := 0.0, 0.0
	for i := range xs {
		if x < xs[i] {
			return y0 + (x-x0)/(xs[i]-x0)*(ys[i]-y0) // in this order 1e300 does not overflow
		}
		x0, y0 = xs[i], ys[i]
	}
	if len(xs) == 0 {
		return x
	}
	return y0 + (x-x0)*slope
}
