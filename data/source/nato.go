package source

import (
	"regexp"
	"strings"

	"github.com/defcast/defcast/data"
)

func init() {
	register(reader{
		Publisher: Publisher{
			Key: "nato", Name: "North Atlantic Treaty Organization", Title: "Defence Expenditure of NATO Countries",
			Terms: "free use with attribution; see nato.int, terms of use",
			Years: "Calendar years; a fiscal year belongs to the calendar year that holds most of its months.",
			Reads: "the workbook of tables: June 2024 layout, 2025 and 2026 layouts",
			Ref:   "https://www.nato.int/cps/en/natohq/topics_49198.htm",
		},
		rank:  4,
		knows: func(f *File) bool { return len(natoSheets(f)) > 0 },
		read:  readNATO,
	})
}

var natoNames = spell(nil)

// natoBlock is one of the stacked tables of a sheet: what its title says.
// From 2026 the same tables count "core" defence expenditure, another
// definition, so other series.
type natoBlock struct {
	variable, name string
	unit           data.Unit
	percent        bool
	national       bool // in each country's own money
	power          int  // to the unit
}

// natoSheet is a sheet whose title has been recognised.
type natoSheet struct {
	*Sheet
	title Row
	table string // "1" … "8b"
	text  string // the title without "Table 1 :"
	units string // the line below it
	core  bool
}

var natoTitle = regexp.MustCompile(`^(?i:table) *(\d[ab]?) *[:.–-] *(.+)$`)

func natoSheets(f *File) []natoSheet {
	if f.book == nil {
		return nil
	}
	var out []natoSheet
	for _, s := range f.Sheets {
		if n, ok := natoSheetOf(s); ok {
			out = append(out, n)
		}
	}
	return out
}

func natoSheetOf(s *Sheet) (natoSheet, bool) {
	n := natoSheet{Sheet: s}
	above := 0 // lines above the title, such as that of the whole publication
	for _, r := range s.Head() {
		first := strings.Join(strings.Fields(r.firstText()), " ")
		if first == "" {
			continue
		}
		if n.table == "" {
			m := natoTitle.FindStringSubmatch(first)
			if m == nil {
				if above++; above > 3 {
					return n, false
				}
				continue
			}
			n.title, n.table, n.text = r, m[1], strings.ToLower(m[2])
			n.core = strings.Contains(n.text, "core defence")
			continue
		}
		n.units = strings.ToLower(first)
		break
	}
	return n, strings.Contains(n.text, "expenditure") || strings.Contains(n.text, "gdp") || strings.Contains(n.text, "personnel")
}

// firstText is the first cell that is not empty.
func (r Row) firstText() string {
	for i := range r.Cells {
		if c := r.Cell(i); c != "" {
			return c
		}
	}
	return ""
}

func readNATO(f *File, opt Options) ([]Edition, error) {
	b := newBuilder()
	last := data.Year(0)
	core := false
	for _, n := range natoSheets(f) {
		end, err := n.read(b, f.created)
		if err != nil {
			return nil, err
		}
		if last != 0 && end != 0 && end != last {
			return nil, n.title.errorf(-1, "years end in %d, those of the sheets before in %d (want one edition in a file)", end, last)
		}
		last, core = max(last, end), core || n.core
	}
	e := Edition{Format: "Defence Expenditure tables"}
	if core {
		e.Format += ", core definition"
	}
	e.Published, e.Dated = natoDate(f.created, last)
	e.Series, e.Warnings = b.series(), b.warnings
	return []Edition{e}, nil
}

// natoDate is the month the workbook was begun in: NATO's statisticians make
// it days before it is published (14 and 17 June 2024). A workbook begun in
// another year than its last estimate is somebody's copy and says the year.
func natoDate(created data.Date, last data.Year) (data.Date, string) {
	if created.Year == int(last) {
		created.Day = 0
		return created, "the month the workbook was made"
	}
	return data.Date{Year: int(last)}, "the last year estimated"
}

var natoMissing = []string{"..", "...", "-", "–", "#REF!", "n/a", "N/A"}

// natoHeadings are the blocks of each table in the order they stand, for
// layouts that leave a heading out.
var natoHeadings = map[string][2]string{
	"1": {"current prices", "constant prices"}, "2": {"current prices", "constant prices"},
	"3": {"share of gdp", "annual real change"}, "5": {"current prices", "constant prices"},
	"6":  {"gdp per capita", "defence expenditure per capita"},
	"8a": {"equipment", "personnel"}, "8b": {"infrastructure", "other"},
}

