package scenario

import (
	"errors"
	"fmt"
)

func init() { register("hold", func() Rule { return &Hold{} }) }

// Hold keeps spending where it was in the year before the span: in money
// (What "nominal"), at yearly growth Growth on top of that, or as a share of what
// it is divided by (What "share"). After the span, spending grows as it did.
type Hold struct {
	Span   `yaml:",inline"`
	What   string  `yaml:"what"`
	Growth Percent `yaml:"growth"` // of nominal spending
}

// Check wants nominal or share.
func (r *Hold) Check() error {
	if r.What != "nominal" && r.What != "share" {
		return fmt.Errorf("hold wants what: nominal or what: share, not %q", r.What)
	}
	if r.Growth != 0 && r.What == "share" || r.Growth <= -1 {
		return errors.New("hold takes a growth above -100 %, of what: nominal only")
	}
	return r.check()
}

// Apply changes spending.
func (r *Hold) Apply(f *Futures) error {
	first, after, err := r.columns(f)
	if err != nil {
		return fmt.Errorf("hold: %w", err)
	}
	for i := range f.Spend.N() {
		row, gdp := f.Spend.Row(i), f.Divisor.Row(i)
		was := before(row, first, f.SpendBefore)
		now := was
		for h := first; h < len(row); h++ {
			factor := row[h] / was
			was = row[h]
			switch {
			case h >= after:
			case r.What == "share":
				factor = gdp[h] / before(gdp, h, f.DivisorBefore)
			default:
				factor = 1 + float64(r.Growth)
			}
			now *= factor
			row[h] = now
		}
	}
	return nil
}
