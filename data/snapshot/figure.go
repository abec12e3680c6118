package snapshot

import (
	"fmt"
	"maps"
	"math"
	"path"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
)

// Confidence says how sure a figure is.
type Confidence uint8

// The grades of confidence.
const (
	High   Confidence = iota // an official text or file was read, often two sources
	Medium                   // one transcription or press report, or derived from such
	Low                      // a headline, a doubtful cell, a rounded hint
)

var confidenceNames = [...]string{"high", "medium", "low"}

// String returns the lower-case name used in files.
func (c Confidence) String() string { return confidenceNames[c] }

func parseConfidence(s string) (Confidence, error) {
	i := slices.Index(confidenceNames[:], s)
	if i < 0 {
		return 0, fmt.Errorf("bad confidence %q (want high, medium or low)", s)
	}
	return Confidence(i), nil
}

// Figure is one number with where it stands: what makes an output traceable to
// the digit. A Series holds the same value without its provenance.
type Figure struct {
	Series     string
	Year       data.Year
	Text       string // the value as it stands in the file, to the printed digit
	Value      float64
	Status     data.Status
	Published  data.Date
	Source     string // key of [data.Source]
	Confidence Confidence
	Note       string // "published: regular calendar" where the date is not known from a source
	File       string
	Line       int
}

// Figure returns the row behind a value of a series, and whether there is one.
func (s *Snapshot) Figure(series string, y data.Year) (Figure, bool) {
	rows := s.Figures(series)
	i, ok := slices.BinarySearchFunc(rows, y, func(f Figure, y data.Year) int { return int(f.Year - y) })
	if !ok {
		return Figure{}, false
	}
	return rows[i], true
}

// Figures returns the rows of a series in the order of their years. The slice
// must not be changed.
func (s *Snapshot) Figures(series string) []Figure {
	p, ok := s.printings[series]
	if !ok {
		return s.figures[series]
	}
	values, _ := s.Panel.Get(series)
	return p.figures(values)
}

// entry is a row of series.csv.
type entry struct {
	series    data.Series // without values
	announces string      // id of the series whose later value it foretells
	line      int
	used      bool
}

const catalogHeader = "series,name,basis,vintage,announces,about"

// readCatalog reads what the series of a country are. A vintage dates a series
// that is one edition of the accounts or of a database; without one, each value
// became known on its own day.
func (r *reader) readCatalog() error {
	r.catalog = map[string]entry{}
	var last string
	return r.optional("series.csv", catalogHeader, func(rec *record) {
		e := entry{announces: rec.text("announces"), line: rec.line}
		e.series = data.Series{ID: rec.word("series"), Country: r.country, Name: rec.word("name"),
			Basis: parsed(rec, "basis", data.ParseYearBasis), Vintage: parsed(rec, "vintage", data.ParseDate),
			Note: rec.text("about")}
		rec.after(&last, e.series.ID)
		if _, ok := r.byID[e.series.ID]; ok {
			rec.fault("series", "%q is a series of another country", e.series.ID)
		}
		r.catalog[e.series.ID] = e
	})
}

const figureHeader = "series,year,value,unit,status,published,source,confidence,note"

// readFigures reads the files that hold series and checks that the catalogue
// and they list the same ones.
func (r *reader) readFigures() error {
	for _, name := range []string{"spending.csv", "gdp.csv", "ratios.csv", "composition.csv"} {
		b := builder{reader: r, entries: r.catalog}
		if err := r.optional(name, figureHeader, b.row); err != nil {
			return err
		}
		b.flush()
	}
	return r.settle(r.catalog)
}

// settle checks the entries of which all figures have been read, and announces
// what they announce.
func (r *reader) settle(entries map[string]entry) error {
	for _, id := range slices.Sorted(maps.Keys(entries)) {
		e := entries[id]
		rec := record{file: path.Join(r.dir, "series.csv"), line: e.line}
		if !e.used {
			rec.fault(id, "has no figures")
		}
		if e.announces != "" && !r.known(e.announces) {
			rec.fault(id, "announces %q, which is no series", e.announces)
		}
		if rec.err != nil {
			return rec.err
		}
		r.announce(e)
	}
	return nil
}

