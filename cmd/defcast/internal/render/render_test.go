package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/datatest"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/pipeline"
)

// land is a report of a made-up country that has something of everything.
// Its draws are 1001 equally spaced values, so that quantiles can be checked
// by hand: those of 2025 lie at 0.019 + 0.002·p, those of 2026 at 0.018 + 0.006·p.
func land() *pipeline.Report {
	draws := func(lo, width float64) forecast.Sample {
		v := make([]float64, 1001)
		for i := range v {
			v[i] = lo + width*float64(i)/1000
		}
		return forecast.NewSample(v)
	}
	cfg := pipeline.Default("LND")
	cfg.Measure, cfg.Through, cfg.Model = "budget", 2026, "pool"
	r := &pipeline.Report{
		Config: cfg, CountryName: "Landia", Origin: 2024, AsOf: data.MustDate("2025-06-30"),
		Measure: data.Measure{ID: "budget", Country: "LND", Name: "defence budget of the Ministry", Numerator: "lnd-budget",
			Stage: data.Initial, Basis: data.FiscalApril, Source: "treasury",
			Denominator: data.Denominator{Kind: data.Frozen, Series: "lnd-gdp", Year: 2022, Label: "FY2022 GDP, frozen at LND 100 tn"},
			Counts:      "all spending of the Ministry (防衛省), bases and pensions of its staff included, as enacted at the start of the year",
			Excludes:    "the coast guard"},
		DataSHA256: strings.Repeat("0123456789abcdef", 4),
		Steps: []pipeline.Step{
			{Year: 2025, Dist: draws(0.019, 0.002), Known: "enacted budget LND 2,000 bn; official GDP outlook +3.4 %"},
			{Year: 2026, Dist: draws(0.018, 0.006)},
		},
		Pledges: []pipeline.PledgeView{
			{Pledge: data.Pledge{ID: "two", Country: "LND", Measure: "budget", Level: 0.02, By: 2026, Announced: data.MustDate("2022-12"), Text: "2 % by 2026"},
				SameMeasure: true, Met: []float64{0.5, 0.667}, MetBy: []float64{0.5, 0.7}},
			{Pledge: data.Pledge{ID: "five", Country: "LND", Kind: data.Ask, Level: 0.05, By: 2035},
				Met: []float64{0, 0}, MetBy: []float64{0, 0.999}},
			{Pledge: data.Pledge{ID: "due", Country: "LND", Kind: data.Cap, Measure: "budget", Level: 0.01, By: 2024}, SameMeasure: true,
				Met: []float64{1, 1}, MetBy: []float64{1, 1}},
		},
		Record:  pipeline.Record{Kind: "halves", Information: pipeline.Plan, H: 1, N: 1240, Countries: 31, Covered: 0.789},
		Drivers: []string{"Spending: the method's median growth is +7.1 % a year, FY2026."},
		Members: []pipeline.Member{{Series: "lnd-budget", Name: "drift", Weight: 0.5}, {Series: "lnd-budget", Name: "naive", Weight: 0.5},
			{Series: "lnd-gdp", Name: "drift", Weight: 1}, {Series: "lnd-gdp", Name: "theta", Err: errors.New("3 values, want at least 4: series too short")}},
		Warnings: []error{errors.New("only 9 past values of this measure: the spread is a guess")},
		Sources:  []pipeline.Citation{{Key: "treasury", Title: "Treasury: Budgets | 2025", Vintage: data.MustDate("2025-04-01"), Terms: "free with attribution"}},
	}
	for info, lo := range []float64{0.017, 0.0175, 0.018} {
		s := pipeline.SetView{Information: pipeline.Information(info), Steps: []pipeline.Step{r.Steps[0], {Year: 2026, Dist: draws(lo, 0.006)}}}
		r.Sets = append(r.Sets, s)
	}
	for i := range 9 {
		r.History = append(r.History, pipeline.Point{Year: data.Year(2016 + i), Value: 0.01 + 0.001*float64(i), Status: data.Initial, Published: data.Date{Year: 2016 + i, Month: 4}})
	}
	r.History[8].Status = data.Estimate
	return r
}

