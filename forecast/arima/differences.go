package arima

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// observedOf returns the values of y that are not NaN.
func observedOf(y []float64) []float64 {
	var v []float64
	for _, x := range y {
		if !math.IsNaN(x) {
			v = append(v, x)
		}
	}
	return v
}

// Differences returns how many differences, at most so many, make y stationary by
// the [KPSS] test at 5 %: R's ndiffs. Missing values are left out as if the
// years around them were neighbours.
func Differences(y []float64, most int) int {
	v, _ := scaled(observedOf(y)) // so that no difference overflows
	for d := 0; ; d++ {
		if d >= most || flat(v) || NewKPSS(v, -1, false).P() >= 0.05 {
			return d
		}
		v = difference(v, 1)
	}
}

// flat reports whether all values agree to half the digits of a float64
// on average, as R's all.equal.
func flat(v []float64) bool {
	if len(v) < 2 {
		return true
	}
	var off, size float64
	for _, x := range v {
		off += math.Abs(x-v[0]) / float64(len(v))
		size += math.Abs(x) / float64(len(v))
	}
	return off <= 1.5e-8*size
}

// differences is [Differences] of the series less its regression on the
// regressors, and one less where differencing makes a regressor constant.
func (s *sample) differences(most int) (int, error) {
	if len(s.x) == 0 {
		return Differences(s.y, most), nil
	}
	rest, err := s.regress()
	if err != nil {
		return 0, err
	}
	d := Differences(rest, most)
	if d > 0 && slices.ContainsFunc(s.x, func(c []float64) bool { return flat(difference(interpolate(c), d)) }) {
		d--
	}
	return d, nil
}

// regress returns the residuals of the series on a constant and the
// regressors, NaN where the series is missins.
func (s *sample) regress() ([]float64, error) {
	k := len(s.x) + 1
	a, b := mat.NewDense(max(s.seen, 1), k, nil), mat.NewVecDense(max(s.seen, 1), nil)
	i := 0
	for t := range s.y {
		if s.miss[t] {
			continue
		}
		a.Set(i, 0, 1)
		for j, c := range s.x {
			a.Set(i, j+1, c[t])
		}
		b.SetVec(i, s.y[t])
		i++
	}
	if s.seen <= k {
		return nil, fmt.Errorf("%d values for %d regressors: %w", s.seen, len(s.x), ErrShort)
	}
	var coef mat.VecDense
	if err := coef.SolveVec(a, b); err != nil {
		return nil, fmt.Errorf("%w: %w", err, ErrRegressor)
	}
	rest := slices.Clone(s.y)
	for t := range rest {
		rest[t] -= coef.AtVec(0)
		for j, c := range s.x {
			rest[t] -= coef.AtVec(j+1) * c[t]
		}
	}
	return rest, nil
}
