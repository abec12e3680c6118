package pipeline

import (
	"fmt"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/burden"
)

// set is the answer under one information set.
type set struct {
	information Information
	question    *question
	futures     futures
	pledged     bool // pledges pull the share
}

// steps returns the marginal of each year.
func (s set) steps() []Step {
	paths := s.futures.share
	out := make([]Step, paths.H)
	for h := range out {
		out[h] = Step{Year: s.question.ratio.End() + data.Year(h+1), Dist: paths.Step(h + 1), Known: s.question.known(h + 1)}
	}
	return out
}

// inform answers under every information set that exists and returns them with
// the one asked for, or the richest below it. A set that cannot be answered is
// an error where it is asked for and a caveat of the answer otherwise.
//
// The streams of random numbers know nothing of the set: path i draws the same
// numbers in all of them, and leaving a set out would move no number.
func inform(cfg Config, m data.Measure, facts data.Facts) (sets []set, asked set, err error) {
	var cache projections
	var failed []error
	var before *question
	day := today(cfg, facts)
	for info := History; info <= Plan; info++ {
		c := cfg
		c.Information = info
		q, err := pose(c, m, facts, day)
		if err == nil {
			err = q.within(cfg)
		}
		if err != nil { // of the measure or the horizon, whatever may be known
			return nil, asked, err
		}
		var promise *pull
		if info >= Plan {
			promise = q.promised(facts, cfg.Through)
		}
		if before != nil && promise == nil && knowsTheSame(q.spend, before.spend) && knowsTheSame(q.gdp, before.gdp) {
			before.caveats = append(before.caveats, q.caveats...) // each is told once
			continue
		}
		before = &q
		f, err := q.project(c, facts, &cache)
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", info, err))
			if info <= cfg.Information {
				asked.question = nil
			}
			continue
		}
		if promise != nil {
			f = promise.apply(f, &q, c)
		}
		f = q.calibrate(c, f, promise != nil)
		sets = append(sets, set{info, &q, f, promise != nil})
		if info <= cfg.Information {
			asked = sets[len(sets)-1]
		}
	}
	if asked.question == nil {
		return nil, asked, failed[len(failed)-1]
	}
	asked.question.caveats = append(asked.question.caveats, failed...)
	return sets, asked, nil
}

// within checks that there is a year to forecast.
func (q *question) within(cfg Config) error {
	if cfg.Through > q.ratio.End() {
		return nil
	}
	return &RangeError{Setting: "--through", Value: fmt.Sprint(int(cfg.Through)),
		Want: fmt.Sprintf("%d to %d: the last year known is %s", q.ratio.End()+1, MaxThrough, q.measure.Basis.Label(q.ratio.End()))}
}

// knowsTheSame reports whether two halves of one series know the same years by
// the same announcements.
func knowsTheSame(a, b burden.Half) bool {
	return slices.EqualFunc(a.Known, b.Known, func(k, l burden.Known) bool {
		return k.Year == l.Year && k.Value == l.Value && k.Says == l.Says
	})
}

// projections keeps what has been simulated: sets often share a half.
type projections struct {
	halves []burden.Half
	done   []burden.Projection
}

// project simulates a half, or returns what it gave before.
func (p *projections) project(f burden.Half, h int, cfg Config, keys []string) (burden.Projection, error) {
	for i, g := range p.halves {
		if g.Series.ID == f.Series.ID && knowsTheSame(f, g) {
			return p.done[i], nil
		}
	}
	out, err := f.Project(h, cfg.Draws, cfg.Seed, keys...)
	if err == nil {
		p.halves, p.done = append(p.halves, f), append(p.done, out)
	}
	return out, err
}
