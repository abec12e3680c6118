package scenario

import (
	"errors"
	"fmt"
)

func init() {
	register(Kind{"cap", "a ceiling on the share or on the amount", "{rule: cap, share: 2%}", func() Rule { return &Cap{} }})
}

// Cap keeps spending at or below a ceiling in each year of a span: Share C of what
// it is divided by, as Japan's 1 % from 1976 to 1986, or Amount A of money,
//
//	S'[t] = min(S[t], C·G[t])  or  min(S[t], A).
//
// Years after the span are as they were.
type Cap struct {
	Span   `yaml:",inline"`
	Share  Percent `yaml:"share"`
	Amount Money   `yaml:"amount"`
}

// Check wants a share or an amount.
func (r *Cap) Check() error {
	if (r.Share == 0) == (r.Amount.Value == 0) || r.Share < 0 || r.Share >= 1 || r.Amount.Value < 0 {
		return errors.New("cap wants a share below 100 %, like 2%, or an amount, like 9000 bn")
	}
	return r.check()
}

// Apply changes spending.
func (r *Cap) Apply(f *Futures) error {
	first, after, err := r.columns(f)
	if err == nil && r.Share == 0 {
		err = f.money()
	}
	var most float64
	if err == nil {
		most, err = r.Amount.in(f.Unit)
	}
	if err != nil {
		return fmt.Errorf("cap: %w", err)
	}
	for i := range f.Spend.N() {
		row, gdp := f.Spend.Row(i), f.Divisor.Row(i)
		for h := first; h < after; h++ {
			ceiling := most
			if r.Share > 0 {
				ceiling = float64(r.Share) * gdp[h]
			}
			row[h] = min(row[h], ceiling)
		}
	}
	return nil
}
