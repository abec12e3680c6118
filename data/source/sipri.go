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
			Key: "sipri", Name: "Stockholm International Peace Research Institute", Title: "Military Expenditure Database",
			Terms: "© SIPRI: extracts under 10 % of the database with attribution, non-commercial use; see sipri.org/databases/milex",
			Years: "Financial years by the year they begin in. Calendar years are financial years weighted by months (Japan 2025 = 0.75 FY2025 + 0.25 FY2024).",
			Reads: "the Milex workbook, whole or with sheets taken out",
			Ref:   "https://www.sipri.org/databases/milex/sources-and-methods",
		},
		rank:  1,
		knows: func(f *File) bool { return len(sipriSheets(f)) > 0 },
		read:  readSIPRI,
	})
}

// sipriNames are the spellings of the Country column that others do not use.
var sipriNames = spell(map[string]string{
	"Bosnia-Herzegovina": "BIH", "Congo, Republic": "COG", "Macedonia (FYROM)": "MKD", "Zimbabwe (Rhodesia)": "ZWE",
	"Central African Rep.": "CAF", "Congo, Democratic Republic of": "COD", "Congo, Dem. Republic": "COD", "German DR": "DDR",
	"Yugoslavia (former)": "YUG", "Macedonia, North": "MKD", "Dominican Rep.": "DOM",
	"Norh Macedonia": "MKD", "Congo, Repubic of": "COG", "Czech Rep.": "CZE", "FYR Macedonia": "MKD", "UAE": "ARE", // edition of 2019
})

// sipriKind is one of the workbook's tables. All but the last two are told by
// words of the sheet name or, since editions and users rename sheets, of the
// lines above the header.
type sipriKind struct {
	variable string
	name     string
	words    []string // all must be there, in lower case
	unit     func(country string, base data.Year, published data.Date) data.Unit
}

var sipriKinds = []sipriKind{
	{"per-capita", "military expenditure per head", []string{"per capita"}, usd(0)},
	{"govt-share", "military expenditure, share of government spending", []string{"share of govt"}, share},
	{"govt-share", "military expenditure, share of government spending", []string{"percentage of government spending"}, share},
	{"share", "military expenditure, share of GDP", []string{"share of gdp"}, share},
	{"share", "military expenditure, share of GDP", []string{"percentage of gross domestic product"}, share},
	{"usd-constant", "military expenditure, constant US dollars", []string{"constant ("}, usdConstant(6)},
	{"usd", "military expenditure, current US dollars", []string{"current us$"}, usd(6)},
	{"usd", "military expenditure, current US dollars", []string{"us$ at current prices"}, usd(6)},
	{"usd", "military expenditure, current US dollars", []string{"current usd"}, usd(6)}, // sheet names to 2021
	{"fy-lcu", "military expenditure, financial year", []string{"local currency", "financial years"}, lcu},
	{"lcu", "military expenditure, calendar year", []string{"local currency", "calendar years"}, lcu},
}

func share(string, data.Year, data.Date) data.Unit { return data.Fraction }

func usd(scale int) func(string, data.Year, data.Date) data.Unit {
	return func(string, data.Year, data.Date) data.Unit {
		return data.Unit{Kind: data.Money, Currency: "USD", Scale: scale}
	}
}

func usdConstant(scale int) func(string, data.Year, data.Date) data.Unit {
	return func(_ string, base data.Year, _ data.Date) data.Unit {
		base = max(base, data.UnstatedBase)
		return data.Unit{Kind: data.Money, Currency: "USD", Scale: scale, Constant: base}
	}
}

func lcu(country string, _ data.Year, published data.Date) data.Unit {
	return data.Unit{Kind: data.Money, Currency: data.CurrencyOf(country, published)}
}

// sipriSheet is a sheet that has been recognised.
type sipriSheet struct {
	*Sheet
	sipriKind
	header  Row
	base    data.Year // of constant prices
	regions bool      // the sheet of regional totals
	columns map[int]data.Year
}

var sipriBase = regexp.MustCompile(`constant \(?(\d{4})\)? (?:prices|us\$|usd)`)

func sipriSheets(f *File) []sipriSheet {
	var out []sipriSheet
	for _, s := range f.Sheets {
		find := sipriSheetOf
		if f.book == nil {
			find = sipriCSV
		}
		if sh, ok := find(s); ok {
			out = append(out, sh)
		}
	}
	return out
}

func sipriSheetOf(s *Sheet) (sipriSheet, bool) {
	var preamble []string
	for _, r := range s.Head() {
		first := r.Cell(0)
		if first != "Country" && first != "Region" || len(r.Cells) < 3 {
			preamble = append(preamble, strings.ToLower(first))
			continue
		}
		sh := sipriSheet{Sheet: s, header: r, regions: first == "Region"}
		text := strings.ToLower(s.Name) + " " + strings.Join(preamble, " ")
		if !strings.Contains(text, "sipri") && !strings.Contains(text, "military expenditure") {
			return sh, false
		}
		if m := sipriBase.FindStringSubmatch(text); m != nil {
			sh.base, _ = year(m[1])
		}
		return sh, sh.classify(strings.ToLower(s.Name), strings.Join(preamble, " "))
	}
	return sipriSheet{}, false
}

