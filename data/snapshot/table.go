package snapshot

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/defcast/defcast/data"
)

// record is one row of a file. Its accessors return zero values once one of
// them has failed; the first failure is kept.
type record struct {
	file    string
	line    int
	columns []string
	cells   []string
	err     error
}

// table calls each for the rows of a file, which must have the given header,
// and returns the first fault. Files are UTF-8 with LF line ends, one row a
// line, no blanks around cells.
func table(fsys fs.FS, name, header string, each func(*record)) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	if err := plainText(name, b); err != nil {
		return err
	}
	columns := strings.Split(header, ",")
	cr := rowsOf(b)
	r := &record{file: name, columns: columns}
	for r.err == nil {
		r.line++
		r.cells, err = cr.Read()
		if err == io.EOF && r.line > 1 {
			return nil
		}
		r.shape(cr, err, header)
		if r.err == nil && r.line > 1 {
			each(r)
		}
	}
	return r.err
}

// rows yields the records of a CSV file, as csv.Reader does; cells are valid
// until the next one.
type rows interface {
	Read() ([]string, error)
	FieldPos(field int) (line, column int)
}

// rowsOf reads a file. Those without a quote, among them the databases of the
// world with their tens of thousands of rows, need no more than to be cut.
func rowsOf(b []byte) rows {
	if bytes.IndexByte(b, '"') < 0 {
		return &cutter{rest: string(b)}
	}
	cr := csv.NewReader(bytes.NewReader(b))
	cr.FieldsPerRecord = -1 // counted by table, with our own words
	cr.ReuseRecord = true
	return cr
}

// cutter reads CSV in which no cell is quoted.
type cutter struct {
	rest  string
	line  int
	cells []string
}

func (c *cutter) Read() ([]string, error) {
	for c.rest != "" {
		row, rest, _ := strings.Cut(c.rest, "\n")
		c.rest = rest
		c.line++
		if row == "" {
			continue // as csv.Reader does; the line number tells
		}
		c.cells = c.cells[:0]
		for {
			cell, more, ok := strings.Cut(row, ",")
			c.cells = append(c.cells, cell)
			if !ok {
				return c.cells, nil
			}
			row = more
		}
	}
	return nil, io.EOF
}

func (c *cutter) FieldPos(int) (line, column int) { return c.line, 1 }

// optional is [table] for a file that a country may lack.
func (r *reader) optional(name, header string, each func(*record)) error {
	err := table(r.fsys, path.Join(r.dir, name), header, each)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// plainText refuses what encoding/csv would read in silence.
func plainText(name string, b []byte) error {
	at := bytes.IndexByte(b, '\r')
	msg := "carriage return (want LF line ends)"
	if at < 0 && !utf8.Valid(b) {
		msg = "bytes that are not UTF-8"
		for at = 0; at < len(b); {
			c, n := utf8.DecodeRune(b[at:])
			if c == utf8.RuneError && n == 1 {
				break
			}
			at += n
		}
	}
	if at < 0 {
		return nil
	}
	return &data.SyntaxError{File: name, Line: 1 + bytes.Count(b[:at], []byte("\n")), Msg: msg}
}

// unreadable keeps why there is no further row.
func (r *record) unreadable(err error, header string) {
	syntax, ok := errors.AsType[*csv.ParseError](err)
	switch {
	case err == io.EOF:
		r.fault("", "empty file (want the header %q)", header)
	case ok:
		r.line = syntax.Line
		r.fault("", "%v", syntax.Err)
	default:
		r.err = err
	}
}

// shape checks that a row stands on its own line with the right cells.
func (r *record) shape(cr rows, err error, header string) {
	switch {
	case err != nil:
		r.unreadable(err, header)
	case lineOf(cr) != r.line:
		r.fault("", "empty line or a line break in a cell (want one row a line)")
	case r.line == 1 && !slices.Equal(r.cells, r.columns):
		r.fault("", "bad header %q (want %q)", strings.Join(r.cells, ","), header)
	case len(r.cells) != len(r.columns):
		r.fault("", "%d cells (want %d: %s)", len(r.cells), len(r.columns), header)
	default:
		r.blanks()
	}
}

// lineOf returns the line on which the last row read began. It runs ahead of
// the count of rows where a line is empty, which encoding/csv skips in silence,
// or a quoted cell spans two.
func lineOf(cr rows) int {
	line, _ := cr.FieldPos(0)
	return line
}

// blanks refuses cells that look like another: " 100" beside "100".
func (r *record) blanks() {
	for i, c := range r.cells {
		if c == "" || c[0] > ' ' && c[0] < utf8.RuneSelf && c[len(c)-1] > ' ' && c[len(c)-1] < utf8.RuneSelf && strings.IndexByte(c, '\n') < 0 {
			continue // the common case, quickly
		}
		if c != strings.TrimSpace(c) || strings.Contains(c, "\n") {
			r.fault(r.columns[i], "blanks around or a line break in %q", c)
		}
	}
}

// fault keeps the first failure.
func (r *record) fault(where, format string, args ...any) {
	if r.err == nil {
		r.err = &data.SyntaxError{File: r.file, Line: r.line, Where: where, Msg: fmt.Sprintf(format, args...)}
	}
}

// text returns a cell that may be empty.
func (r *record) text(column string) string {
	return r.cells[slices.Index(r.columns, column)]
}

// word returns a cell that may not be empty.
func (r *record) word(column string) string {
	c := r.text(column)
	if c == "" {
		r.fault(column, "is empty")
	}
	return c
}

// parsed reads a cell by the parser of its type, whose message already says
// what was wanted.
func parsed[T any](r *record, column string, parse func(string) (T, error)) T {
	v, err := parse(r.text(column))
	if err != nil {
		r.fault(column, "%v", err)
	}
	return v
}

// day returns a date that must be known.
func (r *record) day(column string) data.Date {
	r.word(column)
	return parsed(r, column, data.ParseDate)
}

// number returns a plain decimal number; an empty cell is NaN, a missing value.
func (r *record) number(column string) float64 {
	c := r.text(column)
	if c == "" {
		return math.NaN()
	}
	v, err := strconv.ParseFloat(c, 64)
	if err != nil || !isDecimal(c) {
		r.fault(column, "bad number %q (want digits with at most one point, or nothing)", c)
		return math.NaN()
	}
	return v
}

// isDecimal reports whether s is -?digits(.digits)?, the only form in which
// the printed digits, and so the rounding, can be read off a number.
func isDecimal(s string) bool {
	s = strings.TrimPrefix(s, "-")
	digits, points := 0, 0 // digits since the start or the point
	for i := range len(s) {
		switch {
		case '0' <= s[i] && s[i] <= '9':
			digits++
		case s[i] == '.' && points == 0 && digits > 0:
			points, digits = 1, 0
		default:
			return false
		}
	}
	return digits > 0
}

// year returns a year; bounds keep a slip of the finger from becoming a series
// of a million missing values.
func (r *record) year(column string) data.Year {
	n, err := strconv.Atoi(r.word(column))
	if err != nil || n < 1800 || n > 2200 {
		r.fault(column, "bad year %q (want 1800 to 2200)", r.text(column))
		return 0
	}
	return data.Year(n)
}

// after checks that rows rise by their keys, which also makes them unique.
func (r *record) after(last *string, key string) {
	if key <= *last {
		r.fault("", "row %q follows %q (want rows in order, each once)", key, *last)
	}
	*last = key
}
