package ledger

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
)

var (
	// ErrNoEntry is wrapped where a name fits no entry of a book.
	ErrNoEntry = errors.New("no such forecast")
	// ErrAmbiguous is wrapped where a name fits several.
	ErrAmbiguous = errors.New("several forecasts")
)

// Book is a folder of entries. It need not exist yet. Reading is safe while
// another process writes.
type Book struct{ Dir string }

// Path is where an entry lies.
func (b Book) Path(e Entry) string {
	return filepath.Join(b.Dir, fmt.Sprintf("%s-%s-%s.json", strings.ToLower(e.Country), data.Slug(e.Measure), e.ID))
}

// Add records an entry, all of it or nothing, and reports false where the book
// has the same forecast already: the first record stands.
func (b Book) Add(e Entry) (bool, error) {
	path := b.Path(e)
	if _, err := os.Stat(path); err == nil {
		return false, nil
	}
	if err := os.MkdirAll(b.Dir, 0o755); err != nil {
		return false, fmt.Errorf("record %s: %w", e.ID, err)
	}
	content, err := json.MarshalIndent(e, "", "  ")
	if err != nil {
		return false, fmt.Errorf("record %s: %w", e.ID, err)
	}
	part, err := writePart(b.Dir, append(content, '\n'))
	if err != nil {
		return false, fmt.Errorf("record %s: %w", e.ID, err)
	}
	there, err := place(part, path)
	if err != nil {
		return false, fmt.Errorf("record %s: %w", e.ID, err)
	}
	return !there, nil
}

// place gives a part its name and reports whether another process has been
// faster. A link, unlike a rename, never replaces what is there; where the file
// system has none, a rename puts the same bytes in the place of the same bytes.
func place(part, path string) (there bool, err error) {
	err = os.Link(part, path)
	if there = errors.Is(err, fs.ErrExist); there || err == nil {
		return there, os.Remove(part)
	}
	if err = os.Rename(part, path); err != nil {
		return false, errors.Join(err, os.Remove(part))
	}
	return false, nil
}

// writePart writes a file under a hidden name and returns it.
func writePart(dir string, content []byte) (string, error) {
	f, err := os.CreateTemp(dir, ".record-")
	if err != nil {
		return "", err
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Chmod(0o444), f.Sync(), f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// List returns the entries by the day they were recorded on, then the day they
// rest on. A file that is no entry is a [*data.SyntaxError].
func (b Book) List() ([]Entry, error) {
	files, err := os.ReadDir(b.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list forecasts: %w", err)
	}
	var out []Entry
	for _, f := range files {
		if f.IsDir() || strings.HasPrefix(f.Name(), ".") || filepath.Ext(f.Name()) != ".json" {
			continue
		}
		e, err := read(filepath.Join(b.Dir, f.Name()))
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	slices.SortStableFunc(out, func(x, y Entry) int {
		return cmp.Or(cmp.Compare(x.Recorded, y.Recorded), cmp.Compare(x.AsOf, y.AsOf), cmp.Compare(x.ID, y.ID))
	})
	return out, nil
}

func read(name string) (Entry, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return Entry{}, fmt.Errorf("read forecast: %w", err)
	}
	var e Entry
	if err := json.Unmarshal(content, &e); err != nil {
		line := 0
		if at, ok := errors.AsType[*json.SyntaxError](err); ok {
			line = 1 + strings.Count(string(content[:at.Offset]), "\n")
		}
		return e, &data.SyntaxError{File: name, Line: line, Msg: err.Error()}
	}
	if e.Schema != Schema {
		return e, &data.SyntaxError{File: name, Where: "schema", Msg: fmt.Sprintf("%q is no record of a forecast (want %q)", e.Schema, Schema)}
	}
	for _, s := range e.Sets {
		for _, y := range s.Years {
			if len(y.Quantiles) != len(Levels) {
				return e, &data.SyntaxError{File: name, Where: fmt.Sprintf("%s, %d", s.Information, y.Year), Msg: fmt.Sprintf("%d quantiles (want %d)", len(y.Quantiles), len(Levels))}
			}
		}
	}
	if _, err := data.ParseDate(e.AsOf); err != nil || len(e.Sets) == 0 {
		return e, &data.SyntaxError{File: name, Where: "as_of, sets", Msg: "missing or malformed"}
	}
	return e, nil
}

// Find returns the one entry whose id begins with a name, or the one recorded
// last for "last".
func (b Book) Find(name string) (Entry, error) {
	all, err := b.List()
	if err != nil {
		return Entry{}, err
	}
	if name == "last" && len(all) > 0 {
		return all[len(all)-1], nil
	}
	var fit []Entry
	var ids []string
	for _, e := range all {
		ids = append(ids, e.ID)
		if name != "" && strings.HasPrefix(e.ID, name) {
			fit = append(fit, e)
		}
	}
	switch {
	case len(fit) > 1:
		return Entry{}, fmt.Errorf("find %q: %w", name, ErrAmbiguous)
	case len(fit) == 1:
		return fit[0], nil
	case len(ids) == 0:
		return Entry{}, fmt.Errorf("find %q in %s: %w (it is empty)", name, b.Dir, ErrNoEntry)
	}
	return Entry{}, fmt.Errorf("find %q: %w (want one of %s)", name, ErrNoEntry, strings.Join(ids[:min(len(ids), 6)], ", "))
}
