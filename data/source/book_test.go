package source

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/xuri/excelize/v2"
)

// cellIn is a cell of a test workbook with a font colour; plain values stand
// for themselves.
type cellIn struct {
	v      any
	colour string // RRGGBB
	index  int    // palette index, which SIPRI uses
}

func blue(v any) cellIn { return cellIn{v: v, index: 12} }
func red(v any) cellIn  { return cellIn{v: v, colour: "FF0000"} }

type sheetIn struct {
	name string
	rows [][]any
}

// workbook writes an .xlsx in memory.
func workbook(t testing.TB, sheets ...sheetIn) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for k, s := range sheets {
		if k == 0 {
			if err := f.SetSheetName("Sheet1", s.name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := f.NewSheet(s.name); err != nil {
			t.Fatal(err)
		}
		for i, row := range s.rows {
			for j, v := range row {
				setCell(t, f, s.name, cellName(j, i+1), v)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func setCell(t testing.TB, f *excelize.File, sheet, cell string, v any) {
	t.Helper()
	if v == nil {
		return
	}
	c, ok := v.(cellIn)
	if ok {
		v = c.v
		id, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Color: c.colour, ColorIndexed: c.index}})
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellStyle(sheet, cell, cell, id); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellValue(sheet, cell, v); err != nil {
		t.Fatal(err)
	}
}

// mustRead reads one edition.
func mustRead(t testing.TB, name string, content []byte) Edition {
	t.Helper()
	es, err := Read(name, content, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(es) != 1 {
		t.Fatalf("%d editions, want 1", len(es))
	}
	return es[0]
}

// one finds a series of an edition.
func one(t testing.TB, e Edition, id string) data.Series {
	t.Helper()
	for _, s := range e.Series {
		if s.ID == id {
			return s
		}
	}
	var ids []string
	for _, s := range e.Series {
		ids = append(ids, s.ID)
	}
	t.Fatalf("no series %q in %q", id, ids)
	return data.Series{}
}

// check compares a value and its status.
func check(t testing.TB, s data.Series, y data.Year, want float64, st data.Status) {
	t.Helper()
	v, ok := s.At(y)
	if !ok || v-want > 1e-12*want || want-v > 1e-12*want || s.StatusAt(y) != st {
		t.Errorf("%s %d = %v %s, want %v %s", s.ID, y, v, s.StatusAt(y), want, st)
	}
}

// refused demands a SyntaxError and returns its text.
func refused(t testing.TB, name string, content []byte) string {
	t.Helper()
	_, err := Read(name, content, Options{})
	syntax, ok := errors.AsType[*data.SyntaxError](err)
	if !ok {
		t.Fatalf("%s: error %v, want a SyntaxError", name, err)
	}
	return syntax.Error()
}

func toText(v any) string { return fmt.Sprint(v) }
