package plots

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// svgFile draws a figure as SVG with a text alternative. Its text stays text;
// the font is named, not embedded, with others to stand in, unless the style
// asks for outlines.
//
// # References
//
// SVG Accessibility API Mappings, W3C: an image has role img, title and desc.
func svgFile(f *Figure) ([]byte, error) {
	c := vgsvg.New(f.style.Size.Width, f.style.Size.Height)
	var on vg.Canvas = c
	shapes := outlines{Canvas: c}
	if f.style.Outline {
		on = &shapes
	}
	if err := cmp.Or(f.Draw(on), shapes.err); err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	if _, err := c.WriteTo(&buf); err != nil {
		return nil, err
	}
	return f.annotate(buf.String())
}

// annotate puts role, language, title and description at the head of an SVG
// file, where vgsvg leaves them out, and fonts to stand in at each text.
func (f *Figure) annotate(file string) ([]byte, error) {
	prolog, rest, ok := strings.Cut(file, "<svg ")
	attributes, body, closed := strings.Cut(rest, ">")
	if !ok || !closed {
		return nil, fmt.Errorf("annotate SVG: no <svg> element")
	}
	prolog = strings.ReplaceAll(prolog, `<?xml version="1.0"?>`, `<?xml version="1.0" encoding="UTF-8"?>`)
	body = family.ReplaceAllStringFunc(body, standIns)
	return fmt.Appendf(nil, "%s<svg role=\"img\" xml:lang=\"%s\" %s>\n<title>%s</title>\n<desc>%s</desc>%s",
		prolog, f.style.Language, attributes, escape(plainText(f.Title)), escape(plainText(f.Alt)), body), nil
}

// family finds the typeface of a text, in an attribute that vgsvg writes.
var family = regexp.MustCompile(`font-family:([^;]*);font-variant:[^;]*;`)

// standIns names a typeface and those that stand in for it: of Liberation
// Sans those with the same widths, of any other, which has been needed for
// Japanese, those that come with the systems; a square is as wide in each.
func standIns(s string) string {
	name := strings.NewReplacer(`'`, "", `"`, "", "<", "", ">", "", "&", "", "\\", "").Replace(family.FindStringSubmatch(s)[1])
	if name == "Liberation Sans" {
		return "font-family:'Liberation Sans',Arial,Helvetica,Arimo,sans-serif;"
	}
	return "font-family:'" + name + "','Noto Sans CJK JP','Noto Sans JP','Hiragino Sans','Yu Gothic',Meiryo,IPAexGothic,sans-serif;"
}

func escape(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic("plots: a buffer refused a write")
	}
	return b.String()
}
