package plots

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"gonum.org/v1/plot/vg/vgsvg"
)

// svgFile draws a figure as SVG with a text alternative. Its text stays text; the
// font is named, not embedded, with others of the same widths to stand in.
//
// # References
//
// SVG Accessibility API Mappings, W3C: an image has role img, title and desc.
func svgFile(f *Figure) ([]byte, error) {
	c := vgsvg.New(f.style.Size.Width, f.style.Size.Height)
	if err := f.Draw(c); err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	if _, err := c.WriteTo(&buf); err != nil {
		return nil, err
	}
	return annotate(buf.String(), plainText(f.Title), plainText(f.Alt))
}

// annotate puts role, title and description at the head of an SVG file, where
// vgsvg leaves them out.
func annotate(file, title, alt string) ([]byte, error) {
	prolog, rest, ok := strings.Cut(file, "<svg ")
	attributes, body, closed := strings.Cut(rest, ">")
	if !ok || !closed {
		return nil, fmt.Errorf("annotate SVG: no <svg> element")
	}
	prolog = strings.ReplaceAll(prolog, `<?xml version="1.0"?>`, `<?xml version="1.0" encoding="UTF-8"?>`)
	body = strings.ReplaceAll(body, "font-family:Liberation Sans;font-variant:normal;", svgFonts)
	return []byte(fmt.Sprintf("%s<svg role=\"img\" xml:lang=\"en\" %s>\n<title>%s</title>\n<desc>%s</desc>%s",
		prolog, attributes, escape(title), escape(alt), body)), nil
}

// svgFonts are the faces that the widths were measured with and those that
// have the same widths.
const svgFonts = "font-family:'Liberation Sans',Arial,Helvetica,Arimo,sans-serif;"

func escape(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic("plots: a buffer refused a write")
	}
	return b.String()
}
