package check

import (
	"fmt"
	"math"

	"github.com/defcast/defcast/data"
)

// Stretch is a run of years in which one series lies above, or below, another.
type Stretch struct {
	First, Last data.Year
	Ratio       float64 // median of the second over the first
	Low, High   float64 // the smallest and largest ratio
	Years       int     // with both values
}

// Uniform reports whether one factor explains the stretch: all ratios lie
// within 2 % of the median.
func (s Stretch) Uniform() bool { return s.High <= 1.02*s.Ratio && s.Low >= s.Ratio/1.02 }

// unit reports whether the stretch is one power of ten throughout.
func (s Stretch) unit() bool {
	k := powerOfTen(math.Log(s.Ratio))
	return k != 0 && powerOfTen(math.Log(s.Low)) == k && powerOfTen(math.Log(s.High)) == k
}

// Compare returns the stretches of years in which b is more than tolerance (a
// fraction) above or below a, in the same unit. A single year within the
// tolerance does not end a stretch; a change of sign does.
func Compare(a, b data.Series, tolerance float64) []Stretch {
	var out []Stretch
	var logs []float64
	cur := Stretch{}
	calm := 0
	flush := func() {
		if len(logs) > 0 {
			cur.summarise(logs)
			out = append(out, cur)
		}
		logs, calm = nil, 0
	}
	for y := max(a.Start, b.Start); y <= min(a.End(), b.End()); y++ {
		x, okX := a.At(y)
		z, okZ := b.At(y)
		if !okX || !okZ || x <= 0 || z <= 0 {
			continue
		}
		log := math.Log(z / x)
		switch {
		case math.Abs(log) <= math.Log1p(tolerance):
			if calm++; calm > 1 {
				flush()
			}
			continue
		case len(logs) > 0 && (log > 0) != (logs[0] > 0):
			flush()
		}
		if len(logs) == 0 {
			cur = Stretch{First: y}
		}
		cur.Last, calm = y, 0
		logs = append(logs, log)
	}
	flush()
	return out
}

func (s *Stretch) summarise(logs []float64) {
	lo, hi := logs[0], logs[0]
	for _, l := range logs {
		lo, hi = min(lo, l), max(hi, l)
	}
	s.Ratio, s.Low, s.High, s.Years = math.Exp(median(logs)), math.Exp(lo), math.Exp(hi), len(logs)
}

// String writes "×1.04 (1.03 to 1.05)".
func (s Stretch) String() string {
	if s.Uniform() {
		return fmt.Sprintf("×%.4g", s.Ratio)
	}
	return fmt.Sprintf("×%.3g (%.3g to %.3g)", s.Ratio, s.Low, s.High)
}

const (
	restatedBy = 0.25 // a restatement worth a finding
	baseBy     = 0.02 // a difference of base worth a finding …
	baseYears  = 3    // … if it lasts
	recently   = 3    // years before the last in common that still bear on a forecast
)

// unitBreaks finds factors of ten: in a series, between vintages and between
// sources.
func unitBreaks(series []data.Series) []Finding {
	var out []Finding
	for _, s := range series {
		if s.Unit.Kind == data.Share {
			continue
		}
		for _, c := range outliers(s) {
			if k := powerOfTen(c.log); k != 0 {
				severity := Look // inflation does that to prices
				if k*k > 1 {
					severity = Doubt
				}
				out = append(out, Finding{Severity: severity, Country: s.Country, Series: label(s), First: c.year, Last: c.year, Size: math.Abs(c.log),
					Text: fmt.Sprintf("×%.3g in a year, about 10^%d: another unit or a new currency?", math.Exp(c.log), k)})
			}
		}
	}
	add := func(a, b data.Series, what string) {
		for _, st := range Compare(a, b, restatedBy) {
			if st.unit() {
				out = append(out, Finding{Severity: Wrong, Country: b.Country, Series: label(a), Other: label(b), First: st.First, Last: st.Last, Size: st.size(),
					Text: fmt.Sprintf("%s %s in %s: another unit?", what, st, years(st.Years))})
			}
		}
	}
	vintages(series, func(a, b data.Series) { add(a, b, "the newer vintage is") })
	levels(series, func(a, b data.Series) { add(a, b, "the second is") })
	return out
}

// baseChanges finds lasting differences too small to be a restatement or a
// unit: revised national accounts, another base year.
func baseChanges(series []data.Series) []Finding {
	var out []Finding
	add := func(a, b data.Series, what string) {
		for _, st := range Compare(a, b, baseBy) {
			if st.Years < baseYears || st.Ratio > 1+restatedBy || st.Ratio < 1/(1+restatedBy) {
				continue
			}
			x, _ := a.At(st.Last)
			y, _ := b.At(st.Last)
			severity := Look // what differed long ago and no more
			if st.Last+recently >= min(a.Trim().End(), b.Trim().End()) {
				severity = Doubt
			}
			out = append(out, Finding{Severity: severity, Country: b.Country, Series: label(a), Other: label(b), First: st.First, Last: st.Last, Size: st.size(),
				Text: fmt.Sprintf("%s %s in %s; ×%.4g in %d: not on the same base", what, st, years(st.Years), y/x, st.Last)})
		}
	}
	vintages(series, func(a, b data.Series) { add(settled(a), b, "the newer vintage is") })
	levels(series, func(a, b data.Series) { add(a, b, "the second is") })
	return out
}

// restatements finds figures that the newer vintage puts at least a quarter
// higher or lower. The stretch around them is reported down to a tenth: what
// was wrong in 2003 began and ended with smaller errors.
func restatements(series []data.Series) []Finding {
	var out []Finding
	vintages(series, func(a, b data.Series) {
		for _, st := range Compare(settled(a), b, restatedBy/2.5) {
			if st.unit() || st.High < 1+restatedBy && st.Low > 1/(1+restatedBy) {
				continue
			}
			out = append(out, Finding{Severity: far(st), Country: b.Country, Series: label(a), Other: label(b), First: st.First, Last: st.Last, Size: st.size(),
				Text: fmt.Sprintf("the newer vintage is %s in %s", st, years(st.Years))})
		}
	})
	return out
}

// apart finds sources that mean the same and differ by more than a revision:
// another currency, another coverage. A power of ten is a unit, see unitBreaks.
func apart(series []data.Series) []Finding {
	var out []Finding
	levels(series, func(a, b data.Series) {
		for _, st := range Compare(a, b, restatedBy) {
			if st.unit() {
				continue
			}
			out = append(out, Finding{Severity: far(st), Country: b.Country, Series: label(a), Other: label(b), First: st.First, Last: st.Last, Size: st.size(),
				Text: fmt.Sprintf("the second is %s in %s", st, years(st.Years))})
		}
	})
	return out
}

// settled leaves out what is not meant to last: requests, plans and forecasts,
// by what they are called or by the day of their publication.
func settled(s data.Series) data.Series {
	s = s.Clone()
	for i := range s.Values {
		y := s.Start + data.Year(i)
		st, known := s.StatusAt(y), s.PublishedAt(y)
		if st == data.Request || st == data.Plan || st == data.Forecast || !known.IsZero() && known.Year <= int(y) {
			s.Values[i] = math.NaN()
		}
	}
	return s
}
