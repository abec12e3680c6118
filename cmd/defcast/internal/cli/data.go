package cli

import (
	"github.com/spf13/cobra"
)

func newData(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "data COMMAND",
		Short: "Show, import, check and export the figures that forecasts rest on",
		Example: `  defcast data list
  defcast data show jpn-gdp-fy
  defcast data import --list`,
		Args: noCommand,
		RunE: func(*cobra.Command, []string) error {
			return usagef("missing COMMAND (usage: defcast data list, or defcast data show ID)")
		},
	}
	c.AddCommand(newDataList(a), newDataShow(a), newDataImport(a), newDataVintages(a), newDataExport(a), newDataCheck(a), newDataDiff(a))
	addStore(c, a)
	return c
}
