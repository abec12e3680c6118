package burden_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
	"github.com/defcast/defcast/forecast/dist"
	"github.com/defcast/defcast/forecast/model"
)

func grow(id string, n int, rate float64) data.Series {
	s := data.Series{ID: id, Country: "XXX", Start: 2000}
	for t := range n {
		s.Values = append(s.Values, 100*math.Exp(rate*float64(t)+0.02*math.Sin(1.7*float64(t))))
	}
	return s
}

func TestProjectWithoutAnnouncementsIsTheModel(t *testing.T) {
	y := grow("y", 20, 0.03)
	p, err := burden.Half{Series: y, Model: model.Drift{}}.Project(4, 8000, 1)
	if err != nil {
		t.Fatal(err)
	}
	fit, err := model.Log{Of: model.Drift{}}.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	for h, d := range fit.Forecast(4).Steps {
		for _, q := range []float64{0.1, 0.5, 0.9} {
			got := d.CDF(p.Paths.Step(h + 1).Quantile(q))
			if math.Abs(got-q) > 0.02 { // four standard errors of 8,000 draws
				t.Errorf("step %d: simulated %g-quantile lies at %g of the analytic distribution", h+1, q, got)
			}
		}
	}
}

func TestExactAnnouncementHasNoSpread(t *testing.T) {
	half := burden.Half{Series: grow("y", 20, 0.03), Model: model.Drift{}, Known: []burden.Known{{Year: 2020, Value: 250}}}
	p, err := half.Project(3, 500, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Paths.N() {
		if p.Paths.Row(i)[0] != 250 {
			t.Fatalf("path %d starts at %g, want the announced 250", i, p.Paths.Row(i)[0])
		}
	}
	// The year after starts from the announcement: about 250 growing by drift.
	if m := p.Paths.Step(2).Quantile(0.5); m < 250 || m > 280 {
		t.Errorf("median after the announced year is %g", m)
	}
}

// TestErrorsStayWithThePath: a plan that is known to be missed by exactly 10 %
// moves every later year by 10 %, and growth announcements carry the errors of
// the years before.
func TestErrorsStayWithThePath(t *testing.T) {
	miss := dist.Point(math.Log(0.9))
	y := grow("y", 20, 0.03)
	project := func(known ...burden.Known) forecast.Paths {
		p, err := burden.Half{Series: y, Model: model.Naive{}, Known: known}.Project(4, 4000, 1)
		if err != nil {
			t.Fatal(err)
		}
		return p.Paths
	}
	p := project(burden.Known{Year: 2020, Value: 200, Error: miss}, burden.Known{Year: 2021, Value: 210, Error: miss, Growth: true})
	for h, want := range []float64{180, 210 * 0.81, 210 * 0.81, 210 * 0.81} {
		if got := p.Step(h + 1).Quantile(0.5); math.Abs(got/want-1) > 0.01 {
			t.Errorf("median of step %d is %g, want %g", h+1, got, want)
		}
	}
	q := project(burden.Known{Year: 2020, Value: 200, Error: miss}, burden.Known{Year: 2021, Value: 210, Error: miss})
	if got := q.Step(2).Quantile(0.5); math.Abs(got/189-1) > 1e-9 {
		t.Errorf("an announcement that is not of growth carries the error before it: %g, want 189", got)
	}
}

// TestErrorsFollow: errors of two years with ρ = 0.6 are correlated so, and each has
// its own distribution to the last draw.
func TestErrorsFollow(t *testing.T) {
	e := dist.StudentT(0, 0.1, 30)
	half := burden.Half{Series: grow("y", 20, 0.03), Model: model.Naive{}, Known: []burden.Known{
		{Year: 2020, Value: 100, Error: e}, {Year: 2021, Value: 100, Error: e, Follows: 0.6}}}
	p, err := half.Project(2, 5000, 3)
	if err != nil {
		t.Fatal(err)
	}
	var x, y []float64
	for i := range p.Paths.N() {
		x, y = append(x, math.Log(p.Paths.Row(i)[0])), append(y, math.Log(p.Paths.Row(i)[1]))
	}
	if got := stat.Correlation(x, y, nil); math.Abs(got-0.6) > 0.04 {
		t.Errorf("errors are correlated by %.3f, want 0.6", got)
	}
	if a, b := p.Paths.Step(1), p.Paths.Step(2); !slices.Equal(a, b) {
		t.Error("following changed the distribution of the second year")
	}
}

// TestPersistence by hand: of 1, -1, 1, … (10 values, mean 0) the first
// autocorrelation is -9/10, times 10/35.
func TestPersistence(t *testing.T) {
	e := []float64{1, -1, 1, -1, 1, -1, 1, -1, 1, -1}
	if got := burden.Persistence(e); math.Abs(got+0.9*10/35) > 1e-12 {
		t.Errorf("persistence %g, want %g", got, -0.9*10/35)
	}
	if burden.Persistence(e[:7]) != 0 || burden.Persistence(make([]float64, 9)) != 0 {
		t.Error("few or equal errors persist")
	}
}

func TestRecord(t *testing.T) {
	if _, ok := burden.Record([]float64{0.1, 0.2, 0.3}); ok {
		t.Error("three errors make a record")
	}
	// Mean 0, sd √(2/3)·… by hand: errors ±0.1, ±0.1 have sd 0.11547, scale
	// 0.11547·√1.25 = 0.1291; t(3) has its 0.9-quantile at 1.6377.
	d, ok := burden.Record([]float64{0.1, -0.1, 0.1, -0.1})
	if !ok {
		t.Fatal("four errors make no record")
	}
	if q := d.Quantile(0.9); math.Abs(q-1.6377*0.12910) > 1e-4 {
		t.Errorf("0.9-quantile is %g, want %g", q, 1.6377*0.12910)
	}
}

func TestCouple(t *testing.T) {
	draw := func(key string) forecast.Paths {
		f, err := model.Naive{}.Fit(grow(key, 20, 0.03))
		if err != nil {
			t.Fatal(err)
		}
		return f.Simulate(3, 4000, forecast.Stream(1, key))
	}
	a, b := draw("a"), draw("b")
	for _, rho := range []float64{-0.8, 0, 0.5, 1} {
		c := burden.Couple(a, b, rho, forecast.Stream(2, "couple"))
		x, y := make([]float64, a.N()), make([]float64, a.N())
		for i := range x {
			x[i], y[i] = a.Row(i)[2], c.Row(i)[2]
		}
		if got := stat.Correlation(x, y, nil); math.Abs(got-rho) > 0.05 {
			t.Errorf("correlation of the ends is %g, want %g", got, rho)
		}
		for h := 1; h <= 3; h++ {
			if !slices.Equal(b.Step(h), c.Step(h)) {
				t.Fatalf("rho %g changed the marginal of step %d", rho, h)
			}
		}
	}
}

func TestProjectRefusesWhatHasNoLogarithm(t *testing.T) {
	y := grow("y", 10, 0)
	y.Values[3] = 0
	_, err := burden.Half{Series: y, Model: model.Naive{}}.Project(2, 10, 1)
	if !errors.Is(err, forecast.ErrDomain) {
		t.Errorf("error %v, want one of the domain", err)
	}
}