// sipriCSV recognises a sheet that somebody saved as CSV: a column of notes
// after the country is SIPRI's alone. Which sheet it was shows in its columns:
// currencies, the blank column of constant dollars (pandas calls it "Unnamed:
// 1"), or values all below 2, which are shares.
func sipriCSV(s *Sheet) (sipriSheet, bool) {
	for _, r := range s.Head() {
		if r.Cell(0) != "Country" {
			continue
		}
		sh := sipriSheet{Sheet: s, header: r}
		columns, err := yearColumns(r, 1, year)
		if r.Find("Notes") < 0 || err != nil || len(columns) < 3 {
			return sh, false
		}
		words := sh.csvKind(columns)
		return sh, sh.classify(words, words)
	}
	return sipriSheet{}, false
}

// csvKind returns the words by which classify knows the sheet.
func (sh sipriSheet) csvKind(columns map[int]data.Year) string {
	switch {
	case sh.fiscalColumn() >= 0:
		return "local currency financial years"
	case sh.header.Find("Currency") >= 0:
		return "local currency calendar years"
	case sh.header.Cell(1) == "" || strings.HasPrefix(sh.header.Cell(1), "Unnamed"):
		return "constant ("
	}
	for _, r := range sh.Head() {
		for i := range columns {
			if v, err := number(r, i, sipriMissing...); r.N > sh.header.N && err == nil && v >= 2 {
				return "current us$"
			}
		}
	}
	return "share of gdp"
}

// classify finds the table by the sheet's name, then by what stands above it.
func (sh *sipriSheet) classify(name, preamble string) bool {
	if sh.regions {
		sh.sipriKind = sipriKind{"usd-constant", "military expenditure of the region, constant US dollars", nil, usdConstant(9)}
		return true
	}
	for _, text := range []string{name, preamble} {
		for _, k := range sipriKinds {
			if containsAll(text, k.words) {
				sh.sipriKind = k
				return true
			}
		}
	}
	return false
}

func containsAll(s string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}

func readSIPRI(f *File, opt Options) ([]Edition, error) {
	sheets := sipriSheets(f)
	if err := sipriHeadless(f, sheets); err != nil {
		return nil, err
	}
	last, err := sipriYears(sheets)
	if err != nil {
		return nil, err
	}
	e := Edition{Format: "Milex workbook"}
	// The database to year Y comes out in the last week of April Y+1; the
	// sheets' own "© SIPRI 2024" is of the year before in some editions.
	e.Published = data.Date{Year: int(last) + 1, Month: time.April}
	e.Dated = fmt.Sprintf("SIPRI gives figures to %d in April %d", last, last+1)
	if !opt.Published.IsZero() {
		e.Published = opt.Published
	}
	notes, err := sipriFootnotes(f)
	if err != nil {
		return nil, err
	}
	b := newBuilder()
	for _, sh := range sheets {
		if f.book == nil {
			b.warn("a CSV has lost SIPRI's colours: which figures are estimates is not known (the workbook says)")
			b.warn("it does not say which sheet it was; by its columns, %s", sh.name)
		}
		if sh.regions {
			err = sh.readRegions(b)
		} else {
			err = sh.readCountries(b, notes, e.Published)
		}
		if err != nil {
			return nil, err
		}
	}
	e.Series, e.Warnings = b.series(), b.warnings
	return []Edition{e}, nil
}

// sipriHeadless refuses a table without its row of titles: skipped, it would
// look as if the edition had none.
func sipriHeadless(f *File, sheets []sipriSheet) error {
	for _, s := range f.Sheets {
		read := slices.ContainsFunc(sheets, func(sh sipriSheet) bool { return sh.Sheet == s })
		sh := sipriSheet{Sheet: s}
		if read || f.book == nil || len(s.Head()) == 0 || !sh.classify(strings.ToLower(s.Name), "") {
			continue
		}
		return s.Head()[0].errorf(-1, "no row of titles (want one that begins with Country, then the years)")
	}
	return nil
}

// sipriYears finds the year columns of every sheet and that all end in the
// same year: if not, two editions were put into one file.
func sipriYears(sheets []sipriSheet) (data.Year, error) {
	var last data.Year
	var of Row
	for k := range sheets {
		sh := &sheets[k]
		columns, err := yearColumns(sh.header, 1, year)
		if err != nil {
			return 0, err
		}
		sh.columns = columns
		cols := sortedColumns(columns)
		end := columns[cols[len(cols)-1]]
		if last != 0 && end != last {
			return 0, sh.header.errorf(cols[len(cols)-1], "years end in %d, those of %s in %d (want one edition in a file)", end, of.place(), last)
		}
		last, of = end, sh.header
	}
	return last, nil
}

var sipriMissing = []string{"...", "…", "xxx", ". .", ".."}

