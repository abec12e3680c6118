package arima

import (
	"fmt"
	"math"
	"slices"
)

// sample is a series and its regressors made ready for estimation: leading
// missing years cut off, every column scaled by a power of two.
type sample struct {
	first int       // missing years before the first value
	n     int       // years from there on
	seen  int       // of which observed
	y     []float64 // scaled, NaN where missing
	x     [][]float64
	ey    int   // y was divided by 2^ey
	ex    []int // and regressor j by 2^ex[j]
	miss  []bool
}

// newSample checks and copies the data. A year in which a regressor is missing
// counts as missing, as in R.
func newSample(y []float64, x [][]float64) (*sample, error) {
	if err := finite(y, "the series"); err != nil {
		return nil, err
	}
	for j, c := range x {
		if len(c) != len(y) {
			return nil, fmt.Errorf("regressor %d has %d values, the series %d: %w", j+1, len(c), len(y), ErrRegressor)
		}
		if err := finite(c, fmt.Sprintf("regressor %d", j+1)); err != nil {
			return nil, err
		}
	}
	s := &sample{}
	for s.first < len(y) && math.IsNaN(y[s.first]) {
		s.first++
	}
	s.n = len(y) - s.first
	s.y, s.ey = scaled(y[s.first:])
	for _, c := range x {
		v, e := scaled(c[s.first:])
		s.x, s.ex = append(s.x, v), append(s.ex, e)
	}
	s.mark()
	return s, nil
}

// finite returns an error if one of the values is infinite.
func finite(v []float64, name string) error {
	for t, x := range v {
		if math.IsInf(x, 0) {
			return fmt.Errorf("value %d of %s is %g: %w", t+1, name, x, ErrInfinite)
		}
	}
	return nil
}

// mark notes which years are missing.
func (s *sample) mark() {
	s.miss = make([]bool, s.n)
	s.seen = s.n
	for t := range s.miss {
		s.miss[t] = math.IsNaN(s.y[t])
		for _, c := range s.x {
			s.miss[t] = s.miss[t] || math.IsNaN(c[t])
		}
		if s.miss[t] {
			s.seen--
		}
	}
}

// scaled returns a copy of v divided by 2^e so that no value exceeds 1.
func scaled(v []float64) ([]float64, int) {
	e := binaryScale(v)
	w := make([]float64, len(v))
	for i, x := range v {
		w[i] = math.Ldexp(x, -e)
	}
	return w, e
}

// engine returns the engine of spec, and the line through the first values of
// each column that has been taken out of it.
//
// Missing years are filled in by interpolation: the likelihood skips them, only
// the conditional sum of squares that starts the search looks at them.
func (s *sample) engine(spec Spec) (*engine, []polynomial) {
	cols := append([][]float64{s.y}, spec.design(1, s.n, s.x)...)
	lines := make([]polynomial, len(cols))
	for j, c := range cols {
		if s.seen < s.n {
			c = interpolate(c)
		}
		if spec.Diffuse && spec.D > 0 {
			lines[j] = s.through(c, spec.D)
			c = lines[j].from(c)
		}
		cols[j] = c
	}
	return newEngine(spec.D, spec.Diffuse, cols, s.missing()), lines
}

// polynomial is a + b·t.
type polynomial struct{ a, b float64 }

func (p polynomial) at(t int) float64 { return p.a + p.b*float64(t) }

// from returns v less the polynomial.
func (p polynomial) from(v []float64) []float64 {
	w := make([]float64, len(v))
	for t, x := range v {
		w[t] = x - p.at(t)
	}
	return w
}

// through returns the polynomial of degree d-1 through the first d values of a
// column that are observed. Differencing d times takes it away.
func (s *sample) through(c []float64, d int) polynomial {
	first := slices.Index(s.miss, false)
	if d == 1 || first < 0 {
		return polynomial{a: c[max(first, 0)]}
	}
	second := first + 1 + slices.Index(s.miss[first+1:], false)
	b := (c[second] - c[first]) / float64(second-first)
	return polynomial{a: c[first] - b*float64(first), b: b}
}

// interpolate returns v with NaN replaced by the straight line between the
// values around it, or by the nearest value at the ends.
func interpolate(v []float64) []float64 {
	w := append([]float64(nil), v...)
	last := -1
	for i, x := range v {
		if math.IsNaN(x) {
			continue
		}
		for j := last + 1; j < i; j++ {
			w[j] = x
			if last >= 0 {
				w[j] = v[last] + (x-v[last])*float64(j-last)/float64(i-last)
			}
		}
		last = i
	}
	for j := last + 1; j < len(w) && last >= 0; j++ {
		w[j] = v[last]
	}
	return w
}

// exponents returns the binary exponents by which the coefficients of spec's
// columns are scaled: a coefficient of the scaled data times 2^e is one of the
// data.
func (s *sample) exponents(spec Spec) []int {
	var e []int
	for range spec.constants() {
		e = append(e, s.ey)
	}
	for _, ex := range s.ex {
		e = append(e, s.ey-ex)
	}
	return e
}

// enough returns an error unless there is an observed value for every
// coefficient, for every difference and for the variance.
func (s *sample) enough(spec Spec) error {
	if want := spec.D + spec.P + spec.Q + spec.constants() + len(s.x) + 1; s.seen < want {
		return fmt.Errorf("%s: %d values, want at least %d: %w", spec, s.seen, want, ErrShort)
	}
	return nil
}
