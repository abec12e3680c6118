package backtest

import (
	"cmp"
	"math"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/score"
)

// Reliability is a row of the calibration table: how often outcomes lay where a
// method said they would.
type Reliability struct {
	Model, Information        string
	H                         int // horizon; 0 for all together
	N                         int
	Cover50, Cover80, Cover95 float64
	// SE80 is the standard error of Cover80, with the cases of one country taken
	// as one: √(Σ(Σ(hit-c))²)/n, sums over countries and over their cases. It is
	// NaN of one country, which says nothing of others.
	SE80 float64
	// PIT are the shares of outcomes in tenths of the forecasts' probability,
	// 0.1 each where the forecasts are calibrated.
	PIT []float64
}

// Calibration returns the coverage of each method's bands over all horizons
// and at each, in the order of method, information set and horizon.
func Calibration(cases []Case) []Reliability {
	type row struct {
		entrant
		h int
	}
	by := map[row][]Case{}
	for _, c := range cases {
		e := entrant{c.Model, c.Information}
		by[row{e, 0}] = append(by[row{e, 0}], c)
		by[row{e, c.H}] = append(by[row{e, c.H}], c)
	}
	var out []Reliability
	for k, cases := range by {
		Sort(cases) // sums are then in one order
		out = append(out, reliability(k.entrant, k.h, cases))
	}
	slices.SortFunc(out, func(a, b Reliability) int {
		return cmp.Or(cmp.Compare(a.Model, b.Model), cmp.Compare(rank(a.Information), rank(b.Information)), cmp.Compare(a.H, b.H))
	})
	return out
}

func reliability(e entrant, h int, cases []Case) Reliability {
	r := Reliability{Model: e.model, Information: e.information, H: h, N: len(cases)}
	var in50, in80, in95, pit []float64
	for _, c := range cases {
		in50, in80, in95, pit = append(in50, hit(c, 50)), append(in80, hit(c, 80)), append(in95, hit(c, 95)), append(pit, c.PIT)
	}
	r.Cover50, r.Cover80, r.Cover95, r.PIT = mean(in50), mean(in80), mean(in95), score.Histogram(pit, 10)
	square, off, countries := 0.0, 0.0, 1
	for i, c := range cases {
		if i > 0 && c.Country != cases[i-1].Country {
			square, off = square+off*off, 0
			countries++
		}
		off += in80[i] - r.Cover80
	}
	r.SE80 = math.NaN()
	if countries > 1 {
		r.SE80 = math.Sqrt(square+off*off) / float64(len(cases))
	}
	return r
}

// Misses returns the n cases of a method in which the outcome lay farthest from
// the median, the farthest first, in the unit of the series: where it fails. Of
// the cases of one country and year, which differ by origin, it returns the worst.
// Cases are those of one information set if it is given.
func Misses(cases []Case, model, information string, n int) []Case {
	type event struct {
		country, measure string
		year             data.Year
	}
	worst := map[event]Case{}
	for _, c := range cases {
		if c.Model != model || information != "" && c.Information != information {
			continue
		}
		k := event{c.Country, c.Measure, c.Year}
		if w, ok := worst[k]; !ok || byError(c, w) < 0 {
			worst[k] = c
		}
	}
	out := make([]Case, 0, len(worst))
	for _, c := range worst {
		out = append(out, c)
	}
	slices.SortFunc(out, byError)
	return out[:min(n, len(out))]
}

// byError puts the largest error first.
func byError(a, b Case) int {
	return cmp.Or(-cmp.Compare(math.Abs(a.Error()), math.Abs(b.Error())), a.compare(b))
}
