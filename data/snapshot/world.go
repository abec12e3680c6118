package snapshot

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"path"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
)

// The databases of the world: SIPRI, NATO, the IMF. One edition says the same
// thing of many countries, so what it says is written once, in
// world/series.csv, and the figures are rows of five cells. A series "gdp@weo2025-10"
// there is "kor-gdp@weo2025-10" of Korea here.

// worldDir is the directory of the databases. Its files series.csv, years.csv
// and measures.csv define; every other one holds figures.
const worldDir = "world"

// edition is a row of world/series.csv: one variable of one edition.
type edition struct {
	series     data.Series // without country and values
	rule       string      // of years.csv
	unit       string      // "LCU" stands for the currency of the country
	source     string
	confidence Confidence
	announces  string
	line       int
	used       bool
}

// world carries what is read of the databases.
type world struct {
	*reader
	years    map[string]map[string]data.YearBasis // by rule and country; "" is every other country
	editions map[string]*edition
	entries  map[string]entry // the series of the countries
	texts    slab[string]
	values   slab[float64]
	status   slab[data.Status]
}

// printing is what figures of a series of a database have beside the series
// itself. There are tens of thousands of them: they are put together when asked
// for.
type printing struct {
	confidence Confidence
	file       string
	line       int      // of the first
	text       []string // of the years that have a value, one a line
}

// figures returns the rows of a series.
func (p *printing) figures(s data.Series) []Figure {
	rows := make([]Figure, 0, len(p.text))
	for i, v := range s.Values {
		if math.IsNaN(v) {
			continue
		}
		k := len(rows)
		rows = append(rows, Figure{Series: s.ID, Year: s.Start + data.Year(i), Text: p.text[k], Value: v, Status: s.Status[i],
			Published: s.Vintage, Source: s.Source, Confidence: p.confidence, File: p.file, Line: p.line + k})
	}
	return rows
}

