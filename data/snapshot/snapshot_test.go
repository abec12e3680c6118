package snapshot

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"io/fs"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/defcast/defcast/data"
)

func mustLoad(t testing.TB) *Snapshot {
	t.Helper()
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// compiled is the day the embedded figures were put together: nothing in them
// can have been published later.
var compiled = data.MustDate("2026-11-21")

func TestFiguresHaveProvenance(t *testing.T) {
	s := mustLoad(t)
	used := map[string]bool{}
	for p := range s.Panel.All() {
		rows := s.Figures(p.ID)
		if p.Observed() == 0 || len(rows) == 0 {
			t.Errorf("%s is empty", p.ID)
		}
		for _, f := range rows {
			used[f.Source] = true
			if f.Published.IsZero() || !f.Published.By(compiled) {
				t.Errorf("%s:%d: %s %d was published on %q", f.File, f.Line, f.Series, f.Year, f.Published)
			}
			if v, ok := p.At(f.Year); ok != (f.Text != "") || ok && v != f.Value || p.StatusAt(f.Year) != f.Status || p.PublishedAt(f.Year) != f.Published {
				t.Errorf("%s:%d: series and row differ: %g and %+v", f.File, f.Line, v, f)
			}
		}
		if last := rows[len(rows)-1]; p.Source != last.Source || p.End() != last.Year {
			t.Errorf("%s: source %s, end %d; the newest row is %+v", p.ID, p.Source, p.End(), last)
		}
	}
	for _, p := range s.Plans {
		used[p.Source] = true
	}
	for _, p := range s.Pledges {
		used[p.Source] = true
	}
	for _, e := range s.Events {
		used[e.Source] = true
		if !e.Published.By(compiled) {
			t.Errorf("event of %s was published on %s", e.Date, e.Published)
		}
	}
	for _, m := range s.Measures {
		used[m.Source] = true
	}
	for _, src := range s.Sources {
		if !used[src.Key] {
			t.Errorf("source %s is not used", src.Key)
		}
		if !src.Published.By(data.MustDate("2026-12-31")) || src.Terms == "" {
			t.Errorf("source %+v", src)
		}
	}
}

// TestMeasures holds the ratios that users will compare with the press. The
// numbers are divisions of published figures, done by hand.
func TestMeasures(t *testing.T) {
	s := mustLoad(t)
	for _, c := range []struct {
		measure string // of Japan
		year    data.Year
		want    float64
	}{
		{"official", 2025, 11000. / 560200},            // 1.96 %
		{"official", 2024, 8900. / 560200},             // 1.6 %
		{"official-same-year", 2025, 11000 / 672669.5}, // 1.64 %
		{"mod", 2025, 8700.5 / 672669.5},               // 1.29 %
		{"mod", 2024, 7949.6 / 645138.7},
		{"mod-excl", 2025, 8474.8 / 672669.5},
		{"mod-gdp2025q1", 2024, 7949.6 / 617009.9},
		{"mod-outlook", 2026, 9035.3 / 691900}, // 1.31 %
		{"mod-outlook", 1987, 3517.4 / 350400}, // published as 1.004 %
		{"mod-frozen", 2026, 9035.3 / 560200},
		{"amended", 2025, 9513.5668 / 672669.5},
		{"settled", 2024, 8566.0042 / 645138.7},
		{"sipri", 2025, 0.01411669986},
		{"sipri-2025", 2024, 0.01371396896},
	} {
		if got := value(t, s, "JPN", c.measure, c.year); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s %d is %.6f, want %.6f", c.measure, c.year, got, c.want)
		}
	}
	for _, c := range []struct {
		country, measure string
		year             data.Year
		want             float64
	}{
		{"DEU", "nato", 2025, 0.0222},        // NATO, July 2026
		{"DEU", "nato", 2014, 0.0116},        // restated
		{"POL", "nato-2024", 2024, 0.041170}, // the estimate of June 2024; 3.75 % in July 2026
		{"POL", "sipri", 2024, 0.0375536},
		{"USA", "nato", 2026, 0.0317},
		{"KOR", "sipri", 2025, 0.02601469},
		{"KOR", "sipri-weo", 2024, 64.90e12 / 2556.86e12},
		{"CHN", "official", 2024, 1665.5 / 134806},
		{"PRK", "state-budget", 2025, 0.157},
	} {
		if got := value(t, s, c.country, c.measure, c.year); math.Abs(got-c.want) > 1e-4 {
			t.Errorf("%s %s %d is %.6f, want %.6f", c.country, c.measure, c.year, got, c.want)
		}
	}
}

