// Package datapackage reads and writes datapackage.json, the descriptor of a
// folder of CSV files, version 2 of the Data Package standard.
//
// # References
//
// Data Package (v2), https://datapackage.org/standard/data-package/
package datapackage

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/defcast/defcast/data"
)

// Profile is what $schema says in version 2.
const Profile = "https://datapackage.org/profiles/2.0/datapackage.json"

// File is the name the descriptor has in its folder.
const File = "datapackage.json"

// Descriptor is a datapackage.json. Published and Input are not in the
// standard, which allows further properties.
type Descriptor struct {
	Schema    string     `json:"$schema,omitempty"`
	Name      string     `json:"name,omitempty"`
	Title     string     `json:"title,omitempty"`
	Version   string     `json:"version,omitempty"`
	Published string     `json:"published,omitempty"` // when the figures came out, YYYY-MM-DD, YYYY-MM or YYYY
	Dated     string     `json:"dated,omitempty"`     // how that is known
	Licenses  []License  `json:"licenses,omitempty"`
	Sources   []Source   `json:"sources,omitempty"`
	Input     *Input     `json:"input,omitempty"`
	Resources []Resource `json:"resources"`
}

// License is one of licenses; Title carries the terms where no standard
// licence applies.
type License struct {
	Name  string `json:"name,omitempty"`
	Path  string `json:"path,omitempty"`
	Title string `json:"title,omitempty"`
}

// Source is one of sources.
type Source struct {
	Title   string `json:"title,omitempty"`
	Path    string `json:"path,omitempty"`
	Version string `json:"version,omitempty"`
}

// Input is the publisher's file that a package was made from.
type Input struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Format string `json:"format,omitempty"`
}

// Resource is a file of the package.
type Resource struct {
	Name      string  `json:"name"`
	Type      string  `json:"type,omitempty"` // "table"
	Path      string  `json:"path,omitempty"`
	Title     string  `json:"title,omitempty"`
	Format    string  `json:"format,omitempty"`
	MediaType string  `json:"mediatype,omitempty"`
	Encoding  string  `json:"encoding,omitempty"`
	Bytes     int64   `json:"bytes,omitempty"`
	Hash      string  `json:"hash,omitempty"` // "sha256:…"; MD5 without a prefix
	Schema    *Schema `json:"schema,omitempty"`
}

// Schema is a Table Schema.
type Schema struct {
	Fields        []Field      `json:"fields,omitempty"`
	MissingValues []string     `json:"missingValues,omitempty"`
	PrimaryKey    []string     `json:"primaryKey,omitempty"`
	ForeignKeys   []ForeignKey `json:"foreignKeys,omitempty"`
}

// Field is a column.
type Field struct {
	Name        string         `json:"name"`
	Type        string         `json:"type,omitempty"`
	Description string         `json:"description,omitempty"`
	Constraints map[string]any `json:"constraints,omitempty"`
}

// ForeignKey says that columns refer to another resource's.
type ForeignKey struct {
	Fields    []string  `json:"fields"`
	Reference Reference `json:"reference"`
}

// Reference is the other end of a foreign key.
type Reference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

// Parse reads a descriptor; name is what errors call it. Paths must lie
// within the package's folder, as the standard demands. Errors are
// [*data.SyntaxError] with the line.
func Parse(name string, content []byte) (Descriptor, error) {
	var d Descriptor
	if err := json.Unmarshal(content, &d); err != nil {
		return d, &data.SyntaxError{File: name, Line: lineOf(content, err), Msg: fmt.Sprintf("%v (want a Data Package descriptor)", err)}
	}
	if len(d.Resources) == 0 {
		return d, &data.SyntaxError{File: name, Line: 1, Where: "resources", Msg: "none (want at least one)"}
	}
	for i, r := range d.Resources {
		if err := safePath(r.Path); err != nil {
			return d, &data.SyntaxError{File: name, Line: 1, Where: fmt.Sprintf("resource %d", i+1), Msg: err.Error()}
		}
	}
	return d, nil
}

func safePath(p string) error {
	switch {
	case p == "":
		return errors.New("no path (want a file name)")
	case strings.Contains(p, "://"):
		return fmt.Errorf("path %q is on the net (want a file beside the descriptor; nothing is fetched)", p)
	case path.IsAbs(p), strings.Contains(p, `\`), strings.HasPrefix(path.Clean(p), ".."):
		return fmt.Errorf("path %q leaves the package (want a file beside the descriptor)", p)
	}
	return nil
}

func lineOf(content []byte, err error) int {
	offset := int64(len(content))
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = e.Offset
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		offset = e.Offset
	}
	return 1 + bytes.Count(content[:min(int(offset), len(content))], []byte("\n"))
}

// Marshal writes the descriptor with a final newline.
func (d Descriptor) Marshal() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(d); err != nil {
		return nil, fmt.Errorf("write descriptor: %w", err)
	}
	return b.Bytes(), nil
}

// Missing returns the cell texts that mean no value in any resource.
func (d Descriptor) Missing() []string {
	var m []string
	for _, r := range d.Resources {
		if r.Schema != nil {
			m = append(m, r.Schema.MissingValues...)
		}
	}
	return m
}
