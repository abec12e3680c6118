package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
)

// output is where an answer goes and in which format.
type output struct {
	format string
	file   string // empty or "-" for standard output
}

// add gives a command the flags of an output.
func (o *output) add(c *cobra.Command) {
	set(c.Flags(), &o.format, parseFormat, "format", "",
		"text, csv, json, md, latex or xlsx, a `NAME` (default by the extension of --output, else text)")
	setShort(c.Flags(), &o.file, parseFile, "output", "o", "", "write to `FILE` instead of standard output")
	completeFlag(c, "format", func([]string) []string { return render.Names() })
}

func parseFormat(s string) (string, error) {
	f, err := render.Lookup(s)
	return f.Name, err
}

func (o *output) toFile() bool { return o.file != "" && o.file != "-" }

// resolve returns the format and refuses a file that cannot be written to,
// before any work is done.
func (o *output) resolve() (render.Format, error) {
	if !o.toFile() {
		return render.Lookup(cmp.Or(o.format, "text"))
	}
	if err := checkFile(o.file); err != nil {
		return render.Format{}, err
	}
	if o.format != "" {
		return render.Lookup(o.format)
	}
	f, err := render.ForFile(o.file)
	if err != nil {
		return f, fmt.Errorf("write %s: %w", o.file, err)
	}
	return f, nil
}

// resolveFor is resolve for an app, on whose screen nothing binary is put.
func (o *output) resolveFor(a *app) (render.Format, error) {
	f, err := o.resolve()
	if err == nil && f.Binary && !o.toFile() && a.terminal() {
		err = usagef("%s is not for a terminal (want --output FILE%s)", f.Name, f.Ext[0])
	}
	return f, err
}

// write puts what render writes to where it belongs, or nothing at all if
// render fails.
func (o *output) write(a *app, render func(io.Writer) error) error {
	var b bytes.Buffer
	if err := render(&b); err != nil {
		return err
	}
	if o.toFile() {
		return writeFile(o.file, b.Bytes())
	}
	_, err := a.out.Write(b.Bytes())
	return err
}

// table writes a list in the format asked for. Formats for reading have the
// lists that belong to it below; those for programs hold one.
func (o *output) table(a *app, t render.Table, below ...render.Table) error {
	f, err := o.resolveFor(a)
	if err != nil {
		return err
	}
	tables := []render.Table{t}
	for _, t := range below {
		if len(t.Rows) > 0 && f.Name != "csv" && f.Name != "json" {
			tables = append(tables, t)
		}
	}
	return o.write(a, func(w io.Writer) error { return f.WriteTables(w, tables) })
}

// tables writes several lists as one document.
func (o *output) tables(a *app, tables []render.Table) error {
	f, err := o.resolveFor(a)
	if err != nil {
		return err
	}
	return o.write(a, func(w io.Writer) error { return f.WriteTables(w, tables) })
}

// checkFile refuses a name that no file can be written to.
func checkFile(name string) error {
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return usagef("write %s: it is a directory (want the name of a file)", name)
	case err == nil || !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if info, err = os.Stat(filepath.Dir(name)); err != nil || !info.IsDir() {
		return fmt.Errorf("write %s: there is no directory %s", name, filepath.Dir(name))
	}
	return nil
}

// writeFile puts content in a file, all or nothing: it writes under another
// name in the same directory and renames. What is not a regular file (a
// device, a pipe) is written to as it is; a link keeps pointing where it did.
func writeFile(name string, content []byte) error {
	if info, err := os.Stat(name); err == nil {
		if !info.Mode().IsRegular() {
			return os.WriteFile(name, content, 0o666)
		}
		if name, err = filepath.EvalSymlinks(name); err != nil {
			return err
		}
	}
	part := filepath.Join(filepath.Dir(name), fmt.Sprintf(".%s.%d.part", filepath.Base(name), os.Getpid()))
	if err := replace(part, name, content); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// replace writes content to part and renames it to name. If either fails it
// removes the part. Its errors do not name the files: the part is not the
// user's business.
func replace(part, name string, content []byte) error {
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return errors.Unwrap(err)
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Close()); err == nil {
		err = errors.Unwrap(os.Rename(part, name))
	}
	if err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return nil
}
