package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

type scenarioFlags struct {
	config pipeline.Config
	names  []string // of scenarios
	output output
}

func newScenario(a *app) *cobra.Command {
	f := &scenarioFlags{}
	c := &cobra.Command{
		Use:   "scenario COUNTRY --scenario FILE|NAME [flags]",
		Short: "Forecast under scenarios: what if GDP stalls or a pledge is kept",
		Long: `Forecast under scenarios, built in or from files, all on the same draws, so that
their differences are exact. more is the median of what a path's share is more
than in the forecast as it stands, in points of GDP.

A file is YAML with a name, a story, a source and rules, applied in their order:

  name: stall
  story: GDP stands still and the budget keeps its share
  rules:
    - {rule: gdp, growth: 0%, from: 2027}
    - {rule: hold, what: share, from: 2027}
    - {rule: execution, rate: 97%, from: 2027}

from and to are years and may be left out. Unknown keys are errors. "defcast
scenario list --rules" has all rules, "scenario list" what is built in.`,
		Example: `  defcast scenario JPN --scenario gdp-stall --scenario hold-share
  defcast scenario JPN --scenario stall.yaml --through 2035
  defcast scenario JPN --scenario yen-150 --measure amended --format csv
  defcast scenario list`,
		Args:              takes("COUNTRY"),
		ValidArgsFunction: completeWith(a.countries),
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(a, args[0]) },
	}
	addScenarios(c, &f.names)
	c.Flags().StringArrayVar(&f.names, "file", nil, "the same as --scenario `FILE`")
	settings(c, a, &f.config)
	f.output.add(c)
	c.AddCommand(newScenarioList(a), newScenarioShow(a), newScenarioCheck(a))
	return c
}

func (f *scenarioFlags) run(a *app, country string) error {
	if len(f.names) == 0 {
		return usagef("missing --scenario (want a file or a name of \"defcast scenario list\", like --scenario gdp-stall)")
	}
	asked, err := findScenarios(f.names)
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
	w, err := pipeline.Scenarios(f.config, facts, asked...)
	if err != nil {
		return err
	}
	return f.output.table(a, traced(scenarioTable(w), facts))
}

func scenarioTable(w *pipeline.WhatIf) render.Table {
	t := render.Table{Name: "scenario", Columns: narrow("scenario year >median >lo80 >hi80 >more >spending unit"),
		About: append(aboutFutures(w.CountryName, w.AsOf, w.Config), render.Field{Key: "measure", Text: w.Measure.ID + ": " + w.Measure.String()})}
	stories := ""
	for i, o := range w.Outcomes {
		if i > 0 {
			stories += "\n"
		}
		stories += strings.Join(append([]string{o.Name + ": " + o.Story}, o.Notes...), ". ")
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
	if len(w.Economy) > 0 {
		t.About = append(t.About, render.Field{Key: "economy", Text: strings.Join(w.Economy, "\n")})
	}
	return t
}
