package scenario

import (
	"errors"
	"fmt"

	"github.com/defcast/defcast/data"
)

func init() {
	register(Kind{"rebase", "a benchmark revision of GDP: another ruler, no growth", "{rule: rebase, level: 4%, from: 2027}", func() Rule { return &Rebase{} }})
}

// Rebase has a benchmark revision shift the level of nominal GDP from a year on,
//
//	G'[t] = G[t]·(1+Level),
//
// prices and spending as they are. The past, which a revision shifts as well, stays
// as it was printed: the share jumps though no burden changed.
type Rebase struct {
	Level Percent   `yaml:"level"`
	From  data.Year `yaml:"from"` // zero means the first of the futures
}

// Check wants a shift above -100 %.
func (r *Rebase) Check() error {
	if r.Level == 0 || r.Level <= -1 {
		return errors.New("rebase wants a level above -100 %, like level: 4%")
	}
	return Span{From: r.From}.check()
}

// Apply changes the divisor.
func (r *Rebase) Apply(f *Futures) error {
	if f.Fixed {
		return fmt.Errorf("rebase: %w: the measure does not divide by the GDP of the year", ErrRule)
	}
	first, after, err := Span{From: r.From}.columns(f)
	if err != nil {
		return fmt.Errorf("rebase: %w", err)
	}
	for i := range f.Divisor.N() {
		row := f.Divisor.Row(i)
		for h := first; h < after; h++ {
			row[h] *= 1 + float64(r.Level)
		}
	}
	return nil
}
