package source

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/datapackage"
)

// OpenPackage opens the tables of a Data Package by its descriptor, and checks
// their sizes and checksums where it states them.
func OpenPackage(path string) (*File, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("open package: %w", err)
	}
	d, err := datapackage.Parse(path, content)
	if err != nil {
		return nil, err
	}
	f := &File{Name: path, path: path, content: content, descriptor: &d}
	for _, res := range d.Resources {
		if !strings.EqualFold(res.Format, "csv") && !strings.HasSuffix(strings.ToLower(res.Path), ".csv") {
			continue
		}
		if err := f.addResource(filepath.Dir(path), res); err != nil {
			return nil, err
		}
	}
	if len(f.Sheets) == 0 {
		return nil, f.errorf("no CSV among its resources")
	}
	return f, nil
}

func (f *File) addResource(dir string, res datapackage.Resource) error {
	name := filepath.Join(dir, filepath.FromSlash(res.Path))
	info, err := os.Stat(name)
	if err != nil {
		return fmt.Errorf("open package %s: %w", f.Name, err)
	}
	if info.Size() > maxFile {
		return &data.SyntaxError{File: name, Msg: fmt.Sprintf("%d MB (want at most %d MB)", info.Size()>>20, maxFile>>20)}
	}
	content, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("open package %s: %w", f.Name, err)
	}
	if got, ok := hashMatches(content, res.Hash); !ok {
		return &data.SyntaxError{File: name, Msg: fmt.Sprintf("its checksum is %s (want %s, as datapackage.json says: edited or damaged?)", got, res.Hash)}
	}
	s, err := f.textSheet(res.Path, content)
	if err != nil {
		return err
	}
	f.Sheets = append(f.Sheets, s)
	return nil
}

// hashMatches checks the two algorithms that packages are made with; others
// pass unchecked.
func hashMatches(content []byte, hash string) (string, bool) {
	kind, want, ok := strings.Cut(hash, ":")
	if !ok {
		kind, want = "md5", hash
	}
	switch {
	case hash == "":
		return "", true
	case kind == "sha256":
		sum := sha256.Sum256(content)
		got := hex.EncodeToString(sum[:])
		return "sha256:" + got, strings.EqualFold(got, want)
	case kind == "md5":
		sum := md5.Sum(content)
		got := hex.EncodeToString(sum[:])
		return got, strings.EqualFold(got, want)
	}
	return "", true
}
