package target

import (
	"fmt"

	"github.com/defcast/defcast/data"
)

// Total is an amount of money spent over several years, as multi-year programs
// promise. It is not met on a path that lacks one of the years.
type Total struct {
	Amount   float64 // in the unit of the futures
	From, To data.Year
}

// String writes "43000 in all from 2023 to 2027".
func (g Total) String() string {
	return fmt.Sprintf("%g in all from %d to %d", g.Amount, g.From, g.To)
}

// Met reports whether the sum of the years is at least the amount.
func (g Total) Met(p Path) bool {
	first, last := int(g.From-p.Origin)-1, int(g.To-p.Origin)
	if first < 0 || last > len(p.Spend) || first >= last {
		return false
	}
	sum := 0.0
	for _, v := range p.Spend[first:last] {
		sum += v
	}
	return sum >= g.Amount
}
