package pipeline

import (
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/scenario"
)

// WhatIf is a forecast under scenarios, on the same draws.
type WhatIf struct {
	Config      Config // as asked, with defaults filled in
	CountryName string
	AsOf        data.Date // the day whose knowledge it rests on
	Measure     data.Measure
	Origin      data.Year
	Unit        data.Unit // of spending; a share where the ratio is published as one
	// Outcomes are the forecast as it stands, then the scenarios in the order given.
	Outcomes []Outcome
}

// Outcome is what a scenario makes of the futures. Row i is the same future in
// all outcomes.
type Outcome struct {
	Name, Story  string
	Share, Spend forecast.Paths
}

// Difference returns, path by path, what the share is more than in another
// outcome.
func (o Outcome) Difference(from Outcome) forecast.Paths {
	return o.Share.Add(from.Share.Map(func(_ int, v float64) float64 { return -v }))
}

// Scenarios applies scenarios to the futures of [Run] with the same Config. No number
// of one depends on the others.
//
// It returns what Run returns for a Config that it refuses, and an error that wraps
// [scenario.ErrRule] for a rule that does not apply.
func Scenarios(cfg Config, facts data.Facts, scenarios ...scenario.Scenario) (*WhatIf, error) {
	cfg, m, err := resolve(cfg, facts)
	if err != nil {
		return nil, err
	}
	facts = facts.AsOf(cfg.AsOf)
	_, asked, err := inform(cfg, m, facts)
	if err != nil {
		return nil, err
	}
	f := asked.scenes()
	w := &WhatIf{Config: cfg, CountryName: data.CountryName(cfg.Country), AsOf: today(cfg, facts), Measure: m, Origin: f.Origin,
		Unit:     asked.question.spend.Series.Unit,
		Outcomes: []Outcome{{Name: "forecast", Story: "as it stands", Share: asked.futures.share, Spend: asked.futures.spend}}}
	for _, s := range scenarios {
		g, err := s.Apply(f)
		if err != nil {
			return nil, err
		}
		w.Outcomes = append(w.Outcomes, Outcome{Name: s.Name, Story: s.Story, Share: g.Share(), Spend: g.Spend})
	}
	return w, nil
}

// scenes returns the futures as scenarios change them.
func (s set) scenes() scenario.Futures {
	g := s.goals()
	return scenario.Futures{Origin: g.Origin, Spend: g.Spend, Divisor: g.Spend.Ratio(g.Share), SpendBefore: g.SpendBefore,
		DivisorBefore: g.SpendBefore / g.Before, Fixed: s.futures.gdp.N() == 0}
}
