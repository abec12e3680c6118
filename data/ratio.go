package data

import "fmt"

// Ratio returns the past of a measure: its numerator divided by what it divides
// by, year by year, in the newest vintages on hand. Figures of years that are
// not over are among the values where the publisher gives them; their Status
// says so. It returns an error where a series is missing or has no value of a
// frozen year, and one that wraps [ErrUnit] where the two halves cannot be
// divided.
func (f Facts) Ratio(m Measure) (Series, error) {
	num, ok := f.Panel.Edition(m.Numerator)
	if !ok {
		return Series{}, fmt.Errorf("measure %s: no series %s", m.ID, m.Numerator)
	}
	if m.Denominator.Kind == Published {
		num.ID = m.ID
		return num, nil
	}
	den, ok := f.Panel.Edition(m.Denominator.Series)
	if !ok {
		return Series{}, fmt.Errorf("measure %s: no series %s", m.ID, m.Denominator.Series)
	}
	if m.Denominator.Kind == Frozen {
		v, ok := den.At(m.Denominator.Year)
		if !ok {
			return Series{}, fmt.Errorf("measure %s: %s has no value for %s", m.ID, den.ID, den.Basis.Label(m.Denominator.Year))
		}
		den = den.constant(m.Denominator.Year, v, num)
	}
	r, err := Ratio(num, den)
	if err != nil {
		return Series{}, fmt.Errorf("measure %s: %w", m.ID, err)
	}
	r.ID, r.Country = m.ID, m.Country
	if m.Denominator.Kind == Outlook { // a forecast by design: the budget's stage is what counts
		for i := range r.Status {
			r.Status[i] = num.StatusAt(r.Start + Year(i))
		}
	}
	return r.Trim(), nil
}

// constant returns the series that is its value v of a frozen year in all years
// of another, settled and published when that was.
func (s Series) constant(frozen Year, v float64, years Series) Series {
	s.Vintage = s.PublishedAt(frozen)
	s.Start, s.Status, s.Published = years.Start, nil, nil
	s.Values = make([]float64, years.Len())
	for i := range s.Values {
		s.Values[i] = v
	}
	return s
}
