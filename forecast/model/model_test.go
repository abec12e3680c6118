package model_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/modeltest"
)

// TestConformance runs the promises of package modeltest over every method,
// plain and on the log scale, and over every kind of series.
func TestConformance(t *testing.T) {
	if testing.Short() {
		t.Skip("long and without goroutines: the race detector has nothing to find")
	}
	series := modeltest.Series()
	for _, e := range model.All() {
		for _, name := range slices.Sorted(maps.Keys(series)) {
			t.Run(e.Name+"/"+name, func(t *testing.T) {
				modeltest.Run(t, e.New(), series[name])
				modeltest.Run(t, model.Log{Of: e.New()}, series[name])
			})
		}
		t.Run(e.Name+"/answers", func(t *testing.T) {
			modeltest.MustFit(t, e.New(), series["ordinary"])
			for _, c := range composites(e.New()) {
				modeltest.MustFit(t, c, series["share"])
			}
		})
	}
}

// TestComposites runs the promises over the transforms of one method.
func TestComposites(t *testing.T) {
	series := modeltest.Series()
	for _, c := range composites(model.Drift{}) {
		for _, name := range slices.Sorted(maps.Keys(series)) {
			t.Run(c.String()+"/"+name, func(t *testing.T) { modeltest.Run(t, c, series[name]) })
		}
	}
}

// composites returns the models that are made of another one.
func composites(of forecast.Model) []forecast.Model {
	return []forecast.Model{model.Positive{Of: of}, model.Log{Of: of}, model.Logit{Of: of}, model.BoxCox{Of: of},
		model.BoxCox{Of: of, Lambda: new(0.5)}, model.BoxCox{Of: of, Likelihood: true}}
}

// TestEntries checks that each method says what it is and names a source.
func TestEntries(t *testing.T) {
	for _, e := range model.All() {
		if e.Short == "" || e.Ref == "" || e.New().String() == "" {
			t.Errorf("%s: entry is incomplete: %+v", e.Name, e)
		}
	}
	if _, err := model.New("no such method"); err == nil {
		t.Error("an unknown name gives a model")
	}
}

func BenchmarkFit(b *testing.B) {
	y := modeltest.Series()["ordinary"]
	for _, e := range model.All() {
		b.Run("model="+e.Name+"/n=20", func(b *testing.B) {
			var m forecast.Model = e.New()
			for b.Loop() {
				if _, err := m.Fit(y); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
