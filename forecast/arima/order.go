package arima

import (
	"fmt"
	"math"
	"strconv"
)

// The largest orders: annual series are too short for more.
const (
	MaxP = 5
	MaxD = 2
	MaxQ = 5

	maxR = MaxQ + 1        // states of the ARMA part, max(p, q+1)
	maxM = maxR + MaxD     // states of the integrated model
	maxK = MaxP + MaxQ     // ARMA coefficients
	maxL = MaxP + MaxQ + 1 // autocovariances needed for the stationary state
)

// Order is the order of an ARIMA(p,d,q) process: p autoregressive terms, d
// differences, q moving-average terms.
type Order struct{ P, D, Q int }

// String returns "ARIMA(1,1,1)".
func (o Order) String() string { return fmt.Sprintf("ARIMA(%d,%d,%d)", o.P, o.D, o.Q) }

// Spec says what is estimated: the order, and whether the series has a mean
// or a drift. Its zero value is white noise of mean zero.
type Spec struct {
	Order
	Mean  bool // a mean; needs D = 0, for a difference takes it away
	Drift bool // a linear trend of slope drift; needs D ≤ 1

	// Diffuse treats the D levels before the first value as unknown, so that
	// adding a constant to the series adds it to the forecasts and nothing else.
	// Otherwise they have R's prior of mean zero: see the package comment.
	Diffuse bool
}

// String returns the order and its constant as R prints them, such as
// "ARIMA(0,1,1) with drift".
func (s Spec) String() string {
	switch {
	case s.Mean && s.Drift:
		return s.Order.String() + " with mean and drift"
	case s.Mean:
		return s.Order.String() + " with non-zero mean"
	case s.Drift:
		return s.Order.String() + " with drift"
	}
	return s.Order.String()
}

// Names returns the names of the coefficients in the order that [Fit] and
// [Apply] use: ar1 … ma1 … mean, drift, x1 … for k regressors.
func (s Spec) Names(k int) []string {
	var names []string
	for i := range s.P {
		names = append(names, "ar"+strconv.Itoa(i+1))
	}
	for i := range s.Q {
		names = append(names, "ma"+strconv.Itoa(i+1))
	}
	if s.Mean {
		names = append(names, "mean")
	}
	if s.Drift {
		names = append(names, "drift")
	}
	for i := range k {
		names = append(names, "x"+strconv.Itoa(i+1))
	}
	return names
}

// constants returns how many of mean and drift are in the model.
func (s Spec) constants() int {
	n := 0
	if s.Mean {
		n++
	}
	if s.Drift {
		n++
	}
	return n
}

// check returns an error for orders out of range and for constants that
// differencing removes.
func (s Spec) check() error {
	switch {
	case s.P < 0 || s.P > MaxP || s.D < 0 || s.D > MaxD || s.Q < 0 || s.Q > MaxQ:
		return fmt.Errorf("order (%d,%d,%d), want at most (%d,%d,%d): %w", s.P, s.D, s.Q, MaxP, MaxD, MaxQ, ErrSpec)
	case s.Mean && s.D > 0:
		return fmt.Errorf("mean with %d differences: %w", s.D, ErrSpec)
	case s.Drift && s.D > 1:
		return fmt.Errorf("drift with %d differences: %w", s.D, ErrSpec)
	}
	return nil
}

// design returns the columns that the specification regresses on over n
// years from year first on, counted from 1: a constant, the trend 1, 2, …,
// then the caller's regressors.
func (s Spec) design(first, n int, x [][]float64) [][]float64 {
	var cols [][]float64
	if s.Mean {
		cols = append(cols, line(n, 1, 0))
	}
	if s.Drift {
		cols = append(cols, line(n, float64(first), 1))
	}
	return append(cols, x...)
}

// line returns n values from a on in steps of b.
func line(n int, a, b float64) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = a + b*float64(i)
	}
	return v
}

// binaryScale returns the power of two, as an exponent, that brings the
// largest value to between ½ and 1, so that scaling changes no digit and
// squares neither overflow nor vanish. It is 0 for values that are all zero.
func binaryScale(v []float64) int {
	top := 0.0
	for _, x := range v {
		if !math.IsNaN(x) {
			top = math.Max(top, math.Abs(x))
		}
	}
	_, e := math.Frexp(top)
	return e
}
