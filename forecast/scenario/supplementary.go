package scenario

import (
	"errors"
	"fmt"

	"github.com/defcast/defcast/data"
)

func init() {
	register(Kind{"supplementary", "an extra supplementary budget in a year", "{rule: supplementary, amount: 500 bn, year: 2027}", func() Rule { return &Supplementary{} }})
}

// Supplementary adds a supplementary budget to the spending of one year, an Amount
// of money or a part Rate of what is spent,
//
//	S'[y] = S[y] + Amount  or  S[y]·(1+Rate).
//
// Other years stay. A measure that counts initial budgets does not count it, which
// is an error and not a zero.
type Supplementary struct {
	Year   data.Year `yaml:"year"`
	Amount Money     `yaml:"amount"`
	Rate   Percent   `yaml:"rate"`
}

// Check wants a year and an amount or a rate.
func (r *Supplementary) Check() error {
	if (r.Amount.Value == 0) == (r.Rate == 0) || r.Amount.Value < 0 || r.Rate < 0 {
		return errors.New("supplementary wants an amount, like 500 bn, or a rate of spending, like 5%")
	}
	if r.Year <= 0 {
		return errors.New("supplementary wants the year that it is for")
	}
	return nil
}

// Apply changes spending.
func (r *Supplementary) Apply(f *Futures) error {
	first, after, err := Span{From: r.Year, To: r.Year}.columns(f)
	if err == nil {
		err = f.money()
	}
	if err == nil && (f.Stage == data.Initial || f.Stage == data.Request) {
		err = fmt.Errorf("%w: the measure counts %s budgets, without supplementaries", ErrRule, f.Stage)
	}
	var add float64
	if err == nil {
		add, err = r.Amount.in(f.Unit)
	}
	if err != nil {
		return fmt.Errorf("supplementary: %w", err)
	}
	for i := range f.Spend.N() {
		row := f.Spend.Row(i)
		for h := first; h < after; h++ {
			row[h] = row[h]*(1+float64(r.Rate)) + add
		}
	}
	return nil
}
