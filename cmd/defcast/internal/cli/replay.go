package cli

import (
	"fmt"
	"slices"
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
	panels   []string
	cases    bool
	errors   bool
	output   output
}

func newReplay(a *app) *cobra.Command {
	f := &replayFlags{from: 2015, horizon: 3}
	c := &cobra.Command{
		Use:   "replay COUNTRY... [flags]",
		Short: "Forecast as in past years and score what came of it",
		Long: `Forecast as on the last day of each past year, with what had been published by
then, under each information set, and score the forecasts against what happened.

crps (of a whole distribution) and mae (of its median) are errors in percentage
points of GDP, smaller is better; skill is 1 - crps/crps of history; in80 is the
share of outcomes within the 80 % interval. h counts years from that of the
forecast; "all" is all of them together. What happened is measured by the GDP
edition that the forecast had: a re-basing since then is no error.

Databases of which no edition of the day is on record are cut at the years that
they had published by then on the same schedule; what was revised since is in
what such forecasts knew.

With several countries or --panel all their measures are pooled (or the one of
--measure): crps then is in percent of the outcome, se the standard error of
in80 if cases hang together within a country, and knew the number of forecasts
for which there was more to know than past values.

--errors tells the errors of medians apart as CBO does: policy is what was
announced of the year after the forecast was made (the budget, the GDP outlook
it was made with; NATO's first estimate), technical how that turned out.`,
		Example: `  defcast replay JPN
  defcast replay JPN --measure mod-frozen --from 2015 --model naive
  defcast replay JPN --measure mod --cases --format csv
  defcast replay JPN --model naive --errors
  defcast replay DEU FRA POL --measure sipri
  defcast replay --panel nato --model naive --draws 1000`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return a.countries(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error { return f.run(a, args) },
	}
	settings(c, a, &f.config)
	addPanels(c, &f.panels)
	for _, name := range []string{"through", "information", "as-of"} { // set year by year
		if err := c.Flags().MarkHidden(name); err != nil {
			panic("cli: no such flag: " + name)
		}
	}
	set(c.Flags(), &f.from, parseYear, "from", fmt.Sprint(int(f.from)), "first `YEAR` at whose end to forecast")
	set(c.Flags(), &f.to, parseYear, "to", "", "last `YEAR` at whose end to forecast (default the last with an outcome)")
	set(c.Flags(), &f.horizon, parseHorizon, "horizon", fmt.Sprint(f.horizon), "number `N` of years to forecast each time")
	c.Flags().BoolVar(&f.config.Raw, "raw", false, "leave intervals as the methods give them, without calibration")
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

func (f *replayFlags) run(a *app, args []string) error {
	facts, err := a.evidence()
	if err != nil {
		return err
	}
	countries, err := panel(facts, args, f.panels)
	if err != nil {
		return err
	}
	if f.to == 0 {
		f.to = data.Year(facts.Latest().Year) - 1
	}
	if f.from > f.to {
		return usagef("--from %d is after --to %d", f.from, f.to)
	}
	if len(countries) > 1 || len(f.panels) > 0 {
		return f.pooled(a, facts, countries)
	}
	f.config.Country = countries[0]
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
		return f.output.table(a, traced(caseTable(r), facts))
	}
	return f.output.table(a, traced(scoreTable(r), facts))
}

// pooled replays several countries and averages over all.
func (f *replayFlags) pooled(a *app, facts data.Facts, countries []string) error {
	p, err := pipeline.RerunAll(f.config, facts, countries, f.from, f.to, f.horizon)
	if err != nil {
		return err
	}
	for _, err := range p.Skipped {
		a.say("warning: %v", err)
	}
	if f.errors {
		return f.tellAllApart(a, p, facts)
	}
	if f.cases {
		return f.output.table(a, traced(pooledCaseTable(p), facts))
	}
	return f.output.table(a, traced(pooledTable(p), facts))
}

// aboutReplay says what all rows of a replay share.
func aboutReplay(r *pipeline.Replay) []render.Field {
	about := []render.Field{
		{Key: "measure", Text: r.Measure.ID + ": " + r.Measure.String()},
		{Key: "forecasts", Text: forecasts(r.Config, r.From, r.To, r.Horizon)},
	}
	if len(r.Rewound) > 0 {
		about = append(about, render.Field{Key: "cut", Text: strings.Join(r.Rewound, ", ") + ": today's edition, cut at what had been published"})
	}
	return append(about, aboutCalibration(r)...)
}

// aboutCalibration says what later years taught the intervals.
func aboutCalibration(replays ...*pipeline.Replay) []render.Field {
	if !slices.ContainsFunc(replays, (*pipeline.Replay).Calibrated) {
		return nil
	}
	return []render.Field{{Key: "calibrated", Text: lateCalibration + " (--raw leaves it)"}}
}

// lateCalibration says what is unfair in the coverage of such forecasts.
const lateCalibration = "intervals of years of which nothing was announced, by other countries' forecasts at the ends of 2015 to 2024: fair between countries, not in time"

func forecasts(c pipeline.Config, from, to data.Year, horizon int) string {
	return fmt.Sprintf("at the ends of %d to %d, %d years ahead, %s, %d joint paths, seed %d", from, to, horizon, byMethod(c), c.Draws, c.Seed)
}

// aboutPooled says which measures were pooled.
func aboutPooled(p *pipeline.Pooled) []render.Field {
	var ids, measures []string
	count := map[string]int{}
	for _, r := range p.Replays {
		if count[r.Measure.ID]++; count[r.Measure.ID] == 1 {
			ids = append(ids, r.Measure.ID)
		}
	}
	for _, id := range ids {
		measures = append(measures, fmt.Sprintf("%s of %d", id, count[id]))
	}
	return append([]render.Field{
		{Key: "measures", Text: fmt.Sprintf("%d of all countries: %s", len(p.Replays), strings.Join(measures, ", "))},
		{Key: "forecasts", Text: forecasts(p.Config, p.From, p.To, p.Horizon)},
	}, aboutCalibration(p.Replays...)...)
}

func pooledTable(p *pipeline.Pooled) render.Table {
	t := render.Table{Name: "replay-pooled", About: aboutPooled(p), Columns: narrow("h information >n >countries >knew >crps >in80 >se >skill")}
	for _, s := range p.Scores() {
		t.Rows = append(t.Rows, []any{horizonName(s.H), s.Information.String(), s.N, s.Countries, s.Differ, rounded(100*s.CRPS, 3),
			rounded(s.Coverage80, 3), rounded(s.SE, 3), rounded(s.Skill, 3)})
	}
	return t
}

func horizonName(h int) string {
	if h == 0 {
		return "all"
	}
	return fmt.Sprint(h)
}

func pooledCaseTable(p *pipeline.Pooled) render.Table {
	t := render.Table{Name: "replay-pooled-cases", About: aboutPooled(p), Columns: append(narrow("country measure"), caseColumns()...)}
	for _, r := range p.Replays {
		for _, c := range r.Cases {
			t.Rows = append(t.Rows, append([]any{r.Config.Country, r.Measure.ID}, caseRow(c)...))
		}
	}
	return t
}

func scoreTable(r *pipeline.Replay) render.Table {
	t := render.Table{Name: "replay", About: aboutReplay(r), Columns: []render.Column{{Key: "h"}, {Key: "information"},
		{Key: "n", Right: true}, {Key: "crps", Right: true}, {Key: "mae", Right: true}, {Key: "in80", Right: true}, {Key: "skill", Right: true}}}
	for _, s := range r.Scores() {
		t.Rows = append(t.Rows, []any{horizonName(s.H), s.Information.String(), s.N, rounded(100*s.CRPS, 4), rounded(100*s.MAE, 4),
			rounded(s.Coverage80, 2), rounded(s.Skill, 2)})
	}
	return t
}

func caseColumns() []render.Column {
	columns := narrow(">as_of >information >h >year >actual >median >lo80 >hi80 >crps")
	columns[0].Right, columns[1].Right = false, false
	return columns
}

func caseRow(c pipeline.Case) []any {
	return []any{c.AsOf.String(), c.Information.String(), c.H, int(c.Year), rounded(c.Actual, 6),
		rounded(c.Dist.Quantile(0.5), 6), rounded(c.Lo80, 6), rounded(c.Hi80, 6), rounded(c.CRPS, 6)}
}

func caseTable(r *pipeline.Replay) render.Table {
	t := render.Table{Name: "replay-cases", About: aboutReplay(r), Columns: caseColumns()}
	for _, c := range r.Cases {
		t.Rows = append(t.Rows, caseRow(c))
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
