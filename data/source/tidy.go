package source

import (
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
)

func init() {
	register(reader{
		Publisher: Publisher{
			Key: "tidy", Name: "you", Title: "Tidy table",
			Terms: "as its datapackage.json says",
			Years: "as its column basis says; calendar years without one",
			Reads: "CSV with one value a row (country or series, year, value; optionally variable, unit, basis, status, published, vintage, note), with or without datapackage.json",
			Ref:   "https://datapackage.org/standard/data-package/",
		},
		rank: 9,
		knows: func(f *File) bool {
			return slices.ContainsFunc(f.Sheets, func(s *Sheet) bool { return tidyTableOf(s) != nil })
		},
		read: readTidy,
	})
}

var tidyNames = spell(nil)

// tidyTable is a sheet with one value a row. Columns are -1 where there is none.
type tidyTable struct {
	*Sheet
	header                                                                  Row
	series, variable, country, name, year, value, unit, basis, status, note int
	published, vintage, source                                              int
	missing                                                                 []string
	wide                                                                    []int // columns that each are a variable, if there is no column value
}

func tidyTableOf(s *Sheet) *tidyTable {
	if s.file.book != nil || len(s.Head()) == 0 {
		return nil
	}
	h := s.Head()[0]
	t := &tidyTable{
		Sheet: s, header: h,
		series: h.Find("series", "series_id", "id"), variable: h.Find("variable", "indicator", "quantity"),
		country: h.Find("iso3", "country_code", "code", "country"), name: h.Find("name", "title"),
		year: h.Find("year", "fiscal_year", "period"), value: h.Find("value"),
		unit: h.Find("unit", "units"), basis: h.Find("basis", "year_basis"), status: h.Find("status", "stage"), note: h.Find("note", "notes", "about"),
		published: h.Find("published", "announced"), vintage: h.Find("vintage", "edition"), source: h.Find("source"),
	}
	if t.value < 0 && t.country >= 0 && t.year >= 0 {
		t.wide = t.numbers()
	}
	if t.year < 0 || t.value < 0 && len(t.wide) == 0 || t.series < 0 && t.country < 0 {
		return nil
	}
	return t
}

// numbers lists the columns, other than those that are known, in which the
// first rows have nothing but numbers.
func (t *tidyTable) numbers() []int {
	var out []int
	for i := range t.header.Cells {
		known := []int{t.series, t.variable, t.country, t.name, t.year, t.unit, t.basis, t.status, t.note, t.published, t.vintage, t.source}
		if slices.Contains(known, i) || t.header.Cell(i) == "" {
			continue
		}
		figures, words := 0, 0
		for _, r := range t.Head()[1:] {
			if v, err := number(r, i, tidyMissing...); err != nil {
				words++
			} else if v == v {
				figures++
			}
		}
		if figures > words {
			out = append(out, i)
		}
	}
	return out
}

// tidyMissing are the marks of a missing value in a file without a descriptor.
var tidyMissing = []string{"NA", "NaN", "n/a", "..", "-", "...", "xxx", "nan", "null"}

// tidyEdition gathers one vintage of a file.
type tidyEdition struct {
	*builder
	date data.Date
}

// tidyReader is the state of reading one file.
type tidyReader struct {
	file     *File
	opt      Options
	about    map[string]tidyAbout
	editions map[string]*tidyEdition
	order    []string
}

func readTidy(f *File, opt Options) ([]Edition, error) {
	rd := tidyReader{file: f, opt: opt, editions: map[string]*tidyEdition{}}
	about, err := tidySeries(f)
	if err != nil {
		return nil, err
	}
	rd.about = about
	for _, s := range f.Sheets {
		t := tidyTableOf(s)
		if t == nil {
			continue
		}
		t.missing = tidyMissing
		if f.descriptor != nil {
			t.missing = f.descriptor.Missing()
		}
		for r, err := range t.after(t.header) {
			if err != nil {
				return nil, err
			}
			if r.Blank() {
				continue
			}
			if err := rd.row(t, r); err != nil {
				return nil, err
			}
		}
	}
	return rd.finish(), nil
}

func (rd *tidyReader) finish() []Edition {
	slices.Sort(rd.order)
	var out []Edition
	for _, key := range rd.order {
		t := rd.editions[key]
		e := Edition{Format: "tidy CSV", Published: t.date, Series: t.series(), Warnings: t.warnings}
		if !t.date.IsZero() {
			e.Dated = "the column vintage"
		} else if d := rd.file.descriptor; d != nil && key == "" {
			e.Published, e.Dated = tidyDate(d.Published), "datapackage.json"
			if e.Published.IsZero() {
				e.Dated = ""
			}
		}
		if rd.file.descriptor != nil {
			e.Format = "tidy CSV with a Data Package"
		}
		out = append(out, e)
	}
	if len(out) == 0 {
		out = []Edition{{Format: "tidy CSV"}}
	}
	return out
}

