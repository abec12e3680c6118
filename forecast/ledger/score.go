package ledger

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
	"github.com/defcast/defcast/forecast/score"
)

// Case is one forecast of one year that has come true.
type Case struct {
	Forecaster  string // "defcast" of entries
	ID          string // of the entry
	Information string // of the entry's set
	Country     string
	Measure     string
	Made        data.Date
	Year        data.Year
	H           int // years from that of Made
	// Hindsight is true where the entry was recorded after the year had ended.
	Hindsight  bool
	Value      float64 // the median or the point
	Lo80, Hi80 float64 // NaN where there are none
	Actual     float64 // on the ruler of the day, in the unit of Value
	Last       float64 // the last value known, NaN where there was none
	WIS        float64
	Interval   bool
	began      data.Date // the first day of the year
}

// In80 reports whether the outcome lies in the 80 % interval.
func (c Case) In80() bool {
	slack := 1e-9 * c.Actual // what was certain is met to the digits kept
	return c.Lo80-slack <= c.Actual && c.Actual <= c.Hi80+slack
}

// Sheet is what came of forecasts.
type Sheet struct {
	Cases   []Case
	Pending []Case  // those whose year is not on record yet; Actual is NaN
	Skipped []error // those that are no forecast: the year was known
}

// Judge scores entries and claims by the facts of today.
//
// It returns a [*data.SyntaxError] for a claim about a country or measure that
// there is not, or whose value cannot be one of its unit.
func Judge(entries []Entry, claims []Claim, facts data.Facts) (*Sheet, error) {
	s := &Sheet{}
	for _, e := range entries {
		if err := s.entry(e, facts); err != nil {
			s.Skipped = append(s.Skipped, fmt.Errorf("%s: %w", e.ID, err))
		}
	}
	rulers := map[string]pipeline.Ruler{} // to make one takes a look at all facts
	for _, c := range claims {
		key := fmt.Sprint(c.Country, c.Measure, c.Made)
		r, ok := rulers[key]
		if !ok {
			var err error
			if r, err = pipeline.NewRuler(c.Country, c.Measure, c.Made, facts); err != nil {
				return nil, c.fault(err)
			}
			rulers[key] = r
		}
		if err := c.check(r, facts); err != nil {
			return nil, c.fault(err)
		}
		s.claim(c, r, facts)
	}
	return s, nil
}

// fault says where a claim stands that cannot be meant.
func (c Claim) fault(err error) error {
	if c.at.line == 0 {
		return fmt.Errorf("%s of %s %d: %w", c.Forecaster, c.Country, c.Year, err)
	}
	return &data.SyntaxError{File: c.at.file, Line: c.at.line, Msg: err.Error() + caret(c.at.row, c.at.line, 1)}
}

// check refuses a share that nobody can mean: percent without its sign.
func (c Claim) check(r pipeline.Ruler, facts data.Facts) error {
	share := r.Unit(facts).Kind == data.Share
	if share && c.Value > 0.6 {
		return fmt.Errorf("a share of %s (want a fraction, or a percentage with its sign: %s%%)", c.text, c.text)
	}
	if !share && c.percent {
		return fmt.Errorf("%s of what is no share but %s", c.text, r.Unit(facts))
	}
	return nil
}

func (s *Sheet) claim(c Claim, r pipeline.Ruler, facts data.Facts) {
	k := Case{Forecaster: c.Forecaster, Country: c.Country, Measure: c.Measure, Made: c.Made, Year: c.Year, H: int(c.Year) - c.Made.Year,
		Value: c.Value, Lo80: c.Lo80, Hi80: c.Hi80, Last: r.Last}
	q, p := []float64{c.Value}, []float64{0.5}
	if !math.IsNaN(c.Lo80) {
		k.Interval = true
		q, p = []float64{c.Lo80, c.Value, c.Hi80}, []float64{0.1, 0.5, 0.9}
	}
	s.add(k, q, p, r, facts)
}

