package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/datapackage"
	"github.com/defcast/defcast/data/source"
	"github.com/defcast/defcast/data/store"
	"github.com/defcast/defcast/forecast/pipeline"
)

// importing is one run of the command.
type importing struct {
	*app
	store.Store
	source.Options
	dryRun bool
	table  render.Table
	plans  []store.Plan
}

func newDataImport(a *app) *cobra.Command {
	var out output
	var list bool
	im := importing{app: a}
	c := &cobra.Command{
		Use:   "import [SOURCE] FILE… [flags]",
		Short: "Import files as their publishers give them",
		Long: `Import files as their publishers give them.

Who published a file is told by its content; SOURCE insists on one. Each vintage
of a source is kept beside the others, as tidy CSV with a datapackage.json, in
the data folder. Importing a file again changes nothing. If one file cannot be
read, nothing at all is written.

The publication date is what the file says. Where it says nothing, the date of
the file stands for it: the figures were out by then. --published knows better.`,
		Example: `  defcast data import --list`,
		Args:    func(c *cobra.Command, args []string) error { return importArgs(c, args, list) },
		RunE: func(_ *cobra.Command, args []string) error {
			if list {
				return out.table(a, sourcesTable())
			}
			if err := im.run(args); err != nil {
				return err
			}
			return out.table(a, im.table)
		},
	}
	f := c.Flags()
	set(f, &im.Published, parseDate, "published", "", "when the figures came out, a `DATE`, YYYY-MM-DD or YYYY-MM")
	f.BoolVar(&im.dryRun, "dry-run", false, "show what would be done and write nothing")
	set(f, &im.Unit, parseUnitName, "unit", "", "`UNIT` of figures whose file gives none (FRED): \"USD bn\"")
	set(f, &im.Aggregate, source.ParseAggregate, "aggregate", source.Mean.String(), "how months and quarters become years, a `RULE`: mean, sum or last")
	f.BoolVar(&list, "list", false, "list the sources that can be read")
	out.add(c)
	completeFlag(c, "aggregate", func([]string) []string { return []string{"mean", "sum", "last"} })
	return c
}

func importArgs(c *cobra.Command, args []string, list bool) error {
	if list {
		return takes()(c, args)
	}
	if len(args) == 0 || len(args) == 1 && isSource(args[0]) && !isFile(args[0]) {
		return usagef("missing FILE (usage: defcast data import [SOURCE] FILE…)")
	}
	return nil
}

func sourceKeys() []string {
	var keys []string
	for _, p := range source.Publishers() {
		keys = append(keys, p.Key)
	}
	return keys
}

func isSource(name string) bool { return slices.Contains(sourceKeys(), name) }

func parseUnitName(s string) (string, error) {
	_, err := data.ParseUnit(s)
	return s, err
}

func sourcesTable() render.Table {
	t := render.Table{Name: "sources", Columns: []render.Column{{Key: "source"}, {Key: "publisher", Wide: true}, {Key: "reads", Wide: true}, {Key: "years", Wide: true}, {Key: "terms", Wide: true}}}
	for _, p := range source.Publishers() {
		t.Rows = append(t.Rows, []any{p.Key, p.Name + ": " + p.Title, p.Reads, p.Years, p.Terms})
	}
	return t
}

// run reads every file before it writes anything.
func (im *importing) run(args []string) error {
	st, err := im.store()
	if err != nil {
		return err
	}
	im.Store = st
	im.table = render.Table{Name: "imports", Columns: []render.Column{
		{Key: "vintage"}, {Key: "series", Right: true}, {Key: "values", Right: true}, {Key: "result"}, {Key: "file", Wide: true}}}
	if len(args) > 1 && !isFile(args[0]) {
		// The first word is a source or a mistyped one, unless it looks like a file.
		if !isSource(args[0]) && filepath.Ext(args[0]) == "" {
			return &pipeline.UnknownError{Kind: "source", Name: args[0], Known: sourceKeys()}
		}
		if isSource(args[0]) {
			im.Source, args = args[0], args[1:]
		}
	}
	for _, name := range args {
		if err := im.plan(name); err != nil {
			return err
		}
	}
	if im.dryRun {
		return nil
	}
	return im.Write(im.plans...)
}

// plan reads a file and works out what its vintages mean for the store.
func (im *importing) plan(name string) error {
	editions, err := source.ReadFile(name, im.Options)
	if err != nil {
		return err
	}
	in, modified, err := inputOf(name)
	if err != nil {
		return err
	}
	for _, e := range editions {
		im.warn(name, e.Warnings)
		in.Format = e.Format
		if len(e.Series) == 0 {
			im.row("", e, "no figures in it", name)
			continue
		}
		if e, err = im.dated(e, in, modified); err != nil {
			return err
		}
		p, err := im.Plan(e, in)
		if err != nil {
			return err
		}
		p.Exists = p.Exists || slices.ContainsFunc(im.plans, func(q store.Plan) bool { return q.Path == p.Path })
		im.row(p.Name(), e, im.result(p), name)
		im.plans = append(im.plans, p)
	}
	return nil
}

func (im *importing) row(vintage string, e source.Edition, result, name string) {
	im.table.Rows = append(im.table.Rows, []any{vintage, len(e.Series), e.Values(), result, name})
}

func (im *importing) result(p store.Plan) string {
	switch {
	case p.Exists:
		return "already there"
	case im.dryRun:
		return fmt.Sprintf("would import %d kB", (p.Bytes()+1023)/1024)
	}
	return "imported"
}

// dated gives an edition whose file says nothing of its publication the date
// of the file, or the one under which it was imported before.
func (im *importing) dated(e source.Edition, in datapackage.Input, modified time.Time) (source.Edition, error) {
	if !e.Published.IsZero() {
		return e, nil
	}
	if v, ok, err := im.Imported(in.SHA256); err != nil || ok && v.Source == e.Publisher.Key {
		return redated(e, v.Published, v.Descriptor.Dated), err
	}
	const oldest = 1990 // files of archives and scripts are often of 1970 or 1980
	if modified.Year() < oldest {
		return e, usagef("%s does not say when it was published, and the file's own date is %d: give --published DATE", in.File, modified.Year())
	}
	d := data.Date{Year: modified.Year(), Month: modified.Month(), Day: modified.Day()}
	im.say("%s does not say when it was published; taken as known on %s, the date of the file (--published DATE says better)", in.File, d)
	return redated(e, d, "the date of the file"), nil
}

func redated(e source.Edition, d data.Date, how string) source.Edition {
	e.Published, e.Dated = d, how
	e.Series = slices.Clone(e.Series)
	for i := range e.Series {
		e.Series[i].Vintage = d
	}
	return e
}

// warn says the first caveats of a file; there can be one a series.
func (im *importing) warn(name string, warnings []error) {
	const most = 5
	for _, w := range warnings[:min(len(warnings), most)] {
		im.say("%s: %v", filepath.Base(name), w)
	}
	if n := len(warnings) - most; n > 0 {
		im.say("%s: and %d more", filepath.Base(name), n)
	}
}

func inputOf(name string) (datapackage.Input, time.Time, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return datapackage.Input{}, time.Time{}, err
	}
	info, err := os.Stat(name)
	if err != nil {
		return datapackage.Input{}, time.Time{}, err
	}
	sum := sha256.Sum256(content)
	return datapackage.Input{File: filepath.Base(name), SHA256: hex.EncodeToString(sum[:]), Bytes: info.Size()}, info.ModTime().UTC(), nil
}
