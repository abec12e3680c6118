// Package export writes series for other programs: tidy CSV, SDMX-CSV and an
// Excel workbook in which colours tell estimates, as SIPRI's do. What it writes
// as CSV, package data/source reads.
package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/defcast/defcast/data"
)

// Format is a way to write series.
type Format struct {
	Name  string
	Ext   string // of files, with the dot
	Write func(io.Writer, []data.Series) error
}

// Formats returns the formats; the first is the default.
func Formats() []Format {
	return []Format{{"csv", ".csv", tidy}, {"sdmx-csv", ".csv", sdmx}, {"xlsx", ".xlsx", workbook}}
}

// Names returns the names of the formats.
func Names() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// Lookup returns the format of a name and whether there is one.
func Lookup(name string) (Format, bool) {
	i := slices.IndexFunc(Formats(), func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return Formats()[i], true
}

func exact(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// each calls f for every value that is not missing.
func each(series []data.Series, f func(s data.Series, y data.Year, v float64) error) error {
	for _, s := range series {
		for i, v := range s.Values {
			if math.IsNaN(v) {
				continue
			}
			if err := f(s, s.Start+data.Year(i), v); err != nil {
				return err
			}
		}
	}
	return nil
}

// records writes a header and what rows puts.
func records(w io.Writer, header []string, rows func(put func(...string) error) error) error {
	c := csv.NewWriter(w)
	if err := c.Write(header); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := rows(func(cells ...string) error { return c.Write(cells) }); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	c.Flush()
	return c.Error()
}

func tidy(w io.Writer, series []data.Series) error {
	header := []string{"series", "country", "name", "year", "value", "unit", "basis", "status", "published", "source"}
	return records(w, header, func(put func(...string) error) error {
		return each(series, func(s data.Series, y data.Year, v float64) error {
			return put(s.ID, s.Country, s.Name, strconv.Itoa(int(y)), exact(v), s.Unit.String(), s.Basis.String(),
				s.StatusAt(y).String(), s.PublishedAt(y).String(), s.Source)
		})
	})
}

// obsStatus are the codes of SDMX's CL_OBS_STATUS. It has none for the stages
// of a budget: what is enacted is normal, what is asked for or planned provisional.
var obsStatus = map[data.Status]string{
	data.Settled: "A", data.Amended: "A", data.Initial: "A", data.Request: "P", data.Plan: "P",
	data.Estimate: "E", data.Forecast: "F", data.Uncertain: "U",
}

// sdmx writes SDMX-CSV 2.0 with one series a dataset key: country and id.
func sdmx(w io.Writer, series []data.Series) error {
	header := []string{"STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "FREQ", "INDICATOR", "UNIT_MEASURE", "TIME_PERIOD", "OBS_VALUE",
		"OBS_STATUS", "UNIT_MULT", "BASE_PER", "CURRENCY"}
	return records(w, header, func(put func(...string) error) error {
		return each(series, func(s data.Series, y data.Year, v float64) error {
			unit, mult, base, currency := sdmxUnit(s.Unit)
			return put("dataflow", "DEFCAST:SERIES(1.0)", "I", s.Country, "A", strings.ToUpper(strings.ReplaceAll(s.ID, "-", "_")), unit,
				strconv.Itoa(int(y)), exact(v), obsStatus[s.StatusAt(y)], strconv.Itoa(mult), base, currency)
		})
	})
}

// sdmxUnit returns unit, multiplier, base period and currency. A fraction is
// percent with the multiplier 2, so that its digits stay.
func sdmxUnit(u data.Unit) (unit string, mult int, base, currency string) {
	if u.Constant > data.UnstatedBase {
		base = strconv.Itoa(int(u.Constant))
	}
	switch u.Kind {
	case data.Share:
		return "PT", u.Scale + 2, base, ""
	case data.Money:
		if u.Currency == data.International {
			return "USD_PPP", u.Scale, base, ""
		}
		return u.Currency, u.Scale, base, u.Currency
	case data.Rate:
		return strings.ReplaceAll(u.Currency, "/", "_PER_"), 0, base, ""
	}
	return "_Z", u.Scale, base, ""
}
