package scenario_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/scenario"
)

// two futures of three years after 2025, when spending was 10 and GDP 1000 and the
// year before 8: GDP grows by a tenth on the first and stands on the second, spending
// grows by 1, 2 and 3. On the first prices rise by 10, 0 and 10 % and a dollar costs
// 100; on the second they stand and it costs 120, 150 and 200.
func two() scenario.Futures {
	return scenario.Futures{Origin: 2025, SpendBefore: 10, SpendEarlier: 8, DivisorBefore: 1000,
		Country: "LND", Unit: data.Unit{Kind: data.Money, Currency: "LND", Scale: 9}, Stage: data.Amended,
		Spend:   forecast.Paths{H: 3, V: []float64{11, 13, 16, 11, 13, 16}},
		Divisor: forecast.Paths{H: 3, V: []float64{1100, 1210, 1331, 1000, 1000, 1000}},
		Prices:  forecast.Paths{H: 3, V: []float64{1.1, 1.1, 1.21, 1, 1, 1}},
		FX:      forecast.Paths{H: 3, V: []float64{100, 100, 100, 120, 150, 200}}}
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
		{"{rule: gdp, growth: [10%, 0%]}", still, []float64{1100, 1100, 1100, 1100, 1100, 1100}},
		{"{rule: gdp, growth: [5%, 0%], from: 2027}", still, []float64{1100, 1155, 1155, 1000, 1050, 1050}},
		{"{rule: gdp, of: real, growth: 0%}", still, []float64{1100, 1100, 1210, 1000, 1000, 1000}},                    // prices go on
		{"{rule: gdp, of: real, shock: 10%, to: 2026}", still, []float64{1210, 1331, 1464.1, 1100, 1100, 1100}},        // real growth of 0 becomes 10 %
		{"{rule: hold, what: real}", []float64{11, 11, 12.1, 10, 10, 10}, ten},                                         // prices
		{"{rule: hold, what: real, growth: 10%, from: 2027}", []float64{11, 12.1, 14.641, 11, 12.1, 13.31}, ten},       // and 10 % on top
		{"{rule: hold, what: growth}", []float64{12.5, 15.625, 19.53125, 12.5, 15.625, 19.53125}, ten},                 // 10/8
		{"{rule: hold, what: growth, from: 2027}", []float64{11, 12.1, 13.31, 11, 12.1, 13.31}, ten},                   // 11/10
		{"{rule: hold, what: growth, from: 2028}", []float64{11, 13, 169.0 / 11, 11, 13, 169.0 / 11}, ten},             // 13/11
		{"{rule: pledge, share: 2%, by: 2027, path: front}", []float64{19.25, 24.2, 26.62, 17.5, 20, 20}, ten},         // 1 + 3/4
		{"{rule: pledge, share: 2%, by: 2027, path: back}", []float64{13.75, 24.2, 26.62, 12.5, 20, 20}, ten},          // 1 + 1/4
		{"{rule: pledge, share: 3%, by: 2029, path: back}", []float64{12.375, 18.15, 28.28375, 11.25, 15, 21.25}, ten}, // beyond the futures
		// Prices at 10, 10 and 10 %: 1.1, 1.21, 1.331 over 1.1, 1.1, 1.21 and over 1.
		{"{rule: inflation, rate: 10%, passthrough: 0%}", still, []float64{1100, 1331, 1464.1, 1100, 1210, 1331}},
		{"{rule: inflation, rate: 10%, passthrough: 100%}", []float64{11, 14.3, 17.6, 12.1, 15.73, 21.296}, []float64{1100, 1331, 1464.1, 1100, 1210, 1331}},
		{"{rule: inflation, shock: 21%, passthrough: 50%, from: 2027, to: 2027}", []float64{11, 14.3, 17.6, 11, 14.3, 17.6}, []float64{1100, 1464.1, 1610.51, 1000, 1210, 1210}},
		{"{rule: fx, shock: 50%, imports: 20%}", []float64{12.1, 14.3, 17.6, 12.1, 14.3, 17.6}, ten},
		{"{rule: fx, rate: 150, imports: 20%}", []float64{12.1, 14.3, 17.6, 11.55, 13, 15.2}, ten},
		{"{rule: fx, rate: 150, imports: 20%, budget: held}", still, ten},
		{"{rule: fx, shock: 50%, imports: 100%, from: 2027, to: 2027}", []float64{11, 19.5, 16, 11, 19.5, 16}, ten},
		{"{rule: supplementary, amount: 2 bn, year: 2027}", []float64{11, 15, 16, 11, 15, 16}, ten},
		{"{rule: supplementary, amount: LND 0.002 tn, year: 2028}", []float64{11, 13, 18, 11, 13, 18}, ten},
		{"{rule: supplementary, rate: 10%, year: 2026}", []float64{12.1, 13, 16, 12.1, 13, 16}, ten},
		{"{rule: delay, years: 1}", []float64{10, 11, 13, 10, 11, 13}, ten},
		{"{rule: delay, years: 2}", []float64{10, 10, 11, 10, 10, 11}, ten},
		{"{rule: delay, years: 9}", []float64{10, 10, 10, 10, 10, 10}, ten},
		{"{rule: delay, years: 1, from: 2027}", []float64{11, 11, 13, 11, 11, 13}, ten},
		{"{rule: delay, years: 2, from: 2027}", []float64{11, 11, 11, 11, 11, 11}, ten},
		{"{rule: cap, share: 1.2%}", []float64{11, 13, 15.972, 11, 12, 12}, ten},
		{"{rule: cap, amount: 12 bn, from: 2028}", []float64{11, 13, 12, 11, 13, 12}, ten},
		{"{rule: rebase, level: 5%, from: 2027}", still, []float64{1100, 1270.5, 1397.55, 1000, 1050, 1050}},
		{"{rule: reaction, rival: CHN, faster: 10%, kappa: 1}", []float64{11, 14.3, 19.36, 11, 14.3, 19.36}, ten},
		{"{rule: reaction, rival: CHN, faster: 10%, kappa: 2, to: 2026}", []float64{11, 15.73, 19.36, 11, 15.73, 19.36}, ten},
		{"{rule: reaction, rival: CHN, faster: 10%, kappa: -1, from: 2027}", []float64{11, 13, 16 / 1.1, 11, 13, 16 / 1.1}, ten},
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
	fixed, bare, whole := two(), two(), two()
	fixed.Fixed = true
	bare.Prices, bare.FX, bare.SpendEarlier, bare.Stage = forecast.Paths{}, forecast.Paths{}, 0, data.Initial
	whole.Fixed, whole.Whole = true, true
	for _, c := range []struct {
		f          scenario.Futures
		rule, want string
	}{
		{fixed, "{rule: gdp, growth: 0%}", "scenario x, rule 1: gdp: the rule does not apply: the measure does not divide"},
		{two(), "{rule: hold, what: share, from: 2029}", "no year among the futures, 2026 to 2028"},
		{two(), "{rule: execution, rate: 90%, to: 2025}", "no year among the futures"},
		{two(), "{rule: pledge, share: 2%, by: 2025}", "2025 is not after 2025"},
		{fixed, "{rule: rebase, level: 4%}", "does not divide by the GDP of the year"},
		{fixed, "{rule: inflation, rate: 4%, passthrough: 0}", "nothing is passed through"},
		{bare, "{rule: inflation, rate: 4%, passthrough: 0}", "no record of the country's prices"},
		{bare, "{rule: hold, what: real}", "no record of the country's prices"},
		{bare, "{rule: gdp, of: real, growth: 1%}", "no record of the country's prices"},
		{bare, "{rule: hold, what: growth}", "spending of 2024 is not known"},
		{bare, "{rule: fx, rate: 150, imports: 20%}", "price of a dollar is on hand"},
		{bare, "{rule: supplementary, amount: 5 bn, year: 2027}", "counts initial budgets, without supplementaries"},
		{bare, "{rule: reaction, rival: CHN, faster: 5%}", "no record to estimate kappa from"},
		{bare, "{rule: reaction, rival: CHN, growth: 5%, kappa: 1}", "the growth of CHN is not on record"},
		{two(), "{rule: reaction, rival: CHN, faster: 5%, kappa: 1, from: 2028}", "a response to 2028 comes after 2028"},
		{two(), "{rule: supplementary, amount: 5 bn, year: 2029}", "2029 is no year among the futures, 2026 to 2028"},
		{two(), "{rule: supplementary, amount: JPY 5 bn, year: 2027}", "spending is in LND bn, the amount in JPY"},
		{two(), "{rule: delay, years: 1, from: 2029}", "from 2029 on there is no year among the futures"},
		{whole, "{rule: hold, what: nominal}", "hold: the rule does not apply: the ratio is published as one number"},
		{whole, "{rule: delay, years: 1}", "published as one number"},
		{whole, "{rule: cap, amount: 5 bn}", "published as one number"},
		{whole, "{rule: fx, shock: 5%, imports: 20%}", "published as one number"},
		{whole, "{rule: inflation, shock: 5%, passthrough: 1}", "published as one number"},
		{whole, "{rule: supplementary, rate: 5%, year: 2026}", "published as one number"},
		{whole, "{rule: reaction, rival: CHN, faster: 5%, kappa: 1}", "published as one number"},
		{two(), strings.Repeat("{rule: execution, rate: 1000%}, ", 400) + "{rule: delay, years: 1}", "it leaves +Inf in 2026"},
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
		{"name: x\nrules:\n  - rule: gdb", "[3:11] unknown rule \"gdb\" (there is cap, delay, execution, fx, gdp, hold, inflation, pledge, reaction, rebase, supplementary)"},
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
		{"name: x\nrules:\n  - {rule: hold, what: volume}", "hold wants what: nominal, real, share or growth, not \"volume\""},
		{"name: x\nrules:\n  - {rule: hold, what: share, growth: 1%}", "of what: nominal or real only"},
		{"name: x\nrules:\n  - {rule: execution}", "execution wants a rate above 0"},
		{"name: x\nrules:\n  - {rule: pledge, share: 300%, by: 2030}", "between 0 and 100 %"},
		{"name: x\nrules:\n  - {rule: pledge, share: 3%}", "the year by which"},
		{"name: x\nrules:\n  - {rule: pledge, share: 3%, by: 2030, path: steep}", "not \"steep\""},
		{"name: x\nrules:\n  - {rule: gdp, growth: [1%, fast]}", "[3:30] want a percentage"},
		{"name: x\nrules:\n  - {rule: gdp, growth: []}", "[3:25] want a percentage, or one a year"},
		{"name: x\nrules:\n  - {rule: gdp, growth: [0%, -100%]}", "cannot shrink by 100 %"},
		{"name: x\nrules:\n  - {rule: gdp, growth: {a: 1}}", "want a percentage"},
		{"name: x\nrules:\n  - {rule: gdp, growth: 0%, of: money}", "of: nominal or of: real, not \"money\""},
		{"name: x\nrules:\n  - {rule: inflation, rate: 4%}", "wants passthrough"},
		{"name: x\nrules:\n  - {rule: inflation, passthrough: 50%}", "a rate or shock"},
		{"name: x\nrules:\n  - {rule: inflation, rate: 4%, passthrough: 1.5}", "wants passthrough, from 0%"},
		{"name: x\nrules:\n  - {rule: inflation, rate: -100%, passthrough: 0}", "cannot fall by 100 %"},
		{"name: x\nrules:\n  - {rule: inflation, shock: -2, passthrough: 0}", "cannot fall by 100 %"},
		{"name: x\nrules:\n  - {rule: fx, rate: 150, imports: 120%}", "above 0 and up to 100 %"},
		{"name: x\nrules:\n  - {rule: fx, rate: 150}", "above 0 and up to 100 %"},
		{"name: x\nrules:\n  - {rule: fx, rate: 150, shock: 5%, imports: 20%}", "fx wants rate, like 150"},
		{"name: x\nrules:\n  - {rule: fx, rate: -150, imports: 20%}", "a dollar that costs something"},
		{"name: x\nrules:\n  - {rule: fx, rate: .nan, imports: 20%}", "a dollar that costs something"},
		{"name: x\nrules:\n  - {rule: fx, rate: dear, imports: 20%}", "[3:22]"},
		{"name: x\nrules:\n  - {rule: fx, shock: -100%, imports: 20%}", "a dollar that costs something"},
		{"name: x\nrules:\n  - {rule: fx, shock: 5%, imports: 20%, budget: cut}", "not \"cut\""},
		{"name: x\nrules:\n  - {rule: supplementary, amount: 500, year: 2027}", "[3:35] want an amount with its scale"},
		{"name: x\nrules:\n  - {rule: supplementary, amount: -5 bn, year: 2027}", "want an amount with its scale"},
		{"name: x\nrules:\n  - {rule: supplementary, amount: 5 bn}", "wants the year"},
		{"name: x\nrules:\n  - {rule: supplementary, amount: 5 bn, rate: 1%, year: 2027}", "wants an amount, like 500 bn, or"},
		{"name: x\nrules:\n  - {rule: delay, years: 0}", "delay wants years"},
		{"name: x\nrules:\n  - {rule: delay, years: 1.5}", "[3:26] years wants a whole number"},
		{"name: x\nrules:\n  - {rule: cap, share: 2%, amount: 5 bn}", "cap wants a share"},
		{"name: x\nrules:\n  - {rule: cap}", "cap wants a share"},
		{"name: x\nrules:\n  - {rule: cap, share: 2%, from: soon}", "[3:34] from wants a whole number"},
		{"name: x\nrules:\n  - {rule: rebase, level: -100%}", "rebase wants a level"},
		{"name: x\nrules:\n  - {rule: rebase, level: 4%, to: 2030}", "unknown field \"to\""},
		{"name: x\nrules:\n  - {rule: reaction, faster: 5%}", "reaction wants a rival"},
		{"name: x\nrules:\n  - {rule: reaction, rival: XXX, faster: 5%}", "reaction wants a rival"},
		{"name: x\nrules:\n  - {rule: reaction, rival: CHN}", "reaction wants growth of the rival"},
		{"name: x\nrules:\n  - {rule: reaction, rival: CHN, growth: -100%}", "cannot shrink by 100 %"},
		{"name: x\nrules:\n  - {rule: reaction, rival: CHN, faster: 5%, kappa: 7}", "a kappa from -5 to 5"},
		{"name: x\nrules:\n  - {rule: reaction, rival: CHN, faster: 5%, kappa: .nan}", "a kappa from -5 to 5"},
		{"name: x", "want a name and at least one rule"},
		{"rules:\n  - {rule: execution, rate: 97%}", "want a name"},
		{"name: x\nrules:\n  -", "an empty rule"},
		{"", "want a name"},
		{"name: [", "read scenario: "},
		{"name: x\nrules: !a b", "[2:8] tags, anchors and aliases have no place"},
		{"name: &a x\nstory: *a", "[1:7] tags, anchors and aliases"},
		{"name: x\n---\nname: y", "[3:5] several documents"},
		{"story: x\nrules: [{rule: delay, years: 1}]", "[1:1] want a name and at least one rule\n>  1 | story: x"},
		{"name: x\ncountry: Japan\nrules: [{rule: delay, years: 1}]", "unknown country \"Japan\" (want a code, like JPN)"},
		{"name: x\nrules: {rule: delay, years: 1}", "[2:8]"},
		{"- name: x", "[1:1]"},
		{"name: \x1b[2J", "not text (want YAML in UTF-8)"},
		{"\xff\xfen\x00a\x00", "not text"},
		{"name: x\r\nrules:\r\n  - {rule: delay, yaers: 1}\r\n", "[3:19] unknown field \"yaers\""},
	} {
		if _, err := scenario.Parse([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.text, err, c.want)
		}
	}
}

