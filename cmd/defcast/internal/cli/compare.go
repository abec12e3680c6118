package cli

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

type compareFlags struct {
	config pipeline.Config
	panels []string
	sum    bool
	own    bool
	rates  string
	show   string
	output output
}

func newCompare(a *app) *cobra.Command {
	f := &compareFlags{}
	c := &cobra.Command{
		Use:   "compare COUNTRY... [flags]",
		Short: "Forecast several countries side by side, and their sums",
		Long: `Forecast several countries together. Shares are forecast as "defcast forecast"
does; futures are joint: surprises of GDP and of shares hang together across
countries as they did in the past, so that sums and comparisons have intervals
of their own. Adding a country moves no number of another.

All countries have one measure: --measure, or the one that most of them have.
--own takes each country's first, whose definitions differ.

--panel adds the countries of a group and its sum; --sum adds the sum of all.
A sum is spending over GDP, added up in one money at the rates of one year, so
that it moves with spending and GDP and not with exchange rates.

--show last has a row a country, in the last year; years has all years; above
has the probability, in the last year, that the country of the row is above
that of the column.`,
		Example: `  defcast compare JPN KOR TWN CHN AUS DEU POL USA
  defcast compare JPN KOR AUS --sum --through 2030
  defcast compare --panel nato-europe --show years --format csv
  defcast compare JPN CHN USA --own`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return a.countries(), cobra.ShellCompDirectiveNoFileComp
		},
	}
	settings(c, a, &f.config)
	c.Flags().Lookup("measure").Usage = "the ratio meant, an `ID` of \"defcast measures\" (default the one that most of the countries have)"
	addPanels(c, &f.panels)
	c.Flags().BoolVar(&f.sum, "sum", false, "add the sum of all the countries")
	c.Flags().BoolVar(&f.own, "own", false, "measure each country by its own first measure")
	choose(c, &f.rates, []string{"market", "ppp"}, "rates", "market", "add up at `RATES`: market (exchange rates) or ppp (purchasing power parities)")
	f.rates = "market"
	f.show = "last"
	choose(c, &f.show, []string{"last", "years", "above"}, "show", "last", "the `TABLE` to show: last, years or above")
	f.output.add(c)
	c.RunE = func(_ *cobra.Command, args []string) error { return f.run(a, args) }
	return c
}

// addPanels adds the flag that names groups of countries.
func addPanels(c *cobra.Command, to *[]string) {
	known := strings.Join(data.Groups(), ", ")
	set(c.Flags(), to, func(s string) ([]string, error) {
		if !slices.Contains(data.Groups(), s) {
			return nil, errors.New(known)
		}
		return append(*to, s), nil
	}, "panel", "", "add the countries of a group, `NAME`: "+known)
	completeFlag(c, "panel", func([]string) []string { return data.Groups() })
}