// keep adds a finished series to those that ids may refer to, under its id and
// under that without the vintage.
func (r *reader) keep(s data.Series) {
	base, _, _ := strings.Cut(s.ID, "@")
	r.byID[s.ID] = s
	r.bases[base] = s
}

// known reports whether an id names a series, with or without its vintage.
func (r *reader) known(id string) bool {
	_, ok := r.byID[id]
	_, vintage := r.bases[id]
	return ok || vintage
}

// figuresOf returns the rows of a series before it is in the panel.
func (r *reader) figuresOf(s data.Series) []Figure {
	if p, ok := r.into.printings[s.ID]; ok {
		return p.figures(s)
	}
	return r.into.figures[s.ID]
}

// builder makes series of the rows of one file.
type builder struct {
	*reader
	entries map[string]entry // by series: what may be built, and in the end what was
	last    string
	unit    string
	s       data.Series
	rows    []Figure
}

// row adds a figure of a country's own file. Rows come in the order of series
// and year, so that a series is built in one go and a duplicate cannot hide far
// from its twin.
func (b *builder) row(rec *record) {
	f := Figure{Series: rec.word("series"), Year: rec.year("year"), Text: rec.text("value"), Value: rec.number("value"),
		Status: parsed(rec, "status", data.ParseStatus), Published: rec.day("published"), Source: b.source(rec),
		Confidence: parsed(rec, "confidence", parseConfidence), Note: rec.text("note"), File: rec.file, Line: rec.line}
	rec.after(&b.last, f.Series+" "+rec.text("year"))
	if f.Series != b.s.ID {
		b.flush()
		b.open(rec, f)
	}
	if rec.text("unit") != b.unit {
		rec.fault("unit", "%q in a series in %q", rec.text("unit"), b.unit)
	}
	b.put(rec, f)
}

// put appends a figure to the open series. A vintage has one day of
// publication: rows of two editions under one id would be a splice.
func (b *builder) put(rec *record, f Figure) {
	if v := b.s.Vintage; !v.IsZero() && f.Published != v {
		rec.fault("published", "%s in an edition of %s", f.Published, v)
	}
	if rec.err != nil {
		return
	}
	for b.s.End() < f.Year-1 { // years without a row are missing values
		b.add(math.NaN(), f.Status, data.Date{})
	}
	b.add(f.Value, f.Status, f.Published)
	b.s.Source = f.Source // in the end that of the newest value
	b.rows = append(b.rows, f)
}

func (b *builder) add(v float64, s data.Status, p data.Date) {
	b.s.Values = append(b.s.Values, v)
	b.s.Status = append(b.s.Status, s)
	if b.s.Vintage.IsZero() { // else it dates them all
		b.s.Published = append(b.s.Published, p)
	}
}

// open starts the series of a figure, from its entry in the catalogue.
func (b *builder) open(rec *record, f Figure) {
	e, ok := b.entries[f.Series]
	if !ok {
		rec.fault("series", "%q is not in series.csv", f.Series)
	}
	if e.used {
		rec.fault("series", "%q is also in another file", f.Series)
	}
	b.s, b.unit = e.series, rec.text("unit")
	b.s.Unit = parsed(rec, "unit", data.ParseUnit)
	b.s.Start = f.Year
}

// flush ends the series being built and hands it over; without one it does
// nothing.
func (b *builder) flush() {
	if len(b.s.Values) == 0 {
		return
	}
	e := b.entries[b.s.ID]
	e.used, e.series = true, b.s
	b.entries[b.s.ID] = e
	b.keep(b.s)
	b.into.figures[b.s.ID] = b.rows
	b.s, b.rows = data.Series{}, nil
}
