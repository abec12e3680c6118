package arima_test

import (
	"fmt"
	"testing"

	"github.com/defcast/defcast/forecast/arima"
)

func BenchmarkFit(b *testing.B) {
	all := series(b)
	for _, spec := range []arima.Spec{
		{Order: arima.Order{D: 1}, Drift: true}, {Order: arima.Order{D: 1, Q: 1}}, {Order: arima.Order{P: 1}, Mean: true}, {Order: arima.Order{P: 2, D: 1, Q: 2}},
	} {
		for _, name := range []string{"m3_y1_n14", "sipri_poland", "nile"} {
			y := all[name]
			b.Run(fmt.Sprintf("model=%s/n=%d", spec.Order, len(y)), func(b *testing.B) {
				for b.Loop() {
					if _, err := arima.Fit(y, spec); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkAuto(b *testing.B) {
	all := series(b)
	for _, name := range []string{"m3_y1_n14", "airmiles", "sipri_poland", "nile"} {
		y := all[name]
		for search, s := range map[string]arima.Search{"stepwise": {}, "full": {Full: true}} {
			b.Run(fmt.Sprintf("search=%s/n=%d", search, len(y)), func(b *testing.B) {
				for b.Loop() {
					if _, err := arima.Auto(y, s); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
