package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/backtest"
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/pipeline"
)

type backtestFlags struct {
	panels    []string
	measure   string
	models    []string
	origins   []data.Year
	tables    []string
	byHorizon bool
	vintages  bool
	misses    int
	resume    string
	seed      uint64
	options   backtest.Options
	output    output
}

func newBacktest(a *app) *cobra.Command {
	f := &backtestFlags{misses: 10, seed: pipeline.DefaultSeed}
	f.options.Horizon, f.options.Least = backtest.DefaultHorizon, backtest.DefaultLeast
	c := &cobra.Command{
		Use:   "backtest [COUNTRY…] [flags]",
		Short: "Forecast the past by every method and say how good it was",
		Long: `Forecast the past of a measure from rolling origins by every method, each time
with what lay before the origin and nothing else, and say how good it was.

Without COUNTRY or --panel it takes all countries that have the measure, and all
methods, which can take a minute: --resume FILE goes on where a run stopped.
FILE is anything that "data import" reads, as SIPRI's workbook, or CSV with the
columns series_id,year,value.
Values are those of the newest edition, unless --vintages is there or the
measure is made of several series: then each year end since 2015 is replayed
with the figures of the day, as "replay" does, under each information set, by
the default method and naive. h then counts from the year of the forecast.

leaderboard: owa is ½·(sMAPE + MASE) of the median, both over those of the naive
method, which has 1; scrps is the CRPS over the mean yearly change of the series
(19 quantiles), msis the score of the 95 % interval in the same unit; in80 and
in95 are the shares of outcomes within those intervals; skill is 1 - scrps/scrps
of naive; p is the probability that scrps differs from the default's as much by
chance (Diebold–Mariano), set the p-value of the model confidence set: the best
method is among those of 0.10 or more, with 90 % confidence.
calibration: shares of outcomes within the intervals, with the standard error of
in80 by countries, and in tenths of the forecasts' probability (pit).
misses: where the default failed most. cases: every forecast, the same columns
whatever is added later.

--format csv writes the cases unless --table says otherwise.`,
		Example: `  defcast backtest POL DEU --model panel,naive --origins 2000-2018/3
  defcast backtest --model panel,naive --origins 2000-2018/6 --by-horizon
  defcast backtest --panel nato --measure nato --model panel,naive --least 9
  defcast backtest KOR --model panel --format csv`,
		ValidArgsFunction: completeWith(a.countries),
		RunE:              func(_ *cobra.Command, args []string) error { return f.run(a, args) },
	}
	fl := c.Flags()
	set(fl, &f.panels, func(s string) ([]string, error) { return append(f.panels, s), nil }, "panel", "",
		"the countries of a group, "+strings.Join(data.Groups(), ", ")+", or the series of a file, `NAME|FILE`")
	set(fl, &f.measure, parseName, "measure", "", "the share meant, an `ID` of \"defcast measures\" (default sipri, or that of the file)")
	set(fl, &f.models, parseModels, "model", "", "methods, `NAMES` of \"defcast models\" with commas between (default all)")
	set(fl, &f.origins, parseOrigins, "origins", "", "last years known, a `LIST` like 2000,2006 or 1988-2018/6 (default every third year back from the last but one; of up to three countries every year)")
	set(fl, &f.options.Horizon, parseHorizon, "horizon", strconv.Itoa(f.options.Horizon), "number `N` of years to forecast each time")
	set(fl, &f.options.Least, parseCount(2, 200), "least", strconv.Itoa(f.options.Least), "values `N` that a series needs up to an origin")
	fl.BoolVar(&f.options.Whole, "whole", false, "leave out origins after which an outcome is missing")
	set(fl, &f.tables, parseTables, "table", "", "what to show, `NAMES` of leaderboard, calibration, misses, cases (default the first three; of csv cases)")
	fl.BoolVar(&f.vintages, "vintages", false, "forecast with the figures of the day and what had been announced, under each information set")
	fl.BoolVar(&f.byHorizon, "by-horizon", false, "a leaderboard for each horizon as well")
	set(fl, &f.misses, parseCount(1, 100000), "misses", strconv.Itoa(f.misses), "show the `N` worst misses")
	set(fl, &f.resume, parseFile, "resume", "", "keep what is done in `FILE` and go on from what is there")
	set(fl, &f.options.Jobs, parseCount(1, 1024), "jobs", "", "forecasts at once, `N` (default one a processor); changes no number")
	set(fl, &f.seed, parseSeed, "seed", strconv.FormatUint(f.seed, 10), "number `N` behind the bootstrap of the confidence set")
	addImported(c, a)
	f.output.add(c)
	completeFlag(c, "panel", func([]string) []string { return data.Groups() })
	completeFlag(c, "model", func([]string) []string { return model.Names() })
	completeFlag(c, "table", func([]string) []string { return backtestTables })
	return c
}

