package cli

import (
	"fmt"
	"time"
)

// progressLine is a line on stderr that says how far a long run is: one that is
// written over on a screen, a new one now and then in a file.
type progressLine struct {
	*app
	what   string
	screen bool
	start  time.Time
	last   time.Time
	shown  bool
}

// newProgress starts the clock.
func (a *app) newProgress(what string) *progressLine {
	now := time.Now()
	return &progressLine{app: a, what: what, screen: isTerminal(a.err), start: now, last: now}
}

// Intervals between two lines. A run that is over before the first says nothing.
const (
	onScreen = 200 * time.Millisecond
	inFile   = 10 * time.Second
)

// tell says how many of all are done.
func (p *progressLine) tell(done, total int) {
	now := time.Now()
	every := inFile
	if p.screen {
		every = onScreen
	}
	if p.quiet || now.Sub(p.last) < every {
		return
	}
	p.last, p.shown = now, true
	spent := now.Sub(p.start)
	left := time.Duration(float64(spent) * float64(total-done) / float64(done))
	line := fmt.Sprintf("defcast: %s: %d of %d, %.0f s, %.0f s to go", p.what, done, total, spent.Seconds(), left.Seconds())
	if p.screen {
		fmt.Fprintf(p.err, "\r%s\x1b[K", line)
	} else {
		fmt.Fprintln(p.err, line)
	}
}

// end removes the line from a screen.
func (p *progressLine) end() {
	if p.shown && p.screen {
		fmt.Fprint(p.err, "\r\x1b[K")
	}
}
