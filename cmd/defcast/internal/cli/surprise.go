package cli

import (
	"errors"
	"fmt"
	"slices"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/ledger"
	"github.com/defcast/defcast/forecast/pipeline"
)

// tellApart answers replay --errors.
func (f *replayFlags) tellApart(a *app, r *pipeline.Replay, facts data.Facts) error {
	all, skipped := r.Surprises(facts)
	for _, err := range skipped {
		a.say("left out: %v", err)
	}
	if len(all) == 0 {
		return fmt.Errorf("replay %s: no error can be told apart: no budget or outlook of the years forecast is on record (want a measure with budget stages)", r.Measure.ID)
	}
	return f.output.table(a, traced(surpriseTable("replay-errors", aboutReplay(r), all, f.cases), facts))
}

// tellAllApart answers replay --errors of several countries.
func (f *replayFlags) tellAllApart(a *app, p *pipeline.Pooled, facts data.Facts) error {
	all, skipped := p.Surprises(facts)
	for _, err := range skipped {
		a.say("left out: %v", err)
	}
	if len(all) == 0 {
		return errors.New("replay: no error can be told apart: no budget or outlook of the years forecast is on record (want measures with budget stages)")
	}
	return f.output.table(a, traced(surpriseTable("replay-errors", aboutPooled(p), all, f.cases), facts))
}

// tellApart answers ledger score --errors.
func (f *judgeFlags) tellApart(a *app, sheet *ledger.Sheet) error {
	all := sheet.Splits()
	if len(all) == 0 {
		return errors.New("score: no error can be told apart (want, of one forecaster, forecasts of a year from before and from within it)")
	}
	return f.output.table(a, withoutColumn(surpriseTable("ledger-errors", nil, all, f.cases), "information"))
}

// surpriseTable lists errors in percent, their two parts beside the whole.
func surpriseTable(name string, about []render.Field, all []pipeline.Surprise, cases bool) render.Table {
	about = append(about, render.Field{Key: "errors", Text: "100 log(forecast/outcome), positive where the forecast was too high"},
		render.Field{Key: "policy", Text: "what was announced of the year since"},
		render.Field{Key: "technical", Text: "how what was announced turned out; case by case policy and technical add up to the error"})
	t := render.Table{Name: name, About: about}
	if cases {
		t.Name, t.Columns = name+"-cases", narrow("as_of information >h >year >forecast >informed >actual >policy >technical >error")
		for _, s := range all {
			t.Rows = append(t.Rows, []any{s.AsOf.String(), s.Information.String(), s.H, int(s.Year), rounded(s.Forecast, 6), rounded(s.Informed, 6), rounded(s.Actual, 6),
				hundred(s.Policy), hundred(s.Technical), hundred(s.Total())})
		}
		return t
	}
	t.Columns = narrow("h information >n >mae >mae_policy >mae_technical >rmse >rmse_policy >rmse_technical >bias >bias_policy >bias_technical")
	for _, s := range pipeline.ScoreSurprises(all) {
		row := []any{s.H, s.Information.String(), s.N}
		for _, of := range []func(pipeline.Spread) float64{mae, rmse, bias} {
			row = append(row, hundred(of(s.Total)), hundred(of(s.Policy)), hundred(of(s.Technical)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// withoutColumn removes a column that says nothing.
func withoutColumn(t render.Table, key string) render.Table {
	i := slices.IndexFunc(t.Columns, func(c render.Column) bool { return c.Key == key })
	t.Columns = slices.Delete(t.Columns, i, i+1)
	for j, row := range t.Rows {
		t.Rows[j] = slices.Delete(row, i, i+1)
	}
	return t
}

func mae(s pipeline.Spread) float64  { return s.MAE }
func rmse(s pipeline.Spread) float64 { return s.RMSE }
func bias(s pipeline.Spread) float64 { return s.Bias }

// hundred scales a logarithm to what reads as percent.
func hundred(v float64) float64 { return rounded(100*v, 2) + 0 } // no -0
