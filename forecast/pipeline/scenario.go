package pipeline

import (
	"math"

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
// all outcomes and in the forecast.
type Outcome struct {
	Name, Story, Source string
	Notes               []string // what its rules have to say, a sentence each
	Steps               []Step   // the share, a year each; Known is empty
	Share, Spend        forecast.Paths
	GDP                 forecast.Paths // empty where the denominator is fixed or the ratio is forecast as one
}

// Difference returns, path by path, what the share is more than in another
// outcome.
func (o Outcome) Difference(from Outcome) forecast.Paths {
	return o.Share.Add(from.Share.Map(func(_ int, v float64) float64 { return -v }))
}

// More returns, a year each, the median of what the share is more than in the
// forecast, whose paths are given: the median of the differences, not the difference
// of the medians.
func (o Outcome) More(forecast forecast.Paths) []float64 {
	d := o.Difference(Outcome{Share: forecast})
	out := make([]float64, d.H)
	for h := range out {
		out[h] = d.Step(h + 1).Quantile(0.5)
	}
	return out
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
	asked.futures.economy = asked.economy(cfg, facts)
	f := asked.scenes()
	w := &WhatIf{Config: cfg, CountryName: data.CountryName(cfg.Country), AsOf: today(cfg, facts), Measure: m, Origin: f.Origin,
		Unit:     asked.question.spend.Series.Unit,
		Outcomes: []Outcome{{Name: "forecast", Story: "as it stands", Steps: asked.steps(), Share: asked.futures.share, Spend: asked.futures.spend, GDP: asked.futures.gdp}}}
	for _, s := range scenarios {
		o, err := asked.under(s, f)
		if err != nil {
			return nil, err
		}
		w.Outcomes = append(w.Outcomes, o)
	}
	return w, nil
}

// under returns what a scenario makes of the futures f of a set.
func (s set) under(x scenario.Scenario, f scenario.Futures) (Outcome, error) {
	g, err := x.Apply(f)
	if err != nil {
		return Outcome{}, err
	}
	o := Outcome{Name: x.Name, Story: x.Story, Source: x.Source, Notes: g.Notes, Share: g.Share(), Spend: g.Spend}
	if s.futures.gdp.N() > 0 {
		scale, err := f.Unit.Factor(s.question.gdp.Series.Unit)
		if err != nil {
			return Outcome{}, err
		}
		o.GDP = g.Divisor.Map(func(_ int, v float64) float64 { return v * scale })
	}
	for h := 1; h <= o.Share.H; h++ {
		o.Steps = append(o.Steps, Step{Year: f.Origin + data.Year(h), Dist: o.Share.Step(h)})
	}
	return o, nil
}

// scenes returns the futures as scenarios change them.
func (s set) scenes() scenario.Futures {
	g, q := s.goals(), s.question
	f := scenario.Futures{Origin: g.Origin, Country: q.measure.Country, Unit: g.Unit, Stage: q.measure.Stage,
		Spend: g.Spend, Divisor: g.Spend.Ratio(g.Share), SpendBefore: g.SpendBefore, DivisorBefore: g.SpendBefore / g.Before,
		Fixed: s.futures.gdp.N() == 0, Whole: g.Unit.Kind == data.Share}
	f.Rivalry = s.futures.economy.rivals
	f.Prices, f.FX = s.futures.economy.prices, s.futures.economy.fx
	f.SpendEarlier, _ = q.spend.Series.At(g.Origin - 1)
	if math.IsNaN(f.SpendEarlier) {
		f.SpendEarlier = 0
	}
	return f
}
