package pipeline

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/defcast/defcast/data"
)

// ErrNoParts is wrapped by [Compose] where nothing on record adds up to what
// the country spends.
var ErrNoParts = errors.New("has no parts on record that add up to its spending")

// Parts is what spending consists of, year by year.
type Parts struct {
	CountryName string
	Whole       data.Series // what the parts add up to
	Items       []PartItem  // the largest in the last year first
	Sources     []Citation
}

// PartItem is one part.
type PartItem struct {
	Name   string
	Values []float64 // of the years of Whole; zero where the part did not exist yet
}

// Compose returns the breakdown of a country's spending that covers most
// years: series of one group (their ids share the first two words) whose sum
// is, to half a percent, a series that one of the country's measures counts.
// Where two cover as many years the finer one is taken.
//
// It returns an [*UnknownError] for a country that there is not, and an error
// that wraps [ErrNoParts].
func Compose(facts data.Facts, country string) (*Parts, error) {
	if _, err := find(facts, country, ""); err != nil {
		return nil, err
	}
	var best *Parts
	groups := partGroups(facts.Panel, country)
	for _, g := range groups {
		for _, whole := range counted(facts, country) {
			p := addUp(g, whole)
			if p == nil || best != nil && (p.Whole.Len() < best.Whole.Len() || p.Whole.Len() == best.Whole.Len() && len(p.Items) <= len(best.Items)) {
				continue
			}
			best = p
		}
	}
	if best == nil {
		return nil, fmt.Errorf("%s %w", data.CountryName(country), ErrNoParts)
	}
	best.CountryName = data.CountryName(country)
	best.Sources = cited(facts, best.Whole)
	return best, nil
}

// partGroups returns the series of a country that may be parts of something,
// by the first two words of their ids, in the order of the ids.
func partGroups(p data.Panel, country string) [][]data.Series {
	var groups [][]data.Series
	last := ""
	for s := range p.All() {
		words := strings.Split(s.ID, "-")
		if s.Country != country || s.Unit.Kind != data.Money || len(words) < 3 || strings.Contains(s.ID, "@") ||
			slices.Contains([]string{"settled", "request", "incl"}, words[len(words)-1]) {
			continue // another stage or another scope of the same parts
		}
		if group := words[1]; group != last {
			groups, last = append(groups, nil), group
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], s)
	}
	return groups
}

// counted returns the money series that the measures of a country count or
// that foretell what they count.
func counted(facts data.Facts, country string) []data.Series {
	var out []data.Series
	seen := map[string]bool{}
	for _, m := range facts.MeasuresOf(country) {
		for _, id := range append([]string{m.Numerator}, m.Precursors...) {
			s, ok := facts.Panel.Edition(id)
			if ok && !seen[id] && s.Unit.Kind == data.Money {
				out = append(out, s)
			}
			seen[id] = true
		}
	}
	return out
}

// addUp returns the longest run of years, at least two, to the last of which
// the parts add up to the whole, nil if there is none.
func addUp(parts []data.Series, whole data.Series) *Parts {
	parts = slices.DeleteFunc(slices.Clone(parts), func(s data.Series) bool {
		return s.ID == whole.ID || s.Unit != whole.Unit || !s.Basis.Equal(whole.Basis)
	})
	fits := func(y data.Year) bool {
		sum, n := 0.0, 0
		for _, s := range parts {
			if v, ok := s.At(y); ok {
				sum += v
				n++
			}
		}
		w, ok := whole.At(y)
		return ok && n > 1 && math.Abs(sum-w) <= 0.005*w
	}
	last := whole.End()
	for last >= whole.Start && !fits(last) {
		last--
	}
	first := last
	for first > whole.Start && fits(first-1) {
		first--
	}
	if last-first < 1 {
		return nil
	}
	p := &Parts{Whole: whole.Window(first, last)}
	for _, s := range parts {
		item := PartItem{Name: partName(s.Name)}
		some := false
		for y := first; y <= last; y++ {
			v, ok := s.At(y)
			if !ok {
				v = 0
			}
			item.Values, some = append(item.Values, v), some || ok
		}
		if some {
			p.Items = append(p.Items, item)
		}
	}
	slices.SortStableFunc(p.Items, func(a, b PartItem) int {
		return cmp.Compare(b.Values[len(b.Values)-1], a.Values[len(a.Values)-1])
	})
	return p
}

// partName cuts a name down to what tells the part from the others: what
// follows a colon or, failing that, what comes before the first comma.
func partName(name string) string {
	if _, after, ok := strings.Cut(name, ": "); ok {
		return after
	}
	before, _, _ := strings.Cut(name, ",")
	return before
}

// cited returns the sources of series, each once.
func cited(facts data.Facts, series ...data.Series) []Citation {
	var keys []string
	for _, s := range series {
		if !slices.Contains(keys, s.Source) {
			keys = append(keys, s.Source)
		}
	}
	return citations(keys, facts)
}
