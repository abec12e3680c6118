package source

import (
	"regexp"
	"strings"

	"github.com/defcast/defcast/data"
)

func init() {
	register(reader{
		Publisher: Publisher{
			Key: "imf-weo", Name: "International Monetary Fund", Title: "World Economic Outlook",
			Terms: "IMF Copyright and Usage: free use with attribution; see imf.org/external/terms.htm",
			Years: "Calendar years; fiscal years for the countries whose notes say so, named for the year they begin in or end in as the notes say.",
			Reads: "the whole database and custom reports (tab-separated .xls, CSV), the data portal's CSV, SDMX-CSV and workbook",
			Ref:   "https://www.imf.org/en/Publications/WEO/weo-database",
		},
		rank:  3,
		knows: func(f *File) bool { return len(imfSheets(f)) > 0 },
		read:  readIMF,
	})
}

// imfCodes are the Fund's codes where they are not ISO's.
var imfCodes = map[string]string{"UVK": "XKX", "KOS": "XKX", "WBG": "PSE"}

// imfMissing marks values that are not there.
var imfMissing = []string{"n/a", "--", "-", "NaN"}

// imfSheet is a table that has been recognised; columns are -1 where there is
// none.
type imfSheet struct {
	*Sheet
	header                                         Row
	iso, country, series, subject, about           int
	units, scale, notes, actual, published, update int
	period, value, structure                       int
}

func imfSheets(f *File) []imfSheet {
	var out []imfSheet
	for _, s := range f.Sheets {
		for _, r := range s.Head() {
			if w, ok := imfSheetOf(s, r); ok {
				out = append(out, w)
				break
			}
		}
	}
	return out
}

func imfSheetOf(s *Sheet, r Row) (imfSheet, bool) {
	w := imfSheet{
		Sheet: s, header: r,
		iso: r.Find("ISO", "COUNTRY.ID"), country: r.Find("Country", "Country Group Name"),
		series: r.Find("SERIES_CODE"), subject: r.Find("WEO Subject Code", "INDICATOR.ID"), about: r.Find("Subject Descriptor", "INDICATOR"),
		units: r.Find("Units", "UNIT"), scale: r.Find("Scale"), notes: r.Find("Country/Series-specific Notes"),
		actual:    r.Find("Estimates Start After", "LATEST_ACTUAL_ANNUAL_DATA"),
		published: r.Find("PUBLICATION_DATE"), update: r.Find("COUNTRY_UPDATE_DATE"),
		period: r.Find("TIME_PERIOD"), value: r.Find("OBS_VALUE"), structure: r.Find("STRUCTURE_ID", "DATASET", "DATAFLOW"),
	}
	legacy := r.Find("Subject Descriptor") >= 0 && w.units >= 0
	portal := w.series >= 0 && r.Find("INDICATOR", "INDICATOR.ID") >= 0 && r.Find("COUNTRY", "COUNTRY.ID") >= 0
	sdmx := w.structure >= 0 && w.period >= 0 && w.value >= 0 && r.Find("COUNTRY") >= 0 && r.Find("INDICATOR") >= 0
	return w, legacy || portal || sdmx
}

func readIMF(f *File, opt Options) ([]Edition, error) {
	e := Edition{Format: "World Economic Outlook"}
	b := newBuilder()
	dates := &imfDates{published: opt.Published}
	sheets := imfSheets(f)
	for _, w := range sheets {
		if err := dates.scan(w); err != nil {
			return nil, err
		}
	}
	e.Published, e.Dated = dates.edition()
	for _, w := range sheets {
		read := w.readWide
		if w.period >= 0 && w.value >= 0 {
			read = w.readLong
		}
		if err := read(b, e.Published); err != nil {
			return nil, err
		}
	}
	e.Series, e.Warnings = b.series(), b.warnings
	return []Edition{e}, nil
}

func (w imfSheet) readWide(b *builder, published data.Date) error {
	columns, err := yearColumns(w.header, 1, year)
	if err != nil {
		return err
	}
	order := sortedColumns(columns)
	st := thousands
	if w.file.book == nil && decimalComma(w.Sheet, order) {
		st = comma
	}
	for r, err := range w.after(w.header) {
		if err != nil {
			return err
		}
		if r.Blank() || imfFooter(r) {
			continue
		}
		s, power, err := w.meta(b, r, published)
		if err != nil {
			return err
		}
		d, err := b.open(s, r)
		if err != nil {
			return err
		}
		last, err := w.lastActual(r, published)
		if err != nil {
			return err
		}
		for _, i := range order {
			v, err := numberIn(r, i, st, power, imfMissing)
			if err != nil {
				return err
			}
			if err := d.put(columns[i], v, imfStatus(columns[i], last), r, i); err != nil {
				return err
			}
		}
		if err := titled(w.header, r, order); err != nil {
			return err
		}
	}
	return nil
}

func imfStatus(y, last data.Year) data.Status {
	if y > last {
		return data.Forecast
	}
	return data.Settled
}