// readWorld reads the databases; there may be none.
func (r *reader) readWorld() error {
	files, err := fs.ReadDir(r.fsys, worldDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	r.dir = worldDir
	w := &world{reader: r, years: map[string]map[string]data.YearBasis{}, editions: map[string]*edition{}, entries: map[string]entry{}}
	for _, step := range []func() error{w.readYears, w.readEditions} {
		if err := step(); err != nil {
			return err
		}
	}
	for _, f := range files {
		if slices.Contains([]string{"series.csv", "years.csv", "measures.csv"}, f.Name()) {
			continue
		}
		if err := w.readTable(f.Name()); err != nil {
			return err
		}
	}
	if err := w.unused(); err != nil {
		return err
	}
	r.world = w.entries
	return w.readMeasures()
}

const yearsHeader = "rule,country,basis,about"

// readYears reads which twelve months a publisher's year stands for. The row
// without a country is the rule; the others are its exceptions.
func (w *world) readYears() error {
	var last string
	return w.optional("years.csv", yearsHeader, func(rec *record) {
		rule, country := rec.word("rule"), rec.text("country")
		rec.after(&last, rule+" "+country)
		rec.word("about")
		if w.years[rule] == nil {
			if country != "" {
				rec.fault("country", "exception of rule %q before the rule", rule)
			}
			w.years[rule] = map[string]data.YearBasis{}
		}
		w.years[rule][country] = parsed(rec, "basis", data.ParseYearBasis)
	})
}

const editionHeader = "series,name,years,unit,vintage,source,confidence,announces,about"

// readEditions reads the catalogue of the databases. A vintage is needed: what
// has none is no edition.
func (w *world) readEditions() error {
	var last string
	return table(w.fsys, path.Join(worldDir, "series.csv"), editionHeader, func(rec *record) {
		e := &edition{rule: rec.word("years"), unit: rec.word("unit"), source: w.source(rec), announces: rec.text("announces"),
			confidence: parsed(rec, "confidence", parseConfidence), line: rec.line}
		e.series = data.Series{ID: rec.word("series"), Name: rec.word("name"), Vintage: rec.day("vintage"),
			Source: e.source, Note: rec.text("about")}
		rec.after(&last, e.series.ID)
		if w.years[e.rule] == nil {
			rec.fault("years", "%q is no rule of years.csv", e.rule)
		}
		w.editions[e.series.ID] = e
	})
}

const tableHeader = "series,country,year,value,status"

// readTable reads the figures of one file, in the order of series, country and
// year. A year without a value has no row.
func (w *world) readTable(name string) error {
	var series, country string
	var year data.Year
	var s data.Series
	var p *printing
	err := table(w.fsys, path.Join(worldDir, name), tableHeader, func(rec *record) {
		id, c, y := rec.word("series"), rec.word("country"), rec.year("year")
		if cmp.Or(cmp.Compare(id, series), cmp.Compare(c, country), cmp.Compare(y, year)) <= 0 {
			rec.fault("", "row %q follows %q (want rows in order, each once)", fmt.Sprint(id, " ", c, " ", int(y)), fmt.Sprint(series, " ", country, " ", int(year)))
		}
		if id != series || c != country {
			w.end(s, p)
			s, p = w.begin(rec, id, c, y)
		}
		series, country, year = id, c, y
		text, status := rec.word("value"), parsed(rec, "status", data.ParseStatus)
		for s.End() < y-1 && rec.err == nil {
			s.Values, s.Status = append(s.Values, math.NaN()), append(s.Status, status)
		}
		s.Values, s.Status = append(s.Values, rec.number("value")), append(s.Status, status)
		p.text = append(p.text, text)
	})
	if err == nil {
		w.end(s, p)
	}
	return err
}

// begin opens the series of a country in an edition.
func (w *world) begin(rec *record, series, country string, first data.Year) (data.Series, *printing) {
	e, ok := w.editions[series]
	if !ok {
		rec.fault("series", "%q is not in series.csv", series)
		e = &edition{unit: "number"}
	}
	if !data.Known(country) {
		rec.fault("country", "%q is no country", country)
	}
	e.used = true
	s := e.series
	s.ID, s.Country, s.Start = prefixed(country, s.ID), country, first
	if _, ok := w.byID[s.ID]; ok {
		rec.fault("series", "%q is also in another file", s.ID)
	}
	s.Basis, ok = w.years[e.rule][country]
	if !ok {
		s.Basis = w.years[e.rule][""]
	}
	var err error
	s.Unit, err = data.ParseUnit(strings.Replace(e.unit, "LCU", data.CurrencyOf(country, s.Vintage), 1))
	if err != nil {
		rec.fault("unit", "%v", err)
	}
	s.Values, s.Status = w.values.take(), w.status.take()
	return s, &printing{confidence: e.confidence, file: rec.file, line: rec.line, text: w.texts.take()}
}

// end keeps a series that has been read; before the first there is none.
func (w *world) end(s data.Series, p *printing) {
	if p == nil {
		return
	}
	s.Values, s.Status, p.text = w.values.give(s.Values), w.status.give(s.Status), w.texts.give(p.text)
	w.keep(s)
	w.into.printings[s.ID] = p
	e := w.editions[s.ID[len("xxx-"):]]
	announces := ""
	if e.announces != "" {
		announces = prefixed(s.Country, e.announces)
	}
	w.entries[s.ID] = entry{series: s, announces: announces, line: e.line, used: true}
}

// prefixed returns the id of a country's series.
func prefixed(country, id string) string { return strings.ToLower(country) + "-" + id }

// unused reports an edition without figures.
func (w *world) unused() error {
	for _, id := range slices.Sorted(maps.Keys(w.editions)) {
		if e := w.editions[id]; !e.used {
			rec := record{file: path.Join(worldDir, "series.csv"), line: e.line}
			rec.fault(id, "has no figures")
			return rec.err
		}
	}
	return nil
}

// readMeasures reads the ratios that the databases make possible: each row
// holds for the countries it lists or, where it lists none, for all that have
// its numerator.
func (w *world) readMeasures() error {
	countries := map[string]bool{}
	for _, s := range w.byID {
		countries[s.Country] = true
	}
	return w.optional("measures.csv", "countries,"+measureHeader, func(rec *record) {
		m := w.measure(rec)
		list := strings.Fields(rec.text("countries"))
		if len(list) == 0 {
			for _, c := range slices.Sorted(maps.Keys(countries)) {
				if w.known(prefixed(c, m.Numerator)) {
					list = append(list, c)
				}
			}
		}
		for _, c := range list {
			m := ofCountry(m, c)
			m.Basis = w.bases[m.Numerator].Basis // which differs by country
			w.define(rec, m)
		}
	})
}

// ofCountry returns the measure with the series of one country.
func ofCountry(m data.Measure, country string) data.Measure {
	m.Country = country
	m.Precursors = slices.Clone(m.Precursors)
	ids := []*string{&m.Numerator, &m.Denominator.Series, &m.Denominator.Outlook}
	for i := range m.Precursors {
		ids = append(ids, &m.Precursors[i])
	}
	for _, id := range ids {
		if *id != "" {
			*id = prefixed(country, *id)
		}
	}
	return m
}

// slab hands out slices to append to, one after the other, from large blocks:
// tens of thousands of short ones would cost more to allocate than to read.
type slab[T any] struct{ free []T }

const slabBlock, slabRoom = 4096, 64

// take returns an empty slice with room; give takes back what it did not use.
func (s *slab[T]) take() []T {
	if cap(s.free) < slabRoom {
		s.free = make([]T, 0, slabBlock)
	}
	return s.free
}

func (s *slab[T]) give(used []T) (kept []T) {
	s.free = used[len(used):]
	return used[:len(used):len(used)]
}
