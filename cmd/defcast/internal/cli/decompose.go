package cli

import (
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

type decomposeFlags struct {
	measure, before string
	from, to        data.Year
	asOf            data.Date
	printed         bool
	output          output
}

func newDecompose(a *app) *cobra.Command {
	f := &decomposeFlags{}
	c := &cobra.Command{
		Use:   "decompose COUNTRY --from YEAR [flags]",
		Short: "Say why the share moved between two years, in parts that add up",
		Long: `Say why the share of GDP moved between two years: spending, and GDP as real
growth and prices where a deflator of the same edition is on hand, else nominal.
points are what each contributes to the share; they add up to its change.

With --from-measure the share of the first year is that of another measure. Then
the parts say first what the change of definition did in that year: what is
counted, and what is divided by (a re-basing, a frozen or another GDP).

With --as-printed the share of the first year is the one that was first printed.
Then the parts say first what revisions and re-basings did to it since.`,
		Example: `  defcast decompose JPN --from 2022
  defcast decompose JPN --from 2022 --to 2024 --as-printed
  defcast decompose JPN --from 2022 --from-measure mod-gdp2025q1
  defcast decompose DEU --measure sipri-weo --from 2014 --to 2024 --format csv`,
		Args:              takes("COUNTRY"),
		ValidArgsFunction: completeWith(a.countries),
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(a, args[0]) },
	}
	set(c.Flags(), &f.measure, parseName, "measure", "", "the ratio meant, an `ID` of \"defcast measures\" (default the country's first)")
	set(c.Flags(), &f.from, parseYear, "from", "", "the first `YEAR`")
	set(c.Flags(), &f.to, parseYear, "to", "", "the last `YEAR` (default the newest on record)")
	set(c.Flags(), &f.before, parseName, "from-measure", "", "the ratio in the first year, an `ID` (default the same)")
	set(c.Flags(), &f.asOf, parseDate, "as-of", "", "use only what had been published by `DATE`, YYYY-MM-DD")
	for _, name := range []string{"measure", "from-measure"} {
		completeFlag(c, name, func(args []string) []string {
			if len(args) == 0 {
				return nil
			}
			return measureIDs(a.known(), args[len(args)-1])
		})
	}
	c.Flags().BoolVar(&f.printed, "as-printed", false, "the first year by the figures of its day, and their revision as parts")
	addImported(c, a)
	f.output.add(c)
	return c
}

func (f *decomposeFlags) run(a *app, country string) error {
	if f.from == 0 {
		return usagef("missing --from (want the first year, like --from 2022)")
	}
	facts, err := a.evidence()
	if err != nil {
		return err
	}
	code, err := findCountry(facts, country)
	if err != nil {
		return err
	}
	if facts = facts.AsOf(f.asOf); f.printed && f.before != "" {
		return usagef("--as-printed and --from-measure are two rulers of the first year (want one)")
	}
	change, err := pipeline.Decompose(facts, code, f.measure, f.before, f.from, f.to)
	if f.printed {
		change, err = pipeline.DecomposePrinted(facts, code, f.measure, f.from, f.to)
	}
	if err != nil {
		return err
	}
	return f.output.table(a, traced(changeTable(change), facts, change.Sources...))
}

func changeTable(c *pipeline.Change) render.Table {
	label := c.Measure.Basis.Label
	about := []render.Field{{Key: "country", Text: c.CountryName}, {Key: "measure", Text: c.Measure.ID + ": " + c.Measure.String()}}
	if c.Before.ID != c.Measure.ID {
		about = append(about, render.Field{Key: "first year", Text: c.Before.ID + ": " + c.Before.String()})
	}
	about = append(about, render.Field{Key: "change", Text: fmt.Sprintf("%s %.2f %% to %s %.2f %%",
		c.Before.Basis.Label(c.From), 100*c.ValueFrom, label(c.To), 100*c.Value)})
	if len(c.Notes) > 0 {
		about = append(about, render.Field{Key: "note", Text: strings.Join(c.Notes, "\n")})
	}
	t := render.Table{Name: "decompose", About: about, Columns: narrow("part years >from >to unit >change >points")}
	for _, p := range c.Parts {
		years := label(c.From) + "-" + label(c.To)
		if p.Year != 0 {
			years = label(p.Year)
		}
		t.Rows = append(t.Rows, []any{p.Name, years, render.Exact(rounded(p.From, 2)), render.Exact(rounded(p.To, 2)), p.Unit.String(), render.Share(p.To/p.From - 1), points(p.Points)})
	}
	t.Rows = append(t.Rows, []any{"the share", label(c.From) + "-" + label(c.To), render.Share(c.ValueFrom), render.Share(c.Value), "",
		render.Share(c.Value/c.ValueFrom - 1), points(c.Value - c.ValueFrom)})
	return t
}

// points keeps a contribution from being written as -0.
func points(v float64) render.Share {
	if math.Abs(v) < 1e-12 {
		v = 0
	}
	return render.Share(v)
}
