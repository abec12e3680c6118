// Package typeface finds and reads the faces that charts are set in besides
// the one that comes with the program: a Japanese face is five megabytes and
// more, and nearly every machine has one.
package typeface

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/image/font/sfnt"
)

// Face is a typeface in the two weights of a chart.
type Face struct {
	Name    string // the family, as a style sheet names it
	Regular *sfnt.Font
	Bold    *sfnt.Font // Regular where the family has none on this machine
	File    string     // that Regular was read from
}

// ErrEmbed is wrapped by [Load] for a font whose maker does not let it be put
// into a document.
var ErrEmbed = errors.New("its licence does not let it be embedded (OS/2 fsType)")

// Load reads a face from a TrueType or OpenType file (.ttf, .otf) or a
// collection of them (.ttc, .otc), of which it takes the Japanese member, else
// the first. The bold weight is looked for beside the file, under the name that
// has Bold for Regular.
func Load(file string) (*Face, error) {
	return load(file, strings.Replace(file, "Regular", "Bold", 1))
}

// load reads the two weights; bold may be missing.
func load(regular, bold string) (*Face, error) {
	f, err := read(regular)
	if err != nil {
		return nil, fmt.Errorf("read font %s: %w", regular, err)
	}
	var buf sfnt.Buffer
	name, err := f.Name(&buf, sfnt.NameIDFamily)
	if err != nil || name == "" {
		name = strings.TrimSuffix(filepath.Base(regular), filepath.Ext(regular))
	}
	face := &Face{Name: name, Regular: f, Bold: f, File: regular}
	if bold == "" || bold == regular {
		return face, nil
	}
	switch b, err := read(bold); {
	case err == nil:
		face.Bold = b
	case !errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("read font %s: %w", bold, err)
	}
	return face, nil
}

// read parses a file and returns its Japanese member, or the first.
func read(file string) (*sfnt.Font, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	c, err := sfnt.ParseCollection(b)
	if err != nil {
		return nil, fmt.Errorf("%w (want a .ttf, .otf or .ttc file)", err)
	}
	at := 0
	var buf sfnt.Buffer
	for i := range c.NumFonts() {
		f, err := c.Font(i)
		if err != nil {
			return nil, err
		}
		if name, err := f.Name(&buf, sfnt.NameIDFamily); err == nil && strings.HasSuffix(name, " JP") {
			at = i
			break
		}
	}
	if restricted(b, at) {
		return nil, ErrEmbed
	}
	return c.Font(at)
}

// restricted reports whether font i of a file says that it must not be
// embedded: a PDF and the outlines of an SVG are embeddings. The file has been
// parsed, so what is out of range is a table that it does not have.
//
// # References
//
// OpenType specification 1.9.1, OS/2 table, fsType: bits 0 to 3 of 2 are
// Restricted License embedding.
func restricted(b []byte, i int) bool {
	at := 0
	if len(b) > 16+4*i && string(b[:4]) == "ttcf" {
		at = int(binary.BigEndian.Uint32(b[12+4*i:]))
	}
	if len(b) < at+12 {
		return false
	}
	for k := range int(binary.BigEndian.Uint16(b[at+4:])) {
		entry := at + 12 + 16*k
		if len(b) < entry+16 || string(b[entry:entry+4]) != "OS/2" {
			continue
		}
		table := int(binary.BigEndian.Uint32(b[entry+8:]))
		return len(b) >= table+10 && binary.BigEndian.Uint16(b[table+8:])&0xF == 2
	}
	return false
}
