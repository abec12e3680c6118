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
	Economy     []string  // how GDP, prices and the exchange rate beside it were forecast
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
	Unit                data.Unit      // of Spend; money, unless the ratio is published as one and no GDP is on hand
	GDP                 forecast.Paths // empty where the denominator is fixed, or not on hand
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
		Unit: f.Unit, Economy: asked.futures.economy.notes,
		Outcomes: []Outcome{{Name: "forecast", Story: "as it stands", Steps: asked.steps(), Share: asked.futures.share, Spend: f.Spend, Unit: f.Unit, GDP: asked.futures.gdp}}}
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
	o := Outcome{Name: x.Name, Story: x.Story, Source: x.Source, Notes: g.Notes, Share: g.Share(), Spend: g.Spend, Unit: f.Unit}
	if !f.Fixed {
		scale, err := f.Unit.Factor(s.gdpUnit())
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

// gdpUnit is the unit of what futures are divided by.
func (s set) gdpUnit() data.Unit {
	if e := s.futures.economy; e.gdp.implied {
		return e.gdp.series.Unit
	}
	return s.question.gdp.Series.Unit
}

// scenes returns the futures as scenarios change them.
func (s set) scenes() scenario.Futures {
	g, q, e := s.goals(), s.question, s.futures.economy
	f := scenario.Futures{Origin: g.Origin, Country: q.measure.Country, Unit: g.Unit, Stage: q.measure.Stage,
		Spend: g.Spend, Divisor: g.Spend.Ratio(g.Share), SpendBefore: g.SpendBefore, DivisorBefore: g.SpendBefore / g.Before,
		Fixed: s.futures.gdp.N() == 0, Whole: g.Unit.Kind == data.Share}
	earlier, known := q.spend.Series.At(g.Origin - 1)
	if e.gdp.implied {
		gdp, ok := e.gdp.series.At(g.Origin - 1)
		earlier, known = earlier*gdp, known && ok
		f.Unit, f.Fixed, f.Whole = e.gdp.series.Unit, false, false
		f.Spend, f.Divisor = g.Share.With(e.gdp.paths, func(r, y float64) float64 { return r * y }), e.gdp.paths
		f.SpendBefore, f.DivisorBefore = g.Before*e.gdp.before, e.gdp.before
	}
	if known {
		f.SpendEarlier = earlier
	}
	f.Rivalry = e.rivals
	f.Prices, f.FX = e.prices, e.fx
	return f
}
