package cli

import (
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/export"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

func newDataExport(a *app) *cobra.Command {
	var out output
	var format, country string
	var asOf data.Date
	c := &cobra.Command{
		Use:   "export [ID…] [flags]",
		Short: "Write series as tidy CSV, SDMX-CSV or an Excel workbook",
		Long: `Write series as tidy CSV, SDMX-CSV or an Excel workbook.

An ID is one of "defcast data list", without its vintage for all of them, or a
pattern: "deu-*", "*-sipri-share". Without one, everything is written. In the
workbook estimates are blue, uncertain figures red, plans and forecasts grey.`,
		Example: `  defcast data export jpn-gdp-fy
  defcast data export jpn-sipri-* --format sdmx-csv
  defcast data export --country JPN -o jpn.xlsx`,
		ValidArgsFunction: completeWith(func() []string { return a.known().Panel.IDs() }),
		RunE: func(_ *cobra.Command, args []string) error {
			f, err := exportFormat(format, out.file)
			if err != nil {
				return err
			}
			if f.Name == "xlsx" && !out.toFile() {
				return usagef("a workbook wants a file (give -o FILE.xlsx)")
			}
			if out.toFile() {
				if err := checkFile(out.file); err != nil {
					return err
				}
			}
			facts, err := a.figures()
			if err != nil {
				return err
			}
			series, err := selected(facts.Panel.AsOf(asOf), args, country, asOf)
			if err != nil {
				return err
			}
			return out.write(a, func(w io.Writer) error { return f.Write(w, series) })
		},
	}
	set(c.Flags(), &format, parseName, "format", "", "csv, sdmx-csv or xlsx, a `NAME` (default by the extension of --output, else csv)")
	setShort(c.Flags(), &out.file, parseFile, "output", "o", "", "write to `FILE` instead of standard output")
	set(c.Flags(), &country, parseName, "country", "", "only series of a country, an ISO `CODE`")
	addAsOf(c, &asOf)
	completeFlag(c, "format", func([]string) []string { return export.Names() })
	return c
}

// exportFormat returns the format of a name or, without one, of a file.
func exportFormat(name, file string) (export.Format, error) {
	if name == "" {
		ext := strings.ToLower(filepath.Ext(file))
		for _, f := range export.Formats() {
			if ext == f.Ext || file == "" || file == "-" {
				return f, nil
			}
		}
		return export.Format{}, &pipeline.UnknownError{Kind: "extension", Name: ext, Known: []string{".csv", ".xlsx"}}
	}
	f, ok := export.Lookup(name)
	if !ok {
		return f, &pipeline.UnknownError{Kind: "format", Name: name, Known: export.Names()}
	}
	return f, nil
}

// selected returns the series that any of the patterns means; a pattern that
// means none is a mistake.
func selected(p data.Panel, patterns []string, country string, asOf data.Date) ([]data.Series, error) {
	used := make([]bool, len(patterns))
	var out []data.Series
	for s := range p.All() {
		match := len(patterns) == 0
		for i, pattern := range patterns {
			if matches(pattern, s.ID) {
				match, used[i] = true, true
			}
		}
		if match && (country == "" || strings.EqualFold(s.Country, country)) {
			out = append(out, s)
		}
	}
	if i := slices.Index(used, false); i >= 0 {
		return nil, unknownSeries(patterns[i], p)
	}
	if len(out) == 0 && !asOf.IsZero() {
		return nil, usagef("nothing had been published by %s", asOf)
	}
	if len(out) == 0 {
		return nil, usagef("no series of %s (see \"defcast data list\")", country)
	}
	return out, nil
}

func matches(pattern, id string) bool {
	all, _, _ := strings.Cut(id, "@")
	if pattern == id || pattern == all {
		return true
	}
	ok, err := path.Match(pattern, id)
	if err != nil {
		return false
	}
	if !ok {
		ok, err = path.Match(pattern, all)
	}
	return ok && err == nil
}
