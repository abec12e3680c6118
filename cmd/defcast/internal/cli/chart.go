package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/plots"
)

type chartFlags struct {
	asked subject
	draw  drawing
	list  bool
}

func newChart(a *app) *cobra.Command {
	f := &chartFlags{}
	c := &cobra.Command{
		Use:   "chart NAME COUNTRY... -o FILE [flags]",
		Short: "Draw a chart of the forecast as PNG, SVG or PDF",
		Long: `Draw a chart as PNG, SVG or PDF. "defcast chart --list" says which charts there
are. Most are about one country; those that compare countries take several, by
the first measure that all of them have unless --measure names one.

--from and --to are the years of a change (waterfall), the years at whose ends
past forecasts were made (porcupine) and the years of a slope.`,
		Example: `  defcast chart fan JPN -o fan.svg
  defcast chart fan JPN --through 2030 --level 50,90 --size slide -o fan.png
  defcast chart countries DEU POL FRA GBR ITA ESP -o allies.svg
  defcast chart waterfall JPN --from 2022 -o why.svg
  defcast chart fan JPN --through 2030 --scenario gdp-stall -o stall.svg
  defcast chart --list`,
		Args: func(c *cobra.Command, args []string) error {
			if f.list {
				return takes()(c, args)
			}
			return takesCountries(c, args)
		},
		ValidArgsFunction: completeThen(plots.Names, a.countries),
		RunE: func(_ *cobra.Command, args []string) error {
			if f.list {
				return (&output{}).table(a, chartTable())
			}
			return f.run(a, args[0], args[1:])
		},
	}
	setShort(c.Flags(), &f.draw.file, parseFile, "output", "o", "", "write to `FILE`.png, .svg or .pdf")
	f.asked.add(c, a)
	addLevels(c, &f.draw.levels)
	f.draw.addLook(c)
	f.draw.add(c)
	c.Flags().BoolVar(&f.list, "list", false, "list the charts there are")
	return c
}

// takesCountries checks the name of a chart and that there are as many
// countries as it is about.
func takesCountries(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return takes("NAME", "COUNTRY")(c, args)
	}
	e, err := plots.Find(args[0])
	if err != nil {
		return err
	}
	least, most := e.Takes()
	usage := strings.TrimSuffix(c.UseLine(), " [flags]")
	switch n := len(args) - 1; {
	case n == 0:
		return takes("NAME", "COUNTRY")(c, args)
	case n < least:
		return usagef("chart %s compares countries: %d given, want %s (usage: %s)", e.Name, n, countRange(least, most), usage)
	case n > most && most == 1:
		return usagef("unexpected argument %q: chart %s is about one country (usage: %s)", args[2], e.Name, usage)
	case n > most:
		return usagef("chart %s: %d countries given, want %s", e.Name, n, countRange(least, most))
	}
	return nil
}

// countRange writes "2" or "2 to 40".
func countRange(least, most int) string {
	if least == most {
		return fmt.Sprint(least)
	}
	return fmt.Sprintf("%d to %d", least, most)
}

func (f *chartFlags) run(a *app, chart string, countries []string) error {
	e, err := plots.Find(chart)
	if err != nil {
		return err
	}
	d := &f.draw
	if d.chart = chart; d.file == "" {
		return usagef("missing --output (usage: defcast chart NAME COUNTRY... -o FILE, of .%s)", strings.Join(plots.Formats(), ", ."))
	}
	if err := d.check(); err != nil {
		return err
	}
	m, err := f.asked.material(a, e.Needs, countries)
	if err != nil {
		return err
	}
	if err := d.write(m); err != nil {
		return err
	}
	for _, r := range m.Reports {
		a.warn(r)
	}
	return nil
}

func chartTable() render.Table {
	t := render.Table{
		Name:    "charts",
		Columns: []render.Column{{Key: "chart"}, {Key: "what", Wide: true}, {Key: "example", Wide: true}, {Key: "source", Wide: true}},
	}
	for _, e := range plots.All() {
		t.Rows = append(t.Rows, []any{e.Name, e.Title, e.Example, e.Ref})
	}
	return t
}

func namesOf[T any](all []T, name func(T) string) []string {
	var names []string
	for _, v := range all {
		names = append(names, name(v))
	}
	return names
}
