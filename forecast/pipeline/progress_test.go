package pipeline

import (
	"errors"
	"math"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
)

// embeddedFacts are those of the snapshot.
func embeddedFacts(t *testing.T) data.Facts {
	t.Helper()
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	return s.Facts
}

// TestTrackAddsUp: what is done and what is left are the total, and the first
// budget of the program is the one of FY2023, JPY 6,600.1 bn, with what its
// supplementary budget added (jpn/spending.csv, composition.csv).
func TestTrackAddsUp(t *testing.T) {
	p, err := Track(embeddedFacts(t), "JPN", "")
	if err != nil {
		t.Fatal(err)
	}
	if p.Name != "Defense Buildup Program" || p.From != 2023 || p.To != 2027 {
		t.Errorf("%s from %d to %d", p.Name, p.From, p.To)
	}
	totals := map[string]float64{"spent": 43000, "budgeted": 43000, "contracted": 43500}
	for _, a := range p.Accounts {
		sum := a.Left
		for _, i := range a.Instalments {
			sum += i.Initial + i.Supplemented
		}
		if a.Total != totals[a.What] || math.Abs(sum-a.Total) > 1e-9*a.Total {
			t.Errorf("%s: total %g, want %g; years and rest make %g", a.What, a.Total, totals[a.What], sum)
		}
		delete(totals, a.What)
		if first := a.Instalments[0]; a.What == "budgeted" && (first.Year != 2023 || first.Initial != 6600.1 || first.Supplemented <= 0) {
			t.Errorf("first instalment %+v, want 6600.1 in 2023 and a supplementary budget", first)
		}
		if a.What == "spent" && a.Instalments[0].Supplemented != 0 {
			t.Error("what was spent has supplementary budgets in it already")
		}
	}
	if len(totals) > 0 {
		t.Errorf("no account of %v", totals)
	}
}

func TestTrackRefuses(t *testing.T) {
	facts := embeddedFacts(t)
	if _, err := Track(facts, "CHN", ""); !errors.Is(err, ErrNoProgram) || err.Error() != "China has no multi-year program on record" {
		t.Errorf("China: %v", err)
	}
	if _, err := Track(facts, "FRA", ""); !errors.Is(err, ErrNoYears) {
		t.Errorf("France: %v, want ErrNoYears", err)
	}
	if _, err := Track(facts, "JPN", "x"); err == nil {
		t.Error("an unknown program has no error")
	}
	if _, err := Track(facts, "XXX", ""); err == nil {
		t.Error("an unknown country has no error")
	}
}

// TestComposeAddsUp: the parts of each year make the whole, to half a percent.
func TestComposeAddsUp(t *testing.T) {
	p, err := Compose(embeddedFacts(t), "JPN")
	if err != nil {
		t.Fatal(err)
	}
	if p.Whole.Len() < 8 || len(p.Items) < 8 {
		t.Errorf("%d parts over %d years, want 8 or more of each", len(p.Items), p.Whole.Len())
	}
	for i, want := range p.Whole.Values {
		sum := 0.0
		for _, item := range p.Items {
			if item.Values[i] < 0 {
				t.Errorf("%s: %g", item.Name, item.Values[i])
			}
			sum += item.Values[i]
		}
		if math.Abs(sum-want) > 0.005*want {
			t.Errorf("year %d: parts %g, whole %g", int(p.Whole.Start)+i, sum, want)
		}
	}
	if _, err := Compose(embeddedFacts(t), "CHN"); !errors.Is(err, ErrNoParts) {
		t.Errorf("China: %v, want ErrNoParts", err)
	}
}

// TestTraceOrdersStages: from the initial budget to the outturn, of years that
// have the first and another.
func TestTraceOrdersStages(t *testing.T) {
	s, err := Trace(embeddedFacts(t), "JPN", "")
	if err != nil {
		t.Fatal(err)
	}
	want := []data.Status{data.Initial, data.Amended, data.Settled}
	if len(s.Series) != len(want) {
		t.Fatalf("%d stages, want %d", len(s.Series), len(want))
	}
	for i, x := range s.Series {
		if got := x.StatusAt(x.End()); got != want[i] {
			t.Errorf("stage %d is %s, want %s", i, got, want[i])
		}
	}
	for _, y := range []data.Year{s.First, s.Last} {
		if _, ok := s.Series[0].At(y); !ok {
			t.Errorf("no initial budget in %d", y)
		}
	}
	if _, err := Trace(embeddedFacts(t), "POL", "nato"); !errors.Is(err, ErrNoStages) {
		t.Errorf("a share: %v, want ErrNoStages", err)
	}
}

// TestReactIsLeastSquares takes a country that follows its rival exactly, a
// year later and at half the pace: slope 1/2, no error, no intercept.
func TestReactIsLeastSquares(t *testing.T) {
	const n = 12
	rival := make([]float64, n) // log growth of year 2000+i
	for i := range rival {
		rival[i] = 0.02 * float64(i%5)
	}
	spend := func(code string, growth func(i int) float64) data.Series {
		s := data.Series{ID: code + "-sipri-lcu", Country: code, Unit: data.Unit{Kind: data.Money, Currency: "USD"}, Start: 2000, Values: []float64{100}}
		for i := 1; i < n; i++ {
			s.Values = append(s.Values, s.Values[i-1]*math.Exp(growth(i))*1.03) // prices rise by 3 % a year
		}
		return s
	}
	prices := func(code string) data.Series {
		s := data.Series{ID: code + "-gdp-deflator", Country: code, Start: 2000}
		for i := range n {
			s.Values = append(s.Values, math.Pow(1.03, float64(i)))
		}
		return s
	}
	p, err := data.NewPanel(spend("aaa", func(i int) float64 { return rival[i-1] / 2 }), spend("bbb", func(i int) float64 { return rival[i] }), prices("aaa"), prices("bbb"))
	if err != nil {
		t.Fatal(err)
	}
	measure := func(code string) data.Measure { return data.Measure{ID: "m", Country: code, Numerator: "x"} }
	r, err := React(data.Facts{Panel: p, Measures: []data.Measure{measure("AAA"), measure("BBB")}}, "AAA", "BBB")
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(r.Slope-0.5) > 1e-9 || math.Abs(r.Intercept) > 1e-9 || math.Abs(r.R-1) > 1e-9 || r.SE > 1e-6 || len(r.Pairs) != n-2 {
		t.Errorf("slope %g, intercept %g, correlation %g, error %g of %d pairs, want 1/2, 0, 1, 0 of %d", r.Slope, r.Intercept, r.R, r.SE, len(r.Pairs), n-2)
	}
	if _, err := React(embeddedFacts(t), "JPN", "PRK"); !errors.Is(err, ErrNoGrowth) {
		t.Errorf("North Korea: %v, want ErrNoGrowth", err)
	}
}
