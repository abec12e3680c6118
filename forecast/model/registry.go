// Package model has the forecasting methods, one file each. Every file
// registers its method, and the command line, the help, the conformance test
// and the benchmarks follow from the list.
//
// A method is a struct whose zero value is its sensible default; settings that
// are switches are named so that false is the default.
package model

import (
	"fmt"
	"maps"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// Entry is what a method's file says of itself.
type Entry struct {
	Name  string // as on the command line
	New   func() forecast.Model
	Short string // one line of help
	Ref   string // where the method is described
	// Panel returns the method that learns from other series as well; nil where
	// there is nothing to learn from them.
	Panel func(of []data.Series) forecast.Model
}

var registry = map[string]Entry{}

// register adds a method; two of one name are a programming error.
func register(e Entry) {
	if _, ok := registry[e.Name]; ok {
		panic("model: method registered twice: " + e.Name)
	}
	registry[e.Name] = e
}

// All returns the methods in the order of their names.
func All() []Entry {
	entries := make([]Entry, 0, len(registry))
	for _, name := range Names() {
		entries = append(entries, registry[name])
	}
	return entries
}

// Names returns the names of the methods in order.
func Names() []string { return slices.Sorted(maps.Keys(registry)) }

// Lookup returns the entry of a name.
func Lookup(name string) (Entry, error) {
	e, ok := registry[name]
	if !ok {
		return Entry{}, fmt.Errorf("unknown model %q", name)
	}
	return e, nil
}

// New returns the method of a name with its default settings.
func New(name string) (forecast.Model, error) {
	e, err := Lookup(name)
	if err != nil {
		return nil, err
	}
	return e.New(), nil
}