func (sh sipriSheet) readCountries(b *builder, notes sipriNotes, published data.Date) error {
	currency, fiscal, note := sh.header.Find("Currency"), sh.fiscalColumn(), sh.header.Find("Notes")
	rows, err := sh.load()
	if err != nil {
		return err
	}
	order := sortedColumns(sh.columns)
	for _, r := range rows {
		if !sh.hasValues(r) {
			continue // a region's heading or a country without a single figure
		}
		code, known := sipriNames.code(r.Cell(0))
		if code == "" {
			return r.errorf(0, "figures without a country")
		}
		if err := titled(sh.header, r, order); err != nil {
			return err
		}
		if !known && code != "european-union" {
			b.warn("%s: %q is not a country known here; kept as %q", r.place(), r.Cell(0), code)
		}
		s := data.Series{
			ID: strings.ToLower(code) + "-sipri-" + sh.variable, Country: code, Name: sh.name,
			Unit: sh.unit(code, sh.base, published), Note: notes.of(r.Cell(note)),
		}
		if s.Unit.Kind == data.Money && s.Unit.Currency != "USD" {
			s.Unit.Currency = currencyNamed(r.Cell(currency), s.Unit.Currency)
		}
		if fiscal >= 0 {
			s.Basis, s.Note = sipriFiscal(r.Cell(fiscal), s.Note)
		}
		if err := sh.readRow(b, s, r, notes.budget(r.Cell(note))); err != nil {
			return err
		}
	}
	return nil
}

// load returns the rows below the header. Their number is bounded because
// colours make excelize hold the sheet whole, with its gaps filled in.
func (sh sipriSheet) load() ([]Row, error) {
	var rows []Row
	cells := 0
	for r, err := range sh.after(sh.header) {
		if err != nil {
			return nil, err
		}
		if cells += len(r.Cells); cells > maxStyled {
			return nil, r.errorf(-1, "more than %d cells (want a Milex sheet)", maxStyled)
		}
		rows = append(rows, r)
	}
	return rows, nil
}

func (sh sipriSheet) fiscalColumn() int {
	for i := range sh.header.Cells {
		if strings.HasPrefix(strings.ToLower(sh.header.Cell(i)), "fiscal year") {
			return i
		}
	}
	return -1
}

// hasValues tells figures from headings: region rows have no cell filled.
func (sh sipriSheet) hasValues(r Row) bool {
	for i := range sh.columns {
		if r.Cell(i) != "" {
			return true
		}
	}
	return false
}

// readRow reads the years of a country. budget is the status of what is
// neither blue nor red.
func (sh sipriSheet) readRow(b *builder, s data.Series, r Row, budget data.Status) error {
	d, err := b.open(s, r)
	if err != nil {
		return err
	}
	for _, i := range sortedColumns(sh.columns) {
		v, err := number(r, i, sipriMissing...)
		if err != nil {
			return err
		}
		if v != v {
			continue
		}
		st, err := sh.colour(i, r.N)
		if err != nil {
			return err
		}
		if st == data.Settled {
			st = budget
		}
		if err := d.put(sh.columns[i], v, st, r, i); err != nil {
			return err
		}
	}
	return nil
}

// readRegions reads the totals. Red means there that over 10 % of the total is
// estimated: an estimate, not an uncertain figure. One more column has the
// last year at current prices.
func (sh sipriSheet) readRegions(b *builder) error {
	current, last := sh.currentColumn()
	rows, err := sh.load()
	if err != nil {
		return err
	}
	for _, r := range rows {
		name := slug(r.Cell(0))
		if name == "" || !sh.hasValues(r) {
			continue
		}
		s := data.Series{ID: name + "-sipri-usd-constant", Country: name, Name: r.Cell(0) + ", " + sh.name, Unit: sh.unit("", sh.base, data.Date{})}
		if err := sh.readTotals(b, s, r, sh.columns); err != nil {
			return err
		}
		if current < 0 {
			continue
		}
		s.ID, s.Unit.Constant = name+"-sipri-usd", 0
		s.Name = r.Cell(0) + ", military expenditure of the region, current US dollars"
		if err := sh.readTotals(b, s, r, map[int]data.Year{current: last}); err != nil {
			return err
		}
	}
	return nil
}

func (sh sipriSheet) readTotals(b *builder, s data.Series, r Row, columns map[int]data.Year) error {
	d, err := b.open(s, r)
	if err != nil {
		return err
	}
	for _, i := range sortedColumns(columns) {
		v, err := number(r, i, sipriMissing...)
		if err != nil {
			return err
		}
		st, err := sh.colour(i, r.N)
		if err != nil {
			return err
		}
		if st == data.Uncertain {
			st = data.Estimate
		}
		if err := d.put(columns[i], v, st, r, i); err != nil {
			return err
		}
	}
	return nil
}

// currentColumn finds "2025 (current prices)".
func (sh sipriSheet) currentColumn() (int, data.Year) {
	for i := range sh.header.Cells {
		if y, rest, ok := strings.Cut(sh.header.Cell(i), " "); ok && rest == "(current prices)" {
			if n, ok := year(y); ok {
				return i, n
			}
		}
	}
	return -1, 0
}
