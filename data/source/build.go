package source

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/defcast/defcast/data"
)

// builder gathers the series of a file and refuses what stands in it twice.
type builder struct {
	drafts   map[string]*draft
	warnings []error
	warned   map[string]bool
}

type draft struct {
	data.Series
	points map[data.Year]point
}

type point struct {
	value     float64
	status    data.Status
	published data.Date
	sheet     *Sheet // where it stands, for an error about another row
	row       int
}

func (p point) place() string { return Row{N: p.row, sheet: p.sheet}.place() }

func newBuilder() *builder {
	return &builder{drafts: map[string]*draft{}, warned: map[string]bool{}}
}

// open returns the draft of an id, a new one with these properties if there is
// none. A second unit for one id is a fault of the file.
func (b *builder) open(s data.Series, r Row) (*draft, error) {
	d, ok := b.drafts[s.ID]
	if !ok {
		d = &draft{s, map[data.Year]point{}}
		b.drafts[s.ID] = d
	}
	if d.Unit != s.Unit || d.Basis != s.Basis {
		return nil, r.errorf(-1, "%s in %s, %s years; it stands in %s, %s years above (want one unit a series)",
			s.ID, s.Unit, s.Basis, d.Unit, d.Basis)
	}
	return d, nil
}

// put adds the value of a year found in column i of a row; NaN adds nothing.
func (d *draft) put(y data.Year, v float64, st data.Status, r Row, i int) error {
	if math.IsNaN(v) {
		return nil
	}
	if p, ok := d.points[y]; ok {
		if p.value == v {
			return r.errorf(i, "%s %d a second time (first in %s): a duplicated row?", d.ID, y, p.place())
		}
		return r.errorf(i, "%s %d is %v here and %v in %s (want one value a year; two vintages in one file?)",
			d.ID, y, v, p.value, p.place())
	}
	d.points[y] = point{value: v, status: st, sheet: r.sheet, row: r.N}
	return nil
}

// warn keeps a caveat once.
func (b *builder) warn(format string, args ...any) {
	err := fmt.Errorf(format, args...)
	if !b.warned[err.Error()] {
		b.warned[err.Error()] = true
		b.warnings = append(b.warnings, err)
	}
}

// series returns what was gathered in the order of the ids, without the
// series that have no value.
func (b *builder) series() []data.Series {
	var out []data.Series
	for _, d := range b.drafts {
		if len(d.points) > 0 {
			out = append(out, d.finish())
		}
	}
	slices.SortFunc(out, func(x, y data.Series) int { return strings.Compare(x.ID, y.ID) })
	return out
}

func (d *draft) finish() data.Series {
	first, last := data.Year(maxYear), data.Year(minYear)
	dated := false
	for y, p := range d.points {
		first, last = min(first, y), max(last, y)
		dated = dated || !p.published.IsZero()
	}
	s := d.Series
	n := int(last-first) + 1
	s.Start, s.Values, s.Status = first, make([]float64, n), make([]data.Status, n)
	if dated {
		s.Published = make([]data.Date, n)
	}
	for i := range n {
		p, ok := d.points[first+data.Year(i)]
		if !ok {
			s.Values[i] = math.NaN()
			continue
		}
		s.Values[i], s.Status[i] = p.value, p.status
		if dated {
			s.Published[i] = p.published
		}
	}
	return s
}

// Years outside this span are taken for something else than years.
const minYear, maxYear = 1500, 2200

// year reads "1999" and Excel's "1999.0".
func year(s string) (data.Year, bool) {
	s = strings.TrimSuffix(s, ".0")
	y, err := strconv.Atoi(s)
	return data.Year(y), err == nil && len(s) == 4 && y >= minYear && y <= maxYear
}

// wantYear explains what stands where a year should.
func wantYear(r Row, i int) error {
	s := r.Cell(i)
	what := "bad year %q (want a year such as 2024)"
	n, err := strconv.ParseFloat(s, 64)
	if err == nil && n > 20000 && n < 80000 || strings.Count(s, "-") == 2 || strings.Count(s, "/") == 2 {
		if y, ok := year(s[:min(4, len(s))]); ok {
			return r.errorf(i, "%q is a date where a year should be (want %d, as a number)", s, y)
		}
		what = "%q is a date where a year should be (want 2024, as a number)"
	}
	return r.errorf(i, what, s)
}

