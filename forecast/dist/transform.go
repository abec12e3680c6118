package dist

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Exp returns the distribution of exp(X) for X ~ d. The mean of an
// exponentiated normal is exp(mu + s²/2), not exp(mu).
func Exp(d Dist) Dist {
	switch d := d.(type) {
	case distuv.Normal:
		return LogNormal{distuv.LogNormal{Mu: d.Mu, Sigma: d.Sigma}}
	case Point:
		return Point(math.Exp(float64(d)))
	}
	return Transform{Of: d, To: math.Exp, From: math.Log}
}

// LogNormal is gonum's with a distribution function on the whole line: that of
// distuv is NaN below zero (v0.17), which no comparison notices.
type LogNormal struct{ distuv.LogNormal }

// CDF returns P(X ≤ x), 0 for x below zero.
func (d LogNormal) CDF(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return d.LogNormal.CDF(x)
}

// Transform is the distribution of To(X) for X ~ Of. To never decreases and
// From is its inverse: the largest x where To is flat, NaN below all that To
// gives and +Inf above it.
type Transform struct {
	Of       Dist
	To, From func(float64) float64
}

// Mean returns E[To(X)], which [Expect] integrates: with the bias of the
// back-transform, where To(Of.Mean()) would be without.
func (d Transform) Mean() float64 { return Expect(d.Of, d.To) }

// CDF returns Of.CDF(From(x)).
func (d Transform) CDF(x float64) float64 {
	z := d.From(x)
	if math.IsNaN(z) { // x lies below everything that To can give
		return 0
	}
	return d.Of.CDF(z)
}

// Quantile returns To(Of.Quantile(p)).
func (d Transform) Quantile(p float64) float64 { return d.To(d.Of.Quantile(p)) }
