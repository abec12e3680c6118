package check

import (
	"fmt"
	"math"
	"slices"

	"github.com/defcast/defcast/data"
)

// A jump is a change of log level that is both large in itself and far outside
// what the series does in other years,
//
//	|Δ log y[t]| > max(log 2.5, 8·MAD),  MAD = median |Δ log y - median Δ log y|,
//
// so that a country in hyperinflation, whose every year is large, is let be.
const (
	jumpFactor = 2.5
	jumpMADs   = 8
)

// change is the step from the year before.
type change struct {
	year data.Year // the later one
	log  float64
}

func changes(s data.Series) []change {
	var out []change
	for y := s.Start + 1; y <= s.End(); y++ {
		a, okA := s.At(y - 1)
		b, okB := s.At(y)
		if okA && okB && a > 0 && b > 0 {
			out = append(out, change{y, math.Log(b / a)})
		}
	}
	return out
}

// outliers returns the jumps of a series.
func outliers(s data.Series) []change {
	all := changes(s)
	if len(all) < 4 || growth(s) {
		return nil
	}
	logs := make([]float64, len(all))
	for i, c := range all {
		logs[i] = c.log
	}
	mid := median(logs)
	for i := range logs {
		logs[i] = math.Abs(logs[i] - mid)
	}
	limit := max(math.Log(jumpFactor), jumpMADs*median(logs))
	var out []change
	for _, c := range all {
		if math.Abs(c.log-mid) > limit {
			out = append(out, c)
		}
	}
	return out
}

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	n := len(v)
	return (v[(n-1)/2] + v[n/2]) / 2
}

func jumps(series []data.Series) []Finding {
	var out []Finding
	for _, s := range series {
		for _, c := range outliers(s) {
			if powerOfTen(c.log) != 0 {
				continue // a unit, not a jump
			}
			a, _ := s.At(c.year - 1)
			b, _ := s.At(c.year)
			out = append(out, Finding{Severity: Look, Country: s.Country, Series: label(s), First: c.year, Last: c.year, Size: math.Abs(c.log),
				Text: fmt.Sprintf("%s after %s, ×%.3g in a year", number(b), number(a), math.Exp(c.log))})
		}
	}
	return out
}

// powerOfTen returns k ≠ 0 if a log ratio is within 15 % of 10^k, 0 otherwise.
func powerOfTen(log float64) int {
	k := math.Round(log / math.Ln10)
	if k == 0 || math.Abs(log-k*math.Ln10) > math.Log(1.15) {
		return 0
	}
	return int(k)
}
