package pipeline

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/target"
)

// lasting is how many years after the last deadline a [Matrix] looks by
// default: to see whether what is met is kept.
const lasting = 3

// ErrNoPledge is wrapped by [Targets] where a country made none and was asked
// for none.
var ErrNoPledge = errors.New("no pledge is on record")

// Matrix is how a country stands to its pledges: each pledge on each measure,
// whichever the pledge was made on, now and in the futures of each information
// set.
type Matrix struct {
	Config      Config // as asked, with defaults filled in
	CountryName string
	AsOf        data.Date // the day whose knowledge it rests on
	Measures    []data.Measure
	Cells       []Cell   // by pledge, then measure
	Rulers      []string // where one amount of money is several shares: which and why
	Skipped     []error  // what could not be answered, and why
}

// Cell is one pledge on one measure.
type Cell struct {
	Pledge  data.Pledge
	InForce bool
	Measure data.Measure
	Own     bool // the pledge is defined on the measure
	Record  target.Record
	// Missing is the gap in money: Record.Gap of what the measure divides by in
	// the year of the record. NaN where the ratio is published as one.
	Missing float64
	Unit    data.Unit // of Missing and of the futures' spending
	Sets    []SetChances
}

// SetChances is what the futures of an information set hold for a cell.
type SetChances struct {
	Information Information
	Origin      data.Year // the year before the first of Chances
	target.Chances
	// Growth is what reaches the level at the deadline as likely as not; nil where
	// GrowthErr says why there is none.
	Growth    *target.Growth
	GrowthErr error
}

// Due returns the probabilities that the level holds in the year of the deadline
// and that it was reached by then; false where there is no deadline or it is not
// among the futures.
func (s SetChances) Due(by data.Year) (in, reached float64, ok bool) {
	h := int(by - s.Origin)
	if by == 0 || h < 1 || h > len(s.Met) {
		return 0, 0, false
	}
	return s.Met[h-1], s.By[h-1], true
}

// Targets answers how a country stands to pledges, by default all that were
// made or asked of it, on the measure of cfg or, where it names none, on every
// measure. A zero Through means three years after the last deadline. Futures are
// those of [Run] with the same Config, those of cfg.Information and of poorer sets.
//
// It returns what Run returns for a Config that it refuses, and [ErrNoPledge]
// where there is none. A measure without a forecast keeps its record; one without a
// value is left out, and the reason is the error where none is left.
func Targets(cfg Config, facts data.Facts, pledges ...data.Pledge) (*Matrix, error) {
	if len(pledges) == 0 {
		pledges = slices.DeleteFunc(slices.Clone(facts.AsOf(cfg.AsOf).Pledges), func(p data.Pledge) bool { return p.Country != cfg.Country })
	}
	if cfg.Through == 0 {
		cfg.Through = horizon(pledges)
	}
	asked := cfg
	cfg, m, err := resolve(cfg, facts)
	if err != nil {
		return nil, err
	}
	if len(pledges) == 0 {
		return nil, fmt.Errorf("%s: %w", data.CountryName(cfg.Country), ErrNoPledge)
	}
	facts = facts.AsOf(cfg.AsOf)
	x := &Matrix{Config: cfg, CountryName: data.CountryName(cfg.Country), AsOf: today(cfg, facts), Measures: []data.Measure{m}}
	if asked.Measure == "" { // each by its own default method
		x.Config.Measure, x.Config.Model = "", asked.Model
		x.Measures = facts.MeasuresOf(cfg.Country)
	}
	pledges = x.sorted(pledges)
	columns := make([][]Cell, len(x.Measures))
	for i, m := range x.Measures {
		columns[i] = x.column(m, facts, pledges)
	}
	for i := range pledges {
		for _, c := range columns {
			if len(c) > 0 {
				x.Cells = append(x.Cells, c[i])
			}
		}
	}
	if len(x.Cells) == 0 {
		return nil, x.Skipped[0]
	}
	x.Rulers = rulers(x.Measures, facts, x.AsOf)
	return x, nil
}

// horizon is the year to look to.
func horizon(pledges []data.Pledge) data.Year {
	last := DefaultThrough
	for _, p := range pledges {
		last = max(last, p.By)
	}
	return min(last+lasting, MaxThrough)
}

// inForce reports whether a pledge stands. One that nobody announced is a
// question of the day.
func (x *Matrix) inForce(p data.Pledge) bool { return p.Announced.IsZero() || p.InForce(x.AsOf) }

