// Package snapshot holds the figures that are built into defcast: public
// amounts, GDP, plans, pledges and events, each with its source, the date on
// which it became known and how sure it is.
//
// The figures are tidy CSV files, one directory a country and one for the
// databases of the world, beside a list of sources. SOURCES.md says what was taken from where, on which terms, and
// where the sources disagree. A directory of the same shape on disk is read by
// the same code:
//
//	sources.csv          the publishers: key, title, date, terms
//	jpn/series.csv       what each series is, and its year basis and vintage
//	jpn/spending.csv     amounts       ⎫
//	jpn/gdp.csv          denominators  ⎬ one layout: series, year, value, unit, status,
//	jpn/ratios.csv       as published  ⎪ published, source, confidence, note
//	jpn/composition.csv  what it buys  ⎭
//	jpn/measures.csv     the ratios that can be asked for, the most important first
//	jpn/program.csv      multi-year totals
//	jpn/totals.csv       the annual series that some of them are spent through
//	jpn/pledges.csv      targets, caps and asks
//	jpn/timeline.csv     events
//
// Databases say the same of many countries. Their editions are in one directory,
// and a series "sipri-share@2026" there is "kor-sipri-share@2026" of Korea:
//
//	world/series.csv     what each series of an edition is, its unit, source and vintage
//	world/years.csv      which twelve months a publisher's year stands for, by country
//	world/measures.csv   the ratios that exist for all countries that have the series
//	world/nato.csv …     figures: series, country, year, value, status
//
// Amounts stand as printed, to the printed digit; shares are fractions; a year
// is that in which a fiscal year begins. A figure is one row: nothing derived is
// stored unless its note says so. GDP comes in vintages ("jpn-gdp-fy@2025q1"),
// never spliced.
package snapshot

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/defcast/defcast/data"
)

//go:embed sources.csv [a-z][a-z][a-z]/*.csv world/*.csv
var files embed.FS

// Snapshot is a set of figures with all that gives them meaning. It is shared
// by everyone who calls [Load] and must not be changed.
type Snapshot struct {
	data.Facts
	Plans   []Plan              // multi-year totals, in the order of country and id
	Events  []Event             // in the order of date
	figures map[string][]Figure // by series, in the order of years
	// printings holds, by series, what is needed to make the figures of databases.
	printings map[string]*printing
}

var load = sync.OnceValues(func() (*Snapshot, error) { return Read(files) })

// Load returns the embedded figures. They are parsed at the first call, in
// some twenty milliseconds, and shared by all later ones.
func Load() (*Snapshot, error) { return load() }

var embedded = sync.OnceValues(func() (string, error) { return digest(files) })

// SHA256 returns the hash of the embedded CSV files, in hexadecimal, without
// parsing them. It is that of [data.Facts.SHA256].
func SHA256() string {
	s, err := embedded()
	if err != nil {
		panic("snapshot: embedded files cannot be read")
	}
	return s
}

// Read reads figures from a directory laid out as the package comment says.
// Only sources.csv is needed; any other file may be absent, but figures need the
// series.csv of their directory.
//
// The first fault found is returned as a [*data.SyntaxError] with file and
// line: a wrong header, a cell that does not parse, rows out of order or given
// twice, a series, measure or source that is not declared.
func Read(fsys fs.FS) (*Snapshot, error) {
	s := &Snapshot{figures: map[string][]Figure{}, printings: map[string]*printing{}}
	held, err := hold(fsys)
	if err != nil {
		return nil, fmt.Errorf("read snapshot: %w", err)
	}
	if s.SHA256, err = digest(held); err != nil {
		return nil, fmt.Errorf("read snapshot: %w", err)
	}
	r := &reader{fsys: held, into: s, sources: map[string]bool{}, byID: map[string]data.Series{}, bases: map[string]data.Series{}}
	if err := r.all(); err != nil {
		return nil, fmt.Errorf("read snapshot: %w", err)
	}
	return s, nil
}

// AsOf returns what had been published by the end of a day; a zero date
// returns everything.
func (s *Snapshot) AsOf(d data.Date) *Snapshot {
	if d.IsZero() {
		return s
	}
	t := &Snapshot{Facts: s.Facts.AsOf(d), figures: make(map[string][]Figure, len(s.figures)), printings: map[string]*printing{}}
	for id, p := range s.printings { // an edition is known whole or not at all
		if _, ok := t.Panel.Get(id); ok {
			t.printings[id] = p
		}
	}
	for id, rows := range s.figures {
		t.figures[id] = slices.DeleteFunc(slices.Clone(rows), func(f Figure) bool { return !f.Published.By(d) })
	}
	t.Plans = slices.DeleteFunc(slices.Clone(s.Plans), func(p Plan) bool { return !p.Published.By(d) })
	t.Events = slices.DeleteFunc(slices.Clone(s.Events), func(e Event) bool { return !e.Published.By(d) })
	return t
}

// reader carries what later files refer to.
type reader struct {
	fsys    fs.FS
	into    *Snapshot
	sources map[string]bool        // declared keys
	byID    map[string]data.Series // all series so far
	bases   map[string]data.Series // the same by their ids without the vintage, one of several
	world   map[string]entry       // the series of the databases, which may announce those of countries
	catalog map[string]entry       // of the country being read
	country string                 // its ISO 3166-1 alpha-3 code
	dir     string
}

// all reads the sources, the databases of the world, then the countries in the
// order of their directories.
func (r *reader) all() error {
	if err := r.readSources(); err != nil {
		return err
	}
	if err := r.readWorld(); err != nil {
		return err
	}
	entries, err := fs.ReadDir(r.fsys, ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.IsDir() || len(e.Name()) != 3 {
			continue
		}
		r.dir, r.country = e.Name(), strings.ToUpper(e.Name())
		if err := r.readCountry(); err != nil {
			return err
		}
	}
	r.dir = worldDir
	if err := r.settle(r.world); err != nil {
		return err
	}
	r.into.Panel, err = data.NewPanel(slices.Collect(maps.Values(r.byID))...)
	slices.SortFunc(r.into.Announcements, compareAnnouncements)
	slices.SortStableFunc(r.into.Events, func(a, b Event) int { return a.Date.Compare(b.Date) })
	return err
}

// readCountry reads the files of one directory, each before those that refer
// to it.
func (r *reader) readCountry() error {
	steps := []func() error{r.readCatalog, r.readFigures, r.readMeasures, r.readPlans, r.readTotals, r.readPledges, r.readEvents}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// holding is a file system whose CSV files are in memory, read once to be
// hashed and parsed.
type holding struct {
	fs.FS
	files map[string][]byte
}

// ReadFile returns the file itself, not a copy.
func (h holding) ReadFile(name string) ([]byte, error) {
	b, ok := h.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return b, nil
}

func hold(fsys fs.FS) (holding, error) {
	h := holding{FS: fsys, files: map[string][]byte{}}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".csv") {
			return err
		}
		h.files[name], err = fs.ReadFile(fsys, name)
		return err
	})
	return h, err
}

// digest hashes the names, lengths and contents of all CSV files, in order.
func digest(fsys fs.FS) (string, error) {
	h := sha256.New()
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".csv") {
			return err
		}
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%s %d\n", name, len(b))
		h.Write(b)
		return nil
	})
	return hex.EncodeToString(h.Sum(nil)), err
}
