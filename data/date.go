package data

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a calendar date that may be known only to its month (Day is 0) or
// its year (Month is 0). The zero value is an unknown date.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads "2025-12-26", "2025-12", "2025" or "" (an unknown date).
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	parts := strings.Split(s, "-")
	widths := [...]int{4, 2, 2}
	var n [3]int
	if len(parts) > len(widths) {
		return Date{}, dateError(s)
	}
	for i, p := range parts {
		v, err := strconv.ParseUint(p, 10, 16) // no sign, unlike Atoi
		if err != nil || len(p) != widths[i] || v < 1 {
			return Date{}, dateError(s)
		}
		n[i] = int(v)
	}
	d := Date{n[0], time.Month(n[1]), n[2]}
	if d.Month > time.December || d.Day > 0 && d.Day > daysIn(d.Year, d.Month) {
		return Date{}, dateError(s)
	}
	return d, nil
}

// MustDate is [ParseDate] for constants; it panics where ParseDate fails.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err.Error())
	}
	return d
}

func dateError(s string) error {
	return fmt.Errorf("bad date %q (want YYYY-MM-DD, YYYY-MM or YYYY)", s)
}

func daysIn(year int, m time.Month) int {
	return time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// IsZero reports whether the date is unknown.
func (d Date) IsZero() bool { return d == Date{} }

// String writes the date to the precision it is known, "" when unknown.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Last returns the last day that d can mean: 2025-12 is at latest 2025-12-31.
func (d Date) Last() Date {
	if d.IsZero() {
		return d
	}
	if d.Month == 0 {
		d.Month = time.December
	}
	if d.Day == 0 {
		d.Day = daysIn(d.Year, d.Month)
	}
	return d
}

// Compare orders dates by the last day they can mean; an unknown date comes
// before all others.
func (d Date) Compare(e Date) int {
	d, e = d.Last(), e.Last()
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// By reports whether something published on d was surely known at the end of
// asOf. An unknown asOf means "no limit"; an unknown d is never sure and is
// known only without a limit.
func (d Date) By(asOf Date) bool {
	if asOf.IsZero() {
		return true
	}
	return !d.IsZero() && d.Compare(asOf) <= 0
}
