package data

import (
	"fmt"
	"time"
)

// Year is the label of an annual value. What span it labels is said by the
// [YearBasis] of its series.
type Year int

// YearBasis says which twelve months a year stands for. The zero value is
// the calendar year.
type YearBasis struct {
	// First is the first month; 0 and January both mean the calendar year.
	First time.Month
	// ByEnd is true where the year is named for the calendar year it ends in
	// (the United States), false where for the one it begins in (Japan).
	ByEnd bool
}

// The bases in use so far.
var (
	Calendar    = YearBasis{}
	FiscalApril = YearBasis{First: time.April}
)

// ParseYearBasis reads "calendar" or "fiscal-04" (first month April, named for
// the year it begins in) or "fiscal-10-end" (named for the year it ends in).
func ParseYearBasis(s string) (YearBasis, error) {
	if s == "calendar" {
		return Calendar, nil
	}
	for m := time.February; m <= time.December; m++ {
		for _, b := range []YearBasis{{First: m}, {First: m, ByEnd: true}} {
			if b.String() == s {
				return b, nil
			}
		}
	}
	return YearBasis{}, fmt.Errorf("bad year basis %q (want calendar, fiscal-MM or fiscal-MM-end)", s)
}

// String writes the basis as [ParseYearBasis] reads it.
func (b YearBasis) String() string {
	switch {
	case b.IsCalendar():
		return "calendar"
	case b.ByEnd:
		return fmt.Sprintf("fiscal-%02d-end", b.First)
	}
	return fmt.Sprintf("fiscal-%02d", b.First)
}

// IsCalendar reports whether the year runs from January to December.
func (b YearBasis) IsCalendar() bool { return b.First <= time.January }

// Equal reports whether b and c label the same months with the same year.
func (b YearBasis) Equal(c YearBasis) bool { return b == c || b.IsCalendar() && c.IsCalendar() }

// Label writes a year of this basis: "FY2025" for a fiscal year, "2025" for a
// calendar year.
func (b YearBasis) Label(y Year) string {
	if b.IsCalendar() {
		return fmt.Sprint(int(y))
	}
	return fmt.Sprintf("FY%d", int(y))
}

// Ends returns the last month of year y.
func (b YearBasis) Ends(y Year) Date {
	if b.IsCalendar() {
		return Date{int(y), time.December, 0}
	}
	end := Date{int(y) + 1, b.First - 1, 0}
	if b.ByEnd {
		end.Year--
	}
	return end
}
