package data_test

import (
	"slices"
	"testing"

	"github.com/defcast/defcast/data"
)

func TestGroups(t *testing.T) {
	facts := data.Facts{}
	for _, c := range data.Countries() {
		facts.Measures = append(facts.Measures, data.Measure{ID: "share", Country: c.Code})
	}
	for name, want := range map[string]int{"nato": 31, "nato-europe": 29, "asia": 9, "g7": 7, "neighbours": 7, "all": len(data.Countries())} {
		got, ok := facts.Group(name)
		if !ok || len(got) != want || !slices.IsSorted(got) {
			t.Errorf("group %s has %d countries (%v), want %d in order: %v", name, len(got), ok, want, got)
		}
		if data.AboutGroup(name) == "" || !slices.Contains(data.Groups(), name) {
			t.Errorf("group %s is not listed", name)
		}
	}
	if _, ok := facts.Group("no-such"); ok || data.AboutGroup("no-such") != "" {
		t.Error("a group that there is not was found")
	}
	facts.Measures = facts.Measures[:0]
	if got, ok := facts.Group("nato"); !ok || len(got) != 0 {
		t.Errorf("without measures the group is %v, %v", got, ok)
	}
}
