// Package source reads the files that publishers of spending and GDP figures
// give out, as they give them out: SIPRI's workbook, the World Bank's and the
// IMF's downloads, NATO's tables, the OECD's SDMX, Our World in Data, FRED,
// and tidy CSV with or without a Data Package.
//
// [Read] finds out by content, never by name, who published a file, and
// returns one [Edition] for each vintage in it, with every value's status: a
// blue cell of SIPRI's is an estimate, a year after the IMF's last actual a
// forecast. Values stay in the publisher's unit except shares, which become
// fractions. A series is named COUNTRY-SOURCE-VARIABLE, "deu-sipri-share";
// aggregates carry a slug where a country has its code, "world-sipri-usd".
//
// What cannot be read is refused whole with a [*data.SyntaxError] that names
// file, sheet and cell (or line) and what was expected. Each publisher is one
// file of the package and registers itself.
package source

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/datapackage"
)

// ErrUnknown is wrapped when no publisher recognises a file.
var ErrUnknown = errors.New("no publisher's file")

// Publisher says who a source is and what holds for all its files.
type Publisher struct {
	Key   string // "sipri"; the SOURCE of data import
	Name  string // "Stockholm International Peace Research Institute"
	Title string // "Military Expenditure Database"
	Terms string // licence or terms of use
	Years string // the stated rule by which its years are made
	Reads string // the formats that are recognised
	Ref   string // where the publisher describes them
}

type reader struct {
	Publisher
	rank  int // recognisers are asked in this order: the tidy format, which takes most, comes last
	knows func(*File) bool
	read  func(*File, Options) ([]Edition, error)
}

var readers []reader

func register(r reader) {
	if slices.ContainsFunc(readers, func(o reader) bool { return o.Key == r.Key }) {
		panic("source: publisher registered twice: " + r.Key)
	}
	readers = append(readers, r)
	slices.SortFunc(readers, func(a, b reader) int {
		if a.rank != b.rank {
			return a.rank - b.rank
		}
		return strings.Compare(a.Key, b.Key)
	})
}

// Publishers lists the publishers whose files can be read, by key.
func Publishers() []Publisher {
	ps := make([]Publisher, len(readers))
	for i, r := range readers {
		ps[i] = r.Publisher
	}
	slices.SortFunc(ps, func(a, b Publisher) int { return strings.Compare(a.Key, b.Key) })
	return ps
}

// Options are what the user knows and the file may not say. The zero value
// lets the file speak.
type Options struct {
	Source    string    // key of the publisher; empty to recognise by content
	Published data.Date // publication date, over what the file says
	Unit      string    // as [data.ParseUnit] reads, for files that state none (FRED)
	Aggregate Aggregate // how months and quarters become years
}

// Edition is what one publisher published on one day, as far as a file has it.
type Edition struct {
	Publisher Publisher
	Format    string    // "Milex workbook"
	Published data.Date // zero when neither file nor user says
	Dated     string    // how the date is known, in words
	Series    []data.Series
	Warnings  []error
}

// Values counts the values that are not missing.
func (e Edition) Values() int {
	n := 0
	for _, s := range e.Series {
		n += s.Observed()
	}
	return n
}

// ReadFile is [Read] on a file of the user's. A tidy CSV's descriptor,
// datapackage.json, is looked for in the same folder.
func ReadFile(path string, opt Options) ([]Edition, error) {
	f, err := OpenFile(path)
	if err != nil {
		return nil, err
	}
	return read(f, opt)
}

// beside returns the descriptor in the file's folder if it lists the file.
func beside(path string) (string, bool) {
	name := filepath.Join(filepath.Dir(path), datapackage.File)
	content, err := os.ReadFile(name)
	if err != nil {
		return "", false
	}
	d, err := datapackage.Parse(name, content)
	return name, err == nil && slices.ContainsFunc(d.Resources, func(r datapackage.Resource) bool { return r.Path == filepath.Base(path) })
}

// Read reads the content of a file; name is what errors call it. It returns an
// error that wraps [ErrUnknown] if no publisher recognises the content, and a
// [*data.SyntaxError] if one does but cannot read it.
func Read(name string, content []byte, opt Options) ([]Edition, error) {
	f, err := Open(name, content)
	if err != nil {
		return nil, err
	}
	return read(f, opt)
}

func read(f *File, opt Options) ([]Edition, error) {
	defer f.Close()
	r, err := choose(f, opt.Source)
	if err != nil {
		return nil, err
	}
	editions, err := r.read(f, opt)
	if err != nil {
		return nil, err
	}
	for i := range editions {
		editions[i].Publisher = r.Publisher
		if !opt.Published.IsZero() {
			if len(editions) > 1 {
				return nil, fmt.Errorf("read %s: it holds %d vintages with dates of their own, and one date was given", f.Name, len(editions))
			}
			editions[i].Published, editions[i].Dated = opt.Published, "given"
		}
		editions[i].stamp()
	}
	return editions, nil
}

func choose(f *File, key string) (reader, error) {
	if key != "" {
		i := slices.IndexFunc(readers, func(r reader) bool { return r.Key == key })
		if i < 0 {
			return reader{}, fmt.Errorf("read %s: unknown source %q", f.Name, key)
		}
		if !readers[i].knows(f) {
			return reader{}, f.errorf("not a file of %s that is known here (want %s)", readers[i].Name, readers[i].Reads)
		}
		return readers[i], nil
	}
	for _, r := range readers {
		if r.knows(f) {
			return r, nil
		}
	}
	for _, s := range f.Sheets {
		if s.Head(); s.broken != nil {
			return reader{}, s.broken
		}
	}
	var known []string
	for _, p := range Publishers() {
		known = append(known, p.Key)
	}
	return reader{}, fmt.Errorf("read %s: %w (%s; want a download of %s)", f.Name, ErrUnknown, f.describe(), strings.Join(known, ", "))
}

// stamp writes source and date into the series.
func (e *Edition) stamp() {
	for i := range e.Series {
		e.Series[i].Vintage = e.Published
		if e.Series[i].Source == "" {
			e.Series[i].Source = e.Publisher.Key
		}
	}
}

// OpenFile opens a file as the readers see it; [ReadFile] does it by itself.
func OpenFile(path string) (*File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, errors.Unwrap(err))
	}
	if info.IsDir() {
		return nil, fmt.Errorf("open %s: it is a folder (want a file)", path)
	}
	if info.Size() > maxFile {
		return nil, &data.SyntaxError{File: path, Msg: fmt.Sprintf("%d MB (want at most %d MB)", info.Size()>>20, maxFile>>20)}
	}
	if filepath.Base(path) == datapackage.File {
		return OpenPackage(path)
	}
	if name, ok := beside(path); ok {
		return OpenPackage(name)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, errors.Unwrap(err))
	}
	f, err := Open(path, content)
	if err == nil {
		f.path = path
	}
	return f, err
}
