package cli

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/defcast/defcast/cmd/defcast/internal/batch"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/source"
	"github.com/defcast/defcast/forecast/backtest"
	"github.com/defcast/defcast/forecast/pipeline"
)

// trial is what a backtest is about.
type trial struct {
	about    string             // what is forecast
	from     string             // where the figures come from
	method   string             // the default method of such series
	subjects []backtest.Subject // in order
	panel    []data.Series      // what may be learnt from, the subjects included
	share    bool               // values are fractions of GDP
	// replays are the measures to be forecast as on past days, under each
	// information set, instead of the subjects.
	replays []data.Measure
	facts   data.Facts
}

// countries is the number of those forecast.
func (t *trial) countries() int { return max(len(t.subjects), len(t.replays)) }

// trial finds what the arguments and --panel mean.
func (a *app) trial(f *backtestFlags, args []string) (*trial, error) {
	var files, groups []string
	for _, p := range f.panels {
		if slices.Contains(data.Groups(), p) {
			groups = append(groups, p)
		} else if isFile(p) || filepath.Ext(p) != "" || strings.ContainsRune(p, filepath.Separator) {
			files = append(files, p)
		} else {
			return nil, &pipeline.UnknownError{Kind: "panel", Name: p, Known: data.Groups()}
		}
	}
	switch {
	case len(files) == 1 && len(groups) == 0 && a.dataDir == "":
		return fileTrial(files[0], f.measure, args)
	case len(files) > 0:
		return nil, usagef("--panel %s is a file: it stands alone, without other panels and --data", files[0])
	}
	facts, err := a.evidence()
	if err != nil {
		return nil, err
	}
	return factsTrial(facts, f, args, groups)
}

// usualMeasure is the share that most countries have, for the longest time.
const usualMeasure = "sipri"