// imfFooter takes the lines that stand below a table.
func imfFooter(r Row) bool {
	first := r.Cell(0)
	return strings.HasPrefix(first, "International Monetary Fund") || strings.HasPrefix(first, "Source:") || strings.HasPrefix(first, "©")
}

var imfFiscal = regexp.MustCompile(`^FY(\d{4})/(\d{2})$`)

// lastActual returns the last year that is no estimate: "2023", or "FY2024/25"
// for what runs into 2025. Where a row does not say, as those of country
// groups, the years before that of publication count as actual.
func (w imfSheet) lastActual(r Row, published data.Date) (data.Year, error) {
	c := r.Cell(w.actual)
	if m := imfFiscal.FindStringSubmatch(c); m != nil {
		y, _ := year(m[1])
		return y + 1, nil
	}
	if y, ok := year(c); ok {
		return y, nil
	}
	if c != "" && c != "n/a" && c != "--" && c != "0" {
		return 0, r.errorf(w.actual, "bad last actual year %q (want 2024 or FY2024/25)", c)
	}
	if published.IsZero() {
		return maxYear, nil
	}
	return data.Year(published.Year - 1), nil
}

// meta returns what a row says of its series and the power of ten that its
// values are shifted by.
func (w imfSheet) meta(b *builder, r Row, published data.Date) (data.Series, int, error) {
	country, err := w.countryOf(b, r)
	if err != nil {
		return data.Series{}, 0, err
	}
	sub := w.subjectOf(r)
	s := data.Series{
		ID: strings.ToLower(country) + "-imf-weo-" + data.Slug(sub.code), Country: country, Name: sub.about,
		Note: r.Cell(w.notes),
	}
	if sub.code == "" {
		return s, 0, r.errorf(w.about, "no subject (want a code such as NGDP or a descriptor)")
	}
	scale, ok := imfScales[strings.ToLower(r.Cell(w.scale))]
	if !ok {
		return s, 0, r.errorf(w.scale, "unknown scale %q (want Units, Thousands, Millions, Billions or a power of ten)", r.Cell(w.scale))
	}
	if w.value >= 0 {
		scale = 0 // observations stand unscaled, whatever SCALE says of how they are shown
	}
	u, power := sub.unit(country, scale, s.Note, published)
	s.Unit = u
	return s, power, nil
}

// countryOf prefers codes to names.
func (w imfSheet) countryOf(b *builder, r Row) (string, error) {
	code := r.Cell(w.iso)
	if code == "" && w.series >= 0 {
		code, _, _ = strings.Cut(r.Cell(w.series), ".")
	}
	name := r.Cell(w.country)
	if code == "" && len(name) == 3 && name == strings.ToUpper(name) {
		code = name
	}
	if c, ok := imfCodes[code]; ok {
		code = c
	}
	if data.Known(code) {
		return code, nil
	}
	if name == "" {
		name = code
	}
	c, known := imfNames.code(name)
	if c == "" {
		return "", r.errorf(w.country, "a row without a country")
	}
	if !known && w.iso >= 0 && len(code) == 3 {
		b.warn("%s: %q (%s) is not a country known here; kept as %q", r.place(), name, code, c)
	}
	return c, nil
}

// subjectOf finds the subject by code, then by its descriptions; what the
// table does not have keeps its own code or words.
func (w imfSheet) subjectOf(r Row) imfSubject {
	code := r.Cell(w.subject)
	if parts := strings.Split(r.Cell(w.series), "."); code == "" && len(parts) >= 2 {
		code = parts[1]
	}
	about, units := r.Cell(w.about), r.Cell(w.units)
	if code == "" && about == strings.ToUpper(about) {
		code = about
	}
	for _, s := range imfSubjects {
		if code == s.code || code == "" && strings.EqualFold(about, s.about) && strings.EqualFold(units, s.units) {
			return s
		}
	}
	s := imfSubject{code: code, about: about, units: units, kind: imfKindOf(about, units)}
	if code == "" {
		s.code = slug(about + " " + units)
	}
	return s
}

// readLong reads one observation a row (SDMX-CSV and the portal's).
func (w imfSheet) readLong(b *builder, published data.Date) error {
	freq := w.header.Find("FREQUENCY")
	for r, err := range w.after(w.header) {
		if err != nil {
			return err
		}
		if r.Blank() || imfFooter(r) {
			continue
		}
		if c := r.Cell(freq); c != "" && c != "A" && c != "Annual" {
			return r.errorf(freq, "frequency %q (want A: the World Economic Outlook is annual)", c)
		}
		y, ok := year(r.Cell(w.period))
		if !ok {
			return wantYear(r, w.period)
		}
		s, power, err := w.meta(b, r, published)
		if err != nil {
			return err
		}
		d, err := b.open(s, r)
		if err != nil {
			return err
		}
		v, err := numberIn(r, w.value, plain, power, imfMissing)
		if err != nil {
			return err
		}
		last, err := w.lastActual(r, published)
		if err != nil {
			return err
		}
		if err := d.put(y, v, imfStatus(y, last), r, w.value); err != nil {
			return err
		}
	}
	return nil
}
