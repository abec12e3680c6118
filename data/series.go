package data

import (
	"fmt"
	"math"
	"slices"
)

// Series is one variable of one country, one value a year without jumps:
// Values[i] belongs to year Start+i, and NaN marks a missing value.
//
// Status and Published are either empty (all values settled; publication
// dates unknown) or as long as Values. Functions never change the slices of a
// Series they are given.
type Series struct {
	ID        string // "jpn-mod-initial-incl"; unique in a [Panel]
	Country   string // ISO 3166-1 alpha-3
	Name      string // what it is, in words
	Unit      Unit
	Basis     YearBasis
	Start     Year
	Values    []float64
	Status    []Status
	Published []Date
	Vintage   Date   // publication date of the edition that all values come from; zero when they were published one by one
	Source    string // key of the publisher's entry in SOURCES.md
	Note      string // the publisher's remarks on the whole series: its footnotes, in words
}

// Len returns the number of years, missing values included.
func (s Series) Len() int { return len(s.Values) }

// End returns the last year. An empty series ends the year before its Start.
func (s Series) End() Year { return s.Start + Year(len(s.Values)) - 1 }

// At returns the value of a year and whether there is one: a missing value
// and a year outside the series are both NaN, false.
func (s Series) At(y Year) (float64, bool) {
	if y < s.Start || y > s.End() {
		return math.NaN(), false
	}
	v := s.Values[y-s.Start]
	return v, !math.IsNaN(v)
}

// StatusAt returns the status of a year's value; Settled where none is kept.
func (s Series) StatusAt(y Year) Status {
	if len(s.Status) == 0 || y < s.Start || y > s.End() {
		return Settled
	}
	return s.Status[y-s.Start]
}

// PublishedAt returns when a year's value was published: its own date or,
// failing that, the Vintage of the series.
func (s Series) PublishedAt(y Year) Date {
	if len(s.Published) == 0 || y < s.Start || y > s.End() || s.Published[y-s.Start].IsZero() {
		return s.Vintage
	}
	return s.Published[y-s.Start]
}

// Observed counts the values that are not missing.
func (s Series) Observed() int {
	n := 0
	for _, v := range s.Values {
		if !math.IsNaN(v) {
			n++
		}
	}
	return n
}

// Window returns the years from first to last that the series has. The slices
// are shared with s.
func (s Series) Window(first, last Year) Series {
	i := min(max(int(first-s.Start), 0), len(s.Values))
	j := max(min(int(last-s.Start)+1, len(s.Values)), i)
	s.Start += Year(i)
	s.Values = s.Values[i:j]
	if len(s.Status) > 0 {
		s.Status = s.Status[i:j]
	}
	if len(s.Published) > 0 {
		s.Published = s.Published[i:j]
	}
	return s
}

// Trim returns the series without missing values at either end.
func (s Series) Trim() Series {
	first, last := s.Start, s.End()
	for first <= last && math.IsNaN(s.Values[first-s.Start]) {
		first++
	}
	for last >= first && math.IsNaN(s.Values[last-s.Start]) {
		last--
	}
	return s.Window(first, last)
}

// AsOf returns the series as it could be known at the end of a day: values
// published later, or on an unknown date, are missing, and the ends trimmed.
// A zero date returns the series unchanged.
func (s Series) AsOf(d Date) Series {
	if d.IsZero() {
		return s
	}
	t := s.Clone()
	for i := range t.Values {
		if !s.PublishedAt(s.Start + Year(i)).By(d) {
			t.Values[i] = math.NaN()
		}
	}
	return t.Trim()
}

// Clone returns a copy that shares nothing with s.
func (s Series) Clone() Series {
	s.Values = slices.Clone(s.Values)
	s.Status = slices.Clone(s.Status)
	s.Published = slices.Clone(s.Published)
	return s
}

// In returns the series in another unit of the same currency and prices. It
// returns an error that wraps [ErrUnit] where only a model could convert.
func (s Series) In(u Unit) (Series, error) {
	f, err := s.Unit.Factor(u)
	if err != nil {
		return Series{}, fmt.Errorf("convert %s: %w", s.ID, err)
	}
	t := s.Clone()
	t.Unit = u
	if f != 1 {
		for i := range t.Values {
			t.Values[i] *= f
		}
	}
	return t, nil
}

// Add returns the sum of two series of equal unit and year basis over the
// years of either; a year that one of them lacks is missing.
func Add(a, b Series) (Series, error) {
	if a.Unit != b.Unit || !a.Basis.Equal(b.Basis) {
		return Series{}, fmt.Errorf("add %s and %s: %w: %s (%s) and %s (%s)",
			a.ID, b.ID, ErrUnit, a.Unit, a.Basis, b.Unit, b.Basis)
	}
	return combine(a, b, func(x, y float64) float64 { return x + y }), nil
}

// Ratio returns num/den as a share, for money of the same currency, prices
// and year basis; scales may differ. A year that either lacks is missing. The
// status is that of the less firm of the two, the publication date the later.
func Ratio(num, den Series) (Series, error) {
	f, err := num.Unit.Factor(den.Unit)
	if err == nil && !num.Basis.Equal(den.Basis) {
		err = fmt.Errorf("%w: years are %s and %s", ErrUnit, num.Basis, den.Basis)
	}
	if err != nil {
		return Series{}, fmt.Errorf("divide %s by %s: %w", num.ID, den.ID, err)
	}
	r := combine(num, den, func(x, y float64) float64 { return x * f / y })
	r.Unit = Fraction
	return r, nil
}

// combine applies op year by year over the union of the years of a and b. Each
// value has its own publication date; it is unknown where one of the two is.
func combine(a, b Series, op func(x, y float64) float64) Series {
	out := a
	out.Vintage = Date{}
	var n int
	out.Start, n = union(a, b)
	out.Values = make([]float64, n)
	out.Status = make([]Status, n)
	out.Published = make([]Date, n)
	for i := range n {
		y := out.Start + Year(i)
		x, okX := a.At(y)
		z, okZ := b.At(y)
		if !okX || !okZ {
			out.Values[i] = math.NaN()
			continue
		}
		out.Values[i] = op(x, z)
		out.Status[i] = max(a.StatusAt(y), b.StatusAt(y))
		out.Published[i] = later(a.PublishedAt(y), b.PublishedAt(y))
	}
	return out
}

// union returns the first year of a or b and the number of years to the last
// one of either. An empty series has no years.
func union(a, b Series) (first Year, n int) {
	switch {
	case b.Len() == 0:
		return a.Start, a.Len()
	case a.Len() == 0:
		return b.Start, b.Len()
	}
	first = min(a.Start, b.Start)
	return first, int(max(a.End(), b.End())-first) + 1
}

// later returns the later of two dates, an unknown one if either is unknown.
func later(p, q Date) Date {
	if p.IsZero() || q.IsZero() {
		return Date{}
	}
	if p.Compare(q) < 0 {
		return q
	}
	return p
}
