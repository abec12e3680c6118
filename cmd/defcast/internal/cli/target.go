package cli

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

type targetFlags struct {
	config pipeline.Config
	pledge string
	share  float64
	by     data.Year
	prob   float64
	solve  string
	show   string
	output output
}

func newTarget(a *app) *cobra.Command {
	f := &targetFlags{}
	c := &cobra.Command{
		Use:   "target COUNTRY [flags]",
		Short: "Say how a country stands to its pledges, by every measure",
		Long: `Say how a country stands to each pledge by each measure: the latest value, since
when the level is met, the gap, and what the joint futures hold. A pledge is
asked of every measure, whichever it was made on ("own" where it is that one).

--show matrix has a row a pledge and measure. gap is level less value, in points
of GDP; missing is the same in money. met says "rounds" where a value falls
short and is the level to a tenth of a percent. history, announced and plan are
the probabilities that the level is reached by the deadline under each
information set; growth is the yearly growth of spending, from its last certain
year, that has it there in the year of the deadline as likely as not, under the
richest set.

--show years has a row a year and information set: in (the level holds in the
year), by (in it or before), first (it is the first such year). --show kept has
a row k: the probability that the level holds k years after it was first met,
where it is met and the futures reach that far.

--share asks about a level of your own. --solve growth solves for the constant
yearly growth of spending that has the level in the year --by with probability
--prob, with the money of each year; check is that probability counted again
on the joint futures, before what it is as the forecast stands.`,
		Example: `  defcast target JPN
  defcast target JPN --measure official --show years
  defcast target JPN --pledge target-2027 --format csv
  defcast target JPN --share 2% --by 2027 --prob 0.8 --solve growth`,
		Args:              takes("COUNTRY"),
		ValidArgsFunction: completeWith(a.countries),
	}
	settings(c, a, &f.config)
	c.Flags().Lookup("measure").Usage = "only by one ratio, an `ID` of \"defcast measures\" (default all; of --solve the country's first)"
	c.Flags().Lookup("through").Usage, c.Flags().Lookup("through").DefValue = "last `YEAR` to look to (default three years after the last deadline)", ""
	set(c.Flags(), &f.pledge, parseName, "pledge", "", "only the pledge with this `ID`")
	set(c.Flags(), &f.share, parseShare, "share", "", "ask about a `LEVEL` of your own, like 2% or 0.02, instead of pledges")
	set(c.Flags(), &f.by, parseYear, "by", "", "the `YEAR` of --share")
	set(c.Flags(), &f.prob, parseProbability, "prob", "0.5", "the probability `P` to solve for")
	f.prob = 0.5
	choose(c, &f.solve, []string{"growth"}, "solve", "", "what to solve for, `WHAT`: growth")
	choose(c, &f.show, []string{"matrix", "years", "kept"}, "show", "matrix", "the `TABLE` to show: matrix, years or kept")
	f.output.add(c)
	c.RunE = func(_ *cobra.Command, args []string) error {
		if !c.Flags().Changed("through") {
			f.config.Through = 0
		}
		return f.run(a, args[0], c.Flags().Changed("prob"))
	}
	return c
}

// oneOf reads one of a few words.
func oneOf(words ...string) func(string) (string, error) {
	return func(s string) (string, error) {
		if !slices.Contains(words, s) {
			return "", errors.New(strings.Join(words, ", "))
		}
		return s, nil
	}
}

// parseShare reads "2%", "2 %" or "0.02". A bare number from 1 on is refused:
// it is likely to be a percentage, and a level of 100 % is not.
func parseShare(s string) (float64, error) {
	text, percent := strings.CutSuffix(strings.TrimSpace(s), "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if percent {
		v /= 100
	}
	if err != nil || !(v > 0 && v < 1) {
		return 0, errors.New("a share of GDP, like 2% or 0.02")
	}
	return v, nil
}

func parseProbability(s string) (float64, error) {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v > 0 && v < 1) {
		return 0, errors.New("a probability between 0 and 1, like 0.8")
	}
	return v, nil
}

