package pipeline

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/burden"
)

// The intervals of years of which nothing is announced are as wide as those of
// past forecasts of other countries had to be: calibration.csv has, for each
// measure that can be replayed, how far outcomes lay from the medians of the
// default methods' forecasts at the ends of 2015 to 2024 ([burden.Strain]).
//
//	go run ./forecast/pipeline/testdata/calibrate
//
// makes it again and says how the intervals then cover. A country's own
// strains never count for it ([burden.Widening]); but those of others at the
// same time do: the rise after 2022 was common to most, and a table learnt
// before it would be narrower. The command says by how much.

//go:embed calibration.csv
var calibrationCSV []byte

// learntFor are the methods whose intervals the table is about.
var learntFor = map[kind]string{wholeRatio: PanelModel, twoHalves: DefaultModel}

// kind is how a ratio is forecast.
type kind string

// The kinds of ratio: published as one number, or made of two halves.
const (
	wholeRatio kind = "whole"
	twoHalves  kind = "halves"
)

func kindOf(m data.Measure) kind {
	if m.Denominator.Kind == data.Published {
		return wholeRatio
	}
	return twoHalves
}

// strainKey is what strains are pooled over; Pledged is true where pledges
// pull the share.
type strainKey struct {
	Kind    kind
	Pledged bool
	Lead    int
}

// Strained is a measure's strains at one lead: how far, at the ends of past
// years, outcomes lay from forecasts of years of which nothing was announced.
type Strained struct {
	Country, Measure string
	Kind             string // "whole" or "halves"
	Pledged          bool
	Lead             int
	Years            []data.Year // at whose ends the forecasts were made
	Values           []float64
}

// calibration has the strains of all measures by what they are pooled over.
type calibration map[strainKey][]burden.Strains

const calibrationHeader = "kind,pledged,lead,country,measure,first,strains"

// calibrated is the table that is built in.
var calibrated = sync.OnceValue(func() calibration {
	c, err := readCalibration(calibrationCSV)
	if err != nil {
		panic("pipeline: calibration.csv cannot be read")
	}
	return c
})

func readCalibration(text []byte) (calibration, error) {
	all, err := ReadStrains(text)
	if err != nil {
		return nil, err
	}
	c := calibration{}
	for _, s := range all {
		key := strainKey{kind(s.Kind), s.Pledged, s.Lead}
		of := c[key]
		if n := len(of); n > 0 && of[n-1].Country == s.Country {
			of[n-1].Values = append(of[n-1].Values, s.Values...)
		} else {
			c[key] = append(of, burden.Strains{Country: s.Country, Values: slices.Clone(s.Values)})
		}
	}
	return c, nil
}

// ReadStrains reads calibration.csv: a row a measure and lead, strains in the order
// of their years from the first on, empty where a year has none.
func ReadStrains(text []byte) ([]Strained, error) {
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || strings.Join(rows[0], ",") != calibrationHeader {
		return nil, fmt.Errorf("read calibration: want the header %q", calibrationHeader)
	}
	var out []Strained
	for _, row := range rows[1:] {
		s := Strained{Kind: row[0], Pledged: row[1] == "yes", Country: row[3], Measure: row[4]}
		if s.Lead, err = strconv.Atoi(row[2]); err != nil {
			return nil, fmt.Errorf("read calibration: %w", err)
		}
		year, err := strconv.Atoi(row[5])
		if err != nil {
			return nil, fmt.Errorf("read calibration: %w", err)
		}
		for i, word := range strings.Split(row[6], " ") {
			if word == "-" {
				continue
			}
			v, err := strconv.ParseFloat(word, 64)
			if err != nil {
				return nil, fmt.Errorf("read calibration: %w", err)
			}
			s.Years, s.Values = append(s.Years, data.Year(year+i)), append(s.Values, v)
		}
		out = append(out, s)
	}
	return out, nil
}

// WriteStrains writes what [ReadStrains] reads; strains have three digits after
// the point.
func WriteStrains(all []Strained) []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, calibrationHeader)
	for _, s := range all {
		var words []string
		for i, v := range s.Values {
			for len(words) < int(s.Years[i]-s.Years[0]) {
				words = append(words, "-")
			}
			words = append(words, strconv.FormatFloat(v, 'f', 3, 64))
		}
		pledged := "no"
		if s.Pledged {
			pledged = "yes"
		}
		fmt.Fprintf(&b, "%s,%s,%d,%s,%s,%d,%s\n", s.Kind, pledged, s.Lead, s.Country, s.Measure, s.Years[0], strings.Join(words, " "))
	}
	return b.Bytes()
}

