package render

import (
	"fmt"
	"io"
	"math"

	"github.com/xuri/excelize/v2"

	"github.com/defcast/defcast/forecast/pipeline"
)

func init() {
	register(Format{Name: "xlsx", Ext: []string{".xlsx"}, Report: reportXLSX, Table: tableXLSX, Tables: tablesXLSX, Binary: true})
}

// reportXLSX writes the rows of the CSV, as numbers in percent format, and
// beside them what they are.
func reportXLSX(w io.Writer, r *pipeline.Report, o Options) error {
	years := Table{Name: "forecast", Columns: []Column{{Key: "year"}, {Key: "kind"}, {Key: "status"}, {Key: "mean"}, {Key: "median"}}}
	for _, l := range o.Levels {
		years.Columns = append(years.Columns, Column{Key: "lo" + levelName(l)}, Column{Key: "hi" + levelName(l)})
	}
	none := Share(math.NaN())
	for _, p := range r.History {
		row := []any{int(p.Year), "history", p.Status.String(), Share(p.Value), Share(p.Value)}
		for range o.Levels {
			row = append(row, none, none)
		}
		years.Rows = append(years.Rows, row)
	}
	for _, s := range r.Steps {
		row := []any{int(s.Year), "forecast", stepStatus(s), Share(s.Dist.Mean()), Share(s.Dist.Quantile(0.5))}
		for _, l := range o.Levels {
			lo, hi := bounds(s.Dist, l)
			row = append(row, Share(lo), Share(hi))
		}
		years.Rows = append(years.Rows, row)
	}
	about := Table{Name: "about", Columns: []Column{{Key: "what"}, {Key: "text"}}}
	add := func(what, text string) { about.Rows = append(about.Rows, []any{what, text}) }
	add("country", r.CountryName)
	add("measure", r.Measure.ID+": "+r.Measure.String())
	add("counts", r.Measure.Counts)
	for _, n := range notes(r) {
		add("note", n)
	}
	add("method", method(r))
	add("source", quoted(r))
	add("data", r.DataSHA256)
	add("repeat", repeat(r))
	return tablesXLSX(w, []Table{years, about})
}

func tableXLSX(w io.Writer, t Table) error { return tablesXLSX(w, []Table{t}) }

// tablesXLSX writes a sheet a table: head, rows, and below them what is said of
// all rows.
func tablesXLSX(w io.Writer, tables []Table) (err error) {
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	percents := "0.00%"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &percents})
	if err != nil {
		return fmt.Errorf("write a workbook: %w", err)
	}
	for i, t := range tables {
		if i == 0 {
			err = f.SetSheetName("Sheet1", t.Name)
		} else {
			_, err = f.NewSheet(t.Name)
		}
		if err == nil {
			err = sheet(f, t, style)
		}
		if err != nil {
			return fmt.Errorf("write a workbook: sheet %s: %w", t.Name, err)
		}
	}
	return f.Write(w)
}

func sheet(f *excelize.File, t Table, style int) error {
	sw, err := f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	head := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = c.Key
	}
	rows := [][]any{head}
	for _, cells := range t.Rows {
		row := make([]any, len(cells))
		for i, v := range cells {
			row[i] = xlsxCell(v, style)
		}
		rows = append(rows, row)
	}
	if len(t.About) > 0 {
		rows = append(rows, nil)
	}
	for _, a := range t.About {
		rows = append(rows, []any{a.Key, a.Text})
	}
	for i, row := range rows {
		if err := sw.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			return err
		}
	}
	return sw.Flush()
}

// xlsxCell returns a cell as Excel takes it: numbers as numbers, missing ones as
// nothing, shares in percent format.
func xlsxCell(v any, style int) any {
	switch v := v.(type) {
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
	case Exact:
		if math.IsNaN(float64(v)) {
			return nil
		}
		return float64(v)
	case Share:
		if math.IsNaN(float64(v)) {
			return nil
		}
		return excelize.Cell{Value: float64(v), StyleID: style}
	}
	return v
}
