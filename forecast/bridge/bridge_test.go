package bridge_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/bridge"
	"github.com/defcast/defcast/forecast/dist"
)

var truth = bridge.Panel{Mean: 0.05, Noise: 0.03, Level: 3, Drift: 0.3, DF: 6}

// world draws the records of n countries from the model itself, to 2024.
func world(n int, from data.Year, seed uint64) []bridge.Record {
	rng := rand.New(forecast.Stream(seed, "bridge"))
	var records []bridge.Record
	for range n {
		chi := distuv.ChiSquared{K: truth.DF, Src: rng}
		s := truth.Noise * math.Sqrt(truth.DF/chi.Rand())
		r := bridge.Record{Country: "XXX"}
		m := truth.Mean + truth.Level*s*rng.NormFloat64()
		for y := from; y <= 2024; y++ {
			r.Years = append(r.Years, y)
			r.Log = append(r.Log, m+s*rng.NormFloat64())
			m += truth.Drift * s * rng.NormFloat64()
		}
		records = append(records, r)
	}
	return records
}

func TestLearnFindsTheTruth(t *testing.T) {
	if testing.Short() {
		t.Skip("long and without goroutines: the race detector has nothing to find")
	}
	got, err := bridge.Learn(world(150, 2013, 1))
	if err != nil {
		t.Fatal(err)
	}
	// Four standard errors: 150 levels with sd 0.09 give the mean to 0.007, their
	// spread to 6 %; the noise is known better, ν worse.
	for _, c := range []struct {
		name              string
		got, want, within float64
	}{
		{"mean", got.Mean, truth.Mean, 0.03}, {"noise", got.Noise / truth.Noise, 1, 0.12}, {"level", got.Level / truth.Level, 1, 0.25},
		{"drift", got.Drift / truth.Drift, 1, 0.25}, {"degrees of freedom", math.Log(got.DF / truth.DF), 0, 0.8},
	} {
		if math.Abs(c.got-c.want) > c.within {
			t.Errorf("%s is %.4g, want %.4g within %.2g", c.name, c.got, c.want, c.within)
		}
	}
}

// TestCoverageOnSimulatedData: with the true panel the last year lies inside
// the central 80 % four times out of five, after one year of record and after
// nineteen.
func TestCoverageOnSimulatedData(t *testing.T) {
	for _, n := range []int{0, 1, 3, 19} {
		inside := 0
		records := world(1000, 2005, 2)
		for _, r := range records {
			past := bridge.Record{Country: r.Country, Years: r.Years[19-n : 19], Log: r.Log[19-n : 19]}
			u := truth.Ratio(past, 2024).CDF(math.Exp(r.Log[19]))
			if n == 0 { // the panel is that of the first year of a record: later the level has wandered
				u = truth.Ratio(past, 2024).CDF(math.Exp(r.Log[0]))
			}
			if u > 0.1 && u < 0.9 {
				inside++
			}
		}
		got := float64(inside) / float64(len(records))
		if math.Abs(got-0.8) > 0.05 { // four standard errors
			t.Errorf("%d years of record: %.3f inside the central 80 %%", n, got)
		}
	}
}

// TestOneYearByHand: with one value d the level is shrunk by k = τ²/(τ²+1) and
// the scale is learnt from that one value.
func TestOneYearByHand(t *testing.T) {
	p := truth
	d := 0.20
	r := bridge.Record{Years: []data.Year{2020}, Log: []float64{d}}
	k := p.Level * p.Level / (p.Level*p.Level + 1)
	z := (d - p.Mean) / (p.Noise * math.Sqrt(p.Level*p.Level+1))
	for _, step := range []int{1, 5, -5} {
		scale := p.Level*p.Level + 1 + p.Drift*p.Drift*math.Abs(float64(step)) - k*p.Level*p.Level
		want := distuv.StudentsT{Mu: p.Mean + k*(d-p.Mean), Sigma: p.Noise * math.Sqrt(scale*(p.DF+z*z)/(p.DF+1)), Nu: p.DF + 1}
		got := p.Ratio(r, data.Year(2020+step))
		for _, q := range []float64{0.025, 0.1, 0.5, 0.9, 0.975} {
			if a, b := got.Quantile(q), math.Exp(want.Quantile(q)); math.Abs(a/b-1) > 1e-10 {
				t.Errorf("%+d years: quantile %g is %.8g, by hand %.8g", step, q, a, b)
			}
		}
	}
}