func (f *targetFlags) run(a *app, country string, prob bool) error {
	switch {
	case (f.solve != "" || f.by != 0) && f.share == 0:
		return usagef("--by and --solve go with --share (want a level, like --share 2%%)")
	case f.share != 0 && f.by == 0:
		return usagef("--share goes with --by (want a year, like --by %d)", pipeline.DefaultThrough)
	case f.share != 0 && f.pledge != "":
		return usagef("--share asks instead of a pledge (want one of --share and --pledge)")
	case f.solve == "" && prob:
		return usagef("--prob goes with --solve (want --solve growth)")
	}
	facts, err := a.evidence()
	if err != nil {
		return err
	}
	f.config.Data = a.dataDir
	if f.config.Country, err = findCountry(facts, country); err != nil {
		return err
	}
	if f.solve != "" {
		return f.seek(a, facts)
	}
	pledges, err := f.pledges(facts)
	if err != nil {
		return err
	}
	x, err := pipeline.Targets(f.config, facts, pledges...)
	if err != nil {
		return err
	}
	for _, err := range x.Skipped {
		a.say("warning: %v", err)
	}
	switch f.show {
	case "years":
		return f.output.table(a, traced(yearsTable(x), facts))
	case "kept":
		return f.output.table(a, traced(keptTable(x), facts))
	}
	return f.output.table(a, traced(matrixTable(x), facts))
}

// pledges returns what is asked about; none for all that is on record.
func (f *targetFlags) pledges(facts data.Facts) ([]data.Pledge, error) {
	if f.share != 0 {
		return []data.Pledge{{ID: "asked", Country: f.config.Country, Level: f.share, By: f.by, Text: "the level asked about"}}, nil
	}
	if f.pledge == "" {
		return nil, nil
	}
	var known []string
	for _, p := range facts.AsOf(f.config.AsOf).Pledges {
		if p.Country != f.config.Country {
			continue
		}
		if p.ID == f.pledge {
			return []data.Pledge{p}, nil
		}
		known = append(known, p.ID)
	}
	return nil, &pipeline.UnknownError{Kind: "pledge", Name: f.pledge, Known: known}
}

func (f *targetFlags) seek(a *app, facts data.Facts) error {
	s, err := pipeline.Seek(f.config, facts, f.share, f.by, f.prob)
	if err != nil {
		return err
	}
	for _, err := range s.Skipped {
		a.say("warning: %v", err)
	}
	return f.output.table(a, traced(seekTable(s), facts))
}

// aboutTargets says what all rows share, each pledge and each measure.
func aboutTargets(x *pipeline.Matrix) []render.Field {
	var seen, pledges, measures []string
	for _, c := range x.Cells {
		if !slices.Contains(seen, c.Pledge.ID) {
			seen = append(seen, c.Pledge.ID)
			pledges = append(pledges, pledgeText(c))
		}
	}
	for _, m := range x.Measures {
		measures = append(measures, m.ID+": "+m.String())
	}
	about := append(aboutFutures(x.CountryName, x.AsOf, x.Config),
		render.Field{Key: "pledges", Text: strings.Join(pledges, "\n")},
		render.Field{Key: "measures", Text: strings.Join(measures, "\n")})
	if len(x.Rulers) > 0 {
		about = append(about, render.Field{Key: "same money", Text: strings.Join(x.Rulers, "\n")})
	}
	return about
}

func aboutFutures(country string, asOf data.Date, c pipeline.Config) []render.Field {
	return []render.Field{
		{Key: "country", Text: country + ", with what was known by " + asOf.String()},
		{Key: "futures", Text: fmt.Sprintf("through %d, %s, %d joint paths, seed %d", c.Through, byMethod(c), c.Draws, c.Seed)},
	}
}

// byMethod names the method of forecasts, which differs between measures where
// none was asked for.
func byMethod(c pipeline.Config) string { return cmp.Or(c.Model, "default methods") }

func pledgeText(c pipeline.Cell) string {
	p := c.Pledge
	s := fmt.Sprintf("%s: %s %.2f %%", p.ID, p.Kind, 100*p.Level)
	if p.By != 0 {
		s += fmt.Sprintf(" by %d", p.By)
	}
	if p.Measure != "" {
		s += " of " + p.Measure
	}
	if !p.Announced.IsZero() {
		s += ", announced " + p.Announced.String()
	}
	if !p.Superseded.IsZero() {
		s += ", superseded " + p.Superseded.String()
	}
	if p.Text != "" {
		s += ". " + p.Text
	}
	return s
}

// narrow makes columns; those that start with ">" hold numbers.
func narrow(keys string) []render.Column {
	var out []render.Column
	for _, key := range strings.Fields(keys) {
		key, right := strings.CutPrefix(key, ">")
		out = append(out, render.Column{Key: key, Right: right})
	}
	return out
}

func matrixTable(x *pipeline.Matrix) render.Table {
	t := render.Table{Name: "target", About: aboutTargets(x), Columns: narrow(
		"pledge state >level deadline measure own year status >value met since >gap >missing unit >history >announced >plan >growth"), Block: 4}
	for i := len(t.Columns) - 4; i < len(t.Columns); i++ {
		t.Columns[i].Part = 1 // what the futures hold
	}
	t.About = append(t.About, render.Field{Key: "year by year",
		Text: "--show years has P(met in each year) and the first year met under each information set; --show kept whether a level lasts"})
	for _, c := range x.Cells {
		chances, growth := due(c)
		row := append(standing(c), chances...)
		t.Rows = append(t.Rows, append(row, growth))
	}
	return t
}

