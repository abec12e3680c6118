package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/forecast/scenario"
)

type scenarioFlags struct {
	config pipeline.Config
	files  []string
	output output
}

func newScenario(a *app) *cobra.Command {
	f := &scenarioFlags{}
	c := &cobra.Command{
		Use:   "scenario COUNTRY --file FILE [flags]",
		Short: "Forecast under scenarios: what if GDP stalls or a pledge is kept",
		Long: `Forecast under scenarios that files describe, all on the same draws, so that
their differences are exact. more is the median of what a path's share is more
than in the forecast as it stands, in points of GDP.

A file is YAML with a name, a story, a source and rules, applied in their order:

  name: stall
  story: GDP stands still and the budget keeps its share
  rules:
    - {rule: gdp, growth: 0%, from: 2027}         # or shock: -1%, points a year
    - {rule: hold, what: share, from: 2027}       # or nominal, with growth: 2%
    - {rule: execution, rate: 97%, from: 2027}    # the rest is lost
    - {rule: pledge, share: 3%, by: 2035}         # path: linear or geometric

from and to are years and may be left out. Unknown keys are errors.`,
		Example: `  defcast scenario JPN --file stall.yaml
  defcast scenario JPN --file stall.yaml --file three.yaml --through 2035
  defcast scenario JPN --file stall.yaml --measure amended --format csv`,
		Args:              takes("COUNTRY"),
		ValidArgsFunction: completeWith(a.countries),
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(a, args[0]) },
	}
	c.Flags().StringArrayVar(&f.files, "file", nil, "a scenario, `FILE`.yaml; may be given several times")
	settings(c, a, &f.config)
	f.output.add(c)
	return c
}

func (f *scenarioFlags) run(a *app, country string) error {
	if len(f.files) == 0 {
		return usagef("missing --file (want a scenario, like --file stall.yaml)")
	}
	scenarios, err := readScenarios(f.files)
	if err != nil {
		return err
	}
	facts, err := a.evidence()
	if err != nil {
		return err
	}
	f.config.Data = a.dataDir
	if f.config.Country, err = findCountry(facts, country); err != nil {
		return err
	}
	w, err := pipeline.Scenarios(f.config, facts, scenarios...)
	if err != nil {
		return err
	}
	return f.output.table(a, scenarioTable(w))
}

// readScenarios reads a scenario from each file.
func readScenarios(files []string) ([]scenario.Scenario, error) {
	var scenarios []scenario.Scenario
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		s, err := scenario.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		scenarios = append(scenarios, s)
	}
	return scenarios, nil
}

func scenarioTable(w *pipeline.WhatIf) render.Table {
	t := render.Table{Name: "scenario", Columns: narrow("scenario year >median >lo80 >hi80 >more >spending unit"),
		About: append(aboutFutures(w.CountryName, w.AsOf, w.Config), render.Field{Key: "measure", Text: w.Measure.ID + ": " + w.Measure.String()})}
	stories := ""
	for i, o := range w.Outcomes {
		if i > 0 {
			stories += "\n"
		}
		stories += o.Name + ": " + o.Story
		more := o.Difference(w.Outcomes[0])
		for h := 1; h <= o.Share.H; h++ {
			d := o.Share.Step(h)
			row := []any{o.Name, w.Measure.Basis.Label(w.Origin + data.Year(h)), render.Share(d.Quantile(0.5)), render.Share(d.Quantile(0.1)),
				render.Share(d.Quantile(0.9)), points(more.Step(h).Quantile(0.5))}
			if w.Unit.Kind == data.Money {
				row = append(row, rounded(o.Spend.Step(h).Quantile(0.5), 1), w.Unit.String())
			} else {
				row = append(row, "", "")
			}
			t.Rows = append(t.Rows, row)
		}
	}
	t.About = append(t.About, render.Field{Key: "scenarios", Text: stories})
	return t
}
