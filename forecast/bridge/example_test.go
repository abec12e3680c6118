package bridge_test

import (
	"fmt"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/bridge"
)

// What would SIPRI's Germany of 2025 be in NATO's terms of 2024?
func Example() {
	s, err := snapshot.Load()
	if err != nil {
		panic(err)
	}
	link, err := bridge.Measures(s.Facts, "DEU", "sipri", "nato-2024")
	if err != nil {
		panic(err)
	}
	ratio, err := s.Ratio(link.From)
	if err != nil {
		panic(err)
	}
	share, _ := ratio.At(2025)
	nato := link.Convert(2025, share)
	fmt.Printf("SIPRI %.2f %%, NATO about %.1f %%\n", 100*share, 100*nato.Quantile(0.5))
	// Output:
	// SIPRI 2.27 %, NATO about 2.6 %
}

// A country without a record leans on the panel alone.
func ExamplePanel_Convert() {
	panel := bridge.Panel{Mean: 0.05, Noise: 0.02, Level: 3, Drift: 0.5, DF: 6}
	d := panel.Convert(bridge.Record{}, data.Year(2026), 0.020)
	fmt.Printf("%.4f, 80 %%: %.4f to %.4f\n", d.Quantile(0.5), d.Quantile(0.1), d.Quantile(0.9))
	// Output:
	// 0.0210, 80 %: 0.0192 to 0.0230
}
