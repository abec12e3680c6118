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
		den = den.Clone()
		den.Start, den.Values, den.Status, den.Published = num.Start, make([]float64, num.Len()), nil, nil
		for i := range den.Values {
			den.Values[i] = v
		}
	}
	r, err := Ratio(num, den)
	if err != nil {
		return Series{}, fmt.Errorf("measure %s: %w", m.ID, err)
	}
	r.ID, r.Country = m.ID, m.Country
	return r.Trim(), nil
}
