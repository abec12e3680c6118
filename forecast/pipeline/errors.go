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

// Suggest returns the known name that is nearest in letters changed, added or
// left out, or "" when none is near: at most half of the letters may differ,
// and always one.
func (e *UnknownError) Suggest() string {
	best, least := "", max(1, len(e.Name)/2)+1
	for _, k := range e.Known {
		if d := distance(strings.ToLower(e.Name), strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance counts the single-letter edits between a and b (Levenshtein 1966).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
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
