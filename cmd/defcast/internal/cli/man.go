package cli

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newMan(a *app) *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "man [COMMAND] [flags]",
		Short: "Write manual pages",
		Long:  `Write the manual page of a command, or those of all of them to a directory.`,
		Example: `  defcast man
  defcast man data show
  defcast man --dir .`,
		ValidArgsFunction: completeCommand,
		RunE: func(c *cobra.Command, args []string) error {
			about, err := findCommand(c.Root(), args)
			if err != nil {
				return err
			}
			if dir != "" {
				return a.manual(about, dir)
			}
			return a.page(about, a.out)
		},
	}
	c.Flags().StringVar(&dir, "dir", "", "write the page and those of all its commands to `DIR`")
	return c
}

// manual writes the pages of a command and all below it to a directory.
func (a *app) manual(root *cobra.Command, dir string) error {
	for c := range tree(root) {
		var b bytes.Buffer
		if err := a.page(c, &b); err != nil {
			return err
		}
		name := strings.ReplaceAll(c.CommandPath(), " ", "-") + ".1"
		if err := writeFile(filepath.Join(dir, name), b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// page writes a manual page. It is dated by the data, so that equal programs
// write equal pages.
func (a *app) page(c *cobra.Command, w io.Writer) error {
	facts, err := a.facts()
	if err != nil {
		return err
	}
	d := facts.Latest().Last()
	date := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	return doc.GenMan(c, &doc.GenManHeader{Date: &date, Source: "defcast", Manual: "defcast manual"}, w)
}
