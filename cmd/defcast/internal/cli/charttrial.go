package cli

import (
	"fmt"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/backtest"
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots"
)

// trialMeasure is the share that most countries have, for the longest time.
const trialMeasure = "sipri"

// trial forecasts the past of the countries by every method and scores it. The
// measure is one that its publisher prints as a share: of another the past is
// not one series.
func (s *subject) trial(facts data.Facts, codes []string) (*plots.Trial, error) {
	id := s.config.Measure
	if id == "" {
		id = trialMeasure
	}
	v := &plots.Trial{}
	var subjects []backtest.Subject
	var options backtest.Options
	for _, code := range codes {
		m, err := publishedMeasure(facts, code, id)
		if err != nil {
			return nil, err
		}
		series, err := facts.Ratio(m)
		if err != nil {
			return nil, err
		}
		series = pastOnly(series, facts.Latest())
		v.Who, v.Measure = append(v.Who, data.CountryName(code)), m
		subjects = append(subjects, backtest.Subject{Country: code, Measure: m.ID, Series: series})
		if options.Panel == nil {
			options.Panel = append(pipeline.Peers(m, facts), series)
			v.Default = pipeline.DefaultMethod(m, facts)
			v.From = sourceOf(facts, series.Source)
		}
	}
	v.Measure.Country = ""
	options.Origins = everyThird(subjects)
	r, err := backtest.Run(subjects, allMethods(), options)
	if err != nil {
		return nil, err
	}
	if len(r.Cases) == 0 {
		return nil, fmt.Errorf("backtest %s of %s: no origin has %d values up to it and an outcome after it", id, v.Who[0], backtest.DefaultLeast)
	}
	v.Cases = r.Cases
	v.Standings = backtest.Leaderboard(r.Cases, backtest.Against{Default: v.Default, Seed: s.config.Seed}, false)
	v.Reliability = backtest.Calibration(r.Cases)
	return v, nil
}

// publishedMeasure returns a measure of a country that is printed as a share.
func publishedMeasure(facts data.Facts, code, id string) (data.Measure, error) {
	var ids []string
	for _, m := range facts.MeasuresOf(code) {
		if m.ID == id && m.Denominator.Kind == data.Published {
			return m, nil
		}
		if m.Denominator.Kind == data.Published {
			ids = append(ids, m.ID)
		}
	}
	return data.Measure{}, &pipeline.UnknownError{Kind: "published measure of " + code, Name: id, Known: ids}
}

// pastOnly cuts a series at the last year that is over.
func pastOnly(s data.Series, today data.Date) data.Series {
	last := s.End()
	for last >= s.Start && !s.Basis.Ends(last).By(today) {
		last--
	}
	return s.Window(s.Start, last).Trim()
}

// sourceOf names a source with its date.
func sourceOf(facts data.Facts, key string) string {
	for _, src := range facts.Sources {
		if src.Key == key {
			return fmt.Sprintf("%s: %s (%s)", src.Publisher, src.Title, src.Published)
		}
	}
	return key
}

// everyThird returns every third year back from the last that has an outcome; of
// up to three series every one.
func everyThird(subjects []backtest.Subject) []data.Year {
	first, last := subjects[0].Series.Start, subjects[0].Series.End()
	for _, s := range subjects {
		first, last = min(first, s.Series.Start), max(last, s.Series.End())
	}
	step := data.Year(3)
	if len(subjects) <= 3 {
		step = 1
	}
	var out []data.Year
	for y := first + (last-1-first)%step; y < last; y += step {
		out = append(out, y)
	}
	return out
}

// allMethods returns every method there is.
func allMethods() []backtest.Method {
	var out []backtest.Method
	for _, name := range model.Names() {
		e, err := model.Lookup(name)
		if err != nil {
			panic("cli: a listed method is not there: " + name)
		}
		m := backtest.Alone(name, e.New())
		if e.Panel != nil {
			m.New = func(panel []data.Series) forecast.Model { return e.Panel(panel) }
		}
		out = append(out, m)
	}
	return out
}
