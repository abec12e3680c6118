package render

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

// open reads what was written as another program would.
func open(t *testing.T, b *bytes.Buffer) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// cells wants values at places of a sheet.
func cells(t *testing.T, f *excelize.File, sheet string, want map[string]string) {
	t.Helper()
	for at, w := range want {
		if got, err := f.GetCellValue(sheet, at); err != nil || got != w {
			t.Errorf("%s!%s is %q, want %q (%v)", sheet, at, got, w, err)
		}
	}
}

func TestWorkbookOfReport(t *testing.T) {
	var b bytes.Buffer
	if err := reportXLSX(&b, land(), Options{Levels: []float64{80}}); err != nil {
		t.Fatal(err)
	}
	f := open(t, &b)
	// Nine past years, then 2025: its 80 % interval is from 0.0192 to 0.0208.
	cells(t, f, "forecast", map[string]string{"A1": "year", "G1": "hi80", "A2": "2016", "D2": "1.00%", "F2": "",
		"A11": "2025", "B11": "forecast", "F11": "1.92%", "G11": "2.08%"})
	cells(t, f, "about", map[string]string{"A2": "country", "B2": "Landia"})
	if kind, err := f.GetCellType("forecast", "F11"); err != nil || kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
		t.Errorf("a quantile is text (%v, %v)", kind, err)
	}
}

func TestWorkbookOfTables(t *testing.T) {
	var b bytes.Buffer
	second := models()
	second.Name = "more"
	if err := tablesXLSX(&b, []Table{models(), second}); err != nil {
		t.Fatal(err)
	}
	f := open(t, &b)
	for _, sheet := range []string{"things", "more"} {
		cells(t, f, sheet, map[string]string{"A1": "name", "A3": "日本語", "B3": "12", "C3": "", "C2": "560245.7", "A6": "made", "B6": "up"})
	}
}
