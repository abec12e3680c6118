package panel

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Member is the record of one member: X[i] is the logarithm of its value in
// year Start+i, NaN where it is missing.
type Member struct {
	Start int
	X     []float64
}

// at returns the logarithm of a year, NaN if there is none.
func (m Member) at(year int) float64 {
	if i := year - m.Start; i >= 0 && i < len(m.X) {
		return m.X[i]
	}
	return math.NaN()
}

// until returns the record up to a year.
func (m Member) until(end int) Member {
	m.X = m.X[:min(max(end-m.Start+1, 0), len(m.X))]
	return m
}

// The regressors, in the order of [Law.Coef].
const (
	Momentum  = iota // ρ: the last change, within ±Limit
	Reversion        // κ: the distance to the member's own mean
	Level            // λ: the distance to the members' mean
	Common           // γ: the members' mean change
	regressors
)

// Limit bounds the change that counts as momentum: a jump by more than a third
// is a war or a new definition, and is not continued in proportion.
const Limit = 0.3

// The members that a year needs for its mean to be used, and the share of them
// cut off at either end of the mean.
const (
	sectionSize = 5
	trim        = 0.2
)

// row is one change to be explained.
type row struct {
	member   int
	year     int // the year that d leads to
	d        float64
	z        [regressors]float64
	variance float64 // of its error, as known the year before
	record   int     // changes of the member before this one
}

// year is the cross-section of one year; zero members where it is not used.
type year struct {
	level, change float64 // X and g
	levels        int     // members that they are means of
	changes       int
}

// sections holds the cross-sections of consecutive years.
type sections struct {
	start int
	years []year
}

func (s sections) at(y int) year {
	if i := y - s.start; i >= 0 && i < len(s.years) {
		return s.years[i]
	}
	return year{}
}

// crossSections returns the trimmed means of each year up to end.
func crossSections(members []Member, end int) sections {
	start := end
	for _, m := range members {
		start = min(start, m.Start)
	}
	s := sections{start: start, years: make([]year, end-start+1)}
	var levels, changes []float64
	for i := range s.years {
		levels, changes = levels[:0], changes[:0]
		for _, m := range members {
			x, before := m.at(start+i), m.at(start+i-1)
			if !math.IsNaN(x) {
				levels = append(levels, x)
			}
			if !math.IsNaN(x - before) {
				changes = append(changes, x-before)
			}
		}
		s.years[i] = year{trimmedMean(levels), trimmedMean(changes), len(levels), len(changes)}
	}
	return s
}

// trimmedMean sorts v and returns the mean of its middle, 0 where there are
// too few.
func trimmedMean(v []float64) float64 {
	if len(v) < sectionSize {
		return 0
	}
	slices.Sort(v)
	cut := int(trim * float64(len(v)))
	return stat.Mean(v[cut:len(v)-cut], nil)
}

// regressors returns z for the change after a year, in which m has a value
// whose mean up to then is mean.
func (s sections) regressors(m Member, y int, mean float64) (z [regressors]float64) {
	x, section := m.at(y), s.at(y)
	if d := x - m.at(y-1); !math.IsNaN(d) {
		z[Momentum] = max(-Limit, min(d, Limit))
	}
	z[Reversion] = mean - x
	if section.levels >= sectionSize {
		z[Level] = section.level - x
	}
	if section.changes >= sectionSize {
		z[Common] = section.change
	}
	return z
}

// rows returns the changes of all members from values a year apart, member by
// member and year by year.
func (s sections) rows(members []Member) []row {
	var all []row
	for c, m := range members {
		sum, n, record := 0.0, 0.0, 0
		for i, x := range m.X {
			if math.IsNaN(x) {
				continue
			}
			sum += x
			n++
			y := m.Start + i
			if d := m.at(y+1) - x; !math.IsNaN(d) {
				all = append(all, row{member: c, year: y + 1, d: d, z: s.regressors(m, y, sum/n), record: record})
				record++
			}
		}
	}
	return all
}
