package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/defcast/defcast/cmd/defcast/internal/render"
	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/source"
	"github.com/defcast/defcast/data/store"
)

// addStore gives a command, and those below it, the flag of the data folder.
func addStore(c *cobra.Command, a *app) {
	set(c.PersistentFlags(), &a.dataDir, parseFile, "data", "",
		"folder `DIR` of imported figures (default $XDG_DATA_HOME/defcast, else ~/.local/share/defcast)")
}

// store returns the user's data folder, which need not exist.
func (a *app) store() (store.Store, error) {
	if a.dataDir != "" {
		return store.Store{Dir: a.dataDir}, nil
	}
	dir, err := store.Dir(os.Getenv)
	return store.Store{Dir: dir}, err
}

// figures returns the facts that are built in and what the user has imported.
func (a *app) figures() (data.Facts, error) {
	facts, err := a.facts()
	if err != nil {
		return facts, err
	}
	st, err := a.store()
	if err != nil {
		return facts, nil // no home, so nothing can have been imported
	}
	own, err := st.Facts()
	if err != nil {
		return facts, err
	}
	facts.Panel, err = data.NewPanel(slices.Concat(without(facts.Panel, own.Panel), slices.Collect(own.Panel.All()))...)
	facts.Sources = append(slices.Clone(facts.Sources), own.Sources...)
	return facts, err
}

// without returns the series of p whose ids q does not have.
func without(p, q data.Panel) []data.Series {
	var out []data.Series
	for s := range p.All() {
		if _, ok := q.Get(s.ID); !ok {
			out = append(out, s)
		}
	}
	return out
}

// vintage returns the editions that a name on the command line means: those of
// a vintage of the store, several if the day brought several files, all
// vintages in a file, or an edition of what is built in.
func (a *app) vintage(name string) ([]source.Edition, error) {
	if isFile(name) {
		return source.ReadFile(name, source.Options{})
	}
	if e, ok, err := a.builtIn(name); ok || err != nil {
		return []source.Edition{e}, err
	}
	st, err := a.store()
	if err != nil {
		return nil, err
	}
	fit, err := st.Fit(name)
	if errors.Is(err, store.ErrNoVintage) && (filepath.Ext(name) != "" || strings.ContainsRune(name, filepath.Separator)) {
		return nil, fmt.Errorf("open %s: %w", name, fs.ErrNotExist)
	}
	if err != nil {
		return nil, err
	}
	var out []source.Edition
	for _, v := range fit {
		e, err := st.Load(v)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// builtIn returns an edition of the built-in figures: "sipri-share@2025" is
// that series of all countries, "jpn-gdp-fy@2025q1" the one series.
func (a *app) builtIn(name string) (e source.Edition, ok bool, err error) {
	if !strings.Contains(name, "@") {
		return e, false, nil
	}
	facts, err := a.facts()
	if err != nil {
		return e, false, err
	}
	for s := range facts.Panel.All() {
		if s.ID == name || strings.TrimPrefix(s.ID, strings.ToLower(s.Country)+"-") == name {
			e.Series, e.Published = append(e.Series, s), s.Vintage
		}
	}
	return e, len(e.Series) > 0, nil
}

// byDay joins the editions of one source and day. Of a series that several
// have, the one of the edition with most series counts.
func byDay(editions []source.Edition) []source.Edition {
	var out []source.Edition
	for _, e := range editions {
		i := slices.IndexFunc(out, func(o source.Edition) bool { return o.Published == e.Published && o.Publisher.Key == e.Publisher.Key })
		if i < 0 {
			out = append(out, e)
			continue
		}
		more, less := out[i].Series, e.Series
		if len(less) > len(more) {
			more, less = less, more
		}
		out[i].Series = slices.Clone(more)
		for _, s := range less {
			if !slices.ContainsFunc(more, func(m data.Series) bool { return m.ID == s.ID }) {
				out[i].Series = append(out[i].Series, s)
			}
		}
	}
	return out
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

func newDataVintages(a *app) *cobra.Command {
	var out output
	c := &cobra.Command{
		Use:     "vintages [flags]",
		Short:   "List what has been imported",
		Example: `  defcast data vintages`,
		Args:    takes(),
		RunE: func(*cobra.Command, []string) error {
			st, err := a.store()
			if err != nil {
				return err
			}
			all, err := st.List()
			if err != nil {
				return err
			}
			t := render.Table{Name: "vintages", Columns: []render.Column{{Key: "vintage"}, {Key: "published"}, {Key: "dated", Wide: true}, {Key: "file", Wide: true}}}
			for _, v := range all {
				file := ""
				if v.Descriptor.Input != nil {
					file = v.Descriptor.Input.File
				}
				t.Rows = append(t.Rows, []any{v.Name(), v.Published.String(), v.Descriptor.Dated, file})
			}
			if len(all) == 0 {
				a.say("nothing has been imported into %s", st.Dir)
			}
			return out.table(a, t)
		},
	}
	out.add(c)
	return c
}
