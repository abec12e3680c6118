package burden_test

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
)

// world draws yearly moves of countries whose surprises have common parts.
func world(countries, years int, gdp, share float64) []burden.Moves {
	z := distuv.Normal{Sigma: 1, Src: forecast.Stream(3, "world")}
	out := make([]burden.Moves, countries)
	for range years {
		f, s := z.Rand(), z.Rand()
		for i := range out {
			g := math.Sqrt(gdp)*f + math.Sqrt(1-gdp)*z.Rand()
			r := math.Sqrt(share)*s + math.Sqrt(1-share)*z.Rand()
			out[i].GDP = append(out[i].GDP, 0.02*g)
			out[i].Share = append(out[i].Share, 0.05*(r-g)) // a boom lowers the share
		}
	}
	return out
}

// TestAcrossFindsWhatIsCommon: with 400 years the estimates are near the truth
// that the moves were drawn with.
func TestAcrossFindsWhatIsCommon(t *testing.T) {
	c := burden.Across(world(8, 400, 0.5, 0.2))
	if math.Abs(c.GDP-0.5) > 0.07 || math.Abs(c.Share-0.2) > 0.07 || c.Pairs != 28 {
		t.Errorf("comovement %+v, want 0.5, 0.2 and 28 pairs", c)
	}
	if c := burden.Across(world(5, 10, 0.5, 0.2)); c != (burden.Comovement{}) {
		t.Errorf("ten years gave %+v, want nothing", c)
	}
}

// TestAcrossSkipsGaps: missing years are not moves.
func TestAcrossSkipsGaps(t *testing.T) {
	w := world(4, 60, 0.6, 0.3)
	gap := burden.Across(w)
	for i := range w {
		w[i].GDP = slices.Insert(w[i].GDP, 30, math.NaN())
		w[i].Share = slices.Insert(w[i].Share, 30, math.NaN())
	}
	if got := burden.Across(w); math.Abs(got.GDP-gap.GDP) > 1e-12 || math.Abs(got.Share-gap.Share) > 1e-12 {
		t.Errorf("with a gap %+v, without %+v", got, gap)
	}
}

// random returns n paths of h years that wander on the log scale.
func random(h, n int, key string) forecast.Paths {
	z := distuv.Normal{Sigma: 0.05, Src: forecast.Stream(1, key)}
	p := forecast.NewPaths(h, n)
	for i := range n {
		level := 0.0
		for j := range h {
			level += z.Rand()
			p.Row(i)[j] = math.Exp(level)
		}
	}
	return p
}

// TestArrange: whole futures are moved, each once; GDP and the share then hang
// together across countries as the shocks do, and nothing else is between them.
func TestArrange(t *testing.T) {
	const n = 10000
	arranged := func(country string, gdpRho, shareRho float64) (share, gdp []float64) {
		s, g := random(3, n, country+"s"), random(3, n, country+"g")
		order := burden.Arrange(s, g, burden.Shocks(n, shareRho, 1, "share", country), burden.Shocks(n, gdpRho, 1, "gdp", country))
		sorted := slices.Clone(order)
		slices.Sort(sorted)
		for i, row := range sorted {
			if i != row {
				t.Fatalf("%s: place %d of the sorted order has row %d", country, i, row)
			}
		}
		for _, row := range order {
			share, gdp = append(share, math.Log(s.Row(row)[2])), append(gdp, math.Log(g.Row(row)[2]))
		}
		return share, gdp
	}
	sa, ga := arranged("A", 0.5, 0.2)
	sb, gb := arranged("B", 0.5, 0.2)
	for what, c := range map[string]struct{ got, want float64 }{
		"GDP and GDP":     {stat.Correlation(ga, gb, nil), 0.5},
		"share and share": {stat.Correlation(sa, sb, nil), 0.2},
		"share and GDP":   {stat.Correlation(sa, gb, nil), 0},
		"own":             {stat.Correlation(sa, ga, nil), 0},
	} {
		if math.Abs(c.got-c.want) > 0.04 {
			t.Errorf("%s are correlated by %.3f, want %.2f", what, c.got, c.want)
		}
	}
}

// TestArrangeWithoutGDP sorts by the share alone.
func TestArrangeWithoutGDP(t *testing.T) {
	s := random(2, 500, "s")
	z := burden.Shocks(500, 0.3, 1, "share", "A")
	order := burden.Arrange(s, forecast.Paths{}, z, nil)
	for i := range order {
		for j := range order[:i] {
			if (z[i] < z[j]) != (s.Row(order[i])[1] < s.Row(order[j])[1]) {
				t.Fatalf("places %d and %d are not in the order of their shocks", i, j)
			}
		}
	}
}
