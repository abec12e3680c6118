package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// names lists a directory.
func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

func TestWriteFileReplaces(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.csv")
	for _, content := range []string{"first, and longer", "second"} {
		if err := writeFile(name, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(name); err != nil || string(b) != content {
			t.Errorf("file holds %q, %v, want %q", b, err, content)
		}
	}
	if got := names(t, dir); got != "a.csv" {
		t.Errorf("directory holds %s", got)
	}
}

func TestWriteFileFollowsLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege")
	}
	dir := t.TempDir()
	target, link := filepath.Join(dir, "target"), filepath.Join(dir, "link")
	if err := errors.Join(os.WriteFile(target, nil, 0o600), os.Symlink(target, link), writeFile(link, []byte("new"))); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is no link any more: %v, %v", info, err)
	}
	if b, err := os.ReadFile(target); err != nil || string(b) != "new" {
		t.Errorf("target holds %q, %v", b, err)
	}
}

// TestWriteFileLeavesNothing: a write that fails half way keeps the old file
// and removes the new part. A name that is too long once the part's ending is
// added fails when it is opened; a directory fails when it is renamed over.
func TestWriteFileLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	long := filepath.Join(dir, strings.Repeat("x", 250))
	if err := writeFile(long, nil); err == nil || strings.Contains(err.Error(), ".part") {
		t.Errorf("error %v, want one that names the file only", err)
	}
	if got := names(t, dir); got != "" {
		t.Errorf("directory holds %q", got)
	}
	if err := replace(filepath.Join(dir, ".a.part"), dir, []byte("x")); err == nil {
		t.Error("no error from a rename over a directory")
	}
	if got := names(t, dir); got != "" {
		t.Errorf("directory holds %q", got)
	}
}

func TestWriteRendersBeforeItTouchesTheFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	o := output{file: name}
	broken := errors.New("cannot be shown")
	err := o.write(&app{}, func(w io.Writer) error {
		if _, err := io.WriteString(w, "half"); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
	if b, err := os.ReadFile(name); err != nil || string(b) != "old" {
		t.Errorf("file holds %q, %v, want what it held", b, err)
	}
}
