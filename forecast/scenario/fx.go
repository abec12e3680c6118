package scenario

import (
	"errors"
	"fmt"
)

func init() {
	register(Kind{"fx", "the price of a dollar, and what imports then cost", "{rule: fx, rate: 150, imports: 20%}", func() Rule { return &FX{} }})
}

// FX changes the price X of a US dollar in the country's currency in each year of
// a span, to Rate or by Shock,
//
//	X'[t] = Rate  or  X[t]·(1+Shock).
//
// Of spending the part Imports, m, is paid in dollars. With Budget "raised", the
// default, what is bought stays and money follows; with Budget "held" money stays
// and less is bought:
//
//	raised:  S'[t] = S[t]·(1 - m + m·X'[t]/X[t]),
//	held:    S'[t] = S[t],  volume lost = 1 - 1/(1 - m + m·X'[t]/X[t]).
//
// A future whose own rate is at Rate already does not move. GDP and prices are left
// as they are. Rate wants paths of the exchange rate, Shock does not.
type FX struct {
	Span    `yaml:",inline"`
	Rate    float64 `yaml:"rate"`
	Shock   Percent `yaml:"shock"`
	Imports Percent `yaml:"imports"`
	Budget  string  `yaml:"budget"`
}

// Check wants a rate or a shock, and a share of imports from 0 to 100 %.
func (r *FX) Check() error {
	switch {
	case (r.Rate == 0) == (r.Shock == 0):
		return errors.New("fx wants rate, like 150 of the currency for a dollar, or shock, like 20%")
	case r.Rate < 0 || r.Rate > 1e9 || r.Rate != r.Rate || r.Shock <= -1:
		return errors.New("fx wants a dollar that costs something")
	case !(r.Imports > 0 && r.Imports <= 1):
		return errors.New("fx wants imports, the share of spending paid in dollars, above 0 and up to 100 %")
	case r.Budget != "" && r.Budget != "raised" && r.Budget != "held":
		return fmt.Errorf("fx wants budget: raised or budget: held, not %q", r.Budget)
	}
	return r.check()
}

// Apply changes the exchange rate and spending.
func (r *FX) Apply(f *Futures) error {
	first, after, err := r.columns(f)
	if err == nil {
		err = f.money()
	}
	if err == nil && r.Rate != 0 && f.FX.N() == 0 {
		err = fmt.Errorf("%w: no record of the country's price of a dollar is on hand (a shock needs none)", ErrRule)
	}
	if err != nil {
		return fmt.Errorf("fx: %w", err)
	}
	m, lost := float64(r.Imports), make([]float64, f.Spend.N())
	for i := range lost {
		for h := first; h < after; h++ {
			ratio := 1 + float64(r.Shock)
			if f.FX.N() > 0 {
				x := f.FX.Row(i)
				if r.Rate != 0 {
					ratio = r.Rate / x[h]
				}
				x[h] *= ratio
			}
			cost := 1 - m + m*ratio
			lost[i] = 1 - 1/cost
			if r.Budget != "held" {
				f.Spend.Row(i)[h] *= cost
			}
		}
	}
	year := int(f.Origin) + after
	if r.Budget == "held" {
		f.note("What the budget buys in %d is %+.1f %% (median): the money stands, imports are %.0f %% of it.", year, -100*median(lost), 100*m)
	} else {
		f.note("Imports, %.0f %% of spending, keep their volume; GDP and prices are left as they are.", 100*m)
	}
	return nil
}