func (s *Sheet) entry(e Entry, facts data.Facts) error {
	r, err := e.ruler(facts)
	if err != nil {
		return err
	}
	made, err := data.ParseDate(e.AsOf)
	if err != nil {
		return err
	}
	recorded, err := data.ParseDate(e.Recorded)
	if err != nil {
		return err
	}
	for _, set := range e.Sets {
		for _, y := range set.Years {
			q := make([]float64, len(Levels))
			for i, v := range y.Quantiles {
				q[i] = float64(v)
			}
			year := data.Year(y.Year)
			s.add(Case{Forecaster: "defcast", ID: e.ID, Information: set.Information, Country: e.Country, Measure: e.Measure, Made: made, Year: year,
				H: int(year) - made.Year, Hindsight: r.Measure.Basis.Ends(year).By(recorded), Value: q[median], Lo80: q[1], Hi80: q[5],
				Last: r.Last, Interval: true}, q, Levels, r, facts)
		}
	}
	return nil
}

// add scores a case or sets it aside.
func (s *Sheet) add(c Case, q, p []float64, r pipeline.Ruler, facts data.Facts) {
	if r.Origin != 0 && c.Year <= r.Origin {
		s.Skipped = append(s.Skipped, fmt.Errorf("%s, %s %s of %d: the outcome was known by %s", c.Forecaster, c.Country, c.Measure, c.Year, c.Made))
		return
	}
	var ok bool
	if c.Actual, ok = r.Outturn(c.Year, facts); !ok {
		c.Actual = math.NaN()
		s.Pending = append(s.Pending, c)
		return
	}
	c.WIS = wis(q, p, c.Actual)
	c.began = r.Measure.Basis.FirstMonth(c.Year)
	c.began.Day = 1
	s.Cases = append(s.Cases, c)
}

// wis is the weighted interval score of quantiles that lie symmetric about the
// median, see the package comment.
func wis(q, p []float64, y float64) float64 {
	k := len(q) / 2
	total := 0.5 * math.Abs(y-q[k])
	for i := range k {
		alpha := 2 * p[i]
		total += alpha / 2 * score.Winkler(q[i], q[len(q)-1-i], alpha, y)
	}
	return total / (float64(k) + 0.5)
}

// AllHorizons stands for the horizon of a score over all cases.
const AllHorizons = math.MinInt

// Score is the average over cases of one forecaster and measure. Errors are
// shares of the outcome.
type Score struct {
	Forecaster  string
	Information string
	Measure     string
	H           int // AllHorizons: all together
	N           int
	Bias        float64 // mean of value/actual - 1
	MAE         float64 // mean of |value/actual - 1|
	WIS         float64 // mean of WIS/actual
	Coverage80  float64 // NaN where no intervals were given
	NoChange    float64 // mean of |last/actual - 1| of the cases that have a last value
	Skill       float64 // 1 - WIS/NoChange over those
}

// Scores averages cases by forecaster, information set, measure and horizon, all
// horizons first. Cases recorded with hindsight are left out: they are no test.
func (s *Sheet) Scores() []Score {
	type group struct {
		forecaster, information, measure string
		h                                int
	}
	cases := map[group][]Case{}
	for _, c := range s.Cases {
		if c.Hindsight {
			continue
		}
		for _, h := range []int{AllHorizons, c.H} {
			g := group{c.Forecaster, c.Information, c.Measure, h}
			cases[g] = append(cases[g], c)
		}
	}
	var out []Score
	for g, list := range cases {
		x := average(list)
		x.Forecaster, x.Information, x.Measure, x.H = g.forecaster, g.information, g.measure, g.h
		out = append(out, x)
	}
	slices.SortFunc(out, func(a, b Score) int {
		return cmp.Or(cmp.Compare(a.Forecaster, b.Forecaster), cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Information, b.Information), cmp.Compare(a.H, b.H))
	})
	return out
}

// average sums in the order of the cases.
func average(list []Case) Score {
	x := Score{N: len(list)}
	var in, with, based, own float64
	for _, c := range list {
		x.Bias += (c.Value/c.Actual - 1) / float64(x.N)
		x.MAE += math.Abs(c.Value/c.Actual-1) / float64(x.N)
		x.WIS += c.WIS / c.Actual / float64(x.N)
		if c.Interval {
			with++
			if c.In80() {
				in++
			}
		}
		if !math.IsNaN(c.Last) {
			based++
			own += c.WIS / c.Actual
			x.NoChange += math.Abs(c.Last/c.Actual - 1)
		}
	}
	x.Coverage80 = in / with
	x.Skill = 1 - own/x.NoChange
	x.NoChange /= based
	return x
}
