package render

import (
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/stat"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/pipeline"
)

func init() {
	register(Format{Name: "json", Ext: []string{".json"}, Report: reportJSON, Table: tableJSON, Tables: tablesJSON})
}

// schema names the contract of the document below: fields may be added, none
// is ever removed or given another meaning.
const schema = "defcast/forecast/v1"

type document struct {
	Schema      string         `json:"schema"`
	Country     string         `json:"country"`
	CountryName string         `json:"country_name"`
	Measure     measureJSON    `json:"measure"`
	Unit        string         `json:"unit"`
	Origin      data.Year      `json:"origin"`
	Through     data.Year      `json:"through"`
	AsOf        string         `json:"as_of"`
	Seed        uint64         `json:"seed"`
	Draws       int            `json:"draws"`
	Model       string         `json:"model"`
	Information string         `json:"information"`
	DataSHA256  string         `json:"data_sha256"`
	History     []pointJSON    `json:"history"`
	Forecast    []stepJSON     `json:"forecast"`
	Sets        []setJSON      `json:"sets"` // every information set that exists, the one of forecast included
	Scenarios   []scenarioJSON `json:"scenarios,omitempty"`
	Economy     []string       `json:"economy,omitempty"` // how prices and the exchange rate were forecast, with scenarios
	Pledges     []pledgeJSON   `json:"pledges"`
	Members     []memberJSON   `json:"members"`
	Drivers     []string       `json:"drivers"`
	Warnings    []string       `json:"warnings"`
	Sources     []citationJSON `json:"sources"`
	Record      *recordJSON    `json:"record,omitempty"` // of past forecasts of this kind
}

type recordJSON struct {
	Kind        string `json:"kind"` // "whole", "world", "halves" or "" for all
	Information string `json:"information"`
	H           int    `json:"h"`
	Level       int    `json:"level"`
	Cases       int    `json:"cases"`
	Countries   int    `json:"countries"`
	Covered     number `json:"covered"`
	Text        string `json:"text"`
}

func record(r pipeline.Record) *recordJSON {
	if r.N == 0 {
		return nil
	}
	return &recordJSON{r.Kind, r.Information.String(), r.H, 80, r.N, r.Countries, number(r.Covered), r.String()}
}

type measureJSON struct {
	ID          string          `json:"id"`
	Name        string          `json:"name"`
	Definition  string          `json:"definition"`
	Numerator   string          `json:"numerator"`
	Stage       string          `json:"stage"`
	YearBasis   string          `json:"year_basis"`
	Denominator denominatorJSON `json:"denominator"`
	Counts      string          `json:"counts"`
	Excludes    string          `json:"excludes"`
	Source      string          `json:"source"`
}

type denominatorJSON struct {
	Kind   string    `json:"kind"`
	Series string    `json:"series,omitempty"`
	Year   data.Year `json:"year,omitempty"`
	Label  string    `json:"label"`
}

type pointJSON struct {
	Year      data.Year `json:"year"`
	Value     number    `json:"value"`
	Status    string    `json:"status"`
	Published string    `json:"published"`
}

type stepJSON struct {
	Year      data.Year         `json:"year"`
	Mean      number            `json:"mean"`
	Median    number            `json:"median"`
	SD        number            `json:"sd"`
	Quantiles map[string]number `json:"quantiles"` // encoding/json sorts the keys
	Known     string            `json:"known,omitempty"`
}

type setJSON struct {
	Information string     `json:"information"`
	Forecast    []stepJSON `json:"forecast"`
}

type scenarioJSON struct {
	Name     string     `json:"name"`
	Story    string     `json:"story"`
	Source   string     `json:"source,omitempty"`
	Notes    []string   `json:"notes"`
	Forecast []stepJSON `json:"forecast"`
	More     []number   `json:"more"` // median of what a path's share is more than in forecast, a year each
}

type pledgeJSON struct {
	ID          string    `json:"id"`
	Kind        string    `json:"kind"`
	Measure     string    `json:"measure"`
	SameMeasure bool      `json:"same_measure"`
	Level       number    `json:"level"`
	By          data.Year `json:"by,omitempty"`
	Announced   string    `json:"announced"`
	Text        string    `json:"text"`
	Met         []number  `json:"met"`    // share of paths at or above the level, a year of forecast each
	MetBy       []number  `json:"met_by"` // in that year or before it
}

type memberJSON struct {
	Series string `json:"series"`
	Name   string `json:"name"`
	Weight number `json:"weight"`
	Error  string `json:"error,omitempty"`
}

type citationJSON struct {
	Key     string `json:"key"`
	Title   string `json:"title"`
	Vintage string `json:"vintage"`
	Terms   string `json:"terms"`
}

