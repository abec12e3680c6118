// Package store keeps the figures a user has imported: a folder for every
// vintage of every source, each a Data Package of two tables,
//
//	DIR/sipri/2025-04-1f0c93aa/data.csv          series,year,value,status,published
//	                          /series.csv        series,country,name,unit,basis,source,note
//	                          /datapackage.json  publication date, licence, checksums
//
// that any other program can read. The name ends with the first digits of the
// checksum of the figures, so the same figures always go to the same folder:
// importing a file twice changes nothing, and several vintages, or several
// files of one day, live side by side. A vintage is written under another name
// and renamed: it is there whole or not at all.
package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/datapackage"
	"github.com/defcast/defcast/data/source"
)

var (
	// ErrUnpublished is wrapped where figures have no publication date.
	ErrUnpublished = errors.New("publication date unknown")
	// ErrNoVintage is wrapped where a name fits no vintage in the store.
	ErrNoVintage = errors.New("no such vintage")
	// ErrAmbiguous is wrapped where a name fits several.
	ErrAmbiguous = errors.New("several vintages")
)

// Store is a folder of vintages. It need not exist yet. Reading is safe while
// another process writes.
type Store struct {
	Dir string
}

// Dir returns where the user's store lies: XDG_DATA_HOME/defcast, else
// .local/share/defcast in the home folder. A relative XDG_DATA_HOME does not
// count, as the specification demands.
//
// # References
//
// XDG Base Directory Specification 0.8, https://specifications.freedesktop.org/basedir-spec/
func Dir(getenv func(string) string) (string, error) {
	if base := getenv("XDG_DATA_HOME"); filepath.IsAbs(base) {
		return filepath.Join(base, "defcast"), nil
	}
	home := getenv("HOME")
	if home == "" {
		home = getenv("USERPROFILE")
	}
	if home == "" {
		return "", errors.New("find the data folder: neither XDG_DATA_HOME nor HOME is set")
	}
	return filepath.Join(home, ".local", "share", "defcast"), nil
}

// Vintage is what one file of one publisher brought.
type Vintage struct {
	Source     string    // key of the publisher
	Published  data.Date // when the figures came out
	Hash       string    // the first digits of the checksum of the figures
	Path       string    // its folder
	Descriptor datapackage.Descriptor
}

// Name is "sipri@2025-04-1f0c93aa", unique in a store.
func (v Vintage) Name() string { return v.Source + "@" + v.Published.String() + "-" + v.Hash }

// List returns the vintages, by source and then date.
func (s Store) List() ([]Vintage, error) {
	names, err := filepath.Glob(filepath.Join(quoteGlob(s.Dir), "*", "*", datapackage.File))
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", s.Dir, err)
	}
	var out []Vintage
	for _, name := range names {
		dir := filepath.Dir(name)
		if strings.HasPrefix(filepath.Base(dir), ".") {
			continue // being written, or left by a crash
		}
		v, err := describe(dir)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	slices.SortFunc(out, compare)
	return out, nil
}

func compare(a, b Vintage) int {
	if a.Source != b.Source {
		return strings.Compare(a.Source, b.Source)
	}
	if c := a.Published.Compare(b.Published); c != 0 {
		return c
	}
	return strings.Compare(a.Hash, b.Hash)
}

func quoteGlob(s string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(s)
}

// describe reads the descriptor in a folder of the store.
func describe(dir string) (Vintage, error) {
	name := filepath.Join(dir, datapackage.File)
	content, err := os.ReadFile(name)
	if err != nil {
		return Vintage{}, fmt.Errorf("read vintage: %w", err)
	}
	d, err := datapackage.Parse(name, content)
	if err != nil {
		return Vintage{}, err
	}
	published, err := data.ParseDate(d.Published)
	if err != nil || published.IsZero() {
		return Vintage{}, &data.SyntaxError{File: name, Line: 1, Where: "published", Msg: fmt.Sprintf("bad date %q (want YYYY-MM-DD, YYYY-MM or YYYY)", d.Published)}
	}
	base := filepath.Base(dir)
	return Vintage{
		Source: filepath.Base(filepath.Dir(dir)), Published: published, Hash: base[strings.LastIndexByte(base, '-')+1:],
		Path: dir, Descriptor: d,
	}, nil
}

