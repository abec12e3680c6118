package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/check"
)

// foundError is a check that was done and found something.
type foundError string

func (e foundError) Error() string { return string(e) }

// checkFlags are the settings of data check.
type checkFlags struct {
	list, all bool
	rules     []string
	country   string
	output    output
}

func newDataCheck(a *app) *cobra.Command {
	f := &checkFlags{}
	c := &cobra.Command{
		Use:   "check [FILE|VINTAGE…] [flags]",
		Short: "Look for gaps, jumps, unit and base breaks, contradictions",
		Long: `Look for what is wrong, or at least odd: gaps, jumps, figures in another
unit, shares that are not numerator over denominator, two values for one year,
and vintages or sources that do not rest on the same base.

FILEs are read as "defcast data import" reads them, and compared with each
other; so are VINTAGEs of "defcast data vintages". Without either, everything
that is built in or imported is checked. The exit status is 3 if anything is
found.

What is found is graded: "wrong" is what cannot be right, such as another unit
or a value that doubles from one vintage to the next; "doubt" is not comparable
as it stands; "look" is what real series do as well. Many findings are summed up
by rule and country, the worst first; --all lists each, as csv and json do.`,
		Example: `  defcast data check --list`,
		RunE:    func(_ *cobra.Command, args []string) error { return f.run(a, args) },
	}
	set(c.Flags(), &f.rules, parseWords, "rule", "", "only these rules, a `LIST` of --list: unit,base")
	set(c.Flags(), &f.country, parseName, "country", "", "only series of a country, an ISO `CODE`")
	c.Flags().BoolVar(&f.all, "all", false, "list every finding, however many there are")
	c.Flags().BoolVar(&f.list, "list", false, "list the rules")
	f.output.add(c)
	return c
}

// run checks and says what was found.
func (f *checkFlags) run(a *app, args []string) error {
	if f.list {
		return f.output.table(a, rulesTable())
	}
	series, err := a.toCheck(args)
	if err != nil {
		return err
	}
	found, err := check.Run(series, f.rules...)
	if err != nil {
		return usageError(err.Error())
	}
	found = ofCountry(found, f.country)
	slices.SortStableFunc(found, func(a, b check.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	format, err := f.output.resolve()
	if err != nil {
		return err
	}
	t := findingsTable(found)
	if len(found) > few && !f.all && format.Name != "csv" && format.Name != "json" {
		t = groupsTable(check.Groups(found))
	}
	if err := f.output.table(a, t); err != nil {
		return err
	}
	if len(found) > 0 {
		return foundError(summary(found))
	}
	a.say("checked %d series: nothing found", len(series))
	return nil
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
		if f.Country == strings.ToUpper(code) {
			out = append(out, f)
		}
	}
	return out
}

// few findings are listed one by one: no sum is needed.
const few = 20

func findingsTable(found []check.Finding) render.Table {
	t := render.Table{Name: "findings", Columns: []render.Column{{Key: "severity"}, {Key: "rule"}, {Key: "first", Right: true}, {Key: "last", Right: true},
		{Key: "series", Wide: true}, {Key: "other", Wide: true}, {Key: "finding", Wide: true}}}
	for _, f := range found {
		t.Rows = append(t.Rows, []any{f.Severity.String(), f.Rule, int(f.First), int(f.Last), f.Series, f.Other, f.Text})
	}
	return t
}

func groupsTable(groups []check.Group) render.Table {
	t := render.Table{Name: "groups", Columns: []render.Column{{Key: "severity"}, {Key: "rule"}, {Key: "country"}, {Key: "first", Right: true},
		{Key: "last", Right: true}, {Key: "findings", Right: true}, {Key: "worst", Wide: true}}}
	for _, g := range groups {
		where := strings.Join(g.Countries, " ")
		if len(g.Countries) > 1 {
			where = fmt.Sprintf("%d countries", len(g.Countries))
		}
		worst := check.Finding{Series: g.Worst.Series, Other: g.Worst.Other, First: g.Worst.First, Last: g.Worst.Last, Text: g.Worst.Text}
		t.Rows = append(t.Rows, []any{g.Severity.String(), g.Rule, where, int(g.First), int(g.Last), g.Findings,
			strings.TrimPrefix(worst.String(), ": ")})
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

// summary counts the findings by severity and rule: "12 findings: 1 wrong, 3
// doubt, 8 look (1 unit, 3 base, 8 gap)".
func summary(found []check.Finding) string {
	rules, grades := map[string]int{}, map[check.Severity]int{}
	for _, f := range found {
		rules[f.Rule]++
		grades[f.Severity]++
	}
	var byGrade, byRule []string
	for _, g := range []check.Severity{check.Wrong, check.Doubt, check.Look} {
		if n := grades[g]; n > 0 {
			byGrade = append(byGrade, fmt.Sprintf("%d %s", n, g))
		}
	}
	for _, r := range check.Rules() {
		if n := rules[r.Name]; n > 0 {
			byRule = append(byRule, fmt.Sprintf("%d %s", n, r.Name))
		}
	}
	noun := "findings"
	if len(found) == 1 {
		noun = "finding"
	}
	return fmt.Sprintf("%d %s: %s (%s)", len(found), noun, strings.Join(byGrade, ", "), strings.Join(byRule, ", "))
}
