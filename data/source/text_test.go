package source

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestEncodings(t *testing.T) {
	text := "Country\tValue\r\nTürkiye – «été»\t1\r\n"
	for name, b := range map[string][]byte{
		"UTF-8":           []byte(text),
		"UTF-8 with mark": []byte("\ufeff" + text),
		"UTF-16LE":        encode(t, text, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)),
		"UTF-16LE mark":   encode(t, text, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)),
		"UTF-16BE":        encode(t, text, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)),
		"UTF-16BE mark":   encode(t, text, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)),
		"Windows-1252":    encode(t, text, charmap.Windows1252),
	} {
		f, err := Open("x", b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		rows := f.Sheets[0].Head()
		if len(rows) != 2 || rows[0].Cell(0) != "Country" || rows[1].Cell(0) != "Türkiye – «été»" || rows[1].N != 2 {
			t.Errorf("%s: %d rows, the first %q", name, len(rows), rows[0].Cells)
		}
	}
}

func TestNoText(t *testing.T) {
	odd := encode(t, "Country\tValue\r\n", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"cut UTF-16":   {odd[:len(odd)-1], "x:1: not text in UTF-16LE"},
		"damaged":      {[]byte("a,b\nCôte,Türkiye\nCuraçao\xE9,1\n"), "x:3: byte 0xe9 in what is UTF-8 elsewhere"},
		"control":      {[]byte("a,b\n1,\x00\n"), "x:2: not text in UTF-8: byte 0x00"},
		"old Excel":    {[]byte("\xD0\xCF\x11\xE0\xA1\xB1"), "want .xlsx without a password"},
		"PDF":          {[]byte("%PDF-1.7"), "a PDF"},
		"empty":        {nil, "the file is empty"},
		"zip of other": {zipped(t, [2]string{"a.doc", "x"}), "a zip without a workbook or CSV"},
	} {
		if msg := refused(t, "x", c.content); !strings.Contains(msg, c.want) {
			t.Errorf("%s: %s\nlacks %q", name, msg, c.want)
		}
	}
}

func TestDelimiter(t *testing.T) {
	for in, want := range map[string]rune{
		"a,b,c\n1,2,3\n": ',', "a;b;c\n1,5;2,5;3,5\n": ';', "a\tb\tc\n\"1,2,3,4,5,6\"\t2\t3\n": '\t', "a\n1\n": ',',
	} {
		if got := delimiter(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestDecimalCommaIsBelievedOnceCertain(t *testing.T) {
	for in, want := range map[string]bool{
		"a\tb\n14,828\t\n1101,445\t\n": true, "a\tb\n14,828\t\n1,101.445\t\n": false, "a\tb\n14,828\t\n": false,
		"a\tb\n0,123\t\n": true, "a\tb\n28,5\t\n": true, "a\tb\n1.234,5\t\n": true, "a\tb\n1,234,567\t\n": false,
	} {
		f, err := Open("x", []byte(in))
		if err != nil {
			t.Fatal(err)
		}
		if got := decimalComma(f.Sheets[0], []int{0}); got != want {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}
