package source

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

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

// imfNames are the Fund's spellings that others do not use.
var imfNames = spell(map[string]string{
	"Democratic Republic of the Congo": "COD", "China, People's Republic of": "CHN", "Hong Kong Special Administrative Region, People's Republic of China": "HKG",
	"Kosovo, Republic of": "XKX", "Taiwan": "TWN", "Türkiye, Republic of": "TUR", "Poland, Republic of": "POL", "Netherlands, The": "NLD",
	"Estonia, Republic of": "EST", "Latvia, Republic of": "LVA", "Lithuania, Republic of": "LTU", "Slovenia, Republic of": "SVN",
	"Croatia, Republic of": "HRV", "Serbia, Republic of": "SRB", "Belarus, Republic of": "BLR", "Armenia, Republic of": "ARM",
	"Azerbaijan, Republic of": "AZE", "Kazakhstan, Republic of": "KAZ", "Uzbekistan, Republic of": "UZB", "Tajikistan, Republic of": "TJK",
	"Iran, Islamic Republic of": "IRN", "Yemen, Republic of": "YEM", "Fiji, Republic of": "FJI", "Madagascar, Republic of": "MDG",
	"Mozambique, Republic of": "MOZ", "South Sudan, Republic of": "SSD", "Eswatini, Kingdom of": "SWZ", "Lesotho, Kingdom of": "LSO",
	"Bahrain, Kingdom of": "BHR", "Egypt, Arab Republic of": "EGY", "Ethiopia, The Federal Democratic Republic of": "ETH",
	"Lao People's Democratic Republic": "LAO", "Venezuela, República Bolivariana de": "VEN", "Marshall Islands, Republic of the": "MHL",
	"Micronesia, Federated States of": "FSM", "Palau, Republic of": "PLW", "Nauru, Republic of": "NRU", "San Marino, Republic of": "SMR",
	"Timor-Leste, Democratic Republic of": "TLS", "Tanzania, United Republic of": "TZA", "Equatorial Guinea, Republic of": "GNQ",
	"Congo, Democratic Republic of the": "COD", "Macao Special Administrative Region, People's Republic of China": "MAC",
	"Aruba, Kingdom of the Netherlands": "ABW", "Andorra, Principality of": "AND", "Comoros, Union of the": "COM",
	"São Tomé and Príncipe, Democratic Republic of": "STP", "Afghanistan, Islamic Republic of": "AFG", "Mauritania, Islamic Republic of": "MRT",
})

// imfSubject is a variable of the database. Files give its code, or only the
// two descriptions.
type imfSubject struct {
	code, about, units string
	kind               imfKind
}

type imfKind uint8

const (
	imfNumber imfKind = iota
	imfLCU
	imfLCUConstant
	imfUSD
	imfPPP
	imfPercent
	imfPPPRate
)