// value divides as a Measure says.
func value(t *testing.T, s *Snapshot, country, id string, y data.Year) float64 {
	t.Helper()
	i := slices.IndexFunc(s.Measures, func(m data.Measure) bool { return m.Country == country && m.ID == id })
	if i < 0 {
		t.Fatalf("no measure %q of %s", id, country)
	}
	m := s.Measures[i]
	num, _ := s.Panel.Edition(m.Numerator)
	v, ok := num.At(y)
	if m.Denominator.Kind == data.Published {
		return v
	}
	den, _ := s.Panel.Edition(m.Denominator.Series)
	over := y
	if m.Denominator.Kind == data.Frozen {
		over = m.Denominator.Year
	}
	d, okDen := den.At(over)
	f, err := num.Unit.Factor(den.Unit)
	if !ok || !okDen || err != nil || m.Basis != num.Basis || m.Basis != den.Basis {
		t.Fatalf("measure %s has no value for %d: %v, %v, %v", id, y, ok, okDen, err)
	}
	return v * f / d
}

// TestAsOf looks from two days: before FY2026 was enacted, and before the
// benchmark revision of GDP.
func TestAsOf(t *testing.T) {
	s := mustLoad(t).AsOf(data.MustDate("2026-01-15"))
	if _, ok := s.Figure("jpn-mod-initial-incl", 2026); ok {
		t.Error("the FY2026 budget is known before it was enacted in April 2026")
	}
	if f, ok := s.Figure("jpn-mod-draft-incl", 2026); !ok || f.Value != 9035.3 {
		t.Errorf("the draft of December 2025 is %+v", f)
	}
	if !slices.ContainsFunc(s.Announcements, func(a data.Announcement) bool {
		return a.Series == "jpn-mod-initial-incl" && a.Year == 2026 && a.Stage == data.Initial && a.Value == 9035.3
	}) {
		t.Error("the draft of FY2026 is not announced")
	}
	s = mustLoad(t).AsOf(data.MustDate("2025-07-01"))
	gdp, ok := s.Panel.Edition("jpn-gdp-fy")
	if v, _ := gdp.At(2024); !ok || gdp.ID != "jpn-gdp-fy@2025q1" || v != 617009.9 {
		t.Errorf("GDP known in July 2025 is %s with FY2024 at %g", gdp.ID, v)
	}
	for _, p := range s.Pledges {
		if p.ID == "target-2025" {
			t.Error("the target of October 2025 is known in July")
		}
	}
	for _, e := range s.Events {
		if !e.Published.By(data.MustDate("2025-07-01")) {
			t.Errorf("event %+v is known in July 2025", e)
		}
	}
	if gdp, _ := mustLoad(t).Panel.Edition("jpn-gdp-fy"); gdp.ID != "jpn-gdp-fy@2026q2" {
		t.Errorf("newest GDP is %s", gdp.ID)
	}
	if old := mustLoad(t).AsOf(data.MustDate("1950-01-01")); old.Panel.Len()+len(old.Plans)+len(old.Events)+len(old.Announcements) > 0 {
		t.Errorf("something is known in 1950")
	}
}

