package render

import (
	"fmt"
	"math"
	"strconv"

	"github.com/defcast/defcast/forecast"
)

// number is a value in output that programs read: six significant digits, so
// that the bytes are the same on every machine. Money in millions runs past
// them; it is written out, 23460700 and not 2.34607e+07, which tables of people
// show as well.
type number float64

// String writes the number, "" where it is missing.
func (v number) String() string {
	if math.IsNaN(float64(v)) {
		return ""
	}
	s := strconv.FormatFloat(float64(v), 'g', 6, 64)
	if abs := math.Abs(float64(v)); abs < 1e5 || abs >= 1e15 {
		return s
	}
	rounded, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic("render: a number that was just written cannot be read")
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// MarshalJSON writes the number, null where it is missing.
func (v number) MarshalJSON() ([]byte, error) { return orNull(v.String()), nil }

func orNull(s string) []byte {
	if s == "" {
		return []byte("null")
	}
	return []byte(s)
}

// percent writes a fraction as people read it: "1.96 %".
func percent(v float64) string {
	s := fmt.Sprintf("%.2f %%", 100*v)
	if s == "-0.00 %" {
		return "0.00 %"
	}
	return s
}

// interval writes two fractions as "1.90–2.07 %".
func interval(lo, hi float64) string { return fmt.Sprintf("%.2f–%.2f %%", 100*lo, 100*hi) }

// probability writes a share of paths to two decimals; draws cannot show that
// anything is certain.
func probability(p float64) string {
	switch {
	case p < 0.005:
		return "<0.01"
	case p > 0.995:
		return ">0.99"
	}
	return fmt.Sprintf("%.2f", p)
}

// bounds returns the central interval of a level in percent.
func bounds(d forecast.Dist, level float64) (lo, hi float64) {
	p, q := tails(level)
	return d.Quantile(p), d.Quantile(q)
}

// tails returns the probabilities at the ends of a central interval.
func tails(level float64) (lo, hi float64) { return (100 - level) / 200, (100 + level) / 200 }

// levelName writes a level without needless digits: "80", "99.5".
func levelName(level float64) string { return strconv.FormatFloat(level, 'f', -1, 64) }
