package export

import (
	"fmt"
	"io"

	"github.com/defcast/defcast/data"
	"github.com/xuri/excelize/v2"
)

// fontColours follow SIPRI: blue for estimates, red for what is uncertain.
// What was never spending (plans, forecasts) is grey.
var fontColours = map[data.Status]string{
	data.Request: "7F7F7F", data.Plan: "7F7F7F", data.Forecast: "7F7F7F", data.Estimate: "0000FF", data.Uncertain: "FF0000",
}

// workbook writes three sheets: values, with a row a series and a column a
// year; what each series is; what the colours mean.
func workbook(w io.Writer, series []data.Series) (err error) {
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	styles := map[data.Status]int{}
	for _, st := range []data.Status{data.Request, data.Plan, data.Forecast, data.Estimate, data.Uncertain} {
		if styles[st], err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Color: fontColours[st]}}); err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	if err := f.SetSheetName("Sheet1", "Values"); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	for _, sheet := range []struct {
		name string
		rows func(put func(...any) error) error
	}{
		{"Values", func(put func(...any) error) error { return valueRows(series, styles, put) }},
		{"Series", func(put func(...any) error) error { return seriesRows(series, put) }},
		{"Legend", func(put func(...any) error) error { return legendRows(styles, put) }},
	} {
		if err := writeSheet(f, sheet.name, sheet.rows); err != nil {
			return fmt.Errorf("export: sheet %s: %w", sheet.name, err)
		}
	}
	return f.Write(w)
}

func writeSheet(f *excelize.File, name string, rows func(put func(...any) error) error) error {
	if name != "Values" {
		if _, err := f.NewSheet(name); err != nil {
			return err
		}
	}
	sw, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	n := 0
	err = rows(func(cells ...any) error {
		n++
		return sw.SetRow(fmt.Sprintf("A%d", n), cells)
	})
	if err != nil {
		return err
	}
	return sw.Flush()
}

func valueRows(series []data.Series, styles map[data.Status]int, put func(...any) error) error {
	if len(series) == 0 {
		return put("series")
	}
	first, last := series[0].Start, series[0].End()
	for _, s := range series {
		first, last = min(first, s.Start), max(last, s.End())
	}
	header := []any{"series", "country", "name", "unit", "years"}
	for y := first; y <= last; y++ {
		header = append(header, int(y))
	}
	if err := put(header...); err != nil {
		return err
	}
	for _, s := range series {
		row := []any{s.ID, s.Country, s.Name, s.Unit.String(), s.Basis.String()}
		for y := first; y <= last; y++ {
			if v, ok := s.At(y); ok {
				row = append(row, excelize.Cell{Value: v, StyleID: styles[s.StatusAt(y)]})
			} else {
				row = append(row, nil)
			}
		}
		if err := put(row...); err != nil {
			return err
		}
	}
	return nil
}

func seriesRows(series []data.Series, put func(...any) error) error {
	if err := put("series", "country", "name", "unit", "years", "vintage", "source", "note"); err != nil {
		return err
	}
	for _, s := range series {
		if err := put(s.ID, s.Country, s.Name, s.Unit.String(), s.Basis.String(), s.Vintage.String(), s.Source, s.Note); err != nil {
			return err
		}
	}
	return nil
}

func legendRows(styles map[data.Status]int, put func(...any) error) error {
	for st := data.Settled; st <= data.Uncertain; st++ {
		if err := put(excelize.Cell{Value: st.String(), StyleID: styles[st]}); err != nil {
			return err
		}
	}
	return nil
}
