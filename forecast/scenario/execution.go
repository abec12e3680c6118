package scenario

import (
	"errors"
	"fmt"
)

func init() {
	register(Kind{"execution", "a part of the budget carried out, the rest lost", "{rule: execution, rate: 97%}", func() Rule { return &Execution{} }})
}

// Execution has a part of spending only carried out in each year of a span, and
// the rest lost,
//
//	S'[t] = Rate·S[t],
//
// whatever stage spending is counted at: of an initial budget it is a budget enacted
// so much lower.
type Execution struct {
	Span `yaml:",inline"`
	Rate Percent `yaml:"rate"`
}

// Check wants a rate above 0.
func (r *Execution) Check() error {
	if r.Rate <= 0 {
		return errors.New("execution wants a rate above 0, like rate: 97%")
	}
	return r.check()
}

// Apply changes spending.
func (r *Execution) Apply(f *Futures) error {
	first, after, err := r.columns(f)
	if err != nil {
		return fmt.Errorf("execution: %w", err)
	}
	for i := range f.Spend.N() {
		row := f.Spend.Row(i)
		for h := first; h < after; h++ {
			row[h] *= float64(r.Rate)
		}
	}
	return nil
}
