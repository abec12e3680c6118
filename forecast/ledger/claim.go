package ledger

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// Claim is a forecast of one year by anyone: a point, or a point and a central
// 80 % interval.
type Claim struct {
	Forecaster string
	Country    string // ISO 3166-1 alpha-3
	Measure    string // id of a measure of the country, or of a series of its own
	Made       data.Date
	Year       data.Year
	Value      float64 // a fraction, or in the unit of the series
	Lo80, Hi80 float64 // NaN where none was given
	percent    bool    // written with a percent sign
	text       string  // the value as written
	at         origin
}

// origin is where a row stands.
type origin struct {
	file string
	line int
	row  string
}

// columns are those of a file of claims; the last two may be missing.
var columns = []string{"forecaster", "country", "measure", "made", "year", "value", "lo80", "hi80"}

const needed = 6

// ReadClaims reads a tidy CSV file of forecasts, in any order of columns:
//
//	forecaster,country,measure,made,year,value[,lo80,hi80]
//
// Shares are fractions, or percentages with their sign ("3.9%"). The first fault
// is a [*data.SyntaxError] with file and line, which shows the row and points at
// the cell.
func ReadClaims(r io.Reader, file string) ([]Claim, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	lines := strings.Split(strings.TrimPrefix(string(raw), "\ufeff"), "\n")
	cr := csv.NewReader(strings.NewReader(strings.Join(lines, "\n")))
	cr.ReuseRecord = true
	p := &claimReader{csv: cr, file: file, lines: lines}
	if err := p.header(); err != nil {
		return nil, err
	}
	var out []Claim
	for {
		rec, err := cr.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, p.broken(err)
		}
		c, err := p.claim(rec)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil, &data.SyntaxError{File: file, Msg: "no forecasts (want rows below the header)"}
	}
	return out, nil
}

// claimReader knows where in the file it is.
type claimReader struct {
	csv   *csv.Reader
	file  string
	lines []string
	at    map[string]int // columns by name
}

// header finds the columns.
func (p *claimReader) header() error {
	rec, err := p.csv.Read()
	if err != nil {
		return p.broken(err)
	}
	p.at = map[string]int{}
	for i, name := range rec {
		name = strings.TrimSpace(name)
		if _, twice := p.at[name]; twice {
			return p.fault(i, "column %q comes twice", name)
		}
		p.at[strings.Clone(name)] = i
	}
	for _, name := range columns[:needed] {
		if _, ok := p.at[name]; !ok {
			return p.fault(0, "no column %q (want %s, and lo80,hi80 if there are)", name, strings.Join(columns[:needed], ","))
		}
	}
	return nil
}

// broken turns what encoding/csv found into a fault with its place.
func (p *claimReader) broken(err error) error {
	if e, ok := errors.AsType[*csv.ParseError](err); ok {
		return p.point(e.Line, e.Column, "%v", e.Err)
	}
	if errors.Is(err, io.EOF) {
		err = fmt.Errorf("empty file (want the header %s)", strings.Join(columns, ","))
	}
	return &data.SyntaxError{File: p.file, Msg: err.Error()}
}

// fault points at a field of the row read last.
func (p *claimReader) fault(field int, format string, args ...any) error {
	line, column := p.csv.FieldPos(field)
	return p.point(line, column, format, args...)
}

func (p *claimReader) point(line, column int, format string, args ...any) error {
	return &data.SyntaxError{File: p.file, Line: line, Msg: fmt.Sprintf(format, args...) + caret(p.lines[line-1], line, column)}
}

// caret shows a line with a mark below a byte of it, counted from 1.
func caret(text string, line, column int) string {
	text = strings.TrimRight(text, "\r")
	before := text[:min(max(column-1, 0), len(text))]
	return fmt.Sprintf("\n> %3d | %s\n        %s^", line, text, strings.Repeat(" ", len([]rune(before))))
}

// claim reads a row.
func (p *claimReader) claim(rec []string) (Claim, error) {
	cell := func(name string) string {
		if i, ok := p.at[name]; ok && i < len(rec) {
			return strings.TrimSpace(rec[i])
		}
		return ""
	}
	line, _ := p.csv.FieldPos(0)
	c := Claim{Forecaster: strings.Clone(cell("forecaster")), Country: strings.ToUpper(cell("country")), Measure: strings.Clone(cell("measure")),
		Lo80: math.NaN(), Hi80: math.NaN(), at: origin{p.file, line, p.lines[line-1]}}
	for _, name := range columns[:needed] {
		if cell(name) == "" {
			return c, p.fault(p.at[name], "%s is empty", name)
		}
	}
	var err error
	if c.Made, err = data.ParseDate(cell("made")); err != nil {
		return c, p.fault(p.at["made"], "%v", err)
	}
	year, err := strconv.Atoi(cell("year"))
	if err != nil || year < 1800 || year > int(pipeline.MaxThrough) {
		return c, p.fault(p.at["year"], "bad year %q (want 1800 to %d)", cell("year"), pipeline.MaxThrough)
	}
	c.Year, c.text = data.Year(year), strings.Clone(cell("value"))
	for name, to := range map[string]*float64{"value": &c.Value, "lo80": &c.Lo80, "hi80": &c.Hi80} {
		if cell(name) == "" {
			continue
		}
		if *to, err = quantity(cell(name)); err != nil {
			return c, p.fault(p.at[name], "%v", err)
		}
	}
	c.percent = strings.HasSuffix(c.text, "%")
	if math.IsNaN(c.Lo80) != math.IsNaN(c.Hi80) || c.Lo80 > c.Value || c.Value > c.Hi80 {
		return c, p.fault(p.at["value"], "%s is not between lo80 %q and hi80 %q (want both or none)", c.text, cell("lo80"), cell("hi80"))
	}
	return c, nil
}

// quantity reads "0.0205", "2.05%" or "2.05 %".
func quantity(s string) (float64, error) {
	text, percent := strings.CutSuffix(s, "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || v-v != 0 || v <= 0 {
		return 0, fmt.Errorf("bad value %q (want a positive number: a fraction, or a percentage like 2.05%%)", s)
	}
	if percent {
		v /= 100
	}
	return v, nil
}

// EmbeddedClaims returns the forecasts of others that the facts hold: "nato",
// the first estimate that NATO made of each year within it, and "cbo", the
// baseline projections of the United States Congressional Budget Office.
func EmbeddedClaims(name string, facts data.Facts) ([]Claim, error) {
	var out []Claim
	add := func(who, measure string, a data.Announcement) {
		out = append(out, Claim{Forecaster: who, Country: a.Country, Measure: measure, Made: a.Announced, Year: a.Year, Value: a.Value,
			Lo80: math.NaN(), Hi80: math.NaN(), text: fmt.Sprint(a.Value)})
	}
	switch name {
	case "nato":
		for _, m := range facts.Measures {
			if m.ID == "nato" {
				for _, a := range pipeline.FirstEstimates(m, facts) {
					add("NATO", m.ID, a)
				}
			}
		}
	case "cbo":
		for _, a := range facts.Announcements {
			if a.Source == "cbo-baselines" {
				add("CBO", a.Series, a)
			}
		}
	default:
		return nil, &pipeline.UnknownError{Kind: "forecaster", Name: name, Known: ClaimNames()}
	}
	return out, nil
}

// ClaimNames returns the names that [EmbeddedClaims] knows.
func ClaimNames() []string { return []string{"cbo", "nato"} }
