package cli

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/ledger"
)

var nan = math.NaN()

type judgeFlags struct {
	file, of string
	cases    bool
	errors   bool
	output   output
}

func newLedgerScore(a *app) *cobra.Command {
	f := &judgeFlags{}
	c := &cobra.Command{
		Use:   "score [flags]",
		Short: "Score the forecasts recorded, and other people's, by what happened",
		Long: `Score the forecasts recorded, and other people's, by what happened: the figures
built in and those imported. Other people's are a tidy CSV file,

  forecaster,country,measure,made,year,value,lo80,hi80
  NATO,POL,nato,2023-07-07,2023,3.90%,,

measure is an ID of "defcast measures" or of "defcast data list"; shares are
fractions or percentages with their sign; the band may be left out.

h counts calendar years from that of the forecast. Errors are percent of the
outcome: bias and mae of the median, wis of the whole distribution (weighted
interval score, which nears the CRPS; of a point its absolute error), nochange
of the last value that was known, where one was. skill is 1 - wis/nochange. What
happened is measured by the GDP edition of the day: a re-basing since then is no
error. Forecasts recorded after their year had ended are not averaged.

--errors tells the errors of others apart: policy is what the same forecaster
changed until the year had begun, technical how that turned out.`,
		Example: `  defcast ledger score --of nato --data mine
  defcast ledger score --of cbo --data mine --cases --format csv
  defcast ledger score --of cbo --data mine --errors`,
		Args: takes(),
		RunE: func(*cobra.Command, []string) error { return f.run(a) },
	}
	set(c.Flags(), &f.file, parseFile, "file", "", "score the forecasts in `FILE`.csv as well (\"-\" for standard input)")
	addOf(c, &f.of)
	c.Flags().BoolVar(&f.cases, "cases", false, "list every forecast instead of averages")
	c.Flags().BoolVar(&f.errors, "errors", false, "tell errors of others apart: what was said anew once the year began, and the rest")
	addBook(c, a)
	f.output.add(c)
	return c
}

// addOf gives a command the flag that names forecasts of others that are built in.
func addOf(c *cobra.Command, of *string) {
	set(c.Flags(), of, parseName, "of", "", "forecasts of others that are built in, a `NAME`: nato (first estimates) or cbo (baselines)")
	completeFlag(c, "of", func([]string) []string { return ledger.ClaimNames() })
}

func (f *judgeFlags) run(a *app) error {
	b, entries, err := a.entries()
	if err != nil {
		return err
	}
	facts, err := a.withImported()
	if err != nil {
		return err
	}
	claims, err := f.claims(a, facts)
	if err != nil {
		return err
	}
	if len(entries)+len(claims) == 0 {
		return fmt.Errorf("nothing has been recorded in %s (see defcast ledger record, or name others' forecasts with --file or --of)", b.Dir)
	}
	sheet, err := ledger.Judge(entries, claims, facts)
	if err != nil {
		return err
	}
	for _, err := range sheet.Skipped[:min(len(sheet.Skipped), 5)] {
		a.say("left out: %v", err)
	}
	if n := len(sheet.Skipped) - 5; n > 0 {
		a.say("left out: %d more", n)
	}
	if f.errors {
		return f.tellApart(a, sheet)
	}
	scores := sheet.Scores()
	if len(sheet.Cases) == 0 || len(scores) == 0 && !f.cases {
		return noOutturn(sheet)
	}
	if f.cases {
		return f.output.table(a, judgedTable(sheet))
	}
	return f.output.table(a, judgeTable(sheet, scores))
}

// noOutturn says what there is to wait for.
func noOutturn(sheet *ledger.Sheet) error {
	hindsight := ""
	if n := len(sheet.Cases); n > 0 {
		hindsight = fmt.Sprintf("; %d were recorded after their year had ended, see --cases", n)
	}
	if len(sheet.Pending) == 0 {
		return fmt.Errorf("score: none of the forecasts can be scored%s", hindsight)
	}
	next := slices.MinFunc(sheet.Pending, func(a, b ledger.Case) int { return int(a.Year - b.Year) })
	return fmt.Errorf("score: no outturn yet of %d forecast years (the first is %s %s of %d)%s", len(sheet.Pending), next.Country, next.Measure, next.Year, hindsight)
}

