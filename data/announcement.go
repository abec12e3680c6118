package data

import "fmt"

// Announcement is an official figure for a year that was not over when it was
// given: a budget request, an enacted budget, a GDP outlook. It is a fact
// about what was said, never an outturn.
type Announcement struct {
	Country   string
	Series    string // id of the series it announces a value of
	Year      Year
	Stage     Status
	Value     float64
	Unit      Unit
	Announced Date
	Source    string
	Note      string
}

// PledgeKind says who binds whom.
type PledgeKind uint8

// The kinds of pledge.
const (
	Target PledgeKind = iota // a level the government itself promised to reach
	Cap                      // a level it promised not to exceed
	Ask                      // a level an ally asked for, promised by nobody
)

var pledgeNames = [...]string{"target", "cap", "ask"}

// String returns the lower-case name used in files.
func (k PledgeKind) String() string {
	if int(k) < len(pledgeNames) {
		return pledgeNames[k]
	}
	return fmt.Sprintf("pledge(%d)", uint8(k))
}

// ParsePledgeKind reads a name as [PledgeKind.String] writes it.
func ParsePledgeKind(name string) (PledgeKind, error) {
	for i, n := range pledgeNames {
		if n == name {
			return PledgeKind(i), nil
		}
	}
	return 0, fmt.Errorf("bad kind %q (want target, cap or ask)", name)
}

// Pledge is a dated promise: who, which measure, what level, by when, when
// announced, when superseded.
type Pledge struct {
	ID         string
	Country    string
	Kind       PledgeKind
	Measure    string  // id of the [Measure] it is defined on; empty when the text names none
	Level      float64 // a fraction
	By         Year    // 0 when it has no deadline
	Announced  Date
	Superseded Date // zero while in force
	Text       string
	Source     string
}

// InForce reports whether the pledge had been announced and not yet been
// superseded at the end of a day; a zero day means today's knowledge.
func (p Pledge) InForce(d Date) bool {
	if d.IsZero() {
		return p.Superseded.IsZero()
	}
	return p.Announced.By(d) && (p.Superseded.IsZero() || !p.Superseded.By(d))
}