// natoWalk is where reading a sheet has come to.
type natoWalk struct {
	columns map[int]natoYear
	block   *natoBlock
	blocks  int             // begun so far
	seen    map[string]bool // labels in this block
	last    data.Year
}

func (w *natoWalk) begin(b *natoBlock) {
	if b != nil {
		w.block, w.seen = b, map[string]bool{}
		w.blocks++
	}
}

// read goes down the sheet: a row of years gives the columns, a row of words
// alone the block, a row of a name and numbers a country.
func (n natoSheet) read(b *builder, published data.Date) (data.Year, error) {
	w := natoWalk{}
	for r, err := range n.after(n.title) {
		if err != nil {
			return 0, err
		}
		cols, err := natoYears(r)
		if err != nil {
			return 0, err
		}
		label := r.firstText()
		switch {
		case cols != nil:
			w.columns = cols
			for _, y := range cols {
				w.last = max(w.last, y.Year)
			}
		case label == "" || n.footnote(label):
		case w.columns == nil || !natoNumbers(r, w.columns):
			w.begin(n.block(strings.ToLower(label)))
		default:
			if err := n.figures(b, &w, r, label, published); err != nil {
				return 0, err
			}
		}
	}
	if w.columns == nil {
		return 0, n.title.errorf(-1, "no row of years below the title (want 2014, …, 2024e)")
	}
	return w.last, nil
}

// figures reads a row of numbers. Without a heading before it, or with a
// country that the block already has, the next block of the table begins.
func (n natoSheet) figures(b *builder, w *natoWalk, r Row, label string, published data.Date) error {
	if w.block == nil || w.seen[label] {
		headings, ok := natoHeadings[n.table]
		switch {
		case !ok:
			w.begin(n.block(""))
		case w.blocks < len(headings) && (w.block == nil || len(w.seen) > 1):
			b.warn("%s: no heading above the figures; taken for %q, which stands there in other editions", r.place(), headings[w.blocks])
			w.begin(n.block(headings[w.blocks]))
		}
	}
	if w.block == nil {
		return r.errorf(-1, "figures of %q under no known heading (want \"Current prices\", \"Share of real GDP (%%)\", …)", label)
	}
	w.seen[label] = true
	return n.country(b, w.block, w.columns, r, published)
}

type natoYear struct {
	data.Year
	status data.Status
}

// natoYears reads a row of years; those with an e are estimates. It returns
// nil for another row. Table 4 has a title of words after its two years.
func natoYears(r Row) (map[int]natoYear, error) {
	// A country with 2014 million in one year and 2015 in the next is not a
	// row of years: it has a name before them.
	if first := r.firstText(); first == "" || strings.Trim(first, "0123456789e.") != "" {
		return nil, nil
	}
	cols := map[int]natoYear{}
	seen := map[data.Year]bool{}
	var odd int
	for i := range r.Cells {
		c := r.Cell(i)
		if c == "" {
			continue
		}
		y, ok := year(strings.TrimSuffix(c, "e"))
		if !ok {
			odd = i
			continue
		}
		if seen[y] {
			return nil, r.errorf(i, "year %d a second time", y)
		}
		seen[y] = true
		st := data.Settled
		if strings.HasSuffix(c, "e") {
			st = data.Estimate
		}
		cols[i] = natoYear{y, st}
	}
	if len(cols) < 2 {
		return nil, nil
	}
	if odd > 0 && strings.Trim(r.Cell(odd), "0123456789.-/") == "" {
		return nil, wantYear(r, odd)
	}
	return cols, nil
}

func natoNumbers(r Row, columns map[int]natoYear) bool {
	for i := range columns {
		if r.Cell(i) != "" {
			return true
		}
	}
	return false
}

// footnote takes notes, page numbers and the rows of #REF! that an old link
// leaves below a block.
func (n natoSheet) footnote(label string) bool {
	return strings.HasPrefix(label, "Note") || strings.HasPrefix(label, "*") || strings.HasPrefix(label, "(") || strings.HasPrefix(label, "-") ||
		strings.HasPrefix(label, "#") || strings.Trim(label, "0123456789.") == "" || strings.HasPrefix(label, "Source") || strings.HasPrefix(label, "_")
}

var natoBase = regexp.MustCompile(`(\d{4}) +prices`)

