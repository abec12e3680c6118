package ledger_test

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/ledger"
	"github.com/defcast/defcast/forecast/pipeline"
)

func facts(t *testing.T) data.Facts {
	t.Helper()
	s, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	return s.Facts
}

// entry records Japan's budget as forecast at the end of a year.
func entry(t *testing.T, measure string, year int, recorded string) ledger.Entry {
	t.Helper()
	cfg := pipeline.Default("JPN")
	cfg.Measure, cfg.Model, cfg.Draws = measure, "naive", 500
	cfg.AsOf, cfg.Through = data.Date{Year: year, Month: 12, Day: 31}, data.Year(year+3)
	r, err := pipeline.Run(cfg, facts(t))
	if err != nil {
		t.Fatal(err)
	}
	e, err := ledger.NewEntry(r, facts(t), data.MustDate(recorded), "defcast test")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestBook(t *testing.T) {
	b := ledger.Book{Dir: filepath.Join(t.TempDir(), "new", "ledger")}
	if all, err := b.List(); len(all) != 0 || err != nil {
		t.Fatalf("a book that is not there yet: %v, %v", all, err)
	}
	e := entry(t, "mod", 2021, "2022-01-05")
	var wg sync.WaitGroup
	added := make([]bool, 8)
	for i := range added {
		wg.Go(func() {
			var err error
			if added[i], err = b.Add(e); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	n := 0
	for _, a := range added {
		if a {
			n++
		}
	}
	if n != 1 {
		t.Errorf("of %d at once %d were recorded, want 1", len(added), n)
	}
	later := entry(t, "mod", 2021, "2022-02-01") // the same forecast on another day
	if ok, err := b.Add(later); ok || err != nil {
		t.Errorf("recorded twice: %v, %v", ok, err)
	}
	other := entry(t, "mod", 2022, "2023-01-05")
	if ok, err := b.Add(other); !ok || err != nil {
		t.Fatalf("another forecast: %v, %v", ok, err)
	}
	all, err := b.List()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]ledger.Entry{e, other}, all); diff != "" {
		t.Errorf("(-recorded +read):\n%s", diff)
	}
	files, err := os.ReadDir(b.Dir)
	if err != nil || len(files) != 2 {
		t.Errorf("%d files, want 2 and no part: %v", len(files), err)
	}
	if last, err := b.Find("last"); err != nil || last.ID != other.ID {
		t.Errorf("last is %s, %v", last.ID, err)
	}
	if one, err := b.Find(e.ID[:5]); err != nil || one.ID != e.ID {
		t.Errorf("%s is %s, %v", e.ID[:5], one.ID, err)
	}
	if _, err := b.Find("zzz"); !errors.Is(err, ledger.ErrNoEntry) || !strings.Contains(err.Error(), e.ID) {
		t.Errorf("%v, want ErrNoEntry with what there is", err)
	}
}

func TestBookFails(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := (ledger.Book{Dir: file}).Add(entry(t, "mod", 2021, "2022-01-05")); err == nil {
		t.Error("a file where the folder should be is no error")
	}
	for name, content := range map[string]string{"syntax": "{\n\"schema\": x}", "schema": `{"schema": "other"}`, "empty": `{"schema": "defcast/ledger/v1"}`,
		"quantiles": `{"schema": "defcast/ledger/v1", "as_of": "2020", "sets": [{"years": [{"year": 2021, "quantiles": [1]}]}]}`} {
		b := ledger.Book{Dir: filepath.Join(dir, name)}
		if err := os.Mkdir(b.Dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(b.Dir, "x.json"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := b.List()
		if e, ok := errors.AsType[*data.SyntaxError](err); !ok || name == "syntax" && e.Line != 2 {
			t.Errorf("%s: %v, want a syntax error", name, err)
		}
	}
}

func TestReadOnly(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	if _, err := (ledger.Book{Dir: dir}).Add(entry(t, "mod", 2021, "2022-01-05")); !errors.Is(err, os.ErrPermission) {
		t.Errorf("%v, want that writing is not permitted", err)
	}
}

func TestCheck(t *testing.T) {
	now := facts(t)
	e := entry(t, "mod", 2022, "2023-01-05")
	if v, says := ledger.Check(e, now); v != ledger.Reproduced {
		t.Errorf("%s: %s", v, says)
	}
	moved := now
	moved.SHA256 = strings.Repeat("0", 64)
	if v, says := ledger.Check(e, moved); v != ledger.DataMoved || v.Fault() || !strings.Contains(says, "same numbers") {
		t.Errorf("data of another hash: %s: %s", v, says)
	}
	edited := e
	edited.Settings.Seed = 2
	if v, says := ledger.Check(edited, now); v != ledger.Altered || !v.Fault() {
		t.Errorf("an edited record: %s: %s", v, says)
	}
	// What a program that computes otherwise would have recorded.
	cfg, err := e.Config()
	if err != nil {
		t.Fatal(err)
	}
	cfg.Seed = 2
	r, err := pipeline.Run(cfg, now)
	if err != nil {
		t.Fatal(err)
	}
	r.Config.Seed = 1
	if e, err = ledger.NewEntry(r, now, data.MustDate("2023-01-05"), "defcast other"); err != nil {
		t.Fatal(err)
	}
	if v, says := ledger.Check(e, now); v != ledger.Differs || !v.Fault() || !strings.Contains(says, "quantile") {
		t.Errorf("other numbers: %s: %s", v, says)
	}
}

// TestRulerIsThatOfTheReplay: an outturn is measured as Rerun measures it, GDP
// re-based since or not.
func TestRulerIsThatOfTheReplay(t *testing.T) {
	now := facts(t)
	for _, measure := range []string{"mod", "mod-outlook", "settled", "mod-excl"} {
		e := entry(t, measure, 2021, "2022-01-05")
		sheet, err := ledger.Judge([]ledger.Entry{e}, nil, now)
		if err != nil {
			t.Fatal(err)
		}
		cfg, err := e.Config()
		if err != nil {
			t.Fatal(err)
		}
		r, err := pipeline.Rerun(cfg, now, 2021, 2021, 3)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, c := range sheet.Cases {
			for _, d := range r.Cases {
				if d.Year == c.Year && d.Information.String() == c.Information {
					n++
					if math.Abs(c.Actual/d.Actual-1) > 1e-5 || math.Abs(c.Value/d.Dist.Quantile(0.5)-1) > 1e-5 {
						t.Errorf("%s %s %d: %g came to %g, the replay says %g and %g", measure, c.Information, c.Year, c.Value, c.Actual, d.Dist.Quantile(0.5), d.Actual)
					}
					if c.Hindsight || c.H != int(c.Year)-2021 {
						t.Errorf("%s: hindsight %v, h %d", measure, c.Hindsight, c.H)
					}
				}
			}
		}
		if n < 6 {
			t.Errorf("%s: %d cases in common, want 6 and more", measure, n)
		}
	}
}

func TestHindsightIsNoTest(t *testing.T) {
	e := entry(t, "mod", 2021, "2026-11-21")
	sheet, err := ledger.Judge([]ledger.Entry{e}, nil, facts(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(sheet.Cases) == 0 || len(sheet.Scores()) != 0 {
		t.Errorf("%d cases, %d scores, want cases and no score", len(sheet.Cases), len(sheet.Scores()))
	}
}

// TestCBO compares with what was computed from the same projections elsewhere:
// mean absolute errors, in percent, of the spring baselines against outturns
// without adjustment for later legislation, by the year after publication.
func TestCBO(t *testing.T) {
	claims, err := ledger.EmbeddedClaims("cbo", facts(t))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := ledger.Judge(nil, claims, facts(t))
	if err != nil {
		t.Fatal(err)
	}
	// Of all baselines, not of those of spring alone, hence the tolerance.
	// US-CBO/eval-projections at 682559ca, input_data: 1.6, 4.9, 13.2, 18.7, 21.5.
	want := map[int]float64{0: 1.6, 1: 4.9, 3: 13.2, 5: 18.7, 8: 21.5}
	for _, s := range sheet.Scores() {
		if w, ok := want[s.H]; ok && math.Abs(100*s.MAE-w) > 1.2 {
			t.Errorf("h %d: %.1f %%, want about %.1f", s.H, 100*s.MAE, w)
		}
		if s.N < 50 || math.Abs(s.WIS-s.MAE) > 1e-12 || s.Skill < 0 || !math.IsNaN(s.Coverage80) {
			t.Errorf("points score %+v", s)
		}
	}
}
