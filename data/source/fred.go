package source

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/defcast/defcast/data"
)

func init() {
	register(reader{
		Publisher: Publisher{
			Key: "fred", Name: "Federal Reserve Bank of St. Louis", Title: "FRED",
			Terms: "fred.stlouisfed.org/legal; the terms of the original source for each series",
			Years: "calendar years; months and quarters become years by their mean unless --aggregate says sum or last",
			Reads: "graph CSV with the header observation_date or DATE",
			Ref:   "https://fred.stlouisfed.org/docs/api/fred/",
		},
		rank:  6,
		knows: func(f *File) bool { return len(f.Sheets) == 1 && fredHeader(f.Sheets[0]) != nil },
		read:  readFRED,
	})
}

// fredUnits are units of series that analysts of defence budgets use: the file
// has none. --unit gives any other.
var fredUnits = map[string]struct{ country, unit, name string }{
	"JPNNGDP":         {"JPN", "JPY bn", "Nominal GDP, seasonally adjusted annual rate"},
	"JPNRGDPEXP":      {"JPN", "JPY bn, constant prices", "Real GDP, seasonally adjusted annual rate"},
	"GDP":             {"USA", "USD bn", "Gross domestic product, seasonally adjusted annual rate"},
	"GDPA":            {"USA", "USD bn", "Gross domestic product"},
	"GDPC1":           {"USA", "USD bn, constant prices", "Real gross domestic product, seasonally adjusted annual rate"},
	"FDEFX":           {"USA", "USD bn", "Federal government: national defense, seasonally adjusted annual rate"},
	"DEXJPUS":         {"JPN", "JPY per USD", "Spot exchange rate"},
	"AEXJPUS":         {"JPN", "JPY per USD", "Spot exchange rate, annual average"},
	"EXJPUS":          {"JPN", "JPY per USD", "Spot exchange rate"},
	"CPMNACSCAB1GQUK": {"GBR", "GBP m", "Gross domestic product, current prices"},
}

var fredID = regexp.MustCompile(`^[A-Z][A-Z0-9_]{1,29}$`)

func fredHeader(s *Sheet) *Row {
	for _, r := range s.Head() {
		if !strings.EqualFold(r.Cell(0), "observation_date") && !strings.EqualFold(r.Cell(0), "DATE") || len(r.Cells) < 2 {
			return nil
		}
		if !fredID.MatchString(r.Cell(1)) {
			return nil
		}
		return &r
	}
	return nil
}

func readFRED(f *File, opt Options) ([]Edition, error) {
	s := f.Sheets[0]
	header := *fredHeader(s)
	columns, err := fredColumns(s, header)
	if err != nil {
		return nil, err
	}
	b := newBuilder()
	for i, obs := range columns {
		meta, err := fredMeta(b, header, i+1, opt.Unit)
		if err != nil {
			return nil, err
		}
		d, err := b.open(meta, header)
		if err != nil {
			return nil, err
		}
		n := frequency(obs)
		if n > 1 {
			d.Note = fmt.Sprintf("%s of %d periods a year", opt.Aggregate, n)
		}
		if err := annual(b, d, fredIndexed(obs, n), n, opt.Aggregate); err != nil {
			return nil, err
		}
	}
	return []Edition{{Format: "graph CSV", Series: b.series(), Warnings: b.warnings}}, nil
}

// fredColumns reads the observations of each series.
func fredColumns(s *Sheet, header Row) ([][]observation, error) {
	columns := make([][]observation, len(header.Cells)-1)
	for r, err := range s.after(header) {
		if err != nil {
			return nil, err
		}
		if r.Blank() {
			continue
		}
		p, ok := parsePeriod(r.Cell(0))
		if !ok || p.inYear != 12 || strings.Count(r.Cell(0), "-") != 2 {
			return nil, r.errorf(0, "bad date %q (want the first day of the period, 2024-10-01)", r.Cell(0))
		}
		if len(r.Cells) > len(header.Cells) {
			return nil, r.errorf(len(header.Cells), "%d cells under %d titles: shifted?", len(r.Cells), len(header.Cells))
		}
		for i := range columns {
			v, err := number(r, i+1, ".", "#N/A")
			if err != nil {
				return nil, err
			}
			columns[i] = append(columns[i], observation{period: p, value: v, row: r, col: i + 1})
		}
	}
	return columns, nil
}

// fredIndexed turns the month that a period begins in into its number.
func fredIndexed(obs []observation, perYear int) []observation {
	out := make([]observation, len(obs))
	for i, o := range obs {
		o.index, o.inYear = o.index*perYear/12, perYear
		out[i] = o
	}
	return out
}

func fredMeta(b *builder, header Row, i int, unit string) (data.Series, error) {
	id := header.Cell(i)
	if !fredID.MatchString(id) {
		return data.Series{}, header.errorf(i, "bad series id %q (want one of FRED's, JPNRGDPEXP)", id)
	}
	known := fredUnits[id]
	if known.country == "" {
		known.country, known.name = "fred", id
		if unit == "" {
			b.warn("FRED's file gives no unit or country of %s; kept as plain numbers (--unit says better)", id)
		}
	}
	if unit == "" {
		unit = known.unit
	}
	if unit == "" {
		unit = "number"
	}
	u, err := data.ParseUnit(unit)
	if err != nil {
		return data.Series{}, fmt.Errorf("read %s: %w", header.sheet.file.Name, err)
	}
	return data.Series{ID: strings.ToLower(known.country) + "-fred-" + data.Slug(id), Country: known.country, Name: known.name, Unit: u}, nil
}
