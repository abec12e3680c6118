package data

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseDate(t *testing.T) {
	for _, s := range []string{"", "2025", "2025-12", "2025-12-26", "2024-02-29", "0999-01-01"} {
		d, err := ParseDate(s)
		if err != nil || d.String() != s {
			t.Errorf("ParseDate(%q) = %q, %v", s, d, err)
		}
	}
	for _, s := range []string{"2025-13", "2025-02-29", "2025-00", "2025-04-31", "25-04-01", "2025-4-1", "2025-12-26-1",
		"0000", "+202", "2025/12/26", "2025-+1", "2025-", "-2025", " 2025", "２０２５"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", s, d)
		}
	}
}

func TestMustDatePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("MustDate of nonsense does not panic")
		}
	}()
	MustDate("soon")
}

// TestBy: what is known only to its month is surely known at the end of it.
func TestBy(t *testing.T) {
	for _, c := range []struct {
		published, asOf string
		want            bool
	}{
		{"2025-12-26", "2025-12-26", true},
		{"2025-12-27", "2025-12-26", false},
		{"2025-12", "2025-12-30", false},
		{"2025-12", "2025-12-31", true},
		{"2025", "2025-12-30", false},
		{"2025-11", "2025-12", true},
		{"2025-12-26", "2025", true},
		{"", "2025-12-26", false}, // of unknown date: never sure
		{"", "", true},            // without a limit everything counts
		{"2099", "", true},
	} {
		if got := MustDate(c.published).By(MustDate(c.asOf)); got != c.want {
			t.Errorf("published %q, as of %q: known is %t", c.published, c.asOf, got)
		}
	}
}

func drawDate(t *rapid.T, label string) Date {
	d := Date{Year: rapid.IntRange(1900, 2100).Draw(t, label)}
	if rapid.Bool().Draw(t, label+" has month") {
		d.Month = time.Month(rapid.IntRange(1, 12).Draw(t, label+" month"))
		if rapid.Bool().Draw(t, label+" has day") {
			d.Day = rapid.IntRange(1, daysIn(d.Year, d.Month)).Draw(t, label+" day")
		}
	}
	return d
}

func TestDateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawDate(t, "a"), drawDate(t, "b")
		if back, err := ParseDate(a.String()); err != nil || back != a {
			t.Fatalf("%v is written %q and read as %v, %v", a, a.String(), back, err)
		}
		if a.Compare(b) != -b.Compare(a) {
			t.Fatalf("%s and %s: order is not antisymmetric", a, b)
		}
		if !a.By(b) && !b.By(a) {
			t.Fatalf("neither of %s and %s is by the other", a, b)
		}
		if a.Compare(a.Last()) != 0 || (Date{}).Compare(a) >= 0 {
			t.Fatalf("%s: Last is %s; an unknown date comes first", a, a.Last())
		}
	})
}
