package snapshot

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/defcast/defcast/data"
)

// small is the least that is read without a fault; the tests spoil one row.
func small() map[string]string {
	return map[string]string{
		"sources.csv": sourceHeader + "\n" +
			"office,Office,Accounts,2025-06,gov-jp,https://example.org\n",
		"lnd/series.csv": catalogHeader + "\n" +
			"lnd-gdp@2025,GDP,fiscal-04,2025-06,,As measured\n" +
			"lnd-spend,Spending,fiscal-04,,lnd-spend,\n",
		"lnd/gdp.csv": figureHeader + "\n" +
			"lnd-gdp@2025,2023,100.0,LND bn,settled,2025-06,office,high,\n" +
			"lnd-gdp@2025,2024,102.0,LND bn,settled,2025-06,office,high,\n",
		"lnd/spending.csv": figureHeader + "\n" +
			"lnd-spend,2022,1.0,LND bn,settled,2023-11,office,high,\n" +
			"lnd-spend,2024,,LND bn,initial,2024-03,office,low,not printed\n" +
			"lnd-spend,2025,1.2,LND bn,initial,2025-03,office,medium,published: regular calendar\n",
		"lnd/measures.csv": measureHeader + "\n" +
			"share,spending,lnd-spend,,initial,fiscal-04,same-year,lnd-gdp,,,GDP,all,nothing,office\n",
		"lnd/program.csv": planHeader + "\n" +
			"five,2023,2027,6,LND bn,plan,2022-12,office,high,Five years,\n",
		"lnd/pledges.csv": pledgeHeader + "\n" +
			"two,target,Cabinet,share,0.02,2027,2022-12,,office,high,2 % of GDP\n",
		"lnd/timeline.csv": eventHeader + "\n" +
			"2022-12-16,plan,6,LND bn,2022-12-16,office,high,Five years adopted\n",
	}
}

