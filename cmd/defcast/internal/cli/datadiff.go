package cli

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/check"
)

func newDataDiff(a *app) *cobra.Command {
	var out output
	var tolerance float64
	var country string
	var all bool
	c := &cobra.Command{
		Use:   "diff OLDER NEWER [flags]",
		Short: "Show what changed from one vintage to another",
		Long: `Show what changed from one vintage to another: values added, dropped and
revised, and those whose status alone is another.

OLDER and NEWER are VINTAGEs of "defcast data vintages", files, or editions of
what is built in, such as sipri-share@2025 of all countries. One tidy file that
holds two vintages will do alone.

Many changes are summed up by series, those revised by the largest factor first;
--all lists each, as csv and json do.`,
		Example: `  defcast data diff sipri-share@2025 sipri-share@2026`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 || len(args) > 2 {
				return usagef("want two vintages (usage: defcast data diff OLDER NEWER)")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			older, newer, err := a.twoVintages(args)
			if err != nil {
				return err
			}
			f, err := out.resolve()
			if err != nil {
				return err
			}
			changes := check.Diff(older, newer, tolerance)
			t := changesTable(inCountry(changes, country))
			if len(t.Rows) > few && !all && f.Name != "csv" && f.Name != "json" {
				t = revisionsTable(check.Revisions(inCountry(changes, country)))
			}
			if err := out.table(a, t); err != nil {
				return err
			}
			a.say("%s", changeSummary(changes, older))
			return nil
		},
	}
	set(c.Flags(), &tolerance, parseTolerance, "tolerance", "", "ignore revisions up to `PERCENT` of the value (default none)")
	set(c.Flags(), &country, parseName, "country", "", "only series of a country, an ISO `CODE`")
	c.Flags().BoolVar(&all, "all", false, "list every change, however many there are")
	out.add(c)
	return c
}

// inCountry keeps the changes of a country; of all if none is named.
func inCountry(changes []check.Change, country string) []check.Change {
	if country == "" {
		return changes
	}
	return slices.DeleteFunc(slices.Clone(changes), func(c check.Change) bool {
		return !strings.HasPrefix(c.Series, strings.ToLower(country)+"-")
	})
}

// parseTolerance reads percent as a fraction.
func parseTolerance(s string) (float64, error) {
	v, err := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
	if err != nil || !(v >= 0 && v < 100) {
		return 0, errors.New("percent, like 0.5")
	}
	return v / 100, nil
}

// twoVintages returns the series of the older and the newer.
func (a *app) twoVintages(names []string) (older, newer []data.Series, err error) {
	var sets [][]data.Series
	for _, name := range names {
		editions, err := a.vintage(name)
		if err != nil {
			return nil, nil, err
		}
		editions = byDay(editions)
		if len(names) == 2 && len(editions) != 1 {
			return nil, nil, usagef("%s holds %d vintages (want one, or that file alone)", name, len(editions))
		}
		for _, e := range editions {
			sets = append(sets, e.Series)
		}
	}
	if len(sets) != 2 {
		return nil, nil, usagef("%s holds %d vintages (want two)", strings.Join(names, " "), len(sets))
	}
	return sets[0], sets[1], nil
}

func changesTable(changes []check.Change) render.Table {
	t := render.Table{Name: "changes", Columns: []render.Column{{Key: "series"}, {Key: "year", Right: true}, {Key: "change"},
		{Key: "old", Right: true}, {Key: "new", Right: true}, {Key: "ratio", Right: true}, {Key: "status"}}}
	for _, c := range changes {
		status := c.NewStatus.String()
		if c.OldStatus != c.NewStatus && (c.Kind == check.Revised || c.Kind == check.Flagged) {
			status = c.OldStatus.String() + " → " + status
		}
		t.Rows = append(t.Rows, []any{c.Series, int(c.Year), c.Kind.String(), render.Exact(c.Old), render.Exact(c.New), c.Ratio(), status})
	}
	return t
}

func revisionsTable(revisions []check.Revision) render.Table {
	t := render.Table{Name: "revisions", Columns: []render.Column{{Key: "series"}, {Key: "first", Right: true}, {Key: "last", Right: true},
		{Key: "revised", Right: true}, {Key: "added", Right: true}, {Key: "dropped", Right: true}, {Key: "flagged", Right: true},
		{Key: "largest", Right: true}, {Key: "in", Right: true}}}
	for _, r := range revisions {
		largest, in := "", ""
		if r.Largest.Kind == check.Revised {
			largest, in = fmt.Sprintf("×%.3g", r.Largest.Ratio()), strconv.Itoa(int(r.Largest.Year))
		}
		t.Rows = append(t.Rows, []any{r.Series, int(r.First), int(r.Last), r.Count[check.Revised], r.Count[check.Added],
			r.Count[check.Dropped], r.Count[check.Flagged] + r.Count[check.Redefined], largest, in})
	}
	return t
}

// changeSummary counts: "999 of 8202 values revised, 151 added".
func changeSummary(changes []check.Change, older []data.Series) string {
	total := 0
	for _, s := range older {
		total += s.Observed()
	}
	count := map[check.ChangeKind]int{}
	for _, c := range changes {
		count[c.Kind]++
	}
	s := fmt.Sprintf("%d of %d values revised", count[check.Revised], total)
	for _, k := range []check.ChangeKind{check.Added, check.Dropped, check.Flagged, check.Redefined} {
		if n := count[k]; n > 0 {
			s += fmt.Sprintf(", %d %s", n, k)
		}
	}
	return s
}
