package data

import "testing"

func TestCountryTable(t *testing.T) {
	last := ""
	iso := 0
	for _, c := range Countries() {
		if len(c.Code) != 3 || c.Name == "" || c.Currency != "" && !isCurrency(c.Currency) {
			t.Errorf("bad entry %+v", c)
		}
		if c.Code == "XKX" {
			break
		}
		if c.Code <= last {
			t.Errorf("%s stands after %s", c.Code, last)
		}
		last = c.Code
		iso++
	}
	if iso != 249 { // officially assigned codes, iso.org/obp, January 2026
		t.Errorf("%d ISO 3166-1 codes, want 249", iso)
	}
}

func TestCountryName(t *testing.T) {
	for code, want := range map[string]string{
		"JPN": "Japan", "TWN": "Taiwan", "XKX": "Kosovo", "TUR": "Türkiye",
		"SUN": "Soviet Union", "nato-total": "nato-total",
	} {
		if got := CountryName(code); got != want {
			t.Errorf("CountryName(%q) = %q, want %q", code, got, want)
		}
	}
	if !Known("YUG") || Known("world") || Known("") {
		t.Error("Known is wrong about YUG, world or the empty code")
	}
}

func TestCurrencyOf(t *testing.T) {
	for _, c := range []struct{ code, published, want string }{
		{"JPN", "", "JPY"},
		{"BGR", "", "EUR"},
		{"BGR", "2025-04-28", "BGN"},
		{"BGR", "2026-04-27", "EUR"},
		{"HRV", "2022-12-31", "HRK"},
		{"HRV", "2023-01-01", "EUR"},
		{"world", "2025", ""},
	} {
		if got := CurrencyOf(c.code, MustDate(c.published)); got != c.want {
			t.Errorf("CurrencyOf(%s, %q) = %q, want %q", c.code, c.published, got, c.want)
		}
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"NATO Europe and Canada": "nato-europe-and-canada",
		"  Asia & Oceania ":      "asia-oceania",
		"Cote d'Ivoire":          "cote-divoire",
		"...":                    "",
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}
