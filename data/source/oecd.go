package source

import (
	"strconv"
	"strings"

	"github.com/defcast/defcast/data"
)

func init() {
	register(reader{
		Publisher: Publisher{
			Key: "oecd", Name: "Organisation for Economic Co-operation and Development", Title: "OECD Data Explorer",
			Terms: "OECD terms: free use with attribution; CC BY 4.0 for data from July 2024",
			Years: "calendar years; months and quarters become years by their mean unless --aggregate says sum or last",
			Reads: "SDMX-CSV with or without labels",
			Ref:   "https://github.com/sdmx-twg/sdmx-csv",
		},
		rank:  7,
		knows: func(f *File) bool { return len(f.Sheets) == 1 && oecdHeader(f.Sheets[0]) != nil },
		read:  readOECD,
	})
}

var oecdNames = spell(nil)

func oecdHeader(s *Sheet) *Row {
	if s.file.book != nil {
		return nil
	}
	for _, r := range s.Head() {
		flow := strings.HasPrefix(r.Cell(0), "STRUCTURE") || r.Cell(0) == "DATAFLOW"
		if !flow || r.Find("REF_AREA") < 0 || r.Find("TIME_PERIOD") < 0 || r.Find("OBS_VALUE") < 0 {
			return nil
		}
		return &r
	}
	return nil
}

// oecdTable is a file with its columns found.
type oecdTable struct {
	header                                       Row
	area, areaLabel, period, value, status       int
	mult, unit, currency, base, freq, flow, meas int
	dimensions                                   []int // what makes one series differ from another
}

// oecdAttributes are columns that do not tell series apart.
var oecdAttributes = map[string]bool{
	"STRUCTURE": true, "STRUCTURE_ID": true, "STRUCTURE_NAME": true, "ACTION": true, "DATAFLOW": true, "REF_AREA": true, "FREQ": true,
	"TIME_PERIOD": true, "OBS_VALUE": true, "OBS_STATUS": true, "UNIT_MULT": true, "DECIMALS": true, "BASE_PER": true, "CONF_STATUS": true,
	"OBS_STATUS_2": true, "OBS_STATUS_3": true, "CURRENCY": true, "REPYEARSTART": true, "REPYEAREND": true, "COMMENT_OBS": true,
}

func oecdTableOf(header Row) oecdTable {
	t := oecdTable{
		header: header, area: header.Find("REF_AREA"), period: header.Find("TIME_PERIOD"), value: header.Find("OBS_VALUE"),
		status: header.Find("OBS_STATUS"), mult: header.Find("UNIT_MULT"), unit: header.Find("UNIT_MEASURE"),
		currency: header.Find("CURRENCY"), base: header.Find("BASE_PER"), freq: header.Find("FREQ"),
		flow: header.Find("STRUCTURE_ID", "DATAFLOW"), meas: header.Find("MEASURE", "TRANSACTION"), areaLabel: -1,
	}
	if i := header.Find("Reference area"); i == t.area+1 {
		t.areaLabel = i
	}
	for i := range header.Cells {
		c := header.Cell(i)
		if c != "" && c == strings.ToUpper(c) && !oecdAttributes[c] {
			t.dimensions = append(t.dimensions, i)
		}
	}
	return t
}

func readOECD(f *File, opt Options) ([]Edition, error) {
	s := f.Sheets[0]
	header := *oecdHeader(s)
	t := oecdTableOf(header)
	b := newBuilder()
	obs := map[string][]observation{}
	var order []string
	for r, err := range s.after(header) {
		if err != nil {
			return nil, err
		}
		if r.Blank() {
			continue
		}
		if len(r.Cells) > len(header.Cells) {
			return nil, r.errorf(len(header.Cells), "%d cells under %d titles: shifted?", len(r.Cells), len(header.Cells))
		}
		id, o, err := t.observation(b, r)
		if err != nil {
			return nil, err
		}
		if obs[id] == nil {
			order = append(order, id)
		}
		obs[id] = append(obs[id], o)
	}
	for _, id := range order {
		d, n := b.drafts[id], obs[id][0].inYear
		for _, o := range obs[id] {
			if o.inYear != n {
				return nil, o.row.errorf(t.period, "%q among periods of which a year has %d (want one frequency a series)", o.row.Cell(t.period), n)
			}
		}
		if n > 1 {
			d.Note = opt.Aggregate.String() + " of " + strconv.Itoa(n) + " periods a year"
		}
		if err := annual(b, d, obs[id], n, opt.Aggregate); err != nil {
			return nil, err
		}
	}
	return []Edition{{Format: "SDMX-CSV", Series: b.series(), Warnings: b.warnings}}, nil
}

