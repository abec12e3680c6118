package plots

import (
	"bytes"

	"gonum.org/v1/plot/vg/recorder"

	"github.com/defcast/defcast/plots/internal/unipdf"
)

// pdfFile draws a figure as a PDF of one page whose text is Unicode, with the
// title and the text alternative in its information dictionary and in XMP.
func pdfFile(f *Figure) ([]byte, error) {
	text, err := written(f)
	if err != nil {
		return nil, err
	}
	c := unipdf.New(f.style.Size.Width, f.style.Size.Height, unipdf.Info{
		Title: plainText(f.Title), Subject: plainText(f.Alt), Created: f.style.Created, Lang: f.style.Language.String(), Text: text})
	if err := f.Draw(c); err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	_, err = c.WriteTo(&buf)
	return buf.Bytes(), err
}

// written returns what a figure writes in each font.
func written(f *Figure) (unipdf.Text, error) {
	var rec recorder.Canvas
	if err := f.Draw(&rec); err != nil {
		return nil, err
	}
	text := unipdf.Text{}
	for _, a := range rec.Actions {
		if a, ok := a.(*recorder.FillString); ok {
			text.Add(a.Font, a.String)
		}
	}
	return text, nil
}
