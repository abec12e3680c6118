package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/datapackage"
	"github.com/defcast/defcast/data/source"
)

// hashDigits of a checksum name a folder: 2^32 to 1 against a clash, which
// would show as "already there".
const hashDigits = 8

// Plan is what an import would do. It has been computed whole, so that carrying
// it out can fail only for want of space or rights.
type Plan struct {
	Vintage
	Edition source.Edition
	Exists  bool // these figures are in the store already
	files   []file
}

type file struct {
	name    string
	content []byte
}

// Bytes is the size of what would be written.
func (p Plan) Bytes() int {
	n := 0
	for _, f := range p.files {
		n += len(f.content)
	}
	return n
}

// Plan works out what storing an edition means. It writes nothing. An edition
// without a publication date is refused with an error that wraps
// [ErrUnpublished]: nobody could tell later what was known when.
func (s Store) Plan(e source.Edition, in datapackage.Input) (Plan, error) {
	if e.Published.IsZero() {
		return Plan{}, fmt.Errorf("import %s: %w", in.File, ErrUnpublished)
	}
	values, err := valueTable(e.Series)
	if err != nil {
		return Plan{}, fmt.Errorf("import %s: %w", in.File, err)
	}
	series, err := seriesTable(e.Series)
	if err != nil {
		return Plan{}, fmt.Errorf("import %s: %w", in.File, err)
	}
	sum := sha256.Sum256(append(append([]byte(nil), values...), series...))
	p := Plan{Edition: e, Vintage: Vintage{Source: e.Publisher.Key, Published: e.Published, Hash: hex.EncodeToString(sum[:])[:hashDigits]}}
	p.Path = filepath.Join(s.Dir, p.Source, p.Published.String()+"-"+p.Hash)
	p.Descriptor = descriptor(p, in, values, series)
	about, err := p.Descriptor.Marshal()
	if err != nil {
		return Plan{}, err
	}
	p.files = []file{{"data.csv", values}, {"series.csv", series}, {datapackage.File, about}}
	p.Exists, err = exists(p.Path)
	return p, err
}

// Imported returns the vintage that a file has been imported as, by the
// checksum of the file itself.
func (s Store) Imported(sum string) (Vintage, bool, error) {
	all, err := s.List()
	if err != nil {
		return Vintage{}, false, err
	}
	for _, v := range all {
		if v.Descriptor.Input != nil && v.Descriptor.Input.SHA256 == sum {
			return v, true, nil
		}
	}
	return Vintage{}, false, nil
}

// Write carries out plans. Each vintage is complete before any is put in
// place, so a full disk leaves the store as it was.
func (s Store) Write(plans ...Plan) (err error) {
	var staged []string
	defer func() {
		for _, dir := range staged {
			err = errors.Join(err, os.RemoveAll(dir)) // those renamed are gone already
		}
	}()
	var todo []Plan
	for _, p := range plans {
		if p.Exists {
			continue
		}
		dir, err := stage(p)
		if dir != "" {
			staged = append(staged, dir)
		}
		if err != nil {
			return fmt.Errorf("store %s: %w", p.Name(), err)
		}
		todo = append(todo, p)
	}
	for i, p := range todo {
		if err := os.Rename(staged[i], p.Path); err != nil {
			if there, _ := exists(p.Path); there {
				continue // another process has put the same figures there
			}
			return fmt.Errorf("store %s: %w", p.Name(), err)
		}
	}
	return nil
}

// stage writes the files of a vintage to a hidden folder beside its place, so
// that the rename stays on one file system.
func stage(p Plan) (string, error) {
	parent := filepath.Dir(p.Path)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(parent, ".import-")
	if err != nil {
		return "", err
	}
	if err := os.Chmod(dir, 0o755); err != nil { // MkdirTemp's 0700 would stay
		return dir, err
	}
	for _, f := range p.files {
		if err := writeSynced(filepath.Join(dir, f.name), f.content); err != nil {
			return dir, err
		}
	}
	return dir, nil
}

func writeSynced(name string, content []byte) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Sync(), f.Close())
}

// valueTable writes one value a row; missing ones are left out.
func valueTable(series []data.Series) ([]byte, error) {
	return table([]string{"series", "year", "value", "status", "published"}, func(put func(...string) error) error {
		for _, s := range series {
			for i, v := range s.Values {
				if math.IsNaN(v) {
					continue
				}
				y := s.Start + data.Year(i)
				published := ""
				if len(s.Published) > 0 {
					published = s.Published[i].String()
				}
				if err := put(s.ID, strconv.Itoa(int(y)), strconv.FormatFloat(v, 'g', -1, 64), s.StatusAt(y).String(), published); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func seriesTable(series []data.Series) ([]byte, error) {
	return table([]string{"series", "country", "name", "unit", "basis", "source", "note"}, func(put func(...string) error) error {
		for _, s := range series {
			if err := put(s.ID, s.Country, s.Name, s.Unit.String(), s.Basis.String(), s.Source, s.Note); err != nil {
				return err
			}
		}
		return nil
	})
}

func table(header []string, rows func(put func(...string) error) error) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.Write(header); err != nil {
		return nil, err
	}
	if err := rows(func(cells ...string) error { return w.Write(cells) }); err != nil {
		return nil, err
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

func descriptor(p Plan, in datapackage.Input, values, series []byte) datapackage.Descriptor {
	pub := p.Edition.Publisher
	return datapackage.Descriptor{
		Schema: datapackage.Profile, Name: data.Slug(p.Name()), Title: pub.Name + ": " + pub.Title,
		Published: p.Published.String(), Dated: p.Edition.Dated,
		Licenses: []datapackage.License{{Title: pub.Terms, Path: pub.Ref}},
		Sources:  []datapackage.Source{{Title: pub.Name + ": " + pub.Title, Path: pub.Ref}},
		Input:    &in,
		Resources: []datapackage.Resource{
			resource("data", "data.csv", values, &datapackage.Schema{
				Fields: []datapackage.Field{
					{Name: "series", Type: "string"}, {Name: "year", Type: "integer", Description: "of the series' year basis"},
					{Name: "value", Type: "number", Description: "in the series' unit"}, {Name: "status", Type: "string"},
					{Name: "published", Type: "string", Description: "where it differs from the vintage"},
				},
				MissingValues: []string{""}, PrimaryKey: []string{"series", "year"},
				ForeignKeys: []datapackage.ForeignKey{{Fields: []string{"series"}, Reference: datapackage.Reference{Resource: "series", Fields: []string{"series"}}}},
			}),
			resource("series", "series.csv", series, &datapackage.Schema{
				Fields: []datapackage.Field{
					{Name: "series", Type: "string"}, {Name: "country", Type: "string", Description: "ISO 3166-1 alpha-3; a slug for aggregates"},
					{Name: "name", Type: "string"}, {Name: "unit", Type: "string"}, {Name: "basis", Type: "string", Description: "calendar, or fiscal and its first month"},
					{Name: "source", Type: "string"}, {Name: "note", Type: "string"},
				},
				MissingValues: []string{""}, PrimaryKey: []string{"series"},
			}),
		},
	}
}

func resource(name, path string, content []byte, schema *datapackage.Schema) datapackage.Resource {
	sum := sha256.Sum256(content)
	return datapackage.Resource{
		Name: name, Type: "table", Path: path, Format: "csv", MediaType: "text/csv", Encoding: "utf-8",
		Bytes: int64(len(content)), Hash: "sha256:" + hex.EncodeToString(sum[:]), Schema: schema,
	}
}
