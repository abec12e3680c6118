package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/batch"
	"github.com/defcast/defcast/forecast/model"
	"github.com/defcast/defcast/forecast/pipeline"
)

// maxHorizon bounds how far a batch looks ahead: beyond it the bands of annual
// series say nothing.
const maxHorizon = 100

func newBatch(a *app) *cobra.Command {
	name, horizon, jobs := pipeline.DefaultModel, 6, 0
	var positive, quantiles bool
	c := &cobra.Command{
		Use:   "batch [FILE] [flags]",
		Short: "Forecast many series from one CSV file",
		Long: `Reads the columns series_id,year,value from FILE or standard input, years
ascending within a series, nothing where a value is missing. Writes
series_id,year,h,model,mean,median,lo50,hi50,lo80,hi80,lo95,hi95 in the order
of the input, as it goes: memory does not grow with the number of series. A
series that cannot be forecast is named on stderr with the reason, the rest
goes on, and the exit status is 1.`,
		Example: `  defcast batch series.csv --horizon 4
  defcast batch series.csv --model drift --positive --quantiles`,
		Args: cobra.MatchAll(cobra.ArbitraryArgs, func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return takes("FILE")(c, args)
			}
			return nil
		}),
		RunE: func(_ *cobra.Command, args []string) error {
			opt := batch.Options{Name: name, Horizon: horizon, Jobs: jobs, Quantiles: quantiles}
			m, err := model.New(name)
			if err != nil {
				return &pipeline.UnknownError{Kind: "model", Name: name, Known: model.Names()}
			}
			if opt.Model = m; positive {
				opt.Model = model.Positive{Of: m}
			}
			return runBatch(a, args, opt)
		},
	}
	f := c.Flags()
	set(f, &horizon, parseWhole("--horizon", 1, maxHorizon), "horizon", fmt.Sprint(horizon), "forecast `N` years after the last one of each series")
	set(f, &name, parseName, "model", name, "method, a `NAME` of \"defcast models\"")
	set(f, &jobs, parseWhole("--jobs", 1, 1024), "jobs", "", "fit `N` series at once (default one a core)")
	f.BoolVar(&positive, "positive", false, "the values are known to be positive: no forecast goes below zero")
	f.BoolVar(&quantiles, "quantiles", false, "add the columns q05, q10, … q95")
	completeFlag(c, "model", func([]string) []string { return model.Names() })
	return c
}

// parseWhole returns the parser of a whole number within limits.
func parseWhole(flag string, least, most int) func(string) (int, error) {
	return func(s string) (int, error) {
		n, err := strconv.Atoi(s)
		if err != nil {
			return 0, errors.New("a whole number")
		}
		if n < least || n > most {
			return 0, &pipeline.RangeError{Setting: flag, Value: s, Want: fmt.Sprintf("%d to %d", least, most)}
		}
		return n, nil
	}
}

// runBatch opens the input, runs the batch and tells what failed.
func runBatch(a *app, args []string, opt batch.Options) (err error) {
	in, file := a.in, "standard input"
	if len(args) == 1 && args[0] != "-" {
		f, openErr := os.Open(args[0])
		if openErr != nil {
			return openErr
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		in, file = f, args[0]
	}
	progress := a.progress("series")
	opt.Progress = progress.step
	opt.Failed = func(err error) {
		progress.clear()
		fmt.Fprintf(a.err, "defcast: %v\n", err)
	}
	res, err := batch.Run(a.out, in, file, opt)
	progress.clear()
	if err == nil && res.Failed > 0 {
		err = fmt.Errorf("%d of %d series could not be forecast", res.Failed, res.Done+res.Failed)
	}
	return err
}

// progress is a counter on a terminal's stderr; elsewhere it is silent.
type progress struct {
	w     io.Writer // nil: silent
	what  string
	shown bool
}

func (a *app) progress(what string) *progress {
	f, ok := a.err.(*os.File)
	if !ok || a.quiet {
		return &progress{}
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return &progress{}
	}
	return &progress{w: f, what: what}
}

// step shows every 50th count.
func (p *progress) step(done int) {
	if p.w != nil && done%50 == 0 {
		fmt.Fprintf(p.w, "\r%d %s", done, p.what)
		p.shown = true
	}
}

// clear wipes the counter off the line.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.w, "\r\033[K")
		p.shown = false
	}
}