// standing is the part of a row that is on record.
func standing(c pipeline.Cell) []any {
	label := c.Measure.Basis.Label
	own, met, since, unit := "", "no", "", ""
	if c.Own {
		own = "own"
	}
	switch {
	case c.Record.Met:
		met, since = "yes", label(c.Record.Since)
		if c.Record.AtLeast {
			since = "before " + label(c.Record.Since+1) // the record does not reach further
		}
	case c.Record.Rounds:
		met = "rounds"
	}
	if !math.IsNaN(c.Missing) {
		unit = c.Unit.String()
	}
	return []any{c.Pledge.ID, state(c), render.Share(c.Pledge.Level), deadline(c), c.Measure.ID, own, label(c.Record.Year), c.Record.Status.String(),
		render.Share(c.Record.Value), met, since, render.Share(c.Record.Gap), rounded(c.Missing, 1), unit}
}

func state(c pipeline.Cell) string {
	if c.InForce {
		return c.Pledge.Kind.String()
	}
	return "past " + c.Pledge.Kind.String()
}

// due returns the chances at the deadline under each information set, and the
// growth needed under the richest. A set that knows no more than the one before
// it has no column of its own to fill.
func due(c pipeline.Cell) (chances []any, growth render.Share) {
	chances = []any{math.NaN(), math.NaN(), math.NaN()}
	growth = render.Share(math.NaN())
	for _, s := range c.Sets {
		if _, reached, ok := s.Due(c.Pledge.By); ok {
			chances[s.Information] = rounded(reached, 4)
		}
		growth = render.Share(math.NaN())
		if s.Growth != nil {
			growth = render.Share(s.Growth.Rate)
		}
	}
	return chances, growth
}

func yearsTable(x *pipeline.Matrix) render.Table {
	t := render.Table{Name: "target-years", About: aboutTargets(x), Columns: narrow("pledge >level deadline measure information year >in >by >first")}
	for _, c := range x.Cells {
		label := c.Measure.Basis.Label
		for _, s := range c.Sets {
			for h := range s.Met {
				t.Rows = append(t.Rows, []any{c.Pledge.ID, render.Share(c.Pledge.Level), deadline(c), c.Measure.ID, s.Information.String(),
					label(s.Origin + data.Year(h+1)), rounded(s.Met[h], 4), rounded(s.By[h], 4), rounded(s.First[h], 4)})
			}
		}
	}
	return t
}

func deadline(c pipeline.Cell) string {
	if c.Pledge.By == 0 {
		return ""
	}
	return c.Measure.Basis.Label(c.Pledge.By)
}

func keptTable(x *pipeline.Matrix) render.Table {
	t := render.Table{Name: "target-kept", About: aboutTargets(x), Columns: narrow("pledge >level measure information met >k >kept")}
	for _, c := range x.Cells {
		for _, s := range c.Sets {
			met := "ahead"
			if s.Already == 1 {
				met = "by " + c.Measure.Basis.Label(s.Origin)
			}
			for k, p := range s.Kept {
				if !math.IsNaN(p) {
					t.Rows = append(t.Rows, []any{c.Pledge.ID, render.Share(c.Pledge.Level), c.Measure.ID, s.Information.String(), met, k, rounded(p, 4)})
				}
			}
		}
	}
	return t
}

func seekTable(s *pipeline.Sought) render.Table {
	label := s.Measure.Basis.Label
	first := s.Answers[0]
	t := render.Table{Name: "target-growth", Columns: narrow("information year >growth >spending unit >check >before"),
		About: append(aboutFutures(s.CountryName, s.AsOf, s.Config),
			render.Field{Key: "measure", Text: s.Measure.ID + ": " + s.Measure.String()},
			render.Field{Key: "asked", Text: fmt.Sprintf("P(%s in %s) = %g", first.Level, label(first.Year), first.Asked)})}
	for _, g := range s.Answers {
		row := func(y data.Year, growth, spending, check, before float64) {
			t.Rows = append(t.Rows, []any{g.Information.String(), label(y), render.Share(growth), rounded(spending, 1), s.Unit.String(),
				rounded(check, 4), rounded(before, 4)})
		}
		nan := math.NaN()
		row(g.Base, nan, g.Start, nan, nan)
		last := len(g.Amounts) - 1
		for i, v := range g.Amounts[:last] {
			row(g.Base+data.Year(i+1), g.Rate, v, nan, nan)
		}
		row(g.Year, g.Rate, g.Amounts[last], g.Prob, g.Before)
	}
	return t
}