// TestParseByteOrderMark: editors on Windows begin a file with one.
func TestParseByteOrderMark(t *testing.T) {
	s, err := scenario.Parse([]byte("\ufeffname: x\r\nrules:\r\n  - {rule: delay, years: 1}\r\n"))
	if err != nil || s.Name != "x" || len(s.Rules) != 1 {
		t.Errorf("%+v, %v, want x with one rule", s, err)
	}
}

// TestEveryKindHasAnExample that reads as the rule it is of.
func TestEveryKindHasAnExample(t *testing.T) {
	for _, k := range scenario.Kinds() {
		s, err := scenario.Parse([]byte("name: x\nrules:\n  - " + k.Example))
		if err != nil || k.What == "" {
			t.Errorf("%s: %v", k.Name, err)
			continue
		}
		if got := strings.ToLower(fmt.Sprintf("%T", s.Rules[0])); got != "*scenario."+k.Name {
			t.Errorf("the example of %s is a %s", k.Name, got)
		}
	}
	if len(scenario.Kinds()) != 11 {
		t.Errorf("%d rules", len(scenario.Kinds()))
	}
}

// TestBuiltin: each scenario that is built in reads, is named as its file and says
// what it does.
func TestBuiltin(t *testing.T) {
	all := scenario.Builtin()
	for _, s := range all {
		text, ok := scenario.Text(s.Name)
		found, is := scenario.Find(s.Name)
		if s.Story == "" || !ok || len(text) == 0 || !is || found.Story != s.Story {
			t.Errorf("%s: %q, file %t, found %t", s.Name, s.Story, ok, is)
		}
	}
	if _, is := scenario.Find("no-such"); is || len(all) < 9 {
		t.Errorf("%d scenarios", len(all))
	}
}

