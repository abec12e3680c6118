package cli

import (
	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/forecast/model"
)

func newModels(a *app) *cobra.Command {
	var out output
	c := &cobra.Command{
		Use:   "models [flags]",
		Short: "List the forecasting methods",
		Example: `  defcast models
  defcast models --format json`,
		Args: takes(),
		RunE: func(*cobra.Command, []string) error { return out.table(a, modelTable()) },
	}
	out.add(c)
	return c
}

func modelTable() render.Table {
	t := render.Table{
		Name:    "models",
		Columns: []render.Column{{Key: "model"}, {Key: "method", Wide: true}, {Key: "source", Wide: true}},
	}
	for _, e := range model.All() {
		t.Rows = append(t.Rows, []any{e.Name, e.Short, e.Ref})
	}
	return t
}
