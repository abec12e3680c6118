package plots

import (
	"bytes"

	"github.com/defcast/defcast/plots/internal/unipdf"
)

// pdfFile draws a figure as a PDF of one page whose text is Unicode, with the
// title and the text alternative in its information dictionary.
func pdfFile(f *Figure) ([]byte, error) {
	c := unipdf.New(f.style.Size.Width, f.style.Size.Height,
		unipdf.Info{Title: plainText(f.Title), Subject: plainText(f.Alt), Created: f.style.Created, Lang: "en"})
	if err := f.Draw(c); err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	_, err := c.WriteTo(&buf)
	return buf.Bytes(), err
}
