package pipeline

import (
	"fmt"
	"strings"
)

// UnknownError is a name that nothing answers to.
type UnknownError struct {
	Kind  string // "country", "measure", "model"
	Name  string
	Known []string // what there is, in the order to show it
}

// Error writes `unknown model "ats" (did you mean "ets"?)`, or the list of
// what there is where nothing comes near.
func (e *UnknownError) Error() string {
	s := fmt.Sprintf("unknown %s %q", e.Kind, e.Name)
	if near := e.Suggest(); near != "" {
		return fmt.Sprintf("%s (did you mean %q?)", s, near)
	}
	return fmt.Sprintf("%s (there is %s)", s, strings.Join(e.Known, ", "))
}

// Suggest returns the known name that is nearest in letters changed, added,
// left out or swapped, or "" when none is near: at most a third of the letters may differ,
// and always one.
func (e *UnknownError) Suggest() string {
	best, least := "", max(1, len(e.Name)/3)+1
	for _, k := range e.Known {
		if d := distance(strings.ToLower(e.Name), strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance counts the edits between a and b: letters changed, added, left out,
// or two neighbours swapped (Damerau 1964; no part is edited twice).
func distance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := d[i-1][j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			d[i][j] = min(change, d[i-1][j]+1, d[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// RangeError is a setting outside what is possible.
type RangeError struct {
	Setting string // as on the command line, "--through"
	Value   string
	Want    string
}

// Error writes `--through 1999 is out of range (want 2026 to 2060)`.
func (e *RangeError) Error() string {
	return fmt.Sprintf("%s %s is out of range (want %s)", e.Setting, e.Value, e.Want)
}
