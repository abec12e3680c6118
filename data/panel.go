package data

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

// Panel is a set of series, listed always in the order of their ids. The zero
// value is empty and ready for use. A Panel must not be changed while another
// goroutine reads it.
type Panel struct {
	byID map[string]Series
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
	for key, s := range p.byID { // in any order: of two of one day the first by id counts
		base, _, ok := strings.Cut(key, "@")
		if !ok || base != id {
			continue
		}
		if c := s.Vintage.Compare(newest.Vintage); !found || c > 0 || c == 0 && key < newest.ID {
			newest, found = s, true
		}
	}
	return newest, found
}

// IDs returns the ids in order.
func (p Panel) IDs() []string { return slices.Sorted(maps.Keys(p.byID)) }

// All yields the series in the order of their ids.
func (p Panel) All() iter.Seq[Series] {
	return func(yield func(Series) bool) {
		for _, id := range p.IDs() {
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
	for id, s := range p.byID {
		if s = s.AsOf(d); s.Observed() > 0 {
			q.byID[id] = s
		}
	}
	return q
}
