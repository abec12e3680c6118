package store

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/datapackage"
	"github.com/defcast/defcast/data/source"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func edition(published string, values ...float64) source.Edition {
	p := data.MustDate(published)
	return source.Edition{
		Publisher: source.Publisher{Key: "sipri", Name: "SIPRI", Title: "Milex", Terms: "terms", Ref: "https://example.org"},
		Format:    "Milex workbook", Published: p, Dated: "given",
		Series: []data.Series{
			{ID: "jpn-sipri-share", Country: "JPN", Name: "share, \"of\" GDP", Unit: data.Fraction, Start: 2020, Values: values,
				Status: make([]data.Status, len(values)), Source: "sipri", Vintage: p, Note: "line\nbreak, † comma"},
			{ID: "usa-sipri-fy-lcu", Country: "USA", Name: "spending", Unit: data.Unit{Kind: data.Money, Currency: "USD", Scale: 6},
				Basis: data.YearBasis{First: 10, ByEnd: true}, Start: 2021, Values: []float64{1.0 / 3, math.NaN(), 1e15},
				Status: []data.Status{data.Estimate, data.Settled, data.Uncertain}, Published: []data.Date{{}, {}, data.MustDate("2024-02-01")},
				Source: "sipri", Vintage: p},
		},
	}
}

func mustPlan(t *testing.T, s Store, e source.Edition, sum string) Plan {
	t.Helper()
	p, err := s.Plan(e, datapackage.Input{File: "x.xlsx", SHA256: sum, Bytes: 3})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What is written is what is read: series for series, bit for bit.
func TestRoundTrip(t *testing.T) {
	s := Store{filepath.Join(t.TempDir(), "new", "defcast")}
	e := edition("2025-04", 0.01, math.NaN(), 0.0138)
	p := mustPlan(t, s, e, "a")
	if err := s.Write(p); err != nil {
		t.Fatal(err)
	}
	v, err := s.Find("sipri")
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Load(v)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(e.Series, got.Series, cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	if got.Published != e.Published || v.Descriptor.Licenses[0].Title != "terms" || v.Descriptor.Input.SHA256 != "a" {
		t.Errorf("published %s, descriptor %+v", got.Published, v.Descriptor)
	}
}

func TestIdempotent(t *testing.T) {
	s := Store{t.TempDir()}
	p := mustPlan(t, s, edition("2025-04", 1, 2), "a")
	if err := s.Write(p); err != nil {
		t.Fatal(err)
	}
	before := tree(t, s.Dir)
	again := mustPlan(t, s, edition("2025-04", 1, 2), "b")
	if !again.Exists {
		t.Error("the same figures are not found again")
	}
	if err := s.Write(again, p); err != nil { // p was planned when the store was empty
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, tree(t, s.Dir)); diff != "" {
		t.Errorf("importing again changed the store:\n%s", diff)
	}
	if v, ok, err := s.Imported("a"); !ok || err != nil || v.Hash != p.Hash {
		t.Errorf("imported: %v %v %v", v, ok, err)
	}
}

// tree lists the files and their sizes.
func tree(t *testing.T, dir string) map[string]int64 {
	t.Helper()
	out := map[string]int64{}
	err := filepath.Walk(dir, func(p string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			out[p] = info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestVintagesSideBySide(t *testing.T) {
	s := Store{t.TempDir()}
	if err := s.Write(mustPlan(t, s, edition("2026-04", 1, 2, 3), "b"), mustPlan(t, s, edition("2025-04", 1, 2), "a")); err != nil {
		t.Fatal(err)
	}
	all, err := s.List()
	if err != nil || len(all) != 2 || all[0].Published.Year != 2025 {
		t.Fatalf("%v, %v", all, err)
	}
	if v, err := s.Find("sipri"); err != nil || v.Published.Year != 2026 {
		t.Errorf("newest is %v, %v", v.Published, err)
	}
	for _, name := range []string{"sipri@2025-04", all[0].Name(), all[0].Hash} {
		if v, err := s.Find(name); err != nil || v.Name() != all[0].Name() {
			t.Errorf("%s: %s, %v", name, v.Name(), err)
		}
	}
	if _, err := s.Find("nato"); !errors.Is(err, ErrNoVintage) || !strings.Contains(err.Error(), "sipri@2025-04-") {
		t.Errorf("%v, want ErrNoVintage with what there is", err)
	}
	f, err := s.Facts()
	if err != nil {
		t.Fatal(err)
	}
	x, ok := f.Panel.Edition("jpn-sipri-share")
	if !ok || x.ID != "jpn-sipri-share@2026-04" || len(f.Sources) != 2 {
		t.Errorf("newest edition %q, %d sources", x.ID, len(f.Sources))
	}
	then := f.AsOf(data.MustDate("2025-12-31"))
	if x, ok := then.Panel.Edition("jpn-sipri-share"); !ok || x.ID != "jpn-sipri-share@2025-04" {
		t.Errorf("as of 2025: %q", x.ID)
	}
	if _, ok := f.AsOf(data.MustDate("2025-04-29")).Panel.Edition("jpn-sipri-share"); ok {
		t.Error("figures of April 2025 are known on the 29th, though the day is not")
	}
}

func TestSameDay(t *testing.T) {
	s := Store{t.TempDir()}
	if err := s.Write(mustPlan(t, s, edition("2025-04", 1, 2), "a"), mustPlan(t, s, edition("2025-04", 1, 3), "b")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Find("sipri@2025-04"); !errors.Is(err, ErrAmbiguous) {
		t.Errorf("%v, want ErrAmbiguous", err)
	}
	if fit, err := s.Fit("sipri"); err != nil || len(fit) != 2 {
		t.Errorf("%d vintages of the day, %v", len(fit), err)
	}
	if _, err := s.Facts(); err != nil {
		t.Error(err)
	}
	all, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Remove(all[0]); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Find("sipri@2025-04"); err != nil {
		t.Error(err)
	}
}

func TestUnpublished(t *testing.T) {
	s := Store{t.TempDir()}
	if _, err := s.Plan(edition("", 1), datapackage.Input{File: "x"}); !errors.Is(err, ErrUnpublished) {
		t.Errorf("%v, want ErrUnpublished", err)
	}
}

// A store that cannot be written to stays as it was.
func TestWriteFails(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "sipri"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := Store{dir}
	p, err := s.Plan(edition("2025-04", 1), datapackage.Input{File: "x"})
	if err == nil {
		err = s.Write(p)
	}
	if err == nil {
		t.Fatal("a file where the folder should be is no error")
	}
	if got := tree(t, dir); len(got) != 1 {
		t.Errorf("files left: %v", got)
	}
}

func TestDamage(t *testing.T) {
	s := Store{t.TempDir()}
	p := mustPlan(t, s, edition("2025-04", 1, 2), "a")
	if err := s.Write(p); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(p.Path, "data.csv")
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, append(content, "jpn-sipri-share,2030,9,settled,\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(p.Vintage); err == nil || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("%v, want the checksum to tell", err)
	}
}

func TestDir(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{map[string]string{"XDG_DATA_HOME": "/x", "HOME": "/h"}, "/x/defcast"},
		{map[string]string{"XDG_DATA_HOME": "x", "HOME": "/h"}, "/h/.local/share/defcast"},
		{map[string]string{"HOME": "/h"}, "/h/.local/share/defcast"},
		{nil, ""},
	} {
		got, err := Dir(func(k string) string { return c.env[k] })
		if filepath.ToSlash(got) != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%v: %q, %v", c.env, got, err)
		}
	}
}
