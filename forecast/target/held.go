package target

import (
	"fmt"

	"github.com/defcast/defcast/data"
)

// Held is a level in every year from one to another. It is not met on a path
// that lacks one of them.
type Held struct {
	Level    Level
	From, To data.Year
}

// String writes "at least 2.00 % in every year from 2027 to 2030".
func (g Held) String() string {
	return fmt.Sprintf("%s in every year from %d to %d", g.Level, g.From, g.To)
}

// Met reports whether the level holds in all the years.
func (g Held) Met(p Path) bool {
	for y := g.From; y <= g.To; y++ {
		if v, ok := p.at(y); !ok || !g.Level.Holds(v) {
			return false
		}
	}
	return g.From <= g.To
}
