package data

import "testing"

func TestYearBasis(t *testing.T) {
	for _, c := range []struct{ basis, label, ends string }{
		{"calendar", "2025", "2025-12"},
		{"fiscal-04", "FY2025", "2026-03"},     // Japan
		{"fiscal-10-end", "FY2025", "2025-09"}, // the United States
		{"fiscal-07-end", "FY2025", "2025-06"}, // Australia
		{"fiscal-02", "FY2025", "2026-01"},
		{"fiscal-12-end", "FY2025", "2025-11"},
	} {
		b, err := ParseYearBasis(c.basis)
		if err != nil || b.String() != c.basis {
			t.Errorf("ParseYearBasis(%q) = %q, %v", c.basis, b, err)
		}
		if b.Label(2025) != c.label || b.Ends(2025).String() != c.ends {
			t.Errorf("%s: 2025 is %s and ends in %s, want %s and %s", c.basis, b.Label(2025), b.Ends(2025), c.label, c.ends)
		}
	}
	for _, s := range []string{"", "fiscal", "fiscal-1", "fiscal-01", "fiscal-13", "fiscal-4", "fiscal-04-end ", "fiscal-04-end x",
		"fiscal-+4", "fiscal-04end", "Calendar"} {
		if b, err := ParseYearBasis(s); err == nil {
			t.Errorf("ParseYearBasis(%q) = %v, want an error", s, b)
		}
	}
}

func TestYearBasisEqual(t *testing.T) {
	if !Calendar.Equal(YearBasis{First: 1}) || !Calendar.Equal(YearBasis{First: 1, ByEnd: true}) {
		t.Error("a year from January is not the calendar year")
	}
	if Calendar.Equal(FiscalApril) || FiscalApril.Equal(YearBasis{First: 4, ByEnd: true}) {
		t.Error("years of different months are equal")
	}
}