func reportJSON(w io.Writer, r *pipeline.Report, o Options) error {
	c := r.Config
	return encode(w, document{
		Schema: schema, Country: c.Country, CountryName: r.CountryName, Measure: measure(r.Measure), Unit: "share",
		Origin: r.Origin, Through: c.Through, AsOf: r.AsOf.String(), Seed: c.Seed, Draws: c.Draws,
		Model: c.Model, Information: c.Information.String(), DataSHA256: r.DataSHA256,
		History: each(r.History, func(p pipeline.Point) pointJSON {
			return pointJSON{p.Year, number(p.Value), p.Status.String(), p.Published.String()}
		}),
		Forecast: each(r.Steps, func(s pipeline.Step) stepJSON { return step(s, o.Levels) }),
		Sets: each(r.Sets, func(v pipeline.SetView) setJSON {
			return setJSON{v.Information.String(), each(v.Steps, func(s pipeline.Step) stepJSON { return step(s, o.Levels) })}
		}),
		Scenarios: each(r.Scenarios, func(v pipeline.Outcome) scenarioJSON {
			more := v.More(r.Paths)
			return scenarioJSON{v.Name, v.Story, v.Source, each(v.Notes, func(s string) string { return s }),
				each(v.Steps, func(s pipeline.Step) stepJSON { return step(s, o.Levels) }), each(more, func(m float64) number { return number(m) })}
		}),
		Economy: economy(r), Pledges: each(r.Pledges, pledge),
		Members: each(r.Members, func(m pipeline.Member) memberJSON {
			return memberJSON{m.Series, m.Name, number(m.Weight), errorText(m.Err)}
		}),
		Drivers:  each(r.Drivers, func(s string) string { return s }),
		Warnings: each(r.Warnings, errorText),
		Sources: each(r.Sources, func(s pipeline.Citation) citationJSON {
			return citationJSON{s.Key, s.Title, s.Vintage.String(), s.Terms}
		}),
		Record: record(r.Record),
	})
}

// economy says how prices and the exchange rate were forecast where scenarios may
// have used them.
func economy(r *pipeline.Report) []string {
	if len(r.Scenarios) == 0 {
		return nil
	}
	return r.Economy
}

func measure(m data.Measure) measureJSON {
	return measureJSON{
		ID: m.ID, Name: m.Name, Definition: m.String(), Numerator: m.Numerator, Stage: m.Stage.String(),
		YearBasis:   m.Basis.String(),
		Denominator: denominatorJSON{m.Denominator.Kind.String(), m.Denominator.Series, m.Denominator.Year, m.Denominator.Label},
		Counts:      m.Counts, Excludes: m.Excludes, Source: m.Source,
	}
}

// contract are the quantiles that every document has.
var contract = []float64{0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975}

// step writes a year; levels that the contract does not have add their
// quantiles to it.
func step(s pipeline.Step, levels []float64) stepJSON {
	ps := slices.Clone(contract)
	for _, l := range levels {
		lo, hi := tails(l)
		ps = append(ps, lo, hi)
	}
	q := make(map[string]number, len(ps))
	for _, p := range ps {
		q[quantileKey(p)] = number(s.Dist.Quantile(p))
	}
	return stepJSON{Year: s.Year, Mean: number(s.Dist.Mean()), Median: number(s.Dist.Quantile(0.5)), SD: number(sd(s.Dist)),
		Quantiles: q, Known: s.Known}
}

// quantileKey writes a probability without the digits that binary fractions
// add: (100-80)/200 and 0.1 are one key.
func quantileKey(p float64) string {
	short, err := strconv.ParseFloat(strconv.FormatFloat(p, 'f', 9, 64), 64)
	if err != nil {
		panic("render: a formatted float does not parse")
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}

func sd(s forecast.Sample) float64 { return stat.StdDev(s, nil) }

func pledge(p pipeline.PledgeView) pledgeJSON {
	asNumber := func(v float64) number { return number(v) }
	return pledgeJSON{
		ID: p.ID, Kind: p.Kind.String(), Measure: p.Measure, SameMeasure: p.SameMeasure, Level: number(p.Level), By: p.By,
		Announced: p.Announced.String(), Text: p.Text, Met: each(p.Met, asNumber), MetBy: each(p.MetBy, asNumber),
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// each maps a slice; its result is never nil, so that JSON has [], not null.
func each[S, T any](in []S, f func(S) T) []T {
	out := make([]T, 0, len(in))
	for _, v := range in {
		out = append(out, f(v))
	}
	return out
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// tableJSON writes the rows as objects under a schema named for the table.
func tableJSON(w io.Writer, t Table) error {
	return encode(w, struct {
		Schema string            `json:"schema"`
		About  map[string]string `json:"about,omitempty"`
		Rows   []map[string]any  `json:"rows"`
	}{"defcast/" + t.Name + "/v1", aboutJSON(t), rowsJSON(t)})
}

// tablesJSON writes an object with a table under its name each.
func tablesJSON(w io.Writer, tables []Table) error {
	type table struct {
		About map[string]string `json:"about,omitempty"`
		Rows  []map[string]any  `json:"rows"`
	}
	var names []string
	byName := map[string]table{}
	for _, t := range tables {
		names = append(names, t.Name)
		byName[t.Name] = table{aboutJSON(t), rowsJSON(t)}
	}
	return encode(w, struct {
		Schema string           `json:"schema"`
		Tables map[string]table `json:"tables"`
	}{"defcast/" + strings.Join(names, "+") + "/v1", byName})
}

func aboutJSON(t Table) map[string]string {
	about := make(map[string]string, len(t.About)) // omitted where empty
	for _, f := range t.About {
		about[f.Key] = f.Text
	}
	return about
}

func rowsJSON(t Table) []map[string]any {
	rows := make([]map[string]any, len(t.Rows))
	for i, cells := range t.Rows {
		rows[i] = make(map[string]any, len(cells))
		for j, v := range cells {
			if f, ok := v.(float64); ok {
				v = number(f)
			}
			rows[i][t.Columns[j].Key] = v
		}
	}
	return rows
}
