package burden_test

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/datatest"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
)

func parseFloat(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func responses(t *testing.T) []burden.Response {
	t.Helper()
	var rows []burden.Response
	for _, r := range datatest.Table(t, "testdata/responses.csv") {
		year, err := strconv.Atoi(r["year"])
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, burden.Response{Country: r["country"], Year: data.Year(year), Own: parseFloat(t, r["own"]), Rival: parseFloat(t, r["rival"])})
	}
	return rows
}

// TestReactionAgreesWithR: lm with dummies for countries and years, and the clustered
// variance by matrices; testdata/reaction.R.
func TestReactionAgreesWithR(t *testing.T) {
	all := responses(t)
	var most, recent []burden.Response
	for i, r := range all {
		if (i+1)%3 != 0 {
			most = append(most, r)
		}
		if r.Year >= 2000 {
			recent = append(recent, r)
		}
	}
	rows := map[string][]burden.Response{"all": all, "two-thirds": most, "recent": recent}
	for _, want := range datatest.Table(t, "testdata/reaction.csv") {
		k, ok := burden.NewReaction(rows[want["rows"]])
		if !ok {
			t.Fatalf("%s: no estimate", want["rows"])
		}
		for _, c := range []struct {
			name string
			got  float64
		}{{"kappa", k.Kappa}, {"se", k.SE}, {"n", float64(k.Records)}, {"countries", float64(k.Countries)}, {"years", float64(k.Years)}} {
			if w := parseFloat(t, want[c.name]); math.Abs(c.got-w) > 1e-10*math.Max(1, math.Abs(w)) {
				t.Errorf("%s: %s is %.15g, R has %.15g", want["rows"], c.name, c.got, w)
			}
		}
	}
}

// TestReactionFindsWhatIsThere: effects of countries and years, however large, and the
// order of the rows do not touch a coefficient of 0.4 without noise.
func TestReactionFindsWhatIsThere(t *testing.T) {
	var rows []burden.Response
	for c := range 9 {
		for y := range 15 {
			rival := math.Sin(float64(3*c+7*y)) / 10
			rows = append(rows, burden.Response{Country: string(rune('A' + c)), Year: data.Year(2000 + y), Rival: rival,
				Own: 0.4*rival + float64(c) - math.Cos(float64(y))})
		}
	}
	k, ok := burden.NewReaction(rows)
	if !ok || math.Abs(k.Kappa-0.4) > 1e-10 || k.SE > 1e-9 {
		t.Errorf("%+v", k)
	}
	slices.Reverse(rows)
	if l, _ := burden.NewReaction(rows); math.Abs(l.Kappa-k.Kappa) > 1e-10 {
		t.Errorf("rows in another order: %+v", l)
	}
}

func TestReactionRefuses(t *testing.T) {
	rows := responses(t)
	same := slices.Clone(rows)
	for i := range same {
		same[i].Rival = float64(same[i].Year) / 1000 // a year effect
	}
	var sparse []burden.Response // 86 rows
	for i := 0; i < len(rows); i += 6 {
		sparse = append(sparse, rows[i])
	}
	few := slices.DeleteFunc(slices.Clone(rows), func(r burden.Response) bool { return r.Country > "PHL" })
	for name, c := range map[string][]burden.Response{"none": nil, "rows of 15 countries": sparse, "7 countries": few, "no variation": same} {
		if k, ok := burden.NewReaction(c); ok {
			t.Errorf("%s: %+v", name, k)
		}
	}
}

// TestReactionDraws: the draws have the quantiles of Student t.
func TestReactionDraws(t *testing.T) {
	k := burden.Reaction{Kappa: 0.1, SE: 0.05, Countries: 15}
	draws := k.Draw(20000, forecast.Stream(1, "kappa"))
	want := distuv.StudentsT{Mu: 0.1, Sigma: 0.05, Nu: 14}
	s := forecast.NewSample(draws)
	for _, p := range []float64{0.025, 0.5, 0.975} {
		if got := want.CDF(s.Quantile(p)); math.Abs(got-p) > 0.015 {
			t.Errorf("the %g-quantile of the draws lies at %.4f", p, got)
		}
	}
	if !slices.Equal(draws, k.Draw(20000, forecast.Stream(1, "kappa"))) {
		t.Error("equal sources give other draws")
	}
}
