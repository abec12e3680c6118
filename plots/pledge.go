package plots

import (
	"fmt"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// headline returns the pledge that a chart is about, nil if there is none. One
// still to come due is before one past, then one on the report's own measure
// before one on another, then the one due first.
func headline(r *pipeline.Report) *pipeline.PledgeView {
	var best *pipeline.PledgeView
	rank := -1
	for i, p := range r.Pledges {
		n := 0
		if p.By == 0 || p.By > r.Origin {
			n += 2
		}
		if p.SameMeasure {
			n++
		}
		if n > rank {
			best, rank = &r.Pledges[i], n
		}
	}
	return best
}

// step returns the index of a year among the forecasts, or -1.
func step(r *pipeline.Report, y data.Year) int {
	for i, s := range r.Steps {
		if s.Year == y {
			return i
		}
	}
	return -1
}

// finding is a headline made from the numbers: where the median is when the
// pledge is due, or at the end, and how that compares: by the odds where they are open,
// by the gap where they are not. A pledge on another
// measure is not compared: 2 % of one thing is not 2 % of another.
func finding(r *pipeline.Report) string {
	at := lastStep(r)
	p := headline(r)
	if p != nil {
		if i := step(r, p.By); i >= 0 {
			at = r.Steps[i]
		}
	}
	v := median(at)
	s := fmt.Sprintf("%s: %s %s in %s", r.CountryName, percent(v), ofGDP(r.Measure), r.Measure.Basis.Label(at.Year))
	switch {
	case p == nil, p.By != 0 && p.By <= r.Origin && (!p.SameMeasure || v >= p.Level): // over, and met or never to be compared
		return s + trend(r, v)
	case !p.SameMeasure:
		return s + fmt.Sprintf("; the %s %s is on another measure", level(p.Level), p.Kind)
	}
	if i := step(r, p.By); i >= 0 && i < len(p.Met) && p.Met[i] > 0.2 && p.Met[i] < 0.8 {
		return s + fmt.Sprintf("; %s of futures meet %s", odds(p.Met[i]), level(p.Level))
	}
	return s + gap(v-p.Level, level(p.Level), p.Kind)
}

// gap compares a value with a promised one on the same measure.
func gap(d float64, level string, kind data.PledgeKind) string {
	switch {
	case d > -0.00005 && d < 0.00005:
		return fmt.Sprintf(", right on the %s %s", level, kind)
	case d > 0:
		return fmt.Sprintf(", %s above the %s %s", points(d), level, kind)
	case kind == data.Cap:
		return fmt.Sprintf(", %s below the %s cap", points(-d), level)
	}
	return fmt.Sprintf(", %s short of %s", points(-d), level)
}

// trend compares a value with the last one known.
func trend(r *pipeline.Report, v float64) string {
	last := r.History[len(r.History)-1]
	from := fmt.Sprintf("%s in %s", percent(last.Value), r.Measure.Basis.Label(last.Year))
	switch d := v - last.Value; {
	case percent(v) == percent(last.Value):
		return ", as in " + r.Measure.Basis.Label(last.Year)
	case d > 0:
		return ", up from " + from
	}
	return ", down from " + from
}

// due writes a pledge with its deadline: "2 % target by FY2027".
func due(p pipeline.PledgeView, b data.YearBasis) string {
	s := fmt.Sprintf("%s %s", level(p.Level), p.Kind)
	if p.By != 0 {
		s += " by " + b.Label(p.By)
	}
	return s
}

// onMeasure writes a pledge as the label of its line: how likely it is on the
// report's measure, or that its own is another.
func onMeasure(r *pipeline.Report, p pipeline.PledgeView) string {
	s := due(p, r.Measure.Basis)
	if !p.SameMeasure {
		if p.Measure == "" {
			return s + " (measure not stated)"
		}
		return s + ", but on the measure “" + strings.ReplaceAll(p.Measure, "-", " ") + "”"
	}
	if i := step(r, p.By); i >= 0 && i < len(p.Met) {
		return s + ", met that year in " + odds(p.Met[i]) + " of futures"
	}
	return s
}

// yearOf returns the year of a basis that a date falls in.
func yearOf(d data.Date, b data.YearBasis) data.Year {
	y := data.Year(d.Year - 1)
	for b.Ends(y).Compare(d) < 0 {
		y++
	}
	return y
}
