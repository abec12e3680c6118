package residual

import (
	"gonum.org/v1/gonum/stat/distuv"
)

// LjungBox is the result of the test of Ljung and Box, whose null hypothesis
// is that a series has no autocorrelation up to a lag.
type LjungBox struct {
	Stat float64
	Lag  int
	DF   int // degrees of freedom, Lag less the parameters fitted
	P    float64
}

// NewLjungBox tests x for autocorrelation up to a lag,
//
//	Stat = n(n+2) Σ_{k≤lag} r[k]²/(n-k) ~ χ²(lag - fitted),
//
// n the observed values and fitted the number of ARMA coefficients that x are
// the residuals of. A lag of zero or less takes that of [Lag]. P is 1 where no
// degree of freedom is left, and lags are cut at n-1.
//
// # References
//
// Ljung and Box, On a measure of lack of fit in time series models, Biometrika
// 65, 1978.
func NewLjungBox(x []float64, lag, fitted int) LjungBox {
	_, n := centre(x)
	if lag <= 0 {
		lag = Lag(n, fitted)
	}
	t := LjungBox{Lag: max(min(lag, n-1), 0), P: 1}
	t.DF = max(t.Lag-fitted, 0)
	r := ACF(x, t.Lag)
	for k := 1; k <= t.Lag; k++ {
		t.Stat += float64(n) * float64(n+2) * r[k] * r[k] / float64(n-k)
	}
	if t.DF > 0 {
		t.P = distuv.ChiSquared{K: float64(t.DF)}.Survival(t.Stat)
	}
	return t
}

// Lag returns how many lags to test n residuals of a model with so many
// coefficients for: a fifth of them, at most 10, and three more than the
// coefficients at least.
//
// # References
//
// Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed.,
// 2021, section 5.4.
func Lag(n, fitted int) int { return max(min(10, n/5), fitted+3) }
