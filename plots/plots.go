// Package plots draws charts of [Material], forecasts above all, each in a file of its
// own, as a newspaper would print them: the title says what was found, the
// subtitle what was measured, labels stand beside what they name.
//
// A chart's file registers it; [Render] draws it in any of the [Formats]. A
// chart reads the material and a [Style] and gives a [Figure]: words around a
// body that gonum's plot package draws with the marks of package mark. It
// knows neither the format nor the clock, so equal material and styles give
// equal bytes.
//
// Text is never lost: a character that the theme's face does not have, or a
// text that leaves the page, is an error and nothing is written.
package plots

import (
	"fmt"
	"maps"
	"slices"

	"github.com/defcast/defcast/forecast/pipeline"
)

// Entry is what a chart's file says of itself.
type Entry struct {
	Name  string // as on the command line
	Title string // one line of help
	Ref   string // where its form is described
	Needs Need   // what it is drawn from
	// Example are the arguments of a chart worth looking at, as on the command
	// line after the name: that of the gallery.
	Example string
	Draw    func(*Material, Style) (*Figure, error)
}

// Takes returns how many countries the chart is about, at least and at most.
func (e Entry) Takes() (least, most int) {
	switch e.Needs {
	case Countries:
		return 2, MaxCountries
	case Rivals:
		return 2, 2
	case Backtest, Coverage:
		return 1, MaxCountries
	}
	return 1, 1
}

// MaxCountries is how many countries one chart can hold: more panels or rows
// could not be read on a page.
const MaxCountries = 40

var registry = map[string]Entry{}

// register adds a chart; two of one name are a programming error. The chart's
// own Draw gets the material that it needs, reports that have a history and a
// forecast, and styles that have their defaults.
func register(e Entry) {
	if _, ok := registry[e.Name]; ok {
		panic("plots: chart registered twice: " + e.Name)
	}
	draw := e.Draw
	e.Draw = func(m *Material, s Style) (*Figure, error) {
		s, err := s.fill()
		if err == nil {
			err = m.check(e.Needs)
		}
		var f *Figure
		if err == nil {
			f, err = draw(m, s)
		}
		if err != nil {
			return nil, fmt.Errorf("draw chart %s: %w", e.Name, err)
		}
		return f.in(s), nil
	}
	registry[e.Name] = e
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