// Find returns the one vintage that a name means: a whole name, "sipri@2025-04"
// if that day brought one only, "sipri" for the newest of a source, or a hash.
func (s Store) Find(name string) (Vintage, error) {
	fit, err := s.Fit(name)
	if err != nil {
		return Vintage{}, err
	}
	if len(fit) > 1 {
		return Vintage{}, fmt.Errorf("find %q: %w%s", name, ErrAmbiguous, among(fit))
	}
	return fit[0], nil
}

// Fit returns all vintages that a name means, at least one: a day can have
// brought several files of a source. See [Store.Find].
func (s Store) Fit(name string) ([]Vintage, error) {
	all, err := s.List()
	if err != nil {
		return nil, err
	}
	var fit []Vintage
	for _, v := range all {
		day := v.Source + "@" + v.Published.String()
		if name == v.Name() || name == day || name == v.Hash {
			fit = append(fit, v)
		}
	}
	if len(fit) == 0 {
		// The newest of a source; the list is by date.
		for _, v := range all {
			if v.Source == name && (len(fit) == 0 || v.Published.Compare(fit[0].Published) > 0) {
				fit = []Vintage{v}
			} else if v.Source == name && v.Published == fit[0].Published {
				fit = append(fit, v)
			}
		}
	}
	if len(fit) == 0 {
		return nil, fmt.Errorf("find %q in %s: %w%s", name, s.Dir, ErrNoVintage, among(all))
	}
	return fit, nil
}

func among(vs []Vintage) string {
	if len(vs) == 0 {
		return " (it is empty)"
	}
	var names []string
	for _, v := range vs[:min(len(vs), 6)] {
		names = append(names, v.Name())
	}
	if len(vs) > 6 {
		names = append(names, "…")
	}
	return " (want one of " + strings.Join(names, ", ") + ")"
}

// Load reads the series of a vintage and checks them against the checksums.
func (s Store) Load(v Vintage) (source.Edition, error) {
	es, err := source.ReadFile(filepath.Join(v.Path, datapackage.File), source.Options{Source: "tidy"})
	if err != nil {
		return source.Edition{}, fmt.Errorf("load %s: %w", v.Name(), err)
	}
	if len(es) != 1 {
		return source.Edition{}, fmt.Errorf("load %s: %d editions (want one)", v.Name(), len(es))
	}
	e := es[0]
	for _, p := range source.Publishers() {
		if p.Key == v.Source {
			e.Publisher = p
		}
	}
	return e, nil
}

// Facts returns all series, named ID@DATE for the vintage they are of, with
// their sources. Of two files of one source and day that both have a series,
// the one with more series counts; [Store.List] has both.
func (s Store) Facts() (data.Facts, error) {
	all, err := s.List()
	if err != nil {
		return data.Facts{}, err
	}
	best := map[string]data.Series{}
	rank := map[string]int{}
	var f data.Facts
	for _, v := range all {
		e, err := s.Load(v)
		if err != nil {
			return data.Facts{}, err
		}
		f.Sources = append(f.Sources, data.Source{
			Key: v.Source + "@" + v.Published.String(), Publisher: e.Publisher.Name, Title: e.Publisher.Title, Published: v.Published, Terms: e.Publisher.Terms,
		})
		for _, x := range e.Series {
			x.ID += "@" + v.Published.String()
			x.Source = v.Source + "@" + v.Published.String()
			if n, ok := rank[x.ID]; !ok || len(e.Series) > n {
				best[x.ID], rank[x.ID] = x, len(e.Series)
			}
		}
	}
	f.Sources = slices.CompactFunc(f.Sources, func(a, b data.Source) bool { return a.Key == b.Key })
	series := make([]data.Series, 0, len(best))
	for _, x := range best {
		series = append(series, x)
	}
	f.Panel, err = data.NewPanel(series...)
	return f, err
}

// Remove takes a vintage out of the store.
func (s Store) Remove(v Vintage) error {
	if err := os.RemoveAll(v.Path); err != nil {
		return fmt.Errorf("remove %s: %w", v.Name(), err)
	}
	return nil
}

func exists(path string) (bool, error) {
	_, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
