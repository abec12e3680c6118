package source

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/datapackage"
	"github.com/xuri/excelize/v2"
)

// The limits keep a hostile or broken file from taking the machine. The
// largest honest ones are the World Bank's bulk CSV (about 220 MB) and the
// IMF's workbook (about 40 MB unpacked).
const (
	maxFile    = 512 << 20 // bytes of a text file
	maxUnzip   = 512 << 20 // bytes of the members of a zip together
	maxXLSX    = 160 << 20 // bytes of the parts of a workbook together
	maxMembers = 1000      // members of a zip
	maxColumns = 16384     // columns of a row, Excel's own limit
	headRows   = 40        // rows in which a header is looked for
)

// File is an opened input: a workbook, a text file, or a zip of text files,
// each seen as sheets of rows. It is not safe for concurrent use.
type File struct {
	Name   string
	Sheets []*Sheet

	path       string // where it lies, if it lies anywhere
	descriptor *datapackage.Descriptor
	content    []byte
	book       *excelize.File
	styles     map[int]data.Status
	created    data.Date // when the workbook was begun, by its own word
}

// Sheet is a table of text, streamed. Text files have one, without a name.
type Sheet struct {
	Name string
	file *File
	head []Row
	seq  iter.Seq2[Row, error]
	// broken is what ended the head before its time: who published a file that
	// cannot be read is not the question then.
	broken error
}

// Row is a row of a sheet with its number as a person counts.
type Row struct {
	N     int
	Cells []string
	sheet *Sheet
}

// Open looks at the first bytes of content to tell workbook, zip and text
// apart, and returns a [*data.SyntaxError] for what is none of them.
func Open(name string, content []byte) (*File, error) {
	f := &File{Name: name, content: content, styles: map[int]data.Status{}}
	switch {
	case len(bytes.TrimSpace(content)) == 0:
		return nil, f.errorf("the file is empty")
	case bytes.HasPrefix(content, []byte("PK\x03\x04")), bytes.HasPrefix(content, []byte("PK\x05\x06")):
		return f, f.openZip()
	case bytes.HasPrefix(content, []byte("\xD0\xCF\x11\xE0")):
		return nil, f.errorf("an Excel 97-2003 or encrypted workbook (want .xlsx without a password: open it in Excel and save as that)")
	case bytes.HasPrefix(content, []byte("%PDF")):
		return nil, f.errorf("a PDF (want the publisher's Excel or CSV file)")
	case isHTML(content):
		return nil, f.errorf("a web page (want the download itself; the server may have sent an error page)")
	}
	sheet, err := f.textSheet("", content)
	if err != nil {
		return nil, err
	}
	f.Sheets = []*Sheet{sheet}
	return f, nil
}

func isHTML(b []byte) bool {
	start := strings.ToLower(string(bytes.TrimSpace(b[:min(len(b), 512)])))
	return strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html")
}

// openZip checks what would be unpacked before unpacking it: the sizes that a
// zip states are binding, archive/zip stops reading a member beyond them.
func (f *File) openZip() error {
	z, err := zip.NewReader(bytes.NewReader(f.content), int64(len(f.content)))
	if err != nil {
		return f.errorf("a broken or cut off workbook or zip: %v (want the whole file: download it again)", err)
	}
	if len(z.File) > maxMembers {
		return f.errorf("a zip of %d members (want at most %d)", len(z.File), maxMembers)
	}
	var total uint64
	workbook := false
	for _, m := range z.File {
		if total += m.UncompressedSize64; total > maxUnzip || m.UncompressedSize64 > maxUnzip {
			return f.errorf("unpacks to more than %d MB (want a publisher's file, not a zip bomb)", maxUnzip>>20)
		}
		workbook = workbook || strings.EqualFold(m.Name, "xl/workbook.xml")
	}
	if workbook {
		if total > maxXLSX {
			return f.errorf("a workbook that unpacks to %d MB (want at most %d MB)", total>>20, maxXLSX>>20)
		}
		return f.openBook()
	}
	return f.openMembers(z)
}