// block returns what a heading announces, nil where it announces nothing
// known. An empty heading asks for what the title alone says (tables 4, 7).
// Words that are no heading, such as "Million US dollars", announce nothing.
func (n natoSheet) block(heading string) *natoBlock {
	b := natoBlock{unit: data.Unit{Kind: data.Money, Currency: "USD", Scale: 6}}
	all := n.text + " " + n.units + " " + heading
	base := func(in string) {
		if strings.Contains(in, "constant") {
			b.unit.Constant = data.UnstatedBase
		}
		if m := natoBase.FindStringSubmatch(in); m != nil {
			b.unit.Constant, _ = year(m[1])
		}
	}
	switch {
	case strings.HasPrefix(n.table, "8"):
		word, _, _ := strings.Cut(heading, " ")
		if word == "" {
			return nil
		}
		b = natoBlock{variable: word + "-share", name: word + ", share of defence expenditure", percent: true}
	case strings.Contains(all, "personnel"):
		b = natoBlock{variable: "personnel", name: "military personnel", power: 3}
	case strings.Contains(heading, "share of"):
		b = natoBlock{variable: "share", name: "defence expenditure, share of GDP", percent: true}
	case strings.Contains(heading, "real change"):
		b = natoBlock{variable: "real-change", name: "defence expenditure, annual real change", percent: true}
	case strings.Contains(heading, "gdp per capita"):
		base(all)
		b.variable, b.name, b.unit.Scale = "gdp-per-capita", "GDP per head", 3
	case strings.Contains(heading, "per capita"):
		base(all)
		b.variable, b.name, b.unit.Scale = "per-capita", "defence expenditure per head", 0
	case n.table == "4":
		return &natoBlock{} // two years of table 2 again
	case heading == "", !strings.Contains(heading, "prices"):
		return nil
	case n.table == "5" || strings.HasPrefix(n.text, "gdp"):
		base(heading)
		b.variable, b.name = "gdp-usd"+constantSuffix(b.unit), "GDP, US dollars"
	case strings.Contains(n.units, "national currency"):
		base(heading)
		b.national = true
		b.variable, b.name = "lcu"+constantSuffix(b.unit), "defence expenditure, national currency"
	default:
		base(heading)
		b.variable, b.name = "usd"+constantSuffix(b.unit), "defence expenditure, US dollars"
	}
	if n.core && !strings.HasPrefix(b.variable, "gdp") && b.variable != "personnel" {
		b.variable, b.name = "core-"+b.variable, strings.Replace(b.name, "defence", "core defence", 1)
	}
	if b.percent {
		b.unit = data.Fraction
	} else if b.power != 0 {
		b.unit = data.Unit{}
	}
	return &b
}

func constantSuffix(u data.Unit) string {
	if u.Constant != 0 {
		return "-constant"
	}
	return ""
}

var natoLabel = regexp.MustCompile(`^(.*?)\*{0,3} *(?:\(([^)]*)\))?\*{0,3}$`)

func (n natoSheet) country(b *builder, block *natoBlock, columns map[int]natoYear, r Row, published data.Date) error {
	if block.variable == "" {
		return nil
	}
	m := natoLabel.FindStringSubmatch(r.firstText())
	if m == nil {
		return r.errorf(-1, "no country in %q", r.firstText())
	}
	code, known := natoNames.code(m[1])
	if !known && !strings.Contains(code, "nato") {
		b.warn("%s: %q is not a country known here; kept as %q", r.place(), m[1], code)
	}
	s := data.Series{ID: strings.ToLower(code) + "-nato-" + block.variable, Country: code, Name: block.name, Unit: block.unit}
	if block.national {
		s.Unit.Currency = currencyNamed(m[2], data.CurrencyOf(code, published))
	}
	d, err := b.open(s, r)
	if err != nil {
		return err
	}
	order := natoOrder(columns)
	for i := range order[0] {
		if c := r.Cell(i); strings.Trim(c, "0123456789.,+eE-") == "" && strings.ContainsAny(c, "0123456789") {
			return r.errorf(i, "%q under no year (are the years above shifted against the rows?)", r.Cell(i))
		}
	}
	for _, i := range order {
		power := block.power
		if block.percent {
			power = -2
		}
		v, err := numberIn(r, i, plain, power, natoMissing)
		if err != nil {
			return err
		}
		if err := d.put(columns[i].Year, v, columns[i].status, r, i); err != nil {
			return err
		}
	}
	return nil
}

func natoOrder(columns map[int]natoYear) []int {
	years := make(map[int]data.Year, len(columns))
	for i, y := range columns {
		years[i] = y.Year
	}
	return sortedColumns(years)
}
