package plots

import (
	"strings"
	"testing"
)

// TestTrialNoteLate: coverage by intervals that later years taught says so.
func TestTrialNoteLate(t *testing.T) {
	for _, l := range []Language{English, Japanese} {
		v := *informed()
		before := l.trialNote(&v)
		v.Late = true
		after := l.trialNote(&v)
		if added := len(after) - len(before); added <= 0 || !strings.Contains(after, l.say("same years", "同じ年")) {
			t.Errorf("%v: %q", l, after)
		}
	}
}
