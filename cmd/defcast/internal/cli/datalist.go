package cli

import (
	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
)

func newDataList(a *app) *cobra.Command {
	var out output
	var asOf data.Date
	c := &cobra.Command{
		Use:   "list [flags]",
		Short: "List the series",
		Example: `  defcast data list
  defcast data list --format csv`,
		Args: takes(),
		RunE: func(*cobra.Command, []string) error {
			facts, err := a.figures()
			if err != nil {
				return err
			}
			return out.table(a, seriesTable(facts.Panel.AsOf(asOf)))
		},
	}
	addAsOf(c, &asOf)
	out.add(c)
	return c
}

func seriesTable(p data.Panel) render.Table {
	t := render.Table{
		Name: "series",
		Columns: []render.Column{{Key: "series"}, {Key: "first", Right: true}, {Key: "last", Right: true},
			{Key: "values", Right: true}, {Key: "unit"}, {Key: "name", Wide: true}},
	}
	for s := range p.All() {
		t.Rows = append(t.Rows, []any{s.ID, int(s.Start), int(s.End()), s.Observed(), s.Unit.String(), s.Name})
	}
	return t
}
