// Package batch forecasts a stream of series: it reads long CSV, fits a model
// to each series on several cores, and writes the answers in input order.
// Memory does not grow with the number of series.
package batch

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/defcast/defcast/data"
)

// maxSpan bounds the years of one series: a typing error in a year must not
// fill the memory with missing values.
const maxSpan = 10000

// reader yields one series at a time.
type reader struct {
	file string
	csv  *csv.Reader
	next []string // the first row of the next series, nil at the end
	line int      // of next
}

// newReader checks the header series_id,year,value.
func newReader(r io.Reader, file string) (*reader, error) {
	c := csv.NewReader(r)
	c.FieldsPerRecord = 3
	head, err := c.Read()
	if err == io.EOF {
		return nil, &data.SyntaxError{File: file, Line: 1, Msg: "nothing there (want the header series_id,year,value)"}
	}
	if err != nil && !errors.Is(err, csv.ErrFieldCount) {
		return nil, &data.SyntaxError{File: file, Line: 1, Msg: err.Error()}
	}
	if err != nil || trimBOM(head[0]) != "series_id" || head[1] != "year" || head[2] != "value" {
		return nil, &data.SyntaxError{File: file, Line: 1, Msg: fmt.Sprintf("bad header %q (want series_id,year,value)", head)}
	}
	rd := &reader{file: file, csv: c}
	return rd, rd.advance()
}

func trimBOM(s string) string {
	if len(s) >= 3 && s[:3] == "\ufeff" {
		return s[3:]
	}
	return s
}

// advance reads the next row.
func (r *reader) advance() error {
	row, err := r.csv.Read()
	if err == io.EOF {
		r.next = nil
		return nil
	}
	if err != nil {
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			return &data.SyntaxError{File: r.file, Line: parse.Line, Msg: fmt.Sprintf("%v (want series_id,year,value)", parse.Err)}
		}
		return err
	}
	r.next = row
	r.line, _ = r.csv.FieldPos(0)
	return nil
}

// read returns the next series. A fault in a series' rows is returned in bad
// with its id, and the rest of its rows are skipped; err ends the stream, with
// io.EOF after the last series.
func (r *reader) read() (y data.Series, bad, err error) {
	if r.next == nil {
		return y, nil, io.EOF
	}
	y.ID = r.next[0]
	for r.next != nil && r.next[0] == y.ID {
		if bad == nil {
			bad = r.append(&y)
		}
		if err := r.advance(); err != nil {
			return y, nil, err
		}
	}
	return y, bad, nil
}

// append adds the current row to y, with missing values for years left out.
func (r *reader) append(y *data.Series) error {
	year, err := strconv.Atoi(r.next[1])
	if err != nil {
		return r.fault(y.ID, "bad year %q (want a whole number)", r.next[1])
	}
	v := math.NaN()
	if r.next[2] != "" {
		if v, err = strconv.ParseFloat(r.next[2], 64); err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
			return r.fault(y.ID, "bad value %q (want a finite number, or nothing where it is missing)", r.next[2])
		}
	}
	if y.Len() == 0 {
		y.Start = data.Year(year)
	}
	gap := year - int(y.End()) - 1
	if y.Len() > 0 && gap < 0 {
		return r.fault(y.ID, "year %d after %d (want ascending years)", year, y.End())
	}
	if y.Len()+gap > maxSpan {
		return r.fault(y.ID, "year %d is %d years after the first (want at most %d)", year, year-int(y.Start), maxSpan)
	}
	for ; gap > 0; gap-- {
		y.Values = append(y.Values, math.NaN())
	}
	y.Values = append(y.Values, v)
	return nil
}

func (r *reader) fault(id, format string, args ...any) error {
	return &data.SyntaxError{File: r.file, Line: r.line, Where: id, Msg: fmt.Sprintf(format, args...)}
}

// Header is the first line of the long CSV that this package reads.
const Header = "series_id,year,value"

// ReadAll returns the series of a long CSV. Unlike a stream, which goes on to
// the next series, it returns the first fault.
func ReadAll(r io.Reader, file string) ([]data.Series, error) {
	in, err := newReader(r, file)
	if err != nil {
		return nil, err
	}
	var all []data.Series
	for {
		y, bad, err := in.read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err = errors.Join(bad, err); err != nil {
			return nil, err
		}
		all = append(all, y)
	}
}
