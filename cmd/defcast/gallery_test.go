package main

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/defcast/defcast/cmd/defcast/internal/cli"
	"github.com/defcast/defcast/data/datatest"
	"github.com/defcast/defcast/plots"
)

// ipaex is where Debian puts the small Japanese font that .ci/run installs.
const ipaex = "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf"

// TestGallery draws the example of each chart and compares docs/gallery.md and
// its pictures with the outcome: a chart without its picture, or a picture of
// other numbers, cannot be landed. UPDATE_GOLDEN=1 rewrites them.
func TestGallery(t *testing.T) {
	if testing.Short() {
		t.Skip("long: forecasts for every chart")
	}
	docs := filepath.Join("..", "..", "docs")
	var page strings.Builder
	page.WriteString(`# Gallery

What ` + "`defcast chart`" + ` draws, from the figures that come with the program; made, and kept
true, by ` + "`UPDATE_GOLDEN=1 go test ./cmd/defcast -run Gallery`" + ` (with ` + "`--draws 1000`" + `, where
the default is 10,000).
`)
	for _, e := range plots.All() {
		command := "chart " + e.Name + " " + e.Example
		file := filepath.Join(docs, "gallery", e.Name+".svg")
		svg := ofData(file, picture(t, command))
		datatest.Golden(t, file, svg)
		section(&page, e.Name, fmt.Sprintf("%s (%s)", e.Title, e.Ref), command, e.Name, svg)
	}
	const japanese = "chart fan JPN --lang ja"
	const file = "fan.ja"
	name := filepath.Join(docs, "gallery", file+".svg")
	var svg []byte
	if _, err := os.Stat(ipaex); err == nil {
		svg = ofData(name, picture(t, japanese+" --font "+ipaex))
		datatest.Golden(t, name, svg)
	} else if svg, err = os.ReadFile(name); err != nil {
		t.Fatal(err)
	}
	section(&page, "In Japanese", "every chart can be drawn with --lang ja", japanese, file, svg)
	datatest.Golden(t, filepath.Join(docs, "gallery.md"), []byte(page.String()))
}

// picture runs a command that draws and returns the file.
func picture(t *testing.T, command string) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.svg")
	var stderr bytes.Buffer
	args := append(strings.Fields(command), "--draws", "1000", "--quiet", "-o", file)
	if status := cli.Main(args, strings.NewReader(""), io.Discard, &stderr); status != 0 {
		t.Fatalf("defcast %s: status %d: %s", command, status, &stderr)
	}
	svg, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return svg
}

// dataHash finds the first letters of the data's hash in a note.
var dataHash = regexp.MustCompile(`(?:, data |、データ)([0-9a-f]{8})`)

// ofData gives a picture the hash of the data that the one on file was made
// from: if nothing else differs, other data have the same picture.
func ofData(file string, svg []byte) []byte {
	old, err := os.ReadFile(file)
	was, is := dataHash.FindSubmatch(old), dataHash.FindSubmatch(svg)
	if err != nil || was == nil || is == nil {
		return svg
	}
	return bytes.ReplaceAll(svg, is[1], was[1])
}

var svgTitle = regexp.MustCompile(`<title>(.*)</title>`)

// section writes what a chart is, the command and the picture.
func section(w *strings.Builder, name, what, command, file string, svg []byte) {
	title := svgTitle.FindSubmatch(svg)
	fmt.Fprintf(w, "\n## %s\n\n%s.\n\n    defcast %s -o %s.svg\n\n![%s](gallery/%s.svg)\n", name,
		strings.ToUpper(what[:1])+what[1:], command, file, html.UnescapeString(string(title[1])), file)
}
