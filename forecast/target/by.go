package target

import (
	"fmt"

	"github.com/defcast/defcast/data"
)

// By is a level reached in a year or one before it, from the origin on: it
// counts as reached although it may be lost again.
type By struct {
	Level Level
	Year  data.Year
}

// String writes "at least 2.00 % by 2027".
func (g By) String() string { return fmt.Sprintf("%s by %d", g.Level, g.Year) }

// Met reports whether the level holds in one of the years.
func (g By) Met(p Path) bool {
	for y := p.Origin; y <= g.Year; y++ {
		v, ok := p.at(y)
		if !ok {
			return false
		}
		if g.Level.Holds(v) {
			return true
		}
	}
	return false
}