// TestPledgesInForce asks who bound whom on which day.
func TestPledgesInForce(t *testing.T) {
	s := mustLoad(t)
	for _, c := range []struct{ country, day, want string }{
		{"JPN", "1980-01-01", "cap-1976"},
		{"JPN", "1990-01-01", ""},
		{"JPN", "2022-12-01", "target-2022-11"},
		{"JPN", "2024-01-01", "target-2027"},
		{"JPN", "2026-11-01", "ask-2025-04 ask-2025-05 ask-2025-06 ask-2026-01 target-2025 target-2027"},
		{"DEU", "2020-01-01", "wales-2014"},
		{"DEU", "2026-11-01", "hague-2025 target-2029"},
		{"ESP", "2026-11-01", "sanchez-2025"},
		{"FIN", "2020-01-01", ""}, // no Ally yet
		{"CZE", "2026-01-01", "gov-2025 hague-2025"},
		{"CZE", "2026-11-01", "hague-2025"}, // the next government gave the path up
		{"AUS", "2026-01-01", "nds-2024"},
		{"AUS", "2026-11-01", "iip-2026"},
	} {
		var got []string
		for _, p := range s.Pledges {
			if p.Country == c.country && p.InForce(data.MustDate(c.day)) {
				got = append(got, p.ID)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("in force in %s on %s: %v, want %s", c.country, c.day, got, c.want)
		}
	}
}

func TestAnnouncements(t *testing.T) {
	s := mustLoad(t)
	if !slices.IsSortedFunc(s.Announcements, func(a, b data.Announcement) int { return a.Announced.Compare(b.Announced) }) {
		t.Error("not in the order of their days")
	}
	if !slices.IsSortedFunc(s.Events, func(a, b Event) int { return cmp.Or(a.Date.Compare(b.Date)) }) {
		t.Error("events are not in the order of their days")
	}
	for _, a := range s.Announcements {
		of, ok := s.Panel.Edition(a.Series)
		if !ok {
			t.Errorf("announced of no series: %+v", a)
		}
		if a.Announced.Compare(of.Basis.Ends(a.Year)) >= 0 {
			t.Errorf("announced after the year was over: %+v", a)
		}
		if of.Country != a.Country {
			t.Errorf("announced of %s: %+v", of.Country, a)
		}
	}
	for country, want := range map[string]float64{"JPN": 8890, "POL": 198.1} { // requests and drafts for 2027
		if !slices.ContainsFunc(s.Announcements, func(a data.Announcement) bool {
			return a.Country == country && a.Stage == data.Request && a.Year == 2027 && a.Value == want
		}) {
			t.Errorf("%s: the request of %g for 2027 is not announced", country, want)
		}
	}
}

func TestHashIsThatOfTheFacts(t *testing.T) {
	if s := mustLoad(t); len(SHA256()) != 64 || s.SHA256 != SHA256() {
		t.Errorf("hash %q, facts say %q", SHA256(), s.SHA256)
	}
	changed := copied(t)
	changed["jpn/pledges.csv"].Data = append(changed["jpn/pledges.csv"].Data, '\n')
	if h, err := digest(changed); err != nil || h == SHA256() {
		t.Errorf("the hash does not see a change (%v)", err)
	}
}

// TestReadIsQuick: on an idle machine reading takes 15 to 20 milliseconds
// ([BenchmarkRead]). Other work on the machine stretches that at will, so the
// test holds what does not depend on it, allocations, and asks of the time only
// that it stays within 40 times what splitting the same files into cells takes.
func TestReadIsQuick(t *testing.T) {
	read := func() {
		if _, err := Read(files); err != nil {
			t.Fatal(err)
		}
	}
	if n := testing.AllocsPerRun(3, read); n > 90000 && !raceEnabled { // 70,000 when written: three a figure
		t.Errorf("reading allocates %.0f times, want at most 90,000", n)
	}
	m := copied(t)
	best, split := time.Hour, time.Hour
	for range 10 {
		start := time.Now()
		read()
		best = min(best, time.Since(start))
		start = time.Now()
		for _, f := range m {
			r := csv.NewReader(bytes.NewReader(f.Data))
			r.ReuseRecord = true
			for _, err := r.Read(); err == nil; {
				_, err = r.Read()
			}
		}
		split = min(split, time.Since(start))
	}
	if limit := max(25*time.Millisecond, 40*split); best > limit {
		t.Errorf("reading takes %v, want at most %v; splitting takes %v", best, limit, split)
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if _, err := Read(files); err != nil {
			b.Fatal(err)
		}
	}
}

// copied returns the embedded files as a map that tests may spoil.
func copied(t testing.TB) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(files, name)
		m[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestReadOfDirectoryEqualsEmbedded(t *testing.T) {
	s, err := Read(copied(t))
	if err != nil {
		t.Fatal(err)
	}
	if s.SHA256 != SHA256() || s.Panel.Len() != mustLoad(t).Panel.Len() {
		t.Errorf("%d series with hash %s", s.Panel.Len(), s.SHA256)
	}
}

func TestReadNeedsSources(t *testing.T) {
	if _, err := Read(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want one about the missing sources.csv", err)
	}
}
