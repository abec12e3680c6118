package source

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/xuri/excelize/v2"
)

func TestBadFiles(t *testing.T) {
	names, err := filepath.Glob("testdata/bad/*.csv")
	if err != nil || len(names) < 10 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			want, err := os.ReadFile(strings.TrimSuffix(name, ".csv") + ".want")
			if err != nil {
				t.Fatal(err)
			}
			es, err := ReadFile(name, Options{})
			if err == nil {
				t.Fatalf("read as %d editions", len(es))
			}
			if !strings.Contains(err.Error(), strings.TrimSpace(string(want))) {
				t.Errorf("%v\nlacks %s", err, want)
			}
		})
	}
}

func TestTruncatedWorkbook(t *testing.T) {
	whole := sipriBook(t)
	for _, n := range []int{10, 100, len(whole) / 2, len(whole) - 1} {
		msg := refused(t, "cut.xlsx", whole[:n])
		if !strings.Contains(msg, "broken or cut off") {
			t.Errorf("%d bytes: %s", n, msg)
		}
	}
	// A byte changed inside a part: its checksum no longer fits.
	bad := bytes.Clone(whole)
	bad[len(bad)/2] ^= 0xFF
	if _, err := Read("x.xlsx", bad, Options{}); err == nil {
		t.Error("a damaged workbook is read")
	}
}

