package pipeline

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/defcast/defcast/data"
)

//go:generate go run ./testdata/record record.csv

// Record is how often past outcomes lay within the 80 % interval of forecasts of
// one kind: what a reader may expect of this one. It was measured by replaying
// every embedded measure with its default method from the ends of past years
// ([TrackRecord]); record.csv holds the counts. The bands replayed are stretched by
// what other countries' forecasts of 2015 to 2024 taught, see [Calibrates]:
// the record is fair between countries and not in time, and what came out later
// than Config.AsOf counts in it too.
type Record struct {
	// Kind of ratio: "whole" is a share as published, "world" one that is forecast
	// by what all countries teach, "halves" spending over GDP, "" all of them.
	Kind        string
	Information Information // the richest set that existed when the forecasts were made
	H           int         // years ahead of the end of the year in which they were made
	N           int         // cases; 0 where there is no record
	Countries   int
	Covered     float64 // share of outcomes within the interval
}

// ahead are the words for horizons.
var ahead = [...]string{"", "one-year", "two-year", "three-year", "four-year", "five-year", "six-year"}

// String writes "80 % bands of this kind covered 79 % of 1,240 past
// three-year-ahead cases", and nothing where there is no record.
func (r Record) String() string {
	if r.N == 0 {
		return ""
	}
	kind := "of this kind"
	if r.Kind == "" {
		kind = "of all kinds"
	}
	return english.Sprintf("80 %% bands %s covered %.0f %% of %d past %s-ahead cases", kind, 100*r.Covered, r.N, ahead[r.H])
}

// Counted is a row of record.csv: the cases of one measure of a country.
type Counted struct {
	Kind, Measure, Country string
	Information            Information
	H                      int
	N, In80                int
}

// The replays behind the record.
const (
	recordFrom    = data.Year(2000)
	recordHorizon = 5
	recordDraws   = 1000
	// fewCases are too few for a record of their own.
	fewCases = 20
)

// TrackRecord replays a measure of a country from the ends of the years since
// 2000, up to five years ahead, and counts the outcomes within 80 % intervals.
// Each case counts once for an information set, that which existed when it was
// made; what cannot be replayed has no rows.
func TrackRecord(m data.Measure, facts data.Facts) []Counted {
	cfg := Default(m.Country)
	cfg.Measure, cfg.Draws = m.ID, recordDraws
	r, err := Rerun(cfg, facts, recordFrom, data.Year(facts.Latest().Year)-1, recordHorizon)
	if err != nil { // nothing could be scored: no rows is what that means here
		return nil
	}
	var rows []Counted
	for info := History; info <= Plan; info++ {
		for h := 1; h <= recordHorizon; h++ {
			row := Counted{Kind: string(kindOf(m)), Measure: m.ID, Country: m.Country, Information: info, H: h}
			for _, c := range r.Cases {
				if c.Information == info && c.Knew == info && c.H == h {
					row.N++
					row.In80 += int(c.hit())
				}
			}
			if row.N > 0 {
				rows = append(rows, row)
			}
		}
	}
	return rows
}

// recordOf looks up what is known of forecasts of a kind. Where that kind has
// few cases it is the record of all kinds; beyond the last horizon it is that of
// the last.
func recordOf(m data.Measure, info Information, h int) Record {
	h = max(1, min(h, recordHorizon))
	r := count(string(kindOf(m)), info, h)
	if r.N < fewCases {
		r = count("", info, h)
	}
	if r.N < fewCases {
		return Record{}
	}
	return r
}

// count adds up the rows of a kind, all for "".
func count(kind string, info Information, h int) Record {
	r := Record{Kind: kind, Information: info, H: h}
	in := 0
	var countries []string
	for _, c := range recordRows() {
		if kind != "" && c.Kind != kind || c.Information != info || c.H != h {
			continue
		}
		r.N, in = r.N+c.N, in+c.In80
		countries = append(countries, c.Country)
	}
	if r.N > 0 {
		r.Covered = float64(in) / float64(r.N)
	}
	slices.Sort(countries)
	r.Countries = len(slices.Compact(countries))
	return r
}

// worldRecord is the record of shares that are forecast by what more than
// WorldPeers countries teach, past values only. H counts from the last year known.
func worldRecord(h int) Record {
	for _, r := range worldRows() {
		if r.H == max(1, min(h, recordHorizon)) {
			return Record{Kind: r.Kind, Information: r.Information, H: r.H, N: r.N, Countries: worldCountries, Covered: float64(r.In80) / float64(r.N)}
		}
	}
	panic("pipeline: embedded world.csv lacks a horizon")
}

// world.csv counts the cases of
//
//	defcast backtest --panel SIPRI-Milex-data-1949-2024_2.xlsx --origins 1985-2021/3 --least 5 --model panel --table calibration
//
// a workbook that is not in this repository: SIPRI lets no more than extracts be
// passed on.
//
//go:embed world.csv
var worldTable string

const worldCountries = 165

var worldRows = sync.OnceValue(func() []Counted {
	rows, err := ReadRecord(worldTable)
	if err != nil {
		panic("pipeline: embedded world.csv: " + err.Error())
	}
	return rows
})

//go:embed record.csv
var recordTable string

var recordRows = sync.OnceValue(func() []Counted {
	rows, err := ReadRecord(recordTable)
	if err != nil {
		panic("pipeline: embedded record.csv: " + err.Error())
	}
	return rows
})

const recordHead = "kind,measure,country,information,h,n,in80"

// ReadRecord reads the rows of a record.csv.
func ReadRecord(text string) ([]Counted, error) {
	cells, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read the record: %w", err)
	}
	if len(cells) == 0 || strings.Join(cells[0], ",") != recordHead {
		return nil, fmt.Errorf("read the record: no header %s", recordHead)
	}
	var rows []Counted
	for _, c := range cells[1:] {
		info, err := ParseInformation(c[3])
		row := Counted{Kind: c[0], Measure: c[1], Country: c[2], Information: info}
		for i, to := range []*int{&row.H, &row.N, &row.In80} {
			if err == nil {
				*to, err = strconv.Atoi(c[4+i])
			}
		}
		if err != nil {
			return nil, fmt.Errorf("read the record: row %q: %w", c, err)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// WriteRecord writes rows as [ReadRecord] reads them.
func WriteRecord(rows []Counted) []byte {
	var b strings.Builder
	b.WriteString(recordHead + "\n")
	for _, c := range rows {
		fmt.Fprintf(&b, "%s,%s,%s,%s,%d,%d,%d\n", c.Kind, c.Measure, c.Country, c.Information, c.H, c.N, c.In80)
	}
	return []byte(b.String())
}
