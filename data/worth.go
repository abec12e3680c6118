package data

import (
	"fmt"
	"math"
	"strings"
)

// The ids of what money is converted by, without the country before them.
const (
	usdRateID  = "usd-rate"
	pppID      = "ppp"
	deflatorID = "gdp-deflator"
)

// Worth is one amount of money in the units that countries and years are
// compared in. NaN is a rate that is not on hand.
type Worth struct {
	Dollars       float64 // billions of US dollars at the market rates of the year
	International float64 // billions of international dollars at purchasing power parity
	Constant      float64 // in the unit of the amount, at the prices of Base
	Base          Year    // the newest calendar year whose deflator is no forecast; 0 without one
}

// Worth returns what the amount of a series in a year is worth,
//
//	dollars       = 10^(scale-9) · y[t] / e[t]
//	international = 10^(scale-9) · y[t] / p[t]
//	constant      = y[t] · d[base] / d[t]
//
// with e the market rate in national money per US dollar, p the purchasing
// power parity of GDP and d the GDP deflator of the country, all of the newest
// edition on hand. They are means of calendar years; a fiscal year takes those
// of the calendar years it lies in, weighted by months ([Series.InBasis]).
//
// Purchasing power parities of GDP say what the money buys of everything, not of
// arms: they overstate what is imported and understate pay. An error means that
// the series is no amount of money at current prices.
//
// # References
//
// SIPRI Military Expenditure Database, Sources and methods, "Exchange rates";
// Robertson, P. E. (2022), Defence and Peace Economics 33(4), 437-455, on
// comparing military spending at military purchasing power parities.
func (f Facts) Worth(s Series, y Year) (Worth, error) {
	if s.Unit.Kind != Money || s.Unit.Constant != 0 {
		return Worth{}, fmt.Errorf("convert %s: %w: %s (want money at current prices)", s.ID, ErrUnit, s.Unit)
	}
	v, _ := s.At(y) // NaN where missing
	bn := v * math.Pow10(s.Unit.Scale-9)
	w := Worth{
		Dollars:       bn / f.rate(s, y, usdRateID, "USD"),
		International: bn / f.rate(s, y, pppID, International),
		Constant:      math.NaN(),
	}
	d, ok := f.Panel.Edition(strings.ToLower(s.Country) + "-" + deflatorID)
	if !ok || f.foreign(s) {
		return w, nil
	}
	w.Base = lastActual(d)
	base, _ := d.At(w.Base)
	then, ok := d.InBasis(s.Basis).At(y)
	if ok {
		w.Constant = v * base / then
	}
	return w, nil
}

// rate returns what one unit of a currency costs in the money of a series; NaN
// where no rate of that money is known. Money costs itself.
func (f Facts) rate(s Series, y Year, id, of string) float64 {
	if s.Unit.Currency == of || s.Unit.Currency == "USD" && s.Country == "USA" {
		return 1 // the international dollar is the American one at home
	}
	r, ok := f.Panel.Edition(strings.ToLower(s.Country) + "-" + id)
	if !ok || r.Unit.Currency != s.Unit.Currency+"/"+of {
		return math.NaN()
	}
	v, _ := r.InBasis(s.Basis).At(y)
	return v
}

// foreign reports whether a series is in another money than its country's
// exchange rate, such as one that has since been given up.
func (f Facts) foreign(s Series) bool {
	r, ok := f.Panel.Edition(strings.ToLower(s.Country) + "-" + usdRateID)
	return ok && r.Unit.Currency != s.Unit.Currency+"/USD"
}

// lastActual returns the last year of a series that is no forecast; 0 if none.
func lastActual(s Series) Year {
	for y := s.End(); y >= s.Start; y-- {
		if _, ok := s.At(y); ok && s.StatusAt(y) != Forecast {
			return y
		}
	}
	return 0
}
