package cli

import (
	"math"
	"slices"
	"strings"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
)

// moneyTable lists the amounts behind the measures of one country: what was
// counted last, in national money, in dollars at market rates and at purchasing
// power parity, and at constant prices.
func moneyTable(facts data.Facts, measures []data.Measure) (render.Table, error) {
	t := render.Table{
		Name: "money",
		About: []render.Field{{Key: "amounts", Text: "usd_bn: billions of US dollars at the market rate of the year; intl_bn: of international dollars " +
			"at its purchasing power parity; constant: the amount at the prices of another year (GDP deflator). A fiscal year takes " +
			"the rates of its calendar years by months. " + ratesOf(facts, measures)}},
		Columns: []render.Column{{Key: "measure"}, {Key: "year"}, {Key: "amount", Right: true}, {Key: "unit"}, {Key: "usd_bn", Right: true},
			{Key: "intl_bn", Right: true}, {Key: "constant", Right: true}, {Key: "prices"}, {Key: "status"}, {Key: "published"}, {Key: "counts", Wide: true}},
	}
	var seen []string
	for _, m := range measures {
		s, ok := amounts(facts, m)
		if !ok || slices.Contains(seen, s.ID) {
			continue
		}
		seen = append(seen, s.ID)
		s = s.Trim()
		y := s.End()
		w, err := facts.Worth(s, y)
		if err != nil {
			return t, err
		}
		v, _ := s.At(y)
		prices := ""
		if !math.IsNaN(w.Constant) {
			prices = data.Calendar.Label(w.Base)
		}
		t.Rows = append(t.Rows, []any{m.ID, s.Basis.Label(y), render.Exact(v), s.Unit.String(), fourDigits(w.Dollars), fourDigits(w.International),
			render.Exact(fourDigits(w.Constant)), prices, s.StatusAt(y).String(), s.PublishedAt(y).String(), s.Name + " (" + s.ID + ")"})
	}
	return t, nil
}

// amounts returns the series of money that a measure counts: its numerator or,
// where the publisher prints a share, the amounts that are printed beside it.
func amounts(facts data.Facts, m data.Measure) (data.Series, bool) {
	id, edition, _ := strings.Cut(m.Numerator, "@")
	if edition != "" {
		edition = "@" + edition
	}
	for _, id := range []string{m.Numerator, strings.TrimSuffix(id, "-share") + "-lcu" + edition} {
		s, ok := facts.Panel.Edition(id)
		if ok && s.Unit.Kind == data.Money && s.Unit.Constant == 0 && s.Observed() > 0 {
			return s, true
		}
	}
	return data.Series{}, false
}

// ratesOf says where the rates of a country are from; the dollar has no rate.
func ratesOf(facts data.Facts, measures []data.Measure) string {
	if len(measures) == 0 {
		return ""
	}
	for _, id := range []string{"-ppp", "-gdp-deflator"} {
		if s, ok := facts.Panel.Edition(strings.ToLower(measures[0].Country) + id); ok {
			return "From: " + s.Name + ", " + s.Vintage.String() + "."
		}
	}
	return "No rates of this country are on hand."
}

// fourDigits rounds to four digits: rates are yearly means, and the last digits of a
// quotient of printed figures mean nothing.
func fourDigits(v float64) float64 {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return v
	}
	unit := math.Pow10(int(math.Floor(math.Log10(math.Abs(v)))) - 3)
	return math.Round(v/unit) * unit
}
