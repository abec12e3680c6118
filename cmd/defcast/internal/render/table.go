package render

import (
	"math"
	"strconv"
)

// Table is what the commands that list things print.
type Table struct {
	Name    string  // names the JSON schema: "models"
	About   []Field // what is said of all rows; not in CSV
	Columns []Column
	Rows    [][]any // a cell is a string, an int, a float64, an Exact or a Share; NaN is missing
	// Block is the number of leading columns that text says once for the rows
	// that share the first, above these; 0 for none. Such a table may have more
	// columns than a screen is wide: text puts those of each Part below another.
	Block int
}

// Field is something said of a whole [Table]. Lines of the text are items of a
// list. Keys are unique.
type Field struct{ Key, Text string }

// Exact is a figure that is printed with all its digits, as it was published.
// Numbers that were computed have six.
type Exact float64

// MarshalJSON writes the number, null where it is missing.
func (v Exact) MarshalJSON() ([]byte, error) { return orNull(cell(v)), nil }

// Share is a fraction: people read it in percent, programs as it is.
type Share float64

// MarshalJSON writes the fraction, null where it is missing.
func (v Share) MarshalJSON() ([]byte, error) { return orNull(cell(v)), nil }

// Column is a column of a [Table].
type Column struct {
	Key   string // in CSV and JSON
	Right bool   // numbers
	// Wide cells are prose. In text they stand below one another, wrapped,
	// beside the cells that are not, and all but the first after their key.
	Wide bool
	Part int // of a table in blocks: the first is 0
}

// cell writes a cell as CSV and JSON have it.
func cell(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case float64:
		return number(v).String()
	case Share:
		return number(v).String()
	case Exact:
		if math.IsNaN(float64(v)) {
			return ""
		}
		return strconv.FormatFloat(float64(v), 'f', -1, 64)
	}
	panic("render: a cell is a string, an int, a float64, an Exact or a Share")
}

// prose writes a cell as text and Markdown have it.
func prose(v any) string {
	if s, ok := v.(Share); ok && !math.IsNaN(float64(s)) {
		return percent(float64(s))
	}
	return cell(v)
}