func asFS(m map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range m {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestReadSmall(t *testing.T) {
	s, err := Read(asFS(small()))
	if err != nil {
		t.Fatal(err)
	}
	spend, _ := s.Panel.Get("lnd-spend")
	if spend.Country != "LND" || spend.Start != 2022 || spend.End() != 2025 || spend.Observed() != 2 || spend.Basis != data.FiscalApril {
		t.Errorf("series %+v", spend)
	}
	if f, ok := s.Figure("lnd-spend", 2024); !ok || f.Text != "" || f.Confidence != Low || f.Line != 3 || f.File != "lnd/spending.csv" {
		t.Errorf("figure %+v", f)
	}
	if _, ok := s.Figure("lnd-spend", 2023); ok {
		t.Error("FY2023 has a row")
	}
	if gdp, _ := s.Panel.Edition("lnd-gdp"); gdp.Note != "As measured" || gdp.Vintage != (data.Date{Year: 2025, Month: 6}) {
		t.Errorf("series %+v", gdp)
	}
	if len(s.Announcements) != 1 || s.Announcements[0].Year != 2025 {
		t.Errorf("announcements %+v, want the budget of FY2025 alone", s.Announcements)
	}
	if p := s.Pledges[0]; p.Text != "Cabinet: 2 % of GDP" || p.By != 2027 {
		t.Errorf("pledge %+v", p)
	}
	if _, ok := s.Plan("LND", "five"); !ok || len(s.Events) != 1 {
		t.Errorf("plans %+v, events %+v", s.Plans, s.Events)
	}
}

func TestReadFaults(t *testing.T) {
	for _, c := range []struct {
		name, file, old, new string
		want                 string // of the SyntaxError
	}{
		{"header", "lnd/gdp.csv", "series,year,", "series,jahr,", "lnd/gdp.csv:1: bad header"},
		{"empty file", "lnd/gdp.csv", "", "", "lnd/gdp.csv:1: empty file (want the header"},
		{"cells", "lnd/gdp.csv", "2023,100.0,", "2023,100,0,", "lnd/gdp.csv:2: 10 cells (want 9"},
		{"quote", "lnd/gdp.csv", "2023,100.0", `2023,1"00.0`, `lnd/gdp.csv:2: bare "`},
		{"carriage return", "lnd/gdp.csv", "high,\n", "high,\r\n", "lnd/gdp.csv:2: carriage return (want LF"},
		{"encoding", "lnd/spending.csv", "not printed", "\x96", "lnd/spending.csv:3: bytes that are not UTF-8"},
		{"empty line", "lnd/gdp.csv", "lnd-gdp@2025,2024", "\nlnd-gdp@2025,2024", "lnd/gdp.csv:3: empty line or a line break"},
		{"line break", "lnd/spending.csv", "published: regular calendar", "\"a\nb\"", "lnd/spending.csv:4: note: blanks around or a line break"},
		{"blanks", "lnd/gdp.csv", "100.0", " 100.0", `lnd/gdp.csv:2: value: blanks around or a line break in " 100.0"`},
		{"number", "lnd/gdp.csv", "100.0", "1e2", `lnd/gdp.csv:2: value: bad number "1e2"`},
		{"infinite", "lnd/gdp.csv", "100.0", "Inf", `lnd/gdp.csv:2: value: bad number "Inf"`},
		{"year", "lnd/gdp.csv", ",2023,", ",20231,", `lnd/gdp.csv:2: year: bad year "20231" (want 1800 to 2200)`},
		{"unit", "lnd/gdp.csv", "LND bn", "LND gazillion", `lnd/gdp.csv:2: unit: bad unit "LND gazillion"`},
		{"two units", "lnd/gdp.csv", "102.0,LND bn", "102.0,LND tn", `lnd/gdp.csv:3: unit: "LND tn" in a series in "LND bn"`},
		{"status", "lnd/gdp.csv", "settled", "setled", `lnd/gdp.csv:2: status: bad status "setled"`},
		{"date", "lnd/spending.csv", "2024-03", "2024-13", `lnd/spending.csv:3: published: bad date "2024-13"`},
		{"no date", "lnd/spending.csv", "2024-03", "", "lnd/spending.csv:3: published: is empty"},
		{"other edition", "lnd/gdp.csv", "102.0,LND bn,settled,2025-06", "102.0,LND bn,settled,2025-09", "lnd/gdp.csv:3: published: 2025-09 in an edition of 2025-06"},
		{"confidence", "lnd/gdp.csv", "high", "sure", `lnd/gdp.csv:2: confidence: bad confidence "sure" (want high, medium or low)`},
		{"source", "lnd/gdp.csv", "office", "bureau", `lnd/gdp.csv:2: source: "bureau" is not in sources.csv`},
		{"twice", "lnd/gdp.csv", "lnd-gdp@2025,2024", "lnd-gdp@2025,2023", `lnd/gdp.csv:3: row "lnd-gdp@2025 2023" follows`},
		{"order", "lnd/spending.csv", "lnd-spend,2025", "lnd-spend,2021", `lnd/spending.csv:4: row "lnd-spend 2021" follows`},
		{"undeclared", "lnd/gdp.csv", "lnd-gdp@2025,2024", "lnd-gnp,2024", `lnd/gdp.csv:3: series: "lnd-gnp" is not in series.csv`},
		{"declared only", "lnd/series.csv", "lnd-spend,", "lnd-sped,Nothing,fiscal-04,,,\nlnd-spend,", "lnd/series.csv:3: lnd-sped: has no figures"},
		{"in two files", "lnd/spending.csv", "lnd-spend,2022", "lnd-gdp@2025,2025,1.0,LND bn,settled,2025-06,office,high,\nlnd-spend,2022", `lnd/gdp.csv:2: series: "lnd-gdp@2025" is also in another file`},
		{"announces", "lnd/series.csv", ",,lnd-spend,", ",,lnd-send,", `lnd/series.csv:3: lnd-spend: announces "lnd-send", which is no series`},
		{"basis", "lnd/series.csv", "fiscal-04", "fiscal", `lnd/series.csv:2: basis: bad year basis "fiscal"`},
		{"numerator", "lnd/measures.csv", "lnd-spend", "lnd-sped", `lnd/measures.csv:2: numerator: "lnd-sped" is no series`},
		{"precursor", "lnd/measures.csv", "lnd-spend,,", "lnd-spend,lnd-spend lnd-x,", `lnd/measures.csv:2: precursors: "lnd-x" is no series`},
		{"denominator", "lnd/measures.csv", "lnd-gdp", "lnd-gnp", `lnd/measures.csv:2: series: "lnd-gnp" is no series`},
		{"outlook", "lnd/measures.csv", "lnd-gdp,,", "lnd-gdp,lnd-o,", `lnd/measures.csv:2: outlook: "lnd-o" is no series`},
		{"frozen", "lnd/measures.csv", "same-year", "frozen", "lnd/measures.csv:2: year: is empty"},
		{"measure twice", "lnd/measures.csv", "nothing,office\n", "nothing,office\nshare,spending,lnd-spend,,initial,fiscal-04,same-year,lnd-gdp,,,GDP,all,nothing,office\n", `lnd/measures.csv:3: measure: "share" is there already`},
		{"plan", "lnd/program.csv", "2023,2027", "2027,2023", "lnd/program.csv:2: to: 2023 is before 2027"},
		{"plan value", "lnd/program.csv", ",6,", ",,", "lnd/program.csv:2: value: is empty"},
		{"level", "lnd/pledges.csv", "0.02", "2", `lnd/pledges.csv:2: level: "2" is no share (want a fraction, 0.02 for 2 %)`},
		{"no level", "lnd/pledges.csv", "0.02", "", `lnd/pledges.csv:2: level: "" is no share`},
		{"superseded", "lnd/pledges.csv", "2022-12,,", "2022-12,2020-01,", "lnd/pledges.csv:2: superseded: 2020-01 is before 2022-12"},
		{"pledge measure", "lnd/pledges.csv", "share", "shares", `lnd/pledges.csv:2: measure: "shares" is no measure`},
		{"kind", "lnd/pledges.csv", "target", "hope", `lnd/pledges.csv:2: kind: bad kind "hope"`},
		{"event unit", "lnd/timeline.csv", "LND bn", "", `lnd/timeline.csv:2: unit: bad unit ""`},
		{"terms", "sources.csv", "gov-jp", "free", `sources.csv:2: terms: unknown terms "free" (want diet, fact,`},
		{"source twice", "sources.csv", "gov-jp,https://example.org\n", "gov-jp,x\noffice,Office,A,2025,gov-jp,y\n", `sources.csv:3: row "office" follows "office"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := small()
			if c.old == "" {
				m[c.file] = ""
			} else if m[c.file] = strings.Replace(m[c.file], c.old, c.new, 1); m[c.file] == small()[c.file] {
				t.Fatalf("%q is not in %s", c.old, c.file)
			}
			_, err := Read(asFS(m))
			var syntax *data.SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("error %v, want a SyntaxError", err)
			}
			if !strings.HasPrefix(syntax.Error(), c.want) {
				t.Errorf("error  %s\nwant   %s…", syntax, c.want)
			}
		})
	}
}

// FuzzRead: whatever a figure file holds, reading it ends in series that agree
// with their rows or in an error with a line.
func FuzzRead(f *testing.F) {
	f.Add(small()["lnd/spending.csv"])
	f.Add(figureHeader + "\nlnd-spend,2022,-0.5,share,plan,2022,office,low,\"a, b\"\n")
	f.Add(figureHeader + "\n\"")
	f.Add("\xff")
	f.Fuzz(func(t *testing.T, text string) {
		m := small()
		m["lnd/spending.csv"] = text
		s, err := Read(asFS(m))
		var syntax *data.SyntaxError
		switch {
		case err == nil:
			for p := range s.Panel.All() {
				if n := len(s.Figures(p.ID)); n == 0 || p.Len() < n || p.Observed() > n {
					t.Errorf("%s: %d years and %d rows", p.ID, p.Len(), n)
				}
			}
		case !errors.As(err, &syntax):
			t.Errorf("error %v is no SyntaxError", err)
		case syntax.Line < 1:
			t.Errorf("error %v has no line", err)
		}
	})
}
