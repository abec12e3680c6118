package pipeline

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/stat"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/score"
)

// Replay forecasts as on the last day of each of some past years, with what had
// been published by then, and scores the forecasts against what happened.
type Replay struct {
	Config   Config // of every forecast; Through, Information and AsOf are set year by year
	Measure  data.Measure
	From, To data.Year // calendar years at whose ends forecasts are made
	Horizon  int       // years after that of the forecast
	Cases    []Case    // by year, information set and horizon
	// Rewound are series of which no edition of the day is on record: the newest
	// one was cut, so that revisions since are in what the forecasts knew.
	Rewound []string
	Skipped []error // forecasts that could not be made, and why

	stretched bool // see Calibrated
}

// Case is one forecast of one year and what became of it.
type Case struct {
	AsOf        data.Date
	Information Information
	// Knew is the richest set that existed by then: where nothing had been
	// planned, the forecast of plan is that of announced.
	Knew         Information
	H            int // years from that of AsOf to Year
	Year         data.Year
	Actual       float64 // on the ruler of the forecast, see [Rerun]
	Dist         forecast.Sample
	CRPS         float64
	Lo80, Hi80   float64
	Origin       data.Year // last year of history
	Naive, Scale float64   // value of Origin; mean absolute yearly change up to it
	Announcement string    // what was known of the year
	// Lead counts years from the last of which spending was known or announced; 0
	// or less where that of the year was.
	Lead    int
	Pledged bool // pledges pulled the share
}

// Score is the average over cases.
type Score struct {
	Information Information
	H           int // 0: all horizons together
	N           int
	CRPS        float64
	MAE         float64 // of the median
	Coverage80  float64 // share of cases within the 80 % interval
	Skill       float64 // 1 - CRPS/CRPS of history
}

// Rerun replays a Config at the ends of the years from and to and those
// between, each horizon years ahead.
//
// What happened is measured by the ruler that the forecast had. Spending is as
// on record today. The GDP of a later year is that of the edition of the day's
// last year, carried forward by the growth in the newest edition,
//
//	G[y] = G_then[o] · G_now[y]/G_now[o],
//
// o the last year that the forecast knew: a re-basing between the two editions
// is a change of definition and no error of the forecast, a revision of growth
// after o is one. The fixed GDP of a frozen measure is a ruler too and is lent to the
// years before it was fixed; it is a constant factor of all their numbers. A
// year is scored once its actual amount is on record at the measure's stage.
func Rerun(cfg Config, facts data.Facts, from, to data.Year, horizon int) (*Replay, error) {
	cfg, m, err := resolve(cfg, facts)
	if err != nil {
		return nil, err
	}
	r := &Replay{Config: cfg, Measure: m, From: from, To: to, Horizon: horizon}
	for y := from; y <= to; y++ {
		r.at(y, facts, knownAt(facts, y))
	}
	if err := r.nothing(); err != nil {
		return nil, err
	}
	return r, nil
}

// knowledge is what was known at the end of a year.
type knowledge struct {
	facts data.Facts
	cut   []string
}

func knownAt(facts data.Facts, y data.Year) knowledge {
	then, cut := rewind(facts, yearEnd(y))
	return knowledge{then, cut}
}

func yearEnd(y data.Year) data.Date { return data.Date{Year: int(y), Month: time.December, Day: 31} }

// nothing is an error where no forecast could be scored.
func (r *Replay) nothing() error {
	if len(r.Cases) > 0 {
		return nil
	}
	reason := errors.New("nothing of the years after has come true yet")
	if len(r.Skipped) > 0 {
		reason = r.Skipped[0]
	}
	return fmt.Errorf("replay %s from %d to %d: no forecast could be scored: %w", r.Measure.ID, r.From, r.To, reason)
}

// at replays one year end.
func (r *Replay) at(y data.Year, facts data.Facts, known knowledge) {
	if err := r.score(y, facts, known); err != nil {
		r.Skipped = append(r.Skipped, fmt.Errorf("at the end of %d: %w", y, err))
		return
	}
	for _, id := range []string{r.Measure.Numerator, r.Measure.Denominator.Series} {
		if slices.Contains(known.cut, id) && !slices.Contains(r.Rewound, id) {
			r.Rewound = append(r.Rewound, id)
		}
	}
}

