package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// Schema names the layout of an entry. Fields may be added to it.
const Schema = "defcast/ledger/v1"

// Entry is one forecast as it was recorded. Shares are fractions; numbers have
// six significant digits, so that the same forecast is the same bytes everywhere.
type Entry struct {
	Schema   string `json:"schema"`
	ID       string `json:"id"`       // the first digits of the checksum of all but the next two
	Recorded string `json:"recorded"` // YYYY-MM-DD
	Program  string `json:"program"`  // name and version
	Forecast
}

// Forecast is what an entry says; its checksum names the entry.
type Forecast struct {
	Country    string `json:"country"` // ISO 3166-1 alpha-3
	Measure    string `json:"measure"` // id
	Definition string `json:"definition"`
	AsOf       string `json:"as_of"` // the day whose knowledge it rests on
	DataSHA256 string `json:"data_sha256"`
	Settings   struct {
		Through     int    `json:"through"`
		Model       string `json:"model"`
		Information string `json:"information"`
		AsOf        string `json:"as_of,omitempty"`
		Draws       int    `json:"draws"`
		Seed        uint64 `json:"seed"`
		Raw         bool   `json:"raw,omitempty"`  // without calibrated intervals
		Data        string `json:"data,omitempty"` // folder of imported figures
	} `json:"settings"`
	Ruler struct {
		Origin int    `json:"origin"`
		Last   number `json:"last"`
		GDP    number `json:"gdp,omitempty"`
		Fixed  number `json:"fixed,omitempty"`
	} `json:"ruler"`
	Sets []Set `json:"sets"`
}

// Set is the forecast under one information set.
type Set struct {
	Information string `json:"information"`
	Years       []Year `json:"years"`
}

// Year is what is foretold of one year: the quantiles at [Levels].
type Year struct {
	Year      int      `json:"year"`
	Mean      number   `json:"mean"`
	Quantiles []number `json:"quantiles"`
	Known     string   `json:"known,omitempty"` // what was announced
}

// Levels are those of the quantiles: the median and three central intervals.
var Levels = []float64{0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975}

// median is the index of the median among Levels.
const median = 3

// number has six significant digits.
type number float64

// digits rounds a number to what is recorded.
func digits(v float64) number {
	out, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 6, 64), 64)
	if err != nil {
		panic("ledger: a number that was written cannot be read")
	}
	return number(out)
}

// MarshalJSON writes the number, null where it is missing.
func (v number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, float64(v), 'g', 6, 64), nil
}

// UnmarshalJSON reads a number; null is missing.
func (v *number) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*v = number(math.NaN())
		return nil
	}
	return json.Unmarshal(b, (*float64)(v))
}

// NewEntry records a report on a day by a program. It returns what
// [pipeline.NewRuler] does.
func NewEntry(r *pipeline.Report, facts data.Facts, recorded data.Date, program string) (Entry, error) {
	ruler, err := pipeline.NewRuler(r.Config.Country, r.Measure.ID, r.AsOf, facts)
	if err != nil {
		return Entry{}, err
	}
	e := Entry{Schema: Schema, Recorded: recorded.String(), Program: program}
	e.Country, e.Measure, e.Definition = r.Config.Country, r.Measure.ID, r.Measure.String()
	e.AsOf, e.DataSHA256 = r.AsOf.String(), r.DataSHA256
	c, s := r.Config, &e.Settings
	s.Through, s.Model, s.Information, s.AsOf = int(c.Through), c.Model, c.Information.String(), c.AsOf.String()
	s.Draws, s.Seed, s.Raw, s.Data = c.Draws, c.Seed, c.Raw, c.Data
	e.Ruler.Origin, e.Ruler.Last, e.Ruler.GDP, e.Ruler.Fixed = int(ruler.Origin), digits(ruler.Last), digits(ruler.GDP), digits(ruler.Fixed)
	for _, v := range r.Sets {
		e.Sets = append(e.Sets, newSet(v))
	}
	e.ID, err = e.Forecast.id()
	return e, err
}

func newSet(v pipeline.SetView) Set {
	s := Set{Information: v.Information.String()}
	for _, step := range v.Steps {
		y := Year{Year: int(step.Year), Mean: digits(step.Dist.Mean()), Known: step.Known}
		for _, p := range Levels {
			y.Quantiles = append(y.Quantiles, digits(step.Dist.Quantile(p)))
		}
		s.Years = append(s.Years, y)
	}
	return s
}

// idDigits of a checksum name an entry: 2^48 to 1 against a clash.
const idDigits = 12

// id is the checksum of what the forecast says.
func (f Forecast) id() (string, error) {
	b, err := json.Marshal(f)
	if err != nil {
		return "", fmt.Errorf("name the forecast of %s: %w", f.Country, err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])[:idDigits], nil
}

// Config returns the settings that give the forecast again on the same data.
func (f Forecast) Config() (pipeline.Config, error) {
	info, err := pipeline.ParseInformation(f.Settings.Information)
	if err != nil {
		return pipeline.Config{}, err
	}
	asOf, err := data.ParseDate(f.Settings.AsOf)
	s := f.Settings
	return pipeline.Config{Country: f.Country, Measure: f.Measure, Through: data.Year(s.Through), Model: s.Model, Information: info,
		AsOf: asOf, Draws: s.Draws, Seed: s.Seed, Raw: s.Raw, Data: s.Data}, err
}

// Asked returns the forecast under the information set that was asked for, or
// the richest below it.
func (f Forecast) Asked() Set {
	best := Set{}
	for _, s := range f.Sets {
		best = s
		if s.Information == f.Settings.Information {
			break
		}
	}
	return best
}

// ruler returns the ruler that the forecast had. The definition of the measure
// is that of the facts.
func (f Forecast) ruler(facts data.Facts) (pipeline.Ruler, error) {
	i := slices.IndexFunc(facts.Measures, func(m data.Measure) bool { return m.Country == f.Country && m.ID == f.Measure })
	if i < 0 {
		return pipeline.Ruler{}, &pipeline.UnknownError{Kind: "measure", Name: f.Measure, Known: nil}
	}
	r := f.Ruler
	return pipeline.Ruler{Measure: facts.Measures[i], Origin: data.Year(r.Origin), Last: float64(r.Last), GDP: float64(r.GDP), Fixed: float64(r.Fixed)}, nil
}
