package scenario

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// ErrRule is wrapped where a rule says nothing about the futures it is given.
var ErrRule = errors.New("the rule does not apply")

// Futures are what rules change: row i of Spend, Divisor, Prices and FX is one
// future, column h-1 the year Origin+h; Spend and Divisor are in Unit.
type Futures struct {
	Origin                     data.Year
	Country                    string // whose they are; rules of another country do not apply
	Unit                       data.Unit
	Stage                      data.Status // of the budget that spending is counted at
	Spend, Divisor             forecast.Paths
	SpendBefore, DivisorBefore float64 // at the origin
	SpendEarlier               float64 // the year before the origin; 0 where it is not known
	// Fixed is true where the divisor is not the GDP of the year: a frozen GDP, or
	// none since the ratio is published as one.
	Fixed bool
	// Whole is true where the ratio is published as one: Spend is the ratio, and
	// there is no money for rules to change.
	Whole bool
	// Prices is the GDP deflator, 1 at the origin, and FX the price of a US dollar in
	// the country's currency; without paths where they are not known. Real GDP is
	// Divisor over Prices.
	Prices, FX forecast.Paths
	// Rivalry says how the country responds to others; nil where nothing is known.
	Rivalry Rivalry
	// Notes are what rules have to say of what they did, a sentence each.
	Notes []string
}

// Share returns spending over the divisor, path by path.
func (f Futures) Share() forecast.Paths { return f.Spend.Ratio(f.Divisor) }

// clone returns futures that share nothing with f that rules change.
func (f Futures) clone() Futures {
	same := func(_ int, v float64) float64 { return v }
	f.Spend, f.Divisor = f.Spend.Map(same), f.Divisor.Map(same)
	f.Prices, f.FX = f.Prices.Map(same), f.FX.Map(same)
	f.Notes = slices.Clone(f.Notes)
	return f
}

// End returns the last year.
func (f Futures) End() data.Year { return f.Origin + data.Year(f.Spend.H) }

// note adds a sentence for the reader.
func (f *Futures) note(format string, args ...any) {
	f.Notes = append(f.Notes, fmt.Sprintf(format, args...))
}

// money refuses futures whose spending is no money.
func (f *Futures) money() error {
	if f.Whole {
		return fmt.Errorf("%w: the ratio is published as one number, there is no money to change", ErrRule)
	}
	return nil
}

// priced refuses futures without prices.
func (f *Futures) priced() error {
	if f.Prices.N() == 0 {
		return fmt.Errorf("%w: no record of the country's prices is on hand", ErrRule)
	}
	return nil
}

// finite refuses what no economy can be: rules, each within reason, may multiply
// to what is not.
func (f *Futures) finite() error {
	for _, p := range []forecast.Paths{f.Spend, f.Divisor, f.Prices, f.FX} {
		for i, v := range p.V {
			if !(v > 0) || math.IsInf(v, 1) {
				return fmt.Errorf("%w: it leaves %g in %d", ErrRule, v, f.Origin+1+data.Year(i%p.H))
			}
		}
	}
	return nil
}

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
	Country             string // the only one it is for; empty for any
	Rules               []Rule
	Ref                 string // how the user names it: a built-in name or a file
}

// Apply returns the futures under the scenario; f is not changed. It returns an
// error that wraps [ErrRule] where the scenario is another country's, a rule cannot
// be applied, or spending, GDP, prices or the exchange rate would be no positive
// number.
func (s Scenario) Apply(f Futures) (Futures, error) {
	if s.Country != "" && s.Country != f.Country {
		return f, fmt.Errorf("scenario %s: %w: it is for %s alone", s.Name, ErrRule, s.Country)
	}
	f = f.clone()
	for i, r := range s.Rules {
		err := r.Apply(&f)
		if err == nil {
			err = f.finite()
		}
		if err != nil {
			return f, fmt.Errorf("scenario %s, rule %d: %w", s.Name, i+1, err)
		}
	}
	return f, nil
}

// Kind is a rule that there is, as lists show it.
type Kind struct {
	Name    string
	What    string // what it does, in a line
	Example string // as a file has it
	make    func() Rule
}

// rules holds a kind of rule by its name; every file registers its own.
var rules = map[string]Kind{}

func register(k Kind) {
	if _, ok := rules[k.Name]; ok {
		panic("scenario: two rules of one name")
	}
	rules[k.Name] = k
}

// Names returns the names of the rules in order.
func Names() []string { return slices.Sorted(maps.Keys(rules)) }

// Kinds returns the rules that there are in the order of their names.
func Kinds() []Kind {
	var out []Kind
	for _, name := range Names() {
		out = append(out, rules[name])
	}
	return out
}

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
		return 0, 0, fmt.Errorf("%w: %s no year among the futures, %d to %d", ErrRule, s, f.Origin+1, f.End())
	}
	return first, after, nil
}

// String writes the span as the subject of a sentence.
func (s Span) String() string {
	switch {
	case s.From == s.To:
		return fmt.Sprintf("%d is", s.From)
	case s.To == 0:
		return fmt.Sprintf("from %d on there is", s.From)
	case s.From == 0:
		return fmt.Sprintf("up to %d there is", s.To)
	}
	return fmt.Sprintf("%d to %d have", s.From, s.To)
}

// before returns the value a year before a column, at the origin for the first.
func before(row []float64, column int, origin float64) float64 {
	if column == 0 {
		return origin
	}
	return row[column-1]
}

// regrow rebuilds a path from a column on by its yearly factors, each as change
// leaves it: what is not changed grows as it did, from another level.
func regrow(row []float64, first int, origin float64, change func(h int, factor float64) float64) {
	was := before(row, first, origin)
	now := was
	for h := first; h < len(row); h++ {
		factor := row[h] / was
		was = row[h]
		now *= change(h, factor)
		row[h] = now
	}
}
