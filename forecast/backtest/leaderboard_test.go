package backtest_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/backtest"
)

// made returns cases of a method whose errors are given, a country each, with
// a normal forecast of spread 1 about 10 and a naive forecast of 9.
func made(model string, errors ...float64) []backtest.Case {
	var out []backtest.Case
	for i, e := range errors {
		for h := 1; h <= 2; h++ {
			c := backtest.Case{Country: fmt.Sprintf("C%02d", i), Measure: "m", Model: model, Information: "history",
				Origin: 2000 + data.Year(i), H: h, Year: data.Year(2000 + i + h), Actual: 10, Naive: 9, Scale: 2}
			out = append(out, c.Score(distuv.Normal{Mu: 10 - e, Sigma: 1}))
		}
	}
	return out
}

// TestLeaderboardByHand: errors of 0.5 and -1.5 have a MASE of (0.5+1.5)/2/2,
// the naive method's are 1 each; 200·0.5/19.5 and 200·1.5/21.5 make the sMAPE.
func TestLeaderboardByHand(t *testing.T) {
	cases := made("a", 0.5, -1.5)
	rows := backtest.Leaderboard(cases, backtest.Against{Default: "a"}, true)
	if len(rows) != 3 || rows[0].H != 0 || rows[1].H != 1 || rows[2].H != 2 {
		t.Fatalf("%d rows, want all horizons together and two", len(rows))
	}
	smape, naive := (200*0.5/19.5+200*1.5/21.5)/2, 200.0/19
	for _, r := range rows {
		near(t, "sMAPE", r.SMAPE, smape)
		near(t, "MASE", r.MASE, 0.5)
		near(t, "OWA", r.OWA, 0.5*(smape/naive+0.5/0.5))
		// The 80 % interval reaches 1.28 to either side, that of 95 % 1.96: only the
		// first outcome is in the one, both in the other.
		near(t, "cover 80", r.Cover80, 0.5)
		near(t, "cover 95", r.Cover95, 1)
		near(t, "MSIS", r.MSIS, 2*1.959963984540054/2)
		near(t, "scaled CRPS", r.SCRPS, (cases[0].Pinball+cases[2].Pinball)/2/2)
		if !math.IsNaN(r.P) || !math.IsNaN(r.Skill) || !math.IsNaN(r.InSet) {
			t.Errorf("one method alone is compared: %+v", r)
		}
	}
	if rows[0].Tasks != 2 || rows[0].N != 4 || rows[1].N != 2 {
		t.Errorf("counts %+v", rows)
	}
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9*math.Max(1, math.Abs(want))) {
		t.Errorf("%s is %.10g, want %.10g", what, got, want)
	}
}

// TestLeaderboardTellsWhatDiffers: of three methods over twelve countries one is
// as good as the default and one worse every time.
func TestLeaderboardTellsWhatDiffers(t *testing.T) {
	var good, twin, bad []float64
	for i := range 12 {
		e := 0.5 * math.Sin(float64(i))
		good, twin, bad = append(good, e), append(twin, 0.5*math.Cos(float64(i))), append(bad, 2+e)
	}
	cases := slices.Concat(made("good", good...), made("twin", twin...), made("bad", bad...), made("naive", bad...))
	rows := backtest.Leaderboard(cases, backtest.Against{Default: "good", Seed: 1}, false)
	by := map[string]backtest.Standing{}
	for _, r := range rows {
		by[r.Model] = r
	}
	if rows[3].Model != "naive" && rows[3].Model != "bad" {
		t.Errorf("last is %s", rows[3].Model)
	}
	if p := by["bad"].P; !(p < 0.001) {
		t.Errorf("p of a method that is always worse: %g", p)
	}
	if p := by["twin"].P; !(p > 0.1) {
		t.Errorf("p of one as good: %g", p)
	}
	if by["bad"].InSet >= 0.1 || by["twin"].InSet < 0.1 || by["good"].InSet < 0.1 {
		t.Errorf("confidence set: bad %g, twin %g, good %g", by["bad"].InSet, by["twin"].InSet, by["good"].InSet)
	}
	near(t, "skill of the naive method's twin", by["bad"].Skill, 0)
	if !(by["good"].Skill > 0.5) || !math.IsNaN(by["good"].P) {
		t.Errorf("default %+v", by["good"])
	}
}

