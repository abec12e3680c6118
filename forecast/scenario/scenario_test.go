package scenario_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/scenario"
)

// two futures of three years after 2025, when spending was 10 and GDP 1000: GDP
// grows by a tenth on the first and stands on the second, spending grows by 1, 2
// and 3.
func two() scenario.Futures {
	return scenario.Futures{Origin: 2025, SpendBefore: 10, DivisorBefore: 1000,
		Spend:   forecast.Paths{H: 3, V: []float64{11, 13, 16, 11, 13, 16}},
		Divisor: forecast.Paths{H: 3, V: []float64{1100, 1210, 1331, 1000, 1000, 1000}}}
}

func TestRules(t *testing.T) {
	still, ten := []float64{11, 13, 16, 11, 13, 16}, []float64{1100, 1210, 1331, 1000, 1000, 1000}
	for _, c := range []struct {
		rules      string
		spend, gdp []float64
	}{
		{"{rule: gdp, growth: 0%}", still, []float64{1000, 1000, 1000, 1000, 1000, 1000}},
		{"{rule: gdp, growth: 2%, shock: -0.02, from: 2027}", still, []float64{1100, 1100, 1100, 1000, 1000, 1000}},
		{"{rule: gdp, shock: -5 %, from: 2026, to: 2026}", still, []float64{1050, 1155, 1270.5, 950, 950, 950}}, // growth after it stays
		{"{rule: hold, what: nominal}", []float64{10, 10, 10, 10, 10, 10}, ten},
		{"{rule: hold, what: nominal, growth: 10%, from: 2027}", []float64{11, 12.1, 13.31, 11, 12.1, 13.31}, ten},
		{"{rule: hold, what: nominal, from: 2027, to: 2027}", []float64{11, 11, 11 * 16.0 / 13, 11, 11, 11 * 16.0 / 13}, ten},
		{"{rule: hold, what: share}", []float64{11, 12.1, 13.31, 10, 10, 10}, ten},
		{"{rule: execution, rate: 50%, to: 2026}", []float64{5.5, 13, 16, 5.5, 13, 16}, ten},
		{"{rule: pledge, share: 2%, by: 2027}", []float64{16.5, 24.2, 26.62, 15, 20, 20}, ten},                // 1 %, 1.5 %, 2 %
		{"{rule: pledge, share: 4%, by: 2027, path: geometric}", []float64{22, 48.4, 53.24, 20, 40, 40}, ten}, // doubling
		{"{rule: pledge, share: 2%, from: 2028, by: 2028}", []float64{11, 13, 26.62, 11, 13, 20}, ten},        // at once
		{"{rule: gdp, growth: 0%}, {rule: hold, what: share}", []float64{10, 10, 10, 10, 10, 10}, []float64{1000, 1000, 1000, 1000, 1000, 1000}},
		{"{rule: hold, what: share}, {rule: gdp, growth: 0%}", []float64{11, 12.1, 13.31, 10, 10, 10}, []float64{1000, 1000, 1000, 1000, 1000, 1000}},
	} {
		s, err := scenario.Parse([]byte("name: x\nrules: [" + c.rules + "]"))
		if err != nil {
			t.Errorf("%s: %v", c.rules, err)
			continue
		}
		f := two()
		got, err := s.Apply(f)
		if err != nil {
			t.Errorf("%s: %v", c.rules, err)
		}
		near := cmpopts.EquateApprox(0, 1e-9)
		if diff := cmp.Diff(c.spend, got.Spend.V, near) + cmp.Diff(c.gdp, got.Divisor.V, near); diff != "" {
			t.Errorf("%s:\n%s", c.rules, diff)
		}
		if diff := cmp.Diff(two(), f); diff != "" {
			t.Errorf("%s changed what it was given:\n%s", c.rules, diff)
		}
		if share := got.Share().V[0]; math.Abs(share-c.spend[0]/c.gdp[0]) > 1e-12 {
			t.Errorf("%s: share %g", c.rules, share)
		}
	}
}

