package cli

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Say which program this is and which data it holds",
		Example: `  defcast version`,
		Args:    takes(),
		RunE:    func(*cobra.Command, []string) error { return a.version() },
	}
}

func (a *app) version() error {
	facts, err := a.facts()
	if err != nil {
		return err
	}
	program, built := "(unknown)", "an unknown Go"
	if info, ok := debug.ReadBuildInfo(); ok {
		program, built = info.Main.Version, info.GoVersion
	}
	_, err = fmt.Fprintf(a.out, "defcast %s, built with %s\ndata of %s, sha256 %s\n", program, built, facts.Latest(), facts.SHA256)
	return err
}
