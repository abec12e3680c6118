// Package plots draws charts of a [pipeline.Report], each in a file of its
// own, as a newspaper would print them: the title says what was found, the
// subtitle what was measured, labels stand beside what they name.
//
// A chart's file registers it; [Render] draws it in any of the [Formats]. A
// chart reads the report and a [Style] and gives a [Figure]: words around a
// body that gonum's plot package draws with the marks of package mark. It
// knows neither the format nor the clock, so equal reports and styles give
// equal bytes.
//
// Text is never lost: a character that the theme's face does not have, or a
// text that leaves the page, is an error and nothing is written.
package plots

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/defcast/defcast/forecast/pipeline"
)

// Entry is what a chart's file says of itself.
type Entry struct {
	Name  string // as on the command line
	Title string // one line of help
	Ref   string // where its form is described
	Draw  func(*pipeline.Report, Style) (*Figure, error)
}

var registry = map[string]Entry{}

// register adds a chart; two of one name are a programming error. The chart's
// own Draw gets reports that have a history and a forecast, and styles that
// have their defaults.
func register(e Entry) {
	if _, ok := registry[e.Name]; ok {
		panic("plots: chart registered twice: " + e.Name)
	}
	draw := e.Draw
	e.Draw = func(r *pipeline.Report, s Style) (*Figure, error) {
		s, err := s.fill()
		if err == nil {
			err = drawable(r)
		}
		var f *Figure
		if err == nil {
			f, err = draw(r, s)
		}
		if err != nil {
			return nil, fmt.Errorf("draw chart %s: %w", e.Name, err)
		}
		f.style = s
		return f, nil
	}
	registry[e.Name] = e
}

// drawable says what a report lacks to be drawn.
func drawable(r *pipeline.Report) error {
	switch {
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

// All returns the charts in the order of their names.
func All() []Entry {
	var entries []Entry
	for _, name := range Names() {
		entries = append(entries, registry[name])
	}
	return entries
}

// Names returns the names of the charts in order.
func Names() []string { return slices.Sorted(maps.Keys(registry)) }

// Find returns the chart of a name, or a [*pipeline.UnknownError].
func Find(name string) (Entry, error) {
	e, ok := registry[name]
	if !ok {
		return Entry{}, &pipeline.UnknownError{Kind: "chart", Name: name, Known: Names()}
	}
	return e, nil
}
