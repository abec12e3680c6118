package scenario

import (
	"errors"
	"fmt"
)

func init() { register("gdp", func() Rule { return &GDP{} }) }

// GDP changes the growth of nominal GDP in each year of a span,
//
//	g'[t] = (Growth, where given, else g[t]) + Shock,
//
// and leaves growth after it as it was: the level stays changed. Spending does not
// respond; put a [Hold] of the share after it where it should.
type GDP struct {
	Span   `yaml:",inline"`
	Growth *Percent `yaml:"growth"` // yearly, the same on all paths
	Shock  Percent  `yaml:"shock"`  // points a year, on top
}

// Check wants growth or a shock, above -100 %.
func (r *GDP) Check() error {
	if r.Growth == nil && r.Shock == 0 {
		return errors.New("gdp wants growth or shock, like growth: 0%")
	}
	if r.Growth != nil && *r.Growth+r.Shock <= -1 || r.Shock <= -1 {
		return errors.New("gdp cannot shrink by 100 % or more")
	}
	return r.check()
}

// Apply changes the divisor.
func (r *GDP) Apply(f *Futures) error {
	if f.Fixed {
		return fmt.Errorf("gdp: %w: the measure does not divide by the GDP of the year", ErrRule)
	}
	first, after, err := r.columns(f)
	if err != nil {
		return fmt.Errorf("gdp: %w", err)
	}
	for i := range f.Divisor.N() {
		row := f.Divisor.Row(i)
		was, now := before(row, first, f.DivisorBefore), before(row, first, f.DivisorBefore)
		for h := first; h < len(row); h++ {
			factor := row[h] / was
			was = row[h]
			if h < after {
				if r.Growth != nil {
					factor = 1 + float64(*r.Growth)
				}
				factor = max(factor+float64(r.Shock), 1e-6) // a GDP is above nothing
			}
			now *= factor
			row[h] = now
		}
	}
	return nil
}
