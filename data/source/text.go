package source

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// textSheet finds encoding and delimiter and checks that the whole is text.
func (f *File) textSheet(member string, content []byte) (*Sheet, error) {
	s := &Sheet{Name: member, file: f}
	enc, name := encodingOf(content)
	if enc == charmap.Windows1252 {
		if at, ok := damagedUTF8(content); ok {
			line := 1 + bytes.Count(content[:at], []byte("\n"))
			return nil, Row{N: line, sheet: s}.errorf(-1, "byte %#02x in what is UTF-8 elsewhere: damaged, or two encodings in one file", content[at])
		}
	}
	if err := checkText(s, enc, name, content); err != nil {
		return nil, err
	}
	decoded := func() io.Reader { return transform.NewReader(bytes.NewReader(content), enc.NewDecoder()) }
	start, err := io.ReadAll(io.LimitReader(decoded(), 1<<16))
	if err != nil {
		return nil, f.errorf("decode %s: %v", name, err)
	}
	comma := delimiter(string(start))
	s.seq = func(yield func(Row, error) bool) { s.scan(decoded(), comma, yield) }
	return s, nil
}

// encodingOf guesses: a byte order mark is believed; zero bytes in every
// second place are UTF-16 without one (the IMF's files); then UTF-8 if it is
// valid, and Windows-1252, of which Latin-1 text is a part, if it is not.
func encodingOf(b []byte) (encoding.Encoding, string) {
	little := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	switch {
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}), bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return little, "UTF-16"
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		return unicode.UTF8BOM, "UTF-8"
	}
	var zeros [2]int
	n := min(len(b), 4096)
	for i, c := range b[:n] {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case zeros[1] > n/4 && zeros[0] < n/20+2:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16LE"
	case zeros[0] > n/4 && zeros[1] < n/20+2:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16BE"
	case utf8.Valid(b):
		return encoding.Nop, "UTF-8"
	}
	return charmap.Windows1252, "Windows-1252"
}

// damagedUTF8 returns the first byte that is not UTF-8 in a text of which most
// characters beyond ASCII are. In Latin-1 hardly any happen to be.
func damagedUTF8(b []byte) (first int, damaged bool) {
	good, bad := 0, 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			if bad == 0 {
				first = i
			}
			bad++
		case n > 1:
			good++
		}
		i += n
	}
	return first, bad > 0 && good > bad
}

// checkText reads the whole once: a wrong guess, or a file that is no text at
// all, shows as control or replacement characters.
func checkText(s *Sheet, enc encoding.Encoding, name string, content []byte) error {
	r := transform.NewReader(bytes.NewReader(content), enc.NewDecoder())
	buf := make([]byte, 1<<16)
	line := 1
	for {
		n, err := r.Read(buf)
		for i, c := range buf[:n] {
			bad := c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7F
			// U+FFFD is EF BF BD; one cut by the buffer's end is let pass.
			if bad || c == 0xEF && bytes.HasPrefix(buf[i:n], []byte("\uFFFD")) {
				return Row{N: line, sheet: s}.errorf(-1, "not text in %s: byte %#02x (want UTF-8, UTF-16 or Latin-1)", name, c)
			}
			if c == '\n' {
				line++
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return Row{N: line, sheet: s}.errorf(-1, "not text in %s: %v", name, err)
		}
	}
}

// delimiter returns the one of tab, semicolon and comma that stands most often
// outside quotes in the first lines.
func delimiter(start string) rune {
	count := map[rune]int{}
	quoted := false
	for _, c := range start {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\t' || c == ';' || c == ',':
			count[c]++
		}
	}
	best := ','
	for _, c := range "\t;" {
		if count[c] > count[best] {
			best = c
		}
	}
	return best
}

// scan yields the records of delimited text. Tab-separated files of the IMF
// leave quotes bare; in comma-separated ones a bare quote is a fault.
func (s *Sheet) scan(r io.Reader, comma rune, yield func(Row, error) bool) {
	c := csv.NewReader(r)
	c.Comma = comma
	c.FieldsPerRecord = -1
	c.LazyQuotes = comma == '\t'
	for {
		cells, err := c.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			yield(Row{}, s.csvError(err))
			return
		}
		n, _ := c.FieldPos(0)
		row := Row{N: n, Cells: cells, sheet: s}
		if len(cells) > maxColumns {
			yield(row, row.errorf(-1, "%d columns (want at most %d)", len(cells), maxColumns))
			return
		}
		if !yield(row, nil) {
			return
		}
	}
}

func (s *Sheet) csvError(err error) error {
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return fmt.Errorf("read %s: %w", s.file.Name, err)
	}
	e := Row{N: p.StartLine, sheet: s}.errorf(-1, "%v", p.Err)
	e.Where = fmt.Sprintf("character %d", p.Column)
	return e
}

// decimalComma reports whether numbers in these columns are written
// "1101,445". A cell such as "14,828" can be read both ways; the first that can
// be read one way only decides.
func decimalComma(s *Sheet, columns []int) bool {
	for r, err := range s.Rows() {
		if err != nil {
			return false
		}
		for _, i := range columns {
			c := strings.TrimLeft(r.Cell(i), "+-")
			if !strings.Contains(c, ",") || strings.Trim(c, "0123456789.,") != "" {
				continue
			}
			us, europe := grouped(c, ',', '.') && !strings.HasPrefix(c, "0,"), grouped(c, '.', ',')
			if us != europe {
				return europe
			}
		}
	}
	return false
}
