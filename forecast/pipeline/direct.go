package pipeline

import (
	"fmt"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/burden"
	"github.com/defcast/defcast/forecast/model"
)

// alternate gives every second path over to the share itself, forecast as one
// series by the same method, from the first year on whose spending is not
// announced: an equal linear pool of the two-part and the direct model, whose
// paths stay joint futures. Spending is then what share and GDP make of it.
//
// Equal, because the evidence is divided. Mean CRPS as a share of the outcome,
// horizons 1 to 3 from the ends of 2008 to 2024, past values only:
//
//	                           two-part  direct  equal pool  cases
//	SIPRI over WEO     naive      0.089   0.069       0.074    938
//	(22 countries)     drift      0.082   0.074       0.076
//	Japan, as known    naive      0.075   0.090       0.080     54
//	(mod, mod-excl)    drift      0.079   0.092       0.083
//
// Which is better goes by country, in too few independent years to learn weights
// from; the equal pool is never the worst of the three.
func (q *question) alternate(cfg Config, f futures, scale float64, keys []string) (futures, error) {
	m, err := model.New(cfg.Model)
	if err != nil {
		return f, err
	}
	h, k := f.share.H, len(q.spend.Known)
	if k >= h {
		return f, nil
	}
	direct := burden.Half{Series: q.ratio, Model: model.OnLogs(m)}
	anchor := 1.0
	for i := range k {
		anchor = f.share.Step(i + 1).Quantile(0.5)
		direct.Known = append(direct.Known, burden.Known{Year: q.ratio.End() + data.Year(i+1), Value: anchor})
	}
	p, err := direct.Project(h, (cfg.Draws+1)/2, cfg.Seed, keys...)
	if err != nil {
		q.caveats = append(q.caveats, fmt.Errorf("the share is not forecast directly as well: %w", err))
		return f, nil
	}
	share, spend := f.share.Map(same), f.spend.Map(same)
	for i := 1; i < share.N(); i += 2 {
		row, gdp := share.Row(i), f.gdp.Row(i)
		start := 1.0
		if k > 0 {
			start = row[k-1] / anchor
		}
		for j := k; j < h; j++ {
			row[j] = start * p.Paths.Row(i / 2)[j]
			spend.Row(i)[j] = row[j] * gdp[j] / scale
		}
	}
	f.share, f.spend = share, spend
	f.members = append(f.members, q.members(p, direct)...)
	q.note("From %s on, half of the futures follow the share as one series and half spending and GDP apart.",
		q.measure.Basis.Label(q.ratio.End()+data.Year(k+1)))
	return f, nil
}

func same(_ int, v float64) float64 { return v }
