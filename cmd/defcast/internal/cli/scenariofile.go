package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/forecast/scenario"
)

// addScenarios gives a command a flag that names scenarios, built in or in files,
// and may be given several times. They are read when the command runs: what is wrong
// in a file is no wrong use of the command.
func addScenarios(c *cobra.Command, to *[]string) {
	c.Flags().StringArrayVar(to, "scenario", nil, "what if, a `FILE|NAME` of \"defcast scenario list\"; may be given several times")
	completeFlag(c, "scenario", func([]string) []string { return scenarioNames() })
}

// findScenarios returns the scenarios of names and files. Two of one name could not
// be told apart.
func findScenarios(names []string) ([]scenario.Scenario, error) {
	var out []scenario.Scenario
	for _, name := range names {
		s, err := findScenario(name)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(b scenario.Scenario) bool { return b.Name == s.Name }) {
			return nil, usagef("--scenario %s: there is a scenario named %s already", name, s.Name)
		}
		out = append(out, s)
	}
	return out, nil
}

// findScenario returns a scenario that is built in, or else reads its file.
func findScenario(name string) (scenario.Scenario, error) {
	if s, ok := scenario.Find(name); ok {
		return s, nil
	}
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && !strings.ContainsAny(name, `/\`) && !slices.Contains([]string{".yaml", ".yml"}, filepath.Ext(name)) {
		return scenario.Scenario{}, &pipeline.UnknownError{Kind: "scenario", Name: name, Known: scenarioNames()}
	}
	if err != nil {
		return scenario.Scenario{}, err
	}
	s, err := scenario.Parse(text)
	if err != nil {
		return s, fmt.Errorf("%s: %w", name, err)
	}
	s.Ref = name
	return s, nil
}

func scenarioNames() []string {
	return namesOf(scenario.Builtin(), func(s scenario.Scenario) string { return s.Name })
}

func newScenarioList(a *app) *cobra.Command {
	var out output
	var rules bool
	c := &cobra.Command{
		Use:   "list [flags]",
		Short: "List the scenarios that are built in, or the rules there are",
		Example: `  defcast scenario list
  defcast scenario list --rules`,
		Args: takes(),
		RunE: func(*cobra.Command, []string) error {
			if rules {
				return out.table(a, ruleTable())
			}
			return out.table(a, builtinTable())
		},
	}
	c.Flags().BoolVar(&rules, "rules", false, "list the rules that scenarios are made of")
	out.add(c)
	return c
}

func builtinTable() render.Table {
	t := render.Table{Name: "scenarios", Columns: []render.Column{{Key: "scenario"}, {Key: "country"}, {Key: "story", Wide: true}}}
	for _, s := range scenario.Builtin() {
		t.Rows = append(t.Rows, []any{s.Name, s.Country, s.Story})
	}
	return t
}

func ruleTable() render.Table {
	t := render.Table{Name: "scenario-rules", Columns: []render.Column{{Key: "rule"}, {Key: "what", Wide: true}, {Key: "example", Wide: true}}}
	for _, k := range scenario.Kinds() {
		t.Rows = append(t.Rows, []any{k.Name, k.What, k.Example})
	}
	return t
}

func newScenarioShow(a *app) *cobra.Command {
	return &cobra.Command{
		Use:               "show NAME",
		Short:             "Print the file of a built-in scenario, to start one's own from",
		Example:           `  defcast scenario show gdp-stall`,
		Args:              takes("NAME"),
		ValidArgsFunction: completeWith(scenarioNames),
		RunE: func(_ *cobra.Command, args []string) error {
			text, ok := scenario.Text(args[0])
			if !ok {
				return &pipeline.UnknownError{Kind: "scenario", Name: args[0], Known: scenarioNames()}
			}
			_, err := a.out.Write(text)
			return err
		},
	}
}

func newScenarioCheck(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE",
		Short: "Say what is wrong in a scenario file, with line and caret",
		Long: `Say what is wrong in a scenario file, with line and caret. The exit status is 3
if anything is, 1 if the file cannot be read.

Whether the rules apply to a country's measure is seen when it is forecast.`,
		Example: `  defcast scenario check stall.yaml`,
		Args:    takes("FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			text, err := os.ReadFile(args[0])
			if err != nil {
				return err
			}
			s, err := scenario.Parse(text)
			if err != nil {
				return foundError(fmt.Sprintf("%s: %v", args[0], err))
			}
			noun := "rules"
			if len(s.Rules) == 1 {
				noun = "rule"
			}
			a.say("%s: scenario %s, %d %s: nothing found", args[0], s.Name, len(s.Rules), noun)
			return nil
		},
	}
}
