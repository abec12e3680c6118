package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/defcast/defcast/data"
	"github.com/xuri/excelize/v2"
)

// maxStyled bounds the cells of a sheet whose styles are looked up: excelize
// holds that sheet whole, with the gaps filled in.
const maxStyled = 2_000_000

func (f *File) openBook() error {
	// Both limits are the same so that nothing is ever spilled to disk.
	book, err := excelize.OpenReader(bytes.NewReader(f.content), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxXLSX, UnzipXMLSizeLimit: maxXLSX,
	})
	if err != nil {
		return f.errorf("a broken workbook: %v (want an .xlsx that Excel opens)", err)
	}
	f.book = book
	if p, err := book.GetDocProps(); err == nil && p != nil {
		if t, err := time.Parse(time.RFC3339, p.Created); err == nil {
			f.created = data.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
		}
	}
	for _, name := range book.GetSheetList() {
		s := &Sheet{Name: name, file: f}
		s.seq = func(yield func(Row, error) bool) { s.scanBook(yield) }
		f.Sheets = append(f.Sheets, s)
	}
	return nil
}

// scanBook streams a sheet; excelize's Rows holds one row at a time.
func (s *Sheet) scanBook(yield func(Row, error) bool) {
	rows, err := s.file.book.Rows(s.Name)
	if err != nil {
		// A chart sheet has no rows: not a fault, only nothing to read.
		if notTable := new(excelize.ErrSheetNotExist); !errors.As(err, notTable) {
			yield(Row{}, s.bookError(0, err))
		}
		return
	}
	defer rows.Close()
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			yield(Row{}, s.bookError(n, err))
			return
		}
		if len(cells) == 0 {
			continue
		}
		if !yield(Row{N: n, Cells: cells, sheet: s}, nil) {
			return
		}
	}
	if err := rows.Error(); err != nil {
		yield(Row{}, s.bookError(0, err))
	}
}

func (s *Sheet) bookError(n int, err error) error {
	if bad := (*xml.SyntaxError)(nil); errors.As(err, &bad) {
		err = fmt.Errorf("its XML breaks off at line %d", bad.Line)
	}
	return Row{N: n, sheet: s}.errorf(-1, "%v (want an .xlsx that Excel opens)", err)
}

// colour returns the status that the font colour of a cell stands for: blue
// an estimate, red uncertain, anything else, and all text files, settled.
func (s *Sheet) colour(col, row int) (data.Status, error) {
	if s.file.book == nil {
		return data.Settled, nil
	}
	name, err := excelize.CoordinatesToCellName(col+1, row)
	if err != nil {
		return 0, err
	}
	id, err := s.file.book.GetCellStyle(s.Name, name)
	if err != nil {
		return 0, s.bookError(row, err)
	}
	if st, ok := s.file.styles[id]; ok {
		return st, nil
	}
	st := data.Settled
	if style, err := s.file.book.GetStyle(id); err == nil && style.Font != nil {
		st = colourStatus(s.file.book.GetBaseColor(style.Font.Color, style.Font.ColorIndexed, style.Font.ColorTheme))
	}
	s.file.styles[id] = st
	return st, nil
}

// colourStatus reads RRGGBB or AARRGGBB. Excel, LibreOffice and Google write
// the same blue as palette index, theme or any of several RGB values, so the
// channel that stands out decides and not one number.
func colourStatus(hex string) data.Status {
	if len(hex) == 8 {
		hex = hex[2:]
	}
	v, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || len(hex) != 6 {
		return data.Settled
	}
	const margin = 0x40
	r, g, b := int(v>>16), int(v>>8&0xFF), int(v&0xFF)
	switch {
	case b >= r+margin && b >= g+margin/2:
		return data.Estimate
	case r >= g+margin && r >= b+margin:
		return data.Uncertain
	}
	return data.Settled
}
