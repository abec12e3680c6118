package boxcox

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// Guerrero returns the λ in [lo, hi] for which the spread of the transformed
// values depends least on their level: with the years in pairs, counted back
// from the last one, it minimises the coefficient of variation of
//
//	s[i] / m[i]^(1-λ),
//
// s[i] the standard deviation and m[i] the mean of pair i. Values are NaN
// where missing; a pair that lacks one, or is all zero, is left out. It
// returns an error that wraps [ErrNegative] for a negative value and [ErrFlat]
// if fewer than two pairs remain or none of them varies.
//
// On positive values it is the minimum that R's
// BoxCox.lambda(method = "guerrero") searches for; R's search stops at 1e-4
// and may stop in a local minimum.
//
// # References
//
// Guerrero, Time-series analysis supported by power transformations, Journal
// of Forecasting 12, 1993.
func Guerrero(y []float64, lo, hi float64) (float64, error) {
	if err := nonNegative(y); err != nil {
		return 0, err
	}
	logMean, logSD := pairs(y)
	if len(logMean) < 2 || math.IsInf(floats.Max(logSD), -1) {
		return 0, fmt.Errorf("choose lambda by Guerrero: %d pairs of years: %w", len(logMean), ErrFlat)
	}
	// The criterion does not depend on the scale of y: work relative to the
	// largest pair so that powers of 1e300 neither overflow nor vanish.
	floats.AddConst(-floats.Max(logMean), logMean)
	floats.AddConst(-floats.Max(logSD), logSD)
	ratio := make([]float64, len(logMean))
	return minimize(func(lambda float64) float64 {
		for i := range ratio {
			ratio[i] = math.Exp(logSD[i] - (1-lambda)*logMean[i])
		}
		mean, sd := stat.MeanStdDev(ratio, nil)
		return sd / mean
	}, lo, hi), nil
}

// pairs returns the logarithms of the mean and the standard deviation of each
// pair of years.
func pairs(y []float64) (logMean, logSD []float64) {
	for i := len(y) % 2; i+1 < len(y); i += 2 {
		m := y[i]/2 + y[i+1]/2
		if math.IsNaN(m) || m == 0 {
			continue
		}
		logMean = append(logMean, math.Log(m))
		logSD = append(logSD, math.Log(math.Abs(y[i]-y[i+1])/math.Sqrt2))
	}
	return logMean, logSD
}

// gridStep is that of R's BoxCox.lambda(method = "loglik"). The likelihood of
// a short series is flat; more digits would only follow its noise.
const gridStep = 0.05

// Likelihood returns the λ on a grid of step 0.05 in [lo, hi] that maximises
// the profile likelihood of a straight line with normal errors,
//
//	L(λ) = -n/2 · log Σ e[t]²,  e = residuals of z = (y^λ - 1) / (λ·g^(λ-1)) on t,
//
// g the geometric mean of y. NaN values are missing. It returns an error that
// wraps [ErrNegative] for a value that is not positive and [ErrFlat] where a
// line fits perfectly whatever λ is: fewer than 3 values, or equal ones.
//
// It equals R's BoxCox.lambda(method = "loglik").
//
// # References
//
// Box and Cox, An analysis of transformations, JRSS B 26(2), 1964, section 3.
func Likelihood(y []float64, lo, hi float64) (float64, error) {
	if err := nonNegative(y); err != nil {
		return 0, err
	}
	var t, rel []float64 // years and log(y/g)
	for i, v := range y {
		if v == 0 {
			return 0, fmt.Errorf("choose lambda by likelihood: zero at position %d: %w", i+1, ErrNegative)
		}
		if !math.IsNaN(v) {
			t, rel = append(t, float64(i)), append(rel, math.Log(v))
		}
	}
	flat := fmt.Errorf("choose lambda by likelihood: %d values: %w", len(rel), ErrFlat)
	if len(rel) < 3 {
		return 0, flat
	}
	floats.AddConst(-stat.Mean(rel, nil), rel)
	best, least, most := lo, math.Inf(1), 0.0
	z := make([]float64, len(rel))
	for k := 0; ; k++ {
		lambda := lo + float64(k)*gridStep
		if lambda > hi+1e-9 {
			break
		}
		if math.Abs(lambda) < 1e-9 {
			lambda = 0
		}
		rss := lineRSS(t, rel, z, lambda)
		if rss < least {
			best, least = lambda, rss
		}
		most = math.Max(most, rss)
	}
	if most < 1e-24 {
		return 0, flat
	}
	return best, nil
}

// lineRSS returns the residual sum of squares of the line through
// z = (e^(λ·rel) - 1)/λ, which is (y^λ - 1)/(λ·g^λ) up to the intercept; z is
// overwritten.
func lineRSS(t, rel, z []float64, lambda float64) float64 {
	for i, r := range rel {
		z[i] = r
		if lambda != 0 {
			z[i] = math.Expm1(lambda*r) / lambda
		}
	}
	a, b := stat.LinearRegression(t, z, nil, false)
	rss := 0.0
	for i := range z {
		e := z[i] - a - b*t[i]
		rss += e * e
	}
	return rss
}

func nonNegative(y []float64) error {
	for i, v := range y {
		if v < 0 {
			return fmt.Errorf("choose lambda: %g at position %d: %w", v, i+1, ErrNegative)
		}
	}
	return nil
}

// minimize returns the lowest point of f on [lo, hi]: the best of 25 points,
// then golden sections between its neighbours. The scan finds the lowest of
// several valleys where a bare line search finds the nearest.
func minimize(f func(float64) float64, lo, hi float64) float64 {
	const points = 24
	step := (hi - lo) / points
	at, low := lo, math.Inf(1)
	for i := 0; i <= points; i++ {
		if v := f(lo + float64(i)*step); v < low {
			at, low = lo+float64(i)*step, v
		}
	}
	a, b := math.Max(lo, at-step), math.Min(hi, at+step)
	g := (math.Sqrt(5) - 1) / 2
	c, d := b-g*(b-a), a+g*(b-a)
	fc, fd := f(c), f(d)
	for b-a > 1e-7 {
		if fc <= fd {
			b, d, fd = d, c, fc
			c = b - g*(b-a)
			fc = f(c)
		} else {
			a, c, fc = c, d, fd
			d = a + g*(b-a)
			fd = f(d)
		}
	}
	mid := (a + b) / 2
	// A minimum at an end of the range is that end.
	if f(mid) <= low {
		return mid
	}
	return at
}
