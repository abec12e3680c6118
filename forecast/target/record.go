package target

import (
	"math"

	"github.com/defcast/defcast/data"
)

// Record is how the past stands to a level.
type Record struct {
	Year   data.Year // of the latest value
	Value  float64   // a fraction
	Status data.Status
	Met    bool // the latest value keeps to the level
	// Rounds is true where the value falls short of the level but is the same to a
	// tenth of a percent, as such figures are told: 1.96 % as 2.0 %.
	Rounds bool
	// Since is the first of the unbroken years, up to the latest, in which the
	// level held; 0 where it does not hold. AtLeast is true where that is the first
	// year on record.
	Since   data.Year
	AtLeast bool
	Gap     float64 // level less value, a fraction: what is missing of a floor, what is left under a cap
}

// Stand returns how a series of shares stands to a level; false where the
// series has no value. Missing years neither keep nor break a run.
func Stand(l Level, s data.Series) (Record, bool) {
	s = s.Trim()
	if s.Len() == 0 {
		return Record{}, false
	}
	v, _ := s.At(s.End())
	r := Record{Year: s.End(), Value: v, Status: s.StatusAt(s.End()), Met: l.Holds(v), Gap: l.Share - v}
	r.Rounds = !r.Met && math.Round(1000*v) == math.Round(1000*l.Share)
	for y := s.End(); y >= s.Start && r.Met; y-- {
		v, ok := s.At(y)
		if ok && !l.Holds(v) {
			return r, true
		}
		if ok {
			r.Since, r.AtLeast = y, y == s.Start
		}
	}
	return r, true
}
