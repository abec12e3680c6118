package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

func newDataShow(a *app) *cobra.Command {
	var out output
	var asOf data.Date
	c := &cobra.Command{
		Use:   "show ID [flags]",
		Short: "Show a series: values, how firm they are, when they were published",
		Long: `Show a series: its values, how firm they are and when they were published.

ID is one of "defcast data list". Where a series comes in several vintages,
ID@VINTAGE, the ID alone means the newest.`,
		Example: `  defcast data show jpn-gdp-fy
  defcast data show jpn-gdp-fy --format csv`,
		Args:              takes("ID"),
		ValidArgsFunction: completeWith(func() []string { return a.known().Panel.IDs() }),
		RunE: func(_ *cobra.Command, args []string) error {
			facts, err := a.figures()
			if err != nil {
				return err
			}
			s, ok := facts.Panel.AsOf(asOf).Edition(args[0])
			if _, later := facts.Panel.Edition(args[0]); !ok && later {
				return usagef("nothing of %s had been published by %s", args[0], asOf)
			}
			if !ok {
				return unknownSeries(args[0], facts.Panel)
			}
			return out.table(a, valueTable(s, facts.Sources))
		},
	}
	addAsOf(c, &asOf)
	out.add(c)
	return c
}

// addAsOf gives a command the flag that limits what is known.
func addAsOf(c *cobra.Command, to *data.Date) {
	set(c.Flags(), to, parseDate, "as-of", "", "only what had been published by `DATE`, YYYY-MM-DD")
}

// unknownSeries suggests an id, of a series or of all its vintages. There are
// too many to list.
func unknownSeries(name string, p data.Panel) error {
	e := &pipeline.UnknownError{Kind: "series", Name: name}
	for _, id := range p.IDs() {
		all, _, _ := strings.Cut(id, "@")
		e.Known = append(e.Known, all, id)
	}
	if e.Suggest() == "" {
		return usagef("unknown series %q (see \"defcast data list\")", name)
	}
	return e
}

// valueTable lists the years of a series under what is said of all of them.
func valueTable(s data.Series, sources []data.Source) render.Table {
	t := render.Table{
		Name: "values",
		About: []render.Field{
			{Key: "series", Text: s.ID},
			{Key: "name", Text: s.Name},
			{Key: "unit", Text: s.Unit.String()},
			{Key: "years", Text: s.Basis.String()},
			{Key: "note", Text: s.Note},
		},
		Columns: []render.Column{{Key: "year"}, {Key: "value", Right: true}, {Key: "status"}, {Key: "published"}},
	}
	if i := slices.IndexFunc(sources, func(src data.Source) bool { return src.Key == s.Source }); i >= 0 {
		t.About = append(t.About,
			render.Field{Key: "source", Text: sources[i].Publisher + ": " + sources[i].Title},
			render.Field{Key: "terms", Text: sources[i].Terms})
	}
	for i, v := range s.Values {
		y := s.Start + data.Year(i)
		t.Rows = append(t.Rows, []any{int(y), render.Exact(v), s.StatusAt(y).String(), s.PublishedAt(y).String()})
	}
	return t
}
