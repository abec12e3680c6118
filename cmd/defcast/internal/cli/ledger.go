package cli

import (
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/ledger"
	"github.com/defcast/defcast/forecast/pipeline"
)

func newLedger(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "ledger COMMAND",
		Short: "Keep forecasts and score them, and other people's, in due time",
		Example: `  defcast ledger record JPN --data mine
  defcast ledger list --data mine
  defcast ledger score --of nato --data mine`,
		Args: noCommand,
		RunE: func(*cobra.Command, []string) error {
			return usagef("missing COMMAND (usage: defcast ledger record COUNTRY, or defcast ledger score)")
		},
	}
	c.AddCommand(newLedgerRecord(a), newLedgerList(a), newLedgerShow(a), newLedgerScore(a), newLedgerCheck(a), newLedgerClaims(a))
	return c
}

// addBook gives a command the flag of the data folder, in which the ledger lies
// and imported figures too.
func addBook(c *cobra.Command, a *app) {
	set(c.Flags(), &a.dataDir, parseFile, "data", "", "data folder `DIR` (default $XDG_DATA_HOME/defcast, else ~/.local/share/defcast)")
}

// book returns the user's ledger, which need not exist.
func (a *app) book() (ledger.Book, error) {
	st, err := a.store()
	return ledger.Book{Dir: filepath.Join(st.Dir, "ledger")}, err
}

// withImported returns what is built in and what the user has imported, into the
// usual folder too: outturns come from either.
func (a *app) withImported() (data.Facts, error) {
	st, err := a.store()
	if err != nil {
		return a.facts() // no home, so nothing can have been imported
	}
	return a.evidenceIn(st.Dir)
}

// evidenceIn returns what is built in and what has been imported to a folder, ""
// for none.
func (a *app) evidenceIn(dir string) (data.Facts, error) {
	b := *a
	b.dataDir, b.newData = dir, true
	return b.evidence()
}

type recordFlags struct {
	config pipeline.Config
	date   data.Date
	output output
}

func newLedgerRecord(a *app) *cobra.Command {
	f := &recordFlags{}
	c := &cobra.Command{
		Use:   "record COUNTRY [flags]",
		Short: "Make a forecast and keep it",
		Long: `Make a forecast and keep it in the ledger of the data folder: settings, hash of
the data, program, the numbers under every information set, and the ruler to put
an outturn on. One file a forecast, never changed afterwards; the same forecast
again changes nothing.

The day of recording is --date, else SOURCE_DATE_EPOCH, else that of the clock.`,
		Example: `  defcast ledger record JPN --data mine
  defcast ledger record JPN --measure official --through 2030 --data mine`,
		Args:              takes("COUNTRY"),
		ValidArgsFunction: completeWith(a.countries),
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(a, args[0]) },
	}
	settings(c, a, &f.config)
	set(c.Flags(), &f.date, parseDay, "date", "", "the day of recording, a `DATE`, YYYY-MM-DD")
	f.output.add(c)
	return c
}

func parseDay(s string) (data.Date, error) {
	d, err := parseDate(s)
	if err == nil && d.Day == 0 {
		err = errors.New("a day, like 2025-12-26")
	}
	return d, err
}

// day is the day of recording where none was given.
func day() (data.Date, error) {
	now := time.Now().UTC()
	if s := os.Getenv("SOURCE_DATE_EPOCH"); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return data.Date{}, usagef("bad SOURCE_DATE_EPOCH %q (want seconds since 1970)", s)
		}
		now = time.Unix(n, 0).UTC()
	}
	return data.Date{Year: now.Year(), Month: now.Month(), Day: now.Day()}, nil
}

func (f *recordFlags) run(a *app, country string) error {
	a.newData = true
	b, err := a.book()
	if err != nil {
		return err
	}
	if f.date.IsZero() {
		if f.date, err = day(); err != nil {
			return err
		}
	}
	facts, err := a.evidence()
	if err != nil {
		return err
	}
	r, err := a.report(f.config, country)
	if err != nil {
		return err
	}
	e, err := ledger.NewEntry(r, facts, f.date, program())
	if err != nil {
		return err
	}
	added, err := b.Add(e)
	if err != nil {
		return err
	}
	a.warn(r)
	t := entryTable([]ledger.Entry{e})
	t.Name, t.Columns = "ledger-record", append(t.Columns, render.Column{Key: "result"}, render.Column{Key: "file", Wide: true})
	t.Rows[0] = append(t.Rows[0], map[bool]string{true: "recorded", false: "already there"}[added], b.Path(e))
	return f.output.table(a, t)
}

