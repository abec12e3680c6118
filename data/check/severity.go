package check

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
)

// Severity says what a finding asks for. Higher is worse.
type Severity uint8

// The severities.
const (
	Look  Severity = iota // what real series do, and errors too: gaps, jumps, bases of long ago
	Doubt                 // not comparable as it stands: a base in use, a restatement
	Wrong                 // one of the two cannot be right: another unit, double or more, contradictions
)

var severityNames = [...]string{"look", "doubt", "wrong"}

// String returns the name used in tables.
func (s Severity) String() string { return severityNames[s] }

// size is |log| of a ratio; 0 where there is none.
func size(ratio float64) float64 {
	if !(ratio > 0) || math.IsInf(ratio, 0) {
		return 0
	}
	return math.Abs(math.Log(ratio))
}

// size is that of the largest difference.
func (s Stretch) size() float64 { return max(size(s.High), size(s.Low)) }

// far grades a difference in level: what is off by a factor of two is wrong.
func far(s Stretch) Severity {
	if s.size() > math.Ln2 {
		return Wrong
	}
	return Doubt
}

// Group is what one rule found in one country, or in all of them if it only
// asks for a look.
type Group struct {
	Rule        string
	Severity    Severity
	Countries   []string // in order
	Series      int      // how many
	Findings    int
	First, Last data.Year
	Worst       Finding // of the largest size
}

// Groups sums up findings, the worst first: by severity, then what reaches the
// newest years before what is over, then by size. What only asks for a look is
// one group a rule.
func Groups(found []Finding) []Group {
	var groups []Group
	series := map[int]map[string]bool{}
	for _, f := range found {
		i := slices.IndexFunc(groups, func(g Group) bool {
			return g.Rule == f.Rule && g.Severity == f.Severity && (f.Severity == Look || g.Worst.Country == f.Country)
		})
		if i < 0 {
			i = len(groups)
			series[i] = map[string]bool{}
			groups = append(groups, Group{Rule: f.Rule, Severity: f.Severity, First: f.First, Last: f.Last, Worst: f})
		}
		g := &groups[i]
		g.Findings++
		g.First, g.Last = min(g.First, f.First), max(g.Last, f.Last)
		series[i][f.Series] = true
		if !slices.Contains(g.Countries, f.Country) {
			g.Countries = append(g.Countries, f.Country)
		}
		if f.Size > g.Worst.Size {
			g.Worst = f
		}
	}
	var newest data.Year
	for i := range groups {
		newest = max(newest, groups[i].Last)
		groups[i].Series = len(series[i])
		slices.Sort(groups[i].Countries)
	}
	over := func(g Group) int {
		if g.Last+10 < newest {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(groups, func(a, b Group) int {
		return cmp.Or(-cmp.Compare(a.Severity, b.Severity), cmp.Compare(over(a), over(b)), -cmp.Compare(a.Worst.Size, b.Worst.Size), strings.Compare(a.Rule, b.Rule))
	})
	return groups
}
