package scenario

import (
	"errors"
	"fmt"
)

func init() {
	register(Kind{"gdp", "growth of GDP, given or shifted", "{rule: gdp, growth: 0%, from: 2027}", func() Rule { return &GDP{} }})
}

// GDP changes the growth of GDP in each year of a span,
//
//	g'[t] = (Growth[t], where given, else g[t]) + Shock,
//
// and leaves growth after it as it was: the level stays changed. g is nominal
// growth, or with Of "real" growth in constant prices, so that
//
//	G'[t] = G'[t-1]·(1+g'[t])·P[t]/P[t-1].
//
// Prices stay as they are in both; what changes of nominal GDP is real. Spending
// does not respond; put a [Hold] of the share after it where it should. A factor
// below 1e-6 is raised to that: GDP is above nothing.
type GDP struct {
	Span   `yaml:",inline"`
	Growth Rates   `yaml:"growth"` // yearly, the same on all paths; one for all years or one a year, the last for those after it
	Shock  Percent `yaml:"shock"`  // points a year, on top
	Of     string  `yaml:"of"`     // nominal (the default) or real
}

// Check wants growth or a shock, above -100 %.
func (r *GDP) Check() error {
	if len(r.Growth) == 0 && r.Shock == 0 {
		return errors.New("gdp wants growth or shock, like growth: 0%")
	}
	for _, g := range r.Growth {
		if g+r.Shock <= -1 {
			return errors.New("gdp cannot shrink by 100 % or more")
		}
	}
	if r.Shock <= -1 {
		return errors.New("gdp cannot shrink by 100 % or more")
	}
	if r.Of != "" && r.Of != "nominal" && r.Of != "real" {
		return fmt.Errorf("gdp wants of: nominal or of: real, not %q", r.Of)
	}
	return r.check()
}

// Apply changes the divisor.
func (r *GDP) Apply(f *Futures) error {
	if f.Fixed {
		return fmt.Errorf("gdp: %w: the measure does not divide by the GDP of the year", ErrRule)
	}
	first, after, err := r.columns(f)
	if err == nil && r.Of == "real" {
		err = f.priced()
	}
	if err != nil {
		return fmt.Errorf("gdp: %w", err)
	}
	for i := range f.Divisor.N() {
		prices := 1.0
		regrow(f.Divisor.Row(i), first, f.DivisorBefore, func(h int, factor float64) float64 {
			if h >= after {
				return factor
			}
			if r.Of == "real" {
				row := f.Prices.Row(i)
				prices = row[h] / before(row, h, 1)
				factor /= prices
			}
			if len(r.Growth) > 0 {
				factor = 1 + float64(r.Growth.at(h-first))
			}
			return max(factor+float64(r.Shock), 1e-6) * prices
		})
	}
	return nil
}