// TestRefusalsDoNotCount: a method that left tasks out is compared on what it
// did and stands outside the confidence set; a series that never changed has no
// scaled scores.
func TestRefusalsDoNotCount(t *testing.T) {
	still := made("still", 0.1)
	for i := range still {
		still[i].Scale = 0
	}
	cases := slices.Concat(made("all", 0.5, 0.4, 0.3, 0.2, 0.1, 0.5, 0.4, 0.3), made("some", 0.5, 0.4), made("other", 0.6, 0.6, 0.1, 0.2, 0.2, 0.3, 0.6, 0.1), still)
	for _, r := range backtest.Leaderboard(cases, backtest.Against{Default: "all"}, false) {
		if out := r.Model == "some" || r.Model == "still"; math.IsNaN(r.InSet) != out {
			t.Errorf("%s: p-value %g of the confidence set", r.Model, r.InSet)
		}
		if r.Model == "still" && (!math.IsNaN(r.SCRPS) || r.Cover80 != 1) {
			t.Errorf("a series that never changed: %+v", r)
		}
	}
}

func TestCalibrationAndMisses(t *testing.T) {
	cases := made("a", 0.05, 0.1, 1.5, -3)
	rows := backtest.Calibration(cases)
	if len(rows) != 3 || rows[0].H != 0 || rows[0].N != 8 {
		t.Fatalf("rows %+v", rows)
	}
	near(t, "coverage of 80 %", rows[0].Cover80, 0.5)
	// Four countries with hits 1, 1, 0, 0 twice each: √(4·1²)/8.
	near(t, "its standard error", rows[0].SE80, 0.25)
	// F(10) at errors 0.05, 0.1, 1.5 and -3: 0.52, 0.54, 0.93, 0.001.
	if p := rows[0].PIT; p[0] != 0.25 || p[5] != 0.5 || p[9] != 0.25 {
		t.Errorf("PIT %v", p)
	}
	misses := backtest.Misses(append(cases, made("b", 9)...), "a", "", 3)
	if len(misses) != 3 || misses[0].Country != "C03" || misses[0].H != 1 || misses[1].H != 2 || misses[2].Country != "C02" {
		t.Errorf("misses %+v", misses)
	}
	near(t, "the worst", misses[0].Error(), -3)
	if got := backtest.Misses(cases, "a", "plan", 3); len(got) != 0 {
		t.Errorf("misses of another information set: %v", got)
	}
	// Two origins that missed one year the same way are one miss.
	again := cases[len(cases)-1]
	again.Origin, again.H = again.Origin-1, 3
	if got := backtest.Misses(append(cases, again), "a", "", 10); len(got) != 8 {
		t.Errorf("%d misses of 8 events", len(got))
	}
}

// The record of two methods on a country, made of forecasts from three years.
func ExampleLeaderboard() {
	subjects := lands(1)
	r, err := backtest.Run(subjects, naiveAndPanel(), backtest.Options{Origins: []data.Year{2006, 2010, 2014}, Horizon: 3})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range backtest.Leaderboard(r.Cases, backtest.Against{Default: "panel"}, false) {
		fmt.Printf("%s: OWA %.2f, %d of %d cases within the 80 %% interval\n", s.Model, s.OWA, int(s.Cover80*float64(s.N)+0.5), s.N)
	}
	// Output:
	// panel: OWA 0.94, 8 of 9 cases within the 80 % interval
	// naive: OWA 1.00, 8 of 9 cases within the 80 % interval
}

// TestFewBlocks: errors two years ahead from up to seven origins are no four blocks
// of two; with one block every bootstrap sample would be the sample itself and a
// method that is worse by a hair certainly so.
func TestFewBlocks(t *testing.T) {
	good := []float64{0.5, -0.4, 0.3, 0.2, -0.5, 0.4, 0.1, 0.3}
	bad := []float64{0.3, -0.6, 0.4, 0.1, -0.6, 0.3, 0.2, 0.4}
	for n := 2; n <= len(good); n++ {
		cases := slices.Concat(made("good", good[:n]...), made("bad", bad[:n]...))
		for i := range cases {
			cases[i].Country = "POL" // one country: its origins are the cases
		}
		for _, r := range backtest.Leaderboard(cases, backtest.Against{Default: "good"}, false) {
			if math.IsNaN(r.InSet) != (n < 8) {
				t.Errorf("%d origins, %s: %g", n, r.Model, r.InSet)
			}
		}
	}
}
