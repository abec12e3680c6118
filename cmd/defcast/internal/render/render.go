// Package render writes answers: a [pipeline.Report] or a [Table] as text,
// CSV, JSON or Markdown. One file has one format and registers it; the command
// line, its help and the tests follow from the list.
//
// Shares are percent in what people read (text, Markdown) and fractions in
// what programs read (CSV, JSON). Levels are chosen here, when printing.
package render

import (
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/defcast/defcast/forecast/pipeline"
)

// Options are the choices that concern the printing only.
type Options struct {
	Levels []float64 // of the central intervals, percent: 50, 80, 95
	Color  bool      // text may hold terminal colours
}

// Format is a way to write an answer.
type Format struct {
	Name   string   // as after --format
	Ext    []string // of files that hold it, with the dot
	Report func(io.Writer, *pipeline.Report, Options) error
	Table  func(io.Writer, Table) error
	// Tables writes several in one document; nil means one after the other with a
	// blank line between.
	Tables func(io.Writer, []Table) error
	// Mute is true where the format has no room for a report's warnings, so
	// that they must be said elsewhere.
	Mute bool
	// Binary is true of what no terminal can show.
	Binary bool
}

// WriteTables writes tables in one document; one is as Table has it.
func (f Format) WriteTables(w io.Writer, tables []Table) error {
	if f.Tables != nil && len(tables) > 1 {
		return f.Tables(w, tables)
	}
	for i, t := range tables {
		if i > 0 {
			if _, err := io.WriteString(w, "\n"); err != nil {
				return err
			}
		}
		if err := f.Table(w, t); err != nil {
			return err
		}
	}
	return nil
}

var registry = map[string]Format{}

// register adds a format; two of one name are a programming error.
func register(f Format) {
	if _, ok := registry[f.Name]; ok {
		panic("render: format registered twice: " + f.Name)
	}
	registry[f.Name] = f
}

// Names returns the names of the formats in order.
func Names() []string { return slices.Sorted(maps.Keys(registry)) }

// Lookup returns the format of a name or a [pipeline.UnknownError].
func Lookup(name string) (Format, error) {
	f, ok := registry[name]
	if !ok {
		return Format{}, &pipeline.UnknownError{Kind: "format", Name: name, Known: Names()}
	}
	return f, nil
}

// ForFile returns the format that the extension of a file stands for or a
// [pipeline.UnknownError].
func ForFile(file string) (Format, error) {
	ext := strings.ToLower(filepath.Ext(file))
	var known []string
	for _, name := range Names() {
		f := registry[name]
		if slices.Contains(f.Ext, ext) {
			return f, nil
		}
		known = append(known, f.Ext...)
	}
	return Format{}, &pipeline.UnknownError{Kind: "extension", Name: ext, Known: known}
}
