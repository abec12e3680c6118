package source

import (
	"regexp"
	"strings"
	"time"

	"github.com/defcast/defcast/data"
)

func init() {
	register(reader{
		Publisher: Publisher{
			Key: "worldbank", Name: "World Bank", Title: "World Development Indicators",
			Terms: "CC BY 4.0",
			Years: "Calendar years, or fiscal years by the year they end in for most countries that report so; the metadata of each country says which.",
			Reads: "API CSV and zip, DataBank export, bulk WDI, and copies re-saved by others",
			Ref:   "https://datahelpdesk.worldbank.org/knowledgebase/articles/889392",
		},
		rank:  2,
		knows: func(f *File) bool { return len(wbSheets(f)) > 0 },
		read:  readWorldBank,
	})
}

// wbCodes are codes that the Bank gave up or that ISO 3166-1 lacks.
var wbCodes = map[string]string{"ADO": "AND", "IMY": "IMN", "KSV": "XKX", "ROM": "ROU", "TMP": "TLS", "WBG": "PSE", "ZAR": "COD"}

// wbSheet is a table that has been recognised.
type wbSheet struct {
	*Sheet
	header Row
	// columns, -1 where there is none
	country, code, series, seriesCode, year, value int
	updated                                        data.Date
	metadata                                       bool
}

func wbSheets(f *File) []wbSheet {
	var out []wbSheet
	for _, s := range f.Sheets {
		if w, ok := wbSheetOf(s); ok {
			out = append(out, w)
		}
	}
	return out
}

func wbSheetOf(s *Sheet) (wbSheet, bool) {
	w := wbSheet{Sheet: s}
	for _, r := range s.Head() {
		if r.Cell(0) == "Last Updated Date" {
			w.updated = wbDate(r.Cell(1))
		}
		w.header = r
		w.country, w.code = r.Find("Country Name", "Name"), r.Find("Country Code", "Code")
		if r.Find("TableName") >= 0 && w.code >= 0 || r.Find("SOURCE_ORGANIZATION") >= 0 {
			w.metadata = true
			return w, true
		}
		if w.code < 0 || w.country < 0 {
			continue
		}
		w.series, w.seriesCode = r.Find("Indicator Name", "Series Name"), r.Find("Indicator Code", "Series Code")
		w.year, w.value = r.Find("Year", "Time"), r.Find("Value")
		columns, err := yearColumns(r, 2, wbYear)
		wide := err == nil && w.year < 0 && len(columns) > 0
		dated := err != nil && r.Find("Country Code") >= 0 && (w.series >= 0 || w.seriesCode >= 0)
		long := w.year >= 0 && r.Find("Country Code") >= 0
		return w, wide || long || dated
	}
	return w, false
}

// wbYear reads "1999" and DataBank's "1999 [YR1999]".
func wbYear(s string) (data.Year, bool) {
	if head, tail, ok := strings.Cut(s, " [YR"); ok && strings.TrimSuffix(tail, "]") == head {
		s = head
	}
	return year(s)
}

func wbDate(s string) data.Date {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.DateOnly, "01/02/2006", "1/2/2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return data.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
		}
	}
	return data.Date{}
}

// wbBulk is the size beyond which a file has all 1,500 indicators: nobody wants
// 400,000 series, and they would not fit in memory.
const wbBulk = 32 << 20

// wbMissing marks values that are not there.
var wbMissing = []string{"..", "NA", "n/a"}

func readWorldBank(f *File, opt Options) ([]Edition, error) {
	e := Edition{Format: "World Development Indicators"}
	b := newBuilder()
	for _, w := range wbSheets(f) {
		if w.metadata {
			continue
		}
		if err := w.findUpdate(); err != nil {
			return nil, err
		}
		if !e.Published.IsZero() && !w.updated.IsZero() && e.Published != w.updated {
			return nil, w.header.errorf(-1, "last updated %s, other parts of the file %s (want one vintage in a file)", w.updated, e.Published)
		}
		if !w.updated.IsZero() {
			e.Published, e.Dated = w.updated, "the file's Last Updated Date"
		}
		published := e.Published
		if !opt.Published.IsZero() {
			published = opt.Published
		}
		if err := w.read(b, published); err != nil {
			return nil, err
		}
	}
	e.Series, e.Warnings = b.series(), b.warnings
	if len(b.drafts) == 0 {
		e.Format = "metadata of World Development Indicators"
	}
	return []Edition{e}, nil
}

