package snapshot

import (
	"bytes"
	"encoding/csv"
	"io"
	"io/fs"
	"slices"
	"testing"
)

// TestRowsOf: what is cut without a parser is what the parser reads, line
// numbers too, in every embedded file and where lines are empty.
func TestRowsOf(t *testing.T) {
	texts := map[string][]byte{"empty lines": []byte("a,b\n\n1,\n,2\n\n"), "no end": []byte("a\n1"), "nothing": nil}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			texts[name], err = files.ReadFile(name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	cut := 0
	for name, b := range texts {
		got := rowsOf(b)
		if _, ok := got.(*cutter); !ok {
			continue
		}
		cut++
		want := csv.NewReader(bytes.NewReader(b))
		want.FieldsPerRecord = -1
		for {
			w, errW := want.Read()
			g, errG := got.Read()
			if errW != errG || !slices.Equal(w, g) || errG == nil && lineOf(want) != lineOf(got) {
				t.Fatalf("%s: %q %v, want %q %v", name, g, errG, w, errW)
			}
			if errG == io.EOF {
				break
			}
		}
	}
	if cut < 40 {
		t.Errorf("only %d files without quotes", cut)
	}
}