func models() Table {
	return Table{Name: "things", About: []Field{{"made", "up"}}, Columns: []Column{{Key: "name"}, {Key: "n", Right: true}, {Key: "value", Right: true}, {Key: "what", Wide: true}, {Key: "ref", Wide: true}},
		Rows: [][]any{
			{"a", 7, Exact(560245.7), "short", "Author 2021"},
			{"日本語", 12, math.NaN(), "prose that is so long that it cannot stand on one line of eighty columns, comma, | and <", ""},
			{"c", 1, 1234567.0, "", ""},
		}}
}

func formats(t *testing.T, f func(*testing.T, Format)) {
	t.Helper()
	for _, name := range Names() {
		format, err := Lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) { f(t, format) })
	}
}

func TestGolden(t *testing.T) {
	formats(t, func(t *testing.T, f Format) {
		if f.Binary {
			t.Skip("not text: see its own test")
		}
		var report, table bytes.Buffer
		if err := f.Report(&report, land(), Options{Levels: []float64{50, 80, 95}}); err != nil {
			t.Fatal(err)
		}
		if err := f.Table(&table, models()); err != nil {
			t.Fatal(err)
		}
		datatest.Golden(t, filepath.Join("testdata", "report"+f.Ext[0]), report.Bytes())
		datatest.Golden(t, filepath.Join("testdata", "table"+f.Ext[0]), table.Bytes())
	})
}

// write returns what a format makes of the report.
func write(t *testing.T, format string, o Options) string {
	t.Helper()
	f, err := Lookup(format)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Report(&b, land(), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestJSONContract reads the document as another program would, into types of
// its own, and holds it against numbers computed by hand from the draws.
func TestJSONContract(t *testing.T) {
	var doc struct {
		Schema, Country, Unit, Model, Information string
		Measure                                   struct{ ID string }
		Origin                                    int
		AsOf                                      string `json:"as_of"`
		Seed                                      uint64
		Draws                                     int
		SHA                                       string `json:"data_sha256"`
		History                                   []struct {
			Year   int
			Value  float64
			Status string
		}
		Forecast []struct {
			Year             int
			Mean, Median, SD float64
			Quantiles        map[string]float64
		}
		Warnings []string
	}
	text := write(t, "json", Options{Levels: []float64{60}})
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(doc.Schema, doc.Country, doc.Measure.ID, doc.Unit, doc.Origin, doc.AsOf, doc.Seed, doc.Draws, doc.Model, doc.Information),
		fmt.Sprint("defcast/forecast/v1", "LND", "budget", "share", 2024, "2025-06-30", 1, 10000, "pool", "plan"); got != want {
		t.Errorf("head is %s, want %s", got, want)
	}
	if len(doc.History) != 9 || doc.History[8].Value != 0.018 || doc.History[8].Status != "estimate" {
		t.Errorf("history %+v", doc.History)
	}
	s := doc.Forecast[1]
	want := map[string]float64{"0.2": 0.0192, "0.8": 0.0228} // of the level asked for
	for key, p := range map[string]float64{"0.025": 0.025, "0.1": 0.1, "0.25": 0.25, "0.5": 0.5, "0.75": 0.75, "0.9": 0.9, "0.975": 0.975} {
		want[key] = 0.018 + 0.006*p
	}
	if diff := cmp.Diff(want, s.Quantiles, cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-6*a })); diff != "" {
		t.Errorf("quantiles (-want +got):\n%s", diff)
	}
	// n points at distance d have the sample variance d²·n·(n+1)/12.
	if sd := 0.006 / 1000 * math.Sqrt(1001*1002/12.0); math.Abs(s.SD-sd) > 1e-6*sd || math.Abs(s.Mean-0.021) > 1e-7 || s.Median != 0.021 {
		t.Errorf("mean, median, sd = %g, %g, %g, want 0.021, 0.021, %g", s.Mean, s.Median, s.SD, sd)
	}
	if len(doc.Warnings) != 1 || doc.SHA != land().DataSHA256 {
		t.Errorf("warnings %q, sha %q", doc.Warnings, doc.SHA)
	}
}