var backtestTables = []string{"leaderboard", "calibration", "misses", "cases"}

func parseTables(s string) ([]string, error) {
	names := strings.Split(s, ",")
	for _, n := range names {
		if !slices.Contains(backtestTables, n) {
			return nil, &pipeline.UnknownError{Kind: "table", Name: n, Known: backtestTables}
		}
	}
	return names, nil
}

func parseModels(s string) ([]string, error) {
	names := strings.Split(s, ",")
	for i, n := range names {
		if !slices.Contains(model.Names(), n) {
			return nil, &pipeline.UnknownError{Kind: "model", Name: n, Known: model.Names()}
		}
		if slices.Contains(names[:i], n) {
			return nil, fmt.Errorf("each method once, not %s twice", n)
		}
	}
	return names, nil
}

// parseCount returns a reader of whole numbers in a range.
func parseCount(lo, hi int) func(string) (int, error) {
	return func(s string) (int, error) {
		n, err := strconv.Atoi(s)
		if err != nil || n < lo || n > hi {
			return 0, fmt.Errorf("a whole number from %d to %d", lo, hi)
		}
		return n, nil
	}
}

// parseOrigins reads years and ranges, "2000,2006" or "1988-2018/6".
func parseOrigins(s string) ([]data.Year, error) {
	bad := errors.New("years like 2000,2006 or a range like 1988-2018/6")
	var out []data.Year
	for part := range strings.SplitSeq(s, ",") {
		span, step, stepped := strings.Cut(part, "/")
		first, last, ranged := strings.Cut(span, "-")
		lo, err := strconv.Atoi(first)
		hi, by := lo, 1
		if err == nil && ranged {
			hi, err = strconv.Atoi(last)
		}
		if err == nil && stepped {
			by, err = strconv.Atoi(step)
		}
		if err != nil || stepped && !ranged || lo < 1800 || hi < lo || hi > int(pipeline.MaxThrough) || by < 1 {
			return nil, bad
		}
		for y := lo; y <= hi; y += by {
			out = append(out, data.Year(y))
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// run reads what is to be forecast, forecasts it and writes the tables.
func (f *backtestFlags) run(a *app, args []string) error {
	format, err := f.output.resolveFor(a)
	if err != nil {
		return err
	}
	if len(f.tables) == 0 {
		f.tables = backtestTables[:3]
		if format.Name == "csv" {
			f.tables = []string{"cases"}
		}
	}
	if format.Name == "csv" && len(f.tables) > 1 {
		return usagef("csv has room for one table (want --table with one of %s)", strings.Join(backtestTables, ", "))
	}
	p, err := a.trial(f, args)
	if err != nil {
		return err
	}
	if f.options.Origins = f.origins; f.origins == nil {
		f.options.Origins = p.usualOrigins()
	}
	r, err := f.judge(a, p)
	if err != nil {
		return err
	}
	if len(r.Cases) == 0 {
		return p.nothing(f.options, r)
	}
	for _, refused := range refusals(r.Refusals) {
		a.say("%s", refused)
	}
	var tables []render.Table
	for _, name := range f.tables {
		tables = append(tables, f.table(name, p, r.Cases))
	}
	return f.output.tables(a, tables)
}

// judge runs the backtest, with the journal if there is to be one.
func (f *backtestFlags) judge(a *app, p *trial) (r *backtest.Result, err error) {
	if f.resume != "" {
		if len(p.replays) > 0 {
			return nil, usagef("--resume keeps no replays of past days (want it without --vintages and for a share as published)")
		}
		file, journal, err := openJournal(f.resume)
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		f.options.Journal = journal
	}
	line := a.newProgress("backtest")
	if len(p.replays) > 0 {
		r, err = f.replay(p, line)
		line.end()
		return r, err
	}
	f.options.Progress, f.options.Panel = line.tell, p.panel
	r, err = backtest.Run(p.subjects, methods(f.models), f.options)
	line.end()
	return r, err
}

// replayDraws are the joint paths of a replay: quantiles of 1000 are within a
// twentieth of a standard deviation.
const replayDraws = 1000

// replay forecasts the measures as on the last days of past years.
func (f *backtestFlags) replay(p *trial, line *progressLine) (*backtest.Result, error) {
	names := f.models
	if len(names) == 0 {
		names = []string{p.method, backtest.NaiveModel}
	}
	type job struct {
		m     data.Measure
		model string
	}
	var jobs []job
	for _, m := range p.replays {
		for _, n := range names {
			jobs = append(jobs, job{m, n})
		}
	}
	found := make([]backtest.Result, len(jobs))
	var done, next atomic.Int64
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range cmp.Or(f.options.Jobs, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(jobs); i = int(next.Add(1)) - 1 {
				found[i] = f.replayed(p.facts, jobs[i].m, jobs[i].model)
				mu.Lock()
				line.tell(int(done.Add(1)), len(jobs))
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	all := &backtest.Result{}
	for _, r := range found {
		all.Cases, all.Refusals = append(all.Cases, r.Cases...), append(all.Refusals, r.Refusals...)
	}
	backtest.Sort(all.Cases)
	return all, nil
}

// replayed is the replay of one measure by one method.
func (f *backtestFlags) replayed(facts data.Facts, m data.Measure, name string) (out backtest.Result) {
	cfg := pipeline.Default(m.Country)
	cfg.Measure, cfg.Model, cfg.Draws, cfg.Seed = m.ID, name, replayDraws, f.seed
	for _, y := range f.options.Origins {
		r, err := pipeline.Rerun(cfg, facts, y, y, f.options.Horizon)
		if err != nil {
			out.Refusals = append(out.Refusals, backtest.Refusal{Country: m.Country, Measure: m.ID, Model: name, Origin: y, Err: err})
			continue
		}
		out.Cases = append(out.Cases, r.Evidence()...)
	}
	return out
}

// methods returns the methods of the names, or all.
func methods(names []string) []backtest.Method {
	if len(names) == 0 {
		names = model.Names()
	}
	var out []backtest.Method
	for _, n := range names {
		e, err := model.Lookup(n)
		if err != nil {
			panic("cli: a method that was looked up is gone: " + n)
		}
		m := backtest.Alone(n, e.New())
		if e.Panel != nil {
			m = backtest.Method{Name: n, New: func(panel []data.Series) forecast.Model { return e.Panel(panel) }}
		}
		out = append(out, m)
	}
	return out
}

// openJournal reads a journal and leaves it open for what comes after the last
// whole line.
func openJournal(name string) (*os.File, *backtest.Journal, error) {
	if err := checkFile(name); err != nil {
		return nil, nil, err
	}
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, nil, err
	}
	j, err := backtest.ReadJournal(file, buildStamp())
	if err == nil {
		err = file.Truncate(j.Whole)
	}
	if err == nil {
		_, err = file.Seek(j.Whole, io.SeekStart)
	}
	if err == nil {
		err = j.AppendTo(file)
	}
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("resume from %s: %w", name, err), file.Close())
	}
	return file, j, nil
}

// buildStamp names the build, so that what another one has done does not count.
func buildStamp() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	stamp := info.Main.Version
	for _, s := range info.Settings {
		if strings.HasPrefix(s.Key, "vcs.") {
			stamp += " " + s.Value
		}
	}
	return stamp
}

// refusals says, method by method, how often it had no answer and why first.
func refusals(all []backtest.Refusal) []string {
	count, first := map[string]int{}, map[string]backtest.Refusal{}
	for _, r := range all {
		if count[r.Model]++; count[r.Model] == 1 {
			first[r.Model] = r
		}
	}
	var out []string
	for _, m := range model.Names() {
		if n := count[m]; n > 0 {
			out = append(out, fmt.Sprintf("%s had no answer %d times; first for %v", m, n, first[m]))
		}
	}
	return out
}

// byDefault is the method that p and the misses are about: the measure's own
// default if it was run, else the first.
func (f *backtestFlags) byDefault(p *trial) string {
	if len(f.models) == 0 || slices.Contains(f.models, p.method) {
		return p.method
	}
	return cmp.Or(f.models[0], p.method)
}
