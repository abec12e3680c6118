package cli

import (
	"io"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/forecast/pipeline"
)

// shells are those that cobra writes completions for.
var shells = map[string]func(*cobra.Command, io.Writer) error{
	"bash":       func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) },
	"fish":       func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) },
	"powershell": (*cobra.Command).GenPowerShellCompletionWithDesc,
	"zsh":        (*cobra.Command).GenZshCompletion,
}

func newCompletion(a *app) *cobra.Command {
	names := slices.Sorted(maps.Keys(shells))
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Write a completion script for bash, fish, powershell or zsh",
		Long: `Write a script that completes commands, flags, countries and measures in bash,
fish, powershell or zsh. Shells read it from

  bash        ~/.local/share/bash-completion/completions/defcast
  fish        ~/.config/fish/completions/defcast.fish
  powershell  a file that $PROFILE names
  zsh         a directory of $fpath, as _defcast`,
		Example: `  defcast completion bash
  defcast completion fish`,
		Args:      takes("SHELL"),
		ValidArgs: names,
		RunE: func(c *cobra.Command, args []string) error {
			script, ok := shells[args[0]]
			if !ok {
				return &pipeline.UnknownError{Kind: "shell", Name: args[0], Known: names}
			}
			return script(c.Root(), a.out)
		},
	}
}

// completeWith lets shells complete the n-th argument with the n-th list.
func completeWith(lists ...func() []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= len(lists) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return lists[len(args)](), cobra.ShellCompDirectiveNoFileComp
	}
}

// completeThen completes the first argument by one list and every further one
// by another.
func completeThen(first, rest func() []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return first(), cobra.ShellCompDirectiveNoFileComp
		}
		return rest(), cobra.ShellCompDirectiveNoFileComp
	}
}

// choose gives a command a flag whose value is one of a few words, which shells
// complete.
func choose(c *cobra.Command, p *string, words []string, flag, value, usage string) {
	set(c.Flags(), p, oneOf(words...), flag, value, usage)
	completeFlag(c, flag, func([]string) []string { return words })
}

// completeFlag lets shells complete the value of a flag, given the arguments.
func completeFlag(c *cobra.Command, flag string, words func(args []string) []string) {
	err := c.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		return words(args), cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic("cli: completion of a flag that is not there: " + flag)
	}
}
