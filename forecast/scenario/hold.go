package scenario

import (
	"errors"
	"fmt"
	"slices"
)

func init() {
	register(Kind{"hold", "spending held in money, in constant prices, as a share or at its growth", "{rule: hold, what: share, from: 2027}", func() Rule { return &Hold{} }})
}

// holds are what [Hold] knows to keep.
var holds = []string{"nominal", "real", "share", "growth"}

// Hold keeps spending where it was in the year before the span. What says in which
// of four ways, each of which an official may call standing still:
//
//	nominal:  S'[t] = S'[t-1]·(1+Growth)                   money
//	real:     S'[t] = S'[t-1]·(1+Growth)·P[t]/P[t-1]       constant prices, those of GDP
//	share:    S'[t] = S'[t-1]·G[t]/G[t-1]                  share of what it is divided by
//	growth:   S'[t] = S'[t-1]·S[k]/S[k-1]                  the rise of k, the year before the span
//
// After the span spending grows as it did.
type Hold struct {
	Span   `yaml:",inline"`
	What   string  `yaml:"what"`
	Growth Percent `yaml:"growth"` // a year, of what is nominal or real
}

// Check wants one of the four.
func (r *Hold) Check() error {
	if !slices.Contains(holds, r.What) {
		return fmt.Errorf("hold wants what: nominal, real, share or growth, not %q", r.What)
	}
	if r.Growth != 0 && (r.What == "share" || r.What == "growth") || r.Growth <= -1 {
		return errors.New("hold takes a growth above -100 %, of what: nominal or real only")
	}
	return r.check()
}

// Apply changes spending.
func (r *Hold) Apply(f *Futures) error {
	first, after, err := r.columns(f)
	if err == nil && r.What != "share" {
		err = f.money()
	}
	if err == nil && r.What == "real" {
		err = f.priced()
	}
	if err == nil && r.What == "growth" && first == 0 && f.SpendEarlier == 0 {
		err = fmt.Errorf("%w: spending of %d is not known", ErrRule, f.Origin-1)
	}
	if err != nil {
		return fmt.Errorf("hold: %w", err)
	}
	for i := range f.Spend.N() {
		row := f.Spend.Row(i)
		rise := before(row, first, f.SpendBefore) / f.earlier(row, first)
		regrow(row, first, f.SpendBefore, func(h int, factor float64) float64 {
			switch {
			case h >= after:
				return factor
			case r.What == "share":
				gdp := f.Divisor.Row(i)
				return gdp[h] / before(gdp, h, f.DivisorBefore)
			case r.What == "real":
				prices := f.Prices.Row(i)
				return (1 + float64(r.Growth)) * prices[h] / before(prices, h, 1)
			case r.What == "growth":
				return rise
			}
			return 1 + float64(r.Growth)
		})
	}
	return nil
}

// earlier returns the spending two years before a column.
func (f *Futures) earlier(row []float64, column int) float64 {
	if column == 0 {
		return f.SpendEarlier
	}
	return before(row, column-1, f.SpendBefore)
}