func TestJSONHasListsWhereThereIsNothing(t *testing.T) {
	r := land()
	r.History, r.Pledges, r.Warnings, r.Drivers, r.Members, r.Sources = nil, nil, nil, nil, nil, nil
	var b bytes.Buffer
	if err := reportJSON(&b, r, Options{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "null") {
		t.Errorf("null in\n%s", b.String())
	}
}

func TestCSVIsRectangular(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(write(t, "csv", Options{Levels: []float64{80, 99.5}}))).ReadAll() // fails on ragged rows
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(rows[0], ","), "country,measure,year,kind,status,mean,median,lo80,hi80,lo99.5,hi99.5"; got != want {
		t.Errorf("head %s, want %s", got, want)
	}
	if got, want := len(rows), 1+9+2; got != want {
		t.Errorf("%d rows, want %d", got, want)
	}
}

func TestTextFitsTheScreen(t *testing.T) {
	for _, o := range []Options{{}, {Levels: []float64{50, 80, 95}}, {Levels: []float64{10, 50, 80, 90, 99.99}}} {
		text := write(t, "text", o)
		for _, line := range strings.Split(text, "\n") {
			if columns(line) > screen {
				t.Errorf("levels %v: %d columns: %s", o.Levels, columns(line), line)
			}
			if strings.TrimRight(line, " ") != line {
				t.Errorf("levels %v: blanks at the end of %q", o.Levels, line)
			}
		}
		for _, l := range o.Levels {
			if !strings.Contains(text, levelName(l)+" % interval") {
				t.Errorf("level %g is not shown", l)
			}
		}
	}
}

// TestWideTable: where the narrow columns leave no room beside them, prose goes below.
func TestWideTable(t *testing.T) {
	long := strings.Repeat("x", 50)
	table := Table{Columns: []Column{{Key: "id"}, {Key: "what", Wide: true}}, Rows: [][]any{{long, "prose"}}}
	var b bytes.Buffer
	if err := tableText(&b, table); err != nil {
		t.Fatal(err)
	}
	if want := "id\n    what\n" + long + "\n    prose\n"; b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestHistoryHasNothingAnnounced(t *testing.T) {
	r := land()
	full := r.Sets
	if s := information(r); strings.HasSuffix(s, ")") {
		t.Errorf("all is known: %s", s)
	}
	r.Sets = full[:2]
	if s := information(r); !strings.HasSuffix(s, "(no plan or pledge for this measure is known)") {
		t.Errorf("no plan is known: %s", s)
	}
	r.Sets = full[:1]
	if s := information(r); !strings.HasSuffix(s, "(none is known for this measure)") {
		t.Errorf("announced, but nothing is: %s", s)
	}
	r.Config.Information = pipeline.History
	if s := information(r); s != "history: past values only" {
		t.Errorf("history: %s", s)
	}
}

func TestColorIsOptional(t *testing.T) {
	if plain := write(t, "text", Options{}); strings.Contains(plain, "\x1b") {
		t.Error("colour where none was asked for")
	}
	if bold := write(t, "text", Options{Color: true}); !strings.Contains(bold, "\x1b[1m") {
		t.Error("no colour where it was asked for")
	}
}

// full is a disk without room after n bytes.
type full struct{ n int }

var errFull = errors.New("disk full")

func (w *full) Write(b []byte) (int, error) {
	if len(b) > w.n {
		return 0, errFull
	}
	w.n -= len(b)
	return len(b), nil
}

func TestWriteErrorsAreReturned(t *testing.T) {
	formats(t, func(t *testing.T, f Format) {
		if err := f.Report(&full{}, land(), Options{}); !errors.Is(err, errFull) {
			t.Errorf("report: error %v, want %v", err, errFull)
		}
		if err := f.Table(&full{}, models()); !errors.Is(err, errFull) {
			t.Errorf("table: error %v, want %v", err, errFull)
		}
	})
}

func TestForFile(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"a.JSON", "json"}, {"dir.csv/a.md", "md"}, {"a.markdown", "md"}, {"a.txt", "text"},
		{"a.jsn", `unknown extension ".jsn" (did you mean ".json"?)`},
		{"plain", `unknown extension "" (there is .csv, .json, .tex, .md, .markdown, .txt, .xlsx)`},
	} {
		f, err := ForFile(c.file)
		got := f.Name
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("ForFile(%q) = %s, want %s", c.file, got, c.want)
		}
	}
}