// findUpdate looks for the date where DataBank has it: in the last lines.
func (w *wbSheet) findUpdate() error {
	if !w.updated.IsZero() {
		return nil
	}
	for r, err := range w.after(w.header) {
		if err != nil {
			return err
		}
		if d, ok := strings.CutPrefix(r.Cell(0), "Last Updated:"); ok {
			w.updated = wbDate(d)
		}
	}
	return nil
}

func (w wbSheet) read(b *builder, published data.Date) error {
	if w.year >= 0 {
		return w.readLong(b, published)
	}
	columns, err := yearColumns(w.header, 2, wbYear)
	if err != nil {
		return err
	}
	order := sortedColumns(columns)
	bulk := len(w.file.content) > wbBulk && w.seriesCode >= 0
	if bulk {
		b.warn("%s is the bulk file: of its indicators the %d about spending, GDP, prices and people are kept", w.file.Name, len(wbNames))
	}
	for r, err := range w.after(w.header) {
		if err != nil {
			return err
		}
		if r.Cell(w.code) == "" {
			if wbFooter(r) {
				continue
			}
			return r.errorf(w.code, "no country code (want a code such as JPN)")
		}
		if _, wanted := wbNames[r.Cell(w.seriesCode)]; bulk && !wanted {
			continue
		}
		if r.Find("Country Code") >= 0 {
			return r.errorf(-1, "a second header (first in %s; want one table in a file)", w.header.place())
		}
		s, err := w.meta(b, r, r.Cell(w.seriesCode), r.Cell(w.series), published)
		if err != nil {
			return err
		}
		d, err := b.open(s, r)
		if err != nil {
			return err
		}
		for _, i := range order {
			if err := wbPut(d, columns[i], r, i); err != nil {
				return err
			}
		}
		if err := titled(w.header, r, order); err != nil {
			return err
		}
	}
	return nil
}

// wbFooter takes blank rows and the lines that DataBank puts below a table.
func wbFooter(r Row) bool {
	first := r.Cell(0)
	return r.Blank() || strings.HasPrefix(first, "Data from database") || strings.HasPrefix(first, "Last Updated")
}

func wbPut(d *draft, y data.Year, r Row, i int) error {
	read := number
	if d.Unit == data.Fraction {
		read = percent
	}
	v, err := read(r, i, wbMissing...)
	if err != nil {
		return err
	}
	return d.put(y, v, data.Settled, r, i)
}

// readLong reads one row a country and year, with one column an indicator
// ("GDP (current US$) [NY.GDP.MKTP.CD]") or with a single column Value.
func (w wbSheet) readLong(b *builder, published data.Date) error {
	columns := w.valueColumns()
	for r, err := range w.after(w.header) {
		if err != nil {
			return err
		}
		if r.Cell(w.code) == "" && wbFooter(r) {
			continue
		}
		y, ok := wbYear(r.Cell(w.year))
		if !ok {
			return wantYear(r, w.year)
		}
		for _, i := range columns {
			code, name := r.Cell(w.seriesCode), r.Cell(w.series)
			if i != w.value {
				code, name = wbTitle(w.header.Cell(i))
			}
			s, err := w.meta(b, r, code, name, published)
			if err != nil {
				return err
			}
			d, err := b.open(s, r)
			if err != nil {
				return err
			}
			if err := wbPut(d, y, r, i); err != nil {
				return err
			}
		}
	}
	return nil
}

// valueColumns lists the columns of a long table that hold figures.
func (w wbSheet) valueColumns() []int {
	if w.value >= 0 {
		return []int{w.value}
	}
	var out []int
	for i := range w.header.Cells {
		title := w.header.Cell(i)
		known := i == w.country || i == w.code || i == w.year || i == w.series || i == w.seriesCode
		if !known && title != "" && !strings.HasSuffix(title, "Code") && !wbIgnored(title) {
			out = append(out, i)
		}
	}
	return out
}

var wbTitleCode = regexp.MustCompile(`^(.*?) *\[([A-Z0-9]+(?:\.[A-Z0-9]+)+)\]$`)

func wbTitle(title string) (code, name string) {
	if m := wbTitleCode.FindStringSubmatch(title); m != nil {
		return m[2], m[1]
	}
	return "", title
}

// wbIgnored are columns of words in tidy copies.
func wbIgnored(title string) bool {
	switch strings.ToLower(title) {
	case "region", "incomegroup", "income group", "type", "lending type", "capital", "longitude", "latitude":
		return true
	}
	return false
}

