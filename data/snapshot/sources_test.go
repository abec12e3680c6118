package snapshot

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/defcast/defcast/data"
)

// TestSourcesPage keeps the tables of SOURCES.md equal to the files. With
// UPDATE_GOLDEN=1 it writes them.
func TestSourcesPage(t *testing.T) {
	const page = "SOURCES.md"
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	got := string(b)
	for name, table := range map[string]string{"files": filesTable(t), "sources": sourcesTable(t), "disagreements": disagreementsTable(t)} {
		begin, end := "<!-- begin "+name+" -->\n", "<!-- end "+name+" -->"
		head, rest, ok := strings.Cut(got, begin)
		_, tail, okEnd := strings.Cut(rest, end)
		if !ok || !okEnd {
			t.Fatalf("%s has no block %q", page, name)
		}
		got = head + begin + table + end + tail
	}
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(page, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(string(b), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s is stale; UPDATE_GOLDEN=1 go test ./data/snapshot writes it (-page +files):\n%s", page, diff)
	}
	for key := range terms {
		if !strings.Contains(got, "| "+key+" | ") {
			t.Errorf("%s does not explain the terms %q", page, key)
		}
	}
}

func filesTable(t *testing.T) string {
	var out strings.Builder
	out.WriteString("| file | rows | sha256 |\n|---|--:|---|\n")
	m := copied(t)
	for _, name := range slices.Sorted(maps.Keys(m)) {
		rows := strings.Count(string(m[name].Data), "\n") - 1
		fmt.Fprintf(&out, "| %s | %d | `%x` |\n", name, rows, sha256.Sum256(m[name].Data))
	}
	return out.String()
}

// sourcesTable says of each source what was taken: the series, or the file
// where it is cited otherwise.
func sourcesTable(t *testing.T) string {
	s := mustLoad(t)
	taken := map[string][]string{}
	take := func(source, what string) {
		if !slices.Contains(taken[source], what) {
			taken[source] = append(taken[source], what)
		}
	}
	count := map[string]int{}
	for _, id := range s.Panel.IDs() {
		for _, f := range s.Figures(id) {
			take(f.Source, id[len("jpn-"):])
			count[f.Source]++
		}
	}
	for _, p := range s.Plans {
		take(p.Source, "program")
	}
	for _, p := range s.Pledges {
		take(p.Source, "pledges")
	}
	for _, e := range s.Events {
		take(e.Source, "timeline")
	}
	var out strings.Builder
	out.WriteString("| key | publisher | title | published | terms | taken | where |\n|---|---|---|---|---|---|---|\n")
	err := table(files, "sources.csv", sourceHeader, func(r *record) {
		key := r.text("source")
		what := taken[key]
		if n := len(what); n > 6 {
			what = append(slices.Clone(what[:5]), fmt.Sprintf("and %d more", n-5))
		}
		list := strings.Join(what, ", ")
		if n := count[key]; n == 1 {
			list = "1 figure: " + list
		} else if n > 0 {
			list = fmt.Sprintf("%d figures: %s", n, list)
		}
		fmt.Fprintf(&out, "| %s | %s | %s | %s | %s | %s | %s |\n", key, r.text("publisher"), r.text("title"), r.text("published"), r.text("terms"), list, r.text("where"))
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func disagreementsTable(t *testing.T) string {
	rows, why := readDisagreements(t)
	var out strings.Builder
	out.WriteString("| statement | figure | year | stated | recomputed | reason |\n|---|---|---|--:|--:|---|\n")
	for _, d := range rows {
		fmt.Fprintf(&out, "| %s | %s | %s | %s | %s | %s |\n", d.Check, d.Series, d.Year, d.Stated, d.Recounted, why[d])
	}
	return out.String()
}

// TestNoteOfLicence: SIPRI allows an extract: share and local-currency series
// from 1980, of at most thirty countries, less than a tenth of the database.
func TestNoteOfLicence(t *testing.T) {
	s := mustLoad(t)
	countries := map[string]bool{}
	figures := 0
	for p := range s.Panel.All() {
		if !strings.Contains(p.ID, "sipri") {
			continue
		}
		countries[p.Country] = true
		figures += p.Observed()
		national := p.Unit.Kind == data.Money && p.Unit.Currency == data.CurrencyOf(p.Country, p.Vintage) && p.Unit.Constant == 0
		if p.Unit != data.Fraction && !national || p.Start < 1980 || !strings.HasPrefix(p.Source, "sipri-") {
			t.Errorf("%s in %s from %d, source %s", p.ID, p.Unit, p.Start, p.Source)
		}
	}
	if len(countries) > 30 || figures >= sipriDatabase/10 {
		t.Errorf("%d figures of %d countries, want less than %d of at most 30", figures, len(countries), sipriDatabase/10)
	}
	for _, src := range s.Sources {
		if strings.HasPrefix(src.Key, "sipri-") && !strings.Contains(src.Terms, "non-commercial") {
			t.Errorf("%s: terms %q", src.Key, src.Terms)
		}
	}
}

// sipriDatabase is the number of figures in the sheets by country of the
// workbook of the 2025 edition, counted; that of 2026 has one year more.
const sipriDatabase = 53119
