package source

import (
	"regexp"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
)

func init() {
	register(reader{
		Publisher: Publisher{
			Key: "owid", Name: "Our World in Data", Title: "Grapher data",
			Terms: "CC BY 4.0 for the processing; the terms of the original source for the figures",
			Years: "as the original source has them",
			Reads: "grapher CSV with full or short column names",
			Ref:   "https://docs.owid.io/projects/etl/api/",
		},
		rank:  5,
		knows: func(f *File) bool { return len(f.Sheets) == 1 && owidHeader(f.Sheets[0]) != nil },
		read:  readOWID,
	})
}

// owidCodes are the codes that Our World in Data adds to ISO's.
var owidCodes = map[string]string{
	"OWID_KOS": "XKX", "OWID_CZS": "CSK", "OWID_USS": "SUN", "OWID_YGS": "YUG", "OWID_GDR": "DDR", "OWID_SRM": "SCG",
	"OWID_YAR": "YAR", "OWID_YPR": "YMD", "OWID_RVN": "RVN",
}

var owidNames = spell(map[string]string{"Micronesia (country)": "FSM"})

func owidHeader(s *Sheet) *Row {
	if s.file.book != nil {
		return nil
	}
	for _, r := range s.Head() {
		if len(r.Cells) < 4 || !strings.EqualFold(r.Cell(0), "Entity") || !strings.EqualFold(r.Cell(1), "Code") || !strings.EqualFold(r.Cell(2), "Year") {
			return nil
		}
		return &r
	}
	return nil
}

func readOWID(f *File, _ Options) ([]Edition, error) {
	s := f.Sheets[0]
	header := *owidHeader(s)
	b := newBuilder()
	text := owidText(s, header)
	if !slices.Contains(text[3:], false) {
		return nil, header.errorf(3, "%q holds words only (want a column of numbers after Entity, Code and Year)", header.Cell(3))
	}
	for r, err := range s.after(header) {
		if err != nil {
			return nil, err
		}
		if r.Blank() {
			continue
		}
		y, ok := year(r.Cell(2))
		if !ok {
			return nil, wantYear(r, 2)
		}
		country := owidCountry(r)
		if country == "" {
			return nil, r.errorf(0, "a row without an entity")
		}
		for i := 3; i < len(header.Cells); i++ {
			if text[i] {
				continue
			}
			if err := owidPut(b, header, r, i, country, y); err != nil {
				return nil, err
			}
		}
		if len(r.Cells) > len(header.Cells) {
			return nil, r.errorf(len(header.Cells), "%d cells under %d titles: shifted?", len(r.Cells), len(header.Cells))
		}
	}
	e := Edition{Format: "grapher CSV", Series: b.series(), Warnings: b.warnings}
	return []Edition{e}, nil
}

func owidPut(b *builder, header, r Row, i int, country string, y data.Year) error {
	title := header.Cell(i)
	s := data.Series{ID: strings.ToLower(country) + "-owid-" + owidVariable(title), Country: country, Name: title, Unit: owidUnit(title)}
	read := number
	if s.Unit == data.Fraction {
		read = percent
	}
	v, err := read(r, i)
	if err != nil {
		return err
	}
	d, err := b.open(s, r)
	if err != nil {
		return err
	}
	return d.put(y, v, data.Settled, r, i)
}

// owidText finds the columns that hold words in every row, such as "World
// region according to OWID". One number in a column makes words in it a fault.
func owidText(s *Sheet, header Row) []bool {
	text := make([]bool, len(header.Cells))
	for i := range text {
		words, numbers := 0, 0
		for _, r := range s.Head()[1:] {
			if c := r.Cell(i); c != "" && strings.Trim(c, "0123456789+-.eE") == "" {
				numbers++
			} else if c != "" {
				words++
			}
		}
		title := strings.ToLower(header.Cell(i))
		text[i] = words > 0 && numbers == 0 || title == "" || strings.Contains(title, "region") || title == "annotations"
	}
	return text
}

func owidCountry(r Row) string {
	code := r.Cell(1)
	if c, ok := owidCodes[code]; ok {
		return c
	}
	if data.Known(code) {
		return code
	}
	if c, ok := owidNames.code(r.Cell(0)); ok && c != "" {
		return c
	}
	return slug(r.Cell(0))
}

var owidBase = regexp.MustCompile(`constant[ _]?(\d{4})?`)

// owidVariable gives the long and the short title of the commonest chart one
// name; any other keeps its words.
func owidVariable(title string) string {
	t := strings.ToLower(title)
	if strings.HasPrefix(t, "military") && (strings.Contains(t, "% of gdp") || strings.Contains(t, "share") || strings.Contains(t, "pct")) {
		return "share"
	}
	return slug(title)
}

func owidUnit(title string) data.Unit {
	t := strings.ToLower(title)
	switch {
	case strings.Contains(t, "%"), strings.Contains(t, "pct"), strings.Contains(t, "share_gdp"):
		return data.Fraction
	case strings.Contains(t, "international-$"), strings.Contains(t, "international $"):
		return owidMoney(t, data.International)
	case strings.Contains(t, "us$"), strings.Contains(t, "usd"):
		return owidMoney(t, "USD")
	}
	return data.Unit{}
}

func owidMoney(title, currency string) data.Unit {
	u := data.Unit{Kind: data.Money, Currency: currency}
	if m := owidBase.FindStringSubmatch(title); m != nil {
		u.Constant = data.UnstatedBase
		if y, ok := year(m[1]); ok {
			u.Constant = y
		}
	}
	return u
}
