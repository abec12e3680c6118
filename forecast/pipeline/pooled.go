package pipeline

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat"

	"github.com/defcast/defcast/data"
)

// Pooled is the replays of many measures, of which the averages say more than
// those of one country and its one history.
type Pooled struct {
	Config   Config // of every forecast; Country and Measure are empty
	From, To data.Year
	Horizon  int
	Replays  []*Replay // in the order of countries and measures
	Skipped  []error   // measures of which nothing could be scored, and why
}

// RerunAll replays the measures of countries, or the one that cfg names. The
// measures that fix an edition or a GDP are left out where all are taken: they
// are the same money again.
//
// Countries may be given several times; it returns an error where nothing could
// be scored.
func RerunAll(cfg Config, facts data.Facts, countries []string, from, to data.Year, horizon int) (*Pooled, error) {
	p := &Pooled{Config: cfg, From: from, To: to, Horizon: horizon}
	var replays []*Replay
	for _, country := range slices.Compact(slices.Sorted(slices.Values(countries))) {
		for _, m := range facts.MeasuresOf(country) {
			c := cfg
			c.Country = country
			if cfg.Measure == "" && again(m) || cfg.Measure != "" && cfg.Measure != m.ID {
				continue
			}
			if c.Measure == "" {
				c.Measure = m.ID
			}
			c, m, err := resolve(c, facts)
			if err != nil {
				return nil, err
			}
			replays = append(replays, &Replay{Config: c, Measure: m, From: from, To: to, Horizon: horizon})
		}
	}
	p.run(replays, facts)
	if len(p.Replays) == 0 {
		reason := fmt.Errorf("no country has the measure %q", cfg.Measure)
		if len(p.Skipped) > 0 {
			reason = p.Skipped[0]
		}
		return nil, fmt.Errorf("replay from %d to %d: nothing could be scored: %w", from, to, reason)
	}
	return p, nil
}

// again is true of a measure whose amounts are those of another, over another
// edition or a fixed GDP.
func again(m data.Measure) bool {
	d := m.Denominator
	return d.Kind == data.Frozen || d.Kind == data.Outlook || strings.Contains(m.Numerator, "@") || strings.Contains(d.Series, "@")
}

// run replays several measures at once; what was known at each year end is put
// together once for all.
func (p *Pooled) run(replays []*Replay, facts data.Facts) {
	var ends []knowledge
	for y := p.From; y <= p.To; y++ {
		ends = append(ends, knownAt(facts, y))
	}
	parallel(len(replays), func(k int) {
		for i, known := range ends {
			replays[k].at(p.From+data.Year(i), facts, known)
		}
	})
	for _, r := range replays {
		if err := r.nothing(); err != nil {
			p.Skipped = append(p.Skipped, fmt.Errorf("%s: %w", r.Config.Country, err))
			continue
		}
		p.Replays = append(p.Replays, r)
	}
}

// PooledScore is the average over the cases of all replays.
type PooledScore struct {
	Information  Information
	H            int // 0: all horizons together
	N, Countries int
	// CRPS is in shares of the outcome, so that 1 % and 5 % of GDP count alike.
	CRPS       float64
	Coverage80 float64
	// SE is the standard error of Coverage80 if cases hang together within a
	// country and are independent between: horizons overlap, and one rise is
	// missed from several origins.
	SE    float64
	Skill float64 // 1 - CRPS/CRPS of history
	// Differ counts the cases in which the set knew more than history.
	Differ int
}

// Scores averages the cases of all replays by information set, over all
// horizons (H 0) and at each.
func (p *Pooled) Scores() []PooledScore {
	var out []PooledScore
	for h := 0; h <= p.Horizon; h++ {
		var history float64
		for info := History; info <= Plan; info++ {
			s := p.average(info, h)
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

func (p *Pooled) average(info Information, h int) PooledScore {
	s := PooledScore{Information: info, H: h}
	var crps, hits []float64
	within := map[string][]float64{} // by country
	for _, r := range p.Replays {
		for _, c := range r.Cases {
			if c.Information != info || h != 0 && c.H != h {
				continue
			}
			hit := c.hit()
			crps, hits = append(crps, c.CRPS/c.Actual), append(hits, hit)
			within[r.Config.Country] = append(within[r.Config.Country], hit)
			if c.Knew > History {
				s.Differ++
			}
		}
	}
	if s.N, s.Countries = len(hits), len(within); s.N > 0 {
		s.CRPS, s.Coverage80 = stat.Mean(crps, nil), stat.Mean(hits, nil)
		s.SE = clustered(within, s.Coverage80, s.N)
	}
	return s
}

// clustered returns the standard error of a mean m of n values that hang
// together within clusters,
//
//	√( G/(G-1) · Σ_g (Σ_i (x[gi]-m))² ) / n.
func clustered(within map[string][]float64, m float64, n int) float64 {
	var squares []float64
	for _, key := range sortedKeys(within) {
		sum := 0.0
		for _, x := range within[key] {
			sum += x - m
		}
		squares = append(squares, sum*sum)
	}
	g := float64(len(squares))
	if g < 2 {
		return math.NaN()
	}
	return math.Sqrt(g/(g-1)*stat.Mean(squares, nil)*g) / float64(n)
}

func sortedKeys(m map[string][]float64) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