var imfSubjects = []imfSubject{
	{"NGDP_R", "Gross domestic product, constant prices", "National currency", imfLCUConstant},
	{"NGDP_RPCH", "Gross domestic product, constant prices", "Percent change", imfPercent},
	{"NGDP", "Gross domestic product, current prices", "National currency", imfLCU},
	{"NGDPD", "Gross domestic product, current prices", "U.S. dollars", imfUSD},
	{"PPPGDP", "Gross domestic product, current prices", "Purchasing power parity; international dollars", imfPPP},
	{"NGDP_D", "Gross domestic product, deflator", "Index", imfNumber},
	{"NGDPRPC", "Gross domestic product per capita, constant prices", "National currency", imfLCUConstant},
	{"NGDPPC", "Gross domestic product per capita, current prices", "National currency", imfLCU},
	{"NGDPDPC", "Gross domestic product per capita, current prices", "U.S. dollars", imfUSD},
	{"PPPPC", "Gross domestic product per capita, current prices", "Purchasing power parity; international dollars", imfPPP},
	{"NGAP_NPGDP", "Output gap in percent of potential GDP", "Percent of potential GDP", imfPercent},
	{"PPPSH", "Gross domestic product based on purchasing-power-parity (PPP) share of world total", "Percent", imfPercent},
	{"PPPEX", "Implied PPP conversion rate", "National currency per current international dollar", imfPPPRate},
	{"PCPI", "Inflation, average consumer prices", "Index", imfNumber},
	{"PCPIPCH", "Inflation, average consumer prices", "Percent change", imfPercent},
	{"PCPIE", "Inflation, end of period consumer prices", "Index", imfNumber},
	{"PCPIEPCH", "Inflation, end of period consumer prices", "Percent change", imfPercent},
	{"LUR", "Unemployment rate", "Percent of total labor force", imfPercent},
	{"LE", "Employment", "Persons", imfNumber},
	{"LP", "Population", "Persons", imfNumber},
	{"GGR", "General government revenue", "National currency", imfLCU},
	{"GGR_NGDP", "General government revenue", "Percent of GDP", imfPercent},
	{"GGX", "General government total expenditure", "National currency", imfLCU},
	{"GGX_NGDP", "General government total expenditure", "Percent of GDP", imfPercent},
	{"GGXCNL", "General government net lending/borrowing", "National currency", imfLCU},
	{"GGXCNL_NGDP", "General government net lending/borrowing", "Percent of GDP", imfPercent},
	{"GGXONLB", "General government primary net lending/borrowing", "National currency", imfLCU},
	{"GGXONLB_NGDP", "General government primary net lending/borrowing", "Percent of GDP", imfPercent},
	{"GGXWDN", "General government net debt", "National currency", imfLCU},
	{"GGXWDN_NGDP", "General government net debt", "Percent of GDP", imfPercent},
	{"GGXWDG", "General government gross debt", "National currency", imfLCU},
	{"GGXWDG_NGDP", "General government gross debt", "Percent of GDP", imfPercent},
	{"NGDP_FY", "Gross domestic product corresponding to fiscal year, current prices", "National currency", imfLCU},
	{"BCA", "Current account balance", "U.S. dollars", imfUSD},
	{"BCA_NGDPD", "Current account balance", "Percent of GDP", imfPercent},
}

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
	if decimalComma(w.Sheet, order) {
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

var imfScales = map[string]int{
	"": 0, "units": 0, "0": 0, "n/a": 0, "--": 0, "thousands": 3, "3": 3, "millions": 6, "6": 6, "billions": 9, "9": 9, "trillions": 12, "12": 12,
}

var imfBase = regexp.MustCompile(`Base year: (\d{4})`)

// unit returns the unit and the power of ten to it: money keeps the file's
// scale, percent become fractions and counts single units.
func (sub imfSubject) unit(country string, scale int, notes string, published data.Date) (data.Unit, int) {
	lcu := data.CurrencyOf(country, published)
	switch sub.kind {
	case imfPercent:
		return data.Fraction, -2
	case imfUSD:
		return data.Unit{Kind: data.Money, Currency: "USD", Scale: scale}, 0
	case imfPPP:
		return data.Unit{Kind: data.Money, Currency: data.International, Scale: scale}, 0
	case imfPPPRate:
		if lcu != "" {
			return data.Unit{Kind: data.Rate, Currency: lcu + "/" + data.International}, 0
		}
	case imfLCU, imfLCUConstant:
		if lcu == "" {
			break
		}
		u := data.Unit{Kind: data.Money, Currency: lcu, Scale: scale}
		if sub.kind == imfLCUConstant {
			u.Constant = data.UnstatedBase
			if m := imfBase.FindStringSubmatch(notes); m != nil {
				u.Constant, _ = year(m[1])
			}
		}
		return u, 0
	}
	return data.Unit{}, scale
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

// imfKindOf reads the words, or SDMX codes, of units.
func imfKindOf(about, units string) imfKind {
	u := strings.ToLower(units)
	switch {
	case strings.Contains(u, "per current international") || strings.Contains(u, "per international"):
		return imfPPPRate
	case strings.Contains(u, "percent"), u == "pt", strings.HasPrefix(u, "pt_"):
		return imfPercent
	case strings.Contains(u, "international dollar"), strings.Contains(u, "purchasing power"):
		return imfPPP
	case strings.Contains(u, "u.s. dollar"), strings.Contains(u, "us dollar"), u == "usd":
		return imfUSD
	case strings.Contains(u, "national currency"), strings.Contains(u, "domestic currency"), u == "xdc":
		if strings.Contains(strings.ToLower(about), "constant") {
			return imfLCUConstant
		}
		return imfLCU
	}
	return imfNumber
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

// imfDates finds the edition of a file, and that it is one.
type imfDates struct {
	published data.Date // given by the user
	stated    data.Date // by a footer or a column
	structure string
	updated   data.Date // the latest COUNTRY_UPDATE_DATE
	actuals   []data.Year
}

var (
	imfFooterDate = regexp.MustCompile(`World Economic Outlook[^,]*, *([A-Z][a-z]+) (\d{4})`)
	imfVintage    = regexp.MustCompile(`WEO_(\d{4})_(APR|OCT)`)
)

func (d *imfDates) scan(w imfSheet) error {
	for r, err := range w.after(w.header) {
		if err != nil {
			return err
		}
		if id := r.Cell(w.structure); id != "" && !imfFooter(r) {
			if d.structure != "" && id != d.structure {
				return r.errorf(w.structure, "%s, above %s (want one vintage in a file)", id, d.structure)
			}
			d.structure = id
		}
		if u := imfDate(r.Cell(w.update)); u.Compare(d.updated) > 0 {
			d.updated = u
		}
		if y, ok := year(r.Cell(w.actual)); ok {
			d.actuals = append(d.actuals, y)
		}
		stated := imfDate(r.Cell(w.published))
		if m := imfFooterDate.FindStringSubmatch(r.Cell(0)); m != nil {
			stated = imfMonth(m[1], m[2])
		}
		if stated.IsZero() {
			continue
		}
		if !d.stated.IsZero() && stated != d.stated {
			return r.errorf(-1, "published %s, above %s (want one vintage in a file)", stated, d.stated)
		}
		d.stated = stated
	}
	return nil
}

// edition returns the date and how it is known. The database comes out each
// April and October; the updates of January and July revise no countries' data.
func (d *imfDates) edition() (data.Date, string) {
	if m := imfVintage.FindStringSubmatch(d.structure); m != nil {
		return imfMonth(m[2][:1]+strings.ToLower(m[2][1:]), m[1]), "the dataset's name"
	}
	switch {
	case !d.published.IsZero():
		return d.published, "given"
	case !d.stated.IsZero():
		return d.stated, "the file says so"
	case d.updated.IsZero() && len(d.actuals) == 0:
		return data.Date{}, ""
	case d.updated.IsZero():
		// Half of the countries and more have closed the year before an edition.
		slices.Sort(d.actuals)
		last := d.actuals[len(d.actuals)/2]
		return data.Date{Year: int(last) + 1}, fmt.Sprintf("most countries' last actual is of %d", last)
	}
	e := data.Date{Year: d.updated.Year, Month: time.April}
	switch {
	case d.updated.Month > time.October:
		e.Year++
	case d.updated.Month > time.April:
		e.Month = time.October
	}
	return e, fmt.Sprintf("the first edition after the latest country update, %s", d.updated)
}

func imfMonth(month, y string) data.Date {
	t, err := time.Parse("January 2006", month+" "+y)
	if err != nil {
		if t, err = time.Parse("Jan 2006", month+" "+y); err != nil {
			return data.Date{}
		}
	}
	return data.Date{Year: t.Year(), Month: t.Month()}
}

// imfDate reads the American and the ISO form, with or without a time, and
// Excel's day number.
func imfDate(s string) data.Date {
	s, _, _ = strings.Cut(s, " ")
	s, _, _ = strings.Cut(s, "T")
	return wbDate(s)
}
