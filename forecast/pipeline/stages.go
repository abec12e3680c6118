package pipeline

import (
	"errors"
	"fmt"

	"github.com/defcast/defcast/data"
)

// ErrNoStages is wrapped by [Trace] where no budget can be followed.
var ErrNoStages = errors.New("has no two stages of one budget on record")

// Stages follows the budgets of a country from the initial budget to the
// outturn.
type Stages struct {
	CountryName string
	Measure     data.Measure  // whose numerator is the last stage
	Series      []data.Series // one a stage, the least firm first, in one unit and basis
	First, Last data.Year     // years that have the first stage and another
	Sources     []Citation
}

// Trace returns the stages of the budget that a measure counts: its numerator
// and, of each less firm stage from the initial budget on, the first of its
// precursors, which is the one of the nearest scope. Without a measure it takes
// that of the firmest stage.
//
// It returns an [*UnknownError] for a country or measure that there is not, and
// an error that wraps [ErrNoStages].
func Trace(facts data.Facts, country, measure string) (*Stages, error) {
	m, err := find(facts, country, measure)
	if err != nil {
		return nil, err
	}
	measures := []data.Measure{m}
	if measure == "" {
		measures = facts.MeasuresOf(country)
	}
	var best *Stages
	for _, m := range measures {
		if s := stagesOf(facts, m); s != nil && (best == nil || s.Measure.Stage < best.Measure.Stage) {
			best = s
		}
	}
	if best == nil {
		return nil, fmt.Errorf("%s %w", data.CountryName(country), ErrNoStages)
	}
	best.CountryName = data.CountryName(country)
	best.Sources = cited(facts, best.Series...)
	return best, nil
}

// stagesOf follows one measure, nil where it has no years with two stages.
func stagesOf(facts data.Facts, m data.Measure) *Stages {
	s := &Stages{Measure: m}
	var seen []data.Status
	for _, id := range append([]string{m.Numerator}, m.Precursors...) {
		x, ok := facts.Panel.Edition(id)
		if !ok || x.Unit.Kind != data.Money || x.Len() == 0 {
			continue
		}
		stage := x.StatusAt(x.End())
		if stage > data.Initial || len(s.Series) > 0 && (stage <= seen[len(seen)-1] || x.Unit != s.Series[0].Unit || !x.Basis.Equal(s.Series[0].Basis)) {
			continue
		}
		s.Series, seen = append([]data.Series{x}, s.Series...), append(seen, stage)
	}
	s.First, s.Last = 0, -1
	for y := firstYear(s.Series); y <= lastYear(s.Series); y++ {
		n := 0
		for _, x := range s.Series {
			if _, ok := x.At(y); ok {
				n++
			}
		}
		if _, ok := s.Series[0].At(y); !ok || n < 2 { // nothing to compare it with
			continue
		}
		if s.First == 0 {
			s.First = y
		}
		s.Last = y
	}
	if s.First == 0 || len(s.Series) < 2 {
		return nil
	}
	return s
}

// firstYear returns the first year of any of the series.
func firstYear(series []data.Series) data.Year {
	first := MaxThrough
	for _, s := range series {
		first = min(first, s.Start)
	}
	return first
}

// lastYear returns the last year of any of the series.
func lastYear(series []data.Series) data.Year {
	var last data.Year
	for _, s := range series {
		last = max(last, s.End())
	}
	return last
}
