package arima

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Forecast returns means and standard deviations of the h years after the
// last one of the series,
//
//	Var = Sigma²·(1 + psi[1]² + … + psi[h-1]²)
//
// plus what the last year leaves unknown of the state. Each x is a regressor
// of the fit with its h future values. The errors of the coefficients are left
// out, as in R.
//
// Forecast returns an error that wraps [ErrRegressor] for regressors that are
// not those of the fit or not h known values. A forecast beyond the range of
// float64 is infinite.
func (m *Estimate) Forecast(h int, x ...[]float64) (mean, sd []float64, err error) {
	reg, err := m.future(h, x)
	if err != nil {
		return nil, nil, err
	}
	mean, sd = make([]float64, h), make([]float64, h)
	s := m.state
	s.mean = append([][maxM]float64(nil), s.mean...)
	for t := range h {
		s.predict()
		mean[t] = math.Ldexp(s.observe(&s.mean[0])+m.line.at(m.years+t), m.scale) + reg[t]
		sd[t] = m.Sigma * math.Sqrt(s.variance())
	}
	return mean, sd, nil
}

// future returns what constants and regressors add in the h years after the
// series.
func (m *Estimate) future(h int, x [][]float64) ([]float64, error) {
	if len(x) != len(m.xscale) {
		return nil, fmt.Errorf("forecast %s: %d regressors, want %d: %w", m.Spec, len(x), len(m.xscale), ErrRegressor)
	}
	reg := make([]float64, h)
	for j, c := range x {
		if len(c) != h {
			return nil, fmt.Errorf("forecast %s: regressor %d has %d values, want %d: %w", m.Spec, j+1, len(c), h, ErrRegressor)
		}
		for t, v := range c {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, fmt.Errorf("forecast %s: regressor %d is %g at step %d: %w", m.Spec, j+1, v, t+1, ErrRegressor)
			}
		}
	}
	beta := m.Coef[m.Spec.P+m.Spec.Q:]
	for j, c := range m.Spec.design(m.years+1, h, x) {
		for t, v := range c {
			reg[t] += beta[j] * v
		}
	}
	return reg, nil
}

// Simulate returns n joint futures of h years, row after row, whose margins
// are those of [Estimate.Forecast]: a state is drawn from what is known after
// the last year, then innovations. Equal sources give equal paths. Errors are
// those of Forecast.
func (m *Estimate) Simulate(h, n int, src rand.Source, x ...[]float64) ([]float64, error) {
	reg, err := m.future(h, x)
	if err != nil {
		return nil, err
	}
	rnd := rand.New(src)
	s := m.state
	root := s.root()
	// Innovations are in units of the scaled data.
	sigma := math.Ldexp(m.Sigma, -m.scale)
	v := make([]float64, h*n)
	for i := range n {
		state := m.state.mean[0]
		for j := range s.m {
			z := sigma * rnd.NormFloat64()
			for l := j; l < s.m; l++ {
				state[l] += root[l*s.m+j] * z
			}
		}
		for t := range h {
			s.move(&state)
			e := sigma * rnd.NormFloat64()
			for l := range s.r {
				state[l] += s.theta[l] * e
			}
			v[i*h+t] = math.Ldexp(s.observe(&state)+m.line.at(m.years+t), m.scale) + reg[t]
		}
	}
	return v, nil
}

// root returns the lower triangle L with LLᵀ the covariance of the state. The
// covariance is singular as a rule (the last level is known), so that columns
// whose pivot is rounding are left at zero.
func (s *kalman) root() [maxM * maxM]float64 {
	var l [maxM * maxM]float64
	m := s.m
	for j := range m {
		pivot := s.cov[j*m+j]
		for k := range j {
			pivot -= l[j*m+k] * l[j*m+k]
		}
		if pivot < 1e-9 {
			continue
		}
		l[j*m+j] = math.Sqrt(pivot)
		for i := j + 1; i < m; i++ {
			v := s.cov[i*m+j]
			for k := range j {
				v -= l[i*m+k] * l[j*m+k]
			}
			l[i*m+j] = v / l[j*m+j]
		}
	}
	return l
}

// NearUnitRoot reports whether a root of the AR or MA polynomial has a modulus
// below 1.01, where forecasts and standard errors are fragile.
func (m *Estimate) NearUnitRoot() bool {
	return !admissible(m.Coef[:m.Spec.P], m.Coef[m.Spec.P:m.Spec.P+m.Spec.Q])
}