// meta returns what a row says of its series. Copies that others tidied may
// name the indicator nowhere in the table; the file's name may still.
func (w wbSheet) meta(b *builder, r Row, code, name string, published data.Date) (data.Series, error) {
	if code == "" {
		code = wbByName[fold(name)]
	}
	if code == "" && name == "" {
		code = wbCodeIn.FindString(strings.ToUpper(w.file.Name))
		if code == "" {
			b.warn("%s names no indicator; its values are kept as %q without a unit", w.file.Name, "value")
			name = "value"
		} else {
			b.warn("%s names no indicator in the table; %s is taken from the file's name", w.file.Name, code)
		}
	}
	if name == "" {
		name = wbNames[code]
	}
	country := r.Cell(w.code)
	if c, ok := wbCodes[country]; ok {
		country = c
	}
	if !data.Known(country) {
		country = slug(r.Cell(w.country))
	}
	if country == "" {
		return data.Series{}, r.errorf(w.country, "a row without a country")
	}
	variable := data.Slug(code)
	if variable == "" {
		variable = slug(name)
	}
	return data.Series{
		ID: strings.ToLower(country) + "-worldbank-" + variable, Country: country, Name: name,
		Unit: wbUnit(code, name, country, published),
	}, nil
}

var wbCodeIn = regexp.MustCompile(`[A-Z]{2}\.[A-Z]{3}\.[A-Z0-9]{2,4}(?:\.[A-Z0-9]{2,4})*`)

// wbNames are the indicators that a defence analyst downloads; the unit of any
// other is read from its name.
var wbNames = map[string]string{
	"MS.MIL.XPND.GD.ZS": "Military expenditure (% of GDP)",
	"MS.MIL.XPND.ZS":    "Military expenditure (% of general government expenditure)",
	"MS.MIL.XPND.CN":    "Military expenditure (current LCU)",
	"MS.MIL.XPND.CD":    "Military expenditure (current USD)",
	"NY.GDP.MKTP.CN":    "GDP (current LCU)",
	"NY.GDP.MKTP.CD":    "GDP (current US$)",
	"NY.GDP.MKTP.KN":    "GDP (constant LCU)",
	"NY.GDP.MKTP.KD":    "GDP (constant 2015 US$)",
	"NY.GDP.MKTP.PP.CD": "GDP, PPP (current international $)",
	"NY.GDP.MKTP.KD.ZG": "GDP growth (annual %)",
	"NY.GDP.DEFL.ZS":    "GDP deflator (base year varies by country)",
	"PA.NUS.FCRF":       "Official exchange rate (LCU per US$, period average)",
	"PA.NUS.PPP":        "PPP conversion factor, GDP (LCU per international $)",
	"SP.POP.TOTL":       "Population, total",
}

var wbByName = func() map[string]string {
	m := map[string]string{}
	for code, name := range wbNames {
		m[fold(name)] = code
	}
	return m
}()

var wbConstant = regexp.MustCompile(`constant (\d{4})`)

// wbUnit reads the unit from the name's brackets: "(% of GDP)", "(current
// US$)", "(constant LCU)", "(LCU per US$, period average)".
func wbUnit(code, name, country string, published data.Date) data.Unit {
	n := strings.ToLower(name)
	if n == "" {
		n = strings.ToLower(wbNames[code])
	}
	lcu := data.CurrencyOf(country, published)
	rate := func(per string) data.Unit {
		if lcu == "" || lcu == per {
			return data.Unit{}
		}
		return data.Unit{Kind: data.Rate, Currency: lcu + "/" + per}
	}
	money := func(currency string) data.Unit {
		u := data.Unit{Kind: data.Money, Currency: currency}
		if m := wbConstant.FindStringSubmatch(n); m != nil {
			u.Constant, _ = year(m[1])
		} else if strings.Contains(n, "constant") {
			u.Constant = data.UnstatedBase
		}
		return u
	}
	switch {
	case strings.Contains(n, "lcu per us$"):
		return rate("USD")
	case strings.Contains(n, "lcu per international"):
		return rate(data.International)
	case strings.Contains(n, "%"):
		return data.Fraction
	case strings.Contains(n, "international $"):
		return money(data.International)
	case strings.Contains(n, "us$"), strings.Contains(n, "current usd"):
		return money("USD")
	case strings.Contains(n, "lcu") && lcu != "":
		return money(lcu)
	}
	return data.Unit{}
}
