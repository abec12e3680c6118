package check

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
)

// ChangeKind says what became of a value from one vintage to the next.
type ChangeKind uint8

// The kinds of change.
const (
	Added     ChangeKind = iota // only the newer vintage has it
	Dropped                     // only the older has it
	Revised                     // both have it, with other values
	Flagged                     // the value is the same, its status is not
	Redefined                   // the whole series: another unit or year basis, not comparable
)

var changeNames = [...]string{"added", "dropped", "revised", "flagged", "redefined"}

// String returns the name used in tables.
func (k ChangeKind) String() string { return changeNames[k] }

// Change is a value that two vintages do not agree on. Values of the older are
// in the unit of the newer; the one that is not there is NaN.
type Change struct {
	Kind                 ChangeKind
	Series               string // id without vintage
	Year                 data.Year
	Old, New             float64
	OldStatus, NewStatus data.Status
}

// Ratio is New over Old, NaN where one is missing or Old is 0.
func (c Change) Ratio() float64 {
	if c.Old == 0 {
		return math.NaN()
	}
	return c.New / c.Old
}

// Diff lists what changed from an older to a newer vintage, by series and
// year. Tolerance is the relative difference up to which two values count as
// equal: 0 asks for the last digit, 0.0005 for what a reader sees. Series that
// only one of them has count value by value.
func Diff(older, newer []data.Series, tolerance float64) []Change {
	a, b := index(older), index(newer)
	var out []Change
	for id, s := range a {
		out = append(out, diffSeries(id, s, b[id], tolerance)...)
	}
	for id, s := range b {
		if _, ok := a[id]; !ok {
			out = append(out, diffSeries(id, data.Series{Unit: s.Unit, Basis: s.Basis}, s, tolerance)...)
		}
	}
	slices.SortFunc(out, func(x, y Change) int {
		return cmp.Or(strings.Compare(x.Series, y.Series), cmp.Compare(x.Year, y.Year))
	})
	return out
}

func index(series []data.Series) map[string]data.Series {
	m := make(map[string]data.Series, len(series))
	for _, s := range series {
		m[base(s)] = s
	}
	return m
}

func diffSeries(id string, a, b data.Series, tolerance float64) []Change {
	if b.Len() == 0 {
		b = data.Series{Unit: a.Unit, Basis: a.Basis, Start: a.Start}
	}
	if a.Len() == 0 {
		a.Start = b.Start
	}
	c, err := a.In(b.Unit)
	if err != nil || a.Basis != b.Basis {
		return []Change{{Kind: Redefined, Series: id, Year: b.Start, Old: math.NaN(), New: math.NaN()}}
	}
	var out []Change
	for y := min(c.Start, b.Start); y <= max(c.End(), b.End()); y++ {
		if ch, ok := diffValue(c, b, y, tolerance); ok {
			ch.Series = id
			out = append(out, ch)
		}
	}
	return out
}

func diffValue(a, b data.Series, y data.Year, tolerance float64) (Change, bool) {
	old, okOld := a.At(y)
	now, okNew := b.At(y)
	ch := Change{Year: y, Old: old, New: now, OldStatus: a.StatusAt(y), NewStatus: b.StatusAt(y)}
	switch {
	case !okOld && !okNew:
		return ch, false
	case !okOld:
		ch.Kind = Added
	case !okNew:
		ch.Kind = Dropped
	case math.Abs(now-old) > tolerance*math.Abs(old) && !near(old, now):
		ch.Kind = Revised
	case ch.OldStatus != ch.NewStatus:
		ch.Kind = Flagged
	default:
		return ch, false
	}
	return ch, true
}
