package target

import (
	"fmt"

	"github.com/defcast/defcast/data"
)

// In is a level in one year, whatever comes before and after. It is not met in
// a year that a path does not have.
type In struct {
	Level Level
	Year  data.Year
}

// String writes "at least 2.00 % in 2027".
func (g In) String() string { return fmt.Sprintf("%s in %d", g.Level, g.Year) }

// Met reports whether the level holds in the year.
func (g In) Met(p Path) bool {
	v, ok := p.at(g.Year)
	return ok && g.Level.Holds(v)
}
