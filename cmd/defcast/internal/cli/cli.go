// Package cli is the command line. One file has one command; this one has
// their table and what they share: streams, facts and exit status.
package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
)

// What the program exits with.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2 // the command line was wrong
	exitFound  = 3 // done, but a check that was asked for found something
)

// app is one run of the program: its streams, its facts and the flags that all
// commands have.
type app struct {
	in       io.Reader
	out, err io.Writer
	facts    func() (data.Facts, error)
	dataDir  string // of what the user has imported; empty for the usual place
	newData  bool   // dataDir need not be there yet: the command makes it, or makes do without
	quiet    bool
	noColor  bool
	helpErr  error // of writing help, which cobra does not return
}

// Main runs a command line without the program's name and returns the exit
// status. Answers go to stdout, everything else to stderr.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{in: stdin, out: stdout, err: stderr, facts: embedded}
	root := newRoot(a)
	root.SetArgs(append([]string{}, args...)) // cobra takes nil for os.Args
	err := errors.Join(root.Execute(), a.helpErr)
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, syscall.EPIPE):
		return exitDone // the reader has seen enough: defcast … | head
	}
	fmt.Fprintf(stderr, "defcast: %v\n", err)
	if _, found := errors.AsType[foundError](err); found {
		return exitFound
	}
	if wrongUse(err) {
		return exitUsage
	}
	return exitFailed
}

// newRoot returns the command tree, in the order of its help.
func newRoot(a *app) *cobra.Command {
	var version bool
	root := &cobra.Command{
		Use:   "defcast COMMAND",
		Short: "Forecast a country's defence spending as a share of GDP",
		Example: `  defcast forecast JPN
  defcast chart fan JPN -o fan.svg
  defcast measures JPN
  defcast help forecast`,
		Args: noCommand,
		RunE: func(c *cobra.Command, _ []string) error {
			if version {
				return a.version()
			}
			return c.Help()
		},
	}
	root.Flags().BoolVar(&version, "version", false, "the same as the command version")
	for _, g := range []struct {
		id, title string
		commands  []*cobra.Command
	}{
		{"forecast", "Forecasts", []*cobra.Command{
			newForecast(a),
			newChart(a),
			newTarget(a),
			newCompare(a),
			newDecompose(a),
			newScenario(a),
			newReplay(a),
			newBacktest(a),
			newWhy(a),
			newLedger(a),
			newBatch(a),
			newModels(a),
		}},
		{"data", "Data", []*cobra.Command{newMeasures(a), newData(a)}},
		{"program", "The program", []*cobra.Command{newVersion(a), newHelp(), newCompletion(a), newMan(a)}},
	} {
		root.AddGroup(&cobra.Group{ID: g.id, Title: g.title})
		for _, c := range g.commands {
			c.GroupID = g.id
			root.AddCommand(c)
		}
	}
	root.PersistentFlags().BoolVarP(&a.quiet, "quiet", "q", false, "say nothing but errors on stderr")
	root.PersistentFlags().BoolVar(&a.noColor, "no-color", false, "no colours, as with NO_COLOR set")
	shape(root)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { _, a.helpErr = io.WriteString(a.out, c.UsageString()) })
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	return root
}

// shape sets what cobra does otherwise than this program wants.
func shape(root *cobra.Command) {
	cobra.EnableCommandSorting = false
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetUsageTemplate(helpTemplate)
	root.SetFlagErrorFunc(flagError)
	root.PersistentFlags().SortFlags = false
	for c := range tree(root) {
		c.Flags().SortFlags = false
		c.Flags().BoolP("help", "h", false, "show this help")
		c.DisableFlagsInUseLine = true
		c.DisableAutoGenTag = true
	}
}

// tree yields a command and all below it.
func tree(c *cobra.Command) func(yield func(*cobra.Command) bool) {
	return func(yield func(*cobra.Command) bool) {
		if !yield(c) {
			return
		}
		for _, sub := range c.Commands() {
			for d := range tree(sub) {
				if !yield(d) {
					return
				}
			}
		}
	}
}

// embedded returns the facts that are built into the program.
func embedded() (data.Facts, error) {
	s, err := snapshot.Load()
	if err != nil {
		return data.Facts{}, err
	}
	return s.Facts, nil
}

// known returns the facts for completing words, none where they cannot be read.
func (a *app) known() data.Facts {
	facts, _ := a.facts() // a shell that asks for words has no use for an error
	return facts
}

func (a *app) countries() []string { return a.known().Countries() }

// say writes a message on stderr unless the user wants quiet.
func (a *app) say(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintf(a.err, "defcast: "+format+"\n", args...)
	}
}

// colored reports whether the answer may hold terminal colours.
func (a *app) colored() bool {
	return a.terminal() && !a.noColor && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// terminal reports whether answers go to a screen.
func (a *app) terminal() bool { return isTerminal(a.out) }

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
