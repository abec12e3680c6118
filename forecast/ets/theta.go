package ets

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Theta is a theta model: simple exponential smoothing around a regression line
// whose slope counts by the share ω = 1-1/θ,
//
//	y[t] = μ[t] + e[t]
//	μ[t] = l[t-1] + ω·(A·(1-p[t-1]) + B·(t-q[t-1]))
//	l[t] = l[t-1] + α·(y[t]-l[t-1])
//	p[t] = p[t-1] + α·(1-p[t-1]),  q[t] = q[t-1] + α·(t-q[t-1]),  p[0] = q[0] = 0
//
// p and q smooth the constant and the time as l smooths the data, so that
// A·p+B·q is the smoothed line. In a complete series 1-p[t] = (1-α)^t and
// t+1-q[t] = (1-(1-α)^(t+1))/α, as Fiorucci and others write it; this form goes
// on to hold where values are missing and l, p and q stand still.
//
// A and B are the regression on time of all data or, if Dynamic, of those up to
// t-1. The zero value is the optimised theta model (OTM), Theta{Dynamic: true}
// the dynamic one (DOTM); with θ = 2 they are the standard ones (STM, DSTM).
//
// The dynamic line is A = y[1], B = 0 until there are two values. The paper
// starts from A = 0, with which forecasts depend on where the scale of y has its
// zero: the logarithms of dollars and of millions would not agree.
//
// # References
//
// Assimakopoulos and Nikolopoulos, The theta model, International Journal of
// Forecasting 16(4), 2000. Fiorucci, Pellegrini, Louzada, Petropoulos and
// Koehler, Models for optimising the theta method and their relationship to
// state space models, International Journal of Forecasting 32(4), 2016,
// sections 3 and 4.
type Theta struct {
	Dynamic bool
	Theta   float64 // θ >= 1; 0: estimated
}

// The limits of α in theta models, which are those of the authors' package
// forecTheta. Wider ones forecast worse: on M3's annual series OWA rises from
// 0.854 to 0.859.
const ThetaAlphaLower, ThetaAlphaUpper = 0.1, 0.99

// Parameters returns how many numbers are estimated, the variance left out: α,
// l[0] and, unless it is given, θ.
func (m Theta) Parameters() int {
	if m.Theta != 0 {
		return 2
	}
	return 3
}

// ThetaFit is a theta model that has seen a series. It is immutable and safe for
// concurrent use; its slices must not be written to.
type ThetaFit struct {
	Model               Theta
	Alpha, Theta, Level float64 // Level is l[0]
	Sigma               float64 // standard deviation of the innovations, √(Σe²/(n-k))
	N                   int     // observed values
	LogLik              float64 // Gaussian, with its constant

	Fitted, Residuals []float64 // as in [Fit]

	omega float64
	last  thetaState // after the last observation, in units of 2^exp
	sigma float64    // in the same units
	tail  int
	exp   int
}

// Fit minimises Σe² over α, l[0] and θ >= 1. Given α the residuals are linear in
// l[0] and ω, so that the search is over α alone and finds the least sum that
// there is, up to a local minimum between two points of a grid in α of 0.03.
// (forecTheta's Nelder–Mead, from α = ½, θ = 2, l[0] = y[1]/2, may stop short.)
//
// NaN is a missing value. Fit returns [ErrShort] unless there are more values
// than parameters, and [ErrInfinite]. It panics if Theta is set below 1.
func (m Theta) Fit(y []float64) (*ThetaFit, error) {
	if m.Theta != 0 && !(m.Theta >= 1) {
		panic("ets: theta below 1")
	}
	s, err := newSample(y)
	if err != nil {
		return nil, err
	}
	if k := m.Parameters(); s.n <= k {
		return nil, fmt.Errorf("%s, want at least %d: %w", count(s.n), k+1, ErrShort)
	}
	p := thetaProblem{Theta: m, y: s.y[:len(s.y)-s.tail]}
	p.start = m.start(p.y)
	return p.run(s, p.search()), nil
}

// Moments returns mean and standard deviation of the forecasts 1 to h steps
// after the end of the series, given the parameters; the distributions are
// normal. A dynamic line goes on to learn from the forecasts, as in the paper.
// The model is linear, so the variance is σ²·Σ ψ[j]² with the responses ψ to a
// unit innovation, found by running the model with and without one:
// σ²·(1+(h-1)α²) if the line stands still.
func (f *ThetaFit) Moments(h int) (mean, sd []float64) {
	if h < 1 {
		panic("ets: horizon below 1")
	}
	steps := f.tail + h
	mean, sd = make([]float64, steps), make([]float64, steps)
	shocked := make([]float64, steps)
	f.ahead(mean, -1)
	for j := range steps {
		f.ahead(shocked, j)
		sd[j]++
		for i := j + 1; i < steps; i++ {
			sd[i] += (shocked[i] - mean[i]) * (shocked[i] - mean[i])
		}
	}
	for i := range steps {
		mean[i] = clamp(math.Ldexp(mean[i], f.exp))
		sd[i] = clamp(math.Ldexp(f.sigma*math.Sqrt(sd[i]), f.exp))
	}
	return mean[f.tail:], sd[f.tail:]
}

// ahead fills dst with forecasts in scaled units, with an innovation of one at
// step shock.
func (f *ThetaFit) ahead(dst []float64, shock int) {
	s := f.last
	for i := range dst {
		dst[i] = s.mean(f.omega)
		y := dst[i]
		if i == shock {
			y++
		}
		s.absorb(y, f.Alpha, f.Model.Dynamic)
	}
}

// Path draws one joint future of len(dst) steps after the end of the series,
// given the parameters. It does not allocate.
func (f *ThetaFit) Path(dst []float64, src rand.Source) {
	s, rng := f.last, rand.New(src)
	for t := -f.tail; t < len(dst); t++ {
		y := s.mean(f.omega) + f.sigma*rng.NormFloat64()
		if t >= 0 {
			dst[t] = clamp(math.Ldexp(y, f.exp))
		}
		s.absorb(y, f.Alpha, f.Model.Dynamic)
	}
}
