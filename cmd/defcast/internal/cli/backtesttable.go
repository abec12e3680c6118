package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/backtest"
	"github.com/defcast/defcast/forecast/pipeline"
)

// table makes one of the tables.
func (f *backtestFlags) table(name string, p *trial, cases []backtest.Case) render.Table {
	switch name {
	case "leaderboard":
		return f.leaderboard(p, cases)
	case "calibration":
		return f.calibration(p, cases)
	case "misses":
		return f.missesTable(p, cases)
	}
	return casesTable(cases)
}

// named returns the names under which a table lists a method: with its
// information set where there are several.
func named(cases []backtest.Case) func(model, information string) string {
	several := slices.ContainsFunc(cases, func(c backtest.Case) bool { return c.Information != cases[0].Information })
	return func(model, information string) string {
		if several {
			return model + " " + information
		}
		return model
	}
}

// rights returns columns of numbers.
func rights(keys string) []render.Column {
	var out []render.Column
	for k := range strings.FieldsSeq(keys) {
		out = append(out, render.Column{Key: k, Right: true})
	}
	return out
}

// aheadName names a horizon, "all" for all together.
func aheadName(h int) string {
	if h == 0 {
		return "all"
	}
	return strconv.Itoa(h)
}

func (f *backtestFlags) leaderboard(p *trial, cases []backtest.Case) render.Table {
	def := f.byDefault(p)
	t := render.Table{Name: "leaderboard", Columns: append([]render.Column{{Key: "h"}, {Key: "model"}},
		rights("tasks n owa smape mase scrps msis in80 in95 skill p set")...)}
	name := named(cases)
	rows := backtest.Leaderboard(cases, backtest.Against{Default: def, Seed: f.seed}, f.byHorizon)
	for _, s := range rows {
		t.Rows = append(t.Rows, []any{aheadName(s.H), name(s.Model, s.Information), s.Tasks, s.N, rounded(s.OWA, 3), rounded(s.SMAPE, 2), rounded(s.MASE, 3),
			rounded(s.SCRPS, 3), rounded(s.MSIS, 2), rounded(s.Cover80, 3), rounded(s.Cover95, 3), rounded(s.Skill, 3), rounded(s.P, 3), rounded(s.InSet, 2)})
	}
	t.About = []render.Field{{Key: "measure", Text: p.about}, {Key: "figures", Text: p.from},
		{Key: "forecasts", Text: fmt.Sprintf("%s, from %s, up to %d years ahead", countriesText(p.countries()), originsText(cases), f.options.Horizon)},
		{Key: "default", Text: def + plainly(rows, def)}}
	for _, s := range rows {
		if p.calibrates(s.Model) {
			t.About = append(t.About, render.Field{Key: "calibrated", Text: s.Model + ": " + lateCalibration})
			break
		}
	}
	return t
}

// plainly says it where the naive method is not beaten.
func plainly(rows []backtest.Standing, def string) string {
	for _, s := range rows {
		if s.H == 0 && s.Model == def && s.OWA >= 1 && def != backtest.NaiveModel {
			return "; its medians are no better than \"no change\" here"
		}
	}
	return ""
}

func countriesText(n int) string {
	if n == 1 {
		return "1 country"
	}
	return fmt.Sprintf("%d countries", n)
}

// richest returns the richest information set that there are cases of.
func richest(cases []backtest.Case) string {
	best := pipeline.History
	for _, c := range cases {
		if info, err := pipeline.ParseInformation(c.Information); err == nil {
			best = max(best, info)
		}
	}
	return best.String()
}

// originsText says from which years forecasts were made.
func originsText(cases []backtest.Case) string {
	seen := map[data.Year]bool{}
	first, last := cases[0].Origin, cases[0].Origin
	for _, c := range cases {
		seen[c.Origin] = true
		first, last = min(first, c.Origin), max(last, c.Origin)
	}
	if len(seen) == 1 {
		return fmt.Sprint(int(first))
	}
	return fmt.Sprintf("%d origins between %d and %d", len(seen), first, last)
}

func (f *backtestFlags) calibration(p *trial, cases []backtest.Case) render.Table {
	t := render.Table{Name: "calibration", Columns: append([]render.Column{{Key: "model"}, {Key: "h"}}, rights("n in50 in80 se80 in95")...)}
	t.Columns = append(t.Columns, render.Column{Key: "pit", Wide: true})
	if len(f.tables) == 1 && slices.ContainsFunc(cases, func(c backtest.Case) bool { return p.calibrates(c.Model) }) {
		t.About = []render.Field{{Key: "calibrated", Text: lateCalibration}}
	}
	if len(f.tables) > 1 { // beside the leaderboard the default is enough
		t.About = []render.Field{{Key: "nominal", Text: "in50 0.50, in80 0.80, in95 0.95; pit: share of outcomes in each tenth, 0.10"}}
	}
	name := named(cases)
	for _, r := range backtest.Calibration(cases) {
		if len(f.tables) > 1 && r.Model != f.byDefault(p) {
			continue
		}
		var pit []string
		for _, v := range r.PIT {
			pit = append(pit, fmt.Sprintf("%.2f", v))
		}
		t.Rows = append(t.Rows, []any{name(r.Model, r.Information), aheadName(r.H), r.N, rounded(r.Cover50, 3), rounded(r.Cover80, 3), rounded(r.SE80, 3),
			rounded(r.Cover95, 3), strings.Join(pit, " ")})
	}
	return t
}

func (f *backtestFlags) missesTable(p *trial, cases []backtest.Case) render.Table {
	t := render.Table{Name: "misses", Columns: append([]render.Column{{Key: "miss"}, {Key: "model"}}, rights("origin actual median lo80 hi80")...)}
	value := func(v float64) any {
		if p.share {
			return render.Share(v)
		}
		return v
	}
	name := named(cases)
	for _, c := range backtest.Misses(cases, f.byDefault(p), richest(cases), f.misses) {
		t.Rows = append(t.Rows, []any{missText(c, p.share), name(c.Model, c.Information), int(c.Origin), value(c.Actual), value(c.Median), value(c.Lo80), value(c.Hi80)})
	}
	return t
}

// missText writes "POL 2022: +1.6 points, h=2".
func missText(c backtest.Case, share bool) string {
	if share {
		return fmt.Sprintf("%s %d: %+.1f points, h=%d", c.Country, c.Year, 100*c.Error(), c.H)
	}
	return fmt.Sprintf("%s %d: %+.4g, h=%d", c.Country, c.Year, c.Error(), c.H)
}

// casesTable has the columns that other programs rely on.
func casesTable(cases []backtest.Case) render.Table {
	t := render.Table{Name: "cases", Columns: append([]render.Column{{Key: "country"}, {Key: "measure"}, {Key: "model"}, {Key: "information"}},
		rights("origin h year actual mean median lo80 hi80 lo95 hi95 crps")...)}
	for _, c := range cases {
		t.Rows = append(t.Rows, []any{c.Country, c.Measure, c.Model, c.Information, int(c.Origin), c.H, int(c.Year),
			c.Actual, c.Mean, c.Median, c.Lo80, c.Hi80, c.Lo95, c.Hi95, c.CRPS})
	}
	return t
}
