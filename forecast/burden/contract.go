package burden

import "math"

// Contracts are yearly amounts, in order: what was newly signed to be paid in
// later years, and what was paid on contracts of earlier years. NaN is missing.
type Contracts struct{ Signed, Paid []float64 }

// Runoff is the share of what is owed on contracts that is paid each year,
// estimated by [Contracts.Learn].
type Runoff struct {
	Rate, SE float64
	Years    int
}

// Learn estimates the profile by which contracts turn into outlays. Few years
// are on record, so that it has one parameter: of the obligations B outstanding
// at the start of a year the share δ falls due,
//
//	P[t] = δ·B[t],  B[t+1] = B[t] - P[t] + N[t],
//
// P paid and N signed: a contract is paid by δ, δ(1-δ), δ(1-δ)², … in the years
// after it is signed. B is hardly ever published; it drops out of
//
//	P[t+1] - P[t] = δ·(N[t] - P[t]),
//
// whose least squares estimate is kept between 0 and 1. Amounts that were
// brought forward by supplementary budgets are in the residual. It reports false
// with fewer than minRecord years.
func (c Contracts) Learn() (Runoff, bool) {
	var xy, xx, yy float64
	var r Runoff
	for t := 0; t+1 < len(c.Paid) && t < len(c.Signed); t++ {
		x, y := c.Signed[t]-c.Paid[t], c.Paid[t+1]-c.Paid[t]
		if !math.IsNaN(x) && !math.IsNaN(y) {
			xy, xx, yy, r.Years = xy+x*y, xx+x*x, yy+y*y, r.Years+1
		}
	}
	if r.Years < minRecord || xx == 0 {
		return r, false
	}
	r.Rate = min(1, max(0, xy/xx))
	squares := yy - 2*r.Rate*xy + r.Rate*r.Rate*xx
	r.SE = math.Sqrt(max(0, squares) / float64(r.Years-1) / xx)
	return r, true
}

// Due returns what falls due in the years after one in which paid was paid, given
// what is signed from that year on: one year more than are signed would need
// to be known.
func (r Runoff) Due(paid float64, signed []float64) []float64 {
	due := make([]float64, len(signed))
	for i, n := range signed {
		paid += r.Rate * (n - paid)
		due[i] = paid
	}
	return due
}
