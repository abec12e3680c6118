package pipeline_test

import (
	"fmt"
	"testing"

	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/forecast/scenario"
)

// BenchmarkScenarios is the forecast of Japan with 10,000 joint paths in all information
// sets, without and with scenarios; the target is 0.5 s with four on one core:
//
//	GOMAXPROCS=1 go test ./forecast/pipeline -run NONE -bench Scenarios -benchtime 10x
func BenchmarkScenarios(b *testing.B) {
	s, err := snapshot.Load()
	if err != nil {
		b.Fatal(err)
	}
	for _, names := range [][]string{nil, {"gdp-stall", "yen-150", "hold-real", "rival-speeds-up"}} {
		cfg := pipeline.Default("JPN")
		for _, name := range names {
			x, ok := scenario.Find(name)
			if !ok {
				b.Fatal(name)
			}
			cfg.Scenarios = append(cfg.Scenarios, x)
		}
		b.Run(fmt.Sprintf("scenarios=%d", len(names)), func(b *testing.B) {
			for b.Loop() {
				if _, err := pipeline.Run(cfg, s.Facts); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
