package batch

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"runtime"
	"strconv"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
)

// Options are the settings of a batch.
type Options struct {
	Model     forecast.Model
	Name      string // of the model, as written to the model column
	Horizon   int
	Jobs      int  // series fitted at once; 0 means one a core
	Quantiles bool // add the columns q05 to q95
	// Progress is called after each series with the number done; nil for none.
	Progress func(done int)
	// Failed is called, in input order, for each series without a forecast.
	Failed func(err error)
}

// Result counts what became of the series.
type Result struct{ Done, Failed int }

// answer is a series on its way from the reader to the writer.
type answer struct {
	series data.Series
	rows   [][]string // the lines of its forecast
	err    error
	ready  chan struct{}
}

// Run reads series from r, named file in messages, and writes their forecasts
// to w. A series that cannot be forecast is passed to Failed and the rest goes
// on. The error is of the stream: a broken file, a writer that fails.
func Run(w io.Writer, r io.Reader, file string, opt Options) (Result, error) {
	in, err := newReader(r, file)
	if err != nil {
		return Result{}, err
	}
	jobs := opt.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	// The queue holds the series in input order; its length bounds how far the
	// workers may run ahead of the writer, and so the memory.
	queue := make(chan *answer, 16*jobs)
	work := make(chan *answer, jobs)
	stop := make(chan struct{})
	defer close(stop)
	broken := make(chan error, 1)
	go func() {
		broken <- feed(in, queue, work, stop)
	}()
	columns := opt.columns()
	for range jobs {
		go func() {
			for a := range work {
				a.rows, a.err = predict(a.series, opt, columns)
				close(a.ready)
			}
		}()
	}
	res, err := drain(csv.NewWriter(w), queue, columns, opt)
	if err != nil {
		return res, err
	}
	return res, <-broken
}

// feed reads series into both channels until the end, a fault or stop.
func feed(in *reader, queue, work chan<- *answer, stop <-chan struct{}) error {
	defer close(queue)
	defer close(work)
	for {
		y, bad, err := in.read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		a := &answer{series: y, err: bad, ready: make(chan struct{})}
		select {
		case queue <- a:
		case <-stop:
			return nil
		}
		if bad != nil {
			close(a.ready)
			continue
		}
		select {
		case work <- a:
		case <-stop:
			return nil
		}
	}
}

// predict fits the model and writes out its forecast. An answer that is not
// finite is a fault of the model and is refused.
func predict(y data.Series, opt Options, columns []column) ([][]string, error) {
	fit, err := opt.Model.Fit(y)
	if err != nil {
		return nil, err
	}
	rows := make([][]string, opt.Horizon)
	for h, d := range fit.Forecast(opt.Horizon).Steps {
		row := []string{y.ID, strconv.Itoa(int(y.End()) + h + 1), strconv.Itoa(h + 1), opt.Name}
		for _, c := range columns {
			v := c.of(d)
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, fmt.Errorf("forecast %s: %s of step %d is %g: %w", y.ID, c.name, h+1, v, forecast.ErrNumeric)
			}
			row = append(row, number(v))
		}
		rows[h] = row
	}
	return rows, nil
}

// drain writes the answers in the order of the queue.
func drain(w *csv.Writer, queue <-chan *answer, columns []column, opt Options) (Result, error) {
	var res Result
	if err := w.Write(header(columns)); err != nil {
		return res, err
	}
	for a := range queue {
		<-a.ready
		if a.err != nil {
			res.Failed++
			if opt.Failed != nil {
				opt.Failed(a.err)
			}
		} else {
			res.Done++
			if err := w.WriteAll(a.rows); err != nil {
				return res, err
			}
		}
		if opt.Progress != nil {
			opt.Progress(res.Done + res.Failed)
		}
	}
	w.Flush()
	return res, w.Error()
}