func (t oecdTable) observation(b *builder, r Row) (string, observation, error) {
	o := observation{row: r, col: t.value}
	p, ok := parsePeriod(r.Cell(t.period))
	if !ok {
		return "", o, r.errorf(t.period, "bad period %q (want 2024, 2024-Q3 or 2024-07)", r.Cell(t.period))
	}
	o.period, o.status = p, oecdStatus(r.Cell(t.status))
	meta, power, err := t.meta(b, r)
	if err != nil {
		return "", o, err
	}
	if o.value, err = numberIn(r, t.value, plain, power, []string{"NaN"}); err != nil {
		return "", o, err
	}
	if _, err := b.open(meta, r); err != nil {
		return "", o, err
	}
	return meta.ID, o, nil
}

// oecdStatus reads the SDMX observation status: E estimated, P provisional,
// F forecast; A and what else there is count as normal.
func oecdStatus(code string) data.Status {
	switch code {
	case "E", "P", "I":
		return data.Estimate
	case "F":
		return data.Forecast
	case "U":
		return data.Uncertain
	}
	return data.Settled
}

// meta returns what a row says of its series. The id joins the codes of all
// dimensions that say something; _T and _Z, "total" and "not applicable", do not.
func (t oecdTable) meta(b *builder, r Row) (data.Series, int, error) {
	country := r.Cell(t.area)
	if !data.Known(country) {
		label := country
		if t.areaLabel >= 0 {
			label = r.Cell(t.areaLabel)
		}
		country, _ = oecdNames.code(label)
	}
	if country == "" {
		return data.Series{}, 0, r.errorf(t.area, "a row without a reference area")
	}
	scale := 0
	if m := r.Cell(t.mult); m != "" {
		n, err := strconv.Atoi(m)
		if err != nil || n < -12 || n > 15 {
			return data.Series{}, 0, r.errorf(t.mult, "bad unit multiplier %q (want a power of ten, 6 for millions)", m)
		}
		scale = n
	}
	id, name := strings.ToLower(country)+"-oecd", ""
	for _, i := range t.dimensions {
		if c := r.Cell(i); c != "" && !strings.HasPrefix(c, "_") && i != t.unit {
			id += "-" + data.Slug(c)
		}
	}
	if t.meas >= 0 {
		name = r.Cell(t.meas)
		if label := r.Cell(t.meas + 1); t.areaLabel >= 0 && label != "" {
			name = label
		}
	}
	u, power := oecdUnit(r.Cell(t.unit), r.Cell(t.currency), country, r.Cell(t.base), scale)
	return data.Series{ID: id, Country: country, Name: name, Unit: u}, power, nil
}

// oecdUnit returns the unit and the power of ten to it.
func oecdUnit(unit, currency, country, base string, scale int) (data.Unit, int) {
	money := func(c string) (data.Unit, int) {
		u := data.Unit{Kind: data.Money, Currency: c}
		if y, ok := year(base); ok {
			u.Constant = y
		}
		switch scale {
		case 0, 3, 6, 9, 12:
			u.Scale = scale
			return u, 0
		}
		return u, scale
	}
	switch {
	case strings.HasPrefix(unit, "PT"), unit == "PC":
		return data.Fraction, scale - 2
	case unit == "XDC" && currency != "" && !strings.HasPrefix(currency, "_"):
		return money(currency)
	case unit == "XDC" && data.CurrencyOf(country, data.Date{}) != "":
		return money(data.CurrencyOf(country, data.Date{}))
	case unit == "USD_PPP":
		return money(data.International)
	case len(unit) == 3 && unit == strings.ToUpper(unit) && unit != "IDX" && unit != "XDC":
		return money(unit)
	}
	return data.Unit{}, scale
}
