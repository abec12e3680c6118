package model

import (
	"fmt"
	"math"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// Logit fits another model to the log-odds of a series between two bounds,
//
//	z = log((y - Lo) / (Hi - y)),  y = Lo + (Hi - Lo) / (1 + exp(-z)),
//
// so that what it answers stays between them: a share of a total, a rate of
// use. Bounds of 0 and 0 mean 0 and 1. Quantiles are exact; the mean is the
// integral of the back-transform ([dist.Expect]), which exists always. Fit returns
// [forecast.ErrDomain] for a value that is not inside the bounds, and what Of
// returns otherwise; it panics if Hi is not above Lo.
//
// A defence burden of 2 % is so far from 1 that its logit is its logarithm but
// for a constant: [Log] says the same in simpler words.
//
// # References
//
// Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed.,
// 2021, section 13.3.
type Logit struct {
	Of     forecast.Model // nil means Naive{}
	Lo, Hi float64
}

func (m Logit) bounds() (lo, hi float64) {
	if m.Lo == 0 && m.Hi == 0 {
		return 0, 1
	}
	if !(m.Lo < m.Hi) {
		panic("model: bounds of a logit do not rise")
	}
	return m.Lo, m.Hi
}

// String returns "logit(…)", with the bounds if they are not 0 and 1.
func (m Logit) String() string {
	lo, hi := m.bounds()
	if lo == 0 && hi == 1 {
		return fmt.Sprintf("logit(%s)", orNaive(m.Of))
	}
	return fmt.Sprintf("logit(%s, %g to %g)", orNaive(m.Of), lo, hi)
}

// Fit fits Of to the log-odds.
func (m Logit) Fit(y data.Series) (forecast.Fitted, error) {
	lo, hi := m.bounds()
	l := link{
		to:     func(y float64) float64 { return math.Log(y-lo) - math.Log(math.Max(hi-y, 0)) },
		back:   func(z float64) float64 { return lo + (hi-lo)/(1+math.Exp(-z)) },
		domain: fmt.Sprintf("values between %g and %g", lo, hi),
		scale:  fmt.Sprintf("logits between %g and %g", lo, hi),
	}
	return asFitted(l.fit(m, orNaive(m.Of), y))
}
