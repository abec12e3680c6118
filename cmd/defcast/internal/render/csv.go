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
// level. Shares are fractions.
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
	for _, s := range r.Steps {
		row := []string{r.Config.Country, r.Measure.ID, strconv.Itoa(int(s.Year)), "forecast", stepStatus(s),
			number(s.Dist.Mean()).String(), number(s.Dist.Quantile(0.5)).String()}
		for _, l := range o.Levels {
			lo, hi := bounds(s.Dist, l)
			row = append(row, number(lo).String(), number(hi).String())
		}
		rows = append(rows, row)
	}
	return out.WriteAll(rows)
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
