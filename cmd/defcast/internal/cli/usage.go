package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/defcast/defcast/forecast/pipeline"
)

// usageError is a command line that cannot be meant.
type usageError string

func (e usageError) Error() string { return string(e) }

func usagef(format string, args ...any) error { return usageError(fmt.Sprintf(format, args...)) }

// wrongUse reports whether an error is for the user to put right on the
// command line.
func wrongUse(err error) bool {
	if _, ok := errors.AsType[usageError](err); ok {
		return true
	}
	if _, ok := errors.AsType[*pipeline.UnknownError](err); ok {
		return true
	}
	_, ok := errors.AsType[*pipeline.RangeError](err)
	return ok
}

// takes returns the check that there is one argument for each of the words.
func takes(words ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		usage := strings.TrimSuffix(c.UseLine(), " [flags]")
		if len(args) < len(words) {
			return usagef("missing %s (usage: %s)", words[len(args)], usage)
		}
		if len(args) > len(words) {
			return usagef("unexpected argument %q (usage: %s)", args[len(words)], usage)
		}
		return nil
	}
}

// noCommand refuses arguments that name no command of c.
func noCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	kind := "command"
	if c.HasParent() {
		kind = c.Name() + " command"
	}
	var names []string
	for _, sub := range c.Commands() {
		if !slices.Contains(names, sub.Name()) { // cobra adds a help of its own
			names = append(names, sub.Name())
		}
	}
	return &pipeline.UnknownError{Kind: kind, Name: args[0], Known: names}
}

// flagError says what pflag found wrong in a line, with a suggestion.
func flagError(c *cobra.Command, err error) error {
	// Flags of a mistyped command are unknown to its parent: the word is at fault.
	if args := c.Flags().Args(); c.HasSubCommands() && len(args) > 0 && c.ValidateArgs(args) != nil {
		return noCommand(c, args)
	}
	if unknown, ok := errors.AsType[*pflag.NotExistError](err); ok {
		if unknown.GetSpecifiedShortnames() != "" {
			return usagef("unknown flag -%.1s (see %q)", unknown.GetSpecifiedName(), c.CommandPath()+" --help")
		}
		e := &pipeline.UnknownError{Kind: "flag", Name: "--" + unknown.GetSpecifiedName()}
		c.Flags().VisitAll(func(f *pflag.Flag) { e.Known = append(e.Known, "--"+f.Name) })
		return e
	}
	if missing, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		metavar, _ := pflag.UnquoteUsage(missing.GetFlag())
		return usagef("--%s needs a value: --%[1]s %s", missing.GetFlag().Name, metavar)
	}
	if bad, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		if cause := bad.Unwrap(); wrongUse(cause) {
			if r, ok := errors.AsType[*pipeline.RangeError](cause); ok {
				r.Setting = "--" + bad.GetFlag().Name // years are set by several flags
			}
			return cause
		}
		want := bad.Unwrap().Error()
		if bad.GetFlag().Value.Type() == "bool" {
			want = "true or false"
		}
		return usagef("bad --%s %q (want %s)", bad.GetFlag().Name, bad.GetValue(), want)
	}
	return usageError(err.Error())
}
