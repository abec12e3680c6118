package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
)

func newMeasures(a *app) *cobra.Command {
	var out output
	c := &cobra.Command{
		Use:   "measures COUNTRY [flags]",
		Short: "List the ratios that a country's spending is measured by",
		Long: `List the ratios that a country's spending is measured by: what is counted, at
which budget stage, over which GDP. The first one is the default of forecast.`,
		Example: `  defcast measures JPN
  defcast measures Japan --format csv`,
		Args:              takes("COUNTRY"),
		ValidArgsFunction: completeWith(a.countries),
		RunE: func(_ *cobra.Command, args []string) error {
			facts, err := a.facts()
			if err != nil {
				return err
			}
			country, err := findCountry(facts, args[0])
			if err != nil {
				return err
			}
			return out.table(a, measureTable(facts.MeasuresOf(country)))
		},
	}
	out.add(c)
	return c
}

func measureTable(measures []data.Measure) render.Table {
	t := render.Table{
		Name: "measures",
		Columns: []render.Column{{Key: "measure"}, {Key: "stage"}, {Key: "definition", Wide: true},
			{Key: "counts", Wide: true}, {Key: "excludes", Wide: true}, {Key: "series", Wide: true}},
	}
	for _, m := range measures {
		series := strings.TrimRight(m.Numerator+" / "+m.Denominator.Series, " /")
		t.Rows = append(t.Rows, []any{m.ID, m.Stage.String(), m.String(), m.Counts, m.Excludes, series})
	}
	return t
}
