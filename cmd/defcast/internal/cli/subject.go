package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots"
)

// subject is what a chart is asked to show. The charts differ in what they
// need; only that is worked out.
type subject struct {
	config    pipeline.Config
	before    string // measure of the first year of a change
	from, to  data.Year
	program   string
	scenarios []string // files or names
}

// add gives a command the flags of a subject.
func (s *subject) add(c *cobra.Command, a *app) {
	settings(c, a, &s.config)
	set(c.Flags(), &s.from, parseYear, "from", "", "first `YEAR` of a change, a slope or a replay")
	set(c.Flags(), &s.to, parseYear, "to", "", "last `YEAR` of a change or a replay (default the newest on record)")
	set(c.Flags(), &s.before, parseName, "from-measure", "", "of a change: the ratio in the first year, an `ID` (default the same)")
	set(c.Flags(), &s.program, parseName, "program", "", "of a plan: the multi-year program meant, an `ID` (default the newest)")
	addScenarios(c, &s.scenarios)
}

// material works out what a chart needs of the countries.
func (s *subject) material(a *app, need plots.Need, countries []string) (*plots.Material, error) {
	facts, err := a.evidence()
	if err != nil {
		return nil, err
	}
	codes := make([]string, len(countries))
	for i, name := range countries {
		if codes[i], err = findCountry(facts, name); err != nil {
			return nil, err
		}
		if slices.Contains(codes[:i], codes[i]) {
			return nil, usagef("%s is given twice", data.CountryName(codes[i]))
		}
	}
	s.config.Country, s.config.Data = codes[0], a.dataDir
	m := &plots.Material{}
	then := facts.AsOf(s.config.AsOf)
	switch need {
	case plots.Measures:
		m.Reports, err = s.measures(a, then)
	case plots.Countries:
		m.Reports, err = s.countries(a, facts, codes)
	case plots.Change:
		m.Change, err = s.change(then)
	case plots.Progress:
		m.Progress, err = pipeline.Track(then, codes[0], s.program)
	case plots.Stages:
		m.Stages, err = pipeline.Trace(then, codes[0], s.config.Measure)
	case plots.Parts:
		m.Parts, err = pipeline.Compose(then, codes[0])
	case plots.Backtest, plots.Coverage:
		m.Trial, err = s.trial(a, facts, codes, need)
	case plots.Rivals:
		m.Rivals, err = pipeline.React(then, codes[0], codes[1])
	default:
		err = s.forecast(m, need, facts)
	}
	return m, err
}

// forecast adds a forecast and what goes with it.
func (s *subject) forecast(m *plots.Material, need plots.Need, facts data.Facts) error {
	var err error
	if s.config.Scenarios, err = findScenarios(s.scenarios); err != nil {
		return err
	}
	if need == plots.Scenarios && len(s.scenarios) == 0 {
		return usagef("missing --scenario (want a file or a name of \"defcast scenario list\", like --scenario gdp-stall)")
	}
	r, err := pipeline.Run(s.config, facts)
	if err != nil {
		return err
	}
	m.Reports = []*pipeline.Report{r}
	if need == plots.Replay {
		m.Replay, err = s.replay(facts)
	}
	return err
}

// replay forecasts as at the ends of past years, from 2015 unless said
// otherwise, as the command replay does.
func (s *subject) replay(facts data.Facts) (*pipeline.Replay, error) {
	from, to := s.from, s.to
	if from == 0 {
		from = 2015
	}
	if to == 0 {
		to = data.Year(facts.Latest().Year) - 1
	}
	if from > to {
		return nil, usagef("--from %d is after --to %d", from, to)
	}
	// A tenth of the draws: an error of a quantile that no line of this chart is
	// fine enough to show, and ten forecasts take the time of one.
	cfg := s.config
	cfg.Draws = max(pipeline.MinDraws, cfg.Draws/10)
	return pipeline.Rerun(cfg, facts, from, to, 3)
}

// maxMeasures is how many lines of one chart have room for their names.
const maxMeasures = 6

// measures forecasts a country by its measures, those that differ in what they
// count, at which stage, or over which kind of GDP; of measures that differ in
// less the first is enough. A measure that cannot be forecast is left out.
func (s *subject) measures(a *app, facts data.Facts) ([]*pipeline.Report, error) {
	var reports []*pipeline.Report
	seen := map[string]bool{}
	var last error
	for _, m := range facts.MeasuresOf(s.config.Country) {
		words := strings.Split(m.Numerator+"--", "-")
		kind := fmt.Sprint(words[1], m.Stage, m.Denominator.Kind)
		if seen[kind] || len(reports) == maxMeasures {
			continue
		}
		seen[kind] = true
		cfg := s.config
		cfg.Measure = m.ID
		r, err := pipeline.Run(cfg, facts)
		if err != nil {
			last = err
			a.say("warning: %v", err)
			continue
		}
		reports = append(reports, r)
	}
	if len(reports) < 2 {
		return nil, errors.Join(fmt.Errorf("%s has fewer than two measures that can be forecast", data.CountryName(s.config.Country)), last)
	}
	return reports, nil
}

// countries forecasts each country by one measure.
func (s *subject) countries(_ *app, facts data.Facts, codes []string) ([]*pipeline.Report, error) {
	cfg := s.config
	if cfg.Measure == "" {
		if cfg.Measure = commonMeasure(facts, codes); cfg.Measure == "" {
			return nil, fmt.Errorf("%s have no measure in common", strings.Join(codes, ", "))
		}
	}
	var reports []*pipeline.Report
	for _, code := range codes {
		cfg.Country = code
		r, err := pipeline.Run(cfg, facts)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", data.CountryName(code), err)
		}
		reports = append(reports, r)
	}
	return reports, nil
}

// commonMeasure returns the first country's first measure that all have.
func commonMeasure(facts data.Facts, codes []string) string {
	for _, m := range facts.MeasuresOf(codes[0]) {
		all := true
		for _, code := range codes[1:] {
			all = all && slices.ContainsFunc(facts.MeasuresOf(code), func(n data.Measure) bool { return n.ID == m.ID })
		}
		if all {
			return m.ID
		}
	}
	return ""
}

// change decomposes a ratio. Unless a measure is named, it takes the first that
// can be taken apart; unless a year is, the last six.
func (s *subject) change(facts data.Facts) (*pipeline.Change, error) {
	from := s.from
	if from == 0 {
		from = data.Year(facts.Latest().Year) - 6
	}
	ids := []string{s.config.Measure}
	if s.config.Measure == "" {
		ids = measureIDs(facts, s.config.Country)
	}
	var first error
	for _, id := range ids {
		c, err := pipeline.Decompose(facts, s.config.Country, id, s.before, from, s.to)
		if err == nil {
			return c, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}
