package arima

import (
	"fmt"
	"math"
	"slices"
)

// Estimate is an ARIMA model with its coefficients and what they make of a
// series. It is immutable and safe for concurrent use.
type Estimate struct {
	Spec Spec
	// Coef holds the coefficients named by Spec.Names.
	Coef []float64
	// SE holds their standard errors from the curvature of the log-likelihood;
	// nil where that has no maximum inside the region, and after [Apply].
	SE []float64
	// Sigma is the standard deviation of the innovations,
	//
	//	Sigma² = Σ Residuals² / (N - estimated coefficients).
	//
	// A deviation and not a variance, because the square of 1e-300 is zero.
	Sigma float64
	// LogLik is the exact Gaussian log-likelihood of the d-th differences, with
	// the variance at its maximum. The criteria count the variance as a
	// parameter; AICc is +Inf where observations do not exceed parameters by
	// more than one.
	LogLik, AIC, AICc, BIC float64
	// N is the number of observed values less d.
	N int
	// Fitted holds the one-step forecasts and Residuals the innovations divided
	// by their standard deviation in units of Sigma, both as long as the series.
	// Residuals are NaN where the series has no value, both are NaN before its
	// first one and, with a diffuse prior, up to the D-th.
	Fitted, Residuals []float64

	line   polynomial // taken out of the scaled series, regression apart
	scale  int        // data were divided by 2^scale
	xscale []int      // and regressors by 2^xscale
	state  kalman     // after the last year
	years  int        // from the first value to the end of the series
}

// Fit estimates the ARIMA model of spec by maximum likelihood. Missing values
// are NaN; those before the first value are cut off. Each x is a regressor, as
// long as y, with which the series is a regression with ARIMA errors,
//
//	y[t] = mean + drift·t + Σ beta[j]·x[j][t] + n[t],  (1-B)^d n[t] ~ ARMA(p,q),
//
// t counted from the first value. The ARMA part found is stationary and
// invertible. y and x are not changed.
//
// Fit returns an error that wraps [ErrShort] with fewer than
// d + p + q + constants + regressors + 1 observed values, [ErrSpec] for an
// order that this package does not have, [ErrInfinite] and [ErrRegressor] for
// data that it cannot use.
//
// It differs from R's Arima in the search alone: R's BFGS from one start often
// stops at a lower likelihood.
//
// # References
//
// Durbin and Koopman, Time Series Analysis by State Space Methods, 2nd ed.,
// 2012, chapters 3 and 7; Gardner, Harvey and Phillips, Algorithm AS 154,
// Applied Statistics 29, 1980; Harvey, Forecasting, Structural Time Series
// Models and the Kalman Filter, 1989, section 3.3.
func Fit(y []float64, spec Spec, x ...[]float64) (*Estimate, error) {
	s, err := ready(y, spec, x)
	if err != nil {
		return nil, err
	}
	e, lines := s.engine(spec)
	c := newClimber(e)
	if err := c.independent(); err != nil {
		return nil, fmt.Errorf("%s: %w", spec, err)
	}
	arma, sum := c.climb(spec.P, spec.Q, true)
	if math.IsInf(sum, 1) {
		return nil, fmt.Errorf("%s: the likelihood is finite nowhere inside the stationary region: %w", spec, ErrNumeric)
	}
	return s.estimate(c, spec, lines, arma)
}

// Apply evaluates the model of spec at given coefficients, in the order of
// [Spec.Names]: likelihood, residuals and forecasts without estimation, as for
// a series that has been updated. It returns the errors of [Fit], [ErrSpec]
// for a wrong number of coefficients and [ErrUnstable] for an autoregression
// that is not stationary. Sigma is the maximum likelihood value, for nothing
// else was estimated.
func Apply(y []float64, spec Spec, coef []float64, x ...[]float64) (*Estimate, error) {
	if want := spec.P + spec.Q + spec.constants() + len(x); len(coef) != want {
		return nil, fmt.Errorf("%s: %d coefficients, want %d: %w", spec, len(coef), want, ErrSpec)
	}
	s, err := newSample(y, x)
	if err != nil {
		return nil, err
	}
	if err := spec.check(); err != nil {
		return nil, err
	}
	if s.seen <= spec.D {
		return nil, fmt.Errorf("%s: %d values, want at least %d: %w", spec, s.seen, spec.D+1, ErrShort)
	}
	e, lines := s.engine(spec)
	arma := spec.P + spec.Q
	if !e.set(coef[:spec.P], coef[spec.P:arma]) {
		return nil, fmt.Errorf("%s with %v: %w", spec, coef[:spec.P], ErrUnstable)
	}
	beta := slices.Clone(coef[arma:])
	for j, ex := range s.exponents(spec) {
		beta[j] = math.Ldexp(beta[j], -ex)
	}
	return s.report(e, spec, lines, coef[:arma], beta, 0)
}

