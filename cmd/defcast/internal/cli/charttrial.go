package cli

import (
	"cmp"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/backtest"
	"github.com/defcast/defcast/plots"
)

// trial is the backtest of the countries as the command backtest makes it, by
// every method or, where coverage is all that is asked, by the default.
func (s *subject) trial(a *app, facts data.Facts, codes []string, need plots.Need) (*plots.Trial, error) {
	if !s.config.AsOf.IsZero() {
		return nil, usagef("--as-of does not go with a backtest: it forecasts from past years with the newest edition (the chart porcupine has what was known on the day)")
	}
	f := &backtestFlags{measure: s.config.Measure, seed: s.config.Seed}
	f.options.Horizon, f.options.Least = backtest.DefaultHorizon, backtest.DefaultLeast
	p, err := a.trial(f, codes)
	if err != nil {
		return nil, err
	}
	f.options.Origins = p.usualOrigins()
	if need == plots.Coverage {
		f.models = []string{p.method}
	}
	r, err := f.judge(a, p)
	if err != nil {
		return nil, err
	}
	v := &plots.Trial{From: p.from, Default: p.method, Late: p.calibrates(p.method), Cases: r.Cases, Reliability: backtest.Calibration(r.Cases),
		Standings: backtest.Leaderboard(r.Cases, backtest.Against{Default: p.method, Seed: f.seed}, false)}
	for _, code := range codes {
		v.Who = append(v.Who, data.CountryName(code))
	}
	v.Measure, err = measureOf(facts, codes[0], cmp.Or(s.config.Measure, usualMeasure))
	return v, err
}
