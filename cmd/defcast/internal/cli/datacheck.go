package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/check"
)

// foundError is a check that was done and found something.
type foundError string

func (e foundError) Error() string { return string(e) }

func newDataCheck(a *app) *cobra.Command {
	var out output
	var list bool
	var rules []string
	var country string
	c := &cobra.Command{
		Use:   "check [FILE|VINTAGE…] [flags]",
		Short: "Look for gaps, jumps, unit and base breaks, contradictions",
		Long: `Look for what is wrong, or at least odd: gaps, jumps, figures in another
unit, shares that are not numerator over denominator, two values for one year,
and vintages or sources that do not rest on the same base.

FILEs are read as "defcast data import" reads them, and compared with each
other; so are VINTAGEs of "defcast data vintages". Without either, everything
that is built in or imported is checked. The exit status is 3 if anything is
found.`,
		Example: `  defcast data check --list`,
		RunE: func(_ *cobra.Command, args []string) error {
			if list {
				return out.table(a, rulesTable())
			}
			series, err := a.toCheck(args)
			if err != nil {
				return err
			}
			found, err := check.Run(series, rules...)
			if err != nil {
				return usageError(err.Error())
			}
			found = ofCountry(found, country)
			if err := out.table(a, findingsTable(found)); err != nil {
				return err
			}
			if len(found) > 0 {
				return foundError(summary(found))
			}
			a.say("checked %d series: nothing found", len(series))
			return nil
		},
	}
	set(c.Flags(), &rules, parseWords, "rule", "", "only these rules, a `LIST` of --list: unit,base")
	set(c.Flags(), &country, parseName, "country", "", "only series of a country, an ISO `CODE`")
	c.Flags().BoolVar(&list, "list", false, "list the rules")
	out.add(c)
	return c
}

func parseWords(s string) ([]string, error) {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }), nil
}

func (a *app) toCheck(names []string) ([]data.Series, error) {
	var series []data.Series
	if len(names) == 0 {
		facts, err := a.figures()
		if err != nil {
			return nil, err
		}
		for s := range facts.Panel.All() {
			series = append(series, s)
		}
		return series, nil
	}
	for _, name := range names {
		editions, err := a.vintage(name)
		if err != nil {
			return nil, err
		}
		for _, e := range editions {
			series = append(series, e.Series...)
		}
	}
	return series, nil
}

func ofCountry(found []check.Finding, code string) []check.Finding {
	if code == "" {
		return found
	}
	var out []check.Finding
	for _, f := range found {
		if strings.HasPrefix(f.Series, strings.ToLower(code)+"-") {
			out = append(out, f)
		}
	}
	return out
}

func findingsTable(found []check.Finding) render.Table {
	t := render.Table{Name: "findings", Columns: []render.Column{{Key: "rule"}, {Key: "first", Right: true}, {Key: "last", Right: true},
		{Key: "series", Wide: true}, {Key: "other", Wide: true}, {Key: "finding", Wide: true}}}
	for _, f := range found {
		t.Rows = append(t.Rows, []any{f.Rule, int(f.First), int(f.Last), f.Series, f.Other, f.Text})
	}
	return t
}

func rulesTable() render.Table {
	t := render.Table{Name: "rules", Columns: []render.Column{{Key: "rule"}, {Key: "finds", Wide: true}}}
	for _, r := range check.Rules() {
		t.Rows = append(t.Rows, []any{r.Name, r.About})
	}
	return t
}

// summary counts the findings by rule: "12 findings (1 unit, 3 base, 8 gap)".
func summary(found []check.Finding) string {
	count := map[string]int{}
	for _, f := range found {
		count[f.Rule]++
	}
	var parts []string
	for _, r := range check.Rules() {
		if n := count[r.Name]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, r.Name))
		}
	}
	noun := "findings"
	if len(found) == 1 {
		noun = "finding"
	}
	return fmt.Sprintf("%d %s (%s)", len(found), noun, strings.Join(parts, ", "))
}
