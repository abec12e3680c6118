package pipeline

import (
	"fmt"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/target"
)

// Sought is the growth of spending that reaches a level, under each information
// set.
type Sought struct {
	Config      Config // as asked, with defaults filled in
	CountryName string
	AsOf        data.Date // the day whose knowledge it rests on
	Measure     data.Measure
	Unit        data.Unit // of the amounts
	Answers     []Answer  // those of the poorest set first
	Skipped     []error   // sets without an answer, and why
}

// Answer is the growth sought under an information set.
type Answer struct {
	Information Information
	target.Growth
	// Before is the probability that the level holds in the year as the forecast
	// stands, spending going its own way.
	Before float64
}

// Seek solves for the constant yearly growth of spending, from its last certain
// year on, with which a measure is at a level in a year with a probability, see
// [target.Futures.Growth]. A zero Through means that year.
//
// It returns what [Run] returns for a Config that it refuses, and an error that wraps
// [target.ErrNoAnswer] where no information set has an answer.
func Seek(cfg Config, facts data.Facts, share float64, year data.Year, prob float64) (*Sought, error) {
	cfg.Through = max(cfg.Through, year)
	cfg, m, err := resolve(cfg, facts)
	if err != nil {
		return nil, err
	}
	facts = facts.AsOf(cfg.AsOf)
	sets, _, err := inform(cfg, m, facts)
	if err != nil {
		return nil, err
	}
	s := &Sought{Config: cfg, CountryName: data.CountryName(cfg.Country), AsOf: today(cfg, facts), Measure: m}
	l := target.Level{Share: share}
	for _, set := range sets {
		if set.information > cfg.Information {
			continue
		}
		f := set.goals()
		g, err := f.Growth(l, year, prob)
		if err != nil {
			s.Skipped = append(s.Skipped, fmt.Errorf("%s: %w", set.information, err))
			continue
		}
		s.Unit = f.Unit
		s.Answers = append(s.Answers, Answer{Information: set.information, Growth: g, Before: target.Prob(target.In{Level: l, Year: year}, f)})
	}
	if len(s.Answers) == 0 {
		return nil, fmt.Errorf("measure %s: %w", m.ID, s.Skipped[len(s.Skipped)-1])
	}
	return s, nil
}