func TestRatioProperties(t *testing.T) {
	r := world(1, 2005, 3)[0]
	if got := truth.Ratio(r, 2010); got != dist.Point(math.Exp(r.Log[5])) {
		t.Errorf("ratio of an observed year is %v, want the point", got)
	}
	width := func(d forecast.Dist) float64 { return math.Log(d.Quantile(0.9) / d.Quantile(0.1)) }
	if a, b := width(truth.Ratio(r, 2025)), width(truth.Ratio(r, 2040)); a >= b {
		t.Errorf("16 years ahead the spread is %g, one year ahead %g", b, a)
	}
	if a, b := width(truth.Ratio(r, 2025)), width(truth.Ratio(bridge.Record{}, 2025)); a >= b {
		t.Errorf("with 20 years of record the spread is %g, with none %g", a, b)
	}
	one, two := truth.Convert(r, 2026, 0.01), truth.Convert(r, 2026, 0.02)
	if a, b := one.Quantile(0.3), two.Quantile(0.3); math.Abs(b/a-2) > 1e-12 {
		t.Errorf("twice the share is converted to %g times as much", b/a)
	}
	// A year between two is known better than one beyond them.
	gap := r.Without(2015)
	if a, b := width(truth.Ratio(gap, 2015)), width(truth.Ratio(r, 2025)); a >= b {
		t.Errorf("spread inside %g, outside %g", a, b)
	}
}

func TestBetween(t *testing.T) {
	percent := data.Unit{Kind: data.Share, Scale: -2}
	a := data.Series{ID: "a", Country: "LND", Unit: data.Fraction, Start: 2000, Values: []float64{0.01, 0.02, 0, 0.04, math.NaN()}}
	b := data.Series{ID: "b", Country: "LND", Unit: data.Fraction, Start: 2001, Values: []float64{0.03, 0.03, 0.02, 0.05, 0.06}}
	got, err := bridge.Between(a, b)
	want := bridge.Record{Country: "LND", Years: []data.Year{2001, 2003}, Log: []float64{math.Log(1.5), math.Log(0.5)}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	b.Unit = percent
	if _, err := bridge.Between(a, b); err == nil {
		got, _ := bridge.Between(a, b)
		if math.Abs(got.Log[0]-math.Log(0.015)) > 1e-12 {
			t.Errorf("percent over fraction: %v", got.Log)
		}
	}
	b.Unit = data.Unit{Kind: data.Money, Currency: "EUR"}
	if _, err := bridge.Between(a, b); !errors.Is(err, data.ErrUnit) {
		t.Errorf("error %v does not wrap ErrUnit", err)
	}
}

func TestLearnRefuses(t *testing.T) {
	if _, err := bridge.Learn(world(4, 2013, 1)); !errors.Is(err, forecast.ErrShort) {
		t.Errorf("four countries: %v", err)
	}
	short := world(9, 2013, 1)
	for i := range short {
		short[i].Years, short[i].Log = short[i].Years[:1], short[i].Log[:1]
	}
	if _, err := bridge.Learn(short); !errors.Is(err, forecast.ErrShort) {
		t.Errorf("nine values: %v", err)
	}
	same := world(9, 2013, 1)
	for i := range same {
		for j := range same[i].Log {
			same[i].Log[j] = 0
		}
	}
	if _, err := bridge.Learn(same); !errors.Is(err, forecast.ErrNumeric) {
		t.Errorf("equal definitions: %v", err)
	}
}

// TestAlone: one country's record of twelve years, drawn with the drift that
// Alone assumes, holds the next year in its central 80 % about as often.
func TestAlone(t *testing.T) {
	rng := rand.New(forecast.Stream(4, "alone"))
	inside, n := 0, 200
	for range n {
		var r bridge.Record
		level := 0.3
		for y := data.Year(2013); y <= 2025; y++ {
			r.Years, r.Log = append(r.Years, y), append(r.Log, level+0.02*rng.NormFloat64())
			level += 0.02 * rng.NormFloat64()
		}
		p, err := bridge.Alone(r.Without(2025))
		if err != nil {
			t.Fatal(err)
		}
		if u := p.Ratio(r.Without(2025), 2025).CDF(math.Exp(r.Log[12])); u > 0.1 && u < 0.9 {
			inside++
		}
	}
	if got := float64(inside) / float64(n); math.Abs(got-0.8) > 0.11 {
		t.Errorf("%.3f inside the central 80 %%", got)
	}
	if _, err := bridge.Alone(world(1, 2021, 1)[0]); !errors.Is(err, forecast.ErrShort) {
		t.Errorf("four years: %v", err)
	}
	still := world(1, 2013, 1)[0]
	for i := range still.Log {
		still.Log[i] = 0.1
	}
	if _, err := bridge.Alone(still); !errors.Is(err, forecast.ErrNumeric) {
		t.Errorf("a ratio that never moves: %v", err)
	}
}

func TestConvertPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic for A = 0")
		}
	}()
	truth.Convert(bridge.Record{}, 2025, 0)
}
