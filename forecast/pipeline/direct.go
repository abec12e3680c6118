package pipeline

import (
	"fmt"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/burden"
	"github.com/defcast/defcast/forecast/model"
)

// alternate gives every second path over to the share itself, forecast as one series by
// the same method, from the first year whose spending is not announced on: an
// equal linear pool of the two-part and the direct model, whose paths stay joint
// futures. Spending is then what share and GDP make of it.
//
// Equal, because the evidence is divided. In mean CRPS as a share of the
// outcome, at horizons 1 to 3 from the ends of 2008 to 2024 by past values only,
//
//	              two-part  direct  equal pool   cases
//	SIPRI, WEO      0.084   0.070     0.073       938   (22 countries)
//	Japan, as-of    0.076   0.091     0.082        54   (mod and mod-excl)
//
// for the method pool of naive and drift; the others agree.
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
