package source

import (
	"strings"

	"github.com/defcast/defcast/data"
)

// tidyUnit reads the units of package data and the looser ways in which people
// write them ("LCU million, current prices", "USD, constant 2024 prices");
// percent come in as fractions. It returns the power of ten to the unit.
func tidyUnit(s, country string, published data.Date) (data.Unit, int, bool) {
	low := strings.ToLower(s)
	lcu := data.CurrencyOf(country, published)
	if !strings.HasPrefix(low, "lcu") {
		if u, err := data.ParseUnit(s); err == nil {
			if u.Kind == data.Share {
				return data.Fraction, u.Scale, true
			}
			return u, 0, true
		}
	}
	switch {
	case strings.HasPrefix(low, "percent"), strings.HasPrefix(low, "%"):
		return data.Fraction, -2, true
	case strings.HasPrefix(low, "share"), strings.HasPrefix(low, "fraction"):
		return data.Fraction, 0, true
	case strings.HasPrefix(low, "lcu per ") && lcu != "":
		u := data.Unit{Kind: data.Rate, Currency: lcu + "/" + data.International}
		if strings.HasPrefix(low, "lcu per us") {
			u.Currency = lcu + "/USD"
		}
		if u.Currency == "USD/USD" {
			u = data.Unit{}
		}
		return u, 0, true
	}
	head, rest, _ := strings.Cut(low, ",")
	currency, scale, ok := tidyMoney(head, lcu)
	if !ok {
		return data.Unit{}, 0, s == "" || strings.HasPrefix(low, "index") || strings.HasPrefix(low, "person")
	}
	if currency == "" {
		return data.Unit{}, scale, true // thousand persons
	}
	u := data.Unit{Kind: data.Money, Currency: currency, Scale: scale}
	if strings.Contains(rest, "constant") || strings.Contains(rest, "prices") && !strings.Contains(rest, "current") {
		u.Constant = data.UnstatedBase
		for _, w := range strings.FieldsFunc(rest, func(r rune) bool { return r < '0' || r > '9' }) {
			if y, ok := year(w); ok {
				u.Constant = y
			}
		}
	}
	return u, 0, true
}

// tidyMoney reads "usd million", "thousand usd", "lcu", "thousand persons".
func tidyMoney(head, lcu string) (currency string, scale int, ok bool) {
	for _, w := range strings.Fields(head) {
		switch w {
		case "lcu":
			currency, ok = lcu, lcu != ""
		case "usd", "us$":
			currency, ok = "USD", true
		case "international", "int$":
			currency, ok = data.International, true
		case "persons":
			ok = true
		case "thousand", "thousands":
			scale = 3
		case "million", "millions", "m":
			scale = 6
		case "billion", "billions", "bn":
			scale = 9
		case "dollar", "dollars", "(derived)":
		default:
			return "", 0, false
		}
	}
	return currency, scale, ok
}
