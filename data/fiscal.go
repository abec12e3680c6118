package data

import (
	"fmt"
	"math"
	"time"
)

// Fiscal years to calendar years and back
//
// Months are counted from January of year 0, so that a year of any basis is
// twelve consecutive numbers and overlap is subtraction. Spending is taken to
// be even over the twelve months: it is the convention of every publisher that
// converts (SIPRI, Sources and Methods; OECD National Accounts) and wrong by
// what is spent in March.

// FirstMonth returns the first month of a year of this basis.
func (b YearBasis) FirstMonth(y Year) Date {
	m := b.firstMonth(y)
	return Date{Year: floorDiv(m, 12), Month: time.Month(m-12*floorDiv(m, 12)) + 1}
}

func (b YearBasis) firstMonth(y Year) int {
	if b.IsCalendar() {
		return 12 * int(y)
	}
	if b.ByEnd {
		y--
	}
	return 12*int(y) + int(b.First) - 1
}

func floorDiv(a, b int) int { return int(math.Floor(float64(a) / float64(b))) }

// Weight is a share of a year.
type Weight struct {
	Year  Year
	Share float64
}

// Weights returns which years of another basis make up year y of b, in order,
// with the share of y's twelve months that lies in each. The shares add up
// to 1. Calendar 2025 seen from Japanese fiscal years is a quarter of FY2024
// (January to March) and three quarters of FY2025:
//
//	Calendar.Weights(2025, FiscalApril) = {2024, 0.25}, {2025, 0.75}
func (b YearBasis) Weights(y Year, of YearBasis) []Weight {
	begin := b.firstMonth(y)
	var ws []Weight
	for z := y - 2; z <= y+2; z++ {
		first := of.firstMonth(z)
		months := min(begin, first) + 12 - max(begin, first)
		if months > 0 {
			ws = append(ws, Weight{z, float64(months) / 12})
		}
	}
	return ws
}

// InBasis returns the series as years of another basis: each is the mean of
// the years it overlaps, weighted by the months it shares with them,
//
//	y'[t] = Σ_s w[t,s]·y[s]   (see [YearBasis.Weights]),
//
// so that twelve months' worth of a flow stays twelve months' worth and a
// share stays a share. A year is missing if any year it overlaps is; so the
// result begins or ends up to a year inside the original. Its status is the
// least firm, its publication date the latest of its parts.
//
// Going there and back smooths: it is not an inverse. [Series.Unmix] is one.
//
// # References
//
// SIPRI Military Expenditure Database, Sources and methods, "Calendar years":
// fiscal-year figures are converted on the assumption of even spending.
func (s Series) InBasis(b YearBasis) Series {
	if b.normal() == s.Basis.normal() {
		return s
	}
	out := s
	out.Basis = b
	out.Start = s.Start - 1
	n := s.Len() + 2
	out.Values = make([]float64, n)
	out.Status = make([]Status, n)
	out.Published = make([]Date, n)
	for i := range n {
		y := out.Start + Year(i)
		for _, w := range b.Weights(y, s.Basis) {
			v, _ := s.At(w.Year) // NaN where missing, and NaN spreads
			out.Values[i] += float64(w.Share * v)
			out.Status[i] = max(out.Status[i], s.StatusAt(w.Year))
			if p := s.PublishedAt(w.Year); p.Compare(out.Published[i]) > 0 {
				out.Published[i] = p
			}
		}
	}
	return out.Trim()
}

// Unmix undoes [Series.InBasis]: it returns the series of basis b that, mixed
// into the basis of s, gives s, when the first year is known to be first. It
// solves the mixing equation forward,
//
//	y[t] = (y'[t] - w[t,t-1]·y[t-1]) / w[t,t]   (t the later year),
//
// up to the first missing value. An error in first, or rounding of y', comes
// back multiplied by -w[t,t-1]/w[t,t] each year: it dies out if the later
// year holds most months (1/3 for April–March labelled by start) and grows
// otherwise, which is refused with an error that wraps [ErrUnit].
func (s Series) Unmix(b YearBasis, first float64) (Series, error) {
	ws := s.Basis.Weights(s.Start, b)
	if len(ws) == 1 {
		s.Basis = b
		return s, nil
	}
	early, late := ws[0].Share, ws[1].Share
	if early >= late {
		return Series{}, fmt.Errorf("unmix %s from %s years to %s: errors would grow %.3g times a year: %w",
			s.ID, s.Basis, b, early/late, ErrUnit)
	}
	out := s.Clone()
	out.Basis = b
	out.Start = ws[0].Year
	out.Values = append([]float64{first}, out.Values...)
	for i := 1; i < len(out.Values); i++ {
		out.Values[i] = (out.Values[i] - float64(early*out.Values[i-1])) / late
	}
	if len(s.Status) > 0 {
		out.Status = append([]Status{s.Status[0]}, out.Status...)
	}
	if len(s.Published) > 0 {
		out.Published = append([]Date{s.Published[0]}, out.Published...)
	}
	return out.Trim(), nil
}

// Relabel returns the basis and the label of year y when years are named by
// another rule: FY2025 of the United States (by end) is 2024 by start.
func (b YearBasis) Relabel(y Year, byEnd bool) (YearBasis, Year) {
	if b.IsCalendar() || b.ByEnd == byEnd {
		return b, y
	}
	if byEnd {
		y++
	} else {
		y--
	}
	b.ByEnd = byEnd
	return b, y
}

// ByMostMonths returns the calendar year that holds most months of year y, the
// earlier if they hold six each. It is NATO's rule: a fiscal year from April
// belongs to the year it begins in, one from October to the year it ends in.
func (b YearBasis) ByMostMonths(y Year) Year {
	ws := b.Weights(y, Calendar)
	best := ws[0]
	for _, w := range ws[1:] {
		if w.Share > best.Share {
			best = w
		}
	}
	return best.Year
}

// MostMonths returns the basis that begins in a month and is labelled as
// [YearBasis.ByMostMonths] says.
func MostMonths(first time.Month) YearBasis {
	b := YearBasis{First: first}
	b.ByEnd = !b.IsCalendar() && b.ByMostMonths(2000) != 2000
	return b
}

func (b YearBasis) normal() YearBasis {
	if b.IsCalendar() {
		return Calendar
	}
	return b
}
