package scenario

import (
	"errors"
	"fmt"

	"github.com/defcast/defcast/data"
)

func init() {
	register(Kind{"delay", "what a build-up brings comes k years later", "{rule: delay, years: 1, from: 2027}", func() Rule { return &Delay{} }})
}

// Delay has the spending of each year from From on come k = Years years later; till
// then it stands in money where it was the year before From,
//
//	S'[t] = S[max(From-1, t-k)].
//
// GDP does not wait.
type Delay struct {
	Years int       `yaml:"years"`
	From  data.Year `yaml:"from"` // zero means the first of the futures
}

// Check wants a number of years.
func (r *Delay) Check() error {
	if r.Years < 1 || r.Years > 50 {
		return errors.New("delay wants years, 1 to 50")
	}
	return Span{From: r.From}.check()
}

// Apply changes spending.
func (r *Delay) Apply(f *Futures) error {
	first, _, err := Span{From: r.From}.columns(f)
	if err == nil {
		err = f.money()
	}
	if err != nil {
		return fmt.Errorf("delay: %w", err)
	}
	for i := range f.Spend.N() {
		row := f.Spend.Row(i)
		for h := len(row) - 1; h >= first; h-- { // backwards: what is read is not yet changed
			row[h] = before(row, max(first, h-r.Years+1), f.SpendBefore)
		}
	}
	return nil
}