// panel returns the countries that arguments and groups name, each once, in
// the order given.
func panel(facts data.Facts, args, groups []string) ([]string, error) {
	var out []string
	add := func(code string) {
		if !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	for _, name := range args {
		code, err := findCountry(facts, name)
		if err != nil {
			return nil, err
		}
		add(code)
	}
	for _, name := range groups {
		members, _ := facts.Group(name) // the flag has checked the name
		for _, code := range members {
			add(code)
		}
	}
	if len(out) == 0 {
		return nil, usagef("missing COUNTRY (want countries, like JPN KOR, or --panel NAME)")
	}
	return out, nil
}

func (f *compareFlags) run(a *app, args []string) error {
	if f.own && f.config.Measure != "" {
		return usagef("--own takes each country's own measure (want one of --own and --measure)")
	}
	facts, err := a.evidence()
	if err != nil {
		return err
	}
	f.config.Data = a.dataDir
	what := pipeline.Selection{Own: f.own, PPP: f.rates == "ppp"}
	if what.Countries, err = panel(facts, args, f.panels); err != nil {
		return err
	}
	for _, name := range f.panels {
		members, _ := facts.Group(name)
		what.Sums = append(what.Sums, pipeline.Group{Name: name, Countries: members})
	}
	if f.sum {
		what.Sums = append(what.Sums, pipeline.Group{Name: "sum", Countries: what.Countries})
	}
	x, err := pipeline.Compare(f.config, facts, what)
	if err != nil {
		return err
	}
	for _, err := range append(slices.Clone(x.Skipped), x.Warnings...) {
		a.say("warning: %v", err)
	}
	if f.show == "above" {
		return f.output.table(a, traced(aboveTable(x), facts))
	}
	return f.output.table(a, traced(compareTable(x, f.show == "last"), facts))
}

func aboutCompared(x *pipeline.Comparison) []render.Field {
	c := x.Config
	about := []render.Field{{Key: "futures", Text: fmt.Sprintf("with what was known by %s, through %d, %s, %s, %d joint paths, seed %d",
		x.AsOf, c.Through, byMethod(c), c.Information, c.Draws, c.Seed)}}
	if c.Measure != "" {
		about = append(about, render.Field{Key: "measure", Text: c.Measure + ": " + x.Rows[0].Measure.String()})
	}
	about = append(about, render.Field{Key: "amounts", Text: x.Money}, render.Field{Key: "together", Text: strings.Join(x.Drivers, "\n")})
	return append(about, sources(x.Sources))
}

// compareTable has a row a country and year, then the sums.
func compareTable(x *pipeline.Comparison, last bool) render.Table {
	t := render.Table{Name: "compare", About: aboutCompared(x),
		Columns: narrow("country measure year >was in >median >lo80 >hi80 >amount >amount_lo80 >amount_hi80")}
	nan := render.Share(math.NaN())
	for _, r := range x.Rows {
		was := r.History[len(r.History)-1]
		for h := 1; h <= r.Share.H; h++ {
			if last && h < r.Share.H {
				continue
			}
			row := []any{r.Country, r.Measure.ID, r.Measure.Basis.Label(was.Year), render.Share(was.Value), r.Measure.Basis.Label(r.Origin + data.Year(h))}
			row = append(row, spread(r.Share.Step(h))...)
			if r.Spend.N() == 0 {
				row = append(row, math.NaN(), math.NaN(), math.NaN())
			} else {
				row = append(row, money(r.Spend.Step(h))...)
			}
			t.Rows = append(t.Rows, row)
		}
	}
	for _, s := range x.Sums {
		year, was := "", nan
		if n := len(s.History); n > 0 {
			year, was = fmt.Sprint(int(s.History[n-1].Year)), render.Share(s.History[n-1].Value)
		}
		for i := range s.Share {
			if !last || i == len(s.Share)-1 {
				row := append([]any{s.Name, "", year, was, fmt.Sprint(int(s.From) + i)}, spread(s.Share[i])...)
				t.Rows = append(t.Rows, append(row, money(s.Spend[i])...))
			}
		}
	}
	return t
}

// quantiles is what a distribution of either kind has.
type quantiles interface{ Quantile(p float64) float64 }

func spread(d quantiles) []any {
	return []any{render.Share(d.Quantile(0.5)), render.Share(d.Quantile(0.1)), render.Share(d.Quantile(0.9))}
}

func money(d quantiles) []any {
	return []any{rounded(d.Quantile(0.5), 1), rounded(d.Quantile(0.1), 1), rounded(d.Quantile(0.9), 1)}
}

// aboveTable has the probability that a country is above another in the last
// year.
func aboveTable(x *pipeline.Comparison) render.Table {
	t := render.Table{Name: "compare-above", About: aboutCompared(x), Columns: narrow("country year")}
	for _, r := range x.Rows {
		t.Columns = append(t.Columns, render.Column{Key: r.Country, Right: true})
	}
	for i, r := range x.Rows {
		row := []any{r.Country, r.Measure.Basis.Label(x.Config.Through)}
		for j := range x.Rows {
			p := math.NaN()
			if i != j {
				p = rounded(x.Above(i, j, x.Config.Through), 2)
			}
			row = append(row, p)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
