package plots_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots"
)

// A fan chart of a made-up country as SVG; the title is found in the numbers.
func ExampleRender() {
	r := &pipeline.Report{
		Config:      pipeline.Default("ATL"),
		CountryName: "Atlantis",
		Measure:     data.Measure{Name: "defence budget", Denominator: data.Denominator{Label: "GDP"}},
		Origin:      2025,
		History:     []pipeline.Point{{Year: 2023, Value: 0.011}, {Year: 2024, Value: 0.012}, {Year: 2025, Value: 0.013}},
		Steps: []pipeline.Step{
			{Year: 2026, Dist: forecast.NewSample([]float64{0.0130, 0.0135, 0.0140})},
			{Year: 2027, Dist: forecast.NewSample([]float64{0.0132, 0.0141, 0.0150})},
		},
	}
	dark, err := plots.ThemeNamed("dark")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	var file bytes.Buffer
	if err := plots.Render(&file, plots.Of(r), "fan", "svg", plots.Style{Theme: dark, Levels: []float64{0.8}}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	lines := bytes.Split(file.Bytes(), []byte("\n"))
	fmt.Println(string(lines[slices.IndexFunc(lines, func(l []byte) bool { return bytes.HasPrefix(l, []byte("<title>")) })]))
	// Output: <title>Atlantis: 1.41 % of GDP in 2027, up from 1.30 % in 2025</title>
}
