package plots

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/defcast/defcast/data"
	"github.com/defcast/defcast/data/snapshot"
	"github.com/defcast/defcast/forecast/pipeline"
)

func TestLanguageNamed(t *testing.T) {
	for _, l := range Languages() {
		if got, err := LanguageNamed(l.String()); err != nil || got != l {
			t.Errorf("%s: %v, %v", l, got, err)
		}
	}
	var unknown *pipeline.UnknownError
	if _, err := LanguageNamed("jp"); !errors.As(err, &unknown) || unknown.Suggest() != "ja" {
		t.Errorf("jp: %v, want one that suggests ja", err)
	}
}

func TestJapaneseNumbersAndNames(t *testing.T) {
	l := Japanese
	yen, euro := data.Unit{Kind: data.Money, Currency: "JPY", Scale: 9}, data.Unit{Kind: data.Money, Currency: "EUR", Scale: 6}
	for _, c := range []struct{ got, want string }{
		{l.percent(0.0133), "1.33%"}, {l.level(0.035), "3.5%"}, {l.points(0.006), "0.6ポイント"},
		{l.odds(0), "1%未満"}, {l.odds(0.58), "58%"}, {l.odds(1), "99%超"},
		{l.levels([]float64{0.5, 0.8, 0.95}), "50・80・95%"},
		{l.year(data.FiscalApril, 2027), "2027年度"}, {l.year(data.Calendar, 2027), "2027年"},
		{l.span(data.FiscalApril, 1997, 2025), "1997〜2025年度"},
		{l.date(data.MustDate("2026-10-09")), "2026年10月9日"}, {l.date(data.MustDate("2026-10")), "2026年10月"}, {l.date(data.Date{}), ""},
		{l.country("JPN", "Japan"), "日本"}, {l.country("MKD", "North Macedonia"), "北マケドニア"}, {l.country("BIH", "Bosnia and Herzegovina"), "ボスニア・ヘルツェゴビナ"},
		{l.country("DEU", "My Germany"), "My Germany"}, {l.country("nato-total", "nato-total"), "nato-total"},
		{l.money(9035, yen), "9.04兆円"}, {l.money(903.5, yen), "9,035億円"}, {l.money(90360, euro), "904億ユーロ"},
		{English.money(9035, yen), "JPY\u00a09.04\u00a0tn"}, {English.money(90360, euro), "EUR\u00a090.4\u00a0bn"}, {English.money(-1234, euro), "EUR\u00a0-1.23\u00a0bn"},
		{English.span(data.FiscalApril, 1997, 2025), "FY1997–FY2025"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// TestJapaneseFinding: the headline is made from the numbers, as in English.
func TestJapaneseFinding(t *testing.T) {
	open := official()
	open.Steps = futures(2026, 0.05, 0.0195, 0.0200)
	open.Pledges = []pipeline.PledgeView{pledge(open, true, 0.02, 2027, "2022-12-16", "official")}
	none := japan()
	none.Pledges = nil
	missed := japan()
	missed.Pledges = []pipeline.PledgeView{pledge(missed, true, 0.02, 2027, "2022-12-16", "budget")}
	germany := ally()
	germany.Config.Country = "DEU"
	for name, c := range map[string]struct {
		r    *pipeline.Report
		want string
	}{
		"another measure": {japan(), "日本の防衛費は2027年度に対GDP比1.33%となる見通し — 2%目標は別の定義による"},
		"up":              {none, "日本の防衛費は2027年度に対GDP比1.33%となる見通し — 2025年度の1.29%から上昇"},
		"short":           {missed, "日本の防衛費は2027年度に対GDP比1.33%となる見通し — 2%目標に0.7ポイント不足"},
		"open":            {open, "日本の防衛費は2027年度に2022年度GDP比2.00%となる見通し — 2%達成の確率は50%"},
		"another country": {germany, "ドイツの国防費は2035年に対GDP比3.02%となる見通し — 3.5%目標に0.5ポイント不足"},
	} {
		if got := Japanese.finding(c.r); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// words returns all that a figure says, apart from the titles of its sources.
func words(f *Figure) []string {
	said := append([]string{f.Title, f.Alt}, f.Subtitle...)
	for _, k := range f.Key {
		said = append(said, k.Text)
	}
	for _, n := range f.Notes {
		if !strings.Contains(n.Full, "defcast") {
			said = append(said, n.Full, n.Short)
		}
	}
	return said
}

// english finds words of two small letters or more. Names of methods, of
// measures by id and of the data's hash are no words of a language.
var (
	english = regexp.MustCompile(`[A-Za-z]*[a-z]{2}[A-Za-z]*`)
	idents  = regexp.MustCompile(`（手法[a-z-]+、|データ[0-9a-f]+|別の定義（[^）]*）`)
)

// TestJapaneseIsWhole: no chart says anything in English where Japanese was
// asked for, and no format has a fault.
func TestJapaneseIsWhole(t *testing.T) {
	for _, e := range All() {
		if e.Needs != Forecast {
			continue // the names of programs, parts and scenarios are the data's
		}
		for name, m := range forecasts() {
			for _, l := range Languages() {
				f, err := e.Draw(translatable(m), Style{Language: l})
				if nothing(err) {
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				for _, s := range words(f) {
					if strings.Contains(s, "%!") {
						t.Errorf("%s of %s: %q", e.Name, name, s)
					}
					if found := english.FindString(idents.ReplaceAllString(s, "")); l == Japanese && found != "" {
						t.Errorf("%s of %s: %q has %q in it", e.Name, name, s, found)
					}
				}
			}
		}
	}
}

// TestEmbeddedNamesAreTranslated: every measure of the embedded figures, and
// every country, has a Japanese name.
func TestEmbeddedNamesAreTranslated(t *testing.T) {
	snap, err := snapshot.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, country := range snap.Countries() {
		if name := data.CountryName(country); Japanese.country(country, name) == name {
			t.Errorf("%s has no Japanese name", country)
		}
		for _, m := range snap.MeasuresOf(country) {
			if _, ok := measureWords[m.Name]; !ok {
				t.Errorf("%s %s: add the Japanese of %q to names.go", country, m.ID, m.Name)
			}
			if _, ok := denominatorWords[m.Denominator.Label]; !ok {
				t.Errorf("%s %s: add the Japanese of %q to names.go", country, m.ID, m.Denominator.Label)
			}
		}
	}
}
