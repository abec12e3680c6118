package plots

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/defcast/defcast/forecast/pipeline"
)

// formats has the file formats by name. Each draws the figure and returns the
// file.
var formats = map[string]func(*Figure) ([]byte, error){
	"png": pngFile,
	"svg": svgFile,
	"pdf": pdfFile,
}

// Formats returns the names of the formats in order.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// Render draws a chart of the material in a format and writes the file to w.
// Equal arguments give equal bytes. Nothing is written if there is an error:
//
//   - a [*pipeline.UnknownError] for a chart or format that there is not;
//   - [ErrGlyph], [ErrClip] or [ErrRoom], wrapped, where text would be lost;
//   - what the chart says if the material has nothing that it could show.
func Render(w io.Writer, m *Material, chart, format string, s Style) error {
	entry, err := Find(chart)
	if err != nil {
		return err
	}
	f, err := entry.Draw(m, s)
	if err != nil {
		return err
	}
	return f.Write(w, format)
}

// Write draws a figure in a format and writes the file to w, all or nothing.
// Its errors are those of [Render].
func (f *Figure) Write(w io.Writer, format string) error {
	file, ok := formats[format]
	if !ok {
		return &pipeline.UnknownError{Kind: "chart format", Name: format, Known: Formats()}
	}
	b, err := file(f)
	if err != nil {
		return fmt.Errorf("draw as %s: %w", format, err)
	}
	_, err = io.Copy(w, bytes.NewReader(b))
	return err
}