// score makes and scores the forecasts of one year end.
func (r *Replay) score(y data.Year, facts data.Facts, known knowledge) error {
	cfg := r.Config
	cfg.AsOf = yearEnd(y)
	cfg.Through = y + data.Year(r.Horizon)
	cfg.Information = Plan
	then := known.facts
	if r.Measure.Denominator.Kind == data.Frozen {
		then = lend(then, facts, r.Measure.Denominator.Series)
	}
	sets, _, err := inform(cfg, r.Measure, then)
	if err != nil {
		return err
	}
	q := sets[0].question
	last, scale := q.ratio.Values[q.ratio.Len()-1], score.Scale(q.ratio.Values)
	for info := History; info <= Plan; info++ {
		s := sets[0]
		for _, t := range sets {
			if t.information <= info {
				s = t
			}
		}
		r.stretched = r.stretched || s.question.stretched
		for _, step := range s.steps() {
			h := int(step.Year - y)
			actual, ok := r.actual(q, step.Year, facts, then)
			if h < 1 || !ok {
				continue
			}
			r.Cases = append(r.Cases, Case{AsOf: cfg.AsOf, Information: info, Knew: s.information, H: h, Year: step.Year, Actual: actual,
				Dist: step.Dist, CRPS: score.CRPS(step.Dist, actual), Lo80: step.Dist.Quantile(0.1), Hi80: step.Dist.Quantile(0.9),
				Origin: q.ratio.End(), Naive: last, Scale: scale, Announcement: step.Known,
				Lead: int(step.Year-q.ratio.End()) - len(s.question.spend.Known), Pledged: s.pledged})
		}
	}
	return nil
}

// lend adds a series of today's facts to those of a day.
func lend(then, now data.Facts, id string) data.Facts {
	s, ok := now.Panel.Edition(id)
	if _, known := then.Panel.Edition(id); known || !ok {
		return then
	}
	p, err := data.NewPanel(append(slices.Collect(then.Panel.All()), s)...)
	if err != nil {
		panic("pipeline: a series of unknown id is there twice")
	}
	then.Panel = p
	return then
}

// actual returns what became of a year, on the ruler of the day.
func (r *Replay) actual(q *question, y data.Year, now, then data.Facts) (float64, bool) {
	return rulerOf(q, then).Outturn(y, now)
}

// Scores averages the cases by information set, over all horizons (H 0) and at
// each.
func (r *Replay) Scores() []Score {
	var out []Score
	for h := 0; h <= r.Horizon; h++ {
		var history float64
		for info := History; info <= Plan; info++ {
			s := r.average(info, h)
			if info == History {
				history = s.CRPS
			}
			s.Skill = 1 - s.CRPS/history
			if s.N > 0 {
				out = append(out, s)
			}
		}
	}
	return out
}

func (r *Replay) average(info Information, h int) Score {
	s := Score{Information: info, H: h}
	var crps, abs, in []float64
	for _, c := range r.Cases {
		if c.Information != info || h != 0 && c.H != h {
			continue
		}
		crps = append(crps, c.CRPS)
		abs = append(abs, math.Abs(c.Dist.Quantile(0.5)-c.Actual))
		in = append(in, c.hit())
	}
	if s.N = len(crps); s.N > 0 {
		s.CRPS, s.MAE, s.Coverage80 = stat.Mean(crps, nil), stat.Mean(abs, nil), stat.Mean(in, nil)
	}
	return s
}

// hit is 1 where the outcome lies in the 80 % interval, else 0. An amount that
// was certain is met to the last digit that binary fractions keep.
func (c Case) hit() float64 {
	if slack := 1e-9 * c.Actual; c.Lo80-slack <= c.Actual && c.Actual <= c.Hi80+slack {
		return 1
	}
	return 0
}