func (f *File) openMembers(z *zip.Reader) error {
	for _, m := range z.File {
		lower := strings.ToLower(m.Name)
		if !strings.HasSuffix(lower, ".csv") && !strings.HasSuffix(lower, ".txt") && !strings.HasSuffix(lower, ".tsv") {
			continue
		}
		content, err := readMember(m)
		if err != nil {
			return f.errorf("member %s: %v (want a whole zip: download it again)", m.Name, err)
		}
		sheet, err := f.textSheet(m.Name, content)
		if err != nil {
			return err
		}
		f.Sheets = append(f.Sheets, sheet)
	}
	if len(f.Sheets) == 0 {
		return f.errorf("a zip without a workbook or CSV in it")
	}
	return nil
}

func readMember(m *zip.File) ([]byte, error) {
	r, err := m.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, maxUnzip))
}

// Close frees what the workbook holds.
func (f *File) Close() error {
	if f.book == nil {
		return nil
	}
	return f.book.Close()
}

func (f *File) errorf(format string, args ...any) *data.SyntaxError {
	return &data.SyntaxError{File: f.Name, Msg: fmt.Sprintf(format, args...)}
}

// describe says in a few words what a file looks like, for an error.
func (f *File) describe() string {
	if f.book != nil {
		return fmt.Sprintf("a workbook with sheets %s", quoteSome(f.book.GetSheetList()))
	}
	for _, s := range f.Sheets {
		if rows := s.Head(); len(rows) > 0 {
			return "text that begins with the columns " + quoteSome(rows[0].Cells)
		}
	}
	return "no rows in it"
}

func quoteSome(names []string) string {
	const most = 4
	var q []string
	for _, n := range names[:min(len(names), most)] {
		if r := []rune(n); len(r) > 30 {
			n = string(r[:30]) + "…"
		}
		q = append(q, fmt.Sprintf("%q", n))
	}
	if len(names) > most {
		q = append(q, "…")
	}
	return strings.Join(q, ", ")
}

// Rows yields the rows of the sheet from the first. An error ends it.
func (s *Sheet) Rows() iter.Seq2[Row, error] { return s.seq }

// Head returns up to the first 40 rows, as far as they can be read.
func (s *Sheet) Head() []Row {
	if s.head != nil {
		return s.head
	}
	s.head = []Row{}
	for r, err := range s.seq {
		s.broken = err
		if err != nil || len(s.head) == headRows {
			break
		}
		s.head = append(s.head, r)
	}
	return s.head
}

// after yields the rows below a header row.
func (s *Sheet) after(header Row) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for r, err := range s.seq {
			if err == nil && r.N <= header.N {
				continue
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// Cell returns column i (from 0) without surrounding space; empty outside.
func (r Row) Cell(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return strings.Trim(r.Cells[i], " \t\r\n\u00a0\u202f\ufeff")
}

// Blank reports whether all cells are empty.
func (r Row) Blank() bool {
	for i := range r.Cells {
		if r.Cell(i) != "" {
			return false
		}
	}
	return true
}

// Find returns the first column whose text is one of the names, ignoring case
// and space, and -1 if there is none.
func (r Row) Find(names ...string) int {
	for i := range r.Cells {
		for _, n := range names {
			if strings.EqualFold(r.Cell(i), n) {
				return i
			}
		}
	}
	return -1
}

// errorf is a fault in column i of the row; i < 0 means the row as a whole.
func (r Row) errorf(i int, format string, args ...any) *data.SyntaxError {
	e := &data.SyntaxError{File: r.sheet.file.Name, Line: r.N, Msg: fmt.Sprintf(format, args...)}
	if r.sheet.file.book != nil {
		e.Where = fmt.Sprintf("sheet %q", r.sheet.Name)
		if i >= 0 {
			e.Where += ", cell " + cellName(i, r.N)
		}
		return e
	}
	if r.sheet.Name != "" {
		e.File += "/" + r.sheet.Name
	}
	if i >= 0 {
		e.Where = fmt.Sprintf("column %d", i+1)
	}
	return e
}

// place names the row in an error about another row.
func (r Row) place() string {
	if r.sheet.file.book != nil {
		return fmt.Sprintf("sheet %q, row %d", r.sheet.Name, r.N)
	}
	return fmt.Sprintf("line %d", r.N)
}

func cellName(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col+1, row)
	if err != nil {
		return fmt.Sprintf("R%dC%d", row, col+1)
	}
	return name
}
