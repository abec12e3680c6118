package model_test

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/modeltest"
)

// countries are shares of 25 made-up countries: changes have momentum 0.3, are
// pulled to 2 % by a twentieth of the distance, and vary by 5 %.
func countries() []data.Series {
	rnd := rand.New(rand.NewPCG(1, 2))
	all := make([]data.Series, 25)
	for c := range all {
		x, d := math.Log(0.02)+0.5*rnd.NormFloat64(), 0.0
		v := make([]float64, 40)
		for t := range v {
			v[t] = math.Exp(x)
			d = 0.3*d + 0.05*(math.Log(0.02)-x) + 0.05*rnd.NormFloat64()
			x += d
		}
		all[c] = data.Series{ID: fmt.Sprintf("C%02d", c), Start: 1985, Values: v}
	}
	return all
}

// shares refuses what is no share: a panel of shares gives no forecast of
// 1024 times a share that is 1024 times its own.
type shares struct{ model.Panel }

func (m shares) Fit(y data.Series) (forecast.Fitted, error) {
	for _, v := range y.Values {
		if v > 0.15 {
			return nil, forecast.Fail(m, y, forecast.ErrDomain, "%g, want a share", v)
		}
	}
	return m.Panel.Fit(y)
}

func TestPanel(t *testing.T) {
	series := modeltest.Series()
	m := shares{model.Panel{Of: countries()}}
	for _, name := range slices.Sorted(maps.Keys(series)) {
		t.Run(name, func(t *testing.T) {
			modeltest.Run(t, model.Panel{}, series[name])
			y := series[name].Clone()
			for i := range y.Values {
				if name != "share" {
					y.Values[i] /= 1e4
				}
			}
			modeltest.Run(t, m, y)
			if slices.Contains([]string{"share", "ordinary", "four", "one", "gap", "trailing", "constant"}, name) {
				modeltest.MustFit(t, m, y)
			}
		})
	}
	modeltest.MustFit(t, model.Panel{}, series["ordinary"])
}

// The law that made the countries is learnt by a newcomer with four values: one
// far above the others is expected to fall, one far below to rise.
func TestPanelTeachesNewcomer(t *testing.T) {
	m := model.Panel{Of: countries()}
	for _, c := range []struct {
		level float64
		down  bool
	}{{0.08, true}, {0.005, false}} {
		y := data.Series{ID: "new", Start: 2020, Values: []float64{c.level, 1.02 * c.level, 0.99 * c.level, c.level}}
		f, err := m.Fit(y)
		if err != nil {
			t.Fatal(err)
		}
		if d := f.Forecast(5).Steps[4]; d.Quantile(0.5) < c.level != c.down {
			t.Errorf("median of %.4f after %.4f", d.Quantile(0.5), c.level)
		}
		p := f.Summary().Params
		if p[0].Name != "momentum" || math.Abs(p[0].Value-0.3) > 4*p[0].SE || !(p[0].SE < 0.05) {
			t.Errorf("momentum %+v, want 0.3", p[0])
		}
		if p[2].Name != "level" || math.Abs(p[2].Value-0.05) > 0.02 {
			t.Errorf("level %+v, want 0.05", p[2])
		}
	}
}

// Values of the panel after the last year of the series change nothing, nor
// does the panel's own copy of the series.
func TestPanelNoFuture(t *testing.T) {
	panel := countries()
	y := panel[7].Window(1985, 2010)
	poisoned := make([]data.Series, len(panel))
	for i, s := range panel {
		poisoned[i] = s.Clone()
		for j := range s.Values {
			if s.Start+data.Year(j) > 2010 {
				poisoned[i].Values[j] = []float64{math.NaN(), 1e9, -1}[i%3]
			}
		}
	}
	poisoned[7].Values = []float64{5, 5, 5}
	a, err := model.Panel{Of: panel}.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	b, err := model.Panel{Of: poisoned}.Fit(y)
	if err != nil {
		t.Fatal(err)
	}
	for h, d := range a.Forecast(5).Steps {
		e := b.Forecast(5).Steps[h]
		for _, p := range []float64{0.1, 0.5, 0.9} {
			if d.Quantile(p) != e.Quantile(p) {
				t.Fatalf("year %d: quantile %g is %g, with another future %g", h+1, p, d.Quantile(p), e.Quantile(p))
			}
		}
	}
}

func TestPanelRefusals(t *testing.T) {
	series := modeltest.Series()
	for _, c := range []struct {
		m      model.Panel
		series string
		want   error
	}{
		{model.Panel{}, "three", forecast.ErrShort},
		{model.Panel{}, "empty", forecast.ErrShort},
		{model.Panel{Of: countries()}, "missing", forecast.ErrShort},
		{model.Panel{Of: countries()}, "negative", forecast.ErrDomain},
		{model.Panel{Of: countries()}, "infinite", forecast.ErrDomain},
		{model.Panel{Of: []data.Series{{ID: "gdp", Unit: data.Unit{Currency: "JPY"}}}}, "share", forecast.ErrDomain},
	} {
		if _, err := c.m.Fit(series[c.series]); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.series, err, c.want)
		}
	}
}

func BenchmarkPanel(b *testing.B) {
	m, y := model.Panel{Of: countries()}, modeltest.Series()["share"]
	for b.Loop() {
		if _, err := m.Fit(y); err != nil {
			b.Fatal(err)
		}
	}
}

// A country with four values, at twice the others' level after a rise.
func ExamplePanel() {
	y := data.Series{ID: "new", Start: 2021, Values: []float64{0.033, 0.034, 0.038, 0.042}}
	fit, err := model.Panel{Of: countries()}.Fit(y)
	if err != nil {
		fmt.Println(err)
		return
	}
	f := fit.Forecast(3)
	for i, d := range f.Steps {
		fmt.Printf("%d: %.2f %%, 80 %% from %.2f to %.2f\n", f.Year(i+1), 100*d.Quantile(0.5), 100*d.Quantile(0.1), 100*d.Quantile(0.9))
	}
	// Output:
	// 2025: 4.18 %, 80 % from 3.78 to 4.63
	// 2026: 4.06 %, 80 % from 3.39 to 4.85
	// 2027: 3.92 %, 80 % from 3.23 to 4.75
}
