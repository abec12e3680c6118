package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

type replayFlags struct {
	config   pipeline.Config
	from, to data.Year
	horizon  int
	cases    bool
	errors   bool
	output   output
}

func newReplay(a *app) *cobra.Command {
	f := &replayFlags{from: 2015, horizon: 3}
	c := &cobra.Command{
		Use:   "replay COUNTRY [flags]",
		Short: "Forecast as in past years and score what came of it",
		Long: `Forecast as on the last day of each past year, with what had been published by
then, under each information set, and score the forecasts against what happened.

crps (of a whole distribution) and mae (of its median) are errors in percentage
points of GDP, smaller is better; skill is 1 - crps/crps of history; in80 is the
share of outcomes within the 80 % interval. h counts years from that of the
forecast; "all" is all of them together. What happened is measured by the GDP
edition that the forecast had: a re-basing since then is no error.

--errors tells the errors of medians apart as CBO does: policy is what was
announced of the year after the forecast was made (the budget, the GDP outlook
it was made with), technical how that turned out.`,
		Example: `  defcast replay JPN
  defcast replay JPN --measure mod-frozen --from 2015 --model naive
  defcast replay JPN --measure mod --cases --format csv
  defcast replay JPN --model naive --errors`,
		Args:              takes("COUNTRY"),
		ValidArgsFunction: completeWith(a.countries),
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(a, args[0]) },
	}
	settings(c, a, &f.config)
	for _, name := range []string{"through", "information", "as-of"} { // set year by year
		if err := c.Flags().MarkHidden(name); err != nil {
			panic("cli: no such flag: " + name)
		}
	}
	set(c.Flags(), &f.from, parseYear, "from", fmt.Sprint(int(f.from)), "first `YEAR` at whose end to forecast")
	set(c.Flags(), &f.to, parseYear, "to", "", "last `YEAR` at whose end to forecast (default the last with an outcome)")
	set(c.Flags(), &f.horizon, parseHorizon, "horizon", fmt.Sprint(f.horizon), "number `N` of years to forecast each time")
	c.Flags().BoolVar(&f.cases, "cases", false, "list every forecast instead of averages")
	c.Flags().BoolVar(&f.errors, "errors", false, "tell errors apart: what was announced since, and how that turned out")
	f.output.add(c)
	return c
}

func parseHorizon(s string) (int, error) {
	n := 0
	if _, err := fmt.Sscan(s, &n); err != nil || n < 1 || n > 30 || fmt.Sprint(n) != s {
		return 0, fmt.Errorf("a whole number from 1 to 30")
	}
	return n, nil
}

func (f *replayFlags) run(a *app, country string) error {
	facts, err := a.evidence()
	if err != nil {
		return err
	}
	if f.config.Country, err = findCountry(facts, country); err != nil {
		return err
	}
	if f.to == 0 {
		f.to = data.Year(facts.Latest().Year) - 1
	}
	if f.from > f.to {
		return usagef("--from %d is after --to %d", f.from, f.to)
	}
	r, err := pipeline.Rerun(f.config, facts, f.from, f.to, f.horizon)
	if err != nil {
		return err
	}
	for _, err := range r.Skipped {
		a.say("warning: %v", err)
	}
	if f.errors {
		return f.tellApart(a, r, facts)
	}
	if f.cases {
		return f.output.table(a, caseTable(r))
	}
	return f.output.table(a, scoreTable(r))
}

// about says what all rows of a replay share.
func aboutReplay(r *pipeline.Replay) []render.Field {
	c := r.Config
	return []render.Field{
		{Key: "measure", Text: r.Measure.ID + ": " + r.Measure.String()},
		{Key: "forecasts", Text: fmt.Sprintf("at the ends of %d to %d, %d years ahead, %s, %d joint paths, seed %d",
			r.From, r.To, r.Horizon, c.Model, c.Draws, c.Seed)},
	}
}

func scoreTable(r *pipeline.Replay) render.Table {
	t := render.Table{Name: "replay", About: aboutReplay(r), Columns: []render.Column{{Key: "h"}, {Key: "information"},
		{Key: "n", Right: true}, {Key: "crps", Right: true}, {Key: "mae", Right: true}, {Key: "in80", Right: true}, {Key: "skill", Right: true}}}
	for _, s := range r.Scores() {
		h := "all"
		if s.H > 0 {
			h = fmt.Sprint(s.H)
		}
		t.Rows = append(t.Rows, []any{h, s.Information.String(), s.N, rounded(100*s.CRPS, 4), rounded(100*s.MAE, 4),
			rounded(s.Coverage80, 2), rounded(s.Skill, 2)})
	}
	return t
}

func caseTable(r *pipeline.Replay) render.Table {
	t := render.Table{Name: "replay-cases", About: aboutReplay(r)}
	for _, key := range strings.Fields("as_of information h year actual median lo80 hi80 crps") {
		t.Columns = append(t.Columns, render.Column{Key: key, Right: true})
	}
	t.Columns[0].Right, t.Columns[1].Right = false, false
	for _, c := range r.Cases {
		t.Rows = append(t.Rows, []any{c.AsOf.String(), c.Information.String(), c.H, int(c.Year), rounded(c.Actual, 6),
			rounded(c.Dist.Quantile(0.5), 6), rounded(c.Lo80, 6), rounded(c.Hi80, 6), rounded(c.CRPS, 6)})
	}
	return t
}

// rounded keeps a computed figure to the digits that mean something.
func rounded(v float64, digits int) float64 {
	var out float64
	if _, err := fmt.Sscanf(fmt.Sprintf("%.*f", digits, v), "%g", &out); err != nil {
		return v // NaN and infinities
	}
	return out
}
