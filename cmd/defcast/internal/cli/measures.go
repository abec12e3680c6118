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
	var money bool
	c := &cobra.Command{
		Use:   "measures COUNTRY [flags]",
		Short: "List the ratios that a country's spending is measured by",
		Long: `List the ratios that a country's spending is measured by: what is counted, at
which budget stage, over which GDP, with the latest value and the day on which
it was published. The first one is the default of forecast.

Where a measure has years in common with the first, the last line of its entry
is the bridge: what it is multiplied by to be the first, in the year after the
last one in common, with the 80 % interval. Each country leans on the others
that have both measures.

The second table has the same in money: the newest amount of each measure in
national money, in US dollars at market rates, in international dollars at
purchasing power parity, and at constant prices. In csv and json, which hold one
table, --money asks for it.`,
		Example: `  defcast measures JPN
  defcast measures Germany
  defcast measures Germany --money --format csv
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
			return listMeasures(a, &out, facts, facts.MeasuresOf(country), money)
		},
	}
	c.Flags().BoolVar(&money, "money", false, "list the amounts of money only")
	addImported(c, a)
	out.add(c)
	return c
}

// listMeasures prints the ratios, the amounts, or one below the other where the
// format is for reading.
func listMeasures(a *app, out *output, facts data.Facts, measures []data.Measure, money bool) error {
	amounts, err := moneyTable(facts, measures)
	if err != nil {
		return err
	}
	if money {
		return out.table(a, amounts)
	}
	ratios, err := measureTable(facts, measures)
	if err != nil {
		return err
	}
	return out.table(a, ratios, amounts)
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