func TestRulesThatDoNotApply(t *testing.T) {
	fixed := two()
	fixed.Fixed = true
	for _, c := range []struct {
		f          scenario.Futures
		rule, want string
	}{
		{fixed, "{rule: gdp, growth: 0%}", "scenario x, rule 1: gdp: the rule does not apply: the measure does not divide"},
		{two(), "{rule: hold, what: share, from: 2029}", "no year among the futures, 2026 to 2028"},
		{two(), "{rule: execution, rate: 90%, to: 2025}", "no year among the futures"},
		{two(), "{rule: pledge, share: 2%, by: 2025}", "2025 is not after 2025"},
	} {
		s, err := scenario.Parse([]byte("name: x\nrules: [" + c.rule + "]"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Apply(c.f); !errors.Is(err, scenario.ErrRule) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.rule, err, c.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"nam: x", "[1:1] unknown field \"nam\"\n>  1 | nam: x\n       ^"},
		{"name: x\nrules:\n  - rule: gdp\n    growht: 1%", "[4:5] unknown field \"growht\""},
		{"name: x\nrules:\n  - rule: gdb", "[3:11] unknown rule \"gdb\" (there is execution, gdp, hold, pledge)"},
		{"name: x\nrules:\n  - what: share", "want a rule by name"},
		{"name: x\nrules: [{}]", "want a rule by name"},
		{"name: x\nrules:\n  - {rule: gdp, growth: 20}", "20 is beyond 1,000 %"},
		{"name: x\nrules:\n  - share", "want a rule, like"},
		{"name: x\nrules:\n  - {rule: gdp, growth: fast}", "[3:25] want a percentage or a fraction"},
		{"name: x\nrules:\n  - {rule: gdp, growth: .inf}", "want a percentage or a fraction"},
		{"name: x\nrules:\n  - {rule: gdp}", "gdp wants growth or shock"},
		{"name: x\nrules:\n  - {rule: gdp, growth: 1%, shock: -101%}", "cannot shrink by 100 %"},
		{"name: x\nrules:\n  - {rule: gdp, growth: 1%, from: 2030, to: 2027}", "no years in order"},
		{"name: x\nrules:\n  - {rule: gdp, growth: 1%, growth: 2%}", "already defined"},
		{"name: x\nrules:\n  - {rule: hold, what: real}", "hold wants what: nominal or what: share, not \"real\""},
		{"name: x\nrules:\n  - {rule: hold, what: share, growth: 1%}", "of what: nominal only"},
		{"name: x\nrules:\n  - {rule: execution}", "execution wants a rate above 0"},
		{"name: x\nrules:\n  - {rule: pledge, share: 300%, by: 2030}", "between 0 and 100 %"},
		{"name: x\nrules:\n  - {rule: pledge, share: 3%}", "the year by which"},
		{"name: x\nrules:\n  - {rule: pledge, share: 3%, by: 2030, path: steep}", "not \"steep\""},
		{"name: x", "want a name and at least one rule"},
		{"rules:\n  - {rule: execution, rate: 97%}", "want a name"},
		{"name: x\nrules:\n  -", "an empty rule"},
		{"", "want a name"},
		{"name: [", "read scenario: "},
	} {
		if _, err := scenario.Parse([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
}

func TestNames(t *testing.T) {
	if want := []string{"execution", "gdp", "hold", "pledge"}; !slices.Equal(scenario.Names(), want) {
		t.Errorf("rules %v, want %v", scenario.Names(), want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("name: x\nstory: y\nrules:\n  - {rule: gdp, growth: 0%, from: 2027}\n  - rule: hold\n    what: share"))
	f.Add([]byte("name: x\nrules: [{rule: pledge, share: 3%, by: 2030}, {rule: execution, rate: 0.9}]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := scenario.Parse(text)
		if err != nil {
			return
		}
		got, err := s.Apply(two())
		if err != nil {
			return
		}
		for _, v := range slices.Concat(got.Divisor.V, got.Spend.V) {
			if math.IsNaN(v) || v < 0 {
				t.Errorf("spending or GDP of %g", v)
			}
		}
	})
}
