package plots

import (
	"errors"
	"fmt"
	"math"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/backtest"
	"github.com/defcast/defcast/forecast/pipeline"
)

// Material is all that charts are drawn from; what a chart needs of it is in
// its [Entry]. The rest may be missing.
type Material struct {
	// Reports are forecasts: of one country by one measure, of one by several
	// measures, or of several countries.
	Reports []*pipeline.Report
	// Change is why a ratio moved between two years.
	Change *pipeline.Change
	// Replay has the forecasts as on past days.
	Replay *pipeline.Replay
	// Progress is how far a multi-year plan has come.
	Progress *pipeline.Progress
	// Stages are the amounts of each year at each stage of the budget.
	Stages *pipeline.Stages
	// Parts is what spending consists of.
	Parts *pipeline.Parts
	// Trial is how methods did from past origins.
	Trial *Trial
	// Rivals are the yearly growth rates of two countries' spending.
	Rivals *pipeline.Rivals
}

// Trial is a backtest: how methods did that were asked to forecast the past.
type Trial struct {
	Measure     data.Measure
	Who         []string // the countries by name
	From        string   // where the figures come from
	Default     string   // the method that such series are forecast by
	Late        bool     // its intervals were learnt from years after some of the forecasts
	Cases       []backtest.Case
	Standings   []backtest.Standing
	Reliability []backtest.Reliability
}

// Of is the material of one forecast.
func Of(r *pipeline.Report) *Material { return &Material{Reports: []*pipeline.Report{r}} }

// report returns the first forecast.
func (m *Material) report() *pipeline.Report { return m.Reports[0] }

// Need is something that a chart is drawn from.
type Need uint8

// What charts are drawn from.
const (
	Forecast  Need = iota // the forecast of one country by one measure
	Measures              // forecasts of one country by two measures or more
	Countries             // forecasts of two countries or more
	Scenarios             // a forecast under scenarios
	Change                // what moved a ratio between two years
	Replay                // forecasts as on past days
	Progress              // a multi-year plan and what came of it
	Stages                // budgets from request to outturn
	Parts                 // what spending consists of
	Rivals                // the growth of two countries' spending
	Backtest              // forecasts of the past by several methods, scored
	Coverage              // the same by the default method alone
)

// ErrMaterial is the fault of a chart that is not given what it needs.
var ErrMaterial = errors.New("there is nothing to draw it from")

// needs has for each need what it is called and whether it is there.
var needs = map[Need]struct {
	name  string
	there func(*Material) bool
}{
	Forecast:  {"a forecast", func(m *Material) bool { return len(m.Reports) > 0 }},
	Measures:  {"forecasts by two measures or more", func(m *Material) bool { return len(m.Reports) > 1 }},
	Countries: {"forecasts of two countries or more", func(m *Material) bool { return len(m.Reports) > 1 }},
	Scenarios: {"a forecast under scenarios", func(m *Material) bool { return len(m.Reports) > 0 && len(m.Reports[0].Scenarios) > 0 }},
	Change:    {"a change between two years", func(m *Material) bool { return m.Change != nil }},
	Replay:    {"forecasts as on past days", func(m *Material) bool { return m.Replay != nil && len(m.Replay.Cases) > 0 && len(m.Reports) > 0 }},
	Progress:  {"a multi-year program", func(m *Material) bool { return m.Progress != nil }},
	Stages:    {"budgets at two stages", func(m *Material) bool { return m.Stages != nil }},
	Parts:     {"parts of spending", func(m *Material) bool { return m.Parts != nil }},
	Backtest:  {"scored forecasts of the past", func(m *Material) bool { return m.Trial != nil && len(m.Trial.Cases) > 0 }},
	Coverage:  {"scored forecasts of the past", func(m *Material) bool { return m.Trial != nil && len(m.Trial.Cases) > 0 }},
	Rivals:    {"the growth of two countries", func(m *Material) bool { return m.Rivals != nil }},
}

// check says what of the material is missing or cannot be drawn.
func (m *Material) check(want Need) error {
	if n := needs[want]; m == nil || !n.there(m) {
		return fmt.Errorf("%w: it needs %s", ErrMaterial, n.name)
	}
	for _, r := range m.Reports {
		if err := drawable(r); err != nil {
			return err
		}
	}
	return nil
}

// drawable says what a report lacks to be drawn.
func drawable(r *pipeline.Report) error {
	switch {
	case r == nil:
		return errors.New("a report is missing")
	case len(r.History) == 0:
		return errors.New("the report has no history")
	case len(r.Steps) == 0:
		return errors.New("the report has no forecast")
	}
	for _, p := range r.History {
		if math.IsNaN(p.Value) || math.IsInf(p.Value, 0) {
			return fmt.Errorf("the value of %s is %g", r.Measure.Basis.Label(p.Year), p.Value)
		}
	}
	for _, s := range r.Steps {
		if len(s.Dist) == 0 || math.IsNaN(s.Dist.Mean()) || math.IsInf(s.Dist.Mean(), 0) {
			return fmt.Errorf("the forecast of %s is not a distribution", r.Measure.Basis.Label(s.Year))
		}
	}
	return nil
}