// bomb returns a workbook of parts whose headers state a size; what is packed
// in each is real zero bytes.
func bomb(t *testing.T, name string, members int, stated uint64, real int) []byte {
	t.Helper()
	var packed bytes.Buffer
	z, err := flate.NewWriter(&packed, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(make([]byte, real)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	for i := range members {
		w, err := archive.CreateRaw(&zip.FileHeader{
			Name: strings.Replace(name, "#", strconv.Itoa(i), 1), Method: zip.Deflate,
			UncompressedSize64: stated, CompressedSize64: uint64(packed.Len()),
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(packed.Bytes()); err != nil {
			t.Fatal(err)
		}
	}
	w, err := archive.Create("xl/workbook.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte("<workbook/>")); err != nil {
		t.Fatal(err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestZipBomb(t *testing.T) {
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"honest", bomb(t, "xl/worksheets/sheet#.xml", 2, 81<<20, 1<<20), "unpacks to 162 MB (want at most 160 MB)"},
		{"of zip's greatest size", bomb(t, "xl/worksheets/sheet#.xml", 2, 1<<62, 1<<20), "want a publisher's file, not a zip bomb"},
		{"lying", bomb(t, "xl/worksheets/sheet#.xml", 1, 1000, 64<<20), "broken workbook"},
		{"many", bomb(t, "a#.csv", maxMembers, 1, 1), "1001 members"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			msg := refused(t, "bomb.xlsx", c.content)
			runtime.ReadMemStats(&after)
			if !strings.Contains(msg, c.want) {
				t.Errorf("%s\nlacks %q", msg, c.want)
			}
			if got := (after.TotalAlloc - before.TotalAlloc) >> 20; got > 16 {
				t.Errorf("%d MB allocated to refuse it", got)
			}
		})
	}
}

// A cell far to the right in many rows: excelize would fill in what lies
// between to look up colours.
func TestSparseSheet(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	wide := make([]any, maxColumns)
	wide[0], wide[2], wide[maxColumns-1] = "Japan", 0.01, 1
	for i := range maxStyled/maxColumns + 3 {
		row := wide
		switch i {
		case 0:
			row = []any{"Military expenditure by country as percentage of gross domestic product"}
		case 1:
			row = []any{"Country", "Notes", 2020, 2021, 2022}
		}
		if err := w.SetRow(cellName(0, i+1), row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	if msg := refused(t, "x.xlsx", b.Bytes()); !strings.Contains(msg, "more than 2000000 cells") {
		t.Error(msg)
	}
}

func TestManyColumns(t *testing.T) {
	head := "Country Name,Country Code,Indicator Name,Indicator Code,2021"
	wide := head + strings.Repeat(",", 2_000_000) + "\nJapan,JPN,x,NY.GDP.MKTP.CN,5\n"
	if msg := refused(t, "wide.csv", []byte(wide)); !strings.Contains(msg, "wide.csv:1: 2000005 columns (want at most 16384)") {
		t.Errorf("a header of 2 million columns: %.300s", msg)
	}
	body := head + "\nJapan,JPN,GDP (current LCU),NY.GDP.MKTP.CN,5" + strings.Repeat(",", 2_000_000) + "\n"
	if msg := refused(t, "wide.csv", []byte(body)); !strings.Contains(msg, "wide.csv:2: 2000005 columns (want at most 16384)") {
		t.Error(msg)
	}
}

func TestForcedSource(t *testing.T) {
	_, err := Read("x.csv", []byte(owidLong), Options{Source: "sipri"})
	if err == nil || !strings.Contains(err.Error(), "not a file of Stockholm") {
		t.Errorf("%v", err)
	}
	if _, err := Read("x.csv", []byte(owidLong), Options{Source: "who"}); err == nil || !strings.Contains(err.Error(), `unknown source "who"`) {
		t.Errorf("%v", err)
	}
	if _, err := Read("x.csv", []byte("a,b\n1,2\n"), Options{}); !errors.Is(err, ErrUnknown) {
		t.Errorf("%v, want ErrUnknown", err)
	}
}

func TestPublishers(t *testing.T) {
	var keys []string
	for _, p := range Publishers() {
		keys = append(keys, p.Key)
		if p.Name == "" || p.Title == "" || p.Terms == "" || p.Years == "" || p.Reads == "" || !strings.HasPrefix(p.Ref, "https://") {
			t.Errorf("%s is not described: %+v", p.Key, p)
		}
	}
	if got := strings.Join(keys, " "); got != "fred imf-weo nato oecd owid sipri tidy worldbank" {
		t.Errorf("publishers %q", got)
	}
}

// fuzz runs a reader on what the fuzzer makes of whole files: it must answer
// without a panic, and an answer must be sound.
func fuzz(f *testing.F, key string, seeds ...[]byte) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content []byte) { sound(t, content, key) })
}

func sound(t *testing.T, content []byte, key string) {
	t.Helper()
	es, err := Read("fuzz", content, Options{Source: key})
	if err != nil {
		if e, ok := errors.AsType[*data.SyntaxError](err); ok && (e.Line < 0 || e.Msg == "" || len(e.Msg) > 4000) {
			t.Fatalf("poor error %q", e)
		}
		return
	}
	for _, e := range es {
		for _, s := range e.Series {
			if s.ID == "" || s.Len() == 0 || len(s.Status) != s.Len() || s.Start < minYear || s.End() > maxYear {
				t.Fatalf("unsound series %+v", s)
			}
			for _, v := range s.Values {
				if math.IsInf(v, 0) {
					t.Fatalf("%s has an infinite value", s.ID)
				}
			}
		}
	}
}

// fuzzCells puts the fuzzer's text into a cell of a workbook that is otherwise
// right: bytes of a zip are rarely still a zip after a change. excelize's
// goroutines make coverage waver, so give the fuzzer -fuzzminimizetime 1x.
func fuzzCells(f *testing.F, key string, sheets func() []sheetIn, seeds ...string) {
	for i, s := range seeds {
		f.Add(uint8(i), uint8(i), uint8(i+2), s)
	}
	f.Fuzz(func(t *testing.T, sheet, row, col uint8, text string) {
		in := sheets()
		s := &in[int(sheet)%len(in)]
		for len(s.rows) <= int(row) {
			s.rows = append(s.rows, nil)
		}
		for len(s.rows[row]) <= int(col) {
			s.rows[row] = append(s.rows[row], nil)
		}
		s.rows[row][col] = text
		sound(t, workbook(t, in...), key)
	})
}

func FuzzSIPRI(f *testing.F) {
	fuzzCells(f, "sipri", sipriSheetsIn, "Country", "...", "2021", "1e400", "§4", "Japan", "Apr-Mar", "Region")
}

func FuzzNATO(f *testing.F) {
	fuzzCells(f, "nato", nato2024, "Table 9 : x", "2024e", "Constant prices", "(", "..", "Poland*")
}

func FuzzWorkbookBytes(f *testing.F) { fuzz(f, "", sipriBook(f)) }

func FuzzWorldBank(f *testing.F) {
	fuzz(f, "worldbank", []byte(wbAPI), zipped(f, [2]string{"a.csv", wbAPI}))
}
func FuzzIMF(f *testing.F) {
	fuzz(f, "imf-weo", []byte(weoAll), []byte(weoCustom), []byte(weoSDMX))
}
func FuzzOECD(f *testing.F) { fuzz(f, "oecd", []byte(oecdLabels)) }
func FuzzOWID(f *testing.F) { fuzz(f, "owid", []byte(owidLong)) }
func FuzzFRED(f *testing.F) {
	fuzz(f, "fred", []byte("DATE,GDP\n2023-01-01,1\n2023-04-01,.\n"))
}
func FuzzTidy(f *testing.F) {
	fuzz(f, "tidy", []byte("series,year,value,unit,basis,status,published\njpn-mine,2024,7.9,JPY bn,fiscal-04,initial,2024-03\n"))
}