// factsTrial takes the countries' series of one measure from the facts.
func factsTrial(facts data.Facts, f *backtestFlags, args, groups []string) (*trial, error) {
	if len(args)+len(groups) == 0 {
		groups = []string{"all"}
	}
	var named, codes []string
	for _, name := range args {
		c, err := findCountry(facts, name)
		if err != nil {
			return nil, err
		}
		named = append(named, c)
	}
	codes = slices.Clone(named)
	for _, g := range groups {
		members, _ := facts.Group(g) // known by its name
		codes = append(codes, members...)
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	id := cmp.Or(f.measure, usualMeasure)
	t := &trial{share: true, facts: facts}
	for _, c := range codes {
		m, err := measureOf(facts, c, id)
		switch {
		case err != nil && slices.Contains(named, c):
			return nil, err
		case err == nil && (f.vintages || m.Denominator.Kind != data.Published):
			t.replay(m)
		case err == nil:
			t.add(m, facts)
		}
	}
	if t.countries() == 0 {
		return nil, &pipeline.UnknownError{Kind: "measure", Name: id, Known: measuresOf(facts, codes)}
	}
	return t, nil
}

// replay takes in a measure to be forecast as on past days.
func (t *trial) replay(m data.Measure) {
	t.replays = append(t.replays, m)
	t.about, t.from = m.ID+": "+m.String(), "those of the day, or of the newest edition as far as years were over"
	t.method = pipeline.DefaultMethod(m, t.facts)
}

// calibrates reports whether the intervals of a method were learnt from years
// that come after some of its forecasts, see [pipeline.Calibrates].
func (t *trial) calibrates(model string) bool {
	return slices.ContainsFunc(t.replays, func(m data.Measure) bool { return pipeline.Calibrates(model, m, t.facts) })
}

// measureOf returns a measure of a country.
func measureOf(facts data.Facts, country, id string) (data.Measure, error) {
	var ids []string
	for _, m := range facts.MeasuresOf(country) {
		if m.ID == id {
			return m, nil
		}
		ids = append(ids, m.ID)
	}
	return data.Measure{}, &pipeline.UnknownError{Kind: "measure of " + country, Name: id, Known: ids}
}

// measuresOf returns the ids of the measures that countries have.
func measuresOf(facts data.Facts, codes []string) []string {
	var ids []string
	for _, m := range facts.Measures {
		if slices.Contains(codes, m.Country) && !slices.Contains(ids, m.ID) {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

// add takes in a country's series, as far as years are over.
func (t *trial) add(m data.Measure, facts data.Facts) {
	s, ok := facts.Panel.Edition(m.Numerator)
	if !ok {
		return
	}
	s = overBy(s, facts.Latest())
	t.subjects = append(t.subjects, backtest.Subject{Country: m.Country, Measure: m.ID, Series: s})
	if t.panel == nil {
		t.panel = append(pipeline.Peers(m, facts), s)
		t.method = pipeline.DefaultMethod(m, facts)
		t.about = m.ID + ": " + m.String()
		for _, src := range facts.Sources {
			if src.Key == s.Source {
				t.from = fmt.Sprintf("%s: %s (%s), newest edition", src.Publisher, src.Title, src.Published)
			}
		}
	}
}

// overBy cuts a series at the last year that was over by a day: later ones are
// its publisher's estimates and no outcomes. An unknown day cuts nothing.
func overBy(s data.Series, day data.Date) data.Series {
	last := s.End()
	for !day.IsZero() && last >= s.Start && !s.Basis.Ends(last).By(day) {
		last--
	}
	return s.Window(s.Start, last).Trim()
}

// fileTrial takes the series of a file: of a publisher's, the shares of GDP by
// country; of long CSV, every series.
func fileTrial(name, id string, args []string) (*trial, error) {
	all, err := readPanel(name)
	if err != nil {
		return nil, err
	}
	t := &trial{from: filepath.Base(name)}
	variables := map[string][]data.Series{}
	for _, s := range all {
		v := strings.TrimPrefix(s.ID, strings.ToLower(s.Country)+"-")
		if s.Country == "" {
			s.Country, v = s.ID, "value"
		} else if !shareOfGDP(s) || !data.Known(s.Country) {
			continue
		}
		if s = overBy(s, s.Vintage); s.Len() > 0 {
			variables[v] = append(variables[v], s)
		}
	}
	id = mostCommon(variables, id)
	if id == "" {
		return nil, fmt.Errorf("read %s: no share of GDP of a country in it", name)
	}
	t.panel = variables[id]
	t.share = t.panel[0].Unit == data.Fraction
	t.method, t.about = pipeline.DefaultModel, id
	if t.share {
		t.about += ": " + t.panel[0].Name
	}
	if t.share && len(t.panel) > pipeline.LeastPeers {
		t.method = pipeline.PanelModel
	}
	for _, s := range t.panel {
		if len(args) == 0 || slices.ContainsFunc(args, func(a string) bool { return called(a, s.Country, data.CountryName(s.Country)) }) {
			t.subjects = append(t.subjects, backtest.Subject{Country: s.Country, Measure: id, Series: s})
		}
	}
	if len(t.subjects) == 0 {
		return nil, usagef("no series of %s in %s", strings.Join(args, ", "), name)
	}
	return t, nil
}

// mostCommon returns the variable of the id, or the one that most countries
// have; empty if there is none.
func mostCommon(variables map[string][]data.Series, id string) string {
	best := ""
	for v, s := range variables {
		if v == id {
			return v
		}
		if n := len(s) - len(variables[best]); n > 0 || n == 0 && v < best {
			best = v
		}
	}
	if id != "" {
		return ""
	}
	return best
}

// readPanel reads a publisher's file or long CSV.
func readPanel(name string) ([]data.Series, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() // read only
	in := bufio.NewReader(f)
	if head, err := in.Peek(len(batch.Header)); err == nil && string(head) == batch.Header {
		return batch.ReadAll(in, name)
	}
	editions, err := source.ReadFile(name, source.Options{})
	if err != nil {
		return nil, err
	}
	var all []data.Series
	for _, e := range byDay(editions) {
		for _, s := range e.Series {
			if !slices.ContainsFunc(all, func(o data.Series) bool { return o.ID == s.ID }) {
				all = append(all, s)
			}
		}
	}
	return all, nil
}

// usualOrigins are every third year back from the last that has an outcome; of
// up to three subjects every one. Replays are of the years since 2015, before
// which there are few announcements on record.
func (t *trial) usualOrigins() []data.Year {
	if len(t.replays) > 0 {
		var out []data.Year
		for y := data.Year(2015); int(y)+1 < t.facts.Latest().Year; y++ {
			out = append(out, y)
		}
		return out
	}
	first, last := t.subjects[0].Series.Start, t.subjects[0].Series.End()
	for _, s := range t.subjects {
		first, last = min(first, s.Series.Start), max(last, s.Series.End())
	}
	step := data.Year(3)
	if len(t.subjects) <= 3 {
		step = 1
	}
	var out []data.Year
	for y := last - 1; y >= first; y -= step {
		out = append(out, y)
	}
	slices.Reverse(out)
	return out
}

// nothing says why no forecast could be scored.
func (t *trial) nothing(o backtest.Options, r *backtest.Result) error {
	if len(r.Refusals) > 0 {
		return fmt.Errorf("backtest: no method had an answer: %w", r.Refusals[0])
	}
	if len(t.replays) > 0 {
		return errors.New("backtest: nothing of the years after has come true yet, or nothing had been published")
	}
	longest := slices.MaxFunc(t.subjects, func(a, b backtest.Subject) int { return a.Series.Observed() - b.Series.Observed() })
	return fmt.Errorf("backtest: no origin has %d values up to it and an outcome after it (the longest series, %s, has %d values; --least asks for fewer)",
		o.Least, longest.Country, longest.Series.Observed())
}
