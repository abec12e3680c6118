package scenario

import (
	"errors"
	"fmt"
	"math"
)

func init() {
	register(Kind{"inflation", "growth of prices, given or shifted; real GDP stays", "{rule: inflation, rate: 4%, passthrough: 50%}", func() Rule { return &Inflation{} }})
}

// Inflation changes the growth π of prices, those of GDP, in each year of a span,
//
//	π'[t] = (Rate[t], where given, else π[t]) + Shock,
//
// and leaves inflation after it as it was: the level stays changed. Real GDP stays,
// so that nominal GDP moves with prices; spending moves with the part that is passed
// through to budgets,
//
//	G'[t] = G[t]·P'[t]/P[t],  S'[t] = S[t]·(P'[t]/P[t])^Passthrough.
//
// Passthrough is 0 where budgets stand in money and 1 where they are raised with
// prices, and has no default: the record does not say which. Where the divisor is
// not the GDP of the year only spending moves.
type Inflation struct {
	Span        `yaml:",inline"`
	Rate        Rates    `yaml:"rate"`  // yearly, the same on all paths; one for all years or one a year
	Shock       Percent  `yaml:"shock"` // points a year, on top
	Passthrough *Percent `yaml:"passthrough"`
}

// Check wants a rate or a shock above -100 %, and what is passed through.
func (r *Inflation) Check() error {
	if len(r.Rate) == 0 && r.Shock == 0 {
		return errors.New("inflation wants a rate or shock, like rate: 4%")
	}
	for _, g := range r.Rate {
		if g+r.Shock <= -1 {
			return errors.New("prices cannot fall by 100 % or more")
		}
	}
	if r.Shock <= -1 {
		return errors.New("prices cannot fall by 100 % or more")
	}
	if r.Passthrough == nil || *r.Passthrough < 0 || *r.Passthrough > 1 {
		return errors.New("inflation wants passthrough, from 0% (the budget stands) to 100% (it is raised with prices)")
	}
	return r.check()
}

// Apply changes prices, the divisor and spending.
func (r *Inflation) Apply(f *Futures) error {
	first, after, err := r.columns(f)
	if err == nil {
		err = f.money()
	}
	if err == nil {
		err = f.priced()
	}
	if err == nil && f.Fixed && *r.Passthrough == 0 {
		err = fmt.Errorf("%w: the measure does not divide by the GDP of the year, and nothing is passed through to spending", ErrRule)
	}
	if err != nil {
		return fmt.Errorf("inflation: %w", err)
	}
	was := make([]float64, f.Prices.H)
	for i := range f.Prices.N() {
		prices := f.Prices.Row(i)
		copy(was, prices)
		regrow(prices, first, 1, func(h int, factor float64) float64 {
			if h >= after {
				return factor
			}
			if len(r.Rate) > 0 {
				factor = 1 + float64(r.Rate.at(h-first))
			}
			return max(factor+float64(r.Shock), 1e-6)
		})
		spend, gdp := f.Spend.Row(i), f.Divisor.Row(i)
		for h := first; h < len(prices); h++ {
			spend[h] *= math.Pow(prices[h]/was[h], float64(*r.Passthrough))
			if !f.Fixed {
				gdp[h] *= prices[h] / was[h]
			}
		}
	}
	return nil
}
