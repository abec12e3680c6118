package backtest_test

import (
	"math"
	"reflect"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/backtest"
	"github.com/defcast/defcast/forecast/model"
)

// TestPoisonedFuture fills what lies after the origin, in the subject and in
// all that may be learnt from, with nothing and with a billion: no method of the
// registry says anything else. Its outcome of one year stays, so that there is a
// case to look at.
func TestPoisonedFuture(t *testing.T) {
	const origin, outcome = data.Year(2010), data.Year(2013)
	var methods []backtest.Method
	for _, e := range model.All() {
		m := backtest.Alone(e.Name, e.New())
		if e.Panel != nil {
			m = backtest.Method{Name: e.Name, New: func(panel []data.Series) forecastModel { return e.Panel(panel) }}
		}
		methods = append(methods, m)
	}
	run := func(poison func(v float64) float64) map[string][]float64 {
		subjects := lands(8)
		for i, s := range subjects {
			for t := range s.Series.Values {
				if y := s.Series.Start + data.Year(t); y > origin && y != outcome {
					subjects[i].Series.Values[t] = poison(s.Series.Values[t])
				}
			}
		}
		o := backtest.Options{Origins: []data.Year{origin}, Horizon: 3, Panel: series(subjects)}
		if poison(1) != 1 { // the panel has no outcome to keep
			for i, s := range o.Panel {
				o.Panel[i] = s.Clone()
				o.Panel[i].Values[outcome-s.Start] = poison(1)
			}
		}
		r, err := backtest.Run(subjects, methods, o)
		if err != nil {
			t.Fatal(err)
		}
		said := map[string][]float64{}
		for _, c := range r.Cases {
			if c.Year == outcome {
				said[c.Model] = append(said[c.Model], c.Mean, c.Median, c.Lo50, c.Hi50, c.Lo80, c.Hi80, c.Lo95, c.Hi95, c.CRPS, c.PIT, c.Naive, c.Scale)
			}
		}
		return said
	}
	clean := run(func(v float64) float64 { return v })
	for name, fill := range map[string]float64{"NaN": math.NaN(), "a billion": 1e9, "zero": 0} {
		poisoned := run(func(float64) float64 { return fill })
		for _, m := range methods {
			if len(clean[m.Name]) == 0 {
				t.Errorf("%s says nothing", m.Name)
			}
			if !reflect.DeepEqual(clean[m.Name], poisoned[m.Name]) {
				t.Errorf("%s sees the future: with %s there, it says %v, without %v", m.Name, name, poisoned[m.Name][:4], clean[m.Name][:4])
			}
		}
	}
	if _, ok := clean["panel"]; !ok {
		t.Error("the method that learns from a panel is not in the registry")
	}
}

// TestPoisonIsFound: a method that is handed the future in another way is
// caught by the comparison above.
func TestPoisonIsFound(t *testing.T) {
	said := func(value float64) float64 {
		s := lands(1)
		s[0].Series.Values[29] = value
		leak := backtest.Method{Name: "leak", New: func([]data.Series) forecastModel { return model.Panel{Of: []data.Series{s[0].Series}} }}
		cheat := backtest.Method{Name: "cheat", New: func([]data.Series) forecastModel { return seer{s[0].Series} }}
		r, err := backtest.Run(s, []backtest.Method{leak, cheat}, backtest.Options{Origins: []data.Year{2010}, Horizon: 3})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Cases {
			if c.Model == "cheat" {
				return c.Median
			}
		}
		t.Fatal("no case")
		return 0
	}
	if said(0.02) == said(0.03) {
		t.Error("a method that knows the last value is not found out")
	}
}
