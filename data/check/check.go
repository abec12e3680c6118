// Package check looks for what is wrong, or at least odd, in a set of series:
// gaps, jumps, figures in another unit, shares that are not numerator over
// denominator, two values for one year, and vintages or sources that do not
// rest on the same base. It finds; a person judges.
//
// [Run] applies every rule; [Compare] finds the stretches of years by which
// two series differ, and [Diff] what changed between two vintages.
package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
)

// Finding is one thing found.
type Finding struct {
	Rule        string // name of the rule
	Severity    Severity
	Country     string // ISO 3166-1 alpha-3; empty for the world
	Series      string // id of the series, or the first of two
	Other       string // id of the second, if there is one
	First, Last data.Year
	Size        float64 // |log| of the factor by which it is off; 0 where there is none
	Text        string  // what, with numbers
}

// String writes the finding on one line.
func (f Finding) String() string {
	years := fmt.Sprint(int(f.First))
	if f.Last != f.First {
		years += fmt.Sprintf("–%d", f.Last)
	}
	s := f.Series
	if f.Other != "" {
		s += " and " + f.Other
	}
	return fmt.Sprintf("%s: %s %s: %s", f.Rule, s, years, f.Text)
}

// Rule is one of the checks.
type Rule struct {
	Name  string
	About string
	find  func([]data.Series) []Finding
}

// Rules lists the rules in the order in which they are run.
func Rules() []Rule {
	return []Rule{
		{"contradiction", "two different values of one series, vintage and year", contradictions},
		{"unit", "a level that moves by about a power of ten against its past, another vintage or another source", unitBreaks},
		{"base", "a lasting difference in level between vintages, or between sources that mean the same", baseChanges},
		{"restated", "figures that another vintage puts at least a quarter higher or lower", restatements},
		{"apart", "sources that mean the same and lie at least a quarter apart", apart},
		{"share", "a share that is not numerator over denominator", shares},
		{"jump", "a change from one year to the next far outside the series' own", jumps},
		{"gap", "missing years inside a series", gaps},
	}
}

// Run applies the named rules, or all if none is named, to series of any
// number of sources and vintages; the vintage of a series is its Vintage and
// the part of its id after @ does not count. The findings come rule by rule,
// then by series and year. Unknown names are an error.
func Run(series []data.Series, rules ...string) ([]Finding, error) {
	for _, name := range rules {
		if !slices.ContainsFunc(Rules(), func(r Rule) bool { return r.Name == name }) {
			return nil, fmt.Errorf("check: unknown rule %q (want %s)", name, strings.Join(names(), ", "))
		}
	}
	sorted := slices.DeleteFunc(slices.Clone(series), func(s data.Series) bool { return s.Observed() == 0 })
	slices.SortStableFunc(sorted, func(a, b data.Series) int {
		return cmp.Or(strings.Compare(base(a), base(b)), a.Vintage.Compare(b.Vintage), strings.Compare(a.Source, b.Source))
	})
	var out []Finding
	for _, r := range Rules() {
		if len(rules) > 0 && !slices.Contains(rules, r.Name) {
			continue
		}
		found := r.find(sorted)
		for i := range found {
			found[i].Rule = r.Name
		}
		slices.SortStableFunc(found, func(a, b Finding) int {
			return cmp.Or(strings.Compare(a.Series, b.Series), cmp.Compare(a.First, b.First), strings.Compare(a.Other, b.Other))
		})
		out = append(out, found...)
	}
	return out, nil
}

func names() []string {
	var out []string
	for _, r := range Rules() {
		out = append(out, r.Name)
	}
	return out
}

// base is the id without a vintage.
func base(s data.Series) string {
	id, _, _ := strings.Cut(s.ID, "@")
	return id
}

// label names a series in a finding, with its vintage where it has one.
func label(s data.Series) string {
	if s.Vintage.IsZero() {
		return s.ID
	}
	return base(s) + "@" + s.Vintage.String()
}

// vintages yields neighbouring vintages of each series, older first. Series of
// one vintage are no neighbours: see contradictions.
func vintages(series []data.Series, yield func(older, newer data.Series)) {
	for i := 1; i < len(series); i++ {
		a, b := series[i-1], series[i]
		if base(a) != base(b) || a.Vintage.Compare(b.Vintage) == 0 || growth(a) {
			continue
		}
		if c, err := a.In(b.Unit); err == nil && a.Basis == b.Basis {
			yield(c, b)
		}
	}
}

func contradictions(series []data.Series) []Finding {
	var out []Finding
	for i := 1; i < len(series); i++ {
		a, b := series[i-1], series[i]
		if base(a) != base(b) || a.Vintage.Compare(b.Vintage) != 0 {
			continue
		}
		c, err := a.In(b.Unit)
		if err != nil || a.Basis != b.Basis {
			out = append(out, Finding{Severity: Wrong, Country: a.Country, Series: label(a), Other: label(b), First: b.Start, Last: b.End(),
				Text: fmt.Sprintf("the same vintage in %s, %s years, and in %s, %s years", a.Unit, a.Basis, b.Unit, b.Basis)})
			continue
		}
		for _, d := range different(c, b) {
			x, _ := c.At(d)
			y, _ := b.At(d)
			out = append(out, Finding{Severity: Wrong, Country: b.Country, Series: label(b), First: d, Last: d, Size: size(y / x),
				Text: fmt.Sprintf("%s and %s", number(x), number(y))})
		}
	}
	return out
}

func different(a, b data.Series) []data.Year {
	var out []data.Year
	for y := max(a.Start, b.Start); y <= min(a.End(), b.End()); y++ {
		x, okX := a.At(y)
		z, okZ := b.At(y)
		if okX && okZ && !near(x, z) {
			out = append(out, y)
		}
	}
	return out
}

// near allows for the rounding of publishers' files, not for revisions.
func near(x, z float64) bool {
	d := x - z
	tol := 1e-9 * max(x, z, -x, -z)
	return d <= tol && -d <= tol
}

func gaps(series []data.Series) []Finding {
	var out []Finding
	for _, s := range series {
		s = s.Trim()
		for y := s.Start; y <= s.End(); y++ {
			if _, ok := s.At(y); ok {
				continue
			}
			first := y
			for y < s.End() {
				if _, ok := s.At(y + 1); ok {
					break
				}
				y++
			}
			out = append(out, Finding{Severity: Look, Country: s.Country, Series: label(s), First: first, Last: y, Text: years(int(y-first)+1) + " missing"})
		}
	}
	return out
}

func years(n int) string {
	if n == 1 {
		return "1 year"
	}
	return fmt.Sprintf("%d years", n)
}

// growth reports whether a series is one of rates of change, which may change
// sign and have no level to jump or to differ by a factor.
func growth(s data.Series) bool {
	id := base(s)
	for _, word := range []string{"growth", "change", "rpch", "pch", "kd-zg", "inflation"} {
		if strings.Contains(id, word) {
			return true
		}
	}
	return false
}

func number(v float64) string { return fmt.Sprintf("%.6g", v) }