// Strains gathers what calibration is learnt from: the strains of the replays,
// which must have been run with Config.Raw, in the order of what they are pooled
// over.
func (p *Pooled) Strains() []Strained {
	var out []Strained
	for _, r := range p.Replays {
		for _, c := range r.Cases {
			if c.Lead < 1 || c.Information == Announced || c.Knew != c.Information || c.Actual >= 1 {
				continue // each forecast once
			}
			s := Strained{Country: r.Config.Country, Measure: r.Measure.ID, Kind: string(kindOf(r.Measure)), Pledged: c.Pledged, Lead: c.Lead}
			if c.Information == Plan && !c.Pledged {
				continue
			}
			i := slices.IndexFunc(out, func(t Strained) bool {
				return t.Country == s.Country && t.Measure == s.Measure && t.Pledged == s.Pledged && t.Lead == s.Lead
			})
			if i < 0 {
				i, out = len(out), append(out, s)
			}
			out[i].Years = append(out[i].Years, data.Year(c.AsOf.Year))
			out[i].Values = append(out[i].Values, burden.Strain(c.Dist, c.Actual))
		}
	}
	slices.SortStableFunc(out, compareStrained)
	return out
}

func compareStrained(a, b Strained) int {
	if c := strings.Compare(a.Kind, b.Kind); c != 0 {
		return c
	}
	if a.Pledged != b.Pledged {
		if b.Pledged {
			return -1
		}
		return 1
	}
	if a.Lead != b.Lead {
		return a.Lead - b.Lead
	}
	return strings.Compare(a.Country, b.Country)
}

// calibrationLevel is that of the interval which the table is made for.
const calibrationLevel = 0.8

// factor returns the stretch of a lead for a country, no less than that of a
// shorter lead: a fall is noise of the few cases, and bands would narrow with it.
func (c calibration) factor(k kind, pledged bool, lead int, country string) float64 {
	f := 0.0
	for l := 1; l <= min(lead, longestLead); l++ {
		f = max(f, c.at(k, pledged, l, country))
	}
	return f
}

// longestLead is the last lead of which the replays behind the table have
// enough cases.
const longestLead = 5

// at returns what cases of a lead teach; the nearest lead that was seen stands
// for others, and unpledged shares for pledged ones of which too few were.
func (c calibration) at(k kind, pledged bool, lead int, country string) float64 {
	for _, p := range []bool{pledged, false} {
		for away := range maxLead {
			for _, l := range []int{lead - away, lead + away} {
				if f, ok := burden.Widening(c[strainKey{k, p, l}], country, calibrationLevel); ok {
					return f
				}
			}
		}
	}
	return 1
}

// maxLead bounds the search for a lead that was seen.
const maxLead = int(MaxThrough - 1900)

// calibrate stretches the share, and spending with it, in the years of which
// nothing is announced; another method's intervals than the default's are its
// own, and so are those learnt from all the world.
func (q *question) calibrate(cfg Config, f futures, pledged bool) futures {
	known := len(q.spend.Known)
	if !calibrates(cfg, q.measure) || known >= f.share.H || q.peers >= WorldPeers {
		return f
	}
	q.stretched = true
	table := calibrated()
	factor := func(lead int) float64 { return table.factor(kindOf(q.measure), pledged, lead, cfg.Country) }
	share := burden.Stretch(f.share, known, factor)
	spend := f.spend.Map(same)
	for i := range spend.V {
		spend.V[i] *= share.V[i] / f.share.V[i]
	}
	q.note("From %s on, intervals are %s times as wide as the method's: past forecasts of other countries' shares were that far off (80 %% interval, year ends 2015 to 2024).",
		q.measure.Basis.Label(q.ratio.End()+data.Year(known+1)), span(factor(1), factor(f.share.H-known)))
	f.share, f.spend = share, spend
	return f
}

// calibrates reports whether the intervals of a measure's open years are
// calibrated.
func calibrates(cfg Config, m data.Measure) bool {
	return !cfg.Raw && cfg.Model == learntFor[kindOf(m)]
}

// Calibrates reports whether the intervals that a method gives for years of which
// nothing was announced are calibrated by the forecasts of other countries at the
// ends of 2015 to 2024: in forecasts as of those years that is fair between
// countries and not in time.
func Calibrates(method string, m data.Measure, facts data.Facts) bool {
	return calibrates(Config{Model: method}, m) && (method != PanelModel || len(Peers(m, facts)) < WorldPeers)
}

// Calibrated reports whether any of the intervals were, see [Calibrates].
func (r *Replay) Calibrated() bool { return r.stretched }

// span writes one factor or two.
func span(a, b float64) string {
	if math.Abs(a-b) < 0.05 {
		return english.Sprintf("%.1f", a)
	}
	return english.Sprintf("%.1f to %.1f", a, b)
}
