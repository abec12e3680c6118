package target

import "fmt"

// Level is a bound on the share of GDP: at least Share or, where Cap, at most.
type Level struct {
	Share float64 // a fraction
	Cap   bool
}

// Holds reports whether a share keeps to the level.
func (l Level) Holds(share float64) bool {
	if l.Cap {
		return share <= l.Share
	}
	return share >= l.Share
}

// String writes "at least 2.00 %" or "at most 1.00 %".
func (l Level) String() string {
	if l.Cap {
		return fmt.Sprintf("at most %.2f %%", 100*l.Share)
	}
	return fmt.Sprintf("at least %.2f %%", 100*l.Share)
}
