package source

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/defcast/defcast/data"
)

// Aggregate says how the months or quarters of a year become its one value.
// The zero value is the mean: right for what FRED and the OECD mostly keep
// (levels at annual rates, indices, rates), wrong for flows that are not at
// annual rates, which want the sum.
type Aggregate uint8

// The rules.
const (
	Mean Aggregate = iota // of the periods there are
	Sum                   // of a whole year; a part of one gives nothing
	Last                  // the value of the last period
)

var aggregateNames = [...]string{"mean", "sum", "last"}

// String returns the name the command line uses.
func (a Aggregate) String() string { return aggregateNames[a] }

// ParseAggregate reads a name as [Aggregate.String] writes it.
func ParseAggregate(name string) (Aggregate, error) {
	for i, n := range aggregateNames {
		if n == name {
			return Aggregate(i), nil
		}
	}
	return 0, fmt.Errorf("bad rule %q (want %s)", name, strings.Join(aggregateNames[:], ", "))
}

// period is a time inside a year: which of so many.
type period struct {
	year   data.Year
	index  int // 0 for the first
	inYear int // 1, 2, 4 or 12
}

// parsePeriod reads the ISO 8601 and SDMX forms: 2024, 2024-S1, 2024-Q3,
// 2024-M07, 2024-07, 2024-07-01.
func parsePeriod(s string) (period, bool) {
	head, rest, cut := strings.Cut(s, "-")
	y, ok := year(head)
	if !ok || !cut {
		return period{year: y, inYear: 1}, ok
	}
	month, day, _ := strings.Cut(rest, "-")
	p := period{year: y, inYear: 12}
	switch strings.ToUpper(rest[:min(len(rest), 1)]) {
	case "S", "H":
		p.inYear, month = 2, rest[1:]
	case "Q":
		p.inYear, month = 4, rest[1:]
	case "M":
		month = rest[1:]
	}
	n, err := strconv.Atoi(month)
	d, errDay := 1, error(nil)
	if day != "" {
		d, errDay = strconv.Atoi(day)
	}
	p.index = n - 1
	return p, err == nil && errDay == nil && n >= 1 && n <= p.inYear && d >= 1 && d <= 31
}

// observation is a value within a year and where it stands.
type observation struct {
	period
	value  float64
	status data.Status
	row    Row
	col    int
}

// annual puts the years of a sub-annual series into a draft. perYear is the
// frequency. A year with periods missing is an estimate under Mean, and is
// said; it is left out under Sum and, if its last period is missing, Last.
func annual(b *builder, d *draft, obs []observation, perYear int, rule Aggregate) error {
	byYear := map[data.Year][]observation{}
	var years []data.Year
	for _, o := range obs {
		if math.IsNaN(o.value) {
			continue
		}
		for _, p := range byYear[o.year] {
			if p.index == o.index {
				return o.row.errorf(o.col, "%s %d, period %d a second time (first in %s)", d.ID, o.year, o.index+1, p.row.place())
			}
		}
		if byYear[o.year] == nil {
			years = append(years, o.year)
		}
		byYear[o.year] = append(byYear[o.year], o)
	}
	for _, y := range years {
		v, st, ok := squeeze(byYear[y], perYear, rule)
		if n := len(byYear[y]); n < perYear {
			b.warn("%s %d: %d of %d periods; %s", d.ID, y, n, perYear, partial(ok))
		}
		if !ok {
			continue
		}
		o := byYear[y][0]
		if err := d.put(y, v, st, o.row, o.col); err != nil {
			return err
		}
	}
	return nil
}

func partial(kept bool) string {
	if kept {
		return "kept as an estimate"
	}
	return "left out"
}

func squeeze(obs []observation, perYear int, rule Aggregate) (v float64, st data.Status, ok bool) {
	whole := len(obs) == perYear
	last := obs[0]
	for _, o := range obs {
		v += o.value
		st = max(st, o.status)
		if o.index > last.index {
			last = o
		}
	}
	switch rule {
	case Sum:
		return v, st, whole
	case Last:
		return last.value, last.status, last.index == perYear-1
	}
	if !whole {
		st = max(st, data.Estimate)
	}
	return v / float64(len(obs)), st, true
}

// frequency returns how many periods a year has, from the months that dates
// fall in when the file does not say: FRED dates a quarter by its first day.
func frequency(obs []observation) int {
	months := map[int]bool{}
	for _, o := range obs {
		if o.inYear != 12 {
			return o.inYear
		}
		months[o.index] = true
	}
	switch {
	case len(months) == 1 && months[0]:
		return 1
	case subset(months, 0, 6):
		return 2
	case subset(months, 0, 3, 6, 9):
		return 4
	}
	return 12
}

func subset(set map[int]bool, of ...int) bool {
	n := 0
	for _, i := range of {
		if set[i] {
			n++
		}
	}
	return n == len(set)
}
