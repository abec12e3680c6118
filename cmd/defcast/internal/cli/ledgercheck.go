package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/ledger"
)

func newLedgerCheck(a *app) *cobra.Command {
	var out output
	c := &cobra.Command{
		Use:   "check [ID…] [flags]",
		Short: "Make recorded forecasts again and compare",
		Long: `Make recorded forecasts again from their settings and compare the numbers. The
exit status is 3 where the same settings on the same data give others, or a
record was changed after it was made. Where the data have moved on since, that
is said, with the number that they give now, and is no fault.`,
		Example: `  defcast ledger check --data mine
  defcast ledger check last --data mine`,
		RunE: func(_ *cobra.Command, args []string) error { return checkLedger(a, args, &out) },
	}
	addBook(c, a)
	out.add(c)
	return c
}

func checkLedger(a *app, names []string, out *output) error {
	b, all, err := a.entries()
	if err != nil {
		return err
	}
	if len(names) > 0 {
		all = nil
	}
	for _, name := range names {
		e, err := b.Find(name)
		if err != nil {
			return err
		}
		all = append(all, e)
	}
	if len(all) == 0 {
		a.say("nothing has been recorded in %s", b.Dir)
	}
	t := render.Table{Name: "ledger-check", Columns: narrow("forecast recorded program country measure verdict")}
	t.Columns = append(t.Columns, render.Column{Key: "found", Wide: true})
	byDir := map[string]data.Facts{} // entries may rest on imported figures
	faults := 0
	for _, e := range all {
		dir := e.Settings.Data
		if _, ok := byDir[dir]; !ok {
			if byDir[dir], err = a.evidenceIn(dir); err != nil {
				return err
			}
		}
		verdict, found := ledger.Check(e, byDir[dir])
		if verdict.Fault() {
			faults++
		}
		t.Rows = append(t.Rows, []any{e.ID, e.Recorded, e.Program, e.Country, e.Measure, verdict.String(), found})
	}
	if err := out.table(a, t); err != nil {
		return err
	}
	if faults > 0 {
		return foundError(fmt.Sprintf("%d of %d recorded forecasts cannot be made again", faults, len(all)))
	}
	return nil
}
