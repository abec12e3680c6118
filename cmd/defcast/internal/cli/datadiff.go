package cli

import (
	"errors"
	"fmt"
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
	c := &cobra.Command{
		Use:   "diff OLDER NEWER [flags]",
		Short: "Show what changed from one vintage to another",
		Long: `Show what changed from one vintage to another: values added, dropped and
revised, and those whose status alone is another.

OLDER and NEWER are VINTAGEs of "defcast data vintages" or files. One tidy file
that holds two vintages will do alone.`,
		Example: `  defcast data diff --help`,
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
			changes := check.Diff(older, newer, tolerance)
			t := changesTable(changes, country)
			if err := out.table(a, t); err != nil {
				return err
			}
			a.say("%s", changeSummary(changes, older))
			return nil
		},
	}
	set(c.Flags(), &tolerance, parseTolerance, "tolerance", "", "ignore revisions up to `PERCENT` of the value (default none)")
	set(c.Flags(), &country, parseName, "country", "", "only series of a country, an ISO `CODE`")
	out.add(c)
	return c
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

func changesTable(changes []check.Change, country string) render.Table {
	t := render.Table{Name: "changes", Columns: []render.Column{{Key: "series"}, {Key: "year", Right: true}, {Key: "change"},
		{Key: "old", Right: true}, {Key: "new", Right: true}, {Key: "ratio", Right: true}, {Key: "status"}}}
	for _, c := range changes {
		if country != "" && !strings.HasPrefix(c.Series, strings.ToLower(country)+"-") {
			continue
		}
		status := c.NewStatus.String()
		if c.OldStatus != c.NewStatus && (c.Kind == check.Revised || c.Kind == check.Flagged) {
			status = c.OldStatus.String() + " → " + status
		}
		t.Rows = append(t.Rows, []any{c.Series, int(c.Year), c.Kind.String(), render.Exact(c.Old), render.Exact(c.New), c.Ratio(), status})
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