// ready checks spec and data together.
func ready(y []float64, spec Spec, x [][]float64) (*sample, error) {
	if err := spec.check(); err != nil {
		return nil, err
	}
	s, err := newSample(y, x)
	if err != nil {
		return nil, err
	}
	return s, s.enough(spec)
}

// missing returns which years are missing, nil for none.
func (s *sample) missing() []bool {
	if s.seen == s.n {
		return nil
	}
	return s.miss
}

// estimate turns the coefficients of the highest likelihood into an Estimate,
// standard errors included.
func (s *sample) estimate(c *climber, spec Spec, lines []polynomial, arma []float64) (*Estimate, error) {
	arma = slices.Clone(arma)
	c.set(arma[:spec.P], arma[spec.P:])
	c.innovate()
	c.project(c.n)
	beta := c.regression()
	m, err := s.report(c.engine, spec, lines, arma, beta, len(arma)+len(beta))
	if err != nil {
		return nil, err
	}
	c.innovate()
	c.project(c.n)
	if curve := newCurvature(c.engine, spec.P, arma, beta); curve != nil {
		m.SE = curve.standardErrors()
	}
	for i := range m.SE[min(len(arma), len(m.SE)):] {
		m.SE[len(arma)+i] = math.Ldexp(m.SE[len(arma)+i], s.exponents(spec)[i])
	}
	return m, nil
}

// report evaluates the model at coefficients of the scaled data; k of them
// have been estimated.
func (s *sample) report(e *engine, spec Spec, lines []polynomial, arma, beta []float64, k int) (*Estimate, error) {
	e.set(arma[:spec.P], arma[spec.P:])
	m := &Estimate{Spec: spec, Coef: slices.Concat(arma, beta), N: e.n, scale: s.ey, xscale: s.ex, years: s.n}
	for j, ex := range s.exponents(spec) {
		m.Coef[len(arma)+j] = math.Ldexp(beta[j], ex)
	}
	m.line = lines[0]
	for j, b := range beta {
		m.line.a -= b * lines[j+1].a
		m.line.b -= b * lines[j+1].b
	}
	logdet := e.innovate()
	ss := e.sumOfSquares(beta)
	m.LogLik = e.logLikelihood(ss) - logdet/2 - float64(e.n*s.ey)*math.Ln2
	m.criteria(len(m.Coef) + 1)
	s.residuals(m, e, lines[0], beta, k)
	for _, v := range slices.Concat(m.Coef, []float64{m.Sigma, m.LogLik}) {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("%s: coefficients %.4g, sigma %.4g, log-likelihood %.4g: %w", spec, m.Coef, m.Sigma, m.LogLik, ErrNumeric)
		}
	}
	return m, nil
}

// criteria sets the information criteria for k parameters,
//
//	AIC = -2·L + 2k,  AICc = AIC + 2k(k+1)/(N-k-1),  BIC = -2·L + k·log N.
func (m *Estimate) criteria(k int) {
	n, kk := float64(m.N), float64(k)
	m.AIC = -2*m.LogLik + 2*kk
	m.AICc = math.Inf(1)
	if m.N > k+1 {
		m.AICc = m.AIC + 2*kk*(kk+1)/(n-kk-1)
	}
	m.BIC = -2*m.LogLik + kk*math.Log(n)
}

// residuals runs the filter of the integrated model over the levels, and sets
// fitted values, residuals, Sigma and the state from which forecasts start.
// With R's prior the residuals of the first d values are small, for kappa is
// large, and count in Sigma, as in R; a diffuse prior says nothing of them.
func (s *sample) residuals(m *Estimate, e *engine, line polynomial, beta []float64, k int) {
	p := e.process
	f := &m.state
	f.grow(1)
	f.begin(&p, m.Spec.D)
	nan := math.NaN()
	m.Fitted, m.Residuals = slices.Repeat([]float64{nan}, s.first+s.n), slices.Repeat([]float64{nan}, s.first+s.n)
	ss, seen := 0.0, 0
	for t := range s.n {
		told := !m.Spec.Diffuse || seen >= m.Spec.D
		if t > 0 {
			f.predict()
		}
		reg := 0.0
		for j, b := range beta {
			reg += b * e.cols[j+1][t]
		}
		fitted, u := f.observe(&f.mean[0])+reg, nan
		if !s.miss[t] {
			v := f.variance()
			f.update(v)
			y := e.cols[0][t]
			u = f.absorb(0, y-reg, v) / math.Sqrt(v)
			ss += u * u
			fitted = y - u
			seen++
		}
		if told {
			m.Fitted[s.first+t] = math.Ldexp(fitted+line.at(t), s.ey)
			m.Residuals[s.first+t] = math.Ldexp(u, s.ey)
		}
	}
	m.Sigma = math.Ldexp(math.Sqrt(ss/float64(e.n-k)), s.ey)
}
