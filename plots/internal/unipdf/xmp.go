package unipdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"time"
)

// xmp returns what the document says of itself as XMP: readers that do not show
// the information dictionary, among them those that read aloud, show this.
//
// # References
//
// ISO 16684-1:2019, Extensible Metadata Platform, sections 7 and 8.3.
func xmp(info Info) []byte {
	alt := func(element, s string) string {
		return fmt.Sprintf(`<dc:%[1]s><rdf:Alt><rdf:li xml:lang="x-default">%[2]s</rdf:li></rdf:Alt></dc:%[1]s>`, element, escape(s))
	}
	date := info.Created.UTC().Format(time.RFC3339)
	return []byte(`<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
` + alt("title", info.Title) + "\n" + alt("description", info.Subject) + `
<dc:language><rdf:Bag><rdf:li>` + escape(info.Lang) + `</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>defcast</xmp:CreatorTool><xmp:CreateDate>` + date + `</xmp:CreateDate><xmp:ModifyDate>` + date + `</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`)
}

// escape writes a text for XML.
func escape(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic("unipdf: a buffer refused a write")
	}
	return b.String()
}
