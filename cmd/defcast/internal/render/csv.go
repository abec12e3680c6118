package render

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/defcast/defcast/forecast/pipeline"
)

func init() {
	register(Format{Name: "csv", Ext: []string{".csv"}, Report: reportCSV, Table: tableCSV, Mute: true})
}

// reportCSV writes a row a year: the past ones with their value as mean and
// median and no interval, then the future ones with a lo and a hi for each
// level. Shares are fractions. Where scenarios were asked for, a last column has
// the name of the one that a row is of and their years come below.
func reportCSV(w io.Writer, r *pipeline.Report, o Options) error {
	out := csv.NewWriter(w)
	head := []string{"country", "measure", "year", "kind", "status", "mean", "median"}
	for _, l := range o.Levels {
		head = append(head, "lo"+levelName(l), "hi"+levelName(l))
	}
	rows := [][]string{head}
	for _, p := range r.History {
		v := number(p.Value).String()
		row := []string{r.Config.Country, r.Measure.ID, strconv.Itoa(int(p.Year)), "history", p.Status.String(), v, v}
		rows = append(rows, append(row, make([]string, 2*len(o.Levels))...))
	}
	rows = append(rows, stepsCSV(r, r.Steps, "forecast", o.Levels)...)
	if len(r.Scenarios) == 0 {
		return out.WriteAll(rows)
	}
	rows[0] = append(rows[0], "scenario")
	for i := range rows[1:] {
		rows[i+1] = append(rows[i+1], "")
	}
	for _, s := range r.Scenarios {
		for _, row := range stepsCSV(r, s.Steps, "scenario", o.Levels) {
			rows = append(rows, append(row, s.Name))
		}
	}
	return out.WriteAll(rows)
}

// stepsCSV returns a row a future year.
func stepsCSV(r *pipeline.Report, steps []pipeline.Step, kind string, levels []float64) [][]string {
	return each(steps, func(s pipeline.Step) []string {
		row := []string{r.Config.Country, r.Measure.ID, strconv.Itoa(int(s.Year)), kind, stepStatus(s),
			number(s.Dist.Mean()).String(), number(s.Dist.Quantile(0.5)).String()}
		for _, l := range levels {
			lo, hi := bounds(s.Dist, l)
			row = append(row, number(lo).String(), number(hi).String())
		}
		return row
	})
}

func tableCSV(w io.Writer, t Table) error {
	out := csv.NewWriter(w)
	rows := make([][]string, 1, len(t.Rows)+1)
	for _, c := range t.Columns {
		rows[0] = append(rows[0], c.Key)
	}
	for _, cells := range t.Rows {
		row := make([]string, len(cells))
		for i, v := range cells {
			row[i] = cell(v)
		}
		rows = append(rows, row)
	}
	return out.WriteAll(rows)
}