// row puts one row into the edition of its vintage.
func (rd *tidyReader) row(t *tidyTable, r Row) error {
	if len(r.Cells) > len(t.header.Cells) {
		return r.errorf(len(t.header.Cells), "%d cells under %d titles: shifted?", len(r.Cells), len(t.header.Cells))
	}
	y, fiscal, err := tidyYear(t, r)
	if err != nil {
		return err
	}
	e, err := rd.edition(t, r)
	if err != nil {
		return err
	}
	columns := t.wide
	if t.value >= 0 {
		columns = []int{t.value}
	}
	for _, i := range columns {
		if err := rd.value(e, t, r, y, fiscal, i); err != nil {
			return err
		}
	}
	return nil
}

// value puts the value in column i of a row into its series.
func (rd *tidyReader) value(e *tidyEdition, t *tidyTable, r Row, y data.Year, fiscal bool, i int) error {
	s, power, err := rd.meta(e, t, r, i)
	if err != nil {
		return err
	}
	if fiscal && s.Basis.IsCalendar() && t.basis < 0 {
		e.warn("%s: FY years without a column basis; kept as calendar years", s.ID)
	}
	v, err := numberIn(r, i, plain, power, t.missing)
	if err != nil {
		return err
	}
	d, err := e.open(s, r)
	if err != nil {
		return err
	}
	st, err := tidyStatus(t, r)
	if err != nil {
		return err
	}
	if err := d.put(y, v, st, r, i); err != nil {
		return err
	}
	if c := r.Cell(t.published); c != "" && v == v {
		p, err := data.ParseDate(c)
		if err != nil {
			return r.errorf(t.published, "%v", err)
		}
		at := d.points[y]
		at.published = p
		d.points[y] = at
	}
	return nil
}

func tidyYear(t *tidyTable, r Row) (data.Year, bool, error) {
	c, fiscal := strings.CutPrefix(r.Cell(t.year), "FY")
	y, ok := year(c)
	if !ok {
		return 0, false, wantYear(r, t.year)
	}
	return y, fiscal, nil
}

// edition returns the vintage a row says it is of; rows that say nothing are
// of the one vintage of the file.
func (rd *tidyReader) edition(t *tidyTable, r Row) (*tidyEdition, error) {
	key := r.Cell(t.vintage)
	e, ok := rd.editions[key]
	if ok {
		return e, nil
	}
	e = &tidyEdition{builder: newBuilder(), date: tidyDate(key)}
	if key != "" && e.date.IsZero() {
		return nil, r.errorf(t.vintage, "bad vintage %q (want YYYY-MM-DD, YYYY-MM or words that end so: \"IMF WEO Oct 2025\")", key)
	}
	rd.editions[key] = e
	rd.order = append(rd.order, key)
	return e, nil
}

// tidyDate reads a date or the one that words end with: "WEO Oct 2025".
func tidyDate(s string) data.Date {
	if d, err := data.ParseDate(s); err == nil {
		return d
	}
	words := strings.Fields(s)
	if len(words) >= 2 {
		if d := imfMonth(words[len(words)-2], words[len(words)-1]); !d.IsZero() {
			return d
		}
	}
	if len(words) > 1 {
		if d, err := data.ParseDate(words[len(words)-1]); err == nil {
			return d
		}
	}
	return data.Date{}
}

// tidyStatuses are words that others use for the statuses of package data.
var tidyStatuses = map[string]data.Status{
	"": data.Settled, "actual": data.Settled, "reported": data.Settled, "outturn": data.Settled, "final": data.Settled, "a": data.Settled,
	"projection": data.Forecast, "projected": data.Forecast, "f": data.Forecast, "e": data.Estimate, "estimated": data.Estimate,
	"provisional": data.Estimate, "preliminary": data.Estimate, "enacted": data.Initial, "budget": data.Initial, "revised": data.Amended,
	"requested": data.Request, "planned": data.Plan, "highly uncertain": data.Uncertain,
}

