package plots

import (
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast/pipeline"
)

// promise is what was pledged of one level of one measure. A target that was
// brought forward is one promise with two deadlines, not two lines on top of
// each other.
type promise struct {
	pipeline.PledgeView             // the pledge of the group that is spoken of
	due                 []data.Year // deadlines, ascending
	since               data.Date   // announced first; zero when unknown
}

// promises groups the pledges of a report, in their order.
func promises(r *pipeline.Report) []promise {
	var out []promise
	for _, p := range r.Pledges {
		i := slices.IndexFunc(out, func(q promise) bool {
			return q.Level == p.Level && q.Kind == p.Kind && q.Measure == p.Measure && q.SameMeasure == p.SameMeasure
		})
		if i < 0 {
			i = len(out)
			out = append(out, promise{PledgeView: p, since: p.Announced})
		}
		q := &out[i]
		if p.Announced.Compare(q.since) < 0 {
			q.since = p.Announced
		}
		if p.By != 0 && !slices.Contains(q.due, p.By) {
			q.due = append(q.due, p.By)
			slices.Sort(q.due)
		}
		if before(r, p, q.PledgeView) {
			q.PledgeView = p
		}
	}
	return out
}

// before reports whether a pledge goes before another in a headline. One still
// to come due goes before one past, then one on the report's own measure before
// one on another, then the last that comes due in the forecast, then the next.
func before(r *pipeline.Report, p, q pipeline.PledgeView) bool {
	rank := func(p pipeline.PledgeView) (n int) {
		if p.By == 0 || p.By > r.Origin {
			n += 4
		}
		if p.SameMeasure {
			n += 2
		}
		if step(r, p.By) >= 0 {
			n++
		}
		return n
	}
	a, b := rank(p), rank(q)
	if a == b && step(r, p.By) >= 0 {
		return p.By > q.By
	}
	return a > b
}

// headline returns the promise that a chart is about, nil if there is none.
func headline(r *pipeline.Report) *promise {
	var best *promise
	for _, p := range promises(r) {
		if best == nil || before(r, p.PledgeView, best.PledgeView) {
			best = &p
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
// pledge is due, or at the end, and how that compares: by the odds where they
// are open, by the gap where they are not. A pledge on another measure is not
// compared: 2 % of one thing is not 2 % of another.
func (l Language) finding(r *pipeline.Report) string {
	at := lastStep(r)
	p := headline(r)
	if p != nil && p.SameMeasure {
		if i := step(r, p.By); i >= 0 {
			at = r.Steps[i]
		}
	}
	v := median(at)
	s := l.say("%[1]s: %[3]s in %[4]s", "%[1]sの%[2]sは%[4]sに%[3]sとなる見通し",
		l.of(r), l.spending(r.Config.Country), l.share(l.percent(v), r.Measure), l.year(r.Measure.Basis, at.Year))
	switch {
	case p == nil, p.By != 0 && p.By <= r.Origin && (!p.SameMeasure || v >= p.Level):
		// A target that is past is news only while it is missed.
		return s + l.trend(r, v)
	case !p.SameMeasure:
		return s + l.say("; the %s %s %s", " — %s%sは%s", l.level(p.Level), l.kind(p.Kind), l.elsewhere(p))
	}
	// Between one in five and four in five a gap of the median would pass for a
	// forecast of success or failure.
	if i := step(r, p.By); p.Kind != data.Cap && i >= 0 && i < len(p.Met) && p.Met[i] > 0.2 && p.Met[i] < 0.8 {
		return s + l.say("; %s of futures meet %s", " — %[2]s達成の確率は%[1]s", l.odds(p.Met[i]), l.level(p.Level))
	}
	return s + l.gap(v-p.Level, l.level(p.Level), p.Kind)
}

// elsewhere says of a pledge that it is not on the report's measure. Of one that
// states no measure nothing else is known.
func (l Language) elsewhere(p *promise) string {
	if p.Measure == "" {
		return l.say("states no measure", "定義未公表")
	}
	return l.say("is on another measure", "別の定義による")
}

// gap compares a value with a promised one on the same measure. Half a
// hundredth of a point is nothing: it would print as 0.00.
func (l Language) gap(d float64, level string, kind data.PledgeKind) string {
	switch {
	case d > -0.00005 && d < 0.00005:
		return l.say(", right on the %s %s", " — %s%sと同水準", level, l.kind(kind))
	case d > 0:
		return l.say(", %s above the %s %s", " — %[2]s%[3]sを%[1]s上回る", l.points(d), level, l.kind(kind))
	case kind == data.Cap:
		return l.say(", %s below the %s cap", " — %[2]s上限を%[1]s下回る", l.points(-d), level)
	}
	return l.say(", %[1]s short of %[2]s", " — %[2]s%[3]sに%[1]s不足", l.points(-d), level, l.kind(kind))
}

// trend compares a value with the last one known.
func (l Language) trend(r *pipeline.Report, v float64) string {
	last := r.History[len(r.History)-1]
	year, from := l.year(r.Measure.Basis, last.Year), l.percent(last.Value)
	switch d := v - last.Value; {
	case l.percent(v) == from:
		return l.say(", as in %s", " — %sと同水準", year)
	case d > 0:
		return l.say(", up from %s in %s", " — %[2]sの%[1]sから上昇", from, year)
	}
	return l.say(", down from %s in %s", " — %[2]sの%[1]sから低下", from, year)
}

// dated writes a promise with its deadlines: "2 % target by FY2027".
func (l Language) dated(p promise, b data.YearBasis) string {
	s := l.say("%s %s", "%s%s", l.level(p.Level), l.kind(p.Kind))
	var years []string
	for _, y := range p.due {
		years = append(years, l.year(b, y))
	}
	if len(years) > 0 {
		s += l.say(" by %s", "（期限：%s）", l.list(years))
	}
	return s
}

// named writes a promise as the label of its line: how likely it is on the
// report's measure, or that its own is another.
func (l Language) named(r *pipeline.Report, p promise) string {
	s := l.dated(p, r.Measure.Basis)
	if !p.SameMeasure {
		if p.Measure == "" {
			return s + l.say(" (measure not stated)", "、定義は未公表")
		}
		return s + l.say(", but on the measure “%s”", "、ただし別の定義（%s）", strings.ReplaceAll(p.Measure, "-", " "))
	}
	i := step(r, p.By)
	if i < 0 || i >= len(p.Met) { // due before or after the forecast: no odds to give
		return s
	}
	when := l.say("that year", "同年")
	if len(p.due) > 1 {
		when = l.say("in %s", "%s", l.year(r.Measure.Basis, p.By))
	}
	return s + l.say(", met %s in %s of futures", "、%sの達成確率は%s", when, l.odds(p.Met[i]))
}

// yearOf returns the year of a basis that a date falls in: December 2022 and
// March 2023 are both in Japan's fiscal 2022.
func yearOf(d data.Date, b data.YearBasis) data.Year {
	y := data.Year(d.Year - 1)
	for b.Ends(y).Compare(d) < 0 {
		y++
	}
	return y
}