// TestCountry: a scenario of one country does not apply to another.
func TestCountry(t *testing.T) {
	yen, _ := scenario.Find("yen-150")
	if _, err := yen.Apply(two()); !errors.Is(err, scenario.ErrRule) || !strings.Contains(err.Error(), "it is for JPN alone") {
		t.Errorf("got %v", err)
	}
}

// TestIdentity: real GDP times prices is nominal GDP to the last rule, since real
// GDP is the quotient; what inflation leaves is real GDP.
func TestInflationLeavesRealGDP(t *testing.T) {
	s, err := scenario.Parse([]byte("name: x\nrules: [{rule: inflation, rate: [7%, -3%, 40%], passthrough: 30%}]"))
	if err != nil {
		t.Fatal(err)
	}
	was := two()
	got, err := s.Apply(was)
	if err != nil {
		t.Fatal(err)
	}
	for i := range was.Divisor.V {
		if before, after := was.Divisor.V[i]/was.Prices.V[i], got.Divisor.V[i]/got.Prices.V[i]; math.Abs(after/before-1) > 1e-12 {
			t.Errorf("value %d: real GDP %g, was %g", i, after, before)
		}
	}
}

// TestNotes: what a held budget no longer buys is said: a dollar half as dear again,
// a fifth of spending, 1 - 1/1.1 less.
func TestNotes(t *testing.T) {
	s, err := scenario.Parse([]byte("name: x\nrules: [{rule: fx, shock: 50%, imports: 20%, budget: held}]"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Apply(two())
	if want := "What the budget buys in 2028 is -9.1 % (median)"; err != nil || len(got.Notes) != 1 || !strings.Contains(got.Notes[0], want) {
		t.Errorf("notes %q, %v", got.Notes, err)
	}
}

// rivals knows one pace and two coefficients.
type rivals struct{}

func (rivals) Pace(rival string) (float64, string, error) {
	if rival != "CHN" {
		return 0, "", scenario.ErrRule
	}
	return math.Log(1.05), "China grows by 5 %.", nil
}

func (rivals) Kappa(n int) ([]float64, string, error) {
	return []float64{0, 1}[:n], "kappa is 0 or 1.", nil
}

// TestReactionDrawsKappa: a rival that grows by 10 %, not 5, moves a path whose κ is
// 1 by 1.1/1.05 a year later and one whose κ is 0 not at all.
func TestReactionDrawsKappa(t *testing.T) {
	s, err := scenario.Parse([]byte("name: x\nrules: [{rule: reaction, rival: CHN, growth: 10%}]"))
	if err != nil {
		t.Fatal(err)
	}
	f := two()
	f.Rivalry = rivals{}
	got, err := s.Apply(f)
	if err != nil {
		t.Fatal(err)
	}
	d := 1.1 / 1.05
	want := []float64{11, 13, 16, 11, 13 * d, 16 * d * d}
	if diff := cmp.Diff(want, got.Spend.V, cmpopts.EquateApprox(0, 1e-9)); diff != "" || len(got.Notes) != 2 {
		t.Errorf("notes %q\n%s", got.Notes, diff)
	}
	s, _ = scenario.Parse([]byte("name: x\nrules: [{rule: reaction, rival: RUS, growth: 10%}]"))
	if _, err := s.Apply(f); !errors.Is(err, scenario.ErrRule) {
		t.Errorf("a rival without a record: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("name: x\nstory: y\nrules:\n  - {rule: gdp, growth: 0%, from: 2027}\n  - rule: hold\n    what: share"))
	f.Add([]byte("name: x\nrules: [{rule: pledge, share: 3%, by: 2030}, {rule: execution, rate: 0.9}]"))
	for _, k := range scenario.Kinds() {
		f.Add([]byte("name: x\nrules: [" + k.Example + "]"))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := scenario.Parse(text)
		if err != nil {
			return
		}
		got, err := s.Apply(two())
		if err != nil {
			return
		}
		for _, v := range slices.Concat(got.Divisor.V, got.Spend.V, got.Prices.V, got.FX.V) {
			if math.IsNaN(v) || math.IsInf(v, 0) || v <= 0 {
				t.Errorf("spending or GDP of %g", v)
			}
		}
	})
}
