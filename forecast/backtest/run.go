package backtest

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/score"
)

// Subject is a series to be forecast.
type Subject struct {
	Country, Measure string
	Series           data.Series
}

// Method is a way to forecast, under the name that its cases carry. New is
// given the panel of [Options] cut at the origin and returns the model to be
// fitted to each subject cut there; a method that learns from one series alone
// ignores it.
type Method struct {
	Name string
	New  func(panel []data.Series) forecast.Model
}

// Alone returns the method of a model that learns from one series alone.
func Alone(name string, m forecast.Model) Method {
	return Method{Name: name, New: func([]data.Series) forecast.Model { return m }}
}

// Options are the settings of [Run].
type Options struct {
	// Origins are the years from which to forecast; nil means every year that
	// leaves Least values before it and an outcome after it.
	Origins []data.Year
	Horizon int // years ahead; 0 means 6
	Least   int // values up to the origin that a subject needs; 0 means 15
	// Whole leaves out an origin unless all Horizon outcomes are known.
	Whole bool
	// Panel are the series that methods may learn from beside the subject.
	Panel []data.Series
	Jobs  int // forecasts at once; 0 means as many as there are processors
	// Progress is told after each unit of work how many of all are done; calls
	// do not overlap. It may be nil.
	Progress func(done, total int)
	// Journal holds what an interrupted run has finished and is told what this
	// one does; nil means to start anew and keep nothing.
	Journal *Journal
}

// The defaults of [Options].
const (
	DefaultHorizon = 6
	DefaultLeast   = 15
)

// Refusal is a method that had no answer.
type Refusal struct {
	Country, Measure, Model string
	Origin                  data.Year
	Err                     error
}

// Error writes "POL sipri from 1994: …".
func (r Refusal) Error() string {
	return fmt.Sprintf("%s %s from %d: %v", r.Country, r.Measure, r.Origin, r.Err)
}

// Unwrap returns the reason.
func (r Refusal) Unwrap() error { return r.Err }

// Result is what [Run] found.
type Result struct {
	Cases    []Case    // in the order of [Sort]
	Refusals []Refusal // in the order of subject, origin and method
}

// unit is the work of one subject at one origin: all methods on equal terms.
type unit struct {
	subject Subject
	origin  data.Year
	train   data.Series
	scale   float64
	models  *atOrigin

	cases    []Case
	refusals []Refusal
}

// Run forecasts every subject from every origin by every method.
//
// An origin counts for a subject if it has a value in that year, Least values
// up to it and an outcome after it; missing outcomes leave their horizon out.
// The result does not depend on Jobs. It returns an error only if the Journal
// cannot be written: a method that refuses a series is a [Refusal].
func Run(subjects []Subject, methods []Method, o Options) (*Result, error) {
	o = o.filled()
	units := o.units(subjects)
	o.prepare(methods, units)
	todo := make(chan *unit)
	var wg sync.WaitGroup
	var failed error
	var done int
	var mu sync.Mutex
	var stop atomic.Bool
	for range min(o.Jobs, len(units)) {
		wg.Go(func() {
			for u := range todo {
				if stop.Load() {
					continue
				}
				err := u.run(methods, o)
				mu.Lock()
				done++
				if err != nil && failed == nil {
					failed = err
					stop.Store(true)
				}
				if o.Progress != nil {
					o.Progress(done, len(units))
				}
				mu.Unlock()
			}
		})
	}
	for i := range units {
		todo <- &units[i]
	}
	close(todo)
	wg.Wait()
	if failed != nil {
		return nil, failed
	}
	return gather(units), nil
}

