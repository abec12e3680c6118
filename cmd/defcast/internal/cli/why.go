package cli

import (
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/pipeline"
)

type whyFlags struct {
	config      pipeline.Config
	since       data.Date
	year        data.Year
	model       string
	information string
	items       bool
	output      output
}

func newWhy(a *app) *cobra.Command {
	f := &whyFlags{}
	c := &cobra.Command{
		Use:   "why COUNTRY --since DATE [flags]",
		Short: "Say why a forecast moved between two dates, in parts that add up",
		Long: `Say why the median forecast of a year moved between two dates, in parts that add
up to the change:

  data revision     values that were known and are others now: a re-basing
  new outturn       figures given after their year had ended; the year's passing
  new announcement  budgets, requests, plans and pledges
  GDP outlook       what is foretold of GDP
  method            another model or information set, see --since-model

What a figure teaches about older announcements counts with the figure. The
forecast is made anew with every combination of the kinds of news on one seed; a
part is the average of what it adds over all orders (Shapley), least and most
are its smallest and largest effect in any of them. All are percentage points of
what the measure divides by.`,
		Example: `  defcast why JPN --since 2025-06-30
  defcast why JPN --since 2025-06-30 --until 2025-12-31 --draws 1000
  defcast why JPN --since 2026-01-31 --draws 1000 --items --format csv
  defcast why JPN --since 2026-01-31 --model naive --since-model drift`,
		Args:              takes("COUNTRY"),
		ValidArgsFunction: completeWith(a.countries),
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(a, args[0]) },
	}
	set(c.Flags(), &f.since, parseDate, "since", "", "the first `DATE`, YYYY-MM-DD: compare with what was known at its end")
	settings(c, a, &f.config)
	if err := c.Flags().MarkHidden("as-of"); err != nil {
		panic("cli: no such flag: as-of")
	}
	set(c.Flags(), &f.config.AsOf, parseDate, "until", "", "the second `DATE` (default the newest figure's)")
	set(c.Flags(), &f.year, parseYear, "year", "", "the `YEAR` whose forecast is explained (default that of --through)")
	set(c.Flags(), &f.model, parseName, "since-model", "", "method of the first date, a `NAME` (default the same)")
	set(c.Flags(), &f.information, parseName, "since-information", "", "information of the first date, a `SET` (default the same)")
	completeFlag(c, "since-model", func([]string) []string { return model.Names() })
	completeFlag(c, "since-information", informationNames)
	c.Flags().BoolVar(&f.items, "items", false, "list the news one by one instead of the parts")
	f.output.add(c)
	return c
}

func (f *whyFlags) run(a *app, country string) error {
	if f.since.IsZero() {
		return usagef("missing --since (want the first date, like --since 2025-06-30)")
	}
	facts, err := a.evidence()
	if err != nil {
		return err
	}
	if f.config.Country, err = findCountry(facts, country); err != nil {
		return err
	}
	if f.year == 0 {
		f.year = f.config.Through
	}
	was := f.config
	was.AsOf = f.since
	if f.model != "" {
		was.Model = f.model
	}
	if f.information != "" {
		if was.Information, err = pipeline.ParseInformation(f.information); err != nil {
			return err
		}
	}
	r, err := pipeline.Revise(was, f.config, f.year, facts)
	if err != nil {
		return err
	}
	if f.items {
		return f.output.table(a, traced(newsTable(r), facts))
	}
	return f.output.table(a, traced(revisionTable(r), facts))
}

func aboutRevision(r *pipeline.Revision) []render.Field {
	label := r.Measure.Basis.Label
	reading := func(d data.Date, v pipeline.Reading) string {
		s := fmt.Sprintf("known by %s: %.2f %%", d, 100*v.Median)
		if v.Origin < r.Year {
			s += fmt.Sprintf(" (80 %% interval %.2f–%.2f %%)", 100*v.Lo80, 100*v.Hi80)
		}
		return s + ", last year known " + label(v.Origin)
	}
	return []render.Field{
		{Key: "country", Text: r.CountryName},
		{Key: "measure", Text: r.Measure.ID + ": " + r.Measure.String()},
		{Key: "year", Text: label(r.Year)},
		{Key: "before", Text: reading(r.From, r.Before)},
		{Key: "after", Text: reading(r.To, r.After)},
		{Key: "forecasts", Text: fmt.Sprintf("%s, %s, %d joint paths, seed %d", r.Config.Model, r.Config.Information, r.Config.Draws, r.Config.Seed)},
	}
}

// toldItems is how many pieces of news a part tells of; --items has all.
const toldItems = 6

func revisionTable(r *pipeline.Revision) render.Table {
	t := render.Table{Name: "why", About: aboutRevision(r), Columns: narrow("part >points >least >most")}
	t.Columns = append(t.Columns, render.Column{Key: "news", Wide: true})
	all := rounded(100*(r.After.Median-r.Before.Median), pointDigits)
	printed := addUp(r.Parts, all)
	for i, p := range r.Parts {
		t.Rows = append(t.Rows, []any{p.News.String(), printed[i], rounded(100*p.Least, pointDigits), rounded(100*p.Most, pointDigits), told(p)})
	}
	t.Rows = append(t.Rows, []any{"the forecast", all, all, all, ""})
	return t
}

// pointDigits is how many decimals of a percentage point are printed.
const pointDigits = 4

// addUp rounds the parts so that what is printed adds up to what is printed: the
// largest part takes what rounding left over.
func addUp(parts []pipeline.RevisionPart, all float64) []float64 {
	out := make([]float64, len(parts))
	largest, rest := 0, all
	for i, p := range parts {
		out[i] = rounded(100*p.Points, pointDigits) + 0 // no -0
		rest -= out[i]
		if math.Abs(out[i]) > math.Abs(out[largest]) {
			largest = i
		}
	}
	out[largest] = rounded(out[largest]+rest, pointDigits)
	return out
}

func told(p pipeline.RevisionPart) string {
	var says []string
	for _, it := range p.Items[:min(len(p.Items), toldItems)] {
		says = append(says, it.Says+dated(it))
	}
	if n := len(p.Items) - toldItems; n > 0 {
		says = append(says, fmt.Sprintf("and %d more", n))
	}
	switch {
	case len(says) == 0 && p.Others == 0:
		return "none"
	case len(says) == 0:
		return "none of the measure's own series, only of others, which records are learnt from"
	}
	return strings.Join(says, "; ")
}

func dated(it pipeline.Item) string {
	if it.Series == "" {
		return ""
	}
	return fmt.Sprintf(", published %s [%s]", it.Published, it.Source)
}

func newsTable(r *pipeline.Revision) render.Table {
	t := render.Table{Name: "why-items", About: aboutRevision(r), Columns: narrow("part published series >year >value >before unit source")}
	t.Columns = append(t.Columns, render.Column{Key: "says", Wide: true})
	for _, p := range r.Parts {
		for _, it := range p.Items {
			unit := ""
			if !math.IsNaN(it.Value) {
				unit = it.Unit.String()
			}
			t.Rows = append(t.Rows, []any{p.News.String(), it.Published.String(), it.Series, int(it.Year), render.Exact(it.Value), render.Exact(rounded(it.Before, 6)), unit, it.Source, it.Says})
		}
	}
	return t
}
