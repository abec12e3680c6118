package arima

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// KPSS is the result of the test of Kwiatkowski, Phillips, Schmidt and Shin,
// whose null hypothesis is that a series is stationary.
type KPSS struct {
	Stat float64
	Lag  int  // lags of the Bartlett window of the long-run variance
	Tau  bool // stationary around a trend rather than a level
}

// kpssLevels are the probabilities to which the critical values belong.
var (
	kpssLevels = [4]float64{0.10, 0.05, 0.025, 0.01}
	kpssMu     = [4]float64{0.347, 0.463, 0.574, 0.739}
	kpssTau    = [4]float64{0.119, 0.146, 0.176, 0.216}
)

// NewKPSS tests the values of y that are not NaN. With S[t] the partial sums
// of the residuals e around the mean or, if tau, around a linear trend,
//
//	Stat = n⁻² Σ S[t]² / (c[0] + 2 Σ_{j≤lag} (1 - j/(lag+1))·c[j]),  c[j] = n⁻¹ Σ e[t]·e[t-j].
//
// A negative lag takes that of [ShortLag]. Stat is 0 where the residuals are
// all zero: nothing speaks against stationarity.
//
// # References
//
// Kwiatkowski, Phillips, Schmidt and Shin, Testing the null hypothesis of
// stationarity against the alternative of a unit root, Journal of Econometrics
// 54, 1992, equations 11 to 13 and table 1.
func NewKPSS(y []float64, lag int, tau bool) KPSS {
	e := detrend(y, tau)
	n := len(e)
	if lag < 0 {
		lag = ShortLag(n)
	}
	k := KPSS{Lag: lag, Tau: tau}
	if floats.Norm(e, math.Inf(1)) == 0 {
		return k
	}
	sum, squares := 0.0, 0.0
	for _, v := range e {
		sum += v
		squares += sum * sum
	}
	long := floats.Dot(e, e)
	for j := 1; j <= lag && j < n; j++ {
		long += 2 * (1 - float64(j)/float64(lag+1)) * floats.Dot(e[j:], e[:n-j])
	}
	k.Stat = squares / float64(n) / long
	return k
}

// ShortLag is the window of R's ndiffs, the integer part of 3√n/13.
func ShortLag(n int) int { return int(3 * math.Sqrt(float64(n)) / 13) }

// P returns the p-value, interpolated linearly in the published table and
// therefore between 0.01 and 0.10.
func (k KPSS) P() float64 {
	c := kpssMu
	if k.Tau {
		c = kpssTau
	}
	if k.Stat <= c[0] {
		return kpssLevels[0]
	}
	for i := 1; i < len(c); i++ {
		if k.Stat <= c[i] {
			w := (k.Stat - c[i-1]) / (c[i] - c[i-1])
			return kpssLevels[i-1] + w*(kpssLevels[i]-kpssLevels[i-1])
		}
	}
	return kpssLevels[3]
}

// detrend returns the values that are not NaN, divided by a power of two
// against overflow, less their mean or least squares line.
func detrend(y []float64, tau bool) []float64 {
	e, _ := scaled(observedOf(y))
	if len(e) == 0 {
		return e
	}
	if !tau {
		floats.AddConst(-stat.Mean(e, nil), e)
		return e
	}
	t := line(len(e), 1, 1)
	a, b := stat.LinearRegression(t, e, nil, false)
	for i := range e {
		e[i] -= a + b*t[i]
	}
	return e
}