// filled returns the options with their defaults.
func (o Options) filled() Options {
	if o.Horizon == 0 {
		o.Horizon = DefaultHorizon
	}
	if o.Least == 0 {
		o.Least = DefaultLeast
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	return o
}

// units lists the work, in the order of the subjects and of the origins.
func (o Options) units(subjects []Subject) []unit {
	var units []unit
	for _, s := range subjects {
		origins := o.Origins
		if origins == nil {
			for y := s.Series.Start; y < s.Series.End(); y++ {
				origins = append(origins, y)
			}
		}
		for _, y := range origins {
			if u, ok := o.unit(s, y); ok {
				units = append(units, u)
			}
		}
	}
	return units
}

// unit cuts a subject at an origin and reports whether it counts.
func (o Options) unit(s Subject, origin data.Year) (unit, bool) {
	if _, ok := s.Series.At(origin); !ok {
		return unit{}, false
	}
	train := s.Series.Window(s.Series.Start, origin).Trim()
	outcomes := s.Series.Window(origin+1, origin+data.Year(o.Horizon)).Observed()
	if train.Observed() < o.Least || outcomes == 0 || o.Whole && outcomes < o.Horizon {
		return unit{}, false
	}
	return unit{subject: s, origin: origin, train: train.Clone(), scale: score.Scale(train.Values)}, true
}

// atOrigin is what all subjects share at an origin.
type atOrigin struct {
	models []func() forecast.Model // what the methods make of the panel as it was
	panel  func() []byte           // hash of that panel
}

// prepare gives units of one origin the same models: what they share is worked
// out once, and what none asks for not at all.
func (o Options) prepare(methods []Method, units []unit) {
	shared := map[data.Year]*atOrigin{}
	for i := range units {
		u := &units[i]
		if shared[u.origin] == nil {
			cut := sync.OnceValue(func() []data.Series { return until(o.Panel, u.origin) })
			at := &atOrigin{panel: sync.OnceValue(func() []byte { return hashPanel(cut()) })}
			for _, m := range methods {
				at.models = append(at.models, sync.OnceValue(func() forecast.Model { return m.New(cut()) }))
			}
			shared[u.origin] = at
		}
		u.models = shared[u.origin]
	}
}

// until returns copies of the series without what came after a year.
func until(panel []data.Series, last data.Year) []data.Series {
	cut := make([]data.Series, 0, len(panel))
	for _, s := range panel {
		if s = s.Window(s.Start, last).Trim().Clone(); s.Len() > 0 {
			cut = append(cut, s)
		}
	}
	return cut
}

// run forecasts by every method.
func (u *unit) run(methods []Method, o Options) error {
	for i, m := range methods {
		key := ""
		if o.Journal != nil {
			key = u.key(m.Name, o)
			if cases, ok := o.Journal.lookup(key); ok {
				u.cases = append(u.cases, cases...)
				continue
			}
		}
		f, err := u.models.models[i]().Fit(u.train.Clone())
		if err != nil {
			u.refusals = append(u.refusals, Refusal{u.subject.Country, u.subject.Measure, m.Name, u.origin, err})
			continue
		}
		cases := u.score(m.Name, f.Forecast(o.Horizon))
		u.cases = append(u.cases, cases...)
		if o.Journal != nil {
			if err := o.Journal.keep(key, cases); err != nil {
				return err
			}
		}
	}
	return nil
}

// score compares a forecast with what came true.
func (u *unit) score(model string, f forecast.Forecast) []Case {
	var cases []Case
	last, _ := u.train.At(u.origin)
	for i, d := range f.Steps {
		year := u.origin + data.Year(i+1)
		actual, ok := u.subject.Series.At(year)
		if !ok {
			continue
		}
		cases = append(cases, Case{Country: u.subject.Country, Measure: u.subject.Measure, Model: model, Information: "history",
			Origin: u.origin, H: i + 1, Year: year, Actual: actual, Naive: last, Scale: u.scale}.Score(d))
	}
	return cases
}

// gather puts the work together.
func gather(units []unit) *Result {
	r := &Result{}
	for _, u := range units {
		r.Cases = append(r.Cases, u.cases...)
		r.Refusals = append(r.Refusals, u.refusals...)
	}
	Sort(r.Cases)
	r.Refusals = slices.Clip(r.Refusals)
	return r
}
