package data

import "strings"

// Country is a state or territory as ISO 3166-1 names it, or one of the few
// that publishers keep figures of and the standard does not list.
type Country struct {
	Code     string // ISO 3166-1 alpha-3, or a code of countries.go that says why not
	Name     string // the short English name used in titles
	Currency string // ISO 4217 of what is legal tender now; empty where there is none of its own
}

// Known reports whether the code stands in the table: "JPN" does, the slug of
// an aggregate ("nato-total", "world") does not.
func Known(code string) bool {
	_, ok := byCode[code]
	return ok
}

// CountryName returns the short English name of a country, or the code itself
// where none is known.
func CountryName(code string) string {
	if c, ok := byCode[code]; ok {
		return c.Name
	}
	return code
}

// Countries returns the whole table in the order of the codes.
func Countries() []Country { return append([]Country(nil), countries...) }

// CurrencyOf returns the ISO 4217 code of the money that figures of a country
// published on a day are expressed in, empty for an aggregate. Publishers
// restate the past in the money of the day, so the day is that of publication
// and not that of the figure. A zero day means now.
func CurrencyOf(code string, published Date) string {
	current := byCode[code].Currency
	if published.IsZero() {
		return current
	}
	for _, c := range replaced {
		if c.country == code && published.Compare(c.until) < 0 {
			return c.currency
		}
	}
	return current
}

// Slug writes a name as part of an id: lower case, words joined by hyphens.
// Letters outside ASCII are dropped; sources fold accents first.
func Slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			gap = false
			continue
		}
		gap = gap || r != '\'' && r != '’'
	}
	return b.String()
}

var byCode = func() map[string]Country {
	m := make(map[string]Country, len(countries))
	for _, c := range countries {
		if _, ok := m[c.Code]; ok {
			panic("data: country listed twice: " + c.Code)
		}
		m[c.Code] = c
	}
	return m
}()
