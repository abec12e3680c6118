package pipeline

import (
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/backtest"
)

// Evidence returns the cases of a replay in the shape of package backtest, to be
// pooled and scored with others. Their Origin is the year at whose end the
// forecast was made, from which H counts: the last value known is often of the
// year before.
func (r *Replay) Evidence() []backtest.Case {
	out := make([]backtest.Case, 0, len(r.Cases))
	for _, c := range r.Cases {
		out = append(out, backtest.Case{Country: r.Config.Country, Measure: r.Measure.ID, Model: r.Config.Model, Information: c.Information.String(),
			Origin: data.Year(c.AsOf.Year), H: c.H, Year: c.Year, Actual: c.Actual, Naive: c.Naive, Scale: c.Scale}.Score(c.Dist))
	}
	return out
}
