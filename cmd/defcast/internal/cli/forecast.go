package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/plots"
)

type forecastFlags struct {
	config    pipeline.Config
	scenarios []string
	levels    []float64
	output    output
	fan       drawing
}

func newForecast(a *app) *cobra.Command {
	f := &forecastFlags{}
	c := &cobra.Command{
		Use:   "forecast COUNTRY [flags]",
		Short: "Forecast the share of GDP, with intervals",
		Long: `Forecast the share of GDP that a country spends on defence, with intervals.

COUNTRY is an ISO 3166 code of three letters or a name. Shares are percent in
text and md, fractions in csv and json.

csv has a row a year: country, measure, year, kind (history or forecast), status
(how firm a past value is; announced or forecast for a future year), mean and
median (of a past year its value), and a lo and a hi for each level; with
--scenario also scenario, the name of the one that a row is of.
json follows the schema defcast/forecast/v1: the quantiles 0.025, 0.1, 0.25,
0.5, 0.75, 0.9 and 0.975 are there whatever the levels.`,
		Example: `  defcast forecast JPN
  defcast forecast Japan --chart fan.png
  defcast forecast JPN --measure mod --through 2030
  defcast forecast JPN --information history --level 90 --format csv
  defcast forecast JPN --through 2030 --scenario gdp-stall --scenario stall.yaml
  defcast forecast JPN -o japan.json`,
		Args:              takes("COUNTRY"),
		ValidArgsFunction: completeWith(a.countries),
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(a, args[0]) },
	}
	settings(c, a, &f.config)
	addScenarios(c, &f.scenarios)
	addLevels(c, &f.levels)
	f.output.add(c)
	set(c.Flags(), &f.fan.file, parseFile, "chart", "", "draw the fan chart as well, to `FILE`.png, .svg or .pdf")
	f.fan.add(c)
	return c
}

func (f *forecastFlags) run(a *app, country string) error {
	format, err := f.output.resolveFor(a)
	if err != nil {
		return err
	}
	f.fan.chart, f.fan.levels = "fan", f.levels
	if err := f.checkChart(); err != nil {
		return err
	}
	if f.config.Scenarios, err = findScenarios(f.scenarios); err != nil {
		return err
	}
	r, err := a.report(f.config, country)
	if err != nil {
		return err
	}
	if f.fan.file != "" {
		if err := f.fan.write(plots.Of(r)); err != nil {
			return err
		}
	}
	err = f.output.write(a, func(w io.Writer) error {
		return format.Report(w, r, render.Options{Levels: f.levels, Color: !f.output.toFile() && a.colored()})
	})
	if err == nil && format.Mute {
		a.warn(r)
	}
	return err
}

// checkChart refuses a chart that cannot be drawn, or to a file that is
// written to already.
func (f *forecastFlags) checkChart() error {
	if f.fan.file == "" {
		if f.fan.data {
			return usagef("--with-data is about a chart (want --chart FILE as well)")
		}
		return nil
	}
	if err := f.fan.check(); err != nil {
		return err
	}
	for _, name := range f.fan.files() {
		if name == f.output.file {
			return usagef("--chart and --output both write %s (want two files)", name)
		}
	}
	return nil
}

// report runs the pipeline for a country given by code or name.
func (a *app) report(cfg pipeline.Config, country string) (*pipeline.Report, error) {
	facts, err := a.evidence()
	if err != nil {
		return nil, err
	}
	if cfg.Country, err = findCountry(facts, country); err != nil {
		return nil, err
	}
	cfg.Data = a.dataDir
	return pipeline.Run(cfg, facts)
}

// warn says a report's caveats where its format does not hold them.
func (a *app) warn(r *pipeline.Report) {
	for _, w := range r.Warnings {
		a.say("warning: %v", w)
	}
}
