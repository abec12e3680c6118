package cli

import (
	"errors"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/forecast"
	"github.com/defcast/defcast/forecast/bridge"
)

func newMeasures(a *app) *cobra.Command {
	var out output
	c := &cobra.Command{
		Use:   "measures COUNTRY [flags]",
		Short: "List the ratios that a country's spending is measured by",
		Long: `List the ratios that a country's spending is measured by: what is counted, at
which budget stage, over which GDP, with the latest value and the day on which
it was published. The first one is the default of forecast.

Where a measure has years in common with the first, the last line of its entry
is the bridge: what it is multiplied by to be the first, in the year after the
last one in common, with the 80 % interval. Each country leans on the others
that have both measures.`,
		Example: `  defcast measures JPN
  defcast measures Germany
  defcast measures Japan --format csv`,
		Args:              takes("COUNTRY"),
		ValidArgsFunction: completeWith(a.countries),
		RunE: func(_ *cobra.Command, args []string) error {
			facts, err := a.evidence()
			if err != nil {
				return err
			}
			country, err := findCountry(facts, args[0])
			if err != nil {
				return err
			}
			t, err := measureTable(facts, facts.MeasuresOf(country))
			if err != nil {
				return err
			}
			return out.table(a, t)
		},
	}
	addImported(c, a)
	out.add(c)
	return c
}

// measureTable lists measures of one country.
func measureTable(facts data.Facts, measures []data.Measure) (render.Table, error) {
	t := render.Table{
		Name: "measures",
		Columns: []render.Column{{Key: "measure"}, {Key: "stage"}, {Key: "latest", Right: true}, {Key: "year"}, {Key: "status"},
			{Key: "published"}, {Key: "definition", Wide: true}, {Key: "counts", Wide: true}, {Key: "excludes", Wide: true},
			{Key: "series", Wide: true}, {Key: "bridge", Wide: true}},
	}
	for _, m := range measures {
		latest, err := latestOf(facts, m)
		if err != nil {
			return t, err
		}
		link, err := linkOf(facts, m, measures[0])
		if err != nil {
			return t, err
		}
		series := strings.TrimRight(m.Numerator+" / "+m.Denominator.Series, " /")
		t.Rows = append(t.Rows, append(append([]any{m.ID, m.Stage.String()}, latest...), m.String(), m.Counts, m.Excludes, series, link))
	}
	return t, nil
}

// latestOf returns the newest value of a measure with its year, how firm it is
// and when it was published.
func latestOf(facts data.Facts, m data.Measure) ([]any, error) {
	r, err := facts.Ratio(m)
	if err != nil {
		return nil, err
	}
	if r = r.Trim(); r.Len() == 0 { // numerator and denominator have no year in common
		return []any{render.Share(math.NaN()), "", "", ""}, nil
	}
	y := r.End()
	v, _ := r.At(y)
	return []any{render.Share(v), m.Basis.Label(y), r.StatusAt(y).String(), r.PublishedAt(y).String()}, nil
}

// linkOf says how a measure is converted to the first one of its country; ""
// for the first one itself and where too little is known of the two.
func linkOf(facts data.Facts, m, first data.Measure) (string, error) {
	if m.ID == first.ID {
		return "", nil
	}
	link, err := bridge.Measures(facts, m.Country, m.ID, first.ID)
	if errors.Is(err, forecast.ErrShort) || errors.Is(err, forecast.ErrNumeric) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return link.String(), nil
}