// yearColumns returns the columns of a wide table that are years, from the
// column after the last of the names. Only empty columns and those that end
// with words may stand among them: a date or a fraction is a fault.
func yearColumns(header Row, from int, parse func(string) (data.Year, bool)) (map[int]data.Year, error) {
	columns := map[int]data.Year{}
	seen := map[data.Year]int{}
	for i := from; i < len(header.Cells); i++ {
		c := header.Cell(i)
		y, ok := parse(c)
		switch {
		case c == "":
		case ok:
			if j, twice := seen[y]; twice {
				return nil, header.errorf(i, "year %d a second time (first in column %d)", y, j+1)
			}
			columns[i], seen[y] = y, i
		case strings.Trim(c, "0123456789.-/ :T") == "":
			return nil, wantYear(header, i)
		}
	}
	if len(columns) == 0 {
		return nil, header.errorf(-1, "no year among the column titles (want 1999, 2000, …)")
	}
	return columns, nil
}

// titled refuses a figure under no title beside the years of a wide table: its
// header and its rows are then shifted against each other, and every value
// would go to another year. Columns of another meaning, which have a title,
// end what is looked at.
func titled(header, r Row, order []int) error {
	for i := order[0] - 1; i > 0 && header.Cell(i) == ""; i-- {
		if err := untitled(header, r, i); err != nil {
			return err
		}
	}
	for i := order[len(order)-1] + 1; i < len(r.Cells) && header.Cell(i) == ""; i++ {
		if err := untitled(header, r, i); err != nil {
			return err
		}
	}
	return nil
}

func untitled(header, r Row, i int) error {
	c := r.Cell(i)
	if c == "" || strings.Trim(c, "0123456789.,+-eE ") != "" {
		return nil
	}
	return r.errorf(i, "%q under no title (want a year above it; are the titles in %s shifted against the rows?)", c, header.place())
}

// sortedColumns lists the columns in order: results must not follow the map.
func sortedColumns(m map[int]data.Year) []int {
	cols := make([]int, 0, len(m))
	for i := range m {
		cols = append(cols, i)
	}
	slices.Sort(cols)
	return cols
}

// number reads a cell; missing lists the marks of a value that is not there,
// which give NaN.
func number(r Row, i int, missing ...string) (float64, error) {
	return numberIn(r, i, plain, 0, missing)
}

// percent reads a cell in percent as a fraction.
func percent(r Row, i int, missing ...string) (float64, error) {
	return numberIn(r, i, plain, -2, missing)
}

// style says how a file writes numbers.
type style uint8

const (
	plain     style = iota // 4241.50
	thousands              // 4,241.50
	comma                  // 4.241,50
)

// numberIn reads a cell in a style and shifts it by a power of ten. The shift
// is done in decimal: 3.6 percent are 0.036 to the last bit, 3.6/100 are not.
func numberIn(r Row, i int, st style, power int, missing []string) (float64, error) {
	c := r.Cell(i)
	if c == "" || slices.Contains(missing, c) {
		return math.NaN(), nil
	}
	s := c
	switch st {
	case thousands:
		if grouped(c, ',', '.') {
			s = strings.ReplaceAll(c, ",", "")
		}
	case comma:
		if grouped(c, '.', ',') {
			s = strings.ReplaceAll(c, ".", "")
		}
		s = strings.Replace(s, ",", ".", 1)
	}
	shifted, after := s, 0
	if power != 0 && !strings.ContainsAny(s, "eE") {
		shifted += "e" + strconv.Itoa(power)
	} else {
		after = power
	}
	v, err := strconv.ParseFloat(shifted, 64)
	v *= math.Pow10(after)
	if err != nil || strings.Trim(s, "0123456789+-.eE") != "" || math.IsInf(v, 0) {
		if len(c) > 40 {
			c = c[:40] + "…"
		}
		return 0, r.errorf(i, "bad value %q (want a number%s)", c, orMissing(missing))
	}
	return v, nil
}

// grouped reports whether sep stands only between groups of three digits and
// never after the decimal mark: "4,241.50" is, "1,5" is not.
func grouped(s string, sep, mark rune) bool {
	whole, _, _ := strings.Cut(s, string(mark))
	groups := strings.Split(strings.TrimLeft(whole, "+-"), string(sep))
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && (len(g) == 0 || len(g) > 3 && len(groups) > 1) {
			return false
		}
	}
	_, frac, _ := strings.Cut(s, string(mark))
	return !strings.ContainsRune(frac, sep)
}

func orMissing(missing []string) string {
	var q []string
	for _, m := range missing {
		if m != "" {
			q = append(q, strconv.Quote(m))
		}
	}
	if len(q) == 0 {
		return " or nothing"
	}
	return ", nothing or " + strings.Join(q, ", ")
}
