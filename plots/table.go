package plots

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
)

// Table is the data of a chart: what is plotted, number by number, so that a
// reader can check it and a newspaper draw it again. A row is a point: English
// column names, whole years, shares as fractions.
type Table struct {
	Columns []string
	Rows    [][]any
}

// add appends a row, a value a column.
func (t *Table) add(row ...any) {
	if len(row) != len(t.Columns) {
		panic("plots: a row of data has not a value a column")
	}
	t.Rows = append(t.Rows, row)
}

// WriteCSV writes the table as RFC 4180 has it, with a header. Numbers have 6
// significant digits; one that is not there is an empty cell.
func (t Table) WriteCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	if err := c.Write(t.Columns); err != nil {
		return err
	}
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, v := range row {
			cells[i] = cell(v)
		}
		if err := c.Write(cells); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// cell writes a value. Large amounts are written out: 9035000, not 9.035e+06.
func cell(v any) string {
	f, ok := v.(float64)
	switch {
	case v == nil || ok && math.IsNaN(f):
		return ""
	case !ok:
		return fmt.Sprint(v)
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 6, 64), 64)
	if err != nil { // an infinity
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}
