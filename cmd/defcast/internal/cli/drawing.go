package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/plots"
	"github.com/defcast/defcast/plots/typeface"
)

// drawing is a chart, how it looks and the file it goes to.
type drawing struct {
	chart, file string
	levels      []float64 // percent
	style       plots.Style
	font        string // file
	data        bool   // write what is plotted beside it
}

// add gives a command the flags of whatever draws.
func (d *drawing) add(c *cobra.Command) {
	langs := namesOf(plots.Languages(), plots.Language.String)
	set(c.Flags(), &d.style.Language, plots.LanguageNamed, "lang", langs[0],
		"language of the chart, a `NAME`: "+strings.Join(langs, ", "))
	set(c.Flags(), &d.font, parseFile, "font", "",
		"font for Japanese and for characters that the built-in one lacks, `FILE`.ttf, .otf or .ttc (default one that is installed)")
	c.Flags().BoolVar(&d.data, "with-data", false, "write what is plotted as well, to the file's name with .csv")
	completeFlag(c, "lang", func([]string) []string { return langs })
}

// addLook gives a command the flags of how a chart looks.
func (d *drawing) addLook(c *cobra.Command) {
	sizes := namesOf(plots.Sizes(), func(s plots.Size) string { return s.Name })
	themes := namesOf(plots.Themes(), func(t plots.Theme) string { return t.Name })
	set(c.Flags(), &d.style.Size, plots.SizeNamed, "size", sizes[0],
		"where it is to be seen, a `NAME`: "+strings.Join(sizes, ", "))
	set(c.Flags(), &d.style.Theme, plots.ThemeNamed, "theme", themes[0],
		"colours, a `NAME`: "+strings.Join(themes, ", "))
	c.Flags().StringVar(&d.style.Title, "title", "", "`TEXT` for the title (default what the numbers say)")
	c.Flags().StringVar(&d.style.Subtitle, "subtitle", "", "`TEXT` for the subtitle (default what is measured)")
	c.Flags().BoolVar(&d.style.Outline, "outline-text", false, "draw the letters of an SVG as shapes: alike wherever it is seen, but not to be searched")
	completeFlag(c, "size", func([]string) []string { return sizes })
	completeFlag(c, "theme", func([]string) []string { return themes })
}

// format returns what the extension of the file asks for.
func (d *drawing) format() string {
	return strings.TrimPrefix(strings.ToLower(filepath.Ext(d.file)), ".")
}

// files returns the names of what will be written: the chart and, if it is
// asked for, its data.
func (d *drawing) files() []string {
	if !d.data {
		return []string{d.file}
	}
	return []string{d.file, strings.TrimSuffix(d.file, filepath.Ext(d.file)) + ".csv"}
}

// check refuses files that cannot be written and a font that cannot be read,
// before any work is done, and completes the style.
func (d *drawing) check() error {
	if formats := plots.Formats(); !slices.Contains(formats, d.format()) {
		return usagef("write %s: unknown extension of a chart (want .%s)", d.file, strings.Join(formats, ", ."))
	}
	for _, name := range d.files() {
		if err := checkFile(name); err != nil {
			return err
		}
	}
	if d.style.Outline && d.format() != "svg" {
		return usagef("--outline-text is about SVG, and %s is none", d.file)
	}
	for _, l := range d.levels {
		d.style.Levels = append(d.style.Levels, l/100)
	}
	var err error
	if d.style.Created, err = plots.ParseEpoch(os.Getenv("SOURCE_DATE_EPOCH")); err != nil {
		return err
	}
	return d.typeface()
}

// typeface says where a second face comes from: the file named, which is read
// now, or the system, which is searched when a character asks for it.
func (d *drawing) typeface() error {
	d.style.Second = func() (*typeface.Face, error) { return typeface.Find(typeface.Folders()) }
	if d.font == "" {
		return nil
	}
	face, err := typeface.Load(d.font)
	d.style.Second = func() (*typeface.Face, error) { return face, nil }
	return err
}

// write draws the chart of the material and its data.
func (d *drawing) write(m *plots.Material) error {
	e, err := plots.Find(d.chart)
	if err != nil {
		return err
	}
	f, err := e.Draw(m, d.style)
	if err != nil {
		return err
	}
	var chart, table bytes.Buffer
	if err := f.Write(&chart, d.format()); err != nil {
		if errors.Is(err, plots.ErrGlyph) {
			return fmt.Errorf("%w (want --font with a file that has it)", err)
		}
		return err
	}
	if err := f.Data.WriteCSV(&table); err != nil {
		return err
	}
	for i, name := range d.files() {
		if err := writeFile(name, [][]byte{chart.Bytes(), table.Bytes()}[i]); err != nil {
			return err
		}
	}
	return nil
}
