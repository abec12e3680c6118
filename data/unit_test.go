package data

import (
	"errors"
	"math"
	"testing"
)

func TestParseUnit(t *testing.T) {
	for _, c := range []struct {
		s string
		u Unit
	}{
		{"share", Fraction},
		{"percent", Unit{Kind: Share, Scale: -2}},
		{"number", Unit{}},
		{"JPY", Unit{Kind: Money, Currency: "JPY"}},
		{"JPY bn", Unit{Kind: Money, Currency: "JPY", Scale: 9}},
		{"JPY tn", Unit{Kind: Money, Currency: "JPY", Scale: 12}},
		{"EUR thousand", Unit{Kind: Money, Currency: "EUR", Scale: 3}},
		{"USD m, 2024 prices", Unit{Kind: Money, Currency: "USD", Scale: 6, Constant: 2024}},
		{"JPY per USD", Unit{Kind: Rate, Currency: "JPY/USD"}},
	} {
		u, err := ParseUnit(c.s)
		if err != nil || u != c.u || u.String() != c.s {
			t.Errorf("ParseUnit(%q) = %+v, %v, written %q", c.s, u, err, u)
		}
	}
	for _, s := range []string{"", "%", "yen", "JPY billion", "jpy bn", "JPY ", "JPY  bn", "JPY bn,2024 prices", "JPY bn, 2024",
		"JPY bn, +2024 prices", "JPY bn,  prices", "JPY per yen", "JPY per USD, 2024 prices", "JPY per USD bn"} {
		if u, err := ParseUnit(s); err == nil {
			t.Errorf("ParseUnit(%q) = %+v, want an error", s, u)
		}
	}
}

func TestFactor(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     float64
	}{{"JPY tn", "JPY bn", 1000}, {"JPY", "JPY bn", 1e-9}, {"percent", "share", 0.01}, {"share", "percent", 100},
		{"USD m, 2024 prices", "USD bn, 2024 prices", 1e-3}} {
		f, err := mustUnit(t, c.from).Factor(mustUnit(t, c.to))
		if err != nil || math.Abs(f/c.want-1) > 1e-15 {
			t.Errorf("from %s to %s: %g, %v; want %g", c.from, c.to, f, err, c.want)
		}
	}
	for _, c := range [][2]string{{"JPY bn", "USD bn"}, {"USD m, 2024 prices", "USD m"}, {"USD m, 2024 prices", "USD m, 2023 prices"},
		{"share", "number"}, {"JPY per USD", "JPY"}} {
		if _, err := mustUnit(t, c[0]).Factor(mustUnit(t, c[1])); !errors.Is(err, ErrUnit) {
			t.Errorf("from %s to %s: %v, want ErrUnit", c[0], c[1], err)
		}
	}
}

func mustUnit(t testing.TB, s string) Unit {
	t.Helper()
	u, err := ParseUnit(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}
