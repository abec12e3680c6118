package cli

import "github.com/spf13/cobra"

// helpTemplate has the examples before the flags: they are what is read.
const helpTemplate = `{{with or .Long .Short}}{{. | trimTrailingWhitespaces}}{{end}}

Usage
  {{.UseLine}}

Examples
{{.Example}}
{{range $group := .Groups}}
{{.Title}}
{{range $.Commands}}{{if eq .GroupID $group.ID}}  {{rpad .Name 12}}{{.Short}}
{{end}}{{end}}{{end}}{{if and .HasSubCommands (not .Groups)}}
Commands
{{range .Commands}}  {{rpad .Name 12}}{{.Short}}
{{end}}{{end}}
Flags
{{.Flags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}
`

func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Explain a command",
		Example: `  defcast help forecast
  defcast help data show`,
		ValidArgsFunction: completeCommand,
		RunE: func(c *cobra.Command, args []string) error {
			about, err := findCommand(c.Root(), args)
			if err != nil {
				return err
			}
			return about.Help()
		},
	}
}

// findCommand returns the command that the words name.
func findCommand(root *cobra.Command, words []string) (*cobra.Command, error) {
	c, rest, err := root.Find(words)
	if err == nil && len(rest) > 0 {
		err = noCommand(c, rest)
	}
	return c, err
}

// completeCommand lets shells complete the words that name a command.
func completeCommand(c *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var names []string
	if at, err := findCommand(c.Root(), args); err == nil {
		for _, sub := range at.Commands() {
			names = append(names, sub.Name())
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
