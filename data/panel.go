package data

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

// Panel is a set of series, listed always in the order of their ids. The zero
// value is empty and ready for use; no Panel changes once it is made.
type Panel struct {
	byID map[string]Series
	ids  []string // in order: a forecast asks for vintages and lists hundreds of times
}

// NewPanel returns a panel of the series. Two of one id are an error.
func NewPanel(series ...Series) (Panel, error) {
	p := Panel{byID: make(map[string]Series, len(series))}
	for _, s := range series {
		if _, ok := p.byID[s.ID]; ok {
			return Panel{}, fmt.Errorf("add %q to panel: a series of that id is there already", s.ID)
		}
		p.byID[s.ID] = s
	}
	p.ids = slices.Sorted(maps.Keys(p.byID))
	return p, nil
}

// Len returns the number of series.
func (p Panel) Len() int { return len(p.byID) }

// Get returns the series of an id and whether there is one.
func (p Panel) Get(id string) (Series, bool) {
	s, ok := p.byID[id]
	return s, ok
}

// Edition returns the series of an id or, if the panel has several vintages of
// it (ids "ID@DATE"), the one published last. Vintages are never spliced.
func (p Panel) Edition(id string) (Series, bool) {
	if s, ok := p.byID[id]; ok {
		return s, true
	}
	var newest Series
	found := false
	for s := range p.Vintages(id) { // of two of one day the first by id counts
		if !found || s.Vintage.Compare(newest.Vintage) > 0 {
			newest, found = s, true
		}
	}
	return newest, found
}

// Vintages yields the series whose ids are "ID@DATE" of an id, in the order of
// their ids.
func (p Panel) Vintages(id string) iter.Seq[Series] {
	prefix := id + "@"
	first, _ := slices.BinarySearch(p.ids, prefix)
	return func(yield func(Series) bool) {
		for _, v := range p.ids[first:] {
			if !strings.HasPrefix(v, prefix) || !yield(p.byID[v]) {
				return
			}
		}
	}
}

// IDs returns the ids in order.
func (p Panel) IDs() []string { return slices.Clone(p.ids) }

// All yields the series in the order of their ids.
func (p Panel) All() iter.Seq[Series] {
	return func(yield func(Series) bool) {
		for _, id := range p.ids {
			if !yield(p.byID[id]) {
				return
			}
		}
	}
}

// AsOf returns the panel as it could be known at the end of a day; series of
// which nothing had been published are left out.
func (p Panel) AsOf(d Date) Panel {
	q := Panel{byID: make(map[string]Series, len(p.byID))}
	for _, id := range p.ids {
		if s := p.byID[id].AsOf(d); s.Observed() > 0 {
			q.byID[id] = s
			q.ids = append(q.ids, id)
		}
	}
	return q
}