// claims reads the forecasts of others that were asked for.
func (f *judgeFlags) claims(a *app, facts data.Facts) ([]ledger.Claim, error) {
	var claims []ledger.Claim
	if f.of != "" {
		var err error
		if claims, err = ledger.EmbeddedClaims(f.of, facts); err != nil {
			return nil, err
		}
	}
	if f.file == "" {
		return claims, nil
	}
	if f.file == "-" {
		own, err := ledger.ReadClaims(a.in, "standard input")
		return append(claims, own...), err
	}
	content, err := os.ReadFile(f.file)
	if err != nil {
		return nil, err
	}
	own, err := ledger.ReadClaims(bytes.NewReader(content), f.file)
	return append(claims, own...), err
}

func judgeTable(sheet *ledger.Sheet, scores []ledger.Score) render.Table {
	t := render.Table{Name: "ledger-score", Columns: narrow("forecaster measure information h >n >bias >mae >wis >in80 >nochange >skill")}
	t.About = []render.Field{{Key: "errors", Text: "percent of the outcome"},
		{Key: "forecasts", Text: fmt.Sprintf("%d scored, %d whose year is not on record yet", len(sheet.Cases), len(sheet.Pending))}}
	for _, s := range scores {
		h := "all"
		if s.H != ledger.AllHorizons {
			h = fmt.Sprint(s.H)
		}
		t.Rows = append(t.Rows, []any{s.Forecaster, s.Measure, s.Information, h, s.N, rounded(100*s.Bias, 2), rounded(100*s.MAE, 2), rounded(100*s.WIS, 2),
			rounded(s.Coverage80, 2), rounded(100*s.NoChange, 2), rounded(s.Skill, 2)})
	}
	return t
}

func judgedTable(sheet *ledger.Sheet) render.Table {
	t := render.Table{Name: "ledger-cases", Columns: narrow("forecaster forecast information country measure made >h >year >value >lo80 >hi80 >actual >error >wis in80 >last hindsight")}
	for _, c := range sheet.Cases {
		in := ""
		if c.Interval {
			in = yesNo(c.In80())
		}
		t.Rows = append(t.Rows, []any{c.Forecaster, c.ID, c.Information, c.Country, c.Measure, c.Made.String(), c.H, int(c.Year), rounded(c.Value, 6),
			rounded(c.Lo80, 6), rounded(c.Hi80, 6), rounded(c.Actual, 6), rounded(c.Value-c.Actual, 6), rounded(c.WIS, 6), in, rounded(c.Last, 6), yesNo(c.Hindsight)})
	}
	return t
}

func newLedgerClaims(a *app) *cobra.Command {
	var out output
	c := &cobra.Command{
		Use:   "claims NAME [flags]",
		Short: "List forecasts of others that are built in, as a file for score",
		Example: `  defcast ledger claims nato --format csv
  defcast ledger claims cbo`,
		Args:              takes("NAME"),
		ValidArgsFunction: completeWith(ledger.ClaimNames),
		RunE: func(_ *cobra.Command, args []string) error {
			facts, err := a.facts()
			if err != nil {
				return err
			}
			claims, err := ledger.EmbeddedClaims(args[0], facts)
			if err != nil {
				return err
			}
			t := render.Table{Name: "ledger-claims", Columns: narrow("forecaster country measure made >year >value >lo80 >hi80")}
			for _, c := range claims {
				t.Rows = append(t.Rows, []any{c.Forecaster, c.Country, c.Measure, c.Made.String(), int(c.Year), render.Exact(c.Value), render.Exact(c.Lo80), render.Exact(c.Hi80)})
			}
			return out.table(a, t)
		},
	}
	out.add(c)
	return c
}