// program names the program and its version.
func program() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return "defcast " + info.Main.Version
	}
	return "defcast (unknown)"
}

// entryTable lists entries, each by its last year under the set asked for.
func entryTable(entries []ledger.Entry) render.Table {
	t := render.Table{Name: "ledger", Columns: narrow("forecast recorded as_of country measure information model >year >median >lo80 >hi80")}
	for _, e := range entries {
		s := e.Asked()
		y := s.Years[len(s.Years)-1]
		t.Rows = append(t.Rows, []any{e.ID, e.Recorded, e.AsOf, e.Country, e.Measure, s.Information, e.Settings.Model, y.Year,
			render.Share(y.Quantiles[3]), render.Share(y.Quantiles[1]), render.Share(y.Quantiles[5])})
	}
	return t
}

func newLedgerList(a *app) *cobra.Command {
	var out output
	c := &cobra.Command{
		Use:     "list [flags]",
		Short:   "List the forecasts that were recorded",
		Example: `  defcast ledger list --data mine`,
		Args:    takes(),
		RunE: func(*cobra.Command, []string) error {
			b, all, err := a.entries()
			if err != nil {
				return err
			}
			if len(all) == 0 {
				a.say("nothing has been recorded in %s", b.Dir)
			}
			return out.table(a, entryTable(all))
		},
	}
	addBook(c, a)
	out.add(c)
	return c
}

// entries returns the user's ledger and what it holds.
func (a *app) entries() (ledger.Book, []ledger.Entry, error) {
	b, err := a.book()
	if err != nil {
		return b, nil, err
	}
	all, err := b.List()
	return b, all, err
}

// recorded lists the ids of the ledger for completing words.
func (a *app) recorded() []string {
	_, all, _ := a.entries() // a shell that asks for words has no use for an error
	ids := []string{"last"}
	for _, e := range all {
		ids = append(ids, e.ID)
	}
	return ids
}

func newLedgerShow(a *app) *cobra.Command {
	var out output
	c := &cobra.Command{
		Use:   "show ID [flags]",
		Short: "Show a recorded forecast and what has come of it",
		Long: `Show a recorded forecast, under every information set, and what has come of it.
ID is the beginning of what "defcast ledger list" prints, or "last".`,
		Example:           `  defcast ledger show last --data mine`,
		Args:              takes("ID"),
		ValidArgsFunction: completeWith(a.recorded),
		RunE: func(_ *cobra.Command, args []string) error {
			b, err := a.book()
			if err != nil {
				return err
			}
			e, err := b.Find(args[0])
			if err != nil {
				return err
			}
			facts, err := a.withImported()
			if err != nil {
				return err
			}
			sheet, err := ledger.Judge([]ledger.Entry{e}, nil, facts)
			if err != nil {
				return err
			}
			return out.table(a, showTable(b, e, sheet))
		},
	}
	addBook(c, a)
	out.add(c)
	return c
}

func showTable(b ledger.Book, e ledger.Entry, sheet *ledger.Sheet) render.Table {
	t := render.Table{Name: "ledger-show", Columns: narrow("information >year >median >lo50 >hi50 >lo80 >hi80 >lo95 >hi95 >outturn in80")}
	t.About = []render.Field{
		{Key: "forecast", Text: e.ID + " of " + data.CountryName(e.Country) + ", recorded " + e.Recorded + " by " + e.Program},
		{Key: "measure", Text: e.Measure + ": " + e.Definition},
		{Key: "known", Text: "what had been published by " + e.AsOf + ", data " + e.DataSHA256[:min(12, len(e.DataSHA256))]},
		{Key: "file", Text: b.Path(e)},
	}
	for _, s := range e.Sets {
		for _, y := range s.Years {
			row := []any{s.Information, y.Year}
			for _, i := range []int{3, 2, 4, 1, 5, 0, 6} {
				row = append(row, render.Share(y.Quantiles[i]))
			}
			outturn, in := render.Share(nan), ""
			for _, c := range sheet.Cases {
				if c.Information == s.Information && int(c.Year) == y.Year {
					outturn, in = render.Share(c.Actual), yesNo(c.In80())
				}
			}
			t.Rows = append(t.Rows, append(row, outturn, in))
		}
	}
	return t
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