func tidyStatus(t *tidyTable, r Row) (data.Status, error) {
	c := strings.ToLower(r.Cell(t.status))
	if st, ok := tidyStatuses[c]; ok {
		return st, nil
	}
	st, err := data.ParseStatus(c)
	if err != nil {
		return 0, r.errorf(t.status, "%v", err)
	}
	return st, nil
}

// meta returns what a row, or the table series.csv, says of the series of column
// i and the power of ten to its unit.
func (rd *tidyReader) meta(e *tidyEdition, t *tidyTable, r Row, i int) (data.Series, int, error) {
	id := r.Cell(t.series)
	if a, ok := rd.about[id]; ok && id != "" {
		return a.Series, a.power, nil
	}
	if rd.about != nil && id != "" {
		return data.Series{}, 0, r.errorf(t.series, "series %q is not in the table of series", id)
	}
	s := data.Series{ID: id, Name: r.Cell(t.name), Note: r.Cell(t.note)}
	if t.country >= 0 {
		s.Country = tidyCountry(r.Cell(t.country))
	} else if code, _, ok := strings.Cut(id, "-"); ok && data.Known(strings.ToUpper(code)) {
		s.Country = strings.ToUpper(code)
	}
	variable := r.Cell(t.variable)
	if len(t.wide) > 0 {
		variable = t.header.Cell(i)
	}
	if s.ID == "" {
		if s.Country == "" {
			return s, 0, r.errorf(t.country, "a row without a country or series")
		}
		s.ID = strings.Trim(strings.ToLower(s.Country)+"-"+slug(variable), "-")
	}
	if s.Name == "" {
		s.Name = variable
	}
	var err error
	if t.basis >= 0 && r.Cell(t.basis) != "" {
		if s.Basis, err = data.ParseYearBasis(r.Cell(t.basis)); err != nil {
			return s, 0, r.errorf(t.basis, "%v", err)
		}
	}
	// A note of a row is about a value; the series keeps the first one only.
	if d, ok := e.drafts[s.ID]; ok {
		s.Note = d.Note
	}
	unit := r.Cell(t.unit)
	if t.unit < 0 {
		unit = rd.opt.Unit
	}
	if unit == "" && strings.Contains(variable, "%") {
		unit = "percent"
	}
	u, power, ok := tidyUnit(unit, s.Country, e.date)
	if !ok {
		e.warn("%s: unit %q is not known; kept as plain numbers", s.ID, unit)
	}
	s.Unit = u
	return s, power, nil
}

func tidyCountry(c string) string {
	if data.Known(c) {
		return c
	}
	if code, ok := owidCodes[c]; ok {
		return code
	}
	if code, ok := imfCodes[c]; ok {
		return code
	}
	code, _ := tidyNames.code(c)
	return code
}

type tidyAbout struct {
	data.Series
	power int
}

// tidySeries reads the table of series that a Data Package may have beside its
// values: one row a series, with column series and no column value.
func tidySeries(f *File) (map[string]tidyAbout, error) {
	for _, s := range f.Sheets {
		head := s.Head()
		if len(head) == 0 || f.descriptor == nil {
			continue
		}
		h := head[0]
		id, unit := h.Find("series"), h.Find("unit")
		if id < 0 || unit < 0 || h.Find("value") >= 0 {
			continue
		}
		about := map[string]tidyAbout{}
		for r, err := range s.after(h) {
			if err != nil {
				return nil, err
			}
			a, err := tidyAboutOf(h, r, id, unit)
			if err != nil {
				return nil, err
			}
			if _, ok := about[a.ID]; ok || a.ID == "" {
				return nil, r.errorf(id, "series %q is empty or listed twice", a.ID)
			}
			about[a.ID] = a
		}
		return about, nil
	}
	return nil, nil
}

func tidyAboutOf(h, r Row, id, unit int) (tidyAbout, error) {
	a := tidyAbout{Series: data.Series{
		ID: r.Cell(id), Country: r.Cell(h.Find("country")), Name: r.Cell(h.Find("name")),
		Source: r.Cell(h.Find("source")), Note: r.Cell(h.Find("note")),
	}}
	u, power, ok := tidyUnit(r.Cell(unit), a.Country, data.Date{})
	if !ok {
		return a, r.errorf(unit, "bad unit %q (want share, JPY bn, …)", r.Cell(unit))
	}
	a.Unit, a.power = u, power
	if i := h.Find("basis"); i >= 0 && r.Cell(i) != "" {
		b, err := data.ParseYearBasis(r.Cell(i))
		if err != nil {
			return a, r.errorf(i, "%v", err)
		}
		a.Basis = b
	}
	return a, nil
}
