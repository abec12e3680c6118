// Package scenario changes joint futures by rules: what if GDP stalls, the budget
// is under-spent, spending stands still, a new pledge is kept?
//
// A scenario is a list of rules that are applied in the stated order, each to
// what the one before left. Rules draw no random numbers and act path by path, so
// that scenarios on the same futures differ by their rules alone and their
// differences are exact. One file holds a rule.
package scenario

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// ErrRule is wrapped where a rule says nothing about the futures it is given.
var ErrRule = errors.New("the rule does not apply")

// Futures are what rules change: row i of Spend and of Divisor is one future,
// column h-1 the year Origin+h, both in the unit of spending.
type Futures struct {
	Origin                     data.Year
	Spend, Divisor             forecast.Paths
	SpendBefore, DivisorBefore float64 // at the origin
	// Fixed is true where the divisor is not the GDP of the year: a frozen GDP, or
	// none since the ratio is published as one.
	Fixed bool
}

// Share returns spending over the divisor, path by path.
func (f Futures) Share() forecast.Paths { return f.Spend.Ratio(f.Divisor) }

// clone returns futures that share nothing with f.
func (f Futures) clone() Futures {
	same := func(_ int, v float64) float64 { return v }
	f.Spend, f.Divisor = f.Spend.Map(same), f.Divisor.Map(same)
	return f
}

// End returns the last year.
func (f Futures) End() data.Year { return f.Origin + data.Year(f.Spend.H) }

// Rule changes futures in place.
type Rule interface {
	// Check returns an error that says what is wrong with the rule's settings.
	Check() error
	// Apply modifies f. It returns an error that wraps ErrRule where the rule
	// cannot be applied.
	Apply(f *Futures) error
}

// Scenario is a named list of rules.
type Scenario struct {
	Name, Story, Source string
	Rules               []Rule
}

// Apply returns the futures under the scenario; f is not changed.
func (s Scenario) Apply(f Futures) (Futures, error) {
	f = f.clone()
	for i, r := range s.Rules {
		if err := r.Apply(&f); err != nil {
			return f, fmt.Errorf("scenario %s, rule %d: %w", s.Name, i+1, err)
		}
	}
	return f, nil
}

// rules makes a rule of each kind; every file registers its own.
var rules = map[string]func() Rule{}

func register(name string, make func() Rule) {
	if _, ok := rules[name]; ok {
		panic("scenario: two rules of one name")
	}
	rules[name] = make
}

// Names returns the names of the rules in order.
func Names() []string { return slices.Sorted(maps.Keys(rules)) }

// Span is the years that a rule acts in, both included; zero years mean the first
// and the last of the futures.
type Span struct {
	From data.Year `yaml:"from"`
	To   data.Year `yaml:"to"`
}

// check refuses a span that ends before it begins.
func (s Span) check() error {
	if s.From < 0 || s.To < 0 || s.To != 0 && s.To < s.From {
		return fmt.Errorf("from %d to %d are no years in order", s.From, s.To)
	}
	return nil
}

// columns returns the first column of the span and the one after the last.
func (s Span) columns(f *Futures) (first, after int, err error) {
	first, after = int(s.From-f.Origin)-1, int(s.To-f.Origin)
	if s.From == 0 {
		first = 0
	}
	if s.To == 0 {
		after = f.Spend.H
	}
	first, after = max(0, first), min(after, f.Spend.H)
	if first >= after {
		return 0, 0, fmt.Errorf("%w: %d to %d have no year among the futures, %d to %d", ErrRule, s.From, s.To, f.Origin+1, f.End())
	}
	return first, after, nil
}

// before returns the value a year before a column, at the origin for the first.
func before(row []float64, column int, origin float64) float64 {
	if column == 0 {
		return origin
	}
	return row[column-1]
}
