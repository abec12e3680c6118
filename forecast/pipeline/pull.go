package pipeline

import (
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/burden"
)

// pull is what pledges add to a share in the years of which nothing else is
// known.
type pull struct {
	burden.Pull
	levels []burden.Level
	ids    []string
}

// promised finds the targets in force on the measure itself and how strongly such
// targets have pulled; nil where there are none or their record is too short.
func (q *question) promised(facts data.Facts, through data.Year) *pull {
	var p pull
	origin := q.ratio.End()
	for _, g := range facts.Pledges {
		if g.Country == q.measure.Country && g.Kind == data.Target && g.Measure == q.measure.ID && g.InForce(q.today) &&
			int(g.By-origin) > len(q.spend.Known) && len(q.spend.Known) < int(through-origin) {
			p.levels = append(p.levels, burden.Level{Share: g.Level, By: int(g.By - origin)})
			p.ids = append(p.ids, g.ID)
		}
	}
	if len(p.levels) == 0 {
		return nil
	}
	var ok bool
	if p.Pull, ok = burden.NewPull(pursuits(facts)); !ok {
		q.caveat("the pull of pledges is not estimated and not used: %d years of %d countries under one are on record, want 40 of 8", p.Records, p.Countries)
		return nil
	}
	q.note("Pledge %s: by %d years of %d countries under a pledge, a year brings %.2f (standard error %.2f) of the rise that would meet it; used for the years of which no more is known.",
		p.ids[0], p.Records, p.Countries, p.Lambda, p.SE)
	return &p
}

// pursuits returns the record of pledges: the years from the one a target was
// announced in to its deadline, on measures that are published as shares.
// Estimates are no record.
func pursuits(facts data.Facts) []burden.Pursuit {
	var out []burden.Pursuit
	for _, g := range facts.Pledges {
		i := slices.IndexFunc(facts.Measures, func(m data.Measure) bool { return m.ID == g.Measure && m.Country == g.Country })
		if g.Kind != data.Target || g.By == 0 || i < 0 || facts.Measures[i].Denominator.Kind != data.Published {
			continue
		}
		s, ok := facts.Panel.Edition(facts.Measures[i].Numerator)
		if !ok {
			continue
		}
		for y := data.Year(g.Announced.Year); y < g.By; y++ {
			a, okA := s.At(y)
			b, okB := s.At(y + 1)
			if okA && okB && s.StatusAt(y+1) == data.Settled {
				out = append(out, burden.Pursuit{Country: g.Country, Pace: max(0, g.Level-a) / float64(g.By-y), Change: b - a})
			}
		}
	}
	return out
}

// apply pulls the share, and spending with it: GDP does not know of pledges.
func (p *pull) apply(f futures, q *question, cfg Config) futures {
	last := q.ratio.Values[q.ratio.Len()-1]
	src := forecast.Stream(cfg.Seed, cfg.Country, cfg.Measure, "pledges")
	pulled := p.Apply(f.share, last, len(q.spend.Known)+1, p.levels, src)
	spend := forecast.NewPaths(f.spend.H, f.spend.N())
	for i := range spend.V {
		spend.V[i] = f.spend.V[i] * (pulled.V[i] / f.share.V[i])
	}
	f.share, f.spend = pulled, spend
	return f
}
