package calibrate

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/defcast/defcast/data"
)

// Row is the factor of one side and level,
//
//	log c = Constant + LogH·log h + (PerN + LogHPerN·log h)·10/n + LogWidth·log(w/√h).
//
// It is a power of the horizon h, so that it is smooth and goes one way as h
// grows, also beyond the horizons that were seen. The correction for a short
// history of n values vanishes for long ones. w is the distance of the limit
// from the median over the mean yearly change of the history ([score.Scale]):
// with LogWidth below 0 a band that is narrow beside how the series moves is
// widened more than one that is wide, which draws a spread estimated from few
// values towards that of other series. The factor is kept between 1/10 and 10.
type Row struct {
	Upper    bool    // above the median
	Level    float64 // of the central interval whose limit it moves: 0.95 for the quantiles 0.025 and 0.975
	Constant float64
	LogH     float64
	PerN     float64
	LogHPerN float64
	LogWidth float64
}

const (
	unitN     = 10.0
	maxFactor = 10.0
	maxWidth  = 50.0 // w/√h is taken no further than this from 1, either way
)

// terms returns what the coefficients are multiplied by. A history without
// scale (it never changed, or is too short) has no term of the width.
func terms(h, n int, width float64) [nTerms]float64 {
	lh, in := math.Log(float64(h)), unitN/float64(n)
	w := 0.0
	if width > 0 && !math.IsInf(width, 1) {
		w = clamp(math.Log(width)-lh/2, math.Log(maxWidth))
	}
	return [nTerms]float64{1, lh, in, lh * in, w}
}

// clamp keeps v between -limit and limit.
func clamp(v, limit float64) float64 { return math.Max(-limit, math.Min(limit, v)) }

// Factor returns c, h years ahead from n observed values, for a limit whose
// distance from the median is width times the scale of the history.
func (r Row) Factor(h, n int, width float64) float64 {
	log := 0.0
	x := terms(h, n, width)
	for i, b := range r.coefficients() {
		log += b * x[i]
	}
	return math.Exp(clamp(log, math.Log(maxFactor)))
}

func (r Row) coefficients() [nTerms]float64 {
	return [nTerms]float64{r.Constant, r.LogH, r.PerN, r.LogHPerN, r.LogWidth}
}

// Table says how to stretch the bands of a model. The zero Table changes
// nothing.
type Table struct {
	Model   string // what it was learnt for, as its String
	Note    string // from which data, when and by whom
	Series  int    // how many it was learnt from
	Cases   int    // how many outcomes
	Horizon int    // the furthest that was seen
	MinLen  int    // the shortest history that was seen
	Rows    []Row  // by side, lower first, and rising level
}

const tableHead = "side,level,constant,log_h,per_n,log_h_per_n,log_width"

// Write writes the table as CSV, with what it was learnt from in lines that
// begin with "#".
func (t Table) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# model: %s\n# note: %s\n# series: %d\n# cases: %d\n# horizon: %d\n# minlen: %d\n%s\n",
		t.Model, strings.ReplaceAll(t.Note, "\n", " "), t.Series, t.Cases, t.Horizon, t.MinLen, tableHead)
	for _, r := range t.Rows {
		side := "lower"
		if r.Upper {
			side = "upper"
		}
		fmt.Fprintf(b, "%s,%g", side, r.Level)
		for _, v := range r.coefficients() {
			fmt.Fprintf(b, ",%.5f", v)
		}
		fmt.Fprintln(b)
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write calibration table: %w", err)
	}
	return nil
}

// MustParse reads a table that is part of the program; it panics where [Read]
// fails.
func MustParse(text string) Table {
	t, err := Read("calibration", strings.NewReader(text))
	if err != nil {
		panic("calibrate: " + err.Error())
	}
	return t
}

// Read reads a table as [Table.Write] writes it; name is that of the file in
// errors, which are [data.SyntaxError]s.
func Read(name string, r io.Reader) (Table, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return Table{}, fmt.Errorf("read calibration table %s: %w", name, err)
	}
	var t Table
	for i, line := range strings.Split(string(text), "\n") {
		if fact, ok := strings.CutPrefix(line, "# "); ok {
			if err := t.setFact(fact); err != nil {
				return Table{}, &data.SyntaxError{File: name, Line: i + 1, Msg: err.Error()}
			}
		}
	}
	rows := csv.NewReader(strings.NewReader(string(text)))
	rows.Comment = '#'
	rows.FieldsPerRecord = strings.Count(tableHead, ",") + 1
	for first := true; ; first = false {
		fields, err := rows.Read()
		if err == io.EOF {
			return t, t.check(name)
		}
		if err != nil {
			return Table{}, fmt.Errorf("read calibration table %s: %w", name, err)
		}
		line, _ := rows.FieldPos(0)
		if first {
			if got := strings.Join(fields, ","); got != tableHead {
				return Table{}, &data.SyntaxError{File: name, Line: line, Msg: fmt.Sprintf("bad header %q (want %s)", got, tableHead)}
			}
			continue
		}
		row, err := parseRow(fields)
		if err != nil {
			return Table{}, &data.SyntaxError{File: name, Line: line, Msg: err.Error()}
		}
		t.Rows = append(t.Rows, row)
	}
}

// setFact reads "key: value" from a line of the head; other text is a remark.
func (t *Table) setFact(fact string) (err error) {
	key, value, _ := strings.Cut(fact, ": ")
	switch key {
	case "model":
		t.Model = value
	case "note":
		t.Note = value
	case "series":
		t.Series, err = strconv.Atoi(value)
	case "cases":
		t.Cases, err = strconv.Atoi(value)
	case "horizon":
		t.Horizon, err = strconv.Atoi(value)
	case "minlen":
		t.MinLen, err = strconv.Atoi(value)
	}
	if err != nil {
		return fmt.Errorf("bad %s %q (want a whole number)", key, value)
	}
	return nil
}

func parseRow(fields []string) (Row, error) {
	r := Row{Upper: fields[0] == "upper"}
	if !r.Upper && fields[0] != "lower" {
		return Row{}, fmt.Errorf("bad side %q (want lower or upper)", fields[0])
	}
	for i, p := range []*float64{&r.Level, &r.Constant, &r.LogH, &r.PerN, &r.LogHPerN, &r.LogWidth} {
		v, err := strconv.ParseFloat(fields[i+1], 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return Row{}, fmt.Errorf("bad number %q (want a finite one)", fields[i+1])
		}
		*p = v
	}
	if r.Level <= 0 || r.Level >= 1 {
		return Row{}, fmt.Errorf("bad level %g (want it between 0 and 1)", r.Level)
	}
	return r, nil
}

// check holds the order that newStretch relies on.
func (t Table) check(name string) error {
	if len(t.Rows) == 0 {
		return &data.SyntaxError{File: name, Msg: "no rows (want at least one level)"}
	}
	for i := 1; i < len(t.Rows); i++ {
		a, b := t.Rows[i-1], t.Rows[i]
		if a.Upper && !b.Upper || a.Upper == b.Upper && b.Level <= a.Level {
			return &data.SyntaxError{File: name, Where: fmt.Sprintf("level %g", b.Level), Msg: "out of order (want lower before upper and levels that rise)"}
		}
	}
	return nil
}