// sorted puts what is in force first, then what the country promised before what
// others asked, then the earlier deadline, none last.
func (x *Matrix) sorted(pledges []data.Pledge) []data.Pledge {
	out := slices.Clone(pledges)
	rank := func(p data.Pledge) (past, by int) {
		if !x.inForce(p) {
			past = 1
		}
		if by = int(p.By); by == 0 {
			by = int(MaxThrough) + 1
		}
		return past, by
	}
	slices.SortStableFunc(out, func(a, b data.Pledge) int {
		pastA, byA := rank(a)
		pastB, byB := rank(b)
		return cmp.Or(pastA-pastB, int(a.Kind)-int(b.Kind), byA-byB, cmp.Compare(a.ID, b.ID))
	})
	return out
}

// column answers all pledges on one measure; none where it has no value.
func (x *Matrix) column(m data.Measure, facts data.Facts, pledges []data.Pledge) []Cell {
	r, err := facts.Ratio(m)
	if err != nil {
		x.skip(err)
		return nil
	}
	cfg := x.Config
	cfg.Measure, cfg.Model = m.ID, cmp.Or(cfg.Model, DefaultMethod(m, facts))
	sets, _, err := inform(cfg, m, facts)
	if err != nil { // the record is an answer without a forecast
		x.skip(fmt.Errorf("no futures of measure %s: %w", m.ID, err))
	}
	var cells []Cell
	for _, p := range pledges {
		l := target.Level{Share: p.Level, Cap: p.Kind == data.Cap}
		c := Cell{Pledge: p, InForce: x.inForce(p), Measure: m, Own: p.Measure == m.ID}
		var ok bool
		if c.Record, ok = target.Stand(l, r); !ok {
			x.skip(fmt.Errorf("measure %s: no value", m.ID))
			return nil
		}
		c.Missing, c.Unit = inMoney(c.Record.Gap, r, c.Record.Year, m, facts)
		for _, s := range sets {
			if s.information <= cfg.Information {
				c.Sets = append(c.Sets, s.chances(l, p.By))
			}
		}
		cells = append(cells, c)
	}
	return cells
}

// skip keeps each reason once.
func (x *Matrix) skip(err error) {
	if !slices.ContainsFunc(x.Skipped, func(e error) bool { return e.Error() == err.Error() }) {
		x.Skipped = append(x.Skipped, err)
	}
}

// inMoney returns what a gap of the ratio in a year is in the numerator's unit.
func inMoney(gap float64, r data.Series, y data.Year, m data.Measure, facts data.Facts) (float64, data.Unit) {
	share, _ := r.At(y)
	num, ok := facts.Panel.Edition(m.Numerator)
	v, known := num.At(y)
	if !ok || !known || num.Unit.Kind != data.Money {
		return math.NaN(), num.Unit
	}
	return gap * v / share, num.Unit
}

// goals returns the futures as goals are asked of them.
func (s set) goals() target.Futures {
	q := s.question
	before, _ := q.ratio.At(q.ratio.End())
	spent, _ := q.spend.Series.At(q.ratio.End())
	return target.Futures{Origin: q.ratio.End(), Before: before, SpendBefore: spent, Unit: q.spend.Series.Unit,
		Share: s.futures.share, Spend: s.futures.spend}
}

// chances asks the futures of a set about a level.
func (s set) chances(l target.Level, by data.Year) SetChances {
	f := s.goals()
	c := SetChances{Information: s.information, Origin: f.Origin, Chances: f.Ask(l)}
	if by == 0 {
		c.GrowthErr = errors.New("the pledge has no deadline")
		return c
	}
	g, err := f.Growth(l, by, 0.5)
	if c.GrowthErr = err; err == nil {
		c.Growth = &g
	}
	return c
}

// rulers says, for each amount of money that the measures count, what share it is
// by which measure of the country, in the newest year that is over and that two of
// them have.
func rulers(measures []data.Measure, facts data.Facts, day data.Date) []string {
	var says, done []string
	for _, m := range measures {
		num, ok := facts.Panel.Edition(m.Numerator)
		if slices.Contains(done, m.Numerator) || !ok || num.Unit.Kind != data.Money {
			continue
		}
		done = append(done, m.Numerator)
		for y := num.End(); y >= num.Start; y-- {
			v, ok := num.At(y)
			if is := shares(m, y, facts); ok && num.Basis.Ends(y).By(day) && len(is) > 1 {
				says = append(says, fmt.Sprintf("%s of %s are %s.", amount(v, num.Unit), num.Basis.Label(y), strings.Join(is, ", ")))
				break
			}
		}
	}
	return says
}

// shares writes what the numerator of a measure is in a year by each measure of
// the country that divides it.
func shares(by data.Measure, y data.Year, facts data.Facts) []string {
	var is []string
	for _, m := range facts.MeasuresOf(by.Country) {
		if m.Numerator != by.Numerator {
			continue
		}
		r, err := facts.Ratio(m)
		if v, ok := r.At(y); err == nil && ok {
			is = append(is, fmt.Sprintf("%.2f %% of %s (%s)", 100*v, m.Denominator.Label, m.ID))
		}
	}
	return is
}
