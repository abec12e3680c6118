package scenario

import (
	"errors"
	"fmt"
	"math"

	"github.com/defcast/defcast/data"
)

func init() {
	register(Kind{"pledge", "a share reached by a year", "{rule: pledge, share: 3%, by: 2035, path: linear}", func() Rule { return &Pledge{} }})
}

// Pledge has the share reach a level L by a year and stay there, from the share r0
// of the year before From, on each path from where it is then. With u the part of
// the years to By that is over,
//
//	linear (default):  r' = r0 + u·(L - r0)              equal steps
//	geometric:         r' = r0·(L/r0)^u                  equal growth
//	front:             r' = r0 + (1-(1-u)²)·(L - r0)     the largest step first
//	back:              r' = r0 + u²·(L - r0)             the largest step last
//
// It is kept to the letter on every path: what pledges bring about in fact is
// estimated in package burden.
type Pledge struct {
	Share Percent   `yaml:"share"`
	By    data.Year `yaml:"by"`
	From  data.Year `yaml:"from"` // first year of the rise; zero means the first of the futures
	Path  string    `yaml:"path"`
}

// pledgePaths gives the part of the gap that is closed after the part u of the
// years; the geometric path closes it on the log scale.
var pledgePaths = map[string]func(u float64) float64{
	"":          func(u float64) float64 { return u },
	"linear":    func(u float64) float64 { return u },
	"geometric": func(u float64) float64 { return u },
	"front":     func(u float64) float64 { return 1 - (1-u)*(1-u) },
	"back":      func(u float64) float64 { return u * u },
}

// Check wants a level, a year and a path that there is.
func (r *Pledge) Check() error {
	switch {
	case !(r.Share > 0 && r.Share < 1):
		return errors.New("pledge wants a share between 0 and 100 %, like share: 3%")
	case r.By <= 0 || r.From < 0 || r.By < r.From:
		return errors.New("pledge wants the year by which it is met, not before from")
	case pledgePaths[r.Path] == nil:
		return fmt.Errorf("pledge goes linear, geometric, front or back, not %q", r.Path)
	}
	return nil
}

// Apply changes spending.
func (r *Pledge) Apply(f *Futures) error {
	first, _, err := Span{From: r.From}.columns(f)
	if err != nil {
		return fmt.Errorf("pledge: %w", err)
	}
	years := float64(int(r.By-f.Origin) - first)
	if years < 1 {
		return fmt.Errorf("pledge: %w: %d is not after %d", ErrRule, r.By, f.Origin+data.Year(first))
	}
	level := float64(r.Share)
	for i := range f.Spend.N() {
		row, gdp := f.Spend.Row(i), f.Divisor.Row(i)
		start := before(row, first, f.SpendBefore) / before(gdp, first, f.DivisorBefore)
		for h := first; h < len(row); h++ {
			done := pledgePaths[r.Path](min(1, float64(h-first+1)/years))
			share := start + done*(level-start)
			if r.Path == "geometric" {
				share = start * math.Pow(level/start, done)
			}
			row[h] = share * gdp[h]
		}
	}
	return nil
}
