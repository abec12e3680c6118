package model

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/residual"
)

// observed returns the positions and values that are not missing. It refuses
// infinite values and series with fewer than want values.
func observed(m forecast.Model, y data.Series, want int) (at []int, v []float64, err error) {
	for i, x := range y.Values {
		if math.IsInf(x, 0) {
			return nil, nil, forecast.Fail(m, y, forecast.ErrDomain, "infinite value in %s", y.Basis.Label(y.Start+data.Year(i)))
		}
		if !math.IsNaN(x) {
			at, v = append(at, i), append(v, x)
		}
	}
	if len(v) < want {
		return nil, nil, forecast.Fail(m, y, forecast.ErrShort, "%s, want at least %d", count(len(v)), want)
	}
	return at, v, nil
}

// spread returns a scale of the values to divide by before squaring, so that
// 1e300 and 1e-300 neither overflow nor vanish; 1 for all zero.
func spread(v []float64) float64 {
	s := math.Max(math.Abs(floats.Max(v)), math.Abs(floats.Min(v)))
	if s == 0 {
		return 1
	}
	return s
}

// newSummary returns a summary of a method on a series with nothing but NaN in
// the numbers that it may not have.
func newSummary(method string, y data.Series) forecast.Summary {
	nan := math.NaN()
	s := forecast.Summary{Method: method, N: y.Observed(), Sigma2: nan, LogLik: nan, AIC: nan, AICc: nan, BIC: nan,
		Fitted: make([]float64, y.Len()), Residuals: make([]float64, y.Len())}
	for i := range s.Fitted {
		s.Fitted[i], s.Residuals[i] = nan, nan
	}
	return s
}

// setCriteria sets the likelihood and the information criteria
//
//	AIC = -2·L + 2k,  AICc = AIC + 2k(k+1)/(n-k-1),  BIC = -2·L + k·log n.
//
// AICc is +Inf where n-k-1 is not positive: the model is too large for n.
func setCriteria(s *forecast.Summary, loglik float64, k, n int) {
	s.LogLik, s.K = loglik, k
	s.AIC = -2*loglik + 2*float64(k)
	s.BIC = -2*loglik + float64(k)*math.Log(float64(n))
	s.AICc = math.Inf(1)
	if n-k-1 > 0 {
		s.AICc = s.AIC + 2*float64(k)*float64(k+1)/float64(n-k-1)
	}
}

// setTests tests the residuals for autocorrelation and normality; fitted is the
// number of coefficients that made them uncorrelated. A test that rejects at
// 5 % is a warning too.
func setTests(s *forecast.Summary, fitted int) {
	lb, jb := residual.NewLjungBox(s.Residuals, 0, fitted), residual.NewJarqueBera(s.Residuals)
	s.Tests = []forecast.Test{
		{Name: fmt.Sprintf("Ljung–Box (%d lags): no autocorrelation", lb.Lag), Stat: lb.Stat, P: lb.P},
		{Name: "Jarque–Bera: normal distribution", Stat: jb.Stat, P: jb.P},
	}
	if lb.P < 0.05 {
		s.Warnings = append(s.Warnings, fmt.Errorf("%w: autocorrelated, Ljung–Box p = %.2g; the bands may be too narrow", forecast.ErrResiduals, math.Max(lb.P, 1e-4)))
	}
	if jb.P < 0.05 {
		s.Warnings = append(s.Warnings, fmt.Errorf("%w: not normal, Jarque–Bera p = %.2g; the bands may be too narrow in the tails", forecast.ErrResiduals, math.Max(jb.P, 1e-4)))
	}
}

// count writes "1 value" or "4 values".
func count(n int) string {
	if n == 1 {
		return "1 value"
	}
	return fmt.Sprintf("%d values", n)
}
